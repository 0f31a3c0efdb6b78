//! Every state has a picture, and axe-core finds nothing in it: those that pictures.rs does not have by the way.

use e2e::{Browser, Feed, Story, Theme, item};
use serde_json::{Value, json};
use xtask::server::Fault;

use crate::pictures::{FEED, open, path, pictures, scene, unfold};

const ROOT: &str = "document.querySelector('developing-story').shadowRoot";

/// A story with a bit of everything.
fn story() -> Feed {
    Feed::of(1..=9)
        .story("known", json!(["Topmødet er slut."]))
        .story("unknown", json!(["Om der kommer et nyt."]))
        .entry(9, json!({"_story": {"key": true, "certainty": "unconfirmed"}}))
        .entry(8, json!({"_story": {"certainty": "reported"}, "tags": ["Asien"]}))
        .entry(7, json!({"_story": {"certainty": "expected", "happened": "2019-02-28T08:30:00Z"}}))
        .entry(6, json!({"_story": {"key": true, "certainty": "confirmed"}}))
        .entry(5, json!({"_story": {"certainty": "analysis"}}))
        .entry(4, json!({"_story": {"withdrawn": "Vi kunne ikke få det bekræftet."}}))
}

#[tokio::test]
async fn a_story_of_one_entry_and_a_long_one_fit() {
    e2e::only_in!(Chromium, "its driver emulates media and sizes");
    let scene = scene(Feed::of(1..=1), "").await;
    let of_one = open(&scene).await;
    of_one.ready().await;
    pictures(&scene.browser, "one").await;
    scene.publish(FEED, Feed::of(1..=120));
    of_one.act("(el.limit = 100, el.reveal = 'auto')").await;
    of_one.refresh().await;
    of_one.until("a hundred show", |look| look.shown().len() >= 100).await;
    pictures(&scene.browser, "long").await;
}

#[tokio::test]
async fn offline_and_a_broken_feed_fit() {
    e2e::only_in!(Chromium, "its driver emulates media and sizes");
    let scene = scene(story(), "").await;
    let told = open(&scene).await;
    told.ready().await;
    scene.break_feed(FEED, Fault::NotJson);
    told.refresh().await;
    told.until("it is broken", |look| look.is("Feedet kan ikke læses")).await;
    pictures(&scene.browser, "broken").await;
    let offline =
        json!({"offline": true, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1});
    scene.browser.devtools("Network.enable", json!({})).await;
    scene.browser.devtools("Network.emulateNetworkConditions", offline).await;
    told.until("it is offline", |look| look.is("Ingen forbindelse")).await;
    pictures(&scene.browser, "offline").await;
}

#[tokio::test]
async fn what_readers_open_fits() {
    e2e::only_in!(Chromium, "its driver emulates media and sizes");
    let scene = scene(story(), "").await;
    let told = open(&scene).await;
    told.ready().await;
    told.click("[data-action=marks]").await;
    let legend = format!("{ROOT}.querySelector('.legend dd')");
    scene.browser.until_js("the marks are explained", &legend).await;
    pictures(&scene.browser, "marks").await;
    told.click("[data-action=marks]").await;
    told.click("[data-action=search]").await;
    let field = format!("{ROOT}.querySelector('.search select')");
    scene.browser.until_js("it can be searched", &field).await;
    scene
        .browser
        .js::<()>(&format!("const field = {ROOT}.querySelector('.search input'); field.value = 'nyhed'; field.dispatchEvent(new Event('input')); return null"))
        .await;
    let found = format!("{ROOT}.querySelector('.search [role=status]').textContent");
    scene.browser.until_js("some are found", &found).await;
    pictures(&scene.browser, "search").await;
    told.click("[data-action=search]").await;
    told.click("[data-action=oldest-first]").await;
    let first = format!("{ROOT}.querySelector('.days article').dataset.id === 'entry-1'");
    scene.browser.until_js("oldest first", &first).await;
    pictures(&scene.browser, "from-the-beginning").await;
}

#[tokio::test]
async fn what_has_changed_under_the_readers_eyes_fits() {
    e2e::only_in!(Chromium, "its driver emulates media and sizes");
    let scene = scene(story(), "").await;
    let told = open(&scene).await;
    told.ready().await;
    unfold(&told).await;
    let kept = format!("{ROOT}.querySelector('[aria-posinset]')");
    scene.browser.until_js("it is kept still", &kept).await;
    let text = "<p>En længere tekst, der fylder mere end før. </p>".repeat(5);
    let changed = json!({"content_html": text, "date_modified": "2019-02-28T09:00:00Z", "_story": {"certainty": "confirmed"}});
    scene.publish(FEED, story().entry(9, changed));
    told.refresh().await;
    let grown = format!("{ROOT}.querySelector('.grown')?.textContent");
    scene.browser.until_js("it keeps its height", &grown).await;
    pictures(&scene.browser, "grown").await;
}

