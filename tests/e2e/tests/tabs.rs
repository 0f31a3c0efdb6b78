//! Pages of one browser that tell the same story: one of them polls for all, as long as it can.
//!
//! Frames of one origin are to each other what tabs are; and they can be looked at at once.

use std::time::{Duration, Instant};

use e2e::{Feed, Page, Scene};

const FEED: &str = "/feed.json";
const MEASURE: &str = "/measure.json";
const FRAMES: [&str; 2] = ["/a", "/b"];

/// Pages `/a` and `/b` with the element.
async fn pages(cadence: u32) -> Scene {
    let scene = Scene::start().await;
    scene.publish(FEED, feed(1..=3, cadence));
    for path in FRAMES {
        let page = Page::new(&scene.element("")).head(&scene.script()).signed();
        scene.serve(path, &page);
    }
    scene
}

fn feed(numbers: std::ops::RangeInclusive<u32>, cadence: u32) -> Feed {
    Feed::of(numbers).story("poll_seconds", cadence)
}

/// Both as frames of one page, `/a` first, so that it is the one that polls.
async fn frames(cadence: u32) -> Scene {
    let scene = pages(cadence).await;
    scene.open_page(&Page::new("<iframe id=a src=/a></iframe>")).await;
    scene.browser.story_at("#a >>> developing-story").ready().await;
    let add = "document.body.insertAdjacentHTML('beforeend', '<iframe id=b src=/b></iframe>'); return null";
    scene.browser.js::<()>(add).await;
    scene.browser.story_at("#b >>> developing-story").ready().await;
    assert_eq!(scene.polls_of("/b", FEED), 1, "its first document is its own");
    scene
}

/// For a while, one asks and the other does not.
async fn polls_alone(scene: &Scene, page: &str, other: &str) {
    let asked = scene.polls_of(other, FEED);
    scene.polled_by(page, FEED, 3).await;
    assert_eq!(scene.polls_of(other, FEED), asked, "{page} polls for {other}");
}

async fn news(scene: &Scene, frame: &str, text: &str) {
    let story = scene.browser.story_at(&format!("{frame} >>> developing-story"));
    story.until("what is new", |look| look.reveal.as_deref() == Some(text)).await;
}

#[tokio::test]
async fn one_page_polls_and_both_show_what_is_new() {
    let scene = frames(1).await;
    polls_alone(&scene, "/a", "/b").await;
    scene.publish(FEED, Feed::of(1..=4));
    for frame in ["#a", "#b"] {
        news(&scene, frame, "1 ny opdatering").await;
    }
    // What one of them asks for by itself, the others hear.
    scene.publish(FEED, feed(1..=5, 3600));
    scene.browser.story_at("#b >>> developing-story").refresh().await;
    for frame in ["#a", "#b"] {
        news(&scene, frame, "2 nye opdateringer").await;
    }
    scene.break_feed(FEED, xtask::server::Fault::NotJson);
    scene.browser.story_at("#a >>> developing-story").refresh().await;
    let story = scene.browser.story_at("#b >>> developing-story");
    story.until("it says so too", |look| look.is("Feedet kan ikke læses")).await;
}

#[tokio::test]
async fn when_the_page_that_polls_goes_the_other_goes_on_within_one_cadence() {
    let scene = frames(5).await;
    scene.polled_by("/a", FEED, 1).await;
    let (began, asked) = (Instant::now(), scene.polls_of("/b", FEED));
    scene.browser.js::<()>("document.querySelector('#a').remove(); return null").await;
    scene.polled_by("/b", FEED, 1).await;
    // By itself it would have waited for twice four seconds or so.
    assert!(began.elapsed() < Duration::from_secs(7), "{:?}", began.elapsed());
    assert_eq!(scene.polls_of("/b", FEED), asked + 1);
}

#[tokio::test]
async fn a_page_that_rests_hands_over_and_listens_when_it_is_back() {
    let hide = |hidden: bool| {
        let state = if hidden { "hidden" } else { "visible" };
        format!(
            "(() => {{ const page = el.ownerDocument;
                Object.defineProperty(page, 'hidden', {{ value: {hidden}, configurable: true }});
                Object.defineProperty(page, 'visibilityState', {{ value: '{state}', configurable: true }});
                page.dispatchEvent(new Event('visibilitychange', {{ bubbles: true }})); }})()"
        )
    };
    let scene = frames(1).await;
    let ways = [
        ("/a", "#a", "/b", ["el.pause()".to_owned(), "el.resume()".to_owned()]),
        ("/b", "#b", "/a", [hide(true), hide(false)]),
    ];
    for (page, frame, other, [rests, goes_on]) in ways {
        let story = scene.browser.story_at(&format!("{frame} >>> developing-story"));
        story.act(&rests).await;
        polls_alone(&scene, other, page).await;
        let polls = scene.polled_by(page, FEED, 1);
        story.act(&goes_on).await;
        polls.await;
        polls_alone(&scene, other, page).await;
    }
    let said = scene.browser.console().await;
    assert_eq!(said.iter().filter(|it| it.level == "SEVERE").count(), 0, "{said:?}");
}

