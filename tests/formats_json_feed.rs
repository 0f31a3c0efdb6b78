//! What a newsroom is told of its JSON Feed: the reader's own word on items, and every value that the reader leaves
//! out or replaces.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

mod support;

use developing_story::feed::{Reason, Value as Core};
use developing_story::formats::{self, Format, Note, Outcome, Verdict};
use developing_story::limits::MAX_ITEMS;
use proptest::prelude::*;
use serde_json::{Value, json};
use support::{Document, FEED, Item, cases, feed, item, link, moment, value};

fn notes(document: &Document) -> Vec<Note> {
    let text = document.0.to_string();
    let address = link(FEED);
    let document =
        formats::Document { text: &text, address: &address, links: None, now: moment("12:00") };
    let reading = formats::read(document, Core::check);
    assert_eq!(reading.format, Some(Format::JsonFeed), "{text}");
    match reading.outcome {
        Outcome::Feed { document, guessed: false } => assert_eq!(document, value(&text)),
        other => panic!("{other:?}"),
    }
    reading.notes
}

fn of(verdict: Verdict, document: &Document) -> Vec<(String, String)> {
    let notes = notes(document).into_iter().filter(|note| note.verdict == verdict);
    notes.map(|note| (note.at, note.what)).collect()
}

fn repaired(document: &Document) -> Vec<(String, String)> {
    of(Verdict::Repaired, document)
}

/// A document with a version and one item, in which nothing is wrong.
fn good() -> Document {
    feed([item("a", "10:00")]).updated("10:00")
}

#[track_caller]
fn check(document: Document, at: &str, what: &str) {
    assert_eq!(repaired(&document), [(at.to_owned(), what.to_owned())], "{}", document.0);
}

/// The one item with a member more, and what is said of it.
#[track_caller]
fn check_item(name: &str, wrong: Value, what: &str) {
    let item = item("a", "10:00").with(name, wrong);
    check(feed([item]).updated("10:00"), &format!("/items/0/{name}"), what);
}

#[track_caller]
fn check_mark(name: &str, wrong: Value, what: &str) {
    let item = item("a", "10:00").story(name, wrong);
    check(feed([item]).updated("10:00"), &format!("/items/0/_story/{name}"), what);
}

#[test]
fn a_good_feed_has_only_its_headlines_told() {
    let untitled = item("b", "09:00").with("title", " ");
    let document = feed([item("a", "10:00"), untitled]).updated("10:00");
    let notes = notes(&document.revised([item("c", "08:00")]));
    let told: Vec<_> = notes.iter().map(|note| (note.at.as_str(), note.what.as_str())).collect();
    assert_eq!(told, [("/items/0", "Om a"), ("/items/1", "b"), ("/_story/revised/0", "Om c")]);
    assert!(notes.iter().all(|note| note.verdict == Verdict::Accepted && note.remedy.is_empty()));
}

#[test]
fn the_sample_feeds_have_nothing_to_repair() {
    for name in ["hanoi.da", "hanoi.en"] {
        let text = support::text(&format!("www/feeds/{name}.json"));
        let document = Document(serde_json::from_str(&text).expect("JSON"));
        let wrong = notes(&document).into_iter().find(|note| note.verdict != Verdict::Accepted);
        assert_eq!(wrong, None, "{name}");
    }
}

#[test]
fn a_refused_item_has_the_readers_reason_and_none_of_its_values_is_told() {
    let bad = |value: Value| Item(value);
    let nameless = bad(json!({ "title": 7 }));
    let document = feed([bad(json!(7)), item("a", "10:00"), nameless.clone(), item("a", "09:00")]);
    let document = document.updated("10:00").revised([nameless]);
    let told: Vec<_> = notes(&document).into_iter().map(|note| (note.verdict, note.at)).collect();
    let expect = [
        (Verdict::Refused, "/items/0"),
        (Verdict::Accepted, "/items/1"),
        (Verdict::Refused, "/items/2"),
        (Verdict::Refused, "/items/3"),
        (Verdict::Refused, "/_story/revised/0"),
    ];
    assert_eq!(told, expect.map(|(verdict, at)| (verdict, at.to_owned())));
    let reasons: Vec<_> = of(Verdict::Refused, &document).into_iter().map(|told| told.1).collect();
    let expect = [Reason::NotAnObject, Reason::NoId, Reason::DoubleId, Reason::NoId];
    assert_eq!(reasons, expect.map(|reason| reason.to_string()));
}

