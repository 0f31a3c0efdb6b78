//! What is made anew of a view: the rows of entries that something has happened to, and no others.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

mod support;

use std::rc::Rc;

use developing_story::config::{Clock, Config, Reveal};
use developing_story::labels::Labels;
use developing_story::markup::native::Html5ever;
use developing_story::session::{Action, Event, Host, View};
use support::{
    Conversation, Document, Item, Language, READER, TestLocale, config, feed, id, item, text, value,
};

/// So many entries, one a minute, of which the last is the newest.
fn entries(count: u32) -> Vec<Item> {
    let each =
        |number| item(&format!("e{number}"), &format!("{:02}:{:02}", number / 60, number % 60));
    (0..count).rev().map(each).collect()
}

fn document(items: Vec<Item>) -> Document {
    feed(items).updated("11:00").story("time_zone", "Asia/Ho_Chi_Minh")
}

/// A reader who sees all of them and what comes by itself.
fn reading(count: u32) -> Conversation {
    let all = config(|config| {
        config.limit = 1_000;
        config.reveal = Reveal::Auto;
    });
    Conversation::with(all).and_answered(&document(entries(count)))
}

/// The ids of the rows that are not those of the view before, in reading order.
fn made(talk: &Conversation, last: &View) -> String {
    let view = talk.view_after(READER, Some(last));
    let lines = |view: &View| -> Vec<_> {
        view.days.iter().flat_map(|day| &day.rows).map(|line| Rc::clone(&line.row)).collect()
    };
    let before = lines(last);
    let is_new = |row: &&Rc<_>| !before.iter().any(|held| Rc::ptr_eq(held, row));
    let now = lines(&view);
    now.iter().filter(is_new).map(|row| row.id.as_str()).collect::<Vec<_>>().join(" ")
}

#[test]
fn a_new_entry_of_many_is_the_only_row_that_is_made() {
    let mut talk = reading(400);
    let last = talk.view();
    assert_eq!(made(&talk, &last), "", "nothing has happened");
    talk.poll(&document(entries(401)).updated("11:01"));
    assert_eq!(made(&talk, &last), "e400");
}

/// Its element has the text in it already.
#[test]
fn no_row_is_made_of_what_is_opened_or_closed() {
    let mut talk = reading(9);
    for action in [
        Action::FoldEntry(id("e3"), true),
        Action::UnfoldAll,
        Action::FoldAll,
        Action::FoldEntry(id("e1"), true),
    ] {
        let last = talk.view();
        talk.press(action.clone());
        assert_ne!(last, talk.view(), "{action:?}");
        assert_eq!(made(&talk, &last), "", "{action:?}");
    }
}

/// But for the button that opens or closes all of them.
#[test]
fn nothing_is_rendered_of_an_entry_that_is_opened_beside_another() {
    let mut talk = reading(9);
    let mut rendered = |entry: &str, open| {
        let before = talk.rendered.times;
        talk.press(Action::FoldEntry(id(entry), open));
        talk.rendered.times - before
    };
    assert_eq!((rendered("e3", true), rendered("e8", false)), (0, 0), "e8 was open");
    assert_eq!((rendered("e3", false), rendered("e3", true)), (1, 1), "nothing else is open");
}

#[test]
fn what_happens_to_an_entry_makes_its_row_anew() {
    let mut talk = reading(9);
    let last = talk.view();
    let mut items = entries(9);
    items[2] = items[2].clone().modified("10:59").with("content_text", "Andet.");
    talk.poll(&document(items).updated("11:01"));
    assert_eq!(made(&talk, &last), "e6", "one has been edited");
    let last = talk.view();
    talk.poll(&document(entries(10)).updated("11:02"));
    assert_eq!(made(&talk, &last), "e9 e6", "and is what it was, beside one that is new");
    let last = talk.view();
    talk.tell(Event::Reader(READER, Action::Read(id("e9"))));
    assert_eq!(made(&talk, &last), "e9", "it has been read");
}

#[test]
fn what_time_or_the_page_changes_makes_a_row_anew() {
    let expected = item("e9", "11:00")
        .story("certainty", "expected")
        .story("happened", "2019-02-28T12:01:00Z");
    let tagged = item("e8", "10:00").with("tags", vec!["Topmøde"]);
    let mut talk = reading(0);
    talk.poll(&document(vec![expected, tagged]).updated("11:01"));
    let last = talk.view();
    talk.after(120);
    let after = talk.view_after(READER, Some(&last));
    assert_eq!(after, talk.view(), "it is overdue by now");
    assert_ne!(after.days, last.days);
    let last = talk.view();
    let key = config(|config| {
        config.reveal = Reveal::Auto;
        config.key_tags = vec!["Topmøde".to_owned()];
    });
    talk.tell(Event::Configured(READER, key));
    assert_eq!(talk.view_after(READER, Some(&last)), talk.view(), "it is a key moment by now");
    assert_ne!(talk.view().days, last.days);
}

/// The button that shows what was changed has its word from the file that comes after the first view.
#[test]
fn a_word_that_comes_later_comes_into_rows_that_lack_it() {
    let mut talk = reading(2);
    let mut items = entries(2);
    items[1] = items[1].clone().modified("10:59").with("content_text", "Andet.");
    talk.poll(&document(items).updated("11:01"));
    let word = |view: &View| {
        let line = &view.days[0].rows[1];
        line.correction.as_ref().expect("a note").changes.clone().expect("a button")
    };
    let file = |folder: &str| value(&text(&format!("www/labels/{folder}da.json")));
    let mut labels = Labels::read(&file(""));
    let view = |labels: &Labels, last| {
        let locale = TestLocale(Language::Danish);
        let host = Host { locale: &locale, labels, parser: &Html5ever, last };
        talk.session.view(READER, host, talk.moment()).expect("it has joined")
    };
    let first = view(&labels, None);
    assert_eq!(word(&first), "");
    labels.learn(&file("more/"));
    assert_eq!(word(&view(&labels, Some(&first))), "Vis ændringer");
}

#[test]
fn what_all_rows_have_in_common_makes_all_of_them_anew() {
    let mut talk = reading(3);
    let last = talk.view();
    talk.tell(Event::Reader(READER, Action::Clock(Clock::Scene)));
    assert_eq!(made(&talk, &last), "e2 e1 e0", "times are told by another clock");
    let last = talk.view();
    let blank = Config { target: Some("_blank".to_owned()), ..Config::default() };
    talk.tell(Event::Configured(READER, blank));
    assert_eq!(made(&talk, &last), "e2 e1 e0", "links open elsewhere");
}

#[test]
fn the_order_of_rows_makes_none_of_them() {
    let mut talk = reading(30);
    let last = talk.view();
    talk.tell(Event::Reader(READER, Action::Order(developing_story::config::Order::Oldest)));
    assert_eq!(made(&talk, &last), "");
    assert_eq!(talk.view().days[0].rows[0].id.as_str(), "e0");
}
