//! What a device keeps of a story, and what a reader finds again.

use e2e::{Feed, Look, Page, Scene};
use serde_json::json;
use xtask::server::Fault;

const FEED: &str = "/feed.json";

/// Everything that a page can leave behind in this browser.
const LEFT: &str = "
    return indexedDB.databases().then((databases) => [
        ...Object.keys(localStorage), ...Object.keys(sessionStorage), ...databases.map((it) => it.name), document.cookie,
    ].filter(Boolean));";

async fn left(scene: &Scene) -> Vec<String> {
    scene.browser.js(LEFT).await
}

fn key(scene: &Scene) -> String {
    format!("developing-story:1:{}", scene.newsroom.url(FEED))
}

async fn scene(numbers: std::ops::RangeInclusive<u32>, attributes: &str) -> Scene {
    let scene = Scene::start().await;
    scene.publish(FEED, slow(numbers));
    scene.serve("/blank", &Page::new("Nothing"));
    scene.open(&format!("<p>Før</p>{}<p>Efter</p>", scene.element(attributes))).await;
    scene.browser.story().ready().await;
    scene
}

/// A feed that is asked for only when somebody wants it.
fn slow(numbers: std::ops::RangeInclusive<u32>) -> Feed {
    Feed::of(numbers).story("poll_seconds", 3600)
}

/// Waits until the device keeps something: the element hears of a fold a task after it.
async fn kept(scene: &Scene) {
    scene.browser.until_js("something is kept", "localStorage.length > 0").await;
}

/// The page anew, with a newsroom that does not answer before the gate opens.
async fn reload_in_silence(scene: &Scene) -> Look {
    scene.gate.close(&[FEED]);
    kept(scene).await;
    scene.browser.reload().await;
    scene.browser.story().ready().await
}

fn open(look: &Look) -> Vec<&str> {
    look.entries.iter().filter(|it| it.open).map(|it| it.id.as_str()).collect()
}

#[tokio::test]
async fn a_stale_node_that_answers_last_is_not_what_is_kept() {
    let scene = scene(1..=3, "").await;
    let story = scene.browser.story();
    for (numbers, version) in [(1..=4, "2019-03-02T09:00:00Z"), (1..=2, "2019-03-01T07:00:00Z")] {
        scene.publish_as_it_is(FEED, slow(numbers).story("updated", version));
        story.refresh().await;
    }
    story.click("[part=reveal]").await;
    let look = reload_in_silence(&scene).await;
    assert_eq!(look.shown(), ["entry-4", "entry-3", "entry-2", "entry-1"]);
}

#[tokio::test]
async fn who_only_reads_leaves_nothing_behind() {
    let scene = scene(1..=40, "limit=30").await;
    let story = scene.browser.story();
    for down in [4000, 200] {
        scene.browser.js::<()>(&format!("scrollTo(0, {down}); return null")).await;
        scene.publish(FEED, slow(1..=41));
        story.refresh().await;
        story.act("el.goTo('entry-15')").await;
        scene.browser.reload().await;
        story.ready().await;
        assert_eq!(left(&scene).await, [""; 0]);
    }
    scene.browser.open(&scene.host.url("/blank")).await;
    assert_eq!(left(&scene).await, [""; 0]);
}

#[tokio::test]
async fn each_act_of_the_reader_leaves_one_key() {
    let scene = scene(1..=5, "limit=3").await;
    let story = scene.browser.story();
    let acts = [
        "[data-id=entry-4] summary",
        "[data-day] > summary",
        "[part=title] button",
        "[part=toggle-all]",
        "[part=earlier]",
        "[part=pause]",
        "[part=reveal]",
    ];
    for act in acts {
        scene.browser.open(&scene.host.url("/blank")).await;
        scene.browser.js::<()>("localStorage.clear(); return null").await;
        scene.publish(FEED, slow(1..=5));
        scene.browser.open(&scene.host.url("/")).await;
        story.ready().await;
        if act == "[part=reveal]" {
            scene.publish(FEED, slow(1..=6));
            story.refresh().await;
            story.until("the news", |look| look.reveal.is_some()).await;
        }
        assert_eq!(left(&scene).await, [""; 0], "before {act}");
        story.click(act).await;
        scene.browser.until_js(&format!("{act} is kept"), "localStorage.length").await;
        assert_eq!(left(&scene).await, [key(&scene)], "{act}");
    }
}

#[tokio::test]
async fn entries_and_folds_are_back_at_once_though_the_newsroom_is_silent() {
    let scene = scene(1..=3, "").await;
    let story = scene.browser.story();
    for entry in ["3", "1"] {
        story.click(&format!("[data-id=entry-{entry}] summary")).await;
    }
    story.until("it has folded", |look| open(look) == ["entry-1"]).await;
    let before = story.look().await.expect("it is there");
    scene.publish(FEED, slow(1..=4));
    let look = reload_in_silence(&scene).await;
    assert_eq!((look.shown(), open(&look)), (before.shown(), vec!["entry-1"]));
    assert!(look.is("Henter"), "{look}");
    assert!(look.freshness.starts_with("Hentet kl. "), "{}", look.freshness);
    assert_eq!(look.title, before.title);
    // The answer moves nothing.
    scene.gate.open();
    let look = story.until("what is new waits", |look| look.reveal.is_some()).await;
    assert_eq!((look.shown(), open(&look)), (before.shown(), vec!["entry-1"]));
    assert!(look.is("Opdateres"), "{look}");
}

