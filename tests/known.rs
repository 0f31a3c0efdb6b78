//! Whoever knows the document before reads the next one as whoever does not, and what has stayed is the same by itself.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

mod support;

use std::rc::Rc;

use developing_story::feed::{Known, Page, Unreadable, Value, read};
use developing_story::limits::{MAX_DEPTH, MAX_ITEMS};
use proptest::prelude::*;
use support::{cases, link};

const FEED: &str = "https://news.example/feed.json";

/// Reads it in both ways, which must say the same.
#[track_caller]
fn check(known: &mut Known, text: &str) -> Option<Page> {
    let now = known.read(text, Some(&link(FEED)));
    let anew = match Value::parse(text) {
        Some(value) => read(&value, Some(&link(FEED))),
        None => Err(Unreadable::NotJson),
    };
    assert_eq!(now, anew, "{text}");
    Some(now.ok()?.0)
}

fn document(head: &str, items: &[String]) -> String {
    format!("{{{head}\"items\":[{}]}}", items.join(","))
}

fn item(id: usize, says: &str) -> String {
    format!("{{\"id\":\"{id}\",\"url\":\"/{id}\",\"content_text\":\"{says}\"}}")
}

/// How many of its updates are the very same as in the page before.
fn kept(before: &Page, page: &Page) -> usize {
    let is_kept = |update: &&Rc<_>| before.updates.iter().any(|other| Rc::ptr_eq(other, update));
    page.updates.iter().filter(is_kept).count()
}

#[test]
fn what_is_written_as_before_is_not_read_again() {
    let mut known = Known::default();
    let mut items: Vec<_> = (0..20).map(|id| item(id, "stands")).collect();
    let mut before = check(&mut known, &document("", &items)).expect("a feed");
    let mut next = |items: &[String], head: &str, stay: usize| {
        let page = check(&mut known, &document(head, items)).expect("a feed");
        assert_eq!(kept(&before, &page), stay, "{head} {items:?}");
        before = page;
    };
    next(&items, "", 20);
    items.insert(0, item(20, "new"));
    next(&items, "\"_story\":{\"updated\":\"2019-03-01T08:00:00Z\"},", 20);
    // One byte, of a text that is as long.
    items[5] = item(4, "stamds");
    next(&items, "", 20);
    items.remove(3);
    next(&items, "", 20);
    items.drain(8..14);
    next(&items, "", 14);
    // Whoever comes from elsewhere, or has another author, is another item.
    next(&items, "\"home_page_url\":\"https://other.example/\",", 0);
    next(
        &items,
        "\"home_page_url\":\"https://other.example/\",\"authors\":[{\"name\":\"Desk\"}],",
        0,
    );
    next(
        &items,
        "\"home_page_url\":\"https://other.example/\",\"authors\":[{\"name\":\"Desk\"}],",
        14,
    );
}

#[test]
fn no_edit_of_two_neighbouring_letters_is_missed() {
    let text = "stormfloden ved kysten er varslet";
    let titled = |title: &str| document("", &[format!("{{\"id\":\"1\",\"title\":\"{title}\"}}")]);
    let before = titled(text);
    // Nine places, so that one of them is wherever the print cuts a text.
    for at in 0..9 {
        for (one, other) in ('a'..='z').flat_map(|one| ('a'..='z').map(move |other| (one, other))) {
            let edited = [&text[..at], &format!("{one}{other}"), &text[at + 2..]].concat();
            let mut known = Known::default();
            known.read(&before, None).expect("a feed");
            let (page, _) = known.read(&titled(&edited), None).expect("a feed");
            assert_eq!(page.updates[0].title.as_deref(), Some(&*edited));
        }
    }
}

#[test]
fn what_cannot_be_read_leaves_what_is_known() {
    let mut known = Known::default();
    let items: Vec<_> = (0..3).map(|id| item(id, "stands")).collect();
    let text = document("", &items);
    let before = check(&mut known, &text).expect("a feed");
    for broken in [
        "",
        "[]",
        "{}",
        "{\"items\":7}",
        "{\"items\":[{\"id\":\"1\"]}]}",
        "{\"items\":[{\"id\":\"1\" \"url\":\"/\"}]}",
        "{\"items\":[{\"id\":\"1\"} {\"id\":\"2\"}]}",
        "{\"items\":[{\"id\":\"\\q\"}]}",
        "{\"items\":[{\"id\":\"1\"},]}",
        "{\"items\":[nul]}",
        "{\"items\":[],}",
        "{\"items\":[]} ]",
        &text[..text.len() - 1],
        &text[..text.len() / 2],
    ] {
        assert!(check(&mut known, broken).is_none(), "{broken}");
    }
    assert_eq!(kept(&before, &check(&mut known, &text).expect("a feed")), 3);
}

