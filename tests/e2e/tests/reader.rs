//! What a reader does beside reading: finding the way back, following links, sharing, comparing, looking for something.

use e2e::{Feed, Scene};
use serde_json::json;

const FEED: &str = "/feed.json";

#[tokio::test]
async fn what_has_been_in_sight_for_two_seconds_is_read_and_what_is_not_can_be_found_again() {
    let scene = Scene::start().await;
    scene.publish(FEED, Feed::of(1..=3));
    let element = scene.element("unfold=none reveal=auto");
    scene.open(&format!("{element}<div style=\"height:5000px\"></div>")).await;
    let story = scene.browser.story();
    story.ready().await;
    // It comes while the reader is somewhere else on the page.
    scene.browser.js::<()>("scrollTo(0, 5000); return null").await;
    scene.publish(FEED, Feed::of(1..=4));
    story.refresh().await;
    let back = "document.querySelector('developing-story').shadowRoot.querySelector('[data-action=unread]')";
    scene.browser.until_js("there is a way back", back).await;
    let line = "document.querySelector('developing-story').shadowRoot.querySelector('.reached')";
    scene.browser.until_js("the line stands", line).await;
    scene.browser.js::<()>(&format!("{back}.click(); return null")).await;
    let unread =
        "document.querySelector('developing-story').shadowRoot.querySelector('[data-unread]')";
    scene.browser.until_js("it has been read", &format!("!{unread}")).await;
    scene.browser.until_js("nobody leads back to it", &format!("!{back}")).await;
}

#[tokio::test]
async fn an_address_on_the_page_leads_to_its_entry_and_so_does_going_back() {
    let scene = Scene::start().await;
    scene.publish(FEED, Feed::of(1..=30));
    scene.open(&scene.element("unfold=none limit=5")).await;
    let story = scene.browser.story();
    story.ready().await;
    let go = |id: &str| format!("location.hash = 'story-{id}'; return null");
    scene.browser.js::<()>(&go("entry-3")).await;
    story.until("it shows, unfolded", |look| look.has("entry-3", |it| it.open)).await;
    scene.browser.js::<()>(&go("entry-29")).await;
    let focus = |id: &str| {
        format!(
            "document.querySelector('developing-story').shadowRoot.activeElement?.dataset.id === '{id}'"
        )
    };
    scene.browser.until_js("the next has the focus", &focus("entry-29")).await;
    scene.browser.js::<()>("history.back(); return null").await;
    scene.browser.until_js("the one before has it again", &focus("entry-3")).await;
    scene.browser.js::<()>("el = document.querySelector('developing-story').shadowRoot.activeElement; el.dispatchEvent(new KeyboardEvent('keydown', { key: 'PageUp', bubbles: true, composed: true })); return null").await;
    scene.browser.until_js("a key leads to the entry above", &focus("entry-4")).await;
}

#[tokio::test]
async fn an_entry_is_shared_by_its_address_and_its_changes_are_shown_word_by_word() {
    let scene = Scene::start().await;
    scene.publish(FEED, Feed::of(1..=2));
    scene.open(&scene.element("unfold=all")).await;
    let story = scene.browser.story();
    story.ready().await;
    let root = "document.querySelector('developing-story').shadowRoot";
    scene
        .browser
        .js::<()>(&format!(
            "window.shared = []; navigator.share = async (it) => {{ shared.push(it); }}; \
             addEventListener('story-shared', ({{ detail }}) => shared.push(detail)); \
             {root}.querySelector('[data-id=entry-2] .share').click(); return null"
        ))
        .await;
    scene.browser.until_js("it is shared, and told", "shared.length === 2").await;
    let told: (String, String) = scene.browser.js("return [shared[0].url, shared[1].id]").await;
    assert!(told.0.ends_with("#story-entry-2") || told.0.starts_with("https://"), "{told:?}");
    assert_eq!(told.1, "entry-2");

    let changed = Feed::of(1..=2)
        .entry(2, json!({ "content_text": "Teksten til noget helt andet.", "content_html": null }));
    scene.publish(FEED, changed);
    story.refresh().await;
    let changes = format!("{root}.querySelector('[data-id=entry-2] .changes')");
    scene.browser.until_js("it can be compared", &changes).await;
    scene.browser.js::<()>(&format!("{changes}.click(); return null")).await;
    scene.browser.until_js("it is", &format!("{root}.querySelector('.compared ins')")).await;
    let words: (String, String) = scene
        .browser
        .js(&format!("return [{root}.querySelector('.compared del').textContent, {root}.querySelector('.compared ins').textContent]"))
        .await;
    assert_eq!(words, ("nyhed 2.".to_owned(), "noget helt andet.".to_owned()));
}

