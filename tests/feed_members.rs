//! The reading rules of the contract: what each member means, and what a wrong one costs.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

mod support;

use std::time::Duration;

use std::rc::Rc;

use developing_story::feed::{Body, Certainty, Page, State, Update};
use serde_json::json;
use support::{Document, FEED, Item, feed, item, link, moment};

/// The one item of a document.
fn update(item: Item) -> Update {
    Rc::unwrap_or_clone(feed([item]).page().updates.pop().expect("the item is accepted"))
}

#[test]
fn an_unreadable_date_is_no_date_and_drops_nothing() {
    for bad in [
        json!("i går"),
        json!("2019-02-30T10:00:00Z"),
        json!(1_551_335_100),
        json!(null),
        json!({}),
    ] {
        let item = item("a", "10:00").with("date_published", bad.clone());
        let update = update(item.with("date_modified", bad.clone()).story("happened", bad.clone()));
        assert_eq!(
            (update.published, update.modified, update.happened),
            (None, None, None),
            "{bad}"
        );
        assert_eq!(update.title.as_deref(), Some("Om a"), "{bad}");
    }
    let update =
        update(item("a", "10:00").modified("10:05").story("happened", "2019-02-28T09:00:00Z"));
    assert_eq!(update.published, Some(moment("10:00")));
    assert_eq!(update.modified, Some(moment("10:05")));
    assert_eq!(update.happened, Some(moment("09:00")));
}

#[test]
fn title_and_summary_are_plain_text() {
    let update =
        update(item("a", "10:00").title(" <b>Kim</b> &amp; Trump ").with("summary", "1 < 2"));
    assert_eq!(update.title.as_deref(), Some("<b>Kim</b> &amp; Trump"));
    assert_eq!(update.summary.as_deref(), Some("1 < 2"));
}

#[test]
fn the_text_is_html_before_plain_text_and_what_is_empty_is_none() {
    fn check(members: serde_json::Value, expect: Body) {
        let mut item = json!({ "id": "a" });
        item.as_object_mut()
            .expect("an object")
            .extend(members.as_object().cloned().unwrap_or_default());
        assert_eq!(update(Item(item)).body, expect, "{members}");
    }
    let html = |text: &str| Body::Html(text.into(), Some(link(FEED)));
    check(json!({ "content_html": "<p>A</p>", "content_text": "A" }), html("<p>A</p>"));
    check(json!({ "content_html": " ", "content_text": "A" }), Body::Text("A".into()));
    check(json!({ "content_html": 7, "content_text": "A" }), Body::Text("A".into()));
    check(json!({ "content_html": null, "content_text": [] }), Body::None);
    check(json!({}), Body::None);
}

#[test]
fn authors_are_the_items_own_or_else_the_feeds() {
    let authors =
        |document: Document| document.page().updates.pop().expect("accepted").authors.clone();
    let of_feed =
        json!([{ "name": "Redaktionen" }, { "url": "https://news.example" }, { "name": " " }]);
    let plain = || feed([item("a", "10:00")]);
    assert_eq!(authors(plain()), [""; 0]);
    assert_eq!(authors(plain().with("authors", of_feed.clone())), ["Redaktionen"]);
    let own = item("a", "10:00").with("authors", json!([{ "name": "Ida" }, { "name": "Bo" }]));
    assert_eq!(authors(feed([own]).with("authors", of_feed.clone())), ["Ida", "Bo"]);
    let wrong = item("a", "10:00").with("authors", json!(["Ida"]));
    assert_eq!(authors(feed([wrong]).with("authors", of_feed)), ["Redaktionen"]);
}

#[test]
fn the_author_of_json_feed_1_0_counts_where_there_are_no_authors() {
    let own = item("a", "10:00").with("author", json!({ "name": "Ida" }));
    assert_eq!(update(own.clone()).authors, ["Ida"]);
    assert_eq!(update(own.with("authors", json!([{ "name": "Bo" }]))).authors, ["Bo"]);
    let of_feed = feed([item("a", "10:00")]).with("author", json!({ "name": "Redaktionen" }));
    assert_eq!(of_feed.page().updates[0].authors, ["Redaktionen"]);
}

