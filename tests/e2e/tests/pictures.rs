//! How it looks: pictures in target/pictures/ for people; and for the machine that nothing overflows sideways, and that
//! axe-core finds nothing.

use std::path::{Path, PathBuf};

use e2e::{Browser, Demo, Feed, Page, Scene, Story, Theme};
use serde_json::json;
use xtask::server::Fault;

const WIDTHS: [u32; 4] = [280, 375, 768, 1280];
pub(crate) const FEED: &str = "/feed.json";

pub(crate) fn path(name: &str) -> PathBuf {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("it is in target/");
    target.join("pictures").join(name).with_extension("png")
}

/// Pictures of the whole page at every width in both themes; nothing is wider than the page, nor than the element, and
/// axe-core finds nothing.
pub(crate) async fn pictures(browser: &Browser, name: &str) {
    let mut wide = Vec::new();
    for theme in [Theme::Light, Theme::Dark] {
        for width in WIDTHS {
            browser.dress(width, 900, theme).await;
            let found: Vec<String> = browser.js(TOO_WIDE).await;
            wide.extend(found.into_iter().map(|it| format!("{width} px, {}: {it}", theme.word())));
            if [280, 1280].contains(&width) {
                let barriers = browser.barriers().await.into_iter();
                wide.extend(barriers.map(|it| format!("{width} px, {}: {it}", theme.word())));
            }
            let height: f64 = browser.js("return document.scrollingElement.scrollHeight").await;
            browser.dress(width, height.ceil() as u32, theme).await;
            browser.js::<()>("scrollTo(0, 0); return e2e.turn().then(() => null)").await;
            browser.picture(&path(&format!("{name}-{width}-{}", theme.word()))).await;
        }
    }
    browser.dress(1280, 900, Theme::Light).await;
    assert!(wide.is_empty(), "{name}: {wide:#?}");
}

/// What sticks out; preformatted text and tables may, since they scroll.
const TOO_WIDE: &str = "
    const wide = e2e.all().flatMap((host) => {
        const { left, right } = host.getBoundingClientRect();
        const isOut = getComputedStyle(host).direction === 'rtl' ? (it) => it.left < left - 1 : (it) => it.right > right + 1;
        const inside = [...host.shadowRoot.querySelectorAll('*')].filter((it) => e2e.shows(it) && !it.closest('pre, .wide table'));
        return inside.filter((it) => isOut(it.getBoundingClientRect())).map((it) => it.outerHTML.slice(0, 90));
    });
    const page = document.scrollingElement;
    return page.scrollWidth > innerWidth ? [`the page is ${page.scrollWidth} px wide`, ...wide] : wide";

pub(crate) async fn unfold(story: &Story<'_>) {
    story.act("el.unfoldAll()").await;
    story
        .until("all open", |look| look.entries.iter().all(|it| it.open || it.stub.is_some()))
        .await;
}

#[tokio::test]
async fn the_news_page_fits_at_every_width() {
    e2e::only_in!(Chromium, "its driver emulates sizes and themes");
    let demo = Demo::start().await;
    demo.play().steps(9);
    demo.open_news().await;
    let story = demo.browser.story();
    story.ready().await;
    story.click("[data-id=ceremony-delayed]").await;
    pictures(&demo.browser, "news").await;
    unfold(&story).await;
    pictures(&demo.browser, "news-unfolded").await;
    story.act("el.foldAll()").await;
    demo.play().steps(usize::MAX);
    story.refresh().await;
    story.until("the end", |look| look.is("Dækningen er slut")).await;
    pictures(&demo.browser, "news-ended").await;
}

#[tokio::test]
async fn the_partner_page_fits_at_every_width() {
    e2e::only_in!(Chromium, "its driver emulates sizes and themes");
    let demo = Demo::start().await;
    demo.replay.play("hanoi.en").expect("the English story is played").steps(9);
    demo.open_partner().await;
    demo.browser.story().ready().await;
    pictures(&demo.browser, "partner").await;
}

pub(crate) async fn scene(feed: Feed, inside: &str) -> Scene {
    let scene = Scene::start().await;
    scene.publish(FEED, feed);
    let style = "<style>:root { color-scheme: light dark; background: Canvas } body { margin: 16px; font: 17px/1.5 Georgia, serif }</style>";
    let feed = scene.newsroom.url(FEED);
    let element = format!(
        "<developing-story src='{feed}' lang=da loading=eager time-zone=UTC>{inside}</developing-story>"
    );
    let page = Page::new(&element).head(style).head(&scene.script());
    scene.serve("/", &page);
    scene
}