#[tokio::test]
async fn what_was_kept_stays_though_the_newsroom_fails() {
    let scene = scene(1..=3, "").await;
    let story = scene.browser.story();
    story.click("[part=toggle-all]").await;
    story.until("all are closed", |look| open(look).is_empty()).await;
    scene.break_feed(FEED, Fault::Status { code: 500, retry_after: None });
    kept(&scene).await;
    scene.browser.reload().await;
    let look = story.until("it is told", |look| look.is("Kan ikke hente nyt")).await;
    assert_eq!((look.shown().len(), open(&look).len()), (3, 0));
    assert!(look.freshness.contains("Hentet kl. "), "{}", look.freshness);
    assert!(look.states.contains(&"ready".to_owned()), "{:?}", look.states);
    assert_eq!(scene.browser.told_of("story-ready").await.len(), 1);
}

#[tokio::test]
async fn what_was_kept_is_relative_to_where_a_redirect_led() {
    let scene = Scene::start().await;
    let link = json!({"content_html": "<p><a href=more.html>Mere</a></p>"});
    scene.publish("/moved/feed.json", slow(1..=3).entry(3, link));
    scene.break_feed(FEED, Fault::Redirect(scene.newsroom.url("/moved/feed.json")));
    scene.open(&scene.element("")).await;
    let story = scene.browser.story();
    story.ready().await;
    story.unfold("entry-1").await;
    scene.gate.close(&["/moved/feed.json"]);
    kept(&scene).await;
    scene.browser.reload().await;
    story.ready().await;
    let link: String = story.js("el.shadowRoot.querySelector('[part=body] a').href").await;
    assert_eq!(link, scene.newsroom.url("/moved/more.html"));
}

#[tokio::test]
async fn the_reader_is_back_at_the_entry_that_was_being_read() {
    let scene = scene(1..=40, "limit=40 unfold=all").await;
    let story = scene.browser.story();
    story.click("[data-id=entry-38] summary").await;
    let top = async || story.look().await.expect("it is there").entry("entry-20").map(|it| it.top);
    for (version, down) in [
        "1500",
        "el.shadowRoot.querySelector('[data-id=entry-20]').getBoundingClientRect().top + scrollY + 37",
    ].into_iter().enumerate() {
        story.act(&format!("scrollTo(0, {down})")).await;
        let before = top().await.expect("it is shown");
        let near = |top: f64| (top - before).abs() <= 2.0;
        scene.publish(FEED, slow(1..=41 + version as u32));
        reload_in_silence(&scene).await;
        story.until("back there", |look| look.has("entry-20", |it| near(it.top))).await;
        // The newsroom's answer moves nothing.
        scene.gate.open();
        story.until("what is new waits", |look| look.reveal.is_some()).await;
        let after = top().await.expect("it is shown");
        assert!(near(after), "{after} and not {before}");
    }
}

#[tokio::test]
async fn who_has_left_the_timeline_is_not_brought_back_to_it() {
    let scene = Scene::start().await;
    scene.publish(FEED, slow(1..=40));
    let page = format!("<div style='height: 3000px'>Før</div>{}", scene.element("limit=40"));
    scene.open(&page).await;
    let story = scene.browser.story();
    story.ready().await;
    story.click("[data-id=entry-20] summary").await;
    story.act("scrollTo(0, 3900)").await;
    let first = scene.browser.tab().await;
    scene.serve("/blank", &Page::new("Nothing"));
    scene.browser.open_tab(&scene.host.url("/blank")).await;
    scene.browser.close_for(&first).await;
    story.act("scrollTo(0, 0)").await;
    reload_in_silence(&scene).await;
    // Whatever would move the page does so in the frame that shows the entries.
    scene.browser.js::<()>("return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(null))))").await;
    let scrolled: f64 = scene.browser.js("return scrollY").await;
    assert!(scrolled < 1.0, "{scrolled}");
}

#[tokio::test]
async fn a_later_visit_begins_with_the_newest() {
    let scene = scene(1..=3, "").await;
    let story = scene.browser.story();
    story.click("[data-id=entry-1] summary").await;
    kept(&scene).await;
    scene.browser.open(&scene.host.url("/blank")).await;
    // Half an hour and a minute.
    scene
        .browser
        .js::<()>(
            "for (const key of Object.keys(localStorage)) {
                const kept = JSON.parse(localStorage[key]);
                kept[0] -= 31 * 60e3;
                localStorage[key] = JSON.stringify(kept);
            }
            return null",
        )
        .await;
    scene.publish(FEED, slow(1..=5));
    scene.gate.close(&[FEED]);
    scene.browser.open(&scene.host.url("/")).await;
    let look = story.ready().await;
    assert_eq!((look.shown().len(), open(&look)), (3, vec!["entry-3"]));
    assert!(look.freshness.ends_with("for 31 minutter siden"), "{}", look.freshness);
    scene.gate.open();
    let look = story.until("all are there", |look| look.shown().len() == 5).await;
    assert_eq!(look.reveal, None);
    assert!(look.is("Opdateres"), "{look}");
}