#[tokio::test]
async fn where_pages_cannot_share_each_polls_for_itself() {
    e2e::only_in!(Chromium | Firefox, "WebKit's driver puts no tab in front of another");
    let lacks = [
        "delete Navigator.prototype.locks",
        "delete window.BroadcastChannel",
        "window.BroadcastChannel = class { constructor() { throw new Error('not here') } }",
        "navigator.locks.request = () => Promise.reject(new DOMException('', 'SecurityError'))",
    ];
    let scene = Scene::start().await;
    let mut body = String::new();
    for (number, lack) in lacks.iter().enumerate() {
        let feed = format!("/feed-{number}.json");
        scene.publish(&feed, Feed::of(1..=3));
        for path in FRAMES {
            let path = format!("{path}-{number}");
            let page = Page::new(&scene.element_of(&feed, ""))
                .head(&format!("<script>{lack}</script>"))
                .head(&scene.script())
                .signed();
            scene.serve(&path, &page);
            body += &format!("<iframe src={path}></iframe>");
        }
    }
    // One that shares with nobody is the measure.
    scene.publish(MEASURE, Feed::of(1..=3));
    scene.serve("/measure", &Page::new(&scene.element_of(MEASURE, "")).head(&scene.script()));
    scene.open_page(&Page::new(&(body + "<iframe src=/measure></iframe>"))).await;
    let up = "[...document.querySelectorAll('iframe')].every((it) => it.contentDocument.querySelector('developing-story:state(live)'))";
    scene.browser.until_js("all are up", up).await;
    let pages: Vec<_> = (0..lacks.len())
        .flat_map(|number| {
            FRAMES.map(|path| (format!("{path}-{number}"), format!("/feed-{number}.json")))
        })
        .collect();
    let polls = || pages.iter().map(|(page, feed)| scene.polls_of(page, feed)).collect::<Vec<_>>();
    let before = polls();
    scene.polled(MEASURE, 6).await;
    // Whoever waits for another asks half as often.
    for ((page, before), now) in pages.iter().zip(before).zip(polls()) {
        assert!(now - before >= 4, "{page:?}: {} polls, and not 6 or so", now - before);
    }
    assert_eq!(scene.browser.ours().await, []);
}

#[tokio::test]
async fn a_frame_without_an_origin_polls_for_itself() {
    let scene = pages(1).await;
    let body = "<iframe src=/b></iframe><iframe src=/a sandbox=allow-scripts></iframe>";
    scene.open_page(&Page::new(body)).await;
    scene.browser.story_at("iframe >>> developing-story").ready().await;
    let without = |all: &[xtask::server::Received]| {
        all.iter().filter(|it| it.header("origin") == Some("null")).count()
    };
    scene.browser.within("it polls", scene.log().until(|all| without(all) >= 4)).await;
    scene.polled_by("/b", FEED, 2).await;
    let asked = without(&scene.log().received());
    scene.browser.within("it goes on", scene.log().until(|all| without(all) > asked + 1)).await;
}

#[tokio::test]
async fn the_tab_in_front_polls() {
    e2e::only_in!(Chromium | Firefox, "WebKit's driver puts no tab in front of another");
    let scene = pages(1).await;
    scene.browser.open(&scene.host.url("/a")).await;
    scene.browser.story().ready().await;
    let first = scene.browser.tab().await;
    scene.polled_by("/a", FEED, 2).await;
    scene.browser.open_tab(&scene.host.url("/b")).await;
    scene.browser.story().ready().await;
    polls_alone(&scene, "/b", "/a").await;
    scene.publish(FEED, feed(1..=4, 3600));
    scene.browser.story().until("what is new", |look| look.reveal.is_some()).await;
    let asked = scene.polls_of("/a", FEED);
    scene.browser.close_for(&first).await;
    assert_eq!(scene.browser.js::<Vec<String>>("return e2e.sights").await[0], "hidden");
    scene.browser.story().until("what is new", |look| look.reveal.is_some()).await;
    assert_eq!(scene.polls_of("/a", FEED), asked + 1);
}

#[tokio::test]
async fn of_two_windows_one_polls_and_the_other_goes_on_when_it_is_closed() {
    let scene = pages(1).await;
    scene.browser.open(&scene.host.url("/b")).await;
    let second = scene.browser.tab().await;
    scene.browser.story().ready().await;
    scene.polled_by("/b", FEED, 1).await;
    let first = scene.browser.open_window(&scene.host.url("/a")).await;
    scene.browser.story().ready().await;
    polls_alone(&scene, "/b", "/a").await;
    scene.publish(FEED, Feed::of(1..=4));
    scene.browser.story().until("what is new", |look| look.reveal.is_some()).await;
    scene.browser.drive(&second).await;
    assert_eq!(
        scene.browser.js::<Vec<String>>("return e2e.sights").await,
        [""; 0],
        "it was in sight"
    );
    scene.browser.close_for(&first).await;
    scene.polled_by("/a", FEED, 3).await;
}
