//! After a panic the page goes on: once with a fresh timeline, and after that with what stands inside the tag.

use e2e::{Browser, Feed, Look, Page, Scene, panicking};
use serde_json::json;

const FEED: &str = "/feed.json";
const INSIDE: &str = "Følg med på news.example";

/// Two elements of one story and one of another, and a page that listens for what goes wrong.
async fn scene() -> Scene {
    let scene = Scene::of(Browser::start().await, panicking());
    scene.publish(FEED, calm());
    scene.publish("/other.json", calm().with("title", "En anden historie"));
    let body = [
        scene.element("id=one unfold=none"),
        scene.element("id=two order=oldest"),
        scene.element_of("/other.json", "id=three"),
    ];
    let listening = "<script>window.wrong = [];
        for (const name of ['error', 'unhandledrejection']) addEventListener(name, (it) => wrong.push(`${name} ${it.message ?? it.reason}`));
        </script>";
    let page = Page::new(&body.concat()).head(listening).head(&scene.script());
    scene.open_page(&page).await;
    for id in ["#one", "#two", "#three"] {
        scene.browser.story_at(id).ready().await;
    }
    scene
}

/// A feed that is asked for when the test says so.
fn calm() -> Feed {
    Feed::of(1..=3).story("poll_seconds", 3600)
}

async fn ready(scene: &Scene, times: usize) {
    let told = format!("e2e.told.filter((it) => it.name === 'story-ready').length === {times}");
    scene.browser.until_js(&format!("{times} times ready"), &told).await;
}

/// All three are there again, as they were, and nothing was fetched for it but the wasm.
async fn restarted(scene: &Scene, polls: usize) {
    ready(scene, 6).await;
    let browser = &scene.browser;
    let one = browser.story_at("#one").ready().await;
    assert_eq!(one.shown(), ["entry-3", "entry-2", "entry-1"]);
    assert!(one.entries.iter().all(|it| !it.open), "{one}");
    assert_eq!(browser.story_at("#two").ready().await.shown(), ["entry-1", "entry-2", "entry-3"]);
    let three = browser.story_at("#three").ready().await;
    assert_eq!(three.title.as_deref(), Some("En anden historie"));
    assert_eq!(scene.polls(FEED), polls, "the last good document is still there");
    assert_eq!(scene.polls("/other.json"), 1);
    assert_eq!(scene.cdn.log().of("/story_core_bg.wasm").len(), 2);
    intact(scene).await;
    assert_eq!(browser.ours().await, []);
    assert_eq!(browser.told_of("story-failed").await, [""; 0]);
    // It is a timeline like any other.
    browser.story_at("#one").click("[data-id=entry-2] summary").await;
    let open = |look: &Look| look.has("entry-2", |it| it.open);
    browser.story_at("#one").until("it unfolds", open).await;
}

/// All three show what stands inside, for good, and the page was told once for all of them.
async fn given_up(scene: &Scene) {
    let browser = &scene.browser;
    for id in ["#one", "#two", "#three"] {
        let story = browser.story_at(id);
        let look = story.until("it has failed", |look| look.states == ["failed"]).await;
        assert_eq!((look.fallback.as_deref(), look.entries.len()), (Some(INSIDE), 0), "{id}");
        assert!(!story.js::<bool>("el.goTo('entry-1')").await, "no promise waits for ever");
    }
    let all = "e2e.told.filter((it) => it.name === 'story-failed').length >= 3";
    browser.until_js("all are told", all).await;
    intact(scene).await;
    let ours = browser.ours().await;
    let [(level, message)] = &ours[..] else { panic!("not one message: {ours:?}") };
    assert_eq!(level, "SEVERE");
    assert!(message.contains("broken down twice"), "{message}");
    assert_eq!(scene.cdn.log().of("/story_core_bg.wasm").len(), 2);
    // An element that comes later has no other wasm either.
    let late = "const el = document.querySelector('#one').cloneNode(true); el.id = 'late'; document.body.append(el);
        return null";
    browser.js::<()>(late).await;
    browser.story_at("#late").until("it fails too", |look| look.states == ["failed"]).await;
    assert_eq!(browser.ours().await.len(), 1);
}

