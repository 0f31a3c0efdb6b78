//! A day's worth of polls leaves nothing behind.

use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering},
};

use axum::{Router, extract::State, http::header, response::IntoResponse};
use e2e::{Browser, Entry, Feed, Look, Scene};
use serde_json::{Value, json};
use xtask::server::Server;

/// Polls until everything that is made once has been made: code compiled, lists at their size, and of each entry as many
/// earlier versions as are kept. The memory, which grows by whole pages, has had its last one by then: measured every 250
/// polls up to 4,000, it has not grown after 750.
const TO_WARM_UP: u32 = 1_000;

const POLLS: u32 = 2_000;

/// Polls in one script. The driver gives none of them more than half a minute, and each leaves half
/// a kilobyte of its own behind.
const AT_A_TIME: u32 = 250;

/// Entries of the story.
const ENTRIES: u32 = 24;

/// Code that the engine makes of what runs often is on the heap too, and comes whenever it likes:
/// here everything is made once, when it first runs.
const STEADY: &str = "--js-flags=--no-opt --no-maglev --no-sparkplug --no-lazy-feedback-allocation";

/// Growth that is still none: what engines do by themselves between two collections.
const NONE: f64 = 0.02;

/// Keeps hold of the memory of every WebAssembly instance of the page.
const WATCH: &str = "
    window.memories = [];
    for (const name of ['instantiate', 'instantiateStreaming']) {
        const made = WebAssembly[name].bind(WebAssembly);
        WebAssembly[name] = async (...of) => {
            const result = await made(...of);
            const { exports } = result.instance ?? result;
            memories.push(...Object.values(exports).filter((it) => it instanceof WebAssembly.Memory));
            return result;
        };
    }";

/// Polls, each when the one before it has been answered and shown.
const POLL: &str = "
    const [times] = arguments;
    const el = e2e.find('developing-story');
    for (let n = 0; n < times; n += 1) {
        await el.refresh();
        await e2e.turn();
        // What the page was told is the test's memory, not the element's.
        e2e.told.length = 0;
    }";

/// What the page holds, in bytes: objects of its scripts, and memory of WebAssembly.
#[derive(Clone, Copy, Debug)]
struct Held {
    objects: f64,
    memory: f64,
}

async fn held(browser: &Browser) -> Held {
    let mut objects = f64::INFINITY;
    // What waits for its finalizer goes with the next collection.
    for _ in 0..4 {
        browser.devtools("HeapProfiler.collectGarbage", json!({})).await;
        let usage = browser.devtools("Runtime.getHeapUsage", json!({})).await;
        objects = objects.min(usage["usedSize"].as_f64().expect("the browser knows its heap"));
    }
    let bytes = "return memories.reduce((sum, { buffer }) => sum + buffer.byteLength, 0)";
    Held { objects, memory: browser.js(bytes).await }
}

/// The feed as it is when it is asked for the n-th time: one entry is edited, and every few times
/// one is deleted or stands again.
fn edition(n: u32) -> Feed {
    let (edited, absent) = (n % ENTRIES + 1, n / 5 % ENTRIES + 1);
    let text =
        format!("<p>Teksten er <b>udgave {n}</b>, og <a href=\"/mere\">der er mere</a>.</p>");
    let title = format!("Nyhed nummer {edited} i udgave {n}");
    let feed = Feed::of(1..=ENTRIES).entry(edited, json!({"title": title, "content_html": text}));
    let items = feed.json()["items"].as_array().into_iter().flatten();
    // The oldest and the newest stay: they say what the page covers.
    let stays =
        |item: &&Value| [1, ENTRIES].contains(&absent) || item["id"] != format!("entry-{absent}");
    let items: Vec<Value> = items.filter(stays).cloned().collect();
    let (hours, minutes, seconds) = (n / 3600, n / 60 % 60, n % 60);
    let updated = format!("2019-03-01T{hours:02}:{minutes:02}:{seconds:02}Z");
    feed.with("items", items).story("updated", updated)
}

async fn answer(State(asked): State<Arc<AtomicU32>>) -> impl IntoResponse {
    let edition = edition(asked.fetch_add(1, Ordering::Relaxed));
    let headers = [
        (header::CONTENT_TYPE, "application/feed+json; charset=utf-8"),
        (header::CACHE_CONTROL, "no-cache"),
    ];
    (headers, edition.json().to_string())
}

#[tokio::test]
async fn two_thousand_polls_leave_the_heap_as_it_was() {
    e2e::only_in!(Chromium, "the heap can be measured");
    let routes = Router::new().fallback(answer).with_state(Arc::<AtomicU32>::default());
    let newsroom = Server::start(0, |_| routes).expect("a server starts");
    let scene = Scene::with(Browser::with(&[STEADY]).await);
    let browser = &scene.browser;
    browser.devtools("Page.addScriptToEvaluateOnNewDocument", json!({"source": WATCH})).await;
    let (address, attributes) =
        (newsroom.url("/feed.json"), r#"lang="da" loading="eager" reveal="auto" limit="100""#);
    scene
        .open(&format!(r#"<developing-story src="{address}" {attributes}></developing-story>"#))
        .await;
    browser.story().ready().await;
    let poll = async |times: u32| {
        for _ in 0..times / AT_A_TIME {
            let _: () = browser.js_with(POLL, vec![AT_A_TIME.into()]).await;
        }
    };

    poll(TO_WARM_UP).await;
    let before = held(browser).await;
    poll(POLLS).await;
    let after = held(browser).await;

    let told = |entry: &Entry| -> Option<u32> {
        entry.headline.as_ref()?.rsplit_once("udgave ")?.1.parse().ok()
    };
    let enough =
        |look: &Look| look.entries.iter().filter_map(told).max() >= Some(TO_WARM_UP + POLLS);
    browser.story().until("what every poll has brought", enough).await;
    assert!(before.memory > 0.0, "the memory of the core is watched");
    let grown = |before: f64, after: f64| (after - before) / before;
    assert!(grown(before.objects, after.objects) < NONE, "objects: {before:?} → {after:?}");
    assert!(grown(before.memory, after.memory) < NONE, "WebAssembly: {before:?} → {after:?}");
    assert_eq!(browser.ours().await, []);
}