#[tokio::test]
async fn from_right_to_left_it_fits() {
    e2e::only_in!(Chromium, "its driver emulates media and sizes");
    let feed = Feed::of(1..=4)
        .with("title", "قمة هانوي")
        .with("language", "ar")
        .story("known", json!(["انتهت القمة."]))
        .entry(4, json!({"title": "غادر الوفد الفندق", "content_html": "<p>غادر الوفد الفندق قبل الموعد.</p><ul><li>أولًا</li></ul><blockquote>نص</blockquote>", "_story": {"key": true, "certainty": "confirmed"}}))
        .entry(3, json!({"title": "The White House has answered", "language": "en"}))
        .entry(2, json!({"title": "مصدر غير مؤكد", "_story": {"certainty": "unconfirmed"}}))
        .entry(1, json!({"title": "بداية", "_story": {"withdrawn": "خطأ."}}));
    let scene = scene(feed, "").await;
    let told = open(&scene).await;
    scene.browser.js::<()>("document.documentElement.dir = 'rtl'; document.documentElement.lang = 'ar'; return null").await;
    told.act("el.lang = 'ar'").await;
    let texts: Value =
        serde_json::from_str(include_str!("../../../www/labels/ar.json")).expect("JSON");
    let live = texts["live"].as_str().expect("a text");
    told.until("it is Arabic", |look| look.is(live)).await;
    unfold(&told).await;
    pictures(&scene.browser, "rtl").await;
}

/// How large the page writes each kind of text, in pixels.
const SIZES: &str = "
    const root = document.querySelector('developing-story').shadowRoot;
    const kinds = ['.title', '.status', '.tools button', '.gist li', '.gist h3', '.moments a', '.day > summary', '.time', 'h4',
        '.mark', '.body', '.foot', '.stub'];
    return kinds.map((kind) => [kind, parseFloat(getComputedStyle(root.querySelector(kind)).fontSize)])";

#[tokio::test]
async fn text_is_as_large_as_the_pages_and_fits_at_twice_the_size() {
    e2e::only_in!(Chromium, "its driver emulates media and sizes");
    let scene = scene(story(), "").await;
    let told = open(&scene).await;
    told.ready().await;
    unfold(&told).await;
    let usual: Vec<(String, f64)> = scene.browser.js(SIZES).await;
    assert!(usual.iter().all(|(_, size)| *size >= 12.5), "{usual:?}");
    scene.browser.js::<()>("document.body.style.fontSize = '36px'; return null").await;
    let twice: Vec<(String, f64)> = scene.browser.js(SIZES).await;
    for ((kind, small), (_, large)) in usual.iter().zip(&twice) {
        assert!((1.85..2.1).contains(&(large / small)), "{kind}: {small} → {large}");
    }
    pictures(&scene.browser, "twice").await;
    // A page that writes small is no reason to.
    scene.browser.js::<()>("document.body.style.fontSize = '10px'; return null").await;
    assert_eq!(scene.browser.js::<Vec<(String, f64)>>(SIZES).await, usual);
}

/// A picture of the whole page as it is for a medium or with a feature.
async fn picture(browser: &Browser, name: &str, media: &str, feature: Option<(&str, &str)>) {
    for theme in [Theme::Light, Theme::Dark] {
        let mut features = vec![json!({"name": "prefers-color-scheme", "value": theme.word()})];
        features.extend(feature.map(|(name, value)| json!({"name": name, "value": value})));
        let emulated = json!({"media": media, "features": features});
        browser.dress(768, 1600, theme).await;
        browser.devtools("Emulation.setEmulatedMedia", emulated).await;
        browser.js::<()>("return e2e.turn().then(() => null)").await;
        browser.picture(&path(&format!("{name}-768-{}", theme.word()))).await;
    }
}

#[tokio::test]
async fn on_paper_everything_is_unfolded_and_nothing_is_to_be_pressed() {
    e2e::only_in!(Chromium, "its driver emulates media and sizes");
    let scene = scene(story(), "").await;
    let told: Story<'_> = open(&scene).await;
    told.ready().await;
    told.act("el.foldAll()").await;
    told.until("all closed", |look| look.entries.iter().all(|it| !it.open)).await;
    let kept = format!("{ROOT}.querySelector('[aria-posinset]')");
    scene.browser.until_js("its further styles are there", &kept).await;
    picture(&scene.browser, "print", "print", None).await;
    let printed = told.look().await.expect("it is there");
    let texts = printed.entries.iter().filter(|it| it.body.is_some()).count();
    assert_eq!(texts, 8, "{printed}");
    assert!(printed.entries.iter().all(|it| it.time.is_some()));
    let pressed: Vec<String> = scene
        .browser
        .js(&format!("return [...{ROOT}.querySelectorAll('button')].filter((it) => e2e.shows(it) && !it.matches('.title')).map((it) => it.textContent)"))
        .await;
    assert!(pressed.is_empty(), "{pressed:?}");
}

#[tokio::test]
async fn in_forced_colours_every_mark_is_still_there() {
    e2e::only_in!(Chromium, "its driver emulates media and sizes");
    let scene = scene(story(), "").await;
    let told = open(&scene).await;
    told.ready().await;
    scene.publish(FEED, story().item(item(10)));
    told.refresh().await;
    told.until("one waits", |look| look.reveal.is_some()).await;
    picture(&scene.browser, "forced-colours", "", Some(("forced-colors", "active"))).await;
    // What has no other shape than its ground keeps one that stands out from the page's.
    let seen: Vec<String> = scene
        .browser
        .js(&format!(
            "const ground = getComputedStyle(document.documentElement).backgroundColor; const root = {ROOT};
            return [['.dot', ''], ['[data-key]', '::after'], ['.entries > div', '::before']].filter(([part, pseudo]) =>
                getComputedStyle(root.querySelector(part), pseudo).backgroundColor === ground).map(([part]) => part)"
        ))
        .await;
    assert!(seen.is_empty(), "{seen:?}");
    assert!(scene.browser.js::<bool>("return matchMedia('(forced-colors: active)').matches").await);
}
