//! The element as an element: upgrade, properties, attributes, methods.

use e2e::{Feed, Look, Page, Scene};
use serde_json::json;

const FEED: &str = "/feed.json";

async fn scene() -> Scene {
    let scene = Scene::start().await;
    scene.publish(FEED, Feed::of(1..=3));
    scene
}

/// Adds the release's script to a page that has none.
async fn add_script(scene: &Scene) {
    let address = json!(scene.cdn.url("/developing-story.js"));
    let script = "const script = document.createElement('script'); script.type = 'module';
        script.src = arguments[0]; document.head.append(script); return null";
    scene.browser.js_with::<()>(script, vec![address]).await;
}

fn id_of_first(look: &Look) -> &str {
    look.shown().first().copied().unwrap_or_default()
}

#[tokio::test]
async fn properties_set_before_the_script_count() {
    let scene = scene().await;
    scene.open_page(&Page::new("<developing-story id=a></developing-story>")).await;
    let properties = "Object.assign(document.querySelector('#a'), { src: arguments[0], lang: 'da', order: 'oldest',
        limit: 2, timeZone: 'UTC', unfold: 'none', loading: 'eager' }); return null";
    scene.browser.js_with::<()>(properties, vec![json!(scene.newsroom.url(FEED))]).await;
    add_script(&scene).await;
    let story = scene.browser.story();
    let look = story.ready().await;
    assert_eq!(look.shown(), ["entry-2", "entry-3"], "oldest first, two of three");
    assert_eq!(look.entries[0].time.as_deref(), Some("08.02"), "in UTC");
    assert_eq!(look.state.as_deref(), Some("Opdateres"));
    assert!(look.entries.iter().all(|it| !it.open));
    let own: Vec<String> = story.js("Object.keys(el)").await;
    assert_eq!(own, [""; 0], "no property hides one of the class");
    let attributes = "['order', 'limit', 'time-zone'].map((name) => el.getAttribute(name))";
    assert_eq!(story.js::<Vec<String>>(attributes).await, ["oldest", "2", "UTC"]);
}

#[tokio::test]
async fn a_feed_can_be_handed_over_before_and_after_the_script() {
    let scene = scene().await;
    let page = "<developing-story id=a lang=da loading=eager></developing-story>";
    scene.open_page(&Page::new(page)).await;
    let hand = "document.querySelector('#a').feed = arguments[0]; return null";
    scene.browser.js_with::<()>(hand, vec![Feed::of(1..=2).json().clone()]).await;
    add_script(&scene).await;
    let story = scene.browser.story();
    let look = story.ready().await;
    assert_eq!(look.shown(), ["entry-2", "entry-1"]);
    assert_eq!(look.pause(), None, "nothing is polled");
    scene.browser.js_with::<()>(hand, vec![Feed::of(1..=3).json().clone()]).await;
    let look = story.until("the third", |look| look.reveal.is_some()).await;
    assert_eq!(look.reveal.as_deref(), Some("1 ny opdatering"));
    scene.browser.js_with::<()>(hand, vec![json!({"hello": "world"})]).await;
    scene
        .browser
        .until_js("it is refused", "e2e.told.some((it) => it.detail.kind === 'not-feed')")
        .await;
    let look = story.look().await.expect("it is there");
    assert_eq!(look.shown(), ["entry-2", "entry-1"], "what was shown stays");
    assert_eq!(scene.log().received().len(), 0);
}

#[tokio::test]
async fn attributes_take_effect_when_they_change() {
    let scene = scene().await;
    scene.open(&scene.element("time-zone=UTC")).await;
    let story = scene.browser.story();
    story.ready().await;
    story.act("el.order = 'oldest'").await;
    story.until("oldest first", |look| id_of_first(look) == "entry-1").await;
    story.act("el.limit = 1").await;
    story.until("one entry", |look| look.shown().len() == 1).await;
    story.act("el.removeAttribute('limit')").await;
    story.until("all entries", |look| look.shown().len() == 3).await;
    story.act("el.unfold = 'all'").await;
    story.until("all open", |look| look.entries.iter().all(|it| it.open)).await;
    story.act("el.timeZone = 'Asia/Ho_Chi_Minh'").await;
    let hanoi = |look: &Look| look.has("entry-1", |it| it.time.as_deref() == Some("15.01"));
    story.until("the clock of Hanoi", hanoi).await;
    story.act("el.theme = 'dark'").await;
    let colour: String = story.js("getComputedStyle(el).backgroundColor").await;
    assert_eq!(colour, "rgb(18, 20, 23)");
    story.act("el.setAttribute('reveal', 'auto')").await;
    scene.publish(FEED, Feed::of(1..=4));
    let look = story.until("the fourth by itself", |look| look.has("entry-4", |it| it.shown)).await;
    assert_eq!(look.reveal, None);
    assert_eq!(scene.browser.told_of("story-ready").await.len(), 1);
    assert_eq!(scene.browser.ours().await, []);
}

