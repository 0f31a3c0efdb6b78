//! Pages of www/hosts that are about where a timeline stands, and what the page around it looks like.

use std::{collections::BTreeSet, fs};

use e2e::{Browser, Engine, dist};
use serde_json::Value;
use xtask::{server::Server, workspace::root};

/// A page of the release, in an engine.
async fn open(page: &str) -> (Browser, Server) {
    let site = xtask::serve::site(0, &dist(), "http://127.0.0.1:9").expect("the release is served");
    let browser = Browser::start().await;
    browser.open(&site.url(&format!("/hosts/{page}.html"))).await;
    (browser, site)
}

/// What a reader sees of the timeline that an expression names: its entries are laid out, and none is wider than the window.
fn shown(story: &str) -> String {
    format!(
        "(() => {{ const story = {story}; const entry = story?.shadowRoot.querySelector('.entry'); \
         if (!entry || !story.matches(':state(ready)')) return false; \
         const {{ width, left, right }} = entry.getBoundingClientRect(); const style = getComputedStyle(entry); \
         return style.display === 'grid' && style.marginTop === '0px' && style.float === 'none' \
         && width > 150 && left >= 0 && right <= document.documentElement.clientWidth + 1; }})()"
    )
}

const ONLY: &str = "document.querySelector('developing-story')";

#[tokio::test]
async fn whatever_the_page_looks_like() {
    let engine = Engine::chosen();
    for page in
        ["rtl", "dark", "fonts", "reset", "zoomed", "bootstrap", "preflight", "wordpress", "print"]
    {
        let (browser, _site) = open(page).await;
        browser.until_js(&format!("{page} shows the timeline"), &shown(ONLY)).await;
        let name = format!("target/pictures/hosts/{page}-{}.png", engine.name());
        browser.picture(&root().join(name)).await;
    }
    let (browser, _site) = open("dark").await;
    browser.until_js("it shows", &shown(ONLY)).await;
    let scheme = format!("return getComputedStyle({ONLY}).colorScheme");
    assert_eq!(browser.js::<String>(&scheme).await, "dark", "{}", engine.name());
}

/// The letters of a text: on paper lines are broken elsewhere, and words at hyphens.
fn words(text: &str) -> String {
    let ligatures = [("ﬃ", "ffi"), ("ﬄ", "ffl"), ("ﬀ", "ff"), ("ﬁ", "fi"), ("ﬂ", "fl")];
    let text =
        ligatures.into_iter().fold(text.to_owned(), |text, (one, all)| text.replace(one, all));
    text.chars().filter(|it| it.is_alphanumeric()).collect()
}

#[tokio::test]
async fn on_paper_all_of_it_is_there_and_nothing_to_press() {
    e2e::only_in!(Chromium | Firefox, "WebKit's driver does not print");
    let (browser, _site) = open("print").await;
    browser.until_js("it shows", &shown(ONLY)).await;
    let later = format!("{ONLY}.shadowRoot.querySelector('[aria-posinset]')");
    browser.until_js("what comes later is there", &later).await;
    browser.js::<()>(&format!("{ONLY}.foldAll(); return null")).await;
    let folded = format!("!{ONLY}.shadowRoot.querySelector('[data-entry][open]')");
    browser.until_js("all are folded", &folded).await;
    let paper = root().join(format!("target/pictures/hosts/print-{}.pdf", Engine::chosen().name()));
    browser.print(&paper).await;
    let printed = xtask::tools::printed(&paper).expect("it is a document");
    let feed = fs::read_to_string(root().join("www/feeds/hanoi.en.json")).expect("it is there");
    let feed: Value = serde_json::from_str(&feed).expect("it is JSON");
    let has = |text: &str| words(&printed).contains(&words(text));
    let items = feed["items"].as_array().expect("it has items");
    for item in items.iter().filter(|item| item["_story"]["withdrawn"].is_null()) {
        let (title, text) = (item["title"].as_str(), item["content_html"].as_str());
        // The beginning of it, up to the first markup in it.
        let text = text.and_then(|text| text.split(['<', '>']).find(|it| it.len() > 20));
        for part in [title, text].into_iter().flatten() {
            assert!(has(part), "{part}\n\nis not in\n\n{printed}");
        }
    }
    for pressed in ["Unfold all", "Pause", "Load earlier"] {
        assert!(!has(pressed), "{pressed}");
    }
}

