//! Documents that no newsroom would send, of words that the formats know.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

#[path = "formats_chance/json.rs"]
mod json;
#[path = "formats_chance/markup.rs"]
mod markup;
mod support;

use std::collections::BTreeSet;

use developing_story::feed;
use developing_story::formats::{Format, Outcome, Reading, Verdict, parse_date};
use developing_story::time::Timestamp;
use proptest::prelude::*;
use serde_json::{Value, json};
use support::formats::read;
use support::{cases, link};

const ADDRESS: &str = "https://news.example/wp-json/?page=1";

/// JSON of words that the formats know, in places where they do not expect them.
fn anything() -> impl Strategy<Value = Value> {
    let word = prop::sample::select(vec![
        "@type",
        "@id",
        "@value",
        "@graph",
        "LiveBlogPosting",
        "liveBlogUpdate",
        "headline",
        "name",
        "author",
        "url",
        "image",
        "datePublished",
        "articleBody",
        "identifier",
        "item",
        "itemListElement",
        "keywords",
        "video",
        "contentUrl",
        "inLanguage",
        "id",
        "date",
        "date_gmt",
        "title",
        "content",
        "rendered",
        "_embedded",
        "wp:term",
        "link",
        "status",
        "_items",
        "_id",
        "groups",
        "refs",
        "meta",
        "item_type",
        "text",
        "renditions",
        "media",
        "published_date",
        "_links",
        "_meta",
        "next",
        "href",
        "page",
        "total",
        "max_results",
        "embed",
        "quote",
        "<p>a &amp; <b>b",
        "https://news.example/a#b",
        "2019-02-28T10:00:00Z",
        "",
        "\u{0}",
    ]);
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        word.clone().prop_map(Value::from),
        ".{0,12}".prop_map(Value::from),
    ];
    leaf.prop_recursive(12, 200, 8, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec((word.clone(), inner), 0..8).prop_map(|members| {
                Value::Object(members.into_iter().map(|(k, v)| (k.to_owned(), v)).collect())
            }),
        ]
    })
}

/// Reads a document, and holds what comes of it to what its readers rely on.
fn hold(text: &str) -> Reading {
    let reading = read(text, ADDRESS);
    for note in &reading.notes {
        assert!(note.verdict == Verdict::Accepted || !note.remedy.is_empty(), "{note:?}");
    }
    if let Outcome::Feed { document, .. } = &reading.outcome {
        let (page, rejected) =
            feed::read(document, Some(&link(ADDRESS))).expect("a feed has items");
        if reading.format != Some(Format::JsonFeed) {
            assert_eq!(rejected, [], "what is refused is refused while it is translated");
        }
        let accepted = reading.notes.iter().filter(|note| note.verdict == Verdict::Accepted);
        assert_eq!(accepted.count(), page.updates.len() + page.revised.len(), "{text}");
        for list in [&page.updates, &page.revised] {
            let ids: BTreeSet<&str> = list.iter().map(|update| update.id.as_str()).collect();
            assert_eq!(ids.len(), list.len(), "ids are unique");
        }
    }
    reading
}

proptest! {
    #![proptest_config(cases(600))]

    #[test]
    fn whatever_comes_is_read_to_its_end_into_what_the_core_accepts(
        value in anything(),
        within in 0_usize..6,
    ) {
        let known = |items: Value| json!({ "@type": "LiveBlogPosting", "liveBlogUpdate": items });
        let text = match within {
            0 => value.to_string(),
            1 => known(value).to_string(),
            2 => known(json!([{ "@id": 1, "author": value, "image": value, "headline": value }])).to_string(),
            3 => json!({ "_items": value, "_meta": { "page": 1, "max_results": 1, "total": 1e300 } }).to_string(),
            4 => json!([{ "id": 1, "date": "2019", "title": { "rendered": "a" }, "_embedded": value }]).to_string(),
            _ => format!("<html><script type=application/ld+json>{value}</script>"),
        };
        hold(&text);
    }
}

proptest! {
    #![proptest_config(cases(150))]

    #[test]
    fn a_json_feed_by_chance_is_read_to_its_end(text in json::json_feed()) {
        assert_eq!(hold(&text).format, Some(Format::JsonFeed));
    }

    #[test]
    fn an_atom_feed_by_chance_is_read_to_its_end(text in markup::atom()) {
        assert!(matches!(hold(&text).format, Some(Format::Atom) | None), "XML, if it is well-formed");
    }

    #[test]
    fn an_rss_feed_by_chance_is_read_to_its_end(text in markup::rss()) {
        assert!(matches!(hold(&text).format, Some(Format::Rss) | None), "XML, if it is well-formed");
    }

    #[test]
    fn a_live_blog_by_chance_is_read_to_its_end(text in json::live_blog()) {
        hold(&text);
    }

    #[test]
    fn posts_of_wordpress_by_chance_are_read_to_their_end(text in json::wordpress()) {
        assert_eq!(hold(&text).format, Some(Format::WordPress));
    }

    #[test]
    fn posts_of_superdesk_by_chance_are_read_to_their_end(text in json::superdesk()) {
        assert_eq!(hold(&text).format, Some(Format::Superdesk));
    }

    #[test]
    fn a_page_by_chance_is_read_to_its_end(text in markup::page()) {
        assert!(matches!(hold(&text).format, Some(Format::Html | Format::LiveBlogPosting)));
    }

    #[test]
    fn a_date_that_is_read_is_read_again_as_the_same(text in markup::date()) {
        if let Some(date) = parse_date(&text) {
            prop_assert_eq!(Timestamp::parse_rfc3339(&date.to_rfc3339()), Some(date));
        }
    }
}
