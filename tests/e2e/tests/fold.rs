//! Opening and closing: an entry, a day, the story, everything; with the mouse, and by keyboard alone.

use e2e::{Demo, Look, Story};
use fantoccini::key::Key;
use serde_json::json;

const ENTRY: &str = "[data-id=second-day] summary";
const DAY: &str = "[data-day='2019-02-27'] > summary";
const TITLE: &str = "[part=title] button";
const ALL: &str = "[part=toggle-all]";
const OF_DAY: [&str; 3] = ["flagship-issue", "warm-words", "opening"];

#[tokio::test]
async fn everything_folds_with_the_mouse() {
    let demo = Demo::start().await;
    demo.open_news().await;
    let story = demo.browser.story();
    story.ready().await;
    everything_folds(&demo, &story, async |what| story.click(what).await).await;
}

#[tokio::test]
async fn everything_folds_by_keyboard_alone() {
    let demo = Demo::start().await;
    demo.open_news().await;
    let story = demo.browser.story();
    story.ready().await;
    everything_folds(&demo, &story, async |what| {
        go_to(&story, what).await;
        demo.browser.press(Key::Enter).await;
    })
    .await;
    // Space does what Enter does.
    for what in [ENTRY, DAY, ALL, TITLE] {
        let before = state(&story.look().await.expect("it is there"));
        go_to(&story, what).await;
        demo.browser.press(' ').await;
        story.until(&format!("Space folds {what}"), |look| state(look) != before).await;
    }
}

/// Goes to something by keyboard, back where it stands before the focus: beyond the last of the page are the browser's own
/// buttons, and from there on keys that Firefox's driver presses move the focus of the page, but press nothing in it.
async fn go_to(story: &Story<'_>, what: &str) {
    let before = "(([focus, it]) => focus.getRootNode() === it.getRootNode()
        && Boolean(focus.compareDocumentPosition(it) & Node.DOCUMENT_POSITION_PRECEDING))";
    let stands = format!("{before}([e2e.focus(), el.shadowRoot.querySelector(\"{what}\")])");
    if story.js(&stands).await {
        story.tab_back_to(what).await;
    } else {
        story.tab_to(what).await;
    }
}

async fn everything_folds(demo: &Demo, story: &Story<'_>, press: impl AsyncFn(&'static str)) {
    // An entry.
    press(ENTRY).await;
    let look = story.until("the entry is open", |look| is_open(look, "second-day")).await;
    assert!(look.has("second-day", |it| it.body.is_some()), "its text shows");
    press(ENTRY).await;
    story.until("the entry is closed", |look| !is_open(look, "second-day")).await;
    // The browser tells of a fold a task after it has folded.
    let both = "e2e.told.filter((it) => it.name === 'story-toggled').length >= 2";
    demo.browser.until_js("the page is told of both", both).await;
    let toggled = demo.browser.told_of("story-toggled").await;
    let expected = [true, false].map(|open| json!({"id": "second-day", "open": open}));
    assert_eq!(toggled, expected);

    // A day.
    press(DAY).await;
    let look = story.until("the day is closed", |look| !look.days[1].open).await;
    assert_eq!(look.days[1].count.as_deref(), Some("3 opdateringer"));
    assert_eq!(look.shown().len(), 5, "the entries of the other day");
    press(DAY).await;
    let look = story.until("the day is open", |look| look.days[1].open).await;
    assert!(OF_DAY.iter().all(|id| look.has(id, |it| it.shown)), "{look}");
    assert_eq!(look.days[1].count, None);

    // The whole story.
    press(TITLE).await;
    let look = story.until("the story is closed", |look| look.shown().is_empty()).await;
    assert_eq!(look.state.as_deref(), Some("Opdateres"), "its header stays");
    assert_eq!(look.gist, None);
    press(TITLE).await;
    story.until("the story is open", |look| look.shown().len() == 8).await;

    // Everything.
    assert_eq!(story.look().await.expect("it is there").toggle_all(), Some("Fold alle"));
    press(ALL).await;
    let none = |look: &Look| look.entries.iter().all(|it| !it.open);
    let look = story.until("all entries are closed", none).await;
    assert_eq!(look.toggle_all(), Some("Fold alle ud"));
    press(ALL).await;
    let all = |look: &Look| look.entries.iter().all(|it| it.open && it.body.is_some());
    let look = story.until("all entries are open", all).await;
    assert_eq!(look.toggle_all(), Some("Fold alle"));
}

#[tokio::test]
async fn folds_outlast_an_update() {
    let demo = Demo::start().await;
    demo.play().steps(4);
    demo.open_news().await;
    let story = demo.browser.story();
    story.ready().await;
    story.click("[data-id=kim-leaves] summary").await;
    story.click(ENTRY).await;
    story.click(DAY).await;
    story
        .until("what was pressed has folded", |look| {
            !is_open(look, "kim-leaves") && is_open(look, "second-day") && !look.days[1].open
        })
        .await;
    // One entry is revised, and two arrive.
    demo.play().steps(8);
    story.refresh().await;
    let look = story
        .until("the update is there", |look| {
            look.reveal.is_some() && look.has("kim-leaves", |it| it.said == ["Vigtigt:"])
        })
        .await;
    assert!(!is_open(&look, "kim-leaves"), "{look}");
    assert!(is_open(&look, "second-day"), "{look}");
    assert!(!look.days[1].open, "{look}");
    // Newcomers close nothing, and open nothing but the newest.
    story.click("[part=reveal]").await;
    let look = story.until("they show", |look| look.has("press-centre", |it| it.shown)).await;
    let open: Vec<_> = look.entries.iter().filter(|it| it.open).map(|it| it.id.as_str()).collect();
    assert_eq!(open, ["open-questions", "second-day"]);
    assert!(!look.days[1].open, "{look}");
}

#[tokio::test]
async fn the_methods_fold_and_unfold_everything() {
    let demo = Demo::start().await;
    demo.open_news().await;
    let story = demo.browser.story();
    story.ready().await;
    story.act("el.unfoldAll()").await;
    story.until("all are open", |look| look.entries.iter().all(|it| it.open)).await;
    story.act("el.foldAll()").await;
    story.until("all are closed", |look| look.entries.iter().all(|it| !it.open)).await;
}

fn is_open(look: &Look, id: &str) -> bool {
    look.has(id, |it| it.open)
}

/// What folding changes.
fn state(look: &Look) -> (Vec<bool>, Vec<bool>, usize) {
    let entries = look.entries.iter().map(|it| it.open).collect();
    (entries, look.days.iter().map(|it| it.open).collect(), look.shown().len())
}
