//! A feed that fails after a good load: what was good stays, the header says what is the matter, polling goes on.

use e2e::{Feed, Look, Scene, Story};
use xtask::server::Fault;

const FEED: &str = "/feed.json";

async fn good(scene: &Scene) -> Look {
    scene.publish(FEED, Feed::of(1..=3));
    scene.open(&scene.element("")).await;
    scene.browser.story().until("it is live", |look| look.is("Opdateres")).await
}

#[tokio::test]
async fn a_feed_that_fails_leaves_what_was_good_and_says_what_is_the_matter() {
    let scene = Scene::start().await;
    let before = good(&scene).await;
    let story = scene.browser.story();
    let check = async |fault, kind, state, matter| {
        fails(&scene, &story, &before, fault, kind, (state, matter)).await;
    };
    let status = |code| Fault::Status { code, retry_after: None };
    let unreadable = "Feedet kan ikke læses";
    let stale = "Kan ikke hente nyt";
    let json = |body: &str| Fault::Exact { headers: Vec::new(), body: body.to_owned() };
    check(Fault::NotJson, "not-json", unreadable, "Det er ikke JSON").await;
    check(json(""), "not-json", unreadable, "Det er ikke JSON").await;
    check(json("{\"version\": 1}"), "not-feed", unreadable, "Det er ikke et JSON Feed").await;
    check(status(404), "status", stale, "Serveren svarer med fejl 404").await;
    check(status(500), "status", stale, "Serveren svarer med fejl 500").await;
    check(Fault::Truncated, "network", stale, "Der er ikke hul igennem til serveren").await;
    // A cache that has lost the header; it answers like the newsroom otherwise.
    let elsewhere = Fault::Redirect(e2e::without_cors(Feed::of(1..=4).json().to_string()));
    check(elsewhere, "network", stale, "Der er ikke hul igennem til serveren").await;
}

/// One round: good, bad, good.
async fn fails(
    scene: &Scene,
    story: &Story<'_>,
    before: &Look,
    fault: Fault,
    kind: &str,
    (state, matter): (&str, &str),
) {
    let fails = scene.browser.told_of("story-failed").await.len();
    scene.break_feed(FEED, fault.clone());
    story.refresh().await;
    let look = story.until(&format!("{fault:?} is told"), |look| look.is(state)).await;
    assert!(look.freshness.starts_with(matter), "{fault:?}: {}", look.freshness);
    assert!(look.freshness.contains("Hentet kl. "), "since when: {}", look.freshness);
    assert_eq!(texts(&look), texts(before), "{fault:?}");
    assert!(look.states.contains(&"stale".to_owned()), "{fault:?}: {:?}", look.states);
    assert!(!look.states.contains(&"failed".to_owned()), "{fault:?}: {:?}", look.states);
    let failures = scene.browser.told_of("story-failed").await;
    let failure = failures.get(fails).expect("the page is told");
    assert_eq!(failure["kind"], kind, "{fault:?}");
    let message = failure["message"].as_str().unwrap_or_default();
    assert!(message.starts_with(&scene.newsroom.url(FEED)), "{message}");

    scene.mend(FEED);
    story.refresh().await;
    let look = story.until("the next good answer clears it", |look| look.is("Opdateres")).await;
    assert!(!look.freshness.contains(matter), "{}", look.freshness);
    assert!(!look.states.contains(&"stale".to_owned()), "{:?}", look.states);
}

/// What a reader reads, wherever it stands.
fn texts(look: &Look) -> Vec<(String, bool, Option<String>, Option<String>)> {
    let text = |it: &e2e::Entry| (it.id.clone(), it.shown, it.headline.clone(), it.body.clone());
    look.entries.iter().map(text).collect()
}

#[tokio::test]
async fn polling_goes_on_by_itself_and_brings_the_next_good_answer() {
    let scene = Scene::start().await;
    good(&scene).await;
    let story = scene.browser.story();
    scene.break_feed(FEED, Fault::Status { code: 500, retry_after: None });
    story.until("it is told", |look| look.is("Kan ikke hente nyt")).await;
    scene.polled(FEED, 1).await;
    scene.publish(FEED, Feed::of(1..=4));
    scene.mend(FEED);
    let look = story.until("what is new", |look| look.reveal.is_some()).await;
    assert!(look.is("Opdateres"), "{look}");
}