pub(crate) async fn open(scene: &Scene) -> Story<'_> {
    scene.browser.open(&scene.host.url("/")).await;
    scene.browser.story()
}

#[tokio::test]
async fn the_outline_stands_in_for_a_feed_that_does_not_answer() {
    e2e::only_in!(Chromium, "its driver emulates sizes and themes");
    let scene = scene(Feed::of(1..=3), "").await;
    scene.break_feed(FEED, Fault::Silence);
    let story = open(&scene).await;
    let look = story.until("the outline", |look| look.skeleton).await;
    assert_eq!(look.state.as_deref(), Some("Henter"));
    pictures(&scene.browser, "loading").await;
}

#[tokio::test]
async fn a_story_without_entries_says_so() {
    e2e::only_in!(Chromium, "its driver emulates sizes and themes");
    let scene = scene(Feed::empty(), "").await;
    let story = open(&scene).await;
    story.until("it is live", |look| look.is("Opdateres")).await;
    let text: String = story.js("el.shadowRoot.querySelector('.empty').innerText").await;
    assert_eq!(text, "Der er endnu ingen opdateringer.");
    pictures(&scene.browser, "empty").await;
}

#[tokio::test]
async fn the_button_fits_and_covers_little() {
    e2e::only_in!(Chromium, "its driver emulates sizes and themes");
    let scene = scene(Feed::of(1..=3), "").await;
    let story = open(&scene).await;
    story.ready().await;
    scene.publish(FEED, Feed::of(1..=5));
    story.refresh().await;
    story.until("the button", |look| look.reveal.is_some()).await;
    pictures(&scene.browser, "waiting").await;
    story.click("[part=reveal]").await;
    story.until("they show", |look| look.shown().len() == 5).await;
    pictures(&scene.browser, "revealed").await;
}

#[tokio::test]
async fn trouble_fits() {
    e2e::only_in!(Chromium, "its driver emulates sizes and themes");
    let scene = scene(Feed::of(1..=3), "").await;
    let story = open(&scene).await;
    story.ready().await;
    scene.break_feed(FEED, Fault::Status { code: 503, retry_after: Some("3600".into()) });
    story.refresh().await;
    story.until("it is told", |look| look.is("Kan ikke hente nyt")).await;
    pictures(&scene.browser, "stale").await;
    story.act("el.pause()").await;
    story.until("it is told", |look| look.is("Sat på pause")).await;
    pictures(&scene.browser, "paused").await;
}

#[tokio::test]
async fn the_mark_of_a_gap_fits() {
    e2e::only_in!(Chromium, "its driver emulates sizes and themes");
    let scene = scene(Feed::of(1..=3), "").await;
    let story = open(&scene).await;
    story.ready().await;
    story.act("el.reveal = 'auto'").await;
    let key = json!({"_story": {"key": true, "certainty": "confirmed"}});
    let live = Feed::of(27..=29).entry(27, key).with("next_url", "older.json");
    scene.publish(FEED, live.story("poll_seconds", 3600));
    scene.break_feed("/older.json", Fault::NotJson);
    story.refresh().await;
    story.until("it is marked", |look| look.shown().len() == 6).await;
    let told = "e2e.told.some((it) => it.name === 'story-failed')";
    scene.browser.until_js("older entries fail", told).await;
    pictures(&scene.browser, "gap").await;
    scene.gate.close(&["/older.json"]);
    scene.mend("/older.json");
    story.click("[data-action=fill]").await;
    let busy = "e2e.find('developing-story >>> [data-action=fill]').ariaDisabled === 'true'";
    scene.browser.until_js("it is on its way", busy).await;
    pictures(&scene.browser, "gap-loading").await;
}

/// Everything that an entry's text can have.
const RICH: &str = "<p>Kim forlod <a href='https://a.example/'>hotellet</a> efter <mark>fire timer</mark>.</p>\
    <figure><img src='/a.png' width=1600 height=900 alt='En bil'><figcaption>Bilerne kører. Foto: Eksempel</figcaption></figure>\
    <h2>Det næste</h2><ul><li>Et<ul><li>Indre</ul><li>To</ul><blockquote>Ord<footer>Kilden</footer></blockquote>\
    <figure><img src='/b.png' alt=B></figure><figure><img src='/c.png' alt=C></figure><figure><img src='/d.png' alt=D></figure>\
    <table><caption>Møder</caption><tr><th>Dato<th>Sted<th>Varighed i timer og minutter<th>Udfald<tr><td>12. juni 2018<td>Singapore<td>4.50<td>Erklæring</table>\
    <iframe src='https://www.youtube.com/embed/abc' title='Pressemødet'></iframe>\
    <blockquote>Et opslag <a href='https://x.com/a/status/1'>i dag</a></blockquote><video src='/x.mp4'></video><audio src='/x.mp3'></audio>\
    <pre>fast  tekst</pre><hr><p>Slut</p>";