#[test]
fn expired_counts_only_as_the_boolean_true() {
    for no in [json!(false), json!("true"), json!(1), json!(null), json!([true]), json!({})] {
        let feed = feed([]).with("expired", no.clone()).page().feed;
        assert_eq!((feed.expired, feed.state), (false, State::Live), "{no}");
    }
    let feed = feed([]).with("expired", true).state("live").page().feed;
    assert_eq!((feed.expired, feed.state), (true, State::Ended));
}

#[test]
fn a_state_is_one_of_three_words_and_live_otherwise() {
    fn check(word: serde_json::Value, expect: State) {
        assert_eq!(feed([]).story("state", word.clone()).page().feed.state, expect, "{word}");
    }
    check(json!("live"), State::Live);
    check(json!("paused"), State::Paused);
    check(json!(" ended "), State::Ended);
    check(json!("Ended"), State::Live);
    check(json!("slut"), State::Live);
    check(json!(3), State::Live);
}

#[test]
fn the_cadence_is_a_number_of_seconds_above_none() {
    fn check(seconds: serde_json::Value, expect: Option<u64>) {
        let poll = feed([]).story("poll_seconds", seconds.clone()).page().feed.poll;
        assert_eq!(poll, expect.map(Duration::from_secs), "{seconds}");
    }
    check(json!(15), Some(15));
    check(json!(15.9), Some(15));
    check(json!("15"), Some(15));
    check(json!(1e300), Some(86_400));
    check(json!(0), None);
    check(json!(-5), None);
    check(json!("snart"), None);
    check(json!([15]), None);
    check(json!(null), None);
}

#[test]
fn next_url_is_resolved_against_the_feeds_address_and_can_be_fetched() {
    fn check(next: serde_json::Value, expect: Option<&str>) {
        let page = feed([])
            .with("home_page_url", "https://www.news.example/x/")
            .with("next_url", next.clone());
        assert_eq!(page.page().next, expect.map(link), "{next}");
    }
    check(json!("feed-2.json"), Some("https://news.example/hanoi/feed-2.json"));
    check(json!("https://archive.example/2.json"), Some("https://archive.example/2.json"));
    check(json!("?page=2"), Some("https://news.example/hanoi/feed.json?page=2"));
    check(json!("mailto:desk@news.example"), None);
    check(json!("javascript:alert(1)"), None);
    check(json!(2), None);
    check(json!(null), None);
}

#[test]
fn links_of_items_start_from_the_storys_own_page() {
    let page = |home: &str| {
        let item = item("a", "10:00").with("url", "talks-end").with("content_html", "<p>A</p>");
        feed([item]).with("home_page_url", home).page()
    };
    let base = |page: &Page| match &page.updates[0].body {
        Body::Html(_, base) => base.clone(),
        _ => None,
    };
    let home = page("https://www.news.example/hanoi/");
    assert_eq!(home.updates[0].url, Some(link("https://www.news.example/hanoi/talks-end")));
    assert_eq!(base(&home), Some(link("https://www.news.example/hanoi/talks-end")));
    for not_a_page in ["mailto:desk@news.example", "javascript:x", ""] {
        let page = page(not_a_page);
        assert_eq!(
            page.updates[0].url,
            Some(link("https://news.example/hanoi/talks-end")),
            "{not_a_page}"
        );
        assert!(page.feed.home_page.is_none_or(|home| home.is_http()), "{not_a_page}");
    }
}

#[test]
fn marks_are_read_only_as_what_they_are() {
    let plain = update(item("a", "10:00"));
    let wrong =
        item("a", "10:00").story("key", "true").story("pinned", 1).story("certainty", "sure");
    assert_eq!(update(wrong.story("correction", 7).story("withdrawn", "")), plain);
    let marked = item("a", "10:00").story("key", true).pinned().story("certainty", "expected");
    let marked = update(marked.story("correction", "Stavefejl."));
    assert!(marked.key && marked.pinned);
    assert_eq!(marked.certainty, Some(Certainty::Expected));
    assert_eq!(marked.correction.as_deref(), Some("Stavefejl."));
    for (word, certainty) in [
        ("confirmed", Certainty::Confirmed),
        ("reported", Certainty::Reported),
        ("unconfirmed", Certainty::Unconfirmed),
        ("analysis", Certainty::Analysis),
    ] {
        assert_eq!(update(item("a", "10:00").story("certainty", word)).certainty, Some(certainty));
    }
}