#[tokio::test]
async fn a_server_that_does_not_answer_is_given_up_after_ten_seconds() {
    let scene = Scene::start().await;
    let before = good(&scene).await;
    let story = scene.browser.story();
    scene.break_feed(FEED, Fault::Silence);
    scene.polled(FEED, 1).await;
    let asked = scene.polls(FEED);
    let look = story.until("it is told", |look| look.is("Kan ikke hente nyt")).await;
    assert!(look.freshness.starts_with("Serveren svarer ikke"), "{}", look.freshness);
    assert_eq!(texts(&look), texts(&before));
    assert_eq!(scene.polls(FEED), asked, "one request at a time");
    scene.publish(FEED, Feed::of(1..=4));
    scene.mend(FEED);
    let look = story.until("what is new", |look| look.reveal.is_some()).await;
    assert!(look.is("Opdateres"), "{look}");
}

#[tokio::test]
async fn the_server_says_when_to_come_again() {
    let scene = Scene::start().await;
    good(&scene).await;
    let story = scene.browser.story();
    // A page beside it that goes on polling is the clock.
    scene.publish("/clock.json", Feed::of(1..=1));
    scene
        .browser
        .js::<()>(&format!(
            "document.body.insertAdjacentHTML('beforeend', `{}`); return null",
            scene.element_of("/clock.json", "id=clock")
        ))
        .await;
    let wait = Some("3600".to_owned());
    scene.break_feed(FEED, Fault::Status { code: 503, retry_after: wait });
    story.until("it is told", |look| look.is("Kan ikke hente nyt")).await;
    let asked = scene.polls(FEED);
    // Without the header, the next poll came after three seconds at the latest.
    scene.polled("/clock.json", 6).await;
    assert_eq!(scene.polls(FEED), asked);
    // Whoever asks does not wait.
    scene.mend(FEED);
    story.refresh().await;
    story.until("it is good again", |look| look.is("Opdateres")).await;
}

#[tokio::test]
async fn an_older_copy_changes_nothing() {
    let scene = Scene::start().await;
    scene.publish(FEED, Feed::of(1..=3));
    scene.publish(FEED, Feed::of(1..=4));
    scene.open(&scene.element("")).await;
    let story = scene.browser.story();
    story.ready().await;
    let old = Feed::of(1..=2).story("updated", "2019-03-01T07:00:00Z");
    scene.publish_as_it_is(FEED, old);
    story.refresh().await;
    scene.polled(FEED, 2).await;
    let look = story.look().await.expect("it is there");
    assert_eq!(look.shown().len(), 4, "{look}");
    assert!(look.entries.iter().all(|it| it.stub.is_none()), "{look}");
}

#[tokio::test]
async fn one_bad_item_is_left_out_alone_and_named_once() {
    let scene = Scene::start().await;
    let feed =
        || Feed::of(1..=3).item(serde_json::json!({"title": "Without an id", "content_text": "x"}));
    scene.publish(FEED, feed());
    scene.open(&scene.element("")).await;
    let story = scene.browser.story();
    let look = story.ready().await;
    assert_eq!(look.shown(), ["entry-3", "entry-2", "entry-1"]);
    assert!(look.is("Opdateres"));
    // The same again, in a document that differs.
    scene.publish(FEED, feed().item(e2e::item(4)));
    story.refresh().await;
    story.until("the update is there", |look| look.reveal.is_some()).await;
    let ours = scene.browser.ours().await;
    let [(level, message)] = &ours[..] else { panic!("not one message: {ours:?}") };
    assert_eq!(level, "WARNING");
    let of_feed =
        format!("developing-story: 1 of the items of {} are left out:", scene.newsroom.url(FEED));
    assert!(message.starts_with(&of_feed), "{message}");
    assert!(message.contains("/items/0: no usable id"), "{message}");
}
