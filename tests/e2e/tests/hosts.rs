//! Pages of hosts with their defences up, as they stand in www/hosts: the timeline works, and nothing is refused.

use std::fs;

use e2e::{Browser, Engine, dist};
use serde_json::Value;
use xtask::{dist::LATER, server::Server};

/// The release on a server of its own, and a browser on one of its pages.
async fn open(page: &str) -> (Browser, Server) {
    let site = xtask::serve::site(0, &dist(), "http://127.0.0.1:9").expect("the release is served");
    let browser = Browser::start().await;
    browser.open(&site.url(&format!("/hosts/{page}.html"))).await;
    (browser, site)
}

/// The timeline is up and whole, folds, and the page has refused nothing.
async fn works(browser: &Browser, at: &str) {
    let story = browser.story_at(at);
    let look = story.ready().await;
    let texts: Vec<&str> = look.entries.iter().filter_map(|entry| entry.body.as_deref()).collect();
    assert!(texts.len() > 3, "{texts:?}");
    assert!(texts.iter().all(|text| !text.contains('<')), "{texts:?}");
    // What only markup has: the text has been parsed, not only shown.
    let marked: u32 = story
        .js("el.shadowRoot.querySelectorAll('.body a, .body li, .body strong, .body em').length")
        .await;
    assert!(marked > 0);
    let styled: String =
        story.js("getComputedStyle(el.shadowRoot.querySelector('.entry')).display").await;
    assert_eq!(styled, "grid");
    let id = look.entries[0].id.clone();
    story.click(&format!("article[data-id='{id}'] summary")).await;
    story.until("the entry is folded", |look| !look.entries[0].open).await;
    quiet(browser).await;
}

/// No policy was violated, and the console has nothing to complain of.
async fn quiet(browser: &Browser) {
    let refused: Vec<String> = browser.js("return e2e.violations").await;
    assert!(refused.is_empty(), "{refused:?}");
    let bad: Vec<_> =
        browser.console().await.into_iter().filter(|said| said.level != "INFO").collect();
    assert!(bad.is_empty(), "{bad:?}");
}

#[tokio::test]
async fn under_a_strict_content_security_policy() {
    let (browser, site) = open("strict-csp").await;
    works(&browser, "developing-story").await;
    // So does what is loaded only when it is needed.
    assert_eq!(site.log().of("/media.js").len(), 0);
}

#[tokio::test]
async fn where_trusted_types_are_demanded_and_ours_are_allowed() {
    let (browser, _site) = open("trusted-types").await;
    works(&browser, "developing-story").await;
}

#[tokio::test]
async fn where_trusted_types_are_demanded_and_nobodys_are_allowed() {
    e2e::only_in!(Chromium | Firefox, "WebKitGTK has no Document.parseHTML yet, and shows text");
    let (browser, _site) = open("no-trusted-types").await;
    works(&browser, "developing-story").await;
}

/// As in browsers that do not have it yet.
const OLDER: &str = "delete Document.parseHTML";

#[tokio::test]
async fn where_trusted_types_are_demanded_by_an_older_browser_our_policy_is_used() {
    e2e::only_in!(Chromium, "its driver makes it an older browser");
    let (browser, site) = open("no-permissions").await;
    browser.before(OLDER).await;
    browser.open(&site.url("/hosts/trusted-types.html")).await;
    works(&browser, "developing-story").await;
}

#[tokio::test]
async fn where_an_older_browser_allows_no_policy_the_text_is_shown() {
    e2e::only_in!(Chromium, "its driver makes it an older browser");
    let (browser, site) = open("no-permissions").await;
    browser.before(OLDER).await;
    browser.open(&site.url("/hosts/no-trusted-types.html")).await;
    let look = browser.story().ready().await;
    let texts: Vec<&str> = look.entries.iter().filter_map(|entry| entry.body.as_deref()).collect();
    assert!(
        texts.len() > 3 && texts.iter().all(|text| text.len() > 20 && !text.contains('<')),
        "{texts:?}"
    );
}

#[tokio::test]
async fn in_isolation_from_other_origins() {
    let (browser, _site) = open("isolated").await;
    assert!(browser.js::<bool>("return crossOriginIsolated").await);
    works(&browser, "developing-story").await;
}

#[tokio::test]
async fn without_any_permission() {
    e2e::only_in!(Chromium, "it alone tells what is permitted");
    let (browser, _site) = open("no-permissions").await;
    let permitted: Vec<String> =
        browser.js("return document.featurePolicy.allowedFeatures()").await;
    assert!(!permitted.contains(&"fullscreen".to_owned()), "{permitted:?}");
    works(&browser, "developing-story").await;
}

#[tokio::test]
async fn in_a_sandbox_without_an_origin() {
    let site = xtask::serve::site(0, &dist(), "http://127.0.0.1:9").expect("the release is served");
    let browser = Browser::start().await;
    browser.open(&site.url("/hosts/sandbox.html")).await;
    browser.enter("iframe").await;
    assert_eq!(browser.js::<String>("return self.origin").await, "null");
    works(&browser, "developing-story").await;
}

#[tokio::test]
async fn with_every_module_pinned() {
    let (browser, site) = open("integrity").await;
    works(&browser, "developing-story").await;
    let digests: Value =
        serde_json::from_slice(&fs::read(dist().join("integrity.json")).expect("digests"))
            .expect("JSON");
    let page = fs::read_to_string(dist().join("hosts/integrity.html")).expect("the page");
    for file in LATER.into_iter().chain(["developing-story.js"]) {
        let digest = digests[file]["integrity"].as_str().expect("a digest");
        assert!(page.contains(digest), "{file}");
    }
    // What has been changed on its way does not run.
    let changed = xtask::server::Fault::Exact {
        headers: vec![
            ("content-type".to_owned(), "text/javascript".to_owned()),
            ("access-control-allow-origin".to_owned(), "*".to_owned()),
        ],
        body: "export default () => { throw 1 }; window.ran = true".to_owned(),
    };
    site.faults().from_now_on("/story_core.js", changed);
    browser.open(&site.url("/hosts/integrity.html?again")).await;
    browser.story().until("it does not start", |look| look.states == ["failed"]).await;
    assert!(!browser.js::<bool>("return 'ran' in window").await);
}

#[tokio::test]
async fn without_web_assembly_what_stands_inside_stays_and_the_console_says_what_to_do() {
    let (browser, _site) = open("no-wasm").await;
    let look = browser.story().until("it has failed", |look| look.states == ["failed"]).await;
    assert_eq!(look.fallback.as_deref(), Some("Følg dækningen på news.example"));
    if Engine::chosen() != Engine::Chromium {
        // Nobody has listened to the console from the beginning.
        return;
    }
    let ours = browser.ours().await;
    assert_eq!(ours.len(), 1, "{ours:?}");
    assert!(ours[0].1.contains("'wasm-unsafe-eval'"), "{ours:?}");
}
