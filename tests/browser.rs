//! What only a browser shows: its parser, its `Intl`, and the Yew application in a mount.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

use std::cell::RefCell;
use std::rc::Rc;

use developing_story::content::{self, Piece};
use developing_story::link::Link;
use developing_story::locale::{Locale, Plural, Unit, Zone};
use developing_story::markup::Parser;
use developing_story::shell::{Exchanges, IntlLocale, PageParser, Story};
use developing_story::time::Timestamp;
use developing_story::{DevelopingStory, DevelopingStoryElement, DevelopingStoryProps, Toggled};
use js_sys::{Array, Function, JSON, Object, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{CustomEvent, CustomEventInit, HtmlElement};

wasm_bindgen_test_configure!(run_in_browser);

const HANOI: &str = "Asia/Ho_Chi_Minh";

fn moment(text: &str) -> Timestamp {
    Timestamp::parse_rfc3339(text).expect("a moment")
}

/// The exchanges of stories that are handed over: they never ask.
fn exchanges() -> Exchanges {
    Object::new().unchecked_into()
}

#[wasm_bindgen_test]
fn an_address_is_what_the_browser_makes_of_it() {
    let base = Link::resolve(None, "https://news.example/hanoi/feed.json?page=1#top");
    let check = |reference: &str, expect: Option<&str>| {
        let found = Link::resolve(base.as_ref(), reference);
        assert_eq!(found.as_ref().map(Link::as_str), expect, "{reference}");
    };
    check("../a b", Some("https://news.example/a%20b"));
    check("///cdn.example/a", Some("https://cdn.example/a"));
    check("MailTo:desk@news.example", Some("mailto:desk@news.example"));
    check("java\nscript:alert(1)", None);
    check("https://", None);
    assert_eq!(Link::resolve(None, "feed.json"), None);
}

#[wasm_bindgen_test]
fn danish_tells_times_as_danish_newspapers_do() {
    let locale = IntlLocale::new("da");
    let zone = Zone::Named(HANOI.to_owned());
    let at = moment("2019-02-28T07:05:00Z");
    assert_eq!(locale.time(at, &zone), "14.05");
    // Unicode's data has changed its mind about "den".
    let day = locale.day(at, &zone);
    assert!(["torsdag 28. februar", "torsdag den 28. februar"].contains(&&*day), "{day}");
    assert_eq!(locale.date(at, &zone), "2019-02-28");
    assert_eq!(locale.ago(5, Unit::Minute), "for 5 minutter siden");
    assert_eq!(locale.ago(1, Unit::Minute), "for 1 minut siden");
    assert_eq!(locale.plural(1), Plural::One);
    assert_eq!(locale.plural(3), Plural::Other);
    assert_eq!(locale.number(10_000), "10.000");
    assert!(locale.full(at, &zone).contains("2019"), "{}", locale.full(at, &zone));
}

#[wasm_bindgen_test]
fn a_day_is_the_day_of_the_clock_in_use() {
    let locale = IntlLocale::new("en-GB");
    let late = moment("2019-02-27T23:30:00Z");
    assert_eq!(locale.date(late, &Zone::Named("Europe/London".to_owned())), "2019-02-27");
    assert_eq!(locale.date(late, &Zone::Named(HANOI.to_owned())), "2019-02-28");
    assert_eq!(locale.time(late, &Zone::Named(HANOI.to_owned())), "06:30");
}

#[wasm_bindgen_test]
fn a_zone_or_a_language_that_nobody_knows_does_no_harm() {
    let nowhere = Zone::Named("Nowhere/Land".to_owned());
    let locale = IntlLocale::new("not a language");
    let at = moment("2019-02-28T07:05:00Z");
    assert_eq!(locale.time(at, &nowhere), locale.time(at, &Zone::Reader));
    assert_eq!(locale.number(1000), "1,000");
}

#[wasm_bindgen_test]
fn markup_becomes_blocks_and_nothing_else() {
    let html = "<p>One <b onclick=alert(1)>two</b> <a href=\"javascript:alert(1)\">three</a>\
        <script>alert(1)</script><img src=x onerror=alert(1) width=1></p><ul><li>four";
    let nodes = PageParser.html(html);
    let mut shown = String::new();
    for piece in &content::from_html(&nodes, None).blocks {
        write(piece, &mut shown);
    }
    assert_eq!(shown, "<p>One <strong>two</strong> three</p><ul><li><p>four</p></li></ul>");
}

fn write(piece: &Piece, shown: &mut String) {
    match piece {
        Piece::Text(text) => shown.push_str(text),
        Piece::Element(element) => {
            let name = element.name;
            shown.push_str(&format!("<{name}>"));
            element.inside.iter().for_each(|piece| write(piece, shown));
            shown.push_str(&format!("</{name}>"));
        }
    }
}

/// A story in a mount on the page, and what it has told.
struct Stage {
    story: Story,
    mount: HtmlElement,
    told: Array,
    notify: Function,
}

impl Stage {
    fn new() -> Self {
        let document = web_sys::window().and_then(|window| window.document()).expect("a page");
        let mount: HtmlElement = document.create_element("div").expect("a mount").unchecked_into();
        document.body().expect("a body").append_child(&mount).expect("on the page");
        let labels = JSON::parse(include_str!("../www/labels/da.json")).expect("labels");
        let story = Story::new(exchanges(), None, &Object::new(), "da", &labels, None);
        let told = Array::new();
        let list = told.clone();
        let notify = Closure::<dyn Fn(JsValue, JsValue)>::new(move |name, detail| {
            list.push(&Array::of2(&name, &detail));
        });
        let notify = notify.into_js_value().unchecked_into();
        Self { story, mount, told, notify }
    }

    fn connect(&self) {
        self.story.connect(self.mount.clone(), self.notify.clone());
    }

    fn hand(&self, items: &str) -> bool {
        let feed = format!("{{\"title\": \"Hanoi\", \"items\": {items}}}");
        self.story.hand(&JSON::parse(&feed).expect("JSON"), "https://news.example/")
    }

    fn names(&self) -> Vec<String> {
        let first = |told: JsValue| told.unchecked_into::<Array>().get(0).as_string();
        self.told.iter().filter_map(first).collect()
    }

    fn count(&self, selector: &str) -> u32 {
        self.mount.query_selector_all(selector).expect("a selector").length()
    }
}

/// Waits until something is so; Yew renders when it finds the time.
async fn until(what: &str, mut so: impl FnMut() -> bool) {
    for _ in 0..500 {
        if so() {
            return;
        }
        let turn = Promise::new(&mut |resolve, _| {
            let window = web_sys::window().expect("a window");
            let set = window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, 10);
            set.expect("a timer");
        });
        let _ = JsFuture::from(turn).await;
    }
    assert!(so(), "{what}");
}

