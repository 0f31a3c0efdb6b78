//! Everyone: by keyboard alone, by a screen reader's structure, in forced colours and without motion. What axe-core finds
//! is in pictures.rs, state by state.

use e2e::{Browser, Feed, Scene, Story};
use fantoccini::key::Key;
use serde_json::json;

const FEED: &str = "/feed.json";

const ROOT: &str = "document.querySelector('developing-story').shadowRoot";

/// A story with everything that can be pressed.
fn feed() -> Feed {
    Feed::of(1..=30)
        .story("place", "Hanoi")
        .story("time_zone", "Asia/Ho_Chi_Minh")
        .story("known", json!(["Det ene"]))
        .entry(30, json!({"_story": {"key": true, "certainty": "unconfirmed"}, "content_html": "<p>Se <a href='https://a.example/'>mere</a>.</p>"}))
        .entry(3, json!({"_story": {"pinned": true}}))
}

async fn scene() -> Scene {
    let scene = Scene::with(Browser::start().await);
    scene.publish(FEED, feed());
    let element = scene.element("unfold=none limit=5");
    let (before, after) = ("<p><a href='/before'>Før</a></p>", "<p><a href='/after'>Efter</a></p>");
    scene.open(&[before, &element, after].concat()).await;
    scene.browser.story().ready().await;
    let stands = format!("{ROOT}.querySelector('[aria-posinset]')");
    scene.browser.until_js("it stands", &stands).await;
    scene
}

/// What has the focus, in words.
const FOCUSED: &str = "
    const it = e2e.focus();
    const style = getComputedStyle(it);
    const shows = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
    return [it.dataset.action ?? it.closest('[data-entry]')?.dataset.entry ?? it.closest('[data-day]')?.dataset.day
        ?? it.getAttribute('href') ?? it.localName, shows, it.matches(':focus-visible')]";

#[tokio::test]
async fn tab_goes_to_everything_in_reading_order_and_shows_where_it_is() {
    let scene = scene().await;
    let story = scene.browser.story();
    story.act("el.unfoldAll()").await;
    story
        .until("all open", |look| look.shown().len() == 6 && look.entries.iter().all(|it| it.open))
        .await;
    scene.browser.tab_to("a[href='/before']").await;
    let mut reached = Vec::new();
    loop {
        scene.browser.press(Key::Tab).await;
        let (what, shows, visible): (String, bool, bool) = scene.browser.js(FOCUSED).await;
        if what == "/after" {
            break;
        }
        assert!(shows && visible, "{what} does not show that it has the focus");
        reached.push(what);
        assert!(reached.len() < 60, "{reached:?}");
    }
    let expected = [
        "fold-story",
        "fold-all",
        "pause",
        "oldest-first",
        "clock-scene",
        "search",
        "marks",
        "#story-entry-30",
        "entry-3",
        "share",
        "2019-02-28",
        "entry-30",
        "entry-30",
        "share",
        "entry-29",
        "share",
        "entry-28",
        "share",
        "entry-27",
        "share",
        "entry-26",
        "share",
        "earlier",
    ];
    let shorter: Vec<&str> = reached
        .iter()
        .map(|it| if it.starts_with("https://a.example") { "entry-30" } else { it.as_str() })
        .collect();
    assert_eq!(shorter, expected);
}

async fn focus_is(scene: &Scene, what: &str, selector: &str) {
    let is = format!("e2e.focus()?.matches('{selector}')");
    scene.browser.until_js(what, &is).await;
}

async fn enter(scene: &Scene, story: &Story<'_>, selector: &str) {
    story.tab_to(selector).await;
    scene.browser.press(Key::Enter).await;
}

