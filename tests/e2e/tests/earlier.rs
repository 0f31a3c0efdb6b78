//! The way back to older entries.

use e2e::{Demo, Feed, Scene};
use fantoccini::key::Key;
use serde_json::json;
use xtask::server::Fault;

const ARCHIVE: [&str; 2] = ["/hanoi.da-1.json", "/hanoi.da-2.json"];

#[tokio::test]
async fn earlier_entries_come_from_the_archive_each_page_once() {
    let demo = Demo::start().await;
    demo.play().steps(usize::MAX);
    demo.open_news().await;
    let story = demo.browser.story();
    let look = story.ready().await;
    assert_eq!(look.earlier.as_deref(), Some("Vis tidligere"));
    assert_eq!(look.entry("opening"), None);
    let asked = |path| demo.replay.server().log().of(path).len();
    assert_eq!(ARCHIVE.map(asked), [0, 0], "nobody has asked for older entries");

    story.click("[part=earlier]").await;
    let look = story.until("the oldest", |look| look.has("opening", |it| it.shown)).await;
    assert_eq!(look.shown().last(), Some(&"opening"));
    assert_eq!(look.shown().len(), 20);
    assert_eq!(look.earlier, None, "there is nothing before it");
    assert_eq!(ARCHIVE.map(asked), [1, 1]);
    // What was corrected after its page was closed shows as it is now.
    let stub = look.entry("ceremony-delayed").and_then(|it| it.stub.as_deref());
    assert!(stub.is_some_and(|stub| stub.starts_with("Trukket tilbage")), "{stub:?}");
    story.refresh().await;
    assert_eq!(ARCHIVE.map(asked), [1, 1]);
}

#[tokio::test]
async fn go_to_brings_an_archived_entry_into_view_and_says_whether_there_is_one() {
    let demo = Demo::start().await;
    demo.play().steps(usize::MAX);
    demo.open_news().await;
    let story = demo.browser.story();
    story.ready().await;
    assert!(story.js::<bool>("el.goTo('opening')").await);
    let look = story.until("it is in view", |look| look.has("opening", |it| it.in_view)).await;
    assert!(look.has("opening", |it| it.open), "{look}");
    assert!(!story.js::<bool>("el.goTo('nobody')").await);
    let here = story.look().await.expect("it is there");
    assert!(here.has("opening", |it| it.in_view), "the reader stays where he is");
    // Nothing that could be an id, and what could be part of a selector.
    for id in ["''", "'\"]'", "undefined", "{}"] {
        assert!(!story.js::<bool>(&format!("el.goTo({id})")).await, "{id}");
    }
}

#[tokio::test]
async fn go_to_works_before_there_is_anything() {
    let scene = Scene::start().await;
    scene.publish("/feed.json", Feed::of(1..=60));
    scene.gate.close(&["/feed.json"]);
    scene.open(&scene.element("limit=10")).await;
    let story = scene.browser.story();
    scene
        .browser
        .js::<()>("window.found = e2e.find('developing-story').goTo('entry-1'); return null")
        .await;
    scene.gate.open();
    assert!(scene.browser.js::<bool>("return window.found").await);
    story.until("it is in view", |look| look.has("entry-1", |it| it.in_view)).await;
    assert!(scene.browser.js::<bool>("return e2e.focus().dataset.id === 'entry-1'").await);
}

#[tokio::test]
async fn more_than_the_limit_is_shown_on_demand_without_a_request() {
    let scene = Scene::start().await;
    scene.publish("/feed.json", Feed::of(1..=7));
    scene.open(&scene.element("limit=3")).await;
    let story = scene.browser.story();
    for shown in [3, 6] {
        let look = story.until("more", |look| look.shown().len() == shown).await;
        assert_eq!(look.earlier.as_deref(), Some("Vis tidligere"));
        story.click("[part=earlier]").await;
    }
    let look = story.until("all", |look| look.shown().len() == 7).await;
    assert_eq!(look.earlier, None);
    let others = scene.log().received().into_iter().filter(|it| it.path != "/feed.json");
    assert_eq!(others.count(), 0);
}

#[tokio::test]
async fn an_archive_that_fails_can_be_asked_again() {
    let demo = Demo::start().await;
    demo.play().steps(usize::MAX);
    let faults = demo.replay.server().faults();
    faults.next(ARCHIVE[1], Fault::Status { code: 503, retry_after: None });
    demo.open_news().await;
    let story = demo.browser.story();
    let before = story.ready().await;
    story.click("[part=earlier]").await;
    let again = "Kunne ikke hente tidligere. Prøv igen";
    let look = story.until("it says so", |look| look.earlier.as_deref() == Some(again)).await;
    assert_eq!(look.shown(), before.shown());
    assert!(look.is("Dækningen er slut"), "the feed itself is good: {look}");
    story.click("[part=earlier]").await;
    story.until("the oldest", |look| look.has("opening", |it| it.shown)).await;
}

#[tokio::test]
async fn key_moments_of_earlier_pages_come_when_the_reader_asks_and_by_keyboard_too() {
    let scene = Scene::start().await;
    let key = json!({"_story": {"key": true}});
    let live = Feed::of(11..=20).entry(18, key.clone()).with("next_url", "older.json");
    scene.publish("/feed.json", live);
    scene.publish_as_it_is("/older.json", Feed::of(1..=10).entry(4, key.clone()).entry(7, key));
    scene.open(&scene.element("limit=5 id=a")).await;
    let story = scene.browser.story();
    story.ready().await;
    let inside = |selector: &str| {
        format!("document.querySelector('#a').shadowRoot.querySelector('{selector}')")
    };
    scene.browser.until_js("it is kept still", &inside("[aria-posinset]")).await;
    let moments = "[...el.shadowRoot.querySelectorAll('.moments a')].map((it) => it.hash)";
    assert_eq!(story.js::<Vec<String>>(moments).await, ["#story-entry-18"]);
    scene.gate.close(&["/older.json"]);
    story.tab_to("[data-action=earlier-moments]").await;
    scene.browser.js::<()>("window.pressed = performance.now(); return null").await;
    scene.browser.press(Key::Enter).await;
    scene
        .browser
        .until_js("it is being fetched", &inside("[data-action=earlier-moments][aria-disabled]"))
        .await;
    // Longer than what happens by the reader's own doing.
    let later = "performance.now() - window.pressed > 600";
    scene.browser.until_js("it takes its time", later).await;
    scene.gate.open();
    let all = format!("(({moments}).length === 3)").replace("el.", "document.querySelector('#a').");
    scene.browser.until_js("they are listed", &all).await;
    let look = story.look().await.expect("it is there");
    assert_eq!(look.shown().len(), 5, "the timeline is as long as it was");
    assert_eq!(
        story
            .js::<Option<String>>("el.shadowRoot.querySelector('[data-still]')?.className ?? null")
            .await,
        None
    );
    // The button is gone; the focus is at the earliest of them, which leads to its entry.
    let focused = "e2e.focus()?.hash === '#story-entry-4'";
    scene.browser.until_js("the last has the focus", focused).await;
    scene.browser.press(Key::Enter).await;
    story.until("it is in view", |look| look.has("entry-4", |it| it.in_view && it.open)).await;
}