/// Nothing has reached the page but the element's own events.
async fn intact(scene: &Scene) {
    assert_eq!(scene.browser.js::<Vec<String>>("return wrong").await, [""; 0]);
    let said = scene.browser.console().await;
    let foreign: Vec<_> = said.iter().filter(|it| it.ours().is_none()).collect();
    assert!(foreign.is_empty(), "{foreign:?}");
}

#[tokio::test]
async fn in_the_view() {
    let scene = scene().await;
    let polls = scene.polls(FEED);
    // From now on the story is kept on the device.
    scene.browser.story_at("#two").click("[data-id=entry-1] summary").await;
    scene.browser.until_js("it is kept", "localStorage.length === 1").await;
    scene.publish(FEED, calm().with("title", "panic-in-view"));
    let refresh = "document.querySelector('#one').refresh(); return null";
    scene.browser.js::<()>(refresh).await;
    restarted(&scene, polls + 1).await;
    scene.browser.js::<()>(refresh).await;
    given_up(&scene).await;
    // What broke it does not come back with the next visit.
    let kept: String = scene.browser.js("return Object.values(localStorage).join()").await;
    assert!(kept.contains("Prøvehistorien") && !kept.contains("panic-in-view"), "{kept}");
}

#[tokio::test]
async fn in_the_handling_of_an_event() {
    let scene = scene().await;
    let item = json!({"id": "panic-in-event", "title": "Rør ikke", "content_text": "Tekst", "date_published": "2019-02-28T07:00:00Z"});
    scene.publish(FEED, calm().item(item));
    let story = scene.browser.story_at("#one");
    story.refresh().await;
    story.act("el.reveal()").await;
    story.until("it shows", |look| look.has("panic-in-event", |it| it.shown)).await;
    let polls = scene.polls(FEED);
    story.click("[data-id=panic-in-event] summary").await;
    ready(&scene, 6).await;
    let look = story.until("it is back", |look| look.has("panic-in-event", |it| it.shown)).await;
    assert_eq!(look.shown().len(), 4, "the document that was shown last is good");
    assert_eq!(scene.polls(FEED), polls);
    story.click("[data-id=panic-in-event] summary").await;
    given_up(&scene).await;
}

#[tokio::test]
async fn in_a_promise() {
    let scene = scene().await;
    let polls = scene.polls(FEED);
    scene.publish(FEED, calm().with("description", "panic-in-async"));
    // What the page was promised is kept by the fresh timeline, and ends where there is none.
    let refresh = "window.kept = 'not yet'; document.querySelector('#one').refresh().then(() => { window.kept = 'kept' });
        return null";
    scene.gate.close(&["/story_core_bg.wasm"]);
    scene.browser.js::<()>(refresh).await;
    let again = scene
        .cdn
        .log()
        .until(|all| all.iter().filter(|it| it.path == "/story_core_bg.wasm").count() == 2);
    scene.browser.within("another wasm is asked for", again).await;
    // What comes up meanwhile waits for it.
    let three = scene.browser.story_at("#three");
    three.act("el.pause()").await;
    scene.publish(FEED, calm());
    scene.gate.open();
    restarted(&scene, polls + 1).await;
    scene.browser.until_js("the promise is kept", "kept === 'kept'").await;
    three.until("it is paused", |look| look.is("Sat på pause")).await;
    scene.publish(FEED, calm().with("description", "panic-in-async"));
    scene.browser.js::<()>(refresh).await;
    given_up(&scene).await;
    scene.browser.until_js("the other promise, too", "kept === 'kept'").await;
}

