//! What is being read stays where it is, in every engine: by how many pixels the entry at the upper edge has moved.

use e2e::{Browser, Engine, Feed, Scene, Story, item};
use serde_json::{Value, json};

const FEED: &str = "/feed.json";

const ROOT: &str = "document.querySelector('developing-story').shadowRoot";

const LONG: &str =
    "<p>En længere tekst end før, for der er kommet mere at fortælle om sagen siden sidst. </p>";

/// A story of thirty entries in an engine, all open, with what keeps it still at work.
async fn scene(attributes: &str) -> Scene {
    let scene = Scene::with(Browser::start().await);
    scene.publish(FEED, long());
    let element = scene.element(&["unfold=all limit=100 ", attributes].concat());
    let above = "<p style='height:300px'>Artiklen</p>";
    scene.open(&[above, &element, "<div style='height:3000px'></div>"].concat()).await;
    scene.browser.story().ready().await;
    let at_work = format!("{ROOT}.querySelector('[aria-posinset]')");
    scene.browser.until_js("it is kept still", &at_work).await;
    scene
}

fn long() -> Feed {
    let told = |feed: Feed, number: u32| {
        feed.entry(number, json!({ "content_html": format!("<p>Teksten til nyhed {number}. Den er lang nok til at fylde mere end én linje, og det skal den også være, når noget skal måles.</p>") }))
    };
    (1..=30).fold(Feed::of(1..=30), told)
}

/// Scrolls so that an entry begins a little above the viewport's upper edge, which cuts through it.
async fn read(scene: &Scene, id: &str) {
    let top = top(scene, id).await;
    let script = format!("scrollBy(0, {top} + 30); return null");
    scene.browser.js::<()>(&script).await;
    scene.browser.until_js("the page has scrolled", &format!("{}, true", place(id))).await;
    seen(scene).await;
}

/// A few frames, after which the browser has told what is in sight.
async fn seen(scene: &Scene) {
    let frames =
        "const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
        return frame().then(frame).then(frame).then(frame).then(() => null)";
    scene.browser.js::<()>(frames).await;
}

fn place(id: &str) -> String {
    format!("{ROOT}.querySelector('[data-id={id}]').getBoundingClientRect().top")
}

async fn top(scene: &Scene, id: &str) -> f64 {
    scene.browser.js(&format!("return {}", place(id))).await
}

async fn height(scene: &Scene, id: &str) -> f64 {
    let script =
        format!("return {ROOT}.querySelector('[data-id={id}]').getBoundingClientRect().height");
    scene.browser.js(&script).await
}

/// Publishes and waits until it is there, and has been painted.
async fn publish(scene: &Scene, story: &Story<'_>, feed: Feed) {
    scene.publish(FEED, feed);
    story.refresh().await;
    seen(scene).await;
}