#[test]
fn items_beyond_the_limit_and_mistakes_beyond_a_thousand_are_not_listed() {
    let items = (0..MAX_ITEMS + 5).map(|id| item(&id.to_string(), "10:00").with("title", 7));
    let notes = notes(&feed(items).updated("10:00"));
    let count = |verdict| notes.iter().filter(|note| note.verdict == verdict).count();
    let counts = [Verdict::Accepted, Verdict::Repaired, Verdict::Refused].map(count);
    assert_eq!(counts, [MAX_ITEMS, 1000, 1]);
    assert_eq!(notes.last().map(|note| note.at.as_str()), Some("/items/10000"));
}

#[test]
fn a_value_of_the_wrong_type_is_named_with_what_comes_of_it() {
    check_item("id", json!(7), "id is 7: it becomes a text");
    check_item("title", json!(7), "title is 7: it is left out");
    check_item("summary", json!(1.5), "summary is a number: it is left out");
    check_item("content_html", json!(["a"]), "content_html is a list: it is left out");
    check_item("content_text", json!({}), "content_text is an object: it is left out");
    check_item("language", json!(true), "language is true: it is left out");
    check_item("tags", json!("usa"), "tags is \"usa\": it is left out");
    check_item("authors", json!("Ida"), "authors is \"Ida\": it is left out");
    check_item("author", json!("Ida"), "author is \"Ida\": it is left out");
    check_item("_story", json!([]), "_story is a list: it is left out");
    check_mark("key", json!("true"), "key is \"true\": it counts as false");
    check_mark("pinned", json!(1), "pinned is 1: it counts as false");
    check_mark("certainty", json!("sure"), "certainty is \"sure\": it is left out");
    check_mark("correction", json!(true), "correction is true: it is left out");
    check_mark("withdrawn", json!(1), "withdrawn is 1: the item stands");
    let of_feed = |name: &str, wrong: Value, what| {
        check(good().with(name, wrong), &format!("/{name}"), what);
    };
    of_feed("title", json!([]), "title is a list: it is left out");
    of_feed("language", json!(1), "language is 1: it is left out");
    of_feed("authors", json!({}), "authors is an object: it is left out");
    of_feed("expired", json!("true"), "expired is \"true\": it counts as false");
    let of_story = |name: &str, wrong: Value, what| {
        check(good().story(name, wrong), &format!("/_story/{name}"), what);
    };
    of_story("state", json!("over"), "state is \"over\": it counts as live");
    of_story("place", json!(7), "place is 7: it is left out");
    of_story("time_zone", json!(7), "time_zone is 7: it is left out");
    of_story("known", json!("A"), "known is \"A\": it is left out");
    of_story("unknown", json!(true), "unknown is true: it is left out");
    of_story("revised", json!({}), "revised is an object: it is left out");
    check(
        feed([item("a", "10:00")]).with("_story", true),
        "/_story",
        "_story is true: it is left out",
    );
}

#[test]
fn of_a_list_the_first_wrong_part_is_named() {
    let check = |name: &str, list: Value, at: &str, what: &str| {
        let item = item("a", "10:00").with(name, list);
        check(feed([item]).updated("10:00"), &format!("/items/0/{at}"), what);
    };
    check("tags", json!(["usa", 7, 8]), "tags/1", "it is 7: it is left out");
    check("authors", json!([{ "name": "Ida" }, "Bo"]), "authors/1", "it is \"Bo\": it is left out");
    check("authors", json!([{ "url": "a" }]), "authors/0", "it is an object: it is left out");
}

#[test]
fn a_date_that_cannot_be_read_is_named() {
    let fate = "is \"i går\": it cannot be read and is left out";
    for name in ["date_published", "date_modified"] {
        check_item(name, json!("i går"), &format!("{name} {fate}"));
    }
    check_mark("happened", json!("i går"), &format!("happened {fate}"));
    for name in ["coverage_start", "coverage_end", "updated"] {
        let document = good().story(name, "i går");
        check(document, &format!("/_story/{name}"), &format!("{name} {fate}"));
    }
    let number = "date_published is 1551335100: it cannot be read and is left out";
    check_item("date_published", json!(1_551_335_100), number);
}