/// Neighbours in a text that touch or overlap; pictures of a gallery stand side by side, and the first block has its headline.
const TOUCHING: &str = "
    const root = document.querySelector('developing-story').shadowRoot;
    return [...root.querySelectorAll('.body, .body .card, .body li, .body blockquote')].flatMap((it) => {
        const shown = [...it.children].filter(e2e.shows);
        return shown.slice(1).flatMap((below, at) => {
            const gap = below.getBoundingClientRect().top - shown[at].getBoundingClientRect().bottom;
            const isInline = [below, shown[at]].some((one) => getComputedStyle(one).display === 'inline');
            return isInline || gap > 3.5 ? [] : [`${gap} px between ${shown[at].outerHTML.slice(0, 60)} and ${below.outerHTML.slice(0, 60)}`];
        });
    })";

#[tokio::test]
async fn rich_entries_fit_and_nothing_in_them_touches() {
    e2e::only_in!(Chromium, "its driver emulates sizes and themes");
    let rich = json!({"content_html": RICH, "attachments": [{"url": "https://a.example/x.pdf", "title": "Udkastet"}]});
    let scene = scene(Feed::of(1..=2).entry(2, rich), "").await;
    let story = open(&scene).await;
    story.ready().await;
    unfold(&story).await;
    pictures(&scene.browser, "rich").await;
    for width in WIDTHS {
        scene.browser.dress(width, 900, Theme::Light).await;
        let touching: Vec<String> = scene.browser.js(TOUCHING).await;
        assert!(touching.is_empty(), "{width} px: {touching:#?}");
    }
}

#[tokio::test]
async fn withdrawn_corrected_and_long_texts_fit() {
    e2e::only_in!(Chromium, "its driver emulates sizes and themes");
    let word = "Speciallægepraksisplanlægningsstabiliseringsperiode";
    let html = format!(
        "<p>{word} <a href='https://news.example/{word}/{word}'>https://news.example/{word}/{word}</a> og <em>fremhævet</em> og <strong>stærkt</strong>.</p>\
        <blockquote><p>Et citat, der løber over mere end en enkelt linje, også på en bred skærm, hvis man skriver længe nok.</p></blockquote>\
        <ul><li>Et punkt</li><li>Et punkt<ul><li>Et underpunkt med {word}</li></ul></li></ul><ol start=9><li>Ni</li><li>Ti</li></ol>\
        <h2>En mellemrubrik</h2><pre>{}</pre><hr><p>Slut.</p>",
        "kode ".repeat(30)
    );
    let feed = Feed::of(1..=6)
        .with("title", "Topmødet i Hanoi mellem USA og Nordkorea, time for time, med analyser og baggrund")
        .story("known", json!([format!("Det er sikkert: {word}."), "To."]))
        .story("unknown", json!(["Alt andet."]))
        .entry(1, json!({"_story": {"pinned": true, "key": true, "certainty": "expected"}}))
        .entry(2, json!({"_story": {"withdrawn": "Vi kunne ikke få det bekræftet og burde have ventet."}}))
        .entry(3, json!({"date_modified": "2019-02-28T09:30:00Z", "authors": [{"name": "Signe Holmbo"}, {"name": "Laurits Vindeby"}],
            "_story": {"correction": "Der stod »spørgmål«. Der skulle have stået »spørgsmål«.", "happened": "2019-02-27T20:00:00Z"}}))
        .entry(4, json!({"title": format!("En rubrik med {word} og flere ord efter det"), "_story": {"key": true, "certainty": "unconfirmed"}}))
        .entry(5, json!({"content_html": html, "_story": {"certainty": "analysis"}}))
        .entry(6, json!({"title": null, "content_html": "<p>En kort melding uden rubrik.</p><p>Og lidt mere.</p>", "_story": {"certainty": "reported"}}));
    let scene = scene(feed, "").await;
    let story = open(&scene).await;
    story.ready().await;
    unfold(&story).await;
    pictures(&scene.browser, "hard").await;
}
