//! A story that goes on while it is read.

use e2e::{Browser, Demo, Look};
use serde_json::json;

#[tokio::test]
async fn a_new_entry_arrives_within_one_poll_and_waits_without_moving_anything() {
    let demo = Demo::start().await;
    demo.open_news().await;
    let (browser, story) = (&demo.browser, demo.browser.story());
    story.ready().await;
    // The reader is in the middle of the timeline.
    story
        .act("el.shadowRoot.querySelectorAll('article')[3].scrollIntoView({block: 'center'})")
        .await;
    let before = places(browser).await;
    browser.js::<()>(WATCH_SHIFTS).await;

    demo.play().steps(1);
    let asked = demo.polls();
    let look = story.until("the button tells of one", |look| look.reveal.is_some()).await;
    assert_eq!(look.reveal.as_deref(), Some("1 ny opdatering"));
    assert!(demo.polls() <= asked + 1, "it took more than one poll");
    assert_eq!(look.entry("expectations"), None);
    assert_eq!(places(browser).await, before, "something has moved");
    let shifts: Vec<f64> = browser.js("return window.shifts").await;
    assert!(shifts.is_empty(), "layout shifts {shifts:?}");

    demo.play().steps(2);
    let look = story.until("it tells of two", |look| !tells(look, "1 ny opdatering")).await;
    assert_eq!(look.reveal.as_deref(), Some("2 nye opdateringer"));
    // Of shifts there is one now: the button grows with its words.
    assert_eq!(places(browser).await, before, "something has moved");
    let told = browser.told_of("story-updated").await;
    assert_eq!(told[0]["added"], json!(["expectations"]));
    assert_eq!(told[1]["added"], json!(["ceremony-delayed"]));
    assert_eq!(told[1]["unseen"], 2);
}

#[tokio::test]
async fn the_button_shows_what_waits_and_leads_to_it() {
    let demo = Demo::start().await;
    demo.open_news().await;
    let (browser, story) = (&demo.browser, demo.browser.story());
    story.ready().await;
    story.act("el.shadowRoot.querySelector('[data-id=opening]').scrollIntoView()").await;
    demo.play().steps(1);
    story.refresh().await;
    let waiting = story.until("the button", |look| look.reveal.is_some()).await;
    assert!(!waiting.entries[0].in_view, "the reader is far from the newest entry");

    story.click("[part=reveal]").await;
    let look = story
        .until("the new entry is in view", |look| look.has("expectations", |it| it.in_view))
        .await;
    let new = &look.entries[0];
    assert_eq!(new.id, "expectations");
    assert!(new.open, "the newest entry opens");
    assert_eq!(new.said, ["Ny:"]);
    assert_eq!(look.reveal, None);
    browser.until_js("the focus is on it", "e2e.focus().dataset.id === 'expectations'").await;
    assert_eq!(browser.told_of("story-revealed").await, [json!({"ids": ["expectations"]})]);
}

#[tokio::test]
async fn the_method_reveal_does_what_the_button_does() {
    let demo = Demo::start().await;
    demo.open_news().await;
    let story = demo.browser.story();
    story.ready().await;
    demo.play().steps(2);
    story.refresh().await;
    story.act("el.reveal()").await;
    let look = story.until("both show", |look| look.shown().len() == 10).await;
    assert_eq!(look.shown()[..2], ["ceremony-delayed", "expectations"]);
    assert_eq!(look.reveal, None);
}

#[tokio::test]
async fn a_correction_replaces_the_text_and_says_what_was_corrected() {
    let demo = Demo::start().await;
    demo.play().steps(8);
    demo.open_news().await;
    let story = demo.browser.story();
    let before = story.ready().await;
    let first = before.entry("open-questions").expect("it is there");
    let text = first.body.as_deref().expect("the newest entry is open");
    assert!(text.contains("spørgmål"), "the first version has the misspelling: {text}");
    assert_eq!(first.correction, None);

    demo.play().steps(9);
    let look = story
        .until("the note shows", |look| look.has("open-questions", |it| it.correction.is_some()))
        .await;
    let corrected = look.entry("open-questions").expect("it is there");
    let text = corrected.body.as_deref().expect("it stays open");
    assert!(!text.contains("spørgmål") && text.contains("spørgsmål"), "{text}");
    let note = corrected.correction.as_deref().expect("it was waited for");
    assert!(note.starts_with("Rettet kl. 13.37: "), "{note}");
    assert!(note.contains("»spørgmål«"), "{note}");
    let told = demo.browser.told_of("story-updated").await;
    assert_eq!(told[0]["revised"], json!(["open-questions"]));
    assert_eq!(told[0]["unseen"], 0, "a correction is shown at once");
}

