//! What the element leaves on the page: nothing but itself, while it is there, and nothing at all when it is gone.

use e2e::{Browser, Feed, Page, Scene};
use serde_json::json;

const FEED: &str = "/feed.json";

/// A page without the script, as it was before it came.
async fn scene(body: &str) -> Scene {
    let browser = Browser::start().await;
    browser.before(include_str!("../src/traces.js")).await;
    let scene = Scene::with(browser);
    scene.publish(FEED, Feed::of(1..=3));
    scene.publish("/other.json", Feed::of(5..=6));
    scene.open_page(&Page::new(body)).await;
    let remember = "const { builtIn, page, now } = traces; window.before = null;
        window.before = { page: page(), going: await now() }; before.builtIn = builtIn(); return null";
    scene.browser.js::<()>(remember).await;
    let script = json!(scene.cdn.url("/developing-story.js"));
    scene.browser.js_with::<()>("return traces.bring(arguments[0])", vec![script]).await;
    scene
}

/// Nothing that was there before the element has changed.
async fn untouched(scene: &Scene) {
    let changed: Vec<String> = scene.browser.js("return traces.changed(before.builtIn)").await;
    assert_eq!(changed, [""; 0]);
    let pages = "return [traces.page(), before.page].map((page) => page.map(String))";
    let [now, before]: [Vec<String>; 2] = scene.browser.js(pages).await;
    assert_eq!(now, before);
}

#[tokio::test]
async fn while_it_is_there_the_page_is_as_it_was() {
    // What the page has is there before the script; nothing of it is changed by being shown.
    let scene = Scene::start().await;
    let element = scene.element("id=here unfold=none");
    drop(scene);
    let scene = scene_with(&element).await;
    let story = scene.browser.story();
    story.ready().await;
    untouched(&scene).await;
    story.click("[data-id=entry-2] summary").await;
    story.until("it unfolds", |look| look.has("entry-2", |it| it.open)).await;
    scene.publish(FEED, Feed::of(1..=4));
    story.until("news waits", |look| look.reveal.is_some()).await;
    story.click("[part=reveal]").await;
    story.until("it shows", |look| look.has("entry-4", |it| it.shown)).await;
    assert!(story.js::<bool>("el.goTo('entry-1')").await);
    untouched(&scene).await;
}

/// The same with the element of a body, whose feed is that of this scene.
async fn scene_with(element: &str) -> Scene {
    let scene = scene(element).await;
    let src = "const el = document.querySelector('developing-story'); el.setAttribute('src', arguments[0]);
        before.page = traces.page(); return null";
    scene.browser.js_with::<()>(src, vec![json!(scene.newsroom.url(FEED))]).await;
    scene
}

#[tokio::test]
async fn when_it_is_gone_nothing_of_it_goes_on() {
    let scene = scene("<div id=here></div><div id=there></div>").await;
    let browser = &scene.browser;
    let make = "const el = document.createElement('developing-story');
        Object.assign(el, { src: arguments[0], lang: 'da', unfold: 'none' });
        document.querySelector('#here').append(el); window.before.el = el; return null";
    browser.js_with::<()>(make, vec![json!(scene.newsroom.url(FEED))]).await;
    let story = browser.story();
    story.ready().await;
    // What tabs share comes after the first view.
    for word in [
        "listener Window pagehide: 1",
        "listener HTMLDocument freeze: 1",
        "timer",
        "lock",
        "channel",
    ] {
        let goes_on = format!(
            "(traces.now().then((now) => {{ before.now = now; }}), before.now?.some((it) => it.startsWith('{word}')))"
        );
        browser.until_js(word, &goes_on).await;
    }
    story.click("[data-id=entry-2] summary").await;
    story.until("it unfolds", |look| look.has("entry-2", |it| it.open)).await;
    story.refresh().await;
    story.act("(el.pause(), el.resume(), el.reveal(), el.foldAll(), el.order = 'oldest')").await;
    story.act("document.querySelector('#there').append(el)").await;
    story.act("el.lang = 'en'").await;
    story.until("in English", |look| look.is("Live")).await;
    story.act(&format!("el.src = '{}'", scene.newsroom.url("/other.json"))).await;
    story.until("another story", |look| look.has("entry-6", |it| it.shown)).await;
    story.act("el.feed = { items: [{ id: 'handed', title: 'I hånden' }] }").await;
    story.until("handed over", |look| look.has("handed", |it| it.shown)).await;
    story.act("el.feed = undefined").await;
    story.until("the feed again", |look| look.has("entry-6", |it| it.shown)).await;
    story.act("el.remove()").await;
    // A timer of a promise's may still be on its way.
    let gone = "(traces.now().then((now) => { before.now = now; }), before.now?.join() === before.going.join())";
    browser.until_js("nothing goes on", gone).await;
    browser.js::<()>("before.el = null; return null").await;
    untouched(&scene).await;

    // The same again, and at the end a removal before it is up.
    let again = "for (let n = 0; n < 3; n += 1) {
            const el = document.createElement('developing-story');
            Object.assign(el, { src: arguments[0], lang: 'da', loading: n === 2 ? 'lazy' : 'eager' });
            document.querySelector('#here').append(el);
            if (n === 0) while (!el.shadowRoot.querySelector('article')) await e2e.turn();
            el.remove();
        }
        before.now = null; return null";
    browser.js_with::<()>(again, vec![json!(scene.newsroom.url(FEED))]).await;
    browser.until_js("nothing goes on", gone).await;
    untouched(&scene).await;
    assert_eq!(browser.ours().await, []);
}
