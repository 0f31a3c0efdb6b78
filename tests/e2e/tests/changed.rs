//! Pages that have changed what is built in (www/hosts): the timeline comes up, lives, folds, and is back after a reload.

use std::{fs, path::Path};

use e2e::{FaultServer, Feed, Framing, Reply, Scene, dist};
use xtask::server::{Fault, Server};

const FEED: &str = "/feed.json";

/// Serves one of the host pages, with the release of the scene and this element.
fn serve(scene: &Scene, page: &str, element: &str) {
    let hosts = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../www/hosts");
    let html = fs::read_to_string(hosts.join(page)).expect("the page is there");
    let (before, rest) = html.split_once("<developing-story").expect("it has the element");
    let (_, after) = rest.split_once("</developing-story>").expect("it ends");
    let head = before.replace("../developing-story.js", &scene.cdn.url("/developing-story.js"));
    // What goes wrong on the page, before anything of it runs.
    let listening = "window.wrong = [];
        addEventListener('error', ({ message }) => { wrong[wrong.length] = message; });
        addEventListener('unhandledrejection', ({ reason }) => { wrong[wrong.length] = `${reason}`; });";
    let beginning = scene.browser.beginning().unwrap_or_default();
    let first = format!("<head><script>{beginning}{listening}</script>");
    let body = format!("{}{element}{after}", head.replace("<head>", &first));
    let html = ("content-type".to_owned(), "text/html; charset=utf-8".to_owned());
    scene.host.faults().from_now_on("/", Fault::Exact { headers: vec![html], body });
}

async fn lives(scene: &Scene, page: &str, query: &str) {
    scene.publish(FEED, Feed::of(1..=3));
    serve(scene, page, &scene.element("unfold=none"));
    let browser = &scene.browser;
    browser.open(&scene.host.url(&format!("/{query}"))).await;
    let story = browser.story();
    let look = story.ready().await;
    assert_eq!(look.shown(), ["entry-3", "entry-2", "entry-1"]);
    assert_eq!(look.title.as_deref(), Some("Prøvehistorien"));
    // It is told by the day that it was published on.
    assert_eq!(look.days.iter().map(|day| &*day.date).collect::<Vec<_>>(), ["2019-02-28"]);

    story.click("[data-id=entry-2] summary").await;
    let look = story.until("it unfolds", |look| look.has("entry-2", |it| it.open)).await;
    let body = look.entries.iter().find(|it| it.id == "entry-2").and_then(|it| it.body.as_deref());
    assert_eq!(body, Some("Teksten til nyhed 2."));
    browser.until_js("it is kept", "localStorage.length === 1").await;

    scene.publish(FEED, Feed::of(1..=4));
    story.until("news waits", |look| look.reveal.is_some()).await;
    story.click("[part=reveal]").await;
    story.until("it shows", |look| look.has("entry-4", |it| it.shown)).await;
    story.act("el.limit = 2").await;
    let look = story.until("two show", |look| look.shown().len() == 2).await;
    assert_eq!(look.shown(), ["entry-4", "entry-3"]);
    assert_eq!(story.js::<String>("el.getAttribute('limit')").await, "2");
    story.act("el.limit = 9").await;
    story.until("all show", |look| look.shown().len() == 4).await;

    // Without an answer, what is there can only come from the device.
    scene.break_feed(FEED, Fault::Silence);
    browser.reload().await;
    let look = story.ready().await;
    assert_eq!(look.shown().len(), 4, "{look}");
    assert!(look.has("entry-2", |it| it.open), "{look}");
    assert!(!look.has("entry-4", |it| it.open), "{look}");
    scene.mend(FEED);

    let hand = "const feed = { title: 'I hånden', items: [
            { id: 'en', title: 'En', content_text: 'Tekst', tags: ['a'], date_published: '2019-02-28T08:00:00Z' },
            { id: 'to', title: 'To', date_published: new Date('2019-02-28T08:01:00Z') }] };
        document.querySelector('developing-story').feed = feed; return null";
    browser.js::<()>(hand).await;
    let look = story.until("it is handed over", |look| look.has("en", |it| it.shown)).await;
    assert_eq!((look.title.as_deref(), look.shown()), (Some("I hånden"), vec!["to", "en"]));

    // A page may have its own ways to write arrays.
    assert_eq!(browser.js::<String>("return window.wrong.join()").await, "");
    let said = browser.console().await;
    let bad: Vec<_> =
        said.iter().filter(|it| it.level == "SEVERE" || it.ours().is_some()).collect();
    assert!(bad.is_empty(), "{bad:?}");
}