#[tokio::test]
async fn nothing_moves() {
    let engine = Engine::chosen();
    let scene = scene("reveal=auto").await;
    let story = scene.browser.story();
    read(&scene, "entry-20").await;
    let before = top(&scene, "entry-20").await;
    assert!((-31.0..=-29.0).contains(&before), "{before}");
    let check = async |what: &str| {
        let now = top(&scene, "entry-20").await;
        assert!((now - before).abs() < 1.0, "{}: {what}: {}", engine.name(), now - before);
    };

    // Above: something is added, something longer, something withdrawn.
    let feed = long().item(item(31)).item(item(32));
    publish(&scene, &story, feed.clone()).await;
    check("two are added above").await;
    let feed = feed.entry(25, json!({ "content_html": LONG.repeat(9) }));
    publish(&scene, &story, feed.clone()).await;
    check("one above is longer").await;
    let feed = feed.entry(24, json!({ "_story": { "withdrawn": "Den var forkert." } }));
    publish(&scene, &story, feed.clone()).await;
    check("one above is withdrawn").await;
    let feed = feed.story("known", json!(["Det ene", "Det andet"]));
    publish(&scene, &story, feed.clone()).await;
    check("something is known").await;

    // In sight: what is longer keeps its height, and all that is under it its place.
    let under = top(&scene, "entry-18").await;
    let feed = feed
        .entry(20, json!({ "content_html": LONG.repeat(6) }))
        .entry(19, json!({ "_story": { "correction": "Det var et andet tal." } }));
    publish(&scene, &story, feed.clone()).await;
    check("the one that is read is longer").await;
    let now = top(&scene, "entry-18").await;
    assert!((now - under).abs() < 1.0, "{}: under it: {}", engine.name(), now - under);
    // The reader wants to see it.
    let tall = height(&scene, "entry-20").await;
    scene
        .browser
        .js::<()>(&format!(
            "{ROOT}.querySelector('[data-id=entry-20] .grown').click(); return null"
        ))
        .await;
    assert!(height(&scene, "entry-20").await > tall + 50.0, "{}: it shows", engine.name());
    check("all of it shows").await;

    // A neighbour above folds, by the page's doing.
    scene.browser.js::<()>(&format!("{ROOT}.querySelector('[data-id=entry-23] details').open = false; return new Promise((done) => requestAnimationFrame(() => setTimeout(done))).then(() => null)")).await;
    check("a neighbour folds").await;

    // A picture that comes late has had its room from the beginning, and a font that comes late makes everything higher.
    let picture =
        json!({ "content_html": "<p>Se:</p><figure><img src='/late.png' alt='Sent'></figure>" });
    publish(&scene, &story, feed.clone().entry(26, picture)).await;
    check("a picture is on its way above").await;
    scene.browser.js::<()>(&format!(
        "const picture = {ROOT}.querySelector('[data-id=entry-26] img'); \
         picture.loading = 'eager'; picture.src = 'data:image/svg+xml,<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"800\" height=\"1200\"/>'; \
         return picture.decode().catch(() => {{}}).then(() => null)"
    )).await;
    seen(&scene).await;
    check("the picture has come").await;
    scene.browser.js::<()>("document.body.style.font = '23px/2 monospace'; return null").await;
    seen(&scene).await;
    check("another font has come").await;
    scene.browser.js::<()>("document.body.style.font = ''; return null").await;
    seen(&scene).await;
    check("and the first again").await;

    // What has grown in sight shows when it is out of sight, and nothing moves then either.
    read(&scene, "entry-10").await;
    let far = top(&scene, "entry-10").await;
    let frozen = format!("!{ROOT}.querySelector('[data-still]')");
    scene.browser.until_js("nothing is held back any more", &frozen).await;
    let now = top(&scene, "entry-10").await;
    assert!((now - far).abs() < 1.0, "{}: out of sight: {}", engine.name(), now - far);
}

/// Where the selection begins and what it says, by the means of each engine.
const SELECTED: &str = "
    const root = document.querySelector('developing-story').shadowRoot;
    const all = root.getSelection?.() ?? getSelection();
    const it = all.getComposedRanges?.({ shadowRoots: [root] })[0] ?? all.getRangeAt(0);
    const range = document.createRange();
    range.setStart(it.startContainer, it.startOffset);
    range.setEnd(it.endContainer, it.endOffset);
    return range.toString()";

#[tokio::test]
async fn focus_and_selection_outlive_changes() {
    let engine = Engine::chosen();
    let scene = scene("").await;
    let story = scene.browser.story();
    read(&scene, "entry-20").await;
    // The words after "20." are selected, and the entry's share link has the focus.
    scene
        .browser
        .js::<()>(&format!(
            "const entry = {ROOT}.querySelector('[data-id=entry-19]'); entry.querySelector('summary').focus({{ preventScroll: true }}); \
             const text = entry.querySelector('.body p').firstChild; const at = text.data.indexOf('lang nok'); \
             ({ROOT}.getSelection?.() ?? getSelection()).setBaseAndExtent(text, at, text, at + 8); return null"
        ))
        .await;
    seen(&scene).await;
    assert_eq!(scene.browser.js::<String>(SELECTED).await, "lang nok");
    let active = format!("return {ROOT}.activeElement?.closest('article')?.dataset.id ?? null");
    for (number, feed) in [
        long().entry(19, json!({ "content_html": "<p>Nu er teksten anderledes, men lang nok er den stadig.</p>" })),
        long().entry(19, json!({ "content_html": "<p>Først dette.</p><p>Så er teksten lang nok igen.</p>" })),
        long().entry(19, json!({ "title": "Nyt", "content_html": "<p>Så er teksten lang nok igen.</p>" })).item(item(40)),
    ]
    .into_iter()
    .enumerate()
    {
        publish(&scene, &story, feed).await;
        let name = engine.name();
        assert_eq!(scene.browser.js::<String>(SELECTED).await, "lang nok", "{name} {number}");
        let active: Value = scene.browser.js(&active).await;
        assert_eq!(active, "entry-19", "{name} {number}");
    }
    // What had the focus is gone; the entry has it then.
    let withdrawn = long().entry(19, json!({ "_story": { "withdrawn": "" } }));
    publish(&scene, &story, withdrawn).await;
    let active: Value = scene.browser.js(&active).await;
    assert_eq!(active, "entry-19", "{}: withdrawn", engine.name());
}

