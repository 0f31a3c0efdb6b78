//! Whatever interrupts a page, it ends in one poll at once.

use std::{
    future::Future,
    time::{Duration, Instant},
};

use e2e::{Feed, Page, Scene};
use serde_json::json;

const FEED: &str = "/feed.json";

/// A page that polls once an hour by itself, so that any further poll is for a reason.
async fn scene() -> Scene {
    let scene = Scene::start().await;
    scene.publish(FEED, slow(1..=3));
    let page = Page::new(&scene.element("")).head(&scene.script()).head(&scene.clock());
    scene.serve("/elsewhere", &Page::new("Elsewhere"));
    scene.open_page(&page).await;
    scene.browser.story().until("it is live", |look| look.is("Opdateres")).await;
    scene
}

fn slow(numbers: std::ops::RangeInclusive<u32>) -> Feed {
    Feed::of(numbers).story("poll_seconds", 3600)
}

/// What is published meanwhile shows after that, and for one request.
async fn one_poll(scene: &Scene, why: &str, back: impl Future<Output = ()>) {
    let (asked, waiting) = (scene.polls(FEED), scene.browser.story());
    let last = 3 + asked as u32;
    scene.publish(FEED, slow(1..=last));
    back.await;
    let text =
        |look: &e2e::Look| look.reveal.as_ref().and_then(|it| it.split(' ').next()?.parse().ok());
    waiting.until(&format!("what is new after {why}"), |look| text(look) == Some(last - 3)).await;
    // A second one would come at once too.
    scene.strokes(4).await;
    assert_eq!(scene.polls(FEED), asked + 1, "one request after {why}");
    let look = waiting.look().await.expect("it is there");
    assert!(look.is("Opdateres"), "{why}: {look}");
}

#[tokio::test]
async fn a_tab_that_was_behind_another() {
    e2e::only_in!(Chromium | Firefox, "WebKit's driver puts no tab in front of another");
    let scene = scene().await;
    let first = scene.browser.tab().await;
    for times in 1..=2 {
        scene.browser.open_tab(&scene.host.url("/elsewhere")).await;
        one_poll(&scene, "a while behind another tab", scene.browser.close_for(&first)).await;
        let hidden = "return e2e.sights.filter((it) => it === 'hidden').length";
        assert_eq!(scene.browser.js::<usize>(hidden).await, times, "it was behind");
    }
}

#[tokio::test]
async fn a_page_from_the_back_forward_cache() {
    e2e::only_in!(
        Chromium | WebKit,
        "Firefox puts no page aside that holds a lock when it is left"
    );
    let scene = scene().await;
    let watch = "addEventListener('pageshow', (event) => { window.persisted = event.persisted; }); return null";
    scene.browser.js::<()>(watch).await;
    // With an act, so that something is kept on the way out.
    let story = scene.browser.story();
    story.click("[data-id=entry-1] summary").await;
    story.until("it is open", |look| look.has("entry-1", |it| it.open)).await;
    for _ in 0..2 {
        scene.browser.open(&scene.host.url("/elsewhere")).await;
        one_poll(&scene, "the back/forward cache", async {
            scene.browser.js::<()>("history.back(); return null").await;
            let there = "window.persisted !== undefined && location.pathname === '/'";
            scene.browser.until_js("it is back", there).await;
            let why = "return JSON.stringify(performance.getEntriesByType('navigation')[0].notRestoredReasons ?? null)";
            let why: String = scene.browser.js(why).await;
            assert!(scene.browser.js::<bool>("return persisted").await, "{why}");
        })
        .await;
    }
    let look = story.look().await.expect("it is there");
    assert!(look.has("entry-1", |it| it.open), "{look}");
}

#[tokio::test]
async fn a_page_that_was_frozen() {
    e2e::only_in!(Chromium, "its driver freezes pages and cuts networks");
    let scene = scene().await;
    let state = async |state: &str| {
        scene.browser.devtools("Page.setWebLifecycleState", json!({"state": state})).await;
    };
    let window = &scene.browser.devtools("Browser.getWindowForTarget", json!({})).await["windowId"];
    for times in 1..=2 {
        state("frozen").await;
        one_poll(&scene, "being frozen", async {
            state("active").await;
            // Active again it is still out of sight, until its window changes.
            for state in ["minimized", "normal"] {
                let bounds = json!({"windowId": window, "bounds": {"windowState": state}});
                scene.browser.devtools("Browser.setWindowBounds", bounds).await;
            }
        })
        .await;
        let frozen = "return e2e.sights.filter((it) => it === 'freeze').length";
        assert_eq!(scene.browser.js::<usize>(frozen).await, times);
    }
}

#[tokio::test]
async fn a_device_that_was_offline() {
    e2e::only_in!(Chromium, "its driver freezes pages and cuts networks");
    let scene = scene().await;
    let offline = async |offline: bool| {
        let network = json!({"offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1});
        scene.browser.devtools("Network.emulateNetworkConditions", network).await;
    };
    let story = scene.browser.story();
    for _ in 0..2 {
        offline(true).await;
        story.until("it says so", |look| look.is("Ingen forbindelse")).await;
        one_poll(&scene, "being offline", offline(false)).await;
    }
}

#[tokio::test]
async fn who_saves_data_is_asked_to_wait_three_times_as_long() {
    e2e::only_in!(Chromium, "its driver freezes pages and cuts networks");
    let scene = Scene::start().await;
    scene.publish(FEED, Feed::of(1..=3));
    scene
        .browser
        .devtools("Emulation.setDataSaverOverride", json!({"dataSaverEnabled": true}))
        .await;
    scene.open(&scene.element("")).await;
    scene.browser.story().ready().await;
    assert!(scene.browser.js::<bool>("return navigator.connection.saveData").await);
    scene.polled(FEED, 1).await;
    let began = Instant::now();
    scene.polled(FEED, 2).await;
    assert!(began.elapsed() > Duration::from_secs(4), "not two seconds: {:?}", began.elapsed());
}