#[tokio::test]
async fn the_keyboard_alone_does_everything() {
    let scene = scene().await;
    let (browser, story) = (&scene.browser, scene.browser.story());
    // The story folds and unfolds.
    enter(&scene, &story, "[data-action=fold-story]").await;
    story.until("it is folded", |look| look.shown().is_empty()).await;
    browser.press(Key::Enter).await;
    story.until("it is unfolded", |look| look.shown().len() == 6).await;
    // All entries, and one.
    enter(&scene, &story, "[data-action=unfold-all]").await;
    story.until("all open", |look| look.entries.iter().all(|it| it.open)).await;
    browser.press(Key::Enter).await;
    story.until("all closed", |look| look.entries.iter().all(|it| !it.open)).await;
    enter(&scene, &story, "[data-id=entry-29] summary").await;
    story.until("one is open", |look| look.has("entry-29", |it| it.open)).await;
    // From entry to entry, to what stands before the feed, and to what stands after it.
    browser.press(Key::PageDown).await;
    focus_is(&scene, "the next entry", "[data-id=entry-28]").await;
    browser.press(Key::PageUp).await;
    focus_is(&scene, "the entry before", "[data-id=entry-29]").await;
    browser.press_with_control(Key::End).await;
    focus_is(&scene, "what comes after the feed", "[data-action=earlier], .footer").await;
    story.tab_back_to("[data-id=entry-29] summary").await;
    browser.press_with_control(Key::Home).await;
    focus_is(&scene, "what comes before the feed", ".moments a").await;
    // A key moment leads to its entry.
    browser.press(Key::Enter).await;
    focus_is(&scene, "the entry of the moment", "[data-id=entry-30]").await;
    story.until("it is open", |look| look.has("entry-30", |it| it.open)).await;
    // Earlier ones.
    enter(&scene, &story, "[data-action=earlier]").await;
    story.until("more show", |look| look.shown().len() == 11).await;
    // What waits.
    scene.publish(FEED, feed().item(e2e::item(31)));
    story.refresh().await;
    story.until("one waits", |look| look.reveal.is_some()).await;
    scene.browser.js::<()>("document.querySelector('a').focus(); return null").await;
    enter(&scene, &story, "[data-action=reveal]").await;
    focus_is(&scene, "what has come", "[data-id=entry-31]").await;
    // The order, and back, once everything has been read.
    browser.until_js("it is read", &format!("!{ROOT}.querySelector('[data-unread]')")).await;
    scene.browser.js::<()>("document.querySelector('a').focus(); return null").await;
    enter(&scene, &story, "[data-action=oldest-first]").await;
    let first = format!("{ROOT}.querySelector('.days article').dataset.id === 'entry-1'");
    browser.until_js("oldest first", &first).await;
    scene.browser.js::<()>("document.querySelector('a').focus(); return null").await;
    enter(&scene, &story, "[data-action=newest-first]").await;
    browser.until_js("newest first", &format!("!({first})")).await;
    // The clock.
    scene.browser.js::<()>("document.querySelector('a').focus(); return null").await;
    enter(&scene, &story, "[data-action=clock-scene]").await;
    story
        .until("times of the scene", |look| {
            look.has("entry-30", |it| it.time.as_deref() == Some("15.30"))
        })
        .await;
    // What the marks mean.
    enter(&scene, &story, "[data-action=marks]").await;
    let legend = format!(
        "{ROOT}.querySelector('.legend')?.innerText.includes('kan vise sig at være forkert')"
    );
    browser.until_js("they are explained", &legend).await;
    browser.press(Key::Enter).await;
    browser.until_js("and no more", &format!("!{ROOT}.querySelector('.legend').firstChild")).await;
    // The search, from typing to leaving it.
    story.tab_back_to("[data-action=search]").await;
    browser.press(Key::Enter).await;
    focus_is(&scene, "the field", "input[type=search]").await;
    for letter in "nummer 7".chars() {
        browser.press(letter).await;
    }
    story
        .until("three are found", |look| look.shown() == ["entry-27", "entry-17", "entry-7"])
        .await;
    browser.press(Key::Escape).await;
    focus_is(&scene, "the button", "[data-action=search]").await;
    story.until("all show again", |look| look.shown().len() > 5).await;
    // Pause, and on.
    scene.browser.js::<()>("document.querySelector('a').focus(); return null").await;
    enter(&scene, &story, "[data-action=pause]").await;
    story.until("paused", |look| look.is("Sat på pause")).await;
    browser.press(Key::Enter).await;
    story.until("and on", |look| look.is("Opdateres")).await;
    // A day.
    enter(&scene, &story, "[data-day] > summary").await;
    story.until("the day is closed", |look| look.days.iter().all(|day| !day.open)).await;
}

