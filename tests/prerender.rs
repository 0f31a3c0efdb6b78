//! The story as static HTML, and as a posting for search engines: what is said, and that no feed can say more.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

mod support;

use developing_story::config::Config;
use developing_story::content::ELEMENTS;
use developing_story::markup::native::Html5ever;
use developing_story::markup::{Element, Node, Parser};
use developing_story::prerender::{html, inert, posting, view};
use developing_story::session::Host;
use serde_json::json;
use support::{Document, FEED, Language, TestLocale, feed, item, labels, link, moment, value};

fn made(document: &Document, attributes: &[(&str, &str)]) -> String {
    let named = |name: &str| attributes.iter().find(|(known, _)| *known == name);
    let (config, misread) = Config::read(|name| Some(named(name)?.1.to_owned()));
    assert_eq!(misread, []);
    let (locale, labels) = (TestLocale(Language::Danish), labels("da"));
    let host = Host { locale: &locale, labels: &labels, parser: &Html5ever, last: None };
    view(document.page(), config, host, moment("12:00"))
        .map(|view| html(&view, "da", Some("https://news.example/hanoi")))
        .unwrap_or_default()
}

fn elements<'a>(nodes: &'a [Node], found: &mut Vec<&'a Element>) {
    for node in nodes {
        if let Node::Element(element) = node {
            found.push(element);
            elements(&element.children, found);
        }
    }
}

#[test]
fn everything_that_the_timeline_says_at_first_is_there() {
    let document = feed([
        item("c", "11:00")
            .story("certainty", "unconfirmed")
            .with("authors", json!([{ "name": "Signe" }])),
        item("b", "10:00").withdrawn("Det passede ikke."),
        item("a", "09:00")
            .modified("09:30")
            .story("correction", "Navnet er rettet.")
            .story("key", true),
    ])
    .story("known", json!(["Mødet er slut."]))
    .story("unknown", json!(["Hvorfor."]))
    .story("time_zone", "Asia/Ho_Chi_Minh")
    .story("place", "Hanoi");
    let made = made(&document, &[("time-zone", "scene")]);
    for part in [
        "<h2 class=\"p-name\" lang=\"da\"><a class=\"u-url\" href=\"https://news.example/hanoi\">Topmødet i Hanoi</a></h2>",
        "<p>Senest torsdag den 28. februar kl. 18.00 · tider i Hanoi</p>",
        "<h3>Det ved vi</h3>",
        "<li>Mødet er slut.</li>",
        "<h3>Det ved vi ikke</h3>",
        "<h3>Det vigtigste</h3>",
        "<a href=\"#story-a\" lang=\"da\">16.00 Om a</a>",
        "<h3>Torsdag den 28. februar</h3>",
        "<article class=\"h-entry\" id=\"story-c\">",
        "datetime=\"2019-02-28T11:00:00Z\"",
        ">18.00</time> · Ubekræftet</p>",
        "<div class=\"e-content\" lang=\"da\"><p>Alt om c.</p>",
        "<p class=\"p-author\">Signe</p>",
        "<p>Trukket tilbage kl. 17.00: Det passede ikke.</p>",
        "<p>Rettet kl. 16.30: Navnet er rettet.</p>",
    ] {
        assert!(made.contains(part), "{part} is not in {made}");
    }
    assert!(!made.contains("Alt om b."), "{made}");
    assert!(!made.contains("siden"), "nothing is said of how long ago it was: {made}");
}

#[test]
fn the_order_and_the_number_of_entries_are_the_tags() {
    let document = feed([item("c", "11:00"), item("b", "10:00"), item("a", "09:00")]);
    let ids = |attributes: &[(&str, &str)]| -> Vec<String> {
        let made = made(&document, attributes);
        let parts = made.split("id=\"story-").skip(1);
        parts.filter_map(|it| Some(it.split_once('"')?.0.to_owned())).collect()
    };
    assert_eq!(ids(&[]), ["c", "b", "a"]);
    assert_eq!(ids(&[("order", "oldest")]), ["a", "b", "c"]);
    assert_eq!(ids(&[("limit", "2")]), ["c", "b"]);
    assert_eq!(made(&feed([]), &[]), "", "what has no entries yet says nothing");
}

#[test]
fn no_feed_gets_anything_into_the_page_but_what_the_timeline_shows() {
    let attack = "\"><script>alert(1)</script><img src=x onerror=alert(1)>";
    let document = feed([
        item(attack, "11:00")
            .title(attack)
            .with("content_html", format!("<p onclick=alert(1) style=color:red>{attack}<a href='javascript:alert(1)'>x</a><figure><img src='/a.png' alt='{attack}'></figure>"))
            .with("authors", json!([{ "name": attack }]))
            .with("language", attack)
            .story("correction", attack),
    ])
    .with("title", attack)
    .story("known", json!([attack]));
    let made = made(&document, &[]);
    let nodes = Html5ever.html(&made);
    let mut found = Vec::new();
    elements(&nodes, &mut found);
    assert!(found.len() > 10, "{made}");
    let frame = ["section", "article", "h2", "h3", "h4"];
    for element in found {
        let name = &*element.name;
        assert!(ELEMENTS.contains(&name) || frame.contains(&name), "{name} in {made}");
        assert_ne!(name, "button", "a press does nothing here");
        for (attribute, value) in &element.attributes {
            assert!(!attribute.starts_with("on") && attribute != "style", "{attribute} in {made}");
            assert!(!value.trim_start().starts_with("javascript:"), "{value} in {made}");
        }
    }
}

#[test]
fn a_posting_cannot_end_the_element_that_it_is_in() {
    let document = feed([item("a b", "11:00").title("</script><script>alert(1)</script>\u{2028}")]);
    let base = link(FEED);
    let of = value(&document.0.to_string());
    let made =
        posting(&of, &document.page(), "https://news.example/hanoi", Some(&base), &Html5ever);
    assert_eq!(made["liveBlogUpdate"][0]["@id"], "https://news.example/hanoi#story-a%20b");
    let text = inert(&made);
    assert!(!text.contains(['<', '\u{2028}']), "{text}");
    assert_eq!(serde_json::from_str::<serde_json::Value>(&text).expect("JSON"), made);
}
