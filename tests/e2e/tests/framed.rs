//! The timeline in a frame, for pages that take no scripts.

use e2e::{Feed, Page, Scene};
use serde_json::{Value, json};

const FEED: &str = "/feed.json";

/// Where the frame lies, for a feed and with more of the query.
fn framed(scene: &Scene, query: &str) -> String {
    let feed = scene.newsroom.url(FEED).replace(':', "%3A").replace('/', "%2F");
    scene.cdn.url(&format!("/embed.html?src={feed}&lang=da{query}"))
}

/// Keeps every message that the page hears, of whatever origin.
const HEAR: &str = "<script>var heard = []; addEventListener('message', (it) => heard.push([it.origin, it.data]));</script>";

async fn scene_of() -> Scene {
    let scene = Scene::with(e2e::Browser::start().await);
    scene.publish(FEED, Feed::of(1..=5));
    scene
}

#[tokio::test]
async fn a_frame_is_as_high_as_what_is_in_it() {
    let scene = scene_of().await;
    let (frame, script) = (framed(&scene, "&unfold=all"), scene.cdn.url("/frames.js"));
    let body = format!(
        "<iframe src='{frame}' title='Tidslinje' style='width:100%;height:120px;border:0'></iframe><script src='{script}'></script>"
    );
    scene.open_page(&Page::new(&body).head(HEAR)).await;
    let high = "document.querySelector('iframe').offsetHeight > 600";
    scene.browser.until_js("the frame has grown", high).await;
    let heard: Vec<(String, Value)> = scene.browser.js("return heard").await;
    let has = |so: &dyn Fn(&Value) -> bool| heard.iter().any(|(_, it)| so(it));
    assert!(
        has(&|it| it["datawrapper-height"]["developing-story"].as_u64() > Some(600)),
        "{heard:?}"
    );
    assert!(has(&|it| it["type"] == "embed-size"
        && it["sentinel"] == "amp"
        && it["height"].as_u64() > Some(600)));
    let resize = |it: &Value| -> Option<Value> { serde_json::from_str(it.as_str()?).ok() };
    assert!(has(&|it| resize(it)
        .is_some_and(|it| it["context"] == "iframe.resize" && it["height"].as_u64() > Some(600))));
    // Nothing in it has to be scrolled to.
    scene.browser.enter("iframe").await;
    let fits = "document.documentElement.scrollHeight <= innerHeight";
    scene.browser.until_js("it fits", fits).await;
    let language: String = scene.browser.js("return document.documentElement.lang + document.querySelector('developing-story').getAttribute('unfold')").await;
    assert_eq!(language, "daall");
}

#[tokio::test]
async fn a_frame_does_not_shrink_to_grow_again() {
    let scene = scene_of().await;
    scene.publish(FEED, Feed::of(1..=40));
    let frame = framed(&scene, "");
    let body = format!("<iframe src='{frame}' style='width:100%;height:720px'></iframe>");
    scene.open_page(&Page::new(&body).head(HEAR)).await;
    let heights = "heard.flatMap(([, it]) => it['datawrapper-height']?.['developing-story'] ?? [])";
    let high = format!("{heights}.some((it) => it > 720)");
    scene.browser.until_js("it has said how high it is", &high).await;
    let heard: Vec<u32> = scene.browser.js(&format!("return {heights}")).await;
    assert!(heard[0] > 720, "{heard:?}");
}

#[tokio::test]
async fn no_other_frame_and_no_other_origin_is_heard() {
    let scene = scene_of().await;
    let script = scene.cdn.url("/frames.js");
    let claim = "parent.postMessage({'datawrapper-height': {'developing-story': 900}}, '*')";
    scene.serve("/other", &Page::new(&format!("<script>{claim}</script>")));
    let body = format!(
        "<script src='{script}'></script><iframe src='/other' style='height:120px'></iframe>"
    );
    scene.open_page(&Page::new(&body).head(HEAR)).await;
    scene.browser.until_js("it has said so", "heard.length > 0").await;
    assert_eq!(
        scene.browser.js::<u32>("return document.querySelector('iframe').clientHeight").await,
        120
    );
}

#[tokio::test]
async fn what_is_no_feed_stays_a_link_and_scripts_are_no_addresses() {
    let scene = scene_of().await;
    scene
        .browser
        .open(
            &scene.cdn.url("/embed.html?src=javascript:alert(1)&onclick=alert(1)&style=color:red"),
        )
        .await;
    let failed = "document.querySelector('developing-story:state(failed)')";
    scene.browser.until_js("it cannot start", failed).await;
    let found: Value = scene.browser.js("const it = document.querySelector('developing-story'); return [it.textContent, it.getAttributeNames()]").await;
    assert_eq!(found, json!(["", ["target", "loading", "src"]]));
}
