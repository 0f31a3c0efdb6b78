//! Where the timeline cannot start: what stands inside the tag stays, and the console says once what to do.

use std::fs;

use e2e::{Engine, Feed, Page, Scene};
use xtask::{server::Fault, workspace::root};

const FEED: &str = "/feed.json";
const INSIDE: &str = "Følg med på news.example";

async fn scene() -> Scene {
    let scene = Scene::start().await;
    scene.publish(FEED, Feed::of(1..=3));
    scene
}

/// The page shows what stands inside the tag, was told once, and the console says what to do.
async fn falls_back(scene: &Scene, page: Page, says: &[&str]) {
    scene.open_page(&page).await;
    let browser = &scene.browser;
    let failed = "e2e.told.some((it) => it.name === 'story-failed')";
    browser.until_js("the page is told", failed).await;
    let story = browser.story();
    let look = story.until("it has failed", |look| look.states == ["failed"]).await;
    assert_eq!(look.fallback.as_deref(), Some(INSIDE));
    let height: f64 = story.js("el.firstElementChild.getBoundingClientRect().height").await;
    assert!(height > 10.0, "what stands inside the tag is {height} px high");
    assert_eq!(look.entries, []);
    let told = browser.told_of("story-failed").await;
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!(told[0]["kind"], "start");
    let ours = browser.ours().await;
    let [(level, message)] = &ours[..] else { panic!("not one message: {ours:?}") };
    assert_eq!(level, "SEVERE");
    for word in says {
        assert!(message.contains(word), "{word:?} is not in: {message}");
    }
    assert_eq!(told[0]["message"], message.trim_start_matches("developing-story: "));
    // No promise waits for ever.
    assert!(!story.js::<bool>("el.goTo('entry-1')").await);
    story.refresh().await;
}

/// Two elements: what is wrong with both is said once.
fn page(scene: &Scene) -> Page {
    Page::new(&scene.element("")).head(&scene.script())
}

#[tokio::test]
async fn without_web_assembly() {
    let scene = scene().await;
    let without = Page::new(&scene.element(""))
        .head("<script>delete window.WebAssembly</script>")
        .head(&scene.script());
    falls_back(&scene, without, &["WebAssembly"]).await;
}

#[tokio::test]
async fn in_a_browser_that_is_too_old() {
    let scene = scene().await;
    for lacks in ["delete URL.canParse", "delete CSSStyleSheet.prototype.replaceSync"] {
        let older = Page::new(&scene.element(""))
            .head(&format!("<script>{lacks}</script>"))
            .head(&scene.script());
        scene.open_page(&older).await;
        let failed = "e2e.told.some((it) => it.name === 'story-failed')";
        scene.browser.until_js("the page is told", failed).await;
        let look = scene.browser.story().look().await.expect("it is there");
        assert_eq!(look.fallback.as_deref(), Some(INSIDE), "{lacks}");
        let told = scene.browser.told_of("story-failed").await;
        let message = told[0]["message"].as_str().unwrap_or_default();
        let readme = fs::read_to_string(root().join("README.md")).expect("README.md");
        let (_, oldest) = message.split_once("older than ").expect(message);
        let (oldest, _) = oldest.split_once(". ").expect(message);
        assert!(readme.contains(oldest), "README.md does not name {oldest}");
    }
}

#[tokio::test]
async fn under_a_policy_without_wasm_unsafe_eval() {
    let scene = scene().await;
    let policy = format!("script-src {}", scene.cdn.origin());
    falls_back(&scene, page(&scene).policy(&policy), &["'wasm-unsafe-eval'", "script-src"]).await;
}

#[tokio::test]
async fn under_a_policy_that_forbids_to_connect() {
    let scene = scene().await;
    let cdn = scene.cdn.origin();
    let policy = format!("script-src {cdn} 'wasm-unsafe-eval'; connect-src 'self'");
    falls_back(&scene, page(&scene).policy(&policy), &["Content-Security-Policy", "connect-src"])
        .await;
}

#[tokio::test]
async fn under_the_policy_that_the_readme_asks_for_it_works() {
    let scene = scene().await;
    let (cdn, feeds) = (scene.cdn.origin(), scene.newsroom.origin());
    let policy = format!(
        "default-src 'none'; script-src {cdn} 'wasm-unsafe-eval'; connect-src {cdn} {feeds}; img-src data:"
    );
    scene.open_page(&page(&scene).policy(&policy)).await;
    scene.browser.story().ready().await;
    assert_eq!(scene.browser.console().await, []);
}

