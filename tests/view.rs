//! What the view writes: parts, headings, folds, and nothing that a feed could use.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

mod support;

use std::rc::Rc;
use std::time::Duration;

use developing_story::config::Config;
use developing_story::markup::native::Html5ever;
use developing_story::markup::{Element, Node, Parser};
use developing_story::session::{Action, Event, Host, ReaderId, Session};
use developing_story::time::{Instant, Now};
use developing_story::view::{Part, Story, StoryProps};
use support::{Document, Item, Language, TestLocale, feed, id, item, labels, moment};
use yew::LocalServerRenderer;

const READER: ReaderId = ReaderId(0);

/// The story after these documents and the reader's actions, as an element tree.
fn shown(documents: &[Document], actions: &[Action]) -> Vec<Node> {
    Html5ever.html(&html(documents, actions))
}

fn html(documents: &[Document], actions: &[Action]) -> String {
    let mut session = Session::new(None, 1);
    let mut now = Now { instant: Instant::from_millis(0), wall: moment("12:00") };
    session.handle(Event::Joined(READER, Config::default()), now);
    session.handle(Event::Connected(READER), now);
    for document in documents {
        now.instant = now.instant + Duration::from_secs(1);
        session.handle(Event::Handed(Box::new(document.page()), Vec::new()), now);
    }
    for action in actions {
        session.handle(Event::Reader(READER, action.clone()), now);
    }
    let host = Host {
        locale: &TestLocale(Language::Danish),
        labels: &labels("da"),
        parser: &Html5ever,
        last: None,
    };
    let view = Rc::new(session.view(READER, host, now).expect("the reader has joined"));
    let renderer = LocalServerRenderer::<Story>::with_props(StoryProps { part: Part::Whole(view) });
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    let local = tokio::task::LocalSet::new();
    runtime.block_on(local.run_until(renderer.hydratable(false).render()))
}

fn elements<'a>(nodes: &'a [Node], found: &mut Vec<&'a Element>) {
    for node in nodes {
        if let Node::Element(element) = node {
            found.push(element);
            elements(&element.children, found);
        }
    }
}

fn all(nodes: &[Node]) -> Vec<&Element> {
    let mut found = Vec::new();
    elements(nodes, &mut found);
    found
}

fn text(nodes: &[Node]) -> String {
    let each = nodes.iter().map(|node| match node {
        Node::Text(text) => text.clone(),
        Node::Element(element) => text(&element.children),
        Node::Cut => String::new(),
    });
    each.collect()
}

fn part<'a>(nodes: &'a [Node], name: &str) -> Vec<&'a Element> {
    all(nodes).into_iter().filter(|element| element.attribute("part") == Some(name)).collect()
}

fn talks_end() -> Item {
    item("talks-end", "10:00")
        .with("content_html", "<p>Ingen <b>aftale</b>. <a href='/x'>Mere</a></p>")
        .with("authors", serde_json::json!([{ "name": "Signe" }]))
        .modified("10:20")
        .story("certainty", "confirmed")
        .story("key", true)
        .story("correction", "Tallet er rettet.")
}

fn document(items: Vec<Item>) -> Document {
    feed(items).story("known", vec!["Det ved vi nu."])
}

/// A key moment that was corrected, and an entry that was withdrawn.
fn rich() -> Document {
    document(vec![talks_end(), item("plan", "09:00").withdrawn("Det holdt ikke.")]).updated("10:20")
}

fn rich_shown() -> Vec<Node> {
    shown(&[rich()], &[])
}

#[test]
fn every_part_of_the_contract_that_there_is_so_far_is_there() {
    let newer = document(vec![item("new", "11:00"), talks_end()]).updated("11:00");
    let shown = shown(&[rich(), newer], &[]);
    for name in [
        "header",
        "title",
        "state",
        "freshness",
        "summary",
        "toggle-all",
        "reveal",
        "day",
        "entry",
        "time",
        "certainty",
        "headline",
        "body",
        "correction",
        "byline",
        "footer",
    ] {
        assert!(!part(&shown, name).is_empty(), "{name}");
    }
    assert_eq!(text(&part(&shown, "reveal")[0].children), "1 ny opdatering");
}

#[test]
fn an_entry_is_an_article_with_its_id_a_time_and_a_heading_under_its_days() {
    let shown = rich_shown();
    let entries = part(&shown, "entry");
    assert!(entries.iter().all(|entry| entry.name == "article"));
    let ids: Vec<_> = entries.iter().filter_map(|entry| entry.attribute("data-id")).collect();
    assert_eq!(ids, ["talks-end", "plan"]);
    let time = part(&shown, "time")[0];
    assert_eq!(
        (time.name.as_str(), time.attribute("datetime")),
        ("time", Some("2019-02-28T10:00:00Z"))
    );
    let headings: Vec<_> = all(&shown)
        .into_iter()
        .filter(|element| matches!(element.name.as_str(), "h2" | "h3" | "h4"))
        .map(|heading| (heading.name.as_str(), text(&heading.children)))
        .collect();
    let expected = [
        ("h2", "Topmødet i Hanoi"),
        ("h3", "Det ved vi"),
        ("h3", "Det vigtigste"),
        ("h3", "torsdag den 28. februar"),
        ("h4", "Vigtigt: Om talks-end"),
    ];
    assert_eq!(headings, expected.map(|(name, text)| (name, text.to_owned())));
}