#[test]
fn what_items_inherit_may_stand_behind_them() {
    let mut known = Known::default();
    let items = [item(1, "stands"), item(2, "stands")].join(",");
    let behind = |tail: &str| format!("{{\"items\":[{items}],{tail}}}");
    let desk = behind("\"home_page_url\":\"/desk/\",\"authors\":[{\"name\":\"Desk\"}]");
    let first = check(&mut known, &desk).expect("a feed");
    assert_eq!(first.updates[0].authors, ["Desk"]);
    check(&mut known, &desk);
    let other = check(&mut known, &behind("\"authors\":[{\"name\":\"Night\"}]")).expect("a feed");
    assert_eq!(other.updates[0].authors, ["Night"]);
    // Twice, and neither what stands before the second list.
    let twice = format!(
        "{{\"items\":[],\"author\":{{\"name\":\"A\"}},\"items\":[{items}],\"authors\":[{{\"name\":\"B\"}}]}}"
    );
    assert_eq!(check(&mut known, &twice).expect("a feed").updates[0].authors, ["B"]);
}

#[test]
fn odd_documents_are_read_alike() {
    let deep = |depth: usize| {
        let depth = usize::from(MAX_DEPTH) + depth - 4;
        format!("{{\"id\":\"1\",\"x\":{}\"\\q\"{}}}", "[".repeat(depth), "]".repeat(depth))
    };
    let many = |count: usize| (0..count).map(|id| format!("{{\"id\":{id}}}")).collect::<Vec<_>>();
    let mut known = Known::default();
    for text in [
        "{\"items\":[1,\"\",null,[],{},{\"id\":1},{\"id\":\"1\"},{\"id\":2}]}".to_owned(),
        "{\"items\":[{\"id\":1}],\"items\":[{\"id\":2},{\"id\":1}]}".to_owned(),
        "{\"items\":[{\"id\":1}],\"items\":{\"items\":[{\"id\":2}]}}".to_owned(),
        "{\"items\":{\"items\":[{\"id\":2}]},\"a\":[[{\"id\":1}]],\"items\":[{\"id\":3}]}"
            .to_owned(),
        "{\"a\":{\"items\":[1]},\"items\" :\n[ {\"id\":\"\u{e6}\"} ,\t{\"id\":\"\u{1f30a}\"}\r ] }"
            .to_owned(),
        "{\"\":[1],\"items\":[]}".to_owned(),
        "{\"items\":[{\"id\":1}],\"\":[{\"id\":2}],\"hubs\":[{\"id\":3}]}".to_owned(),
        "{\"items\":[null,{\"id\":1},{\"id\":1}],\"items\":[{\"id\":2}]}".to_owned(),
        document("", &[deep(0)]),
        document("", &[deep(1)]),
        document("", &many(MAX_ITEMS)),
        document("", &many(MAX_ITEMS + 1)),
        document("", &many(MAX_ITEMS + 20)),
    ] {
        check(&mut known, &text);
        check(&mut known, &text);
    }
}

proptest! {
    #![proptest_config(cases(256))]

    /// Documents of few items, each of which may come, go, move, change or be there twice.
    #[test]
    fn any_documents_after_each_other_are_read_alike(
        documents in prop::collection::vec(
            (0..3u8, prop::collection::vec((0..12usize, 0..3u8), 0..16), prop::option::of(0..400usize)),
            1..6,
        )
    ) {
        let mut known = Known::default();
        for (head, items, cut) in documents {
            let head = ["", "\"authors\":[{\"name\":\"Desk\"}],", "\"home_page_url\":\"/x\","][usize::from(head)];
            let items: Vec<_> = items
                .iter()
                .map(|(id, kind)| match kind {
                    2 if *id == 0 => "null".to_owned(),
                    kind => item(*id, ["stands", "stamds", "more"][usize::from(*kind)]),
                })
                .collect();
            let text = document(head, &items);
            let text = cut.and_then(|cut| text.get(..cut)).unwrap_or(&text);
            check(&mut known, text);
        }
    }
}