#[test]
fn an_item_is_withdrawn_by_a_reason_or_by_true() {
    fn check(word: serde_json::Value, expect: Option<&str>) {
        let update = update(item("a", "10:00").story("withdrawn", word.clone()));
        assert_eq!(update.withdrawn.as_deref(), expect, "{word}");
    }
    check(json!("Forkert kilde."), Some("Forkert kilde."));
    check(json!(true), Some(""));
    check(json!(""), None);
    check(json!(false), None);
    check(json!(null), None);
    check(json!(1), None);
}

#[test]
fn a_wrong_typed_member_costs_only_itself() {
    let good = || {
        item("a", "10:00")
            .with("url", "https://news.example/a")
            .with("summary", "Kort")
            .with("tags", json!(["asien"]))
            .with("language", "da")
    };
    let whole = update(good());
    let wrong_values = [json!(null), json!(7), json!(true), json!([1]), json!({ "a": 1 })];
    for wrong in &wrong_values {
        let of = |name: &str| update(good().with(name, wrong.clone()));
        assert_eq!(of("url"), Update { url: None, ..whole.clone() }, "{wrong}");
        assert_eq!(of("title"), Update { title: None, ..whole.clone() }, "{wrong}");
        assert_eq!(of("summary"), Update { summary: None, ..whole.clone() }, "{wrong}");
        assert_eq!(of("content_text"), Update { body: Body::None, ..whole.clone() }, "{wrong}");
        assert_eq!(of("date_published"), Update { published: None, ..whole.clone() }, "{wrong}");
        assert_eq!(of("tags"), Update { tags: Vec::new(), ..whole.clone() }, "{wrong}");
        assert_eq!(of("language"), Update { language: None, ..whole.clone() }, "{wrong}");
        for harmless in ["authors", "author", "_story", "content_html", "image", "attachments"] {
            assert_eq!(of(harmless), whole, "{harmless} {wrong}");
        }
    }
    let mixed = good().with("tags", json!([1, "asien", null, " ", ["usa"]]));
    assert_eq!(update(mixed), whole);
}

#[test]
fn a_wrong_typed_member_of_the_feed_costs_only_itself() {
    let whole = feed([item("a", "10:00")]).page();
    for wrong in [json!(null), json!(7), json!(true), json!([1]), json!({ "a": 1 })] {
        for name in [
            "version",
            "home_page_url",
            "next_url",
            "authors",
            "_story",
            "feed_url",
            "icon",
            "hubs",
            "user_comment",
        ] {
            let page = feed([item("a", "10:00")]).with(name, wrong.clone()).page();
            assert_eq!(page, whole, "{name} {wrong}");
        }
        for name in [
            "state",
            "poll_seconds",
            "place",
            "time_zone",
            "known",
            "unknown",
            "updated",
            "revised",
            "about",
        ] {
            if (name, &wrong) != ("poll_seconds", &json!(7)) {
                let page = feed([item("a", "10:00")]).story(name, wrong.clone()).page();
                assert_eq!(page, whole, "_story.{name} {wrong}");
            }
        }
        let untitled = feed([item("a", "10:00")]).with("title", wrong.clone()).page();
        assert_eq!(
            (untitled.feed.title, untitled.updates),
            (None, whole.updates.clone()),
            "{wrong}"
        );
    }
}

#[test]
fn what_the_feed_says_of_the_story_is_read() {
    let document =
        feed([]).updated("10:00").story("place", "Hanoi").story("time_zone", "Asia/Ho_Chi_Minh");
    let page = document
        .story("known", json!(["Ingen aftale", 7, ""]))
        .story("unknown", json!(["Hvorfor"]))
        .page();
    assert_eq!(page.version, Some(moment("10:00")));
    assert_eq!(page.feed.title.as_deref(), Some("Topmødet i Hanoi"));
    assert_eq!(page.feed.language.as_deref(), Some("da"));
    assert_eq!(page.feed.place.as_deref(), Some("Hanoi"));
    assert_eq!(page.feed.time_zone.as_deref(), Some("Asia/Ho_Chi_Minh"));
    assert_eq!(
        (page.feed.known, page.feed.unknown),
        (vec!["Ingen aftale".to_owned()], vec!["Hvorfor".to_owned()])
    );
}
