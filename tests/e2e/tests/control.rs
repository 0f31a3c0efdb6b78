//! When it works and when it rests: pause, a hidden tab, an element that nobody is near.

use e2e::{Feed, Scene};

const FEED: &str = "/feed.json";
const CLOCK: &str = "/clock.json";

/// A page with the element `#a`, and in a frame another one whose polls are the clock.
async fn with_clock(attributes: &str) -> Scene {
    let scene = Scene::start().await;
    scene.publish(FEED, Feed::of(1..=3));
    scene.publish(CLOCK, Feed::of(1..=1));
    let clock = e2e::Page::new(&scene.element_of(CLOCK, "")).head(&scene.script());
    scene.serve("/clock", &clock);
    scene.open(&format!("{}<iframe src=/clock></iframe>", scene.element(attributes))).await;
    scene.browser.story_at("#a").ready().await;
    scene.browser.story_at("iframe >>> developing-story").ready().await;
    scene
}

/// For as long as three polls take and more, nobody asks for the feed.
async fn rests(scene: &Scene, why: &str) {
    // What was on its way has arrived by the next stroke.
    scene.polled(CLOCK, 1).await;
    let asked = scene.polls(FEED);
    scene.polled(CLOCK, 5).await;
    assert_eq!(scene.polls(FEED), asked, "{why}");
}

#[tokio::test]
async fn the_reader_can_pause_and_resume() {
    let scene = with_clock("id=a").await;
    let story = scene.browser.story();
    story.click("[part=pause]").await;
    let look = story.until("it says so", |look| look.is("Sat på pause")).await;
    assert_eq!(look.pause(), Some("Fortsæt"));
    rests(&scene, "it polls while it is paused").await;
    let look = story.look().await.expect("it is there");
    assert!(look.freshness.starts_with("Hentet kl. "), "{}", look.freshness);
    scene.publish(FEED, Feed::of(1..=4));
    story.click("[part=pause]").await;
    let look = story.until("what is new", |look| look.reveal.is_some()).await;
    assert!(look.is("Opdateres"), "{look}");
}

#[tokio::test]
async fn a_page_can_pause_and_resume() {
    let scene = with_clock("id=a").await;
    let story = scene.browser.story();
    story.act("el.pause()").await;
    story.until("it says so", |look| look.is("Sat på pause")).await;
    rests(&scene, "it polls while it is paused").await;
    let asked = scene.polls(FEED);
    story.act("el.resume()").await;
    story.until("it goes on", |look| look.is("Opdateres")).await;
    scene
        .browser
        .within(
            "a poll at once",
            scene.log().until(|all| all.iter().filter(|it| it.path == FEED).count() > asked),
        )
        .await;
}

#[tokio::test]
async fn a_hidden_tab_asks_for_nothing_and_polls_at_once_when_it_is_back() {
    let scene = with_clock("id=a poll=3600").await;
    let story = scene.browser.story();
    // From now on it would poll once an hour by itself.
    let slow = |numbers| Feed::of(numbers).story("poll_seconds", 3600);
    let turn = |hidden: bool| {
        let state = if hidden { "hidden" } else { "visible" };
        format!(
            "Object.defineProperty(document, 'hidden', {{ value: {hidden}, configurable: true }});
            Object.defineProperty(document, 'visibilityState', {{ value: '{state}', configurable: true }});
            document.dispatchEvent(new Event('visibilitychange', {{ bubbles: true }})); return null"
        )
    };
    scene.browser.js::<()>(&turn(true)).await;
    rests(&scene, "it polls while nobody sees it").await;
    scene.publish(FEED, slow(1..=4));
    scene.browser.js::<()>(&turn(false)).await;
    story.until("what is new", |look| look.reveal.as_deref() == Some("1 ny opdatering")).await;
    // The cadence is an hour now: only the return can bring the next.
    scene.browser.js::<()>(&turn(true)).await;
    scene.publish(FEED, slow(1..=5));
    scene.browser.js::<()>(&turn(false)).await;
    story.until("at once", |look| look.reveal.as_deref() == Some("2 nye opdateringer")).await;
}

#[tokio::test]
async fn without_a_connection_it_says_so_and_polls_at_once_when_there_is_one() {
    let scene = with_clock("id=a").await;
    scene.publish(FEED, Feed::of(1..=3).story("poll_seconds", 3600));
    let story = scene.browser.story();
    story.refresh().await;
    scene.browser.js::<()>("dispatchEvent(new Event('offline')); return null").await;
    let look = story.until("it says so", |look| look.is("Ingen forbindelse")).await;
    assert!(look.states.contains(&"stale".to_owned()), "{:?}", look.states);
    scene.publish(FEED, Feed::of(1..=4));
    scene.browser.js::<()>("dispatchEvent(new Event('online')); return null").await;
    let look = story.until("what is new", |look| look.reveal.is_some()).await;
    assert!(look.is("Opdateres"), "{look}");
}

#[tokio::test]
async fn a_lazy_element_loads_nothing_until_it_is_near() {
    let scene = Scene::start().await;
    scene.publish(FEED, Feed::of(1..=3));
    let far = "<div id=far style='height: 9000px'></div>";
    let lazy = scene.element("").replace("loading=\"eager\"", "");
    scene.open(&format!("{far}{lazy}")).await;
    // The element's observer was there first, and so it is told first.
    scene
        .browser
        .js::<()>("return customElements.whenDefined('developing-story').then(() => new Promise((done) => {
            new IntersectionObserver(() => setTimeout(() => done(null), 50), { rootMargin: '600px' }).observe(e2e.find('developing-story'));
        }))")
        .await;
    let asked = |server: &xtask::server::Server| {
        server.log().received().into_iter().map(|it| it.path).collect::<Vec<_>>()
    };
    assert_eq!(asked(&scene.cdn), ["/developing-story.js"]);
    assert_eq!(asked(&scene.newsroom), [""; 0]);
    let look = scene.browser.story().look().await.expect("it is there");
    assert_eq!(look.fallback.as_deref(), Some("Følg med på news.example"));

    scene
        .browser
        .js::<()>(
            "document.querySelector('#far').style.height = `${innerHeight + 400}px`; return null",
        )
        .await;
    scene.browser.story().ready().await;
    let away = "return e2e.find('developing-story').getBoundingClientRect().top - innerHeight";
    let away: f64 = scene.browser.js(away).await;
    assert!(away > 300.0, "it is near, and not in view: {away} px away");
}

#[tokio::test]
async fn an_eager_element_loads_wherever_it_is() {
    let scene = Scene::start().await;
    scene.publish(FEED, Feed::of(1..=3));
    let far = "<div style='height: 9000px'></div>";
    scene.open(&format!("{far}{}", scene.element(""))).await;
    scene.browser.story().ready().await;
}
