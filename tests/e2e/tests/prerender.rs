//! What a newsroom's server writes inside the tag, before the timeline and in place of it.

use e2e::{Feed, Page, Scene};
use serde_json::json;
use xtask::prerender::{Options, make};

const FEED: &str = "/feed.json";

/// More of a story than a window shows.
fn feed() -> Feed {
    let long = "<p>Det står stadig ikke klart, hvad der skete.</p>".repeat(4);
    (1..=12)
        .fold(Feed::of(1..=12), |feed, number| feed.entry(number, json!({ "content_html": long })))
}

fn prerendered(scene: &Scene) -> String {
    let attributes = vec![("lang".to_owned(), "da".to_owned())];
    let options = Options { what: scene.newsroom.url(FEED), attributes, ..Options::default() };
    make(&options).expect("the feed is read")
}

fn tag(scene: &Scene, inside: &str) -> String {
    let feed = scene.newsroom.url(FEED);
    format!(
        "<h1>Topmødet</h1><developing-story src='{feed}' lang=da>{inside}</developing-story><p id=after>Mere</p>"
    )
}

#[tokio::test]
async fn without_a_script_the_story_is_there_and_links_lead_to_entries() {
    let scene = Scene::start().await;
    scene.publish(FEED, feed());
    let inside = prerendered(&scene);
    scene.open_page(&Page::new(&tag(&scene, &inside))).await;
    let told: (usize, usize, String) = scene
        .browser
        .js("return [document.querySelectorAll('.h-feed .h-entry').length, document.querySelectorAll('.h-entry time[datetime]').length, document.querySelector('.h-feed > h2').textContent]")
        .await;
    assert_eq!(told, (12, 12, "Prøvehistorien".to_owned()));
    scene.browser.js::<()>("location.hash = '#story-entry-2'; return null").await;
    let led = "Math.abs(document.querySelector('.h-entry:target').getBoundingClientRect().top) < innerHeight && document.querySelector(':target').id === 'story-entry-2'";
    scene.browser.until_js("the link has led there", led).await;
}

#[tokio::test]
async fn the_timeline_takes_over_and_nothing_shifts() {
    let scene = Scene::start().await;
    scene.publish(FEED, feed());
    let inside = prerendered(&scene);
    let observe = "<script>var shifts = []; new PerformanceObserver((list) => { for (const it of list.getEntries()) shifts.push([it.value, it.startTime, it.sources.map((s) => [s.node?.localName ?? s.node?.textContent, s.node?.className, s.node?.parentNode?.className, s.previousRect.y, s.currentRect.y, s.previousRect.height, s.currentRect.height].join(' ')).join(' | ')]); }).observe({ type: 'layout-shift', buffered: true });</script>";
    let page = Page::new(&tag(&scene, &inside)).head(observe).head(&scene.script());
    // The feed comes late, so that what stands in is seen inside of the timeline.
    scene.gate.close(&[FEED]);
    scene.open_page(&page).await;
    let busy = "document.querySelector('developing-story').shadowRoot.querySelector('[aria-busy]')";
    scene.browser.until_js("it waits for the feed", busy).await;
    let first = "return document.querySelector('.h-entry').getBoundingClientRect().height";
    assert!(scene.browser.js::<f64>(first).await > 50.0);
    scene.gate.open();
    let look = scene.browser.story().ready().await;
    assert_eq!(look.shown().len(), 12);
    let at_work =
        "document.querySelector('developing-story').shadowRoot.querySelector('[aria-posinset]')";
    scene.browser.until_js("what comes later is there", at_work).await;
    let frames = "return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(() => done(shifts)))))";
    let shifts: Vec<(f64, f64, String)> = scene.browser.js(frames).await;
    assert!(shifts.iter().map(|it| it.0).sum::<f64>() < 0.005, "{shifts:?}");
    let hidden = "document.querySelector('.h-entry').getBoundingClientRect().height === 0";
    scene.browser.until_js("what stood in is not shown beside it", hidden).await;
}

#[tokio::test]
async fn a_story_that_is_put_elsewhere_on_the_page_is_still_there() {
    let scene = Scene::start().await;
    scene.publish(FEED, feed());
    let inside = prerendered(&scene);
    scene.open_page(&Page::new(&tag(&scene, &inside)).head(&scene.script())).await;
    scene.browser.story().ready().await;
    let away = "const it = document.querySelector('developing-story'); it.remove(); window.it = it; return null";
    scene.browser.js::<()>(away).await;
    // The element knows a microtask later that it has left.
    scene.browser.js::<()>("document.body.append(window.it); return null").await;
    let shown = "document.querySelector('developing-story').shadowRoot.querySelector('article')?.getBoundingClientRect().height > 20";
    scene.browser.until_js("it is shown again", shown).await;
    let alone = "document.querySelector('developing-story').shadowRoot.children.length === 1";
    scene.browser.until_js("and once", alone).await;
}

/// A page on which the timeline waits for its feed, and the reader can scroll past it.
async fn waiting() -> Scene {
    let scene = Scene::start().await;
    scene.publish(FEED, feed());
    let inside = prerendered(&scene);
    scene.gate.close(&[FEED]);
    let after = "<style>#after { height: 3000px }</style>";
    scene.open_page(&Page::new(&tag(&scene, &inside)).head(after).head(&scene.script())).await;
    let waits =
        "document.querySelector('developing-story').shadowRoot.querySelector('[aria-busy]')";
    scene.browser.until_js("it waits for the feed", waits).await;
    scene
}

/// The reader scrolls to an entry before the feed is there: where it stands in the window then, and where it begins and ends
/// once there is a timeline.
async fn read_on(number: u32, below: f64) -> (f64, f64, f64) {
    let scene = waiting().await;
    let scroll = format!(
        "scrollTo(0, document.getElementById('story-entry-{number}').getBoundingClientRect().top + scrollY + {below}); return null"
    );
    scene.browser.js::<()>(&scroll).await;
    let stood = format!(
        "return document.getElementById('story-entry-{number}').getBoundingClientRect().top"
    );
    let before: f64 = scene.browser.js(&stood).await;
    scene.gate.open();
    scene.browser.story().ready().await;
    let stands = format!(
        "const box = document.querySelector('developing-story').shadowRoot.querySelector('[data-id=entry-{number}]').getBoundingClientRect(); return [box.top, box.bottom]"
    );
    let (top, bottom): (f64, f64) = scene.browser.js(&stands).await;
    (before, top, bottom)
}

#[tokio::test]
async fn who_has_scrolled_into_it_reads_on_at_the_same_entry() {
    let (before, top, _) = read_on(7, -40.0).await;
    assert!((top - before).abs() < 1.0, "it stood at {before}, and stands at {top}");
    // The last one, of which the beginning is above the upper edge: it is folded now.
    let (before, top, bottom) = read_on(1, 90.0).await;
    assert!(before < -80.0 && bottom > 0.0 && top.abs() < 1.0, "{before}, {top} to {bottom}");
}

#[tokio::test]
async fn who_has_scrolled_past_it_reads_on_where_they_are() {
    let scene = waiting().await;
    let place = "return document.getElementById('after').getBoundingClientRect().top";
    scene
        .browser
        .js::<()>(
            "document.getElementById('after').scrollIntoView(); scrollBy(0, 200); return null",
        )
        .await;
    let before: f64 = scene.browser.js(place).await;
    scene.gate.open();
    scene.browser.story().ready().await;
    let frames = "return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(null))))";
    scene.browser.js::<()>(frames).await;
    let now: f64 = scene.browser.js(place).await;
    assert!((now - before).abs() < 1.5, "it stood at {before}, and stands at {now}");
}