#[test]
fn an_address_that_cannot_be_used_is_named() {
    check_item("url", json!("javascript:x"), "url is \"javascript:x\": it is left out");
    check_mark("base", json!("data:,"), "base is \"data:,\": it is left out");
    let home = good().with("home_page_url", "mailto:desk@news.example");
    let what = "home_page_url is \"mailto:desk@news.example\": it is left out";
    check(home, "/home_page_url", what);
    let next = good().next("ftp://news.example/2");
    check(next, "/next_url", "next_url is \"ftp://news.example/2\": it is not followed");
    let itself = good().next("feed.json#2");
    let what = "next_url is \"feed.json#2\": it is the page itself, and is not followed";
    check(itself, "/next_url", what);
    assert_eq!(repaired(&good().next("feed-2.json")), []);
    let item = item("a", "10:00").with("url", "tel:1").story("base", "b/");
    assert_eq!(repaired(&feed([item]).updated("10:00")), []);
}

#[test]
fn a_cadence_is_told_as_it_will_be_used() {
    let fate = |seconds: Value| {
        let told = repaired(&good().story("poll_seconds", seconds));
        told.into_iter().map(|(_, what)| what).collect::<String>()
    };
    let none = "it is left out, and the page's own cadence counts";
    for (seconds, expect) in [
        (json!(1), String::new()),
        (json!(3600.0), String::new()),
        (json!(3601), "poll_seconds is 3601: 3600 is used".to_owned()),
        (json!(1e300), "poll_seconds is a number: 3600 is used".to_owned()),
        (json!(0.5), "poll_seconds is a number: 1 is used".to_owned()),
        (json!(15.9), "poll_seconds is a number: 15 is used".to_owned()),
        (json!("15"), "poll_seconds is \"15\": 15 is used".to_owned()),
        (json!(0), format!("poll_seconds is 0: {none}")),
        (json!(-5), format!("poll_seconds is -5: {none}")),
        (json!("soon"), format!("poll_seconds is \"soon\": {none}")),
    ] {
        assert_eq!(fate(seconds.clone()), expect, "{seconds}");
    }
}

#[test]
fn a_version_is_one_of_two() {
    let mut without = good();
    without.0.as_object_mut().expect("an object").remove("version");
    let fate = "it is read as JSON Feed 1.1 all the same";
    check(without, "/version", &format!("version is missing: {fate}"));
    let check = |version: Value, shown: &str| {
        check(good().with("version", version), "/version", &format!("version is {shown}: {fate}"));
    };
    check(json!("https://jsonfeed.org/version/2"), "\"https://jsonfeed.org/version/2\"");
    check(json!(1.1), "a number");
    assert_eq!(repaired(&good().with("version", "https://jsonfeed.org/version/1")), []);
}

#[test]
fn a_page_out_of_order_is_told_but_not_for_pinned_items() {
    let page = |items: [Item; 3]| feed(items).updated("10:00");
    let [a, b, c] = ["08:00", "09:00", "10:00"].map(|at| item(at, at));
    let out = "items are not in order of date_published: none is withdrawn by its absence";
    check(page([a.clone(), c.clone(), b.clone()]), "/items", out);
    assert_eq!(repaired(&page([a.clone(), b.clone(), c.clone()])), []);
    assert_eq!(repaired(&page([c.clone(), b.clone(), a.clone()])), []);
    assert_eq!(repaired(&page([a.pinned(), c, b])), []);
}

#[test]
fn an_item_without_any_date_is_told_where_the_feed_has_none_either() {
    let dateless = || Item(json!({ "id": "a", "date_modified": null }));
    let what = "has no date: it is dated by its document, or when a reader first sees it";
    check(feed([dateless()]), "/items/0", what);
    assert_eq!(repaired(&feed([dateless()]).updated("10:00")), []);
    assert_eq!(repaired(&feed([dateless().modified("10:00")])), []);
}

#[test]
fn a_correction_needs_the_date_of_its_change() {
    let what = "no readable date_modified says when: the item's own date is shown";
    check_mark("correction", json!("Stavefejl."), what);
    let item = item("a", "10:00").modified("10:05").story("correction", "Stavefejl.");
    assert_eq!(repaired(&feed([item]).updated("10:00")), []);
}

