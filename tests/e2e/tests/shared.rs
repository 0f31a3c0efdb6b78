//! Elements of one page that tell the same story: one poll for all, and each its reader's own.

use std::time::{Duration, Instant};

use e2e::{Feed, Scene};

const FEED: &str = "/feed.json";

/// A feed that is asked for only when somebody wants it.
fn slow(numbers: std::ops::RangeInclusive<u32>) -> Feed {
    Feed::of(numbers).story("poll_seconds", 3600)
}

async fn two() -> Scene {
    let scene = Scene::start().await;
    scene.publish(FEED, slow(1..=3));
    let (a, b) = ("id=a limit=2 order=oldest reveal=auto", "id=b unfold=all");
    scene.open(&(scene.element(a) + &scene.element(b))).await;
    for id in ["#a", "#b"] {
        scene.browser.story_at(id).ready().await;
    }
    scene
}

#[tokio::test]
async fn two_elements_of_one_feed_ask_once_and_both_show_what_came() {
    let scene = two().await;
    let (a, b) = (scene.browser.story_at("#a"), scene.browser.story_at("#b"));
    assert_eq!(scene.polls(FEED), 1);
    assert_eq!(a.look().await.expect("it is there").shown(), ["entry-2", "entry-3"]);
    for (version, (asks, last)) in [(&a, 4), (&b, 5)].into_iter().enumerate() {
        scene.publish(FEED, slow(1..=last));
        asks.refresh().await;
        assert_eq!(scene.polls(FEED), 2 + version, "one request for both");
        let newest = format!("entry-{last}");
        a.until("news appears by itself", |look| look.has(&newest, |it| it.shown)).await;
        b.until("news waits", |look| look.reveal.is_some() && look.shown().len() == 3).await;
    }
    b.click("[part=reveal]").await;
    let look = b.until("all show", |look| look.shown().len() == 5).await;
    assert_eq!(look.shown().first(), Some(&"entry-5"));
    b.click("[part=toggle-all]").await;
    b.until("all are closed", |look| look.entries.iter().all(|it| !it.open)).await;
    assert!(a.look().await.expect("it is there").has("entry-5", |it| it.open));
    for name in ["story-ready", "story-updated"] {
        let told = scene.browser.told().await;
        let to = |id: &str| told.iter().filter(|it| it.name == name && it.target == id).count();
        assert_eq!(to("a"), to("b"), "{name}");
    }
}

#[tokio::test]
async fn both_tell_what_is_the_matter() {
    let scene = two().await;
    scene.break_feed(FEED, xtask::server::Fault::NotJson);
    scene.browser.story_at("#a").refresh().await;
    for id in ["#a", "#b"] {
        let story = scene.browser.story_at(id);
        story.until("it says so", |look| look.is("Feedet kan ikke læses")).await;
        // Before it is tried again.
        assert!(id == "#b" || scene.polls(FEED) == 2);
    }
}

#[tokio::test]
async fn who_comes_later_shows_at_once_and_who_goes_leaves_the_others_going() {
    let scene = two().await;
    scene.browser.story_at("#a").act("el.remove()").await;
    let third = scene.element("id=c");
    let add = format!("document.body.insertAdjacentHTML('beforeend', `{third}`); return null");
    scene.browser.js::<()>(&add).await;
    scene.browser.story_at("#c").ready().await;
    assert_eq!(scene.polls(FEED), 1, "nothing is asked for");
    scene.publish(FEED, Feed::of(1..=4));
    scene.browser.story_at("#c").refresh().await;
    for id in ["#b", "#c"] {
        let story = scene.browser.story_at(id);
        story.until("what is new", |look| look.reveal.is_some()).await;
    }
    // And so by itself from now on, until the last has gone.
    scene.polled(FEED, 2).await;
    scene.browser.story_at("#c").act("el.remove()").await;
    scene.polled(FEED, 2).await;
    assert_eq!(scene.browser.ours().await, []);
}

#[tokio::test]
async fn an_element_that_turns_to_another_story_leaves_the_other_where_it_is() {
    let scene = two().await;
    scene.publish("/other.json", slow(7..=8));
    let other = scene.newsroom.url("/other.json");
    scene.browser.story_at("#a").act(&format!("el.src = '{other}'")).await;
    let turned = |look: &e2e::Look| look.shown() == ["entry-7", "entry-8"];
    scene.browser.story_at("#a").until("the other story", turned).await;
    let look = scene.browser.story_at("#b").look().await.expect("it is there");
    assert_eq!(look.shown(), ["entry-3", "entry-2", "entry-1"]);
    assert_eq!((scene.polls(FEED), scene.polls("/other.json")), (1, 1));
}

#[tokio::test]
async fn elements_in_two_languages_ask_once_whichever_is_up_first() {
    let scene = Scene::start().await;
    scene.publish(FEED, slow(1..=3));
    scene.gate.close(&["/labels/da.json"]);
    let english = scene.element("id=b").replace("lang=\"da\"", "lang=\"en\"");
    scene.open(&(scene.element("id=a") + &english)).await;
    scene.browser.story_at("#b").until("it is up", |look| look.is("Live")).await;
    scene.gate.open();
    scene.browser.story_at("#a").until("so is the other", |look| look.is("Opdateres")).await;
    assert_eq!(scene.polls(FEED), 1);
}

#[tokio::test]
async fn fifty_elements_of_one_feed_make_one_request_a_poll() {
    let scene = Scene::start().await;
    scene.publish(FEED, slow(1..=3));
    scene.open(&scene.element("").repeat(50)).await;
    let all = |count: usize| {
        format!(
            "e2e.all().filter((el) => el.matches(':state(live)') && el.shadowRoot.querySelectorAll('article').length === {count}).length === 50"
        )
    };
    scene.browser.until_js("all fifty show their story", &all(3)).await;
    assert_eq!(scene.polls(FEED), 1);
    scene.publish(FEED, slow(1..=4));
    scene.browser.js::<()>("for (const el of e2e.all()) el.reveal = 'auto'; return null").await;
    scene.browser.story().refresh().await;
    scene.browser.until_js("all fifty show the news", &all(4)).await;
    assert_eq!(scene.polls(FEED), 2);
    scene.publish(FEED, Feed::of(1..=4));
    scene.browser.story().refresh().await;
    let began = Instant::now();
    scene.polled(FEED, 4).await;
    assert!(began.elapsed() > Duration::from_secs(3), "one a second: {:?}", began.elapsed());
}