#[tokio::test]
async fn wherever_it_stands() {
    let (browser, _site) = open("shadow").await;
    let inside = "document.querySelector('news-card').shadowRoot.querySelector('developing-story')";
    browser.until_js("a timeline inside a component shows", &shown(inside)).await;

    let (browser, _site) = open("moved").await;
    browser.until_js("it shows", &shown(ONLY)).await;
    let mark =
        format!("{ONLY}.shadowRoot.querySelector('.entry').dataset.mine = 'kept'; return null");
    browser.js::<()>(&mark).await;
    browser.js::<()>("document.querySelector('button').click(); return null").await;
    // It is the same, and has not been made anew.
    let moved =
        "document.querySelector('#two developing-story')?.shadowRoot.querySelector('[data-mine]')";
    browser.until_js("it has been moved", moved).await;
    browser.until_js("it shows there", &shown(ONLY)).await;

    let (browser, _site) = open("app").await;
    for _ in 0..3 {
        browser.js::<()>("location.hash = '#hanoi'; return null").await;
        browser.until_js("the view shows the timeline", &shown(ONLY)).await;
        browser.js::<()>("location.hash = '#front'; return null").await;
        browser.until_js("the other view has none", &format!("!{ONLY}")).await;
    }

    let (browser, _site) = open("many").await;
    let all = "[...document.querySelectorAll('developing-story')]";
    browser.until_js("all are there", &format!("{all}.length === 12 && {all}[0].shadowRoot")).await;
    // Each starts when somebody comes near, or asks.
    browser.js::<()>(&format!("{all}.forEach((it) => it.refresh()); return null")).await;
    let ready = format!("{all}.every((it) => it.matches(':state(ready)'))");
    browser.until_js("all show", &ready).await;
}

#[tokio::test]
async fn what_is_not_seen_yet_starts_when_it_is() {
    let (browser, site) = open("hidden").await;
    browser.until_js("the tag is known", &format!("{ONLY}?.shadowRoot")).await;
    for (place, opening) in [
        ("#details", "document.querySelector('#details').open = true"),
        (
            "#tab",
            "document.querySelector('#open-tab').click(); document.querySelector('#tab').scrollIntoView()",
        ),
        ("#dialog", "document.querySelector('#open-dialog').click()"),
    ] {
        let story = format!("document.querySelector('{place} developing-story')");
        let waits = format!("return {story}.matches(':state(ready)')");
        assert!(!browser.js::<bool>(&waits).await, "{place} has not been opened");
        browser.js::<()>(&format!("{opening}; return null")).await;
        browser.until_js(&format!("{place} shows"), &shown(&story)).await;
    }
    assert_eq!(site.log().of("/story_core_bg.wasm").len(), 1, "once for all");
}

#[test]
fn the_gallery_links_every_page() {
    let folder = root().join("www/hosts");
    let gallery = fs::read_to_string(folder.join("index.html")).expect("the gallery");
    let linked: BTreeSet<String> = gallery
        .split("href=\"")
        .skip(1)
        .filter_map(|it| Some(it.split_once('"')?.0.to_owned()))
        .filter(|it| it.ends_with(".html"))
        .collect();
    let pages = fs::read_dir(folder).expect("a folder");
    let pages = pages.map(|it| it.expect("readable").file_name().to_string_lossy().into_owned());
    // The frame of another one is no page by itself.
    let own = ["index.html", "sandboxed.html"];
    let pages = pages.filter(|it| it.ends_with(".html") && !own.contains(&&**it));
    // An application that is built.
    let pages: BTreeSet<String> = pages.chain(["yew/index.html".to_owned()]).collect();
    assert_eq!(linked, pages);
}