#[wasm_bindgen_test]
async fn a_feed_that_is_handed_over_is_shown_and_told_of() {
    let stage = Stage::new();
    stage.connect();
    assert!(stage.hand("[{\"id\": 1, \"title\": \"En\", \"content_text\": \"Tekst\"}]"));
    until("the entry", || stage.count("article[data-id=\"1\"] details[open]") == 1).await;
    until("story-ready", || stage.names().contains(&"story-ready".to_owned())).await;
    assert!(!stage.hand("7"));
    stage.mount.remove();
}

#[wasm_bindgen_test]
async fn a_document_that_nests_without_end_costs_nothing_but_that() {
    let stage = Stage::new();
    stage.connect();
    let nested = |depth| format!("{}1{}", "[".repeat(depth), "]".repeat(depth));
    let with = |deep: &str| format!("[{{\"id\": \"a\", \"x\": {deep}}}, {deep}]");
    assert!(stage.hand(&with(&nested(1000))));
    // What not even the browser can write as JSON is refused, and breaks nothing.
    assert!(!stage.hand(&with(&nested(100_000))));
    until("the entry", || stage.count("article") == 1).await;
    stage.mount.remove();
}

#[wasm_bindgen_test]
async fn a_press_on_a_button_is_an_action() {
    let stage = Stage::new();
    stage.connect();
    stage.hand("[{\"id\": \"a\", \"title\": \"A\", \"content_text\": \"Tekst\"}]");
    until("an open entry", || stage.count("article details[open]") == 1).await;
    let button = stage.mount.query_selector("[data-action=fold-all]").ok().flatten();
    button.expect("a button").unchecked_into::<HtmlElement>().click();
    until("a closed entry", || stage.count("article details[open]") == 0).await;
    until("the other button", || stage.count("[data-action=unfold-all]") == 1).await;
    stage.mount.remove();
}

