//! What stands in an entry: pictures that are enlarged, links, cards of what others serve, and where it is cut off.

use e2e::{Feed, Scene};
use fantoccini::key::Key;
use serde_json::json;

const FEED: &str = "/feed.json";

fn feed(html: &str) -> Feed {
    Feed::of(1..=1).entry(1, json!({"content_html": html}))
}

async fn open(scene: &Scene, html: &str, attributes: &str) {
    scene.publish(FEED, feed(html));
    scene.open(&scene.element(&format!("unfold=all {attributes}"))).await;
    scene.browser.story().ready().await;
}

/// Where the page has asked for anything, as origins.
const ASKED: &str = "[...new Set(performance.getEntriesByType('resource').map((it) => new URL(it.name).origin))].sort()";

const FILM: &str = "<p>Se her:</p><iframe src='https://www.youtube.com/embed/abc?start=9' title='Pressemødet'></iframe>";

#[tokio::test]
async fn a_press_enlarges_a_picture_and_escape_brings_the_reader_back() {
    let scene = Scene::start().await;
    let address = scene.newsroom.url("/a.svg");
    let html = format!(
        "<figure><img src='{address}' alt='En bil' width=80 height=60><figcaption>Bilen kører</figcaption></figure>"
    );
    open(&scene, &html, "").await;
    let story = scene.browser.story();
    story.tab_to(".enlarge").await;
    assert_eq!(story.js::<String>("el.shadowRoot.activeElement.title").await, "Vis større");
    for keys in [true, false] {
        if keys {
            scene.browser.press(Key::Enter).await;
        } else {
            story.click(".enlarge").await;
        }
        let open = "e2e.find('developing-story').shadowRoot.querySelector('dialog')?.open";
        scene.browser.until_js("the picture is enlarged", open).await;
        let inside: (String, String, String) = story
            .js("(({ shadowRoot }) => [shadowRoot.querySelector('dialog img').src, shadowRoot.querySelector('dialog p').textContent, shadowRoot.querySelector('dialog button').getAttribute('aria-label')])(el)")
            .await;
        assert_eq!(inside, (address.clone(), "Bilen kører".to_owned(), "Luk".to_owned()));
        if keys {
            scene.browser.press(Key::Escape).await;
        } else {
            story.click("dialog button").await;
        }
        let gone = "!e2e.find('developing-story').shadowRoot.querySelector('dialog')";
        scene.browser.until_js("it is gone", gone).await;
        let focused: String = story.js("el.shadowRoot.activeElement.className").await;
        assert_eq!(focused, "enlarge");
    }
}

#[tokio::test]
async fn a_picture_has_its_room_before_it_is_there() {
    let scene = Scene::start().await;
    let address = scene.newsroom.url("/never.png");
    open(&scene, &format!("<img src='{address}' width=1600 height=900>"), "").await;
    let story = scene.browser.story();
    let [width, height]: [f64; 2] = story
        .js("(({ width, height }) => [width, height])(el.shadowRoot.querySelector('.body img').getBoundingClientRect())")
        .await;
    assert!(width > 300.0 && (width / height - 16.0 / 9.0).abs() < 0.1, "{width} by {height}");
}

#[tokio::test]
async fn others_are_asked_for_nothing_before_the_reader_wants_it() {
    let scene = Scene::start().await;
    open(&scene, FILM, "").await;
    let story = scene.browser.story();
    let ours = {
        let mut ours = vec![scene.cdn.origin().to_owned(), scene.newsroom.origin().to_owned()];
        ours.sort();
        ours
    };
    assert_eq!(scene.browser.js::<Vec<String>>(&format!("return {ASKED}")).await, ours);
    assert_eq!(story.js::<u32>("el.shadowRoot.querySelectorAll('iframe').length").await, 0);
    assert_eq!(scene.cdn.log().of("/media.js").len(), 0);

    story.tab_to(".load").await;
    let text: String = story.js("el.shadowRoot.activeElement.innerText").await;
    assert_eq!(text, "Vis indhold fra YouTube");
    scene.browser.press(Key::Enter).await;
    let loaded = "e2e.find('developing-story >>> .frame iframe')";
    scene.browser.until_js("the frame is there", loaded).await;
    let frame: Vec<String> = story
        .js("['src', 'sandbox', 'referrerpolicy', 'allow', 'title'].map((name) => el.shadowRoot.querySelector('iframe').getAttribute(name))")
        .await;
    assert_eq!(
        frame,
        [
            "https://www.youtube-nocookie.com/embed/abc?start=9",
            "allow-scripts allow-popups allow-popups-to-escape-sandbox allow-same-origin allow-forms allow-presentation",
            "strict-origin",
            "fullscreen; encrypted-media; picture-in-picture",
            "Pressemødet",
        ]
    );
    assert_eq!(story.js::<String>("el.shadowRoot.activeElement.localName").await, "iframe");
    assert!(!story.js::<bool>("e2e.find('developing-story >>> .load').checkVisibility()").await);

    // News of the entry leaves what the reader watches alone, unless it is about another film.
    story.act("(el.shadowRoot.querySelector('iframe').kept = true)").await;
    scene.publish(FEED, feed(&format!("{FILM}<p>Mere</p>")));
    story.refresh().await;
    let kept = "e2e.find('developing-story >>> iframe')?.kept && e2e.find('developing-story').shadowRoot.textContent.includes('Mere')";
    scene.browser.until_js("the text is new and the frame the same", kept).await;
    scene.publish(FEED, feed(&FILM.replace("abc", "xyz")));
    story.refresh().await;
    let gone = "!e2e.find('developing-story >>> iframe') && e2e.find('developing-story >>> .frame').dataset.address.includes('xyz')";
    scene.browser.until_js("the card is of the other film", gone).await;
}

