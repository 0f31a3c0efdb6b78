//! How pages come by the timeline: slowly, through a service worker, from the back/forward cache, from a file, in a frame.

use std::{env, fs, process};

use e2e::{Browser, Engine, Feed, Page, Scene, dist};
use xtask::server::Server;

const FEED: &str = "/feed.json";

const ONLY: &str = "document.querySelector('developing-story')";

const READY: &str =
    "document.querySelector('developing-story:state(ready)')?.shadowRoot.querySelector('.entry')";

/// A page of the release, in an engine.
async fn open(page: &str) -> (Browser, Server) {
    let site = xtask::serve::site(0, &dist(), "http://127.0.0.1:9").expect("the release is served");
    let browser = Browser::start().await;
    browser.open(&site.url(&format!("/hosts/{page}.html"))).await;
    (browser, site)
}

#[tokio::test]
async fn on_a_slow_network() {
    let (browser, _site) = open("slow").await;
    let inside = format!("return {ONLY}.innerText");
    assert_eq!(
        browser.js::<String>(&inside).await.trim(),
        "Follow the summit live on news.example",
        "what stands inside the tag does not wait"
    );
    browser.until_js("the timeline comes", READY).await;
}

#[tokio::test]
async fn behind_a_service_worker_and_without_a_network() {
    let (browser, site) = open("service-worker").await;
    browser.until_js("it shows", READY).await;
    let controls = "navigator.serviceWorker.controller";
    browser.until_js("the service worker is there", controls).await;
    // Not a reload, by which Firefox's driver goes past service workers.
    let address = site.url("/hosts/service-worker.html");
    browser.open(&address).await;
    browser.until_js("it shows through the service worker", READY).await;
    // What comes after the first view has been kept too.
    let later = format!("{ONLY}.shadowRoot.querySelector('[aria-posinset]')");
    browser.until_js("all of it is there", &later).await;
    drop(site);
    browser.open(&address).await;
    browser.until_js("it shows without a network", READY).await;
}

#[tokio::test]
async fn there_and_back() {
    let engine = Engine::chosen();
    let (browser, _site) = open("bfcache").await;
    browser.until_js("it shows", READY).await;
    let mark =
        "addEventListener('pageshow', (event) => { window.back = event.persisted }); return null";
    browser.js::<()>(mark).await;
    browser.click("a[href='index.html']").await;
    browser.until_js("another page is there", "document.title === 'Pages of hosts'").await;
    browser.back().await;
    browser.until_js("it shows again", READY).await;
    // Firefox and WebKit do not put pages aside while they are driven.
    if engine == Engine::Chromium {
        assert_eq!(browser.js::<Option<bool>>("return window.back ?? null").await, Some(true));
    }
}

#[tokio::test]
async fn a_page_without_fetch() {
    let (browser, site) = open("no-fetch").await;
    browser.until_js("it shows", READY).await;
    assert!(!browser.js::<bool>("return 'fetch' in window").await);
    assert_eq!(site.log().of("/request.js").len(), 1);
}

#[tokio::test]
async fn a_frame_of_the_gallery() {
    let (browser, _site) = open("framed").await;
    let high = "document.querySelector('iframe').getBoundingClientRect().height > 1500";
    browser.until_js("the frame is as high as the story", high).await;
    browser.enter("iframe").await;
    browser.until_js("it shows", READY).await;
    let whole = "document.documentElement.scrollHeight <= innerHeight";
    browser.until_js("nothing has to be scrolled in it", whole).await;
}

/// A page on the disk, as previews of content systems are.
#[tokio::test]
async fn from_a_file() {
    let engine = Engine::chosen();
    let scene = Scene::with(Browser::start().await);
    scene.publish(FEED, Feed::of(1..=3));
    let folder = env::temp_dir().join(format!("preview-{}-{}", process::id(), engine.name()));
    fs::create_dir_all(&folder).expect("a folder");
    let open = async |name: &str, body: &str| {
        let page = folder.join(name);
        fs::write(
            &page,
            format!("<!doctype html><meta charset=utf-8><title>A preview</title>{body}"),
        )
        .expect("a file");
        scene.browser.open(&format!("file://{}", page.display())).await;
    };
    // Addresses that are whole work as anywhere.
    open("whole.html", &[scene.script(), scene.element("")].concat()).await;
    scene.browser.until_js("it shows", READY).await;

    // One that is not leads to a file, which no page may read.
    let inside = "<a href='https://news.example/hanoi'>Følg med</a>";
    let tag = format!(
        "<developing-story src='feed.json' lang=da loading=eager>{inside}</developing-story>"
    );
    let heard = "<script>addEventListener('story-failed', ({ detail }) => { window.failed = detail.message })</script>";
    open("relative.html", &[heard, &scene.script(), &tag].concat()).await;
    scene.browser.until_js("it is told", "window.failed").await;
    let message: String = scene.browser.js("return window.failed").await;
    assert!(message.contains("src=\"feed.json\""), "{message}");
    assert!(message.contains("opened from a file"), "{message}");
    let shown = format!("return {ONLY}.innerText.trim()");
    assert_eq!(scene.browser.js::<String>(&shown).await, "Følg med");

    // Nor may it run a script from there: what stands inside the tag stays.
    let script = "<script type=module src='developing-story.js'></script>";
    fs::copy(dist().join("developing-story.js"), folder.join("developing-story.js"))
        .expect("a file");
    open("script.html", &[script, &tag].concat()).await;
    assert_eq!(scene.browser.js::<String>(&shown).await, "Følg med");
    fs::remove_dir_all(folder).expect("it can be removed");
}