#[tokio::test]
async fn a_withdrawn_entry_becomes_a_stub_that_says_why() {
    let demo = Demo::start().await;
    demo.play().steps(2);
    demo.open_news().await;
    let story = demo.browser.story();
    let before = story.ready().await;
    assert!(before.has("ceremony-delayed", |it| it.headline.is_some() && it.stub.is_none()));

    demo.play().steps(3);
    story.refresh().await;
    let look =
        story.until("the stub", |look| look.has("ceremony-delayed", |it| it.stub.is_some())).await;
    let stub = look.entry("ceremony-delayed").expect("it is there");
    let text = stub.stub.as_deref().expect("it was waited for");
    assert!(text.starts_with("Trukket tilbage kl. 12.24: Vi har ikke kunnet"), "{text}");
    assert_eq!((&stub.headline, &stub.body, &stub.certainty), (&None, &None, &None));
    let told = demo.browser.told_of("story-updated").await;
    assert_eq!(told[0]["withdrawn"], json!(["ceremony-delayed"]));
}

#[tokio::test]
async fn what_was_unconfirmed_is_confirmed_in_its_place() {
    let demo = Demo::start().await;
    demo.play().steps(4);
    demo.open_news().await;
    let story = demo.browser.story();
    let before = story.ready().await;
    let first = before.entry("kim-leaves").expect("it is there");
    assert_eq!(first.certainty.as_deref(), Some("Ubekræftet"));
    assert_eq!(first.headline.as_deref(), Some("Kim skal have forladt forhandlingerne"));

    demo.play().steps(5);
    story.refresh().await;
    let look = story
        .until("it is confirmed", |look| {
            look.has("kim-leaves", |it| it.certainty.as_deref() == Some("Bekræftet"))
        })
        .await;
    let later = look.entry("kim-leaves").expect("it is there");
    assert_eq!(later.headline.as_deref(), Some("Kim forlader uventet forhandlingerne"));
    assert_eq!(later.said, ["Vigtigt:"]);
    assert_eq!(look.reveal, None);
    let order = |look: &Look| look.shown().iter().map(|id| id.to_string()).collect::<Vec<_>>();
    assert_eq!(order(&look), order(&before));
}

#[tokio::test]
async fn the_end_of_the_coverage_is_told_and_what_came_last_can_still_be_shown() {
    let demo = Demo::start().await;
    demo.open_news().await;
    let (browser, story) = (&demo.browser, demo.browser.story());
    story.ready().await;
    let steps = demo.play().story().steps();
    demo.play().steps(steps);
    story.refresh().await;
    let look = story.until("the end", |look| look.is("Dækningen er slut")).await;
    assert!(look.states.contains(&"ended".to_owned()), "{:?}", look.states);
    assert!(!look.states.contains(&"live".to_owned()), "{:?}", look.states);
    assert_eq!(look.pause(), None, "there is nothing to pause");
    let told = browser.told_of("story-state-changed").await;
    assert_eq!(told.last(), Some(&json!({"state": "ended", "freshness": "current"})));
    assert!(look.reveal.is_some_and(|text| text.ends_with(" nye opdateringer")));
    story.click("[part=reveal]").await;
    story.until("the last entry", |look| look.has("summary", |it| it.shown)).await;
}

#[tokio::test]
async fn what_came_and_was_withdrawn_unread_is_no_news() {
    let demo = Demo::start().await;
    demo.open_news().await;
    let story = demo.browser.story();
    story.ready().await;
    demo.play().steps(2);
    story.refresh().await;
    story.until("two wait", |look| tells(look, "2 nye opdateringer")).await;
    demo.play().steps(3);
    story.refresh().await;
    let look = story.until("one waits", |look| tells(look, "1 ny opdatering")).await;
    assert_eq!(look.entry("ceremony-delayed"), None);
}

fn tells(look: &Look, text: &str) -> bool {
    look.reveal.as_deref() == Some(text)
}

/// Where everything in the article is.
async fn places(browser: &Browser) -> Vec<f64> {
    browser
        .js("return [...document.querySelectorAll('article p, h2'), ...document.querySelector('developing-story')
            .shadowRoot.querySelectorAll('article, details, h3, li')].map((it) => it.getBoundingClientRect().top)")
        .await
}

const WATCH_SHIFTS: &str = "
    window.shifts = [];
    const heard = (list) => shifts.push(...list.getEntries().map((it) => it.value));
    new PerformanceObserver(heard).observe({ type: 'layout-shift' });
    return null;";