#[tokio::test]
async fn headings_nest_under_the_pages_own_and_entries_know_their_place() {
    let scene = scene().await;
    let story = scene.browser.story();
    let levels = format!(
        "[...{ROOT}.querySelectorAll('h2, h3, h4')].map((it) => Number(it.ariaLevel ?? it.localName[1]))"
    );
    let found: Vec<u32> = scene.browser.js(&format!("return {levels}")).await;
    assert_eq!(found[0], 2);
    assert!(found.contains(&3) && found.contains(&4), "{found:?}");
    story.act("el.headingLevel = 4").await;
    scene.browser.until_js("they are two deeper", &format!("{levels}[0] === 4")).await;
    let deeper: Vec<u32> = scene.browser.js(&format!("return {levels}")).await;
    assert_eq!(deeper, found.iter().map(|level| level + 2).collect::<Vec<_>>());
    story.act("el.headingLevel = null").await;
    scene.browser.until_js("and back", &format!("{levels}[0] === 2")).await;

    let places = format!(
        "return [...{ROOT}.querySelectorAll('.day [role=feed] > div > article')].map((it) => [it.ariaPosInSet, it.ariaSetSize])"
    );
    let found: Vec<(String, String)> = scene.browser.js(&places).await;
    let expected: Vec<_> = (1..=5).map(|it| (it.to_string(), "-1".to_owned())).collect();
    assert_eq!(found, expected, "nobody knows how many earlier ones there are");
    // What is said by itself is a count, and nothing else.
    scene.publish(FEED, feed().item(e2e::item(31)).item(e2e::item(32)));
    story.refresh().await;
    let said = format!("{ROOT}.querySelector('.story > [role=status]').innerText");
    scene.browser.until_js("it is said", &format!("{said} === '2 nye opdateringer venter.'")).await;
}

#[tokio::test]
async fn the_list_turns_round_softly_where_motion_is_welcome_and_at_once_elsewhere() {
    e2e::only_in!(Chromium, "its driver says what motion is welcome");
    let scene = scene().await;
    let story = scene.browser.story();
    let count = "window.turned = 0; const start = Element.prototype.startViewTransition;
        Element.prototype.startViewTransition = function (...given) { turned += 1; return start.apply(this, given); }; return null";
    scene.browser.js::<()>(count).await;
    let first = |id: &str| format!("{ROOT}.querySelector('.days article').dataset.id === '{id}'");
    story.click("[data-action=oldest-first]").await;
    scene.browser.until_js("oldest first", &first("entry-1")).await;
    assert_eq!(scene.browser.js::<u32>("return turned").await, 1);
    let features = json!([{"name": "prefers-reduced-motion", "value": "reduce"}]);
    scene.browser.devtools("Emulation.setEmulatedMedia", json!({ "features": features })).await;
    story.click("[data-action=newest-first]").await;
    scene.browser.until_js("newest first", &first("entry-30")).await;
    assert_eq!(scene.browser.js::<u32>("return turned").await, 1);
}

#[tokio::test]
async fn nothing_moves_by_itself_where_motion_is_unwelcome() {
    e2e::only_in!(Chromium, "its driver says what motion is welcome");
    let scene = scene().await;
    for (wish, count) in [("reduce", "=== 0"), ("no-preference", "> 0")] {
        let features = json!([{"name": "prefers-reduced-motion", "value": wish}]);
        scene.browser.devtools("Emulation.setEmulatedMedia", json!({ "features": features })).await;
        // The dot pulses where it begins to be welcome, and comes to rest by itself.
        let so = format!("{ROOT}.getAnimations().length {count}");
        scene.browser.until_js(wish, &so).await;
    }
    let still = format!("{ROOT}.getAnimations().length === 0");
    scene.browser.until_js("it has come to rest", &still).await;
}
