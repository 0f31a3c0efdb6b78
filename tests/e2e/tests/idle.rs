//! What a page costs while nothing happens.

use e2e::{Browser, Feed, Scene};
use serde_json::json;

/// Keeps the timers that are set, before any script of the page runs.
const WATCH_TIMERS: &str = "
    window.timers = new Map();
    window.intervals = 0;
    const { setTimeout: set, clearTimeout: clear, setInterval: repeat } = window;
    window.setTimeout = (run, wait, ...rest) => {
        // WebKit's driver sets one around every command, in a promise of its own.
        if (new Error().stack.includes('\\n@\\nPromise@[native code]\\n_execute@')) return set(run, wait, ...rest);
        const id = set(() => { timers.delete(id); run(...rest); }, wait);
        timers.set(id, wait);
        return id;
    };
    window.clearTimeout = (id) => { timers.delete(id); clear(id); };
    window.setInterval = (...of) => { intervals += 1; return repeat(...of); };";

async fn watched() -> Browser {
    let browser = Browser::start().await;
    browser.before(WATCH_TIMERS).await;
    browser
}

#[tokio::test]
async fn a_page_has_one_timer_for_all_its_stories_and_none_that_repeats() {
    let scene = Scene::with(watched().await);
    let mut body = String::new();
    for number in 1..=4 {
        let path = format!("/story-{number}.json");
        // Nothing but the next poll, and the next change of "5 minutes ago".
        scene.publish(&path, Feed::of(1..=number).story("poll_seconds", 300 + number));
        body.push_str(&scene.element_of(&path, ""));
    }
    scene.open(&body).await;
    let ready = "document.querySelectorAll('developing-story:state(ready)').length === 4";
    scene.browser.until_js("all show", ready).await;
    // For the first poll of the four, once it is known which tab polls; sooner only where a quarter of an hour ends, and
    // with it perhaps a day.
    let one = "timers.size === 1 && intervals === 0 && [...timers.values()][0] < 370_000";
    scene.browser.until_js("one timer is left", one).await;
}

#[tokio::test]
async fn a_removed_story_leaves_no_timer() {
    let scene = Scene::with(watched().await);
    scene.publish("/feed.json", Feed::of(1..=3));
    scene.open(&scene.element("")).await;
    scene.browser.story().ready().await;
    scene
        .browser
        .js::<()>("document.querySelector('developing-story').remove(); return null")
        .await;
    scene.browser.until_js("none is left", "timers.size === 0 && intervals === 0").await;
}

#[tokio::test]
async fn times_that_nobody_sees_are_not_told_anew() {
    let scene = Scene::with(watched().await);
    scene.browser.open(&scene.host.url("/")).await;
    let now: String = scene.browser.js("return new Date().toISOString()").await;
    let feed = Feed::of(1..=1).entry(1, json!({"date_published": now}));
    scene.publish("/feed.json", feed.story("poll_seconds", 3600));
    let room = "<div style='height: 4000px'></div>";
    scene.open(&[&scene.element(""), room].concat()).await;
    scene.browser.story().ready().await;
    // The next minute, and else the next poll.
    let sooner = "timers.size === 1 && [...timers.values()][0] < 65_000";
    scene.browser.until_js("the minutes are told", sooner).await;
    scene.browser.js::<()>("scrollTo(0, 3000); return null").await;
    let later = "timers.size === 1 && [...timers.values()][0] > 600_000";
    scene.browser.until_js("only the poll is waited for", later).await;
    scene.browser.js::<()>("scrollTo(0, 0); return null").await;
    scene.browser.until_js("they are told again", sooner).await;
}
