//! The reading rules of the contract: what is refused, whole or alone, and why.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

mod support;

use std::rc::Rc;

use developing_story::feed::{Page, Reason, Unreadable, Update, Value, read};
use developing_story::limits::{MAX_DEPTH, MAX_ITEMS};
use proptest::prelude::*;
use serde_json::json;
use support::{Document, Item, cases, feed, id, ids, item, value};

/// The one item of a document.
fn update(item: Item) -> Update {
    Rc::unwrap_or_clone(feed([item]).page().updates.pop().expect("the item is accepted"))
}

fn bare(id: impl Into<serde_json::Value>) -> Item {
    Item(json!({ "id": id.into() }))
}

fn rejected(document: &Document) -> Vec<(String, Reason)> {
    document.read().1.into_iter().map(|rejected| (rejected.at, rejected.reason)).collect()
}

fn accepted(page: &Page) -> Vec<String> {
    ids(page.updates.iter().map(|update| &update.id))
}

#[test]
fn a_document_without_a_list_of_items_is_refused_whole() {
    for text in [
        "null",
        "true",
        "1",
        "\"feed\"",
        "[]",
        "[{\"id\":\"a\"}]",
        "{}",
        "{\"items\":null}",
        "{\"items\":{\"0\":{\"id\":\"a\"}}}",
        "{\"items\":\"[]\"}",
        "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"Uden items\"}",
    ] {
        assert_eq!(read(&value(text), None), Err(Unreadable::NotFeed), "{text}");
    }
}

#[test]
fn a_bad_item_is_refused_alone_with_its_place_and_the_reason() {
    fn check(bad: serde_json::Value, reason: Reason) {
        let document = feed([item("a", "10:02"), Item(bad.clone()), item("b", "10:00")]);
        assert_eq!(accepted(&document.page()), ["a", "b"], "{bad}");
        assert_eq!(rejected(&document), [("/items/1".to_owned(), reason)], "{bad}");
    }
    for bad in [json!(null), json!("a"), json!(7), json!([]), json!([{ "id": "c" }]), json!(true)] {
        check(bad, Reason::NotAnObject);
    }
    for bad in [
        json!({}),
        json!({ "id": null }),
        json!({ "id": "" }),
        json!({ "id": " \n" }),
        json!({ "id": true }),
        json!({ "id": ["c"] }),
        json!({ "id": { "c": 1 } }),
        json!({ "id": 1.5 }),
        json!({ "id": 1e300 }),
        json!({ "id": 9_007_199_254_740_992_i64 }),
        json!({ "title": "Uden id", "_story": { "id": "c" } }),
    ] {
        check(bad, Reason::NoId);
    }
    check(json!({ "id": "a", "title": "En gang til" }), Reason::DoubleId);
    check(json!({ "id": " a " }), Reason::DoubleId);
}

#[test]
fn numeric_ids_become_strings() {
    fn check(number: serde_json::Value, expect: &str) {
        assert_eq!(update(bare(number)).id, id(expect));
    }
    check(json!(7), "7");
    check(json!(7.0), "7");
    check(json!(0), "0");
    check(json!(-3), "-3");
    check(json!(9_007_199_254_740_991_i64), "9007199254740991");
    check(json!("7"), "7");
    check(json!(" talks-end "), "talks-end");
    let document = feed([bare("7"), bare(7)]);
    assert_eq!(rejected(&document), [("/items/1".to_owned(), Reason::DoubleId)]);
}

#[test]
fn revised_items_are_read_like_items_and_refused_at_their_own_place() {
    let document = feed([item("a", "10:00")]).revised([
        item("a", "09:00"),
        Item(json!(null)),
        item("a", "09:00"),
        item("b", "09:00"),
    ]);
    let (page, rejected) = document.read();
    assert_eq!(ids(page.revised.iter().map(|update| &update.id)), ["a", "b"]);
    let places: Vec<_> = rejected.iter().map(|one| (one.at.as_str(), one.reason)).collect();
    assert_eq!(
        places,
        [("/_story/revised/1", Reason::NotAnObject), ("/_story/revised/2", Reason::DoubleId)]
    );
}

#[test]
fn items_beyond_the_limit_are_refused_once() {
    let items = (0..MAX_ITEMS + 5).map(|number| bare(number.to_string()));
    let document = feed(items);
    assert_eq!(document.page().updates.len(), MAX_ITEMS);
    assert_eq!(rejected(&document), [("/items/10000".to_owned(), Reason::TooMany)]);
}