#[tokio::test]
async fn the_wasm_that_has_panicked_is_left_alone() {
    e2e::only_in!(Chromium, "garbage can be collected on demand");
    let browser = Browser::with(&["--js-flags=--expose-gc"]).await;
    // Counts what enters each wasm, by its functions.
    browser
        .before(
            "window.entered = [];
            const { instantiateStreaming } = WebAssembly;
            WebAssembly.instantiateStreaming = async (...given) => {
                const made = await instantiateStreaming(...given);
                const at = entered.push(0) - 1;
                const exports = {};
                for (const [name, it] of Object.entries(made.instance.exports)) {
                    exports[name] = typeof it === 'function' ? (...all) => { entered[at] += 1; return it(...all); } : it;
                }
                return { module: made.module, instance: { exports } };
            };
            const told = { window: 0, document: 0 };
            window.listening = told;
            for (const name of ['window', 'document']) {
                const { addEventListener, removeEventListener } = window[name];
                window[name].addEventListener = function (...all) { told[name] += 1; return addEventListener.apply(this, all); };
                window[name].removeEventListener = function (...all) { told[name] -= 1; return removeEventListener.apply(this, all); };
            }",
        )
        .await;
    let scene = Scene::of(browser, panicking());
    scene.publish(FEED, calm().story("poll_seconds", 1));
    scene.open(&scene.element("")).await;
    let story = scene.browser.story();
    story.ready().await;
    let listening: serde_json::Value = scene.browser.js("return { ...listening }").await;
    assert_ne!(listening, json!({"window": 0, "document": 0}));
    scene.publish(FEED, Feed::of(1..=3).with("title", "panic-in-view"));
    scene.browser.until_js("it has panicked", "entered.length === 2").await;
    let before: usize = scene.browser.js("return entered[0]").await;
    scene.publish(FEED, calm().story("poll_seconds", 1));
    let works = "entered[1] > 100 && document.querySelector('developing-story').shadowRoot
        .querySelectorAll('article[aria-posinset]').length === 3";
    scene.browser.until_js("the other one works", works).await;
    let busy = "for (let n = 0; n < 20; n += 1) { await e2e.turn(); gc(); }
        for (const name of ['pagehide', 'pageshow', 'online']) window.dispatchEvent(new Event(name));
        const channel = new BroadcastChannel(arguments[0]); channel.postMessage([200, '{\"items\":[]}']);
        channel.close(); await e2e.turn(); return entered[0]";
    let name = format!("developing-story:1:{}", scene.newsroom.url(FEED));
    assert_eq!(scene.browser.js_with::<usize>(busy, vec![json!(name)]).await, before);
    let after: serde_json::Value = scene.browser.js("return { ...listening }").await;
    assert_eq!(after, listening, "the listeners of the first are gone");
    // Nor does it hold the lock by which the tabs elect one that polls.
    let held = "return navigator.locks.query().then(({ held }) => held.length)";
    assert_eq!(scene.browser.js::<usize>(held).await, 1);
}

#[tokio::test]
async fn in_the_wasm_of_other_formats() {
    let browser = Browser::start().await;
    // The first breaks down whenever it is asked, as a trap does.
    browser
        .before(
            "window.asked = [];
            const { instantiateStreaming } = WebAssembly;
            WebAssembly.instantiateStreaming = async (...given) => {
                const made = await instantiateStreaming(...given);
                const { translate } = made.instance.exports;
                if (!translate) return made;
                const at = asked.push(0) - 1;
                const exports = { ...made.instance.exports, translate: (...all) => {
                    asked[at] += 1;
                    if (at === 0) throw new WebAssembly.RuntimeError('unreachable');
                    return translate(...all);
                } };
                return { module: made.module, instance: { exports } };
            };",
        )
        .await;
    let scene = Scene::with(browser);
    // A plain list of posts, and no JSON Feed.
    let post = json!({"id": 7, "date_gmt": "2019-02-28T08:00:00", "link": "https://news.example/7",
        "title": {"rendered": "Syv"}, "content": {"rendered": "<p>Tekst</p>"}});
    let body = json!([post]).to_string();
    let json = ("content-type".to_owned(), "application/json".to_owned());
    let cors = ("access-control-allow-origin".to_owned(), "*".to_owned());
    let answer = xtask::server::Fault::Exact { headers: vec![json, cors], body };
    scene.break_feed(FEED, answer);
    scene.open(&scene.element("poll=5")).await;
    let story = scene.browser.story();
    let look = story.until("it is told", |look| look.is("Feedet kan ikke læses")).await;
    assert_eq!(look.fallback.as_deref(), Some(INSIDE));
    story.refresh().await;
    let look = story.ready().await;
    assert_eq!(look.entries[0].headline.as_deref(), Some("Syv"));
    assert_eq!(scene.browser.js::<Vec<usize>>("return asked").await, [1, 1]);
}

#[test]
fn no_release_has_the_switch() {
    let has = |release: std::path::PathBuf| {
        let wasm = std::fs::read(release.join("story_core_bg.wasm")).expect("it has the wasm");
        wasm.windows(13).any(|part| part == b"panic-in-view")
    };
    assert!(has(panicking()));
    assert!(!has(e2e::dist()));
}