#[wasm_bindgen_test]
async fn a_story_out_of_the_document_leaves_nothing_and_comes_back_whole() {
    let stage = Stage::new();
    stage.connect();
    stage.hand("[{\"id\": \"a\", \"title\": \"A\"}]");
    until("the entry", || stage.count("article") == 1).await;
    stage.story.disconnect();
    stage.story.disconnect();
    until("an empty mount", || stage.mount.child_element_count() == 0).await;
    stage.connect();
    stage.connect();
    until("the entry again", || stage.count("article") == 1).await;
    stage.mount.remove();
}

#[wasm_bindgen_test]
async fn the_page_may_call_the_element_from_its_own_events() {
    let stage = Stage::new();
    let story = std::rc::Rc::new(std::cell::OnceCell::<Story>::new());
    let labels = JSON::parse(include_str!("../www/labels/en.json")).expect("labels");
    assert!(story.set(Story::new(exchanges(), None, &Object::new(), "en", &labels, None)).is_ok());
    let inner = std::rc::Rc::clone(&story);
    let notify = Closure::<dyn Fn(JsValue, JsValue)>::new(move |_, _| {
        if let Some(story) = inner.get() {
            story.act("fold-all", "");
        }
    });
    let held = story.get().expect("a story");
    held.connect(stage.mount.clone(), notify.as_ref().unchecked_ref::<Function>().clone());
    let feed = JSON::parse("{\"items\": [{\"id\": \"a\", \"title\": \"A\", \"summary\": \"B\"}]}");
    held.hand(&feed.expect("JSON"), "");
    until("the entry", || stage.count("article details") == 1).await;
    until("folded by the page", || stage.count("article details[open]") == 0).await;
    held.disconnect();
    stage.mount.remove();
}

#[wasm_bindgen_test]
async fn the_component_hands_a_feed_over_and_tells_what_the_element_tells() {
    // There is no release on this page: the tag is an element like any other, on which everything can be seen.
    let root = page().create_element("div").expect("an element");
    page().body().expect("a body").append_child(&root).expect("it can have a child");
    let told = Rc::new(RefCell::new(Vec::new()));
    let on_toggled = {
        let told = Rc::clone(&told);
        yew::Callback::from(move |toggled: Toggled| told.borrow_mut().push(toggled))
    };
    let node_ref = yew::NodeRef::default();
    let props = |feed: Option<&'static str>| {
        yew::props!(DevelopingStoryProps {
            feed: feed.map(yew::AttrValue::Static),
            node_ref: Some(node_ref.clone()),
            on_toggled: on_toggled.clone(),
        })
    };
    let mut app = yew::Renderer::<DevelopingStory>::with_root_and_props(
        root.clone(),
        props(Some("{\"items\": []}")),
    )
    .render();
    let element = || node_ref.cast::<DevelopingStoryElement>().expect("it is there");
    let feed = || Reflect::get(&element(), &"feed".into()).expect("an element has members");
    until("the feed", || node_ref.get().is_some() && feed().is_object()).await;
    // What is no JSON is the element's to refuse; what is taken back is gone.
    app.update(props(Some("no JSON")));
    until("the text", || feed().as_string().as_deref() == Some("no JSON")).await;
    app.update(props(None));
    until("nothing", || feed().is_undefined()).await;

    let tell = |element: &DevelopingStoryElement, detail: &str| {
        let options = CustomEventInit::new();
        options.set_detail(&JSON::parse(detail).expect("JSON"));
        let event = CustomEvent::new_with_event_init_dict("story-toggled", &options);
        element.dispatch_event(&event.expect("an event")).expect("it is told");
    };
    tell(&element(), "{\"id\": \"a\", \"open\": true}");
    tell(&element(), "{\"id\": 1}");
    let expected = Toggled { id: "a".to_owned(), open: true };
    assert_eq!(*told.borrow(), [expected], "what is not understood is not told");
    // The class is not there, so its methods are not either, and nothing breaks.
    assert!(element().fold_all().is_err());
    assert!(root.dyn_ref::<DevelopingStoryElement>().is_none());
    assert!(element().dyn_ref::<DevelopingStoryElement>().is_some());

    let before = element();
    app.destroy();
    until("it is gone", || root.child_element_count() == 0).await;
    tell(&before, "{\"id\": \"b\", \"open\": true}");
    assert_eq!(told.borrow().len(), 1);
    root.remove();
}

fn page() -> web_sys::Document {
    web_sys::window().and_then(|window| window.document()).expect("a document")
}