#[tokio::test]
async fn under_a_policy_that_asks_for_trusted_types_it_works() {
    let scene = scene().await;
    scene.open_page(&page(&scene).policy("require-trusted-types-for 'script'")).await;
    let look = scene.browser.story().ready().await;
    assert_eq!(look.entries[0].body.as_deref(), Some("Teksten til nyhed 3."));
}

#[tokio::test]
async fn with_a_file_missing() {
    for file in
        ["/story_core.js", "/story_core_bg.wasm", "/developing-story.css", "/labels/da.json"]
    {
        let scene = scene().await;
        scene.lacks(file);
        let cdn = scene.cdn.url("/");
        // WebKit does not say which script it was.
        let named =
            if file.ends_with(".js") && Engine::chosen() == Engine::WebKit { "" } else { file };
        falls_back(&scene, page(&scene), &[named, &cdn, "is complete"]).await;
    }
}

#[tokio::test]
async fn with_the_wasm_under_another_media_type_it_works_with_a_warning() {
    let scene = scene().await;
    scene.labels("/story_core_bg.wasm", "application/octet-stream");
    scene.open_page(&page(&scene)).await;
    scene.browser.story().ready().await;
    let said = scene.browser.console().await;
    let of_media =
        |it: &e2e::Said| it.level == "WARNING" && it.message.contains("application/wasm");
    assert!(said.iter().any(of_media), "{said:?}");
    assert!(said.iter().all(|it| it.level != "SEVERE"), "{said:?}");
}

#[tokio::test]
async fn without_an_address() {
    let scene = scene().await;
    let inside = format!("<p>{INSIDE}</p>");
    for src in ["", "src=''", "src='javascript:alert(1)'", "src='https://['"] {
        let body = format!("<developing-story {src} loading=eager>{inside}</developing-story>");
        let page = Page::new(&body).head(&scene.script());
        scene.open_page(&page).await;
        let failed = "e2e.told.some((it) => it.name === 'story-failed')";
        scene.browser.until_js(&format!("{src:?} is told"), failed).await;
        let look = scene.browser.story().look().await.expect("it is there");
        assert_eq!(look.fallback.as_deref(), Some(INSIDE), "{src:?}");
    }
    let ours = scene.browser.ours().await;
    assert!(ours.iter().all(|(_, message)| message.contains("src")), "{ours:?}");
    assert_eq!(ours.len(), 4, "{ours:?}");
}

#[tokio::test]
async fn what_is_wrong_with_all_elements_of_a_page_is_said_once() {
    let scene = scene().await;
    scene.lacks("/story_core_bg.wasm");
    let page = Page::new(&scene.element("").repeat(3)).head(&scene.script());
    scene.open_page(&page).await;
    let all = "e2e.told.filter((it) => it.name === 'story-failed').length === 3";
    scene.browser.until_js("all three have failed", all).await;
    assert_eq!(scene.browser.ours().await.len(), 1);
}

#[tokio::test]
async fn a_feed_that_is_not_there_yet_leaves_what_stands_inside_until_it_is() {
    let scene = Scene::start().await;
    scene.open_page(&page(&scene)).await;
    let story = scene.browser.story();
    let look = story.until("it is told", |look| look.is("Kan ikke hente nyt")).await;
    assert!(look.freshness.starts_with("Serveren svarer med fejl 404"), "{}", look.freshness);
    assert_eq!(look.fallback.as_deref(), Some(INSIDE));
    let height: f64 = story.js("el.firstElementChild.getBoundingClientRect().height").await;
    assert!(height > 10.0, "{height} px");
    assert_eq!(look.states, ["failed"]);
    let told = scene.browser.told_of("story-failed").await;
    assert_eq!(told[0]["kind"], "status");
    // The default cadence, since nobody has said another.
    scene.publish(FEED, Feed::of(1..=3));
    story.refresh().await;
    let look = story.ready().await;
    assert_eq!(look.fallback, None);
    assert!(!look.states.contains(&"failed".to_owned()), "{:?}", look.states);
    assert_eq!(scene.browser.told_of("story-ready").await.len(), 1);
}

#[tokio::test]
async fn a_feed_that_fails_at_first_is_polled_until_it_comes() {
    let scene = scene().await;
    scene.newsroom.faults().next(FEED, Fault::NotJson);
    let element = scene.element("poll=5");
    scene.open(&element).await;
    let story = scene.browser.story();
    let look = story.until("it is told", |look| look.is("Feedet kan ikke læses")).await;
    assert_eq!(look.fallback.as_deref(), Some(INSIDE));
    let look = story.ready().await;
    assert!(look.is("Opdateres"), "{look}");
}