#[tokio::test]
async fn that_froze_what_is_built_in() {
    lives(&Scene::start().await, "frozen.html", "").await;
}

#[tokio::test]
async fn in_the_manner_of_mootools() {
    lives(&Scene::start().await, "mootools.html", "").await;
}

#[tokio::test]
async fn in_the_manner_of_prototype_js() {
    lives(&Scene::start().await, "prototype.html", "").await;
}

#[tokio::test]
async fn with_two_copies_of_the_script() {
    let scene = Scene::start().await;
    lives(&scene, "two-copies.html", "").await;
    // The second has brought nothing but itself, each time.
    assert_eq!(scene.cdn.log().of("/developing-story.js").len(), 4);
    assert_eq!(scene.cdn.log().of("/story_core_bg.wasm").len(), 2);
}

#[tokio::test]
async fn with_a_copy_from_elsewhere() {
    let scene = Scene::start().await;
    let files = axum::Router::new().fallback_service(tower_http::services::ServeDir::new(dist()));
    let other = Server::start(0, |_| files).expect("a server starts");
    lives(&scene, "two-copies.html", "").await;
    let add = "return import(arguments[0]).then(() => null)";
    let address = other.url("/developing-story.js").into();
    scene.browser.js_with::<()>(add, vec![address]).await;
    assert_eq!(scene.browser.story().ready().await.shown().len(), 2);
    assert_eq!(other.log().of("/story_core_bg.wasm").len(), 0);
}

#[tokio::test]
async fn that_replaced_fetch_by_one_whose_answers_are_its_own() {
    lives(&Scene::start().await, "patched.html", "?fetch").await;
}

#[tokio::test]
async fn that_replaced_fetch_by_one_that_throws() {
    lives(&Scene::start().await, "patched.html", "?throws").await;
}

/// Both ways to read an answer that has no stream of pieces.
const WITHOUT_PIECES: [&str; 2] = ["throws", "fetch"];

#[tokio::test]
async fn whose_fetch_brings_no_stream_reads_what_is_written_in_another_encoding() {
    let scene = Scene::start().await;
    let text = "<?xml version=\"1.0\" encoding=\"UTF-16\"?><rss><channel><title>H</title>\
        <item><guid>a</guid><title>Tr\u{f8}st</title></item></channel></rss>";
    let wide = "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes);
    let server = FaultServer::start(Reply::new(wide.collect::<Vec<u8>>()));
    for patch in WITHOUT_PIECES {
        asks(&scene, &server, patch).await;
        let look = scene.browser.story().ready().await;
        assert_eq!(look.entries[0].headline.as_deref(), Some("Trøst"), "{patch}");
    }
}

#[tokio::test]
async fn whose_fetch_brings_no_stream_refuses_what_is_too_long() {
    let scene = Scene::start().await;
    for framing in [Framing::Length, Framing::Chunked] {
        let mut long = Feed::of(1..=3).json().to_string().into_bytes();
        long.resize((8 << 20) + 1, b' ');
        let server = FaultServer::start(Reply::new(long).framed(framing.clone()));
        for patch in WITHOUT_PIECES {
            asks(&scene, &server, patch).await;
            let told = "e2e.told.some(({ name }) => name === 'story-failed')";
            scene.browser.until_js("it is told", told).await;
            let failed = scene.browser.told_of("story-failed").await;
            assert_eq!(failed[0]["kind"], "too-large", "{patch}, {framing:?}");
        }
    }
}

/// Opens a page so patched, whose element reads the feed of that server.
async fn asks(scene: &Scene, server: &FaultServer, patch: &str) {
    serve(
        scene,
        "patched.html",
        &scene.element("unfold=none").replace(&scene.newsroom.url(FEED), &server.feed()),
    );
    scene.browser.open(&scene.host.url(&format!("/?{patch}"))).await;
}

#[tokio::test]
async fn that_replaced_promise_by_a_late_one() {
    lives(&Scene::start().await, "patched.html", "?promise").await;
}

#[tokio::test]
async fn that_replaced_json_by_one_that_makes_dates() {
    lives(&Scene::start().await, "patched.html", "?json").await;
}

#[tokio::test]
async fn that_replaced_methods_of_arrays() {
    lives(&Scene::start().await, "patched.html", "?array").await;
}

#[tokio::test]
async fn that_gave_all_objects_members() {
    e2e::only_in!(
        Chromium | Firefox,
        "WebKit's driver asks the page where to click, and cannot write the answer"
    );
    lives(&Scene::start().await, "patched.html", "?object").await;
}

#[tokio::test]
async fn that_binds_in_a_way_of_its_own() {
    lives(&Scene::start().await, "patched.html", "?bind").await;
}
