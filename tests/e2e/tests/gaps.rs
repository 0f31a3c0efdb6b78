//! What was published while nobody listened.

use e2e::{Feed, Look, Scene, Story};
use fantoccini::key::Key;
use xtask::server::Fault;

const FEED: &str = "/feed.json";

/// Two entries to a page, like the live page's: the page is called after its newest.
fn page(newest: u32) -> Feed {
    let feed = Feed::of(newest - 1..=newest).story("poll_seconds", 3600);
    // Relative, as a newsroom may write it.
    if newest > 2 { feed.with("next_url", address(newest - 2)) } else { feed }
}

fn address(newest: u32) -> String {
    format!("page-{newest}.json")
}

/// A reader who has the first two entries, and a newsroom that has gone on to `newest`.
async fn missed(attributes: &str, newest: u32) -> Scene {
    let scene = Scene::start().await;
    scene.publish(FEED, page(2));
    scene.open(&scene.element(attributes)).await;
    scene.browser.story().ready().await;
    for newest in (2..newest).step_by(2) {
        scene.publish_as_it_is(&format!("/{}", address(newest)), page(newest));
    }
    scene.publish(FEED, page(newest));
    scene
}

fn asked(scene: &Scene) -> usize {
    scene.log().received().iter().filter(|it| it.path.starts_with("/page-")).count()
}

fn ids(numbers: impl DoubleEndedIterator<Item = u32>) -> Vec<String> {
    numbers.rev().map(|number| format!("entry-{number}")).collect()
}

/// The mark of a gap: its text, whether it is busy, and the entry under it.
async fn mark(story: &Story<'_>) -> Option<(String, bool, String)> {
    story
        .js("(([it]) => it ? [it.innerText.trim(), it.ariaDisabled === 'true',
            it.closest('.gap').nextElementSibling.querySelector('article').dataset.id] : null)(el.shadowRoot.querySelectorAll('[data-action=fill]'))")
        .await
}

fn shows(look: &Look, numbers: impl DoubleEndedIterator<Item = u32>) -> bool {
    look.shown() == ids(numbers)
}

#[tokio::test]
async fn what_is_missing_is_fetched_until_it_meets_what_is_held() {
    let scene = missed("limit=100", 8).await;
    let story = scene.browser.story();
    story.refresh().await;
    let waits = |look: &Look| look.reveal.as_deref() == Some("6 nye opdateringer");
    story.until("all of it waits", waits).await;
    story.click("[part=reveal]").await;
    story.until("nothing is missing", |look| shows(look, 1..=8)).await;
    assert_eq!((asked(&scene), mark(&story).await), (3, None));
    // What overlaps needs no further page, but for the one that has been closed meanwhile.
    scene.publish(FEED, Feed::of(8..=9).with("next_url", address(7)));
    story.refresh().await;
    story.until("one more", |look| look.reveal.is_some()).await;
    assert_eq!(asked(&scene), 4);
    let told = scene.browser.told_of("story-updated").await;
    let added: Vec<&str> = told
        .iter()
        .filter_map(|it| it["added"].as_array())
        .flatten()
        .filter_map(|it| it.as_str())
        .collect();
    assert_eq!(added, ids(3..=8).into_iter().chain(ids(9..=9)).collect::<Vec<_>>());
}

/// After ten pages the rest is marked, and `press` fetches it.
async fn the_rest_is_fetched(press: impl AsyncFn(&Scene)) {
    let scene = missed("limit=100 reveal=auto time-zone=UTC", 30).await;
    let story = scene.browser.story();
    story.refresh().await;
    let some = |look: &Look| shows(look, (1..=2).chain(9..=30));
    story.until("ten pages and the live one", some).await;
    let text = "Hent det, der mangler fra 08.02 til 08.09".to_owned();
    assert_eq!(mark(&story).await, Some((text, false, "entry-2".to_owned())));
    story.refresh().await;
    assert_eq!(asked(&scene), 10, "no more unasked");
    scene.gate.close(&["/page-8.json"]);
    press(&scene).await;
    let busy = "el.shadowRoot.querySelector('[data-action=fill][aria-disabled]')?.innerText === 'Henter det, der mangler …'";
    let el = "const el = document.querySelector('developing-story')";
    let busy = format!("(() => {{ {el}; return {busy}; }})()");
    scene.browser.until_js("it says that it is on its way", &busy).await;
    scene.gate.open();
    story.until("nothing is missing", |look| shows(look, 1..=30)).await;
    // That nothing is, the page after the last that was missing has yet to say.
    let met = "!e2e.find('developing-story >>> [data-action=fill]')";
    scene.browser.until_js("the mark is gone", met).await;
    assert_eq!(asked(&scene), 14);
    assert_eq!(scene.browser.ours().await, []);
}

#[tokio::test]
async fn after_ten_pages_the_rest_comes_when_it_is_pressed_with_the_mouse() {
    the_rest_is_fetched(async |scene| scene.browser.story().click("[data-action=fill]").await)
        .await;
}

#[tokio::test]
async fn after_ten_pages_the_rest_comes_when_it_is_pressed_on_the_keyboard() {
    the_rest_is_fetched(async |scene| {
        scene.browser.story().tab_to("[data-action=fill]").await;
        scene.browser.press(Key::Enter).await;
    })
    .await;
}

#[tokio::test]
async fn a_page_that_fails_leaves_a_mark_until_the_next_good_poll() {
    let scene = missed("reveal=auto order=oldest", 6).await;
    let story = scene.browser.story();
    scene.newsroom.faults().next("/page-4.json", Fault::NotJson);
    story.refresh().await;
    let failed = "e2e.told.some((it) => it.name === 'story-failed')";
    scene.browser.until_js("the page is told", failed).await;
    let failures = scene.browser.told_of("story-failed").await;
    assert_eq!(failures[0]["kind"], "not-json");
    assert!(failures[0]["message"].as_str().is_some_and(|it| it.contains("/page-4.json")));
    let look = story.look().await.expect("it is there");
    assert_eq!(look.shown(), ["entry-1", "entry-2", "entry-5", "entry-6"]);
    assert!(look.is("Opdateres"), "the feed itself is good: {look}");
    let (_, busy, under) = mark(&story).await.expect("it is marked");
    assert_eq!((busy, under.as_str()), (false, "entry-5"));
    story.refresh().await;
    let all = ["entry-1", "entry-2", "entry-3", "entry-4", "entry-5", "entry-6"];
    story.until("nothing is missing", |look| look.shown() == all).await;
}

#[tokio::test]
async fn what_came_since_the_last_visit_is_not_missing() {
    let scene = missed("limit=100", 12).await;
    let story = scene.browser.story();
    story.unfold("entry-1").await;
    scene.browser.reload().await;
    story
        .until("all of it waits", |look| look.reveal.as_deref() == Some("10 nye opdateringer"))
        .await;
    story.click("[part=reveal]").await;
    story.until("nothing is missing", |look| shows(look, 1..=12)).await;
}
