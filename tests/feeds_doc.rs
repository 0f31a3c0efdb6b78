//! docs/feeds.md says what the code does, as far as a machine can hold it to that.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

mod support;

use developing_story::feed::{self, Value};
use developing_story::formats::{Format, Verdict};
use support::formats::{document, notes, read};
use support::{FEED, link, text, value};

fn doc() -> String {
    text("docs/feeds.md")
}

/// The blocks of code in a language.
fn blocks(doc: &str, language: &str) -> Vec<String> {
    let fence = format!("```{language}\n");
    let after = doc.split(&fence).skip(1);
    after.filter_map(|rest| Some(rest.split_once("\n```")?.0.to_owned())).collect()
}

fn names(of: &Value) -> Vec<String> {
    let Value::Map(members) = of else { panic!("expected an object, not {of:?}") };
    members.iter().map(|(name, _)| name.clone()).collect()
}

/// The `_story` members of the feed and of items, as the schema has them.
fn members() -> [Vec<String>; 2] {
    let schema = value(&text("www/feeds/schema.json"));
    let definitions = schema.member("$defs").expect("definitions").clone();
    ["story", "marks"].map(|name| {
        let properties = definitions.member(name).and_then(|it| it.member("properties"));
        names(properties.expect("a definition with properties"))
    })
}

/// What stands in quotation marks right behind a text, each time that it occurs.
fn quoted_after<'a>(text: &'a str, before: &str) -> Vec<&'a str> {
    let parts = text.split(before).skip(1);
    parts.filter_map(|part| part.split_once('"').map(|(quoted, _)| quoted)).collect()
}

#[test]
fn its_feeds_are_taken_as_they_are() {
    let examples = blocks(&doc(), "json");
    assert!(!examples.is_empty());
    for example in examples {
        let reading = read(&example, FEED);
        assert_eq!(reading.format, Some(Format::JsonFeed), "{example}");
        let accepted = notes(&reading, Verdict::Accepted).len();
        assert_eq!(accepted, reading.notes.len(), "{:?}", reading.notes);
        let (page, rejected) =
            feed::read(&document(&reading).0, Some(&link(FEED))).expect("a feed has items");
        assert_eq!(rejected, []);
        assert_eq!(page.updates.len() + page.revised.len(), accepted);
    }
}

#[test]
fn every_story_member_is_named_and_stands_in_an_example() {
    let doc = doc();
    let examples = blocks(&doc, "json").concat();
    for name in members().concat() {
        assert!(doc.contains(&format!("`{name}`")), "docs/feeds.md does not say what {name} is");
        assert!(examples.contains(&format!("\"{name}\": ")), "no example has {name}");
    }
}

#[test]
fn every_format_is_named() {
    let source = text("src/formats.rs");
    let shown = source.split("impl fmt::Display for Format").nth(1).expect("formats have names");
    let shown = shown.split("\n}\n").next().unwrap_or_default();
    let arms = shown.matches("Format::").count();
    let formats = quoted_after(shown, " => \"");
    assert_eq!(formats.len(), arms);
    assert!(formats.contains(&Format::Superdesk.to_string().as_str()), "{formats:?}");
    let doc = doc();
    for format in formats {
        assert!(
            doc.contains(&format!("\n| {format} | ")),
            "docs/feeds.md does not say what {format} is told by"
        );
    }
}

#[test]
fn its_sizes_are_the_budgets() {
    let source = text("xtask/src/sizes.rs");
    let number = |rest: &str| {
        let end = rest.find(|c: char| !(c.is_ascii_digit() || c == '_')).unwrap_or(rest.len());
        rest.get(..end).unwrap_or_default().replace('_', ",")
    };
    let doc = doc();
    for before in ["pub const SUM: usize = ", "(\"formats.js\", ", "(\"story_formats_bg.wasm\", "] {
        let budget = number(source.split(before).nth(1).expect("a budget"));
        assert!(
            budget.len() > 4 && doc.contains(&budget),
            "{before}{budget} is not in docs/feeds.md"
        );
    }
}

#[test]
fn its_headers_are_those_of_the_guide_to_scale() {
    let scale = text("docs/scale.md");
    let doc = doc();
    let value = |name: &str| {
        let line = scale.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
        line.expect("docs/scale.md has the header").to_owned()
    };
    for language in ["nginx", "apache", "php"] {
        let server = blocks(&doc, language).concat();
        for name in [
            "Cache-Control",
            "Vary",
            "Access-Control-Allow-Origin",
            "Access-Control-Expose-Headers",
        ] {
            assert!(server.contains(name), "{language}: {name}");
            assert!(server.contains(&value(name)), "{language}: {name} is not {}", value(name));
        }
    }
}