#[test]
fn nothing_and_an_empty_text_are_no_mistakes() {
    for name in ITEM.iter().chain(&FEEDS).copied() {
        for nothing in [json!(null), json!(" ")] {
            let item = item("a", "10:00").with("date_published", "2019-02-28T10:00:00Z");
            let document = match name {
                "id" | "date_published" | "items" => continue,
                name if ITEM.contains(&name) => feed([item.with(name, nothing)]),
                name => feed([item]).with(name, nothing),
            };
            assert_eq!(repaired(&document.updated("10:00")), [], "{name}");
        }
    }
}

#[test]
fn a_long_value_is_told_in_short() {
    let long = "å".repeat(100);
    let what = format!("certainty is \"{}\" …: it is left out", "å".repeat(60));
    check_mark("certainty", json!(long), &what);
}

const FEEDS: [&str; 6] = ["title", "language", "home_page_url", "next_url", "authors", "expired"];
const ITEM: [&str; 11] = [
    "id",
    "url",
    "title",
    "summary",
    "content_html",
    "content_text",
    "date_published",
    "date_modified",
    "authors",
    "tags",
    "language",
];
const STORY: [&str; 5] = ["state", "place", "time_zone", "known", "unknown"];
const MARKS: [&str; 7] =
    ["key", "pinned", "certainty", "happened", "correction", "withdrawn", "base"];

fn any_value() -> impl Strategy<Value = Value> {
    prop_oneof![
        any::<bool>().prop_map(Value::from),
        (-3..4000_i32).prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        prop_oneof![
            "\\PC{1,8}",
            Just("live".to_owned()),
            Just("paused".to_owned()),
            Just("reported".to_owned()),
            Just("2019-02-28T10:00:00Z".to_owned()),
            Just("https://news.example/a".to_owned()),
            Just("javascript:x".to_owned()),
            Just("tel:1".to_owned()),
        ]
        .prop_map(Value::from),
        Just(json!(["a"])),
        Just(json!([7])),
        Just(json!([{ "name": "Ida" }])),
        Just(json!({ "name": "Ida" })),
        Just(json!({})),
    ]
}

proptest! {
    #![proptest_config(cases(2000))]

    /// A value that makes no difference to the reader is told, and one that makes a difference is not.
    #[test]
    fn what_the_checker_tells_is_what_the_reader_ignores(
        (place, name) in prop_oneof![
            (Just(0), prop::sample::select(&FEEDS[..])),
            (Just(1), prop::sample::select(&STORY[..])),
            (Just(2), prop::sample::select(&ITEM[1..])),
            (Just(3), prop::sample::select(&MARKS[..])),
        ],
        value in any_value(),
    ) {
        let bare = || Item(json!({ "id": "a", "content_html": "<p>A</p>", "date_modified": "2019-02-28T10:00:00Z" }));
        let mut without = bare();
        let members = without.0.as_object_mut().expect("an object");
        members.remove(name);
        if name == "content_text" {
            members.remove("content_html");
        }
        let document = |item| Document(json!({
            "version": "https://jsonfeed.org/version/1.1",
            "items": [item],
            "_story": { "updated": "2019-02-28T10:00:00Z" },
        }));
        let with = match place {
            0 => document(without.0.clone()).with(name, value.clone()),
            1 => document(without.0.clone()).story(name, value.clone()),
            2 => document(without.clone().with(name, value.clone()).0),
            _ => document(without.clone().story(name, value.clone()).0),
        };
        let ignored = with.page() == document(without.0).page();
        let told = repaired(&with).iter().any(|(at, _)| at.contains(name));
        // These say by a value what its absence says too.
        let same = matches!(&value, Value::Bool(false))
            && matches!(name, "expired" | "key" | "pinned" | "withdrawn")
            || (name, value.as_str()) == ("state", Some("live"))
;
        let blank = value.as_str().is_some_and(|text| text.trim().is_empty());
        // What leads to the page itself is read, and never followed.
        prop_assume!(name != "next_url" || !value.as_str().is_some_and(|text| text.trim().starts_with('#')));
        prop_assert_eq!(told, ignored && !same && !blank, "{} {}", name, value);
    }

    #[test]
    fn no_document_is_too_bad_to_be_told_of(items in prop::collection::vec(any_value(), 0..4), story in any_value()) {
        let document = json!({ "items": items, "_story": story, "title": items, "authors": items });
        let told = notes(&Document(document));
        prop_assert!(told.iter().all(|note| note.remedy.is_empty() == (note.verdict == Verdict::Accepted)));
    }
}
