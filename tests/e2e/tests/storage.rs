//! Where a story is kept: as little as may be, and without harm where it cannot be.

use e2e::{Feed, Page, Scene};
use serde_json::json;
use xtask::server::Fault;

const FEED: &str = "/feed.json";

/// A page with the element, after this script.
async fn scene(attributes: &str, first: &str) -> Scene {
    let scene = Scene::start().await;
    scene.publish(FEED, Feed::of(1..=3).story("poll_seconds", 3600));
    let page = Page::new(&scene.element(attributes))
        .head(&format!("<script>{first}</script>"))
        .head(&scene.script());
    scene.serve("/blank", &Page::new("Nothing"));
    scene.serve("/", &page);
    scene
}

fn key(scene: &Scene) -> String {
    format!("developing-story:1:{}", scene.newsroom.url(FEED))
}

/// Puts these into storage before the element is there.
async fn put(scene: &Scene, entries: &[(&str, &str)]) {
    scene.browser.open(&scene.host.url("/blank")).await;
    for (name, value) in entries {
        let put = "localStorage.setItem(arguments[0], eval(arguments[1])); return null";
        scene.browser.js_with::<()>(put, vec![json!(name), json!(value)]).await;
    }
}

async fn keys(scene: &Scene) -> Vec<String> {
    scene.browser.js("return Object.keys(localStorage).sort()").await
}

/// Opens the page, and does what is worth keeping.
async fn act(scene: &Scene) {
    scene.browser.open(&scene.host.url("/")).await;
    let story = scene.browser.story();
    story.ready().await;
    // What keeps comes after the first view, with what tells places.
    let told =
        "document.querySelector('developing-story').shadowRoot.querySelector('[aria-posinset]')";
    scene.browser.until_js("what keeps is there", told).await;
    story.click("[data-id=entry-1] summary").await;
    // The element hears of it a task after the browser has opened it.
    let told = "e2e.told.some((it) => it.name === 'story-toggled' && it.detail.id === 'entry-1')";
    scene.browser.until_js("the page is told", told).await;
}

#[tokio::test]
async fn with_remember_off_nothing_is_kept_and_what_was_kept_goes() {
    let scene = scene("", "").await;
    act(&scene).await;
    assert_eq!(keys(&scene).await, [key(&scene)]);
    let story = scene.browser.story();
    story.act("el.remember = 'off'").await;
    scene.browser.until_js("it is gone", "localStorage.length === 0").await;
    story.click("[data-id=entry-2] summary").await;
    story.until("it is open", |look| look.has("entry-2", |it| it.open)).await;
    scene.browser.open(&scene.host.url("/blank")).await;
    assert_eq!(keys(&scene).await, [""; 0]);

    act(&scene).await;
    assert_eq!(keys(&scene).await, [key(&scene)]);
    let off = Page::new(&scene.element("remember=off")).head(&scene.script());
    scene.serve("/off", &off);
    scene.break_feed(FEED, Fault::Silence);
    scene.browser.open(&scene.host.url("/off")).await;
    story.until("it starts", |look| look.is("Henter")).await;
    scene.browser.until_js("it is gone", "localStorage.length === 0").await;
    let look = story.look().await.expect("it is there");
    assert_eq!(look.shown(), [""; 0]);
}

#[tokio::test]
async fn storage_that_cannot_be_used_does_no_harm() {
    for lack in [
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('', 'SecurityError') } })",
        "Object.defineProperty(window, 'localStorage', { value: null })",
        "Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError') }",
    ] {
        let scene = scene("", lack).await;
        act(&scene).await;
        scene.browser.reload().await;
        scene.browser.story().ready().await;
        assert_eq!(scene.browser.ours().await, [], "{lack}");
    }
}

