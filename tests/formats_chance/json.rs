//! Documents in JSON by chance: each format's own names, in their own places or in others', with values of any type.

use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Map, Value, json};

/// What texts are made of: dates, addresses, markup, and what none of these may be.
pub(crate) fn word() -> impl Strategy<Value = &'static str> {
    select(vec![
        "",
        " ",
        "1",
        "a",
        "Havnen & broen",
        "<p>a &amp; <b>b</p>",
        "&lt;p&gt;a&lt;/p&gt;",
        "&#8211; &nbsp; &#0; &#xD800;",
        "2019-02-28T10:00:00Z",
        "Thu, 28 Feb 2019 10:00:00 +0100",
        "torsdag",
        "0000-00-00T00:00:00",
        "https://news.example/a#b",
        "/b?c=1&d=2",
        "javascript:alert(1)",
        "mail@news.example (Ida Vang)",
        "image/jpeg",
        "publish",
        "open",
        "text",
        "html",
        "xhtml",
        "true",
        "\u{1f525}\u{301}",
        "]]>",
    ])
}

/// Values of any type, with members of these names.
fn value(names: &'static [&'static str]) -> BoxedStrategy<Value> {
    let leaf = prop_oneof![
        6 => word().prop_map(Value::from),
        1 => Just(Value::Null),
        1 => any::<bool>().prop_map(Value::from),
        1 => any::<i32>().prop_map(Value::from),
        1 => any::<f64>().prop_map(Value::from),
    ];
    let nested = leaf.prop_recursive(4, 48, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((select(names), inner), 0..6).prop_map(object),
        ]
    });
    nested.boxed()
}

fn object(members: Vec<(&'static str, Value)>) -> Value {
    let members = members.into_iter().map(|(name, value)| (name.to_owned(), value));
    Value::Object(members.collect::<Map<_, _>>())
}

/// Lists of objects with members of these names, and of what is none.
fn list(names: &'static [&'static str]) -> impl Strategy<Value = Value> {
    let members = prop::collection::vec((select(names), value(names)), 0..10).prop_map(object);
    prop::collection::vec(prop_oneof![8 => members, 1 => value(names)], 0..6).prop_map(Value::from)
}

/// An object with a list of items, and other members.
fn with_list(
    list_name: &'static str,
    outer: &'static [&'static str],
    inner: &'static [&'static str],
) -> impl Strategy<Value = Value> {
    let members = prop::collection::vec((select(outer), value(inner)), 0..6).prop_map(object);
    (members, list(inner)).prop_map(move |(mut document, items)| {
        document[list_name] = items;
        document
    })
}

pub(crate) fn json_feed() -> impl Strategy<Value = String> {
    const OUTER: [&str; 9] = [
        "version",
        "title",
        "language",
        "home_page_url",
        "next_url",
        "authors",
        "author",
        "expired",
        "_story",
    ];
    const INNER: [&str; 24] = [
        "id",
        "url",
        "title",
        "summary",
        "content_html",
        "content_text",
        "image",
        "date_published",
        "date_modified",
        "authors",
        "author",
        "name",
        "tags",
        "language",
        "attachments",
        "mime_type",
        "size_in_bytes",
        "_story",
        "key",
        "pinned",
        "withdrawn",
        "correction",
        "certainty",
        "revised",
    ];
    with_list("items", &OUTER, &INNER).prop_map(|document| document.to_string())
}

pub(crate) fn live_blog() -> impl Strategy<Value = String> {
    const OUTER: [&str; 12] = [
        "@id",
        "@graph",
        "headline",
        "name",
        "url",
        "mainEntityOfPage",
        "author",
        "publisher",
        "inLanguage",
        "coverageStartTime",
        "coverageEndTime",
        "mainEntity",
    ];
    const INNER: [&str; 22] = [
        "@id",
        "@type",
        "@value",
        "@list",
        "item",
        "itemListElement",
        "headline",
        "name",
        "description",
        "articleBody",
        "text",
        "datePublished",
        "dateModified",
        "author",
        "identifier",
        "value",
        "url",
        "image",
        "contentUrl",
        "video",
        "keywords",
        "articleSection",
    ];
    let posting = with_list("liveBlogUpdate", &OUTER, &INNER);
    (posting, 0..4_u8).prop_map(|(mut posting, within)| {
        posting["@type"] = "LiveBlogPosting".into();
        match within {
            0 => posting.to_string(),
            1 => json!({ "@graph": [{ "@id": "a", "name": "A" }, posting] }).to_string(),
            2 => format!("<!doctype html><script type=application/ld+json>{posting}</script>"),
            _ => json!({ "mainEntity": posting }).to_string(),
        }
    })
}

pub(crate) fn wordpress() -> impl Strategy<Value = String> {
    const NAMES: [&str; 24] = [
        "id",
        "date",
        "date_gmt",
        "modified",
        "modified_gmt",
        "link",
        "status",
        "title",
        "content",
        "excerpt",
        "rendered",
        "protected",
        "sticky",
        "_embedded",
        "author",
        "name",
        "wp:term",
        "taxonomy",
        "wp:featuredmedia",
        "source_url",
        "jetpack_featured_media_url",
        "code",
        "message",
        "data",
    ];
    (list(&NAMES), 1..4_u8, value(&NAMES)).prop_map(|(mut posts, id, more)| {
        let post = json!({ "id": id, "date": "2019-02-28T10:00:00", "title": { "rendered": "A" }, "_embedded": more });
        if let Value::Array(posts) = &mut posts {
            posts.push(post);
        }
        posts.to_string()
    })
}

pub(crate) fn superdesk() -> impl Strategy<Value = String> {
    const OUTER: [&str; 7] = ["_links", "_meta", "next", "href", "page", "max_results", "total"];
    const INNER: [&str; 33] = [
        "_id",
        "post_status",
        "deleted",
        "published_date",
        "unpublished_date",
        "content_updated_date",
        "_updated",
        "headline",
        "tags",
        "sticky",
        "lb_highlight",
        "publisher",
        "original_creator",
        "display_name",
        "byline",
        "authors",
        "groups",
        "id",
        "refs",
        "item",
        "items",
        "item_type",
        "text",
        "meta",
        "quote",
        "credit",
        "caption",
        "html",
        "media",
        "renditions",
        "href",
        "original_url",
        "commenter",
    ];
    with_list("_items", &OUTER, &INNER).prop_map(|document| document.to_string())
}
