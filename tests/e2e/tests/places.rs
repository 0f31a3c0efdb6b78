//! Where elements stand: many on a page, moved, removed, in shadow roots and frames.

use e2e::{Feed, Page, Scene};
use serde_json::json;

const FEED: &str = "/feed.json";
const CLOCK: &str = "/clock.json";

async fn scene() -> Scene {
    let scene = Scene::start().await;
    scene.publish(FEED, Feed::of(1..=3));
    scene.publish(CLOCK, Feed::of(1..=1));
    scene
}

#[tokio::test]
async fn fifty_elements_on_one_page_all_show() {
    let scene = scene().await;
    scene.publish(CLOCK, Feed::of(4..=5));
    let (one, two) = (scene.element(""), scene.element_of(CLOCK, "order=oldest"));
    scene.open(&format!("{one}{two}").repeat(25)).await;
    let all = "e2e.all().length === 50 && e2e.all().every((el, n) =>
        el.shadowRoot.querySelectorAll('article').length === (n % 2 ? 2 : 3) && el.matches(':state(live)'))";
    scene.browser.until_js("all fifty show their story", all).await;
    assert_eq!(scene.browser.told_of("story-ready").await.len(), 50);
    for path in
        ["/story_core.js", "/story_core_bg.wasm", "/developing-story.css", "/labels/da.json"]
    {
        assert_eq!(scene.cdn.log().of(path).len(), 1, "{path}");
    }
    assert_eq!(scene.browser.ours().await, []);
}

#[tokio::test]
async fn an_element_moved_within_the_page_goes_on_as_if_nothing_had_happened() {
    let scene = scene().await;
    scene.open(&format!("{}<div id=there></div>", scene.element("id=a"))).await;
    let story = scene.browser.story();
    story.ready().await;
    story.unfold("entry-1").await;
    let moves = [
        "document.querySelector('#there').append(el)",
        "document.body.prepend(el)",
        "((there) => (there.moveBefore ?? there.insertBefore).call(there, el, null))(document.querySelector('#there'))",
    ];
    for (version, way) in moves.iter().enumerate() {
        story.act(way).await;
        let look = story.look().await.expect("it is there");
        assert_eq!(look.shown(), ["entry-3", "entry-2", "entry-1"], "{way}: nothing flickers");
        assert!(look.has("entry-1", |it| it.open), "{way}: the fold stays");
        assert_eq!(look.fallback, None, "{way}");
        // It goes on polling, and being pressed.
        let text = format!("Efter flytning {version}");
        scene.publish(FEED, Feed::of(1..=3).entry(1, json!({"title": text})));
        let told = |it: &e2e::Entry| it.headline.as_deref() == Some(text.as_str());
        story.until(&format!("{way}: an update"), |look| look.has("entry-1", told)).await;
        for open in [true, false] {
            story.click("[data-id=entry-2] summary").await;
            let folded = |it: &e2e::Entry| it.open == open;
            story.until(&format!("{way}: a fold"), |look| look.has("entry-2", folded)).await;
        }
    }
    assert_eq!(scene.browser.told_of("story-ready").await.len(), 1);
    assert_eq!(scene.browser.ours().await, []);
}

#[tokio::test]
async fn an_element_that_is_removed_rests_and_goes_on_when_it_is_back() {
    let scene = scene().await;
    let clock = scene.element_of(CLOCK, "id=clock");
    scene.open(&format!("{}<div id=there></div>{clock}", scene.element("id=a"))).await;
    let story = scene.browser.story_at("#a");
    story.ready().await;
    story.unfold("entry-1").await;
    story.act("(window.away = el, el.remove())").await;
    scene.polled(CLOCK, 1).await;
    let asked = scene.polls(FEED);
    scene.polled(CLOCK, 4).await;
    assert_eq!(scene.polls(FEED), asked, "it polls while it is away");
    scene.publish(FEED, Feed::of(1..=4));
    scene
        .browser
        .js::<()>("document.querySelector('#there').append(window.away); return null")
        .await;
    let look = story.until("it is back with what is new", |look| look.reveal.is_some()).await;
    assert_eq!(look.shown(), ["entry-3", "entry-2", "entry-1"]);
    assert!(look.has("entry-1", |it| it.open), "{look}");
    scene.polled(FEED, 2).await;
}

#[tokio::test]
async fn an_element_removed_while_it_starts_does_nothing_and_can_come_back() {
    let scene = scene().await;
    scene.gate.close(&["/story_core_bg.wasm"]);
    let clock = scene.element_of(CLOCK, "id=clock");
    scene.open(&format!("{}{clock}", scene.element("id=a"))).await;
    let story = scene.browser.story_at("#a");
    scene
        .browser
        .within(
            "the wasm is asked for",
            scene.cdn.log().until(|all| all.iter().any(|it| it.path == "/story_core_bg.wasm")),
        )
        .await;
    story.act("(window.away = el, el.remove())").await;
    let asked = scene.polls(FEED);
    scene.gate.open();
    scene.polled(CLOCK, 3).await;
    assert_eq!(scene.polls(FEED), asked);
    let ready = scene.browser.told_of("story-ready").await;
    assert_eq!(ready.len(), 1, "only the clock is up");
    scene.browser.js::<()>("document.body.prepend(window.away); return null").await;
    story.ready().await;
    scene.polled(FEED, 1).await;
    assert_eq!(scene.browser.ours().await, []);
}

#[tokio::test]
async fn an_element_stands_in_another_shadow_root() {
    let scene = scene().await;
    let element = scene.element("").replace(" lang=\"da\"", "");
    let page = format!(
        "<section lang=da><div id=outer></div></section><script>
            document.querySelector('#outer').attachShadow({{ mode: 'open' }}).innerHTML = `<main>{element}</main>`;
        </script>"
    );
    scene.open(&page).await;
    let story = scene.browser.story_at("#outer >>> developing-story");
    let look = story.ready().await;
    assert_eq!(look.state.as_deref(), Some("Opdateres"), "the language of the page outside");
    story.click("[data-id=entry-1] summary").await;
    // The browser tells of a fold a task after it has folded.
    scene.browser.until_js("the page is told", "e2e.told.length > 2").await;
    let told = scene.browser.told().await;
    let names: Vec<_> = told.iter().map(|it| (it.name.as_str(), it.target.as_str())).collect();
    let expected = ["story-ready", "story-state-changed", "story-toggled"];
    assert_eq!(names, expected.map(|name| (name, "outer")), "events leave the shadow root");
}

#[tokio::test]
async fn an_element_stands_in_a_frame() {
    let scene = scene().await;
    let inside = Page::new(&scene.element("")).head(&scene.script());
    scene.serve("/frame", &inside);
    let frame = "<iframe src=/frame width=400 height=700></iframe>";
    scene.open_page(&Page::new(frame)).await;
    let story = scene.browser.story_at("iframe >>> developing-story");
    story.ready().await;
    scene.publish(FEED, Feed::of(1..=4));
    story.until("an update", |look| look.reveal.is_some()).await;
}