#[tokio::test]
async fn what_nobody_of_us_wrote_does_no_harm() {
    let scene = scene("", "").await;
    let ours = key(&scene);
    let of_before = ours.replace(":1:", ":0:");
    let garbage = [
        "''",
        "'not JSON'",
        "'null'",
        "'{}'",
        "'[]'",
        "'[1,2,3]'",
        "'[\"now\",\"\",[200,\"{}\"]]'",
        "JSON.stringify([Date.now(), '', [200, '{\"items\": 1}', 'x']])",
        "JSON.stringify([Date.now(), '11\\u001e\\u001f\\u001e-1\\u001e9e99', [200, 'no JSON', null]])",
        "JSON.stringify([1e300, {}, [200, '{\"items\":[]}']])",
    ];
    for value in garbage {
        put(&scene, &[(&ours, value), (&of_before, value)]).await;
        scene.browser.open(&scene.host.url("/")).await;
        let look = scene.browser.story().ready().await;
        assert_eq!(look.shown().len(), 3, "{value}");
        assert!(look.is("Opdateres"), "{value}: {look}");
    }
    act(&scene).await;
    assert_eq!(keys(&scene).await, [of_before, ours.clone()], "and it keeps as ever");
    // Nor does it beside what is one of ours.
    let place = format!("{ours} place");
    for value in [&garbage[..], &["'5'", "'\"five\"'", "'[5,6,7,8]'"]].concat() {
        put(&scene, &[(&place, value)]).await;
        scene.browser.open(&scene.host.url("/")).await;
        // What is kept may come first.
        let story = scene.browser.story();
        let live = |look: &e2e::Look| look.is("Opdateres") && look.shown().len() == 3;
        story.until(&format!("it is live in spite of {value}"), live).await;
    }
    assert_eq!(scene.browser.ours().await, []);
}

#[tokio::test]
async fn of_what_is_kept_already_only_the_place_is_written() {
    let scene = scene("", "").await;
    act(&scene).await;
    let (ours, place) = (key(&scene), format!("{} place", key(&scene)));
    let kept = async || -> Vec<Option<String>> {
        let read = "return arguments[0].map((key) => localStorage.getItem(key))";
        scene.browser.js_with(read, vec![json!([ours, place])]).await
    };
    let first = kept().await;
    assert!(first[0].is_some() && first[1].is_none(), "{first:?}");
    let story = scene.browser.story();
    story.click("[data-id=entry-2] summary").await;
    scene.browser.until_js("the place is kept", "localStorage.length === 2").await;
    let second = kept().await;
    assert_eq!(second[0], first[0], "the document is not written again");
    assert!(second[1].as_ref().is_some_and(|place| place.len() < 200), "{second:?}");
    // And it is where the reader was last that is back.
    scene.browser.open(&scene.host.url("/")).await;
    let look = story.ready().await;
    assert!(look.has("entry-1", |it| it.open) && look.has("entry-2", |it| it.open), "{look}");
    // A new document takes it in.
    scene.publish(FEED, Feed::of(1..=4).story("poll_seconds", 3600));
    story.refresh().await;
    story.click("[data-id=entry-1] summary").await;
    scene.browser.until_js("all is kept as one", "localStorage.length === 1").await;
    assert_ne!(kept().await[0], first[0]);
    // With the rest it goes.
    story.click("[data-id=entry-1] summary").await;
    scene.browser.until_js("the place is kept", "localStorage.length === 2").await;
    story.act("el.remember = 'off'").await;
    scene.browser.until_js("it is gone", "localStorage.length === 0").await;
}

#[tokio::test]
async fn where_a_new_document_has_no_room_no_newer_place_is_put_beside_the_old_one() {
    let scene = scene("", "").await;
    act(&scene).await;
    let fill = "const used = Object.entries(localStorage).flat().join('').length;
        localStorage.partner = 'x'.repeat(5 * 1024 * 1024 - used - 500); return null";
    scene.browser.js::<()>(fill).await;
    let long = Feed::of(1..=3).entry(2, json!({"content_text": "x".repeat(20_000)}));
    scene.publish(FEED, long.story("poll_seconds", 3600));
    let story = scene.browser.story();
    story.refresh().await;
    for open in [true, false] {
        story.click("[data-id=entry-2] summary").await;
        let told = format!(
            "e2e.told.some((it) => it.detail.id === 'entry-2' && it.detail.open === {open})"
        );
        scene.browser.until_js("the page is told", &told).await;
    }
    scene.browser.js::<()>("return e2e.turn().then(() => null)").await;
    assert_eq!(keys(&scene).await, [key(&scene), "partner".to_owned()]);
}