/// Notes what shifts from now on without the reader's doing (Layout Instability, W3C).
const NOTE_SHIFTS: &str = "
    window.shifts = [];
    new PerformanceObserver((list) => shifts.push(...list.getEntries().filter((it) => !it.hadRecentInput))).observe({ type: 'layout-shift' });
    return null";

/// What has shifted, how far, and where from and to.
const SHIFTS: &str = "
    return shifts.splice(0).map((it) => [it.value, it.sources.map(({ previousRect: a, currentRect: b }) => `${a.y} ${a.height} > ${b.y} ${b.height}`).join(' | ')])";

#[tokio::test]
async fn a_session_of_fifty_updates_shifts_nothing() {
    e2e::only_in!(Chromium, "it alone tells what shifts");
    let scene = scene("").await;
    let story = scene.browser.story();
    scene.browser.js::<()>(NOTE_SHIFTS).await;
    let mut feed = long();
    let mut shifts: Vec<(u32, f64, String)> = Vec::new();
    for update in 0..50_u32 {
        let number = 30 - update % 12;
        let title = "En meget længere overskrift, der på en smal skærm fylder to linjer eller flere, og som er ny";
        feed = match update % 5 {
            0 => feed.item(item(31 + update)),
            1 => {
                feed.entry(number, json!({ "content_html": LONG.repeat(1 + update as usize % 4) }))
            }
            2 => feed.entry(number, json!({ "title": format!("{title} ({update})") })),
            3 => feed.entry(
                number,
                json!({ "_story": { "certainty": "confirmed", "correction": "Rettet." } }),
            ),
            _ => feed.entry(number, json!({ "_story": { "withdrawn": "Forkert." } })),
        };
        if update % 7 == 6 {
            let known = vec!["Endnu en ting, som vi ved"; update as usize / 7 + 1];
            feed = feed.story("known", json!(known));
        }
        publish(&scene, &story, feed.clone()).await;
        // The reader reads on.
        if update % 10 == 9 {
            scene.browser.js::<()>("scrollBy(0, 400); return null").await;
            seen(&scene).await;
        }
        let seen: Vec<(f64, String)> = scene.browser.js(SHIFTS).await;
        shifts.extend(seen.into_iter().map(|(value, what)| (update, value, what)));
    }
    // Cumulative layout shift is that of the worst session window (Web Vitals); here all of them together, in two decimals.
    let sum: f64 = shifts.iter().map(|(_, value, _)| value).sum();
    assert!(sum < 0.0005, "{sum}: {shifts:#?}");
}

#[tokio::test]
async fn a_key_moment_is_where_its_link_led_while_pictures_load() {
    let engine = Engine::chosen();
    let scene = Scene::with(Browser::start().await);
    let pictured = |feed: Feed, number: u32| {
        let html =
            format!("<p>Se:</p><figure><img src='/{number}.png' alt='Billede {number}'></figure>");
        feed.entry(number, json!({ "content_html": html }))
    };
    let key = json!({ "_story": { "key": true } });
    let feed = (6..=30).fold(Feed::of(1..=30), pictured).entry(5, key);
    scene.publish(FEED, feed);
    let above = "<img id=late alt=''>";
    let element = scene.element("unfold=all limit=10");
    scene.open(&[above, &element, "<div style='height:3000px'></div>"].concat()).await;
    scene.browser.story().ready().await;
    let at_work = format!("{ROOT}.querySelector('[aria-posinset]')");
    scene.browser.until_js("it is kept still", &at_work).await;
    scene
        .browser
        .js::<()>(&format!("{ROOT}.querySelector('.moments a').click(); return null"))
        .await;
    let led = format!("{ROOT}.activeElement?.dataset.id === 'entry-5'");
    scene.browser.until_js("the link has led there", &led).await;
    seen(&scene).await;
    let before = top(&scene, "entry-5").await;
    assert!((-1.0..900.0).contains(&before), "{}: {before}", engine.name());
    let load = format!(
        "const picture = 'data:image/svg+xml,<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"400\" height=\"900\"/>'; \
         const all = [document.querySelector('#late'), ...{ROOT}.querySelectorAll('.body img')]; \
         for (const it of all) {{ it.loading = 'eager'; it.src = picture; }} \
         return Promise.all(all.map((it) => it.decode().catch(() => {{}}))).then(() => all.length)"
    );
    assert!(scene.browser.js::<usize>(&load).await > 20, "earlier entries are there too");
    seen(&scene).await;
    let moved = top(&scene, "entry-5").await - before;
    assert!(moved.abs() < 1.0, "{}: {moved}", engine.name());
}