#[test]
fn every_reason_says_what_was_expected() {
    for reason in [Reason::NotAnObject, Reason::NoId, Reason::DoubleId, Reason::TooMany] {
        assert!(reason.to_string().contains("(expected "), "{reason}");
    }
}

#[test]
fn a_plain_json_feed_and_unknown_members_are_welcome() {
    let text = r#"{ "version": "https://jsonfeed.org/version/1", "x": 1, "_other": { "a": [] },
        "items": [{ "id": "a", "content_html": "<p>A</p>", "external_url": "y", "_other": { "b": 2 } }] }"#;
    let (page, rejected) = read(&value(text), None).expect("a feed");
    assert_eq!((accepted(&page), rejected), (vec!["a".to_owned()], vec![]));
}

#[test]
fn of_a_member_written_twice_the_last_counts_as_in_json_parse() {
    let (page, _) =
        read(&value(r#"{ "items": [{ "id": "a", "id": "b" }] }"#), None).expect("a feed");
    assert_eq!(accepted(&page), ["b"]);
}

#[test]
fn what_nests_too_deeply_is_null_and_costs_only_itself() {
    let nested = |depth: usize| format!("{}1{}", "[".repeat(depth), "]".repeat(depth));
    for depth in [20, 100, 1_000_000] {
        let text =
            format!(r#"{{ "x": {0}, "items": [{{ "id": "a", "x": {0} }}, {0}] }}"#, nested(depth));
        let (page, rejected) = read(&value(&text), None).expect("a feed");
        assert_eq!(accepted(&page), ["a"], "{depth}");
        assert_eq!(rejected.len(), 1, "{depth}");
    }
    let at_limit = value(&nested(usize::from(MAX_DEPTH)));
    assert!(innermost(&at_limit) == &Value::Number(1.0), "{at_limit:?}");
    assert_eq!(innermost(&value(&nested(usize::from(MAX_DEPTH) + 1))), &Value::Null);
}

fn innermost(value: &Value) -> &Value {
    value.list().first().map_or(value, innermost)
}

/// Any JSON at all.
fn any_json() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(json!(null)),
        any::<bool>().prop_map(serde_json::Value::from),
        any::<i64>().prop_map(serde_json::Value::from),
        any::<f64>().prop_map(serde_json::Value::from),
        "[a-z<&2: TZ-]{0,8}".prop_map(serde_json::Value::from),
        Just(json!("2019-02-28T10:00:00Z")),
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        let name = prop::sample::select(&["id", "title", "_story", "name", "items", "x"][..]);
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(serde_json::Value::from),
            prop::collection::vec((name, inner), 0..4).prop_map(|members| {
                members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
            }),
        ]
    })
}

const MEMBERS: &[&str] = &[
    "id",
    "url",
    "title",
    "summary",
    "content_html",
    "content_text",
    "date_published",
    "date_modified",
    "authors",
    "author",
    "tags",
    "language",
    "_story",
];

proptest! {
    #![proptest_config(cases(500))]

    #[test]
    fn no_item_whatever_it_is_costs_another(
        bad in any_json(),
        members in prop::collection::vec((prop::sample::select(MEMBERS), any_json()), 0..5),
    ) {
        let odd = members.into_iter().fold(Item(json!({})), |item, (name, value)| item.with(name, value));
        let document = feed([item("first", "10:02"), Item(bad), odd, item("last", "10:00")]);
        let (page, rejected) = document.read();
        let accepted = accepted(&page);
        prop_assert_eq!(accepted.first().map(String::as_str), Some("first"));
        prop_assert_eq!(accepted.last().map(String::as_str), Some("last"));
        prop_assert_eq!(accepted.len() + rejected.len(), 4);
    }

    #[test]
    fn no_feed_member_whatever_it_is_costs_an_item(story in any_json(), x in any_json(), name in prop::sample::select(
        &["_story", "title", "next_url", "authors", "expired", "language", "home_page_url"][..],
    )) {
        let page = feed([item("a", "10:00")]).with(name, x).page();
        prop_assert_eq!(accepted(&page), ["a"]);
        let page = feed([item("a", "10:00")]).with("_story", story).page();
        prop_assert_eq!(accepted(&page), ["a"]);
    }
}