#[tokio::test]
async fn beyond_five_megabytes_the_oldest_story_gives_way() {
    let scene = scene("", "").await;
    let (older, newer) = ("developing-story:1:https://a/", "developing-story:1:https://b/");
    let partner = ("of-the-partner", "'x'.repeat(4e5)");
    let kept = |at: u32, size: &str| format!("'[{at},' + 'x'.repeat({size}) + ']'");
    put(&scene, &[partner, (newer, &kept(9, "12e5")), (older, &kept(8, "12.999e5"))]).await;
    act(&scene).await;
    assert_eq!(keys(&scene).await, [&key(&scene), newer, partner.0]);
    // Nor may a single story be longer than that.
    let long = Feed::of(1..=3)
        .entry(2, json!({"content_text": "x".repeat(2_600_000)}))
        .story("poll_seconds", 3600);
    scene.publish(FEED, long);
    scene.browser.story().refresh().await;
    scene.browser.story().click("[part=toggle-all]").await;
    scene.browser.until_js("only others are left", "Object.keys(localStorage).length === 2").await;
    assert_eq!(keys(&scene).await, [newer, partner.0]);
}

#[tokio::test]
async fn where_others_fill_the_storage_ours_give_way_and_theirs_stay() {
    let scene = scene("", "").await;
    let (ours, older) = (key(&scene), "developing-story:1:https://a/");
    // What is free beside the partner's is enough for one of the two.
    let partner = ("of-the-partner", "'x'.repeat(5 * 1024 * 1024 - 3000)");
    put(&scene, &[partner, (older, "'[8,' + 'x'.repeat(2500) + ']'")]).await;
    act(&scene).await;
    assert_eq!(keys(&scene).await, [ours.as_str(), partner.0]);
    let clear = "for (const key of Object.keys(localStorage)) if (key.startsWith(arguments[0])) localStorage.removeItem(key); return null";
    scene.browser.open(&scene.host.url("/blank")).await;
    scene.browser.js_with::<()>(clear, vec![json!(ours)]).await;
    put(&scene, &[("of-the-partner", "'x'.repeat(5 * 1024 * 1024 - 30)")]).await;
    act(&scene).await;
    assert_eq!(keys(&scene).await, [partner.0]);
    assert_eq!(scene.browser.ours().await, []);
}

#[tokio::test]
async fn what_an_entry_was_is_known_after_a_reload() {
    let scene = scene("", "").await;
    act(&scene).await;
    let story = scene.browser.story();
    let root = "document.querySelector('developing-story').shadowRoot";
    let there = format!("{root}.querySelector('[aria-posinset]')");
    scene.browser.until_js("it is kept still", &there).await;
    let changed =
        json!({"content_html": "<p>Tolv mand kom.</p>", "date_modified": "2019-02-28T09:00:00Z"});
    scene.publish(FEED, Feed::of(1..=3).entry(1, changed));
    story.refresh().await;
    let before = format!("{} before", key(&scene));
    let kept = format!("localStorage[{}]?.includes('Teksten til nyhed 1.')", json!(before));
    scene.browser.until_js("what it was is kept", &kept).await;
    for visit in ["reloaded", "once more"] {
        act(&scene).await;
        let button = format!("{root}.querySelector('[data-id=entry-1] .changes')");
        scene.browser.until_js(visit, &button).await;
        let compared = format!("{button}.nextElementSibling.querySelectorAll('ins, del').length");
        scene.browser.js::<()>(&format!("{button}.click(); return null")).await;
        scene.browser.until_js("word by word", &compared).await;
    }
    // It goes with the rest.
    assert_eq!(keys(&scene).await, [key(&scene), before]);
    story.act("el.remember = 'off'").await;
    scene.browser.until_js("it is gone", "localStorage.length === 0").await;
    // And comes with the rest only.
    let untouched = Feed::of(1..=3).entry(2, json!({"title": "Et andet"}));
    scene.publish(FEED, untouched);
    story.refresh().await;
    story
        .until("it is changed", |look| {
            look.has("entry-2", |it| it.headline.as_deref() == Some("Et andet"))
        })
        .await;
    assert_eq!(keys(&scene).await, [""; 0]);
}