#[tokio::test]
async fn a_bad_value_is_its_default_and_one_warning() {
    let scene = scene().await;
    let bad = [
        ("order", "sideways", "\"newest\" or \"oldest\""),
        ("reveal", "never", "\"hold\" or \"auto\""),
        ("unfold", "some", "\"newest\", \"all\" or \"none\""),
        ("limit", "0", "a whole number from 1 to 10000"),
        ("poll", "2", "a number of seconds from 5 to 3600"),
        ("time-zone", "Mars Standard", "\"reader\", \"scene\" or an IANA zone name"),
        ("theme", "pink", "\"auto\", \"light\" or \"dark\""),
        ("loading", "eagerly", "\"lazy\" or \"eager\""),
        ("json-ld", "yes", "\"off\", \"auto\" or \"always\""),
        ("remember", "cookies", "\"local\" or \"off\""),
    ];
    let attributes: String =
        bad.iter().map(|(name, value, _)| format!(" {name}=\"{value}\"")).collect();
    let feed = scene.newsroom.url(FEED);
    scene.open(&format!("<developing-story src='{feed}'{attributes}></developing-story>")).await;
    let story = scene.browser.story();
    let look = story.ready().await;
    assert_eq!(look.shown(), ["entry-3", "entry-2", "entry-1"]);
    // A change of another attribute is no reason to say it all again.
    story.act("el.limit = 2").await;
    story.until("two entries", |look| look.shown().len() == 2).await;
    // What is said of them is loaded only then.
    let ours = scene.browser.until_ours(bad.len()).await;
    for (name, value, expected) in bad {
        let of_it: Vec<_> =
            ours.iter().filter(|(_, it)| it.contains(&format!("{name}=\"{value}\""))).collect();
        let [(level, message)] = &of_it[..] else { panic!("{name}: {of_it:?}") };
        assert_eq!(level, "WARNING");
        assert!(message.contains(expected), "{message}");
    }
    assert_eq!(ours.len(), bad.len(), "{ours:?}");
}

#[tokio::test]
async fn another_address_is_another_story() {
    let scene = scene().await;
    scene.publish("/other.json", Feed::of(7..=8).with("title", "En anden historie"));
    scene.open(&scene.element("")).await;
    let story = scene.browser.story();
    story.ready().await;
    story.act(&format!("el.src = '{}'", scene.newsroom.url("/other.json"))).await;
    let look = story.until("the other story", |look| look.has("entry-8", |it| it.shown)).await;
    assert_eq!(look.title.as_deref(), Some("En anden historie"));
    assert_eq!(look.shown(), ["entry-8", "entry-7"]);
    let ready = scene.browser.told_of("story-ready").await;
    assert_eq!(ready, [json!({"entries": 3}), json!({"entries": 2})]);
    scene.polled("/other.json", 1).await;
    let asked = scene.polls(FEED);
    scene.polled("/other.json", 3).await;
    assert_eq!(scene.polls(FEED), asked, "nobody asks for the first story any more");
}

#[tokio::test]
async fn another_address_that_fails_shows_what_stands_inside_instead_of_the_story_before() {
    let scene = scene().await;
    scene.open(&scene.element("")).await;
    let story = scene.browser.story();
    story.ready().await;
    story.act(&format!("el.src = '{}'", scene.newsroom.url("/nothing.json"))).await;
    let look = story.until("it is told", |look| look.is("Kan ikke hente nyt")).await;
    assert_eq!(look.entries, []);
    assert_eq!(look.fallback.as_deref(), Some("Følg med på news.example"));
    assert_eq!(look.states, ["failed"], "of the story before, no state is left");
}

#[tokio::test]
async fn the_language_can_change_and_comes_from_the_page_otherwise() {
    let scene = scene().await;
    let feed = scene.newsroom.url(FEED);
    let element = format!("<developing-story src='{feed}' loading=eager></developing-story>");
    scene.open(&format!("<div lang=da-DK><p>{element}</p></div>")).await;
    let story = scene.browser.story();
    story.until("Danish from around it", |look| look.is("Opdateres")).await;
    story.act("el.lang = 'en'").await;
    let look = story.until("English", |look| look.is("Live")).await;
    assert_eq!(look.shown().len(), 3);
    story.act("el.lang = 'tlh'").await;
    story.until("English for want of Klingon", |look| look.is("Live")).await;
    // What every object has is no language.
    for lang in ["da", "constructor", "da", "toString"] {
        story.act(&format!("el.lang = '{lang}'")).await;
        let word = if lang == "da" { "Opdateres" } else { "Live" };
        story.until(lang, |look| look.is(word)).await;
    }
    assert_eq!(scene.cdn.log().of("/labels/tlh.json").len(), 0);
    story.act("el.removeAttribute('lang')").await;
    story.until("Danish again", |look| look.is("Opdateres")).await;
    // What one page has loaded, it does not load again.
    assert_eq!(scene.cdn.log().of("/labels/da.json").len(), 1);
    assert_eq!(scene.cdn.log().of("/story_core_bg.wasm").len(), 1);
}