#[tokio::test]
async fn the_search_finds_what_is_loaded_whatever_stands_above_its_letters() {
    let scene = Scene::start().await;
    scene.publish(FEED, Feed::of(1..=30));
    scene.open(&scene.element("unfold=none limit=5")).await;
    let story = scene.browser.story();
    story.ready().await;
    story.click("[data-action=search]").await;
    let root = "document.querySelector('developing-story').shadowRoot";
    scene
        .browser
        .until_js("there is a field", &format!("{root}.querySelector('.search input')"))
        .await;
    let search = |words: &str| {
        format!(
            "const field = {root}.querySelector('.search input'); field.value = '{words}'; \
             field.dispatchEvent(new Event('input')); return null"
        )
    };
    scene.browser.js::<()>(&search("NYHÉD 17")).await;
    let look = story.until("one shows", |look| look.shown().len() == 1).await;
    assert_eq!(look.shown(), ["entry-17"]);
    let told = format!(
        "{root}.querySelector('.search [role=status]').textContent === '1 opdatering fundet'"
    );
    scene.browser.until_js("it is told", &told).await;
    scene
        .browser
        .until_js("it is marked", "CSS.highlights.get('developing-story')?.size > 0")
        .await;
    story.click("[data-action=search]").await;
    story.until("all show again", |look| look.shown().len() == 5).await;
    scene.browser.until_js("no mark is left", "!CSS.highlights.has('developing-story')").await;
}

#[tokio::test]
async fn where_the_system_shares_nothing_the_address_is_copied_and_that_is_said() {
    let scene = Scene::start().await;
    let own = json!({ "url": "https://news.example/hanoi/1" });
    scene.publish(FEED, Feed::of(1..=2).entry(1, own));
    scene.open(&scene.element("unfold=all")).await;
    let story = scene.browser.story();
    story.ready().await;
    let root = "document.querySelector('developing-story').shadowRoot";
    scene
        .browser
        .js::<()>(
            "window.copied = []; Object.defineProperty(navigator, 'share', { value: undefined, configurable: true }); \
             navigator.clipboard.writeText = async (text) => { if (window.refuses) throw new Error('no'); copied.push(text); }; return null",
        )
        .await;
    let told = |entry: u32, text: &str| {
        format!(
            "{root}.querySelector('[data-id=entry-{entry}] .told').textContent.startsWith('{text}')"
        )
    };
    story.click("[data-id=entry-2] .share").await;
    scene.browser.until_js("it is said", &told(2, "Linket er kopieret.")).await;
    story.click("[data-id=entry-1] .share").await;
    scene.browser.until_js("it is said", &told(1, "Linket er kopieret.")).await;
    let copied: Vec<String> = scene.browser.js("return copied").await;
    assert_eq!(
        copied,
        [scene.host.url("/#story-entry-2"), "https://news.example/hanoi/1".to_owned()]
    );
    // Where it cannot be copied, it can be read.
    scene.browser.js::<()>("window.refuses = true; return null").await;
    story.click("[data-id=entry-1] .share").await;
    let shown = told(1, "Linket kunne ikke kopieres: https://news.example/hanoi/1");
    scene.browser.until_js("it is shown", &shown).await;
}

#[tokio::test]
async fn two_stories_on_a_page_have_an_address_each() {
    let scene = Scene::start().await;
    scene.publish(FEED, Feed::of(1..=3));
    let mut other = Feed::empty();
    for number in [1, 2] {
        let mut entry = e2e::item(number);
        entry["id"] = json!(format!("other {number}/æ"));
        other = other.item(entry);
    }
    scene.publish("/other.json", other);
    let both = [
        scene.element("id=one unfold=none"),
        scene.element_of("/other.json", "id=two unfold=none"),
    ];
    scene.open(&both.concat()).await;
    let (one, two) = (scene.browser.story_at("#one"), scene.browser.story_at("#two"));
    one.ready().await;
    two.ready().await;
    let go =
        |id: &str| format!("location.hash = 'story-' + encodeURIComponent('{id}'); return null");
    scene.browser.js::<()>(&go("other 2/æ")).await;
    two.until("it opens there", |look| look.has("other 2/æ", |it| it.open)).await;
    scene.browser.js::<()>(&go("entry-3")).await;
    one.until("and the other here", |look| look.has("entry-3", |it| it.open)).await;
    // Something else on the page, and an address that nobody has.
    scene
        .browser
        .js::<()>("location.hash = 'comments'; location.hash = 'story-nobody'; return null")
        .await;
    let (first, second) =
        (one.look().await.expect("it is there"), two.look().await.expect("it is there"));
    assert_eq!((first.shown().len(), second.shown().len()), (3, 2));
}

#[tokio::test]
async fn a_link_leads_within_the_story_that_it_is_in_where_two_have_an_entry_of_that_id() {
    let scene = Scene::start().await;
    let key = json!({"_story": {"key": true}});
    scene.publish(FEED, Feed::of(1..=9).entry(2, key.clone()));
    scene.publish("/other.json", Feed::of(1..=9).entry(2, key));
    let both = [
        scene.element("id=one unfold=none"),
        scene.element_of("/other.json", "id=two unfold=none"),
    ];
    scene.open(&both.concat()).await;
    for (mine, other) in [("#two", "#one"), ("#one", "#two")] {
        let (mine, other) = (scene.browser.story_at(mine), scene.browser.story_at(other));
        mine.ready().await;
        other.ready().await;
        mine.act("el.foldAll()").await;
        other.act("el.foldAll()").await;
        mine.click(".moments a").await;
        mine.until("it opens there", |look| look.has("entry-2", |it| it.open)).await;
        let look = other.look().await.expect("it is there");
        assert!(look.has("entry-2", |it| !it.open), "{look}");
        scene.browser.js::<()>("location.hash = 'elsewhere'; return null").await;
    }
}