async fn scene() -> Scene {
    let scene = Scene::start().await;
    scene.publish(FEED, Feed::of(1..=3));
    scene
}

#[tokio::test]
async fn where_scripts_are_of_a_kind_that_the_browser_does_not_know_what_stands_inside_stays() {
    let scene = scene().await;
    let script = scene.script().replace("type=\"module\"", "type=\"newer\"");
    scene.open_page(&Page::new(&scene.element("")).head(&script)).await;
    let text = format!("return {ONLY}.innerText.trim()");
    assert_eq!(scene.browser.js::<String>(&text).await, "Følg med på news.example");
}

#[tokio::test]
async fn with_scripts_of_another_media_type_the_console_says_what_to_do() {
    let scene = scene().await;
    scene.labels("/story_core.js", "text/plain");
    scene.open(&scene.element("")).await;
    let failed = "e2e.told.some((it) => it.name === 'story-failed')";
    scene.browser.until_js("it is told", failed).await;
    let told = scene.browser.told_of("story-failed").await;
    let message = told[0]["message"].as_str().unwrap_or_default();
    assert!(message.contains("text/javascript"), "{message}");
}

#[tokio::test]
async fn five_inclusions_in_two_versions_are_one_timeline() {
    let scene = scene().await;
    let [version, major] = xtask::dist::folders();
    let scripts = [
        format!("/{version}/developing-story.js"),
        format!("/{major}/developing-story.js"),
        format!("/{version}/developing-story.js?again"),
        "/developing-story.js".to_owned(),
        format!("/{major}/developing-story.js?cms"),
    ];
    let page = scripts.iter().fold(Page::new(&scene.element("").repeat(2)), |page, script| {
        page.head(&format!("<script type=module src='{}'></script>", scene.cdn.url(script)))
    });
    scene.open_page(&page).await;
    scene.browser.story().ready().await;
    let both = "[...document.querySelectorAll('developing-story')].every((it) => it.matches(':state(ready)'))";
    scene.browser.until_js("both show", both).await;
    let asked = scene.cdn.log().received();
    for file in ["story_core_bg.wasm", "story_core.js", "developing-story.css", "exchange.js"] {
        let times = asked.iter().filter(|it| it.path.ends_with(&format!("/{file}"))).count();
        assert_eq!(times, 1, "{file}");
    }
    assert_eq!(scene.browser.ours().await, []);
}

/// The lines for the head of docs/embedding.md ask for nothing twice.
#[tokio::test]
async fn what_is_asked_for_ahead_is_asked_for_once() {
    let scene = scene().await;
    let text =
        fs::read_to_string(xtask::workspace::root().join("docs/embedding.md")).expect("text");
    let (_, sample) = text.split_once("<link rel=\"modulepreload\"").expect("hints");
    let (hints, _) = sample.split_once("```").expect("the end of a sample");
    let page = format!("<link rel=\"modulepreload\"{hints}")
        .replace("https://cdn.example/developing-story/", &scene.cdn.url("/"))
        .replace("https://news.example/hanoi/feed.json", &scene.newsroom.url(FEED));
    scene.open_page(&Page::new(&page)).await;
    scene.browser.story().ready().await;
    let asked = scene.cdn.log().received();
    for hinted in ["developing-story.js", "story_core.js", "exchange.js", "story_core_bg.wasm"] {
        let times = asked.iter().filter(|it| it.path.ends_with(&format!("/{hinted}"))).count();
        assert_eq!(times, 1, "{hinted}");
    }
}

/// With the room that docs/embedding.md says to keep, nothing on the page moves when the timeline comes.
#[tokio::test]
async fn where_room_is_kept_nothing_shifts() {
    e2e::only_in!(Chromium, "it alone tells what shifts");
    let scene = scene().await;
    let text =
        fs::read_to_string(xtask::workspace::root().join("docs/embedding.md")).expect("text");
    let room = text.split("<style>").find_map(|it| {
        let (style, _) = it.split_once("</style>")?;
        style.contains("min-height: 100vh").then(|| style.to_owned())
    });
    let style = format!("<style>{}</style>", room.expect("docs/embedding.md says how"));
    let observer = "<script>window.shift = 0; new PerformanceObserver((list) => { for (const it of list.getEntries()) \
        window.shift += it.value; }).observe({ type: 'layout-shift', buffered: true });</script>";
    let before = "<h1>En artikel</h1><p>Teksten foran tidslinjen.</p>";
    let after = "<p>Teksten efter tidslinjen.</p>".repeat(20);
    let page = |style: &str| {
        Page::new(&[before, &scene.element(""), &after].concat())
            .head(observer)
            .head(style)
            .head(&scene.script())
    };
    let shifted = async |page: Page| -> f64 {
        scene.gate.close(&[FEED]);
        scene.open_page(&page).await;
        let painted = "performance.getEntriesByType('paint').length > 0";
        scene.browser.until_js("the page has been painted", painted).await;
        scene.gate.open();
        scene.browser.story().ready().await;
        scene.browser.js("return new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(window.shift), 100)))").await
    };
    let without = shifted(page("")).await;
    assert!(without > 0.01, "the test sees what shifts: {without}");
    let with = shifted(page(&style)).await;
    assert!(with < 0.005, "{with}");
}