#[tokio::test]
async fn nobody_known_gets_the_least_that_a_frame_can_do_with() {
    let scene = Scene::start().await;
    open(&scene, "<iframe src='https://maps.example/hanoi'></iframe>", "").await;
    let story = scene.browser.story();
    story.click(".load").await;
    scene.browser.until_js("the frame is there", "e2e.find('developing-story >>> iframe')").await;
    let frame: Vec<String> = story
        .js("['sandbox', 'referrerpolicy', 'allow'].map((name) => el.shadowRoot.querySelector('iframe').getAttribute(name))")
        .await;
    assert_eq!(
        frame,
        ["allow-scripts allow-popups allow-popups-to-escape-sandbox", "no-referrer", ""]
    );
}

#[tokio::test]
async fn consent_of_the_host_loads_those_that_it_names() {
    let scene = Scene::start().await;
    let html = format!("{FILM}<p>og</p><p>https://x.com/dr/status/1</p>");
    open(&scene, &html, "consent='tv2, youtube'").await;
    let browser = &scene.browser;
    let sources = "[...e2e.find('developing-story').shadowRoot.querySelectorAll('iframe')].map((it) => new URL(it.src).hostname).join()";
    browser
        .until_js("YouTube is loaded", &format!("{sources} === 'www.youtube-nocookie.com'"))
        .await;
    browser.story().act("(el.consent = 'X')").await;
    let both = format!("{sources} === 'www.youtube-nocookie.com,platform.twitter.com'");
    browser.until_js("so is X, once the host says so", &both).await;
}

#[tokio::test]
async fn links_open_where_the_host_says() {
    let scene = Scene::start().await;
    open(&scene, "<a href='https://a.example/'>En</a> <a href='tel:1'>To</a>", "target=_blank")
        .await;
    let links = "[...e2e.find('developing-story').shadowRoot.querySelectorAll('.body a')].map((it) => `${it.target} ${it.rel}`).join()";
    scene
        .browser
        .until_js("in a new tab", &format!("{links} === '_blank noopener,_blank noopener'"))
        .await;
    scene.browser.story().act("(el.target = null)").await;
    scene.browser.until_js("as the page does", &format!("{links} === ' noopener, noopener'")).await;
}

#[tokio::test]
async fn the_reader_sees_where_a_text_is_cut_off() {
    let scene = Scene::start().await;
    let long = json!({
        "content_html": null,
        "content_text": "ord ".repeat(30_000),
        "url": "https://www.news.example/hanoi/1",
    });
    scene.publish(
        FEED,
        Feed::of(1..=2).entry(1, long).entry(2, json!({"content_html": "<b>x".repeat(70)})),
    );
    scene.open(&scene.element("unfold=all")).await;
    let story = scene.browser.story();
    story.ready().await;
    let notes: Vec<String> = story
        .js("[...el.shadowRoot.querySelectorAll('.more > .source')].map((it) => it.innerHTML.replace(/<!--.*?-->/g, ''))")
        .await;
    assert_eq!(
        notes,
        [
            "Teksten er afkortet her.",
            "<a href=\"https://www.news.example/hanoi/1\" rel=\"noopener\">Læs mere hos news.example</a>",
        ]
    );
}