#[test]
fn folds_are_native_and_say_whether_they_are_open() {
    let open = |shown: &[Node]| -> Vec<bool> {
        let folds = all(shown).into_iter().filter(|element| element.name == "details");
        folds.map(|details| details.attribute("open").is_some()).collect()
    };
    let before = rich_shown();
    assert_eq!(open(&before), [true, true], "the day and its newest entry");
    let after = shown(&[rich()], &[Action::FoldEntry(id("talks-end"), false)]);
    assert_eq!(open(&after), [true, false]);
    let whole = shown(&[rich()], &[Action::FoldStory]);
    let title = all(&whole).into_iter().find(|e| e.attribute("data-action") == Some("fold-story"));
    assert_eq!(title.and_then(|title| title.attribute("aria-expanded")), Some("false"));
    let inside = all(&whole).into_iter().find(|e| e.attribute("id") == Some("inside"));
    assert!(inside.is_some_and(|inside| inside.attribute("hidden").is_some()));
}

#[test]
fn a_withdrawn_entry_shows_its_reason_and_none_of_its_text() {
    let shown = rich_shown();
    let stub = part(&shown, "entry")[1];
    assert_eq!(text(&stub.children), "16.00Trukket tilbage kl. 16.00: Det holdt ikke.");
}

#[test]
fn a_correction_is_dated_and_a_certainty_has_a_word_and_a_shape() {
    let shown = rich_shown();
    let correction = part(&shown, "correction")[0];
    assert_eq!(text(&correction.children), "Rettet kl. 17.20: Tallet er rettet.");
    let mark = part(&shown, "certainty")[0];
    assert_eq!(text(&mark.children), "Bekræftet");
    assert!(all(&mark.children).iter().any(|element| element.name == "svg"));
}

#[test]
fn hostile_text_stays_text() {
    let attack = "\"><img src=x onerror=alert(1)><script>alert(1)</script>";
    let document = feed([item("a\"'><b>", "10:00")
        .title(attack)
        .with("content_html", format!("<p onclick='x'>Før {attack}</p><iframe src=x></iframe>"))
        .with("authors", serde_json::json!([{ "name": attack }]))
        .with("language", attack)
        .story("correction", attack)])
    .with("title", attack)
    .story("known", vec![attack])
    .story("place", attack);
    let shown = shown(&[document], &[]);
    for element in all(&shown) {
        let name = element.name.as_str();
        assert!(!matches!(name, "script" | "iframe" | "object" | "style"), "{name}");
        for (attribute, value) in &element.attributes {
            let bad =
                attribute.starts_with("on") || matches!(attribute.as_str(), "style" | "srcdoc");
            assert!(!bad, "{name} {attribute}");
            assert!(attribute != "src" || value.starts_with("https://news.example/"), "{value}");
        }
    }
    assert!(text(&shown).contains("alert(1)"), "as text it is harmless");
}

#[test]
fn only_lists_repeat_and_each_row_is_in_one() {
    let shown = rich_shown();
    for list in all(&shown).into_iter().filter(|e| matches!(e.name.as_str(), "ol" | "ul")) {
        for child in &list.children {
            let is_item = matches!(child, Node::Element(element) if element.name == "li");
            assert!(is_item, "{child:?} stands in a list and is no item");
        }
    }
}

#[test]
fn an_entry_without_a_title_says_nothing_twice() {
    let check = |html: &str, headline: &str, body: &str| {
        let untitled = item("a", "10:00").with("title", "").with("content_html", html);
        let shown = shown(&[feed([untitled])], &[]);
        assert_eq!(text(&part(&shown, "headline")[0].children), headline);
        let said: Vec<_> = part(&shown, "body").iter().map(|body| text(&body.children)).collect();
        assert_eq!(said.concat(), body);
    };
    check("<p>En kort melding.</p>", "En kort melding.", "");
    check("<p>En kort melding.</p><p>Mere.</p>", "En kort melding.", "Mere.");
    // What has a link, or is cut short, is still worth reading whole.
    check("<p>En <a href='/x'>kilde</a>.</p>", "En kilde.", "En kilde.");
    let long = "ord ".repeat(40);
    let headline = format!("{}…", ["ord"; 22].join(" "));
    check(&format!("<p>{long}</p>"), &headline, &long);
}

#[test]
fn a_pinned_entry_says_so() {
    let pinned = feed([item("new", "11:00"), item("old", "09:00").pinned()]);
    let shown = shown(&[pinned], &[]);
    let first = part(&shown, "entry")[0];
    assert_eq!(first.attribute("data-id"), Some("old"));
    assert!(text(&first.children).contains("Fastgjort"));
}