#[tokio::test]
async fn an_element_made_by_a_script_is_like_any_other() {
    let scene = scene().await;
    scene.open("").await;
    scene.browser.until_js("the script is there", "customElements.get('developing-story')").await;
    let make = "const el = document.createElement('developing-story');
        el.src = arguments[0]; el.lang = 'da'; el.loading = 'eager'; el.append('Følg med');
        document.body.append(el); return el.shadowRoot !== null";
    let address = json!(scene.newsroom.url(FEED));
    assert!(scene.browser.js_with::<bool>(make, vec![address]).await);
    scene.browser.story().ready().await;
}

#[tokio::test]
async fn the_script_may_be_included_twice() {
    let scene = scene().await;
    let script = |query| {
        let address = scene.cdn.url(&format!("/developing-story.js?{query}"));
        format!("<script type=module src=\"{address}\"></script>")
    };
    let page = Page::new(&scene.element("")).head(&script("one")).head(&script("two"));
    scene.open_page(&page).await;
    scene.browser.story().ready().await;
    assert_eq!(scene.browser.console().await, []);
    assert_eq!(scene.browser.told_of("story-ready").await.len(), 1);
    assert_eq!(scene.cdn.log().of("/story_core_bg.wasm").len(), 1);
}

#[tokio::test]
async fn methods_called_before_the_timeline_is_up_are_done_when_it_is() {
    let scene = scene().await;
    let lazy = scene.element("").replace("loading=\"eager\"", "");
    scene.open(&format!("<div style='height: 9000px'></div>{lazy}")).await;
    let story = scene.browser.story();
    scene.browser.until_js("the script is there", "customElements.get('developing-story')").await;
    story.act("(el.unfoldAll(), el.pause())").await;
    // Whoever polls does not wait for the reader to scroll.
    assert_eq!(scene.polls(FEED), 0);
    story.refresh().await;
    let look = story.ready().await;
    assert!(look.entries.iter().all(|it| it.open), "{look}");
    assert!(look.is("Sat på pause"), "{look}");
}

#[tokio::test]
async fn a_listener_may_call_the_element() {
    let scene = scene().await;
    let listening = "<script>addEventListener('story-ready', ({ target }) => { target.unfoldAll(); target.refresh();
        target.order = 'oldest'; throw new Error('of the page') })</script>";
    let page = Page::new(&scene.element("")).head(listening).head(&scene.script());
    scene.open_page(&page).await;
    let story = scene.browser.story();
    let done =
        |look: &Look| id_of_first(look) == "entry-1" && look.entries.iter().all(|it| it.open);
    story.until("what the page asked for", done).await;
    scene.polled(FEED, 2).await;
}

#[tokio::test]
async fn a_hidden_attribute_hides_and_a_page_may_style_the_parts() {
    let scene = scene().await;
    let style = "<style>developing-story::part(headline) { color: rgb(1, 2, 3) }
        developing-story:state(ready) { outline: 3px solid rgb(4, 5, 6) }</style>";
    let page = Page::new(&scene.element("")).head(style).head(&scene.script());
    scene.open_page(&page).await;
    let story = scene.browser.story();
    story.ready().await;
    let colour = "getComputedStyle(el.shadowRoot.querySelector('[part=headline]')).color";
    assert_eq!(story.js::<String>(colour).await, "rgb(1, 2, 3)");
    let outline = "getComputedStyle(e2e.find('developing-story')).outlineColor === 'rgb(4, 5, 6)'";
    scene.browser.until_js("the style of its state", outline).await;
    story.act("el.hidden = true").await;
    assert_eq!(story.js::<f64>("el.getBoundingClientRect().height").await, 0.0);
}

#[tokio::test]
async fn slots_show_what_the_host_puts_between_the_entries() {
    let scene = Scene::start().await;
    scene.publish(FEED, Feed::of(1..=12));
    let slots = ["header-end", "after-1", "after-5", "after-10", "footer"];
    let own: String =
        slots.iter().map(|slot| format!("<p slot={slot} id={slot}>Annonce</p>")).collect();
    let element =
        scene.element("").replace("</developing-story>", &format!("{own}</developing-story>"));
    scene.open(&element).await;
    scene.browser.story().ready().await;
    let shows = format!("{slots:?}.every((id) => e2e.shows(document.getElementById(id)))");
    scene.browser.until_js("everything in a slot shows", &shows).await;
    let order = "const top = (node) => node.getBoundingClientRect().top;
        const article = (n) => top(e2e.find('developing-story').shadowRoot.querySelectorAll('article')[n]);
        return [article(0), top(document.getElementById('after-1')), article(1), article(4),
            top(document.getElementById('after-5')), article(5)]";
    let order: Vec<f64> = scene.browser.js(order).await;
    assert!(order.is_sorted(), "{order:?}");
}
