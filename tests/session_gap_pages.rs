//! The pages that fill a gap: how many, in which order, what each of them changes, and what is left
//! when there are no more.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

mod support;

use developing_story::session::{Action, Answer, Notice, PAGES_UNASKED, Problem};
use serde_json::json;
use support::{Conversation, Document, Item, config, feed, ids, item};

/// An item a minute from 10:00: "0" is published at 10:00, "75" at 11:15.
fn minute(minute: usize) -> Item {
    item(&minute.to_string(), &format!("{:02}:{:02}", 10 + minute / 60, minute % 60))
}

/// The page whose older item that is.
fn address(older: usize) -> String {
    format!("https://news.example/hanoi/page-{older}.json")
}

/// Two items, and where the next two are.
fn page(newest: usize) -> Document {
    let items = feed([minute(newest), minute(newest - 1)]);
    newest.checked_sub(3).map_or(items.clone(), |older| items.next(&address(older)))
}

/// The feed while "newest" is its newest item.
fn live(newest: usize) -> Document {
    page(newest).updated(&format!("{:02}:{:02}", 10 + newest / 60, newest % 60))
}

/// A feed of every item from "newest" down to "0", which is the whole story.
fn whole(newest: usize) -> Document {
    feed((0..=newest).rev().map(minute)).updated(&format!("10:{newest:02}"))
}

fn away(mut talk: Conversation, document: &Document) -> Conversation {
    talk.hide().after(10_000).show().answer(document);
    talk
}

fn marks(talk: &Conversation) -> usize {
    talk.rows().iter().filter(|row| row.gap.is_some()).count()
}

/// Answers pages for as long as they are asked for; how many there were.
fn answer_pages(talk: &mut Conversation, newest: usize) -> usize {
    let older = (0..newest - 2).rev();
    let answered = older.filter(|older| {
        let open = talk.is_open(&address(*older));
        if open {
            talk.answer_from(&address(*older), &page(older + 1));
        }
        open
    });
    answered.count()
}

/// What the page was told is new, document by document.
fn added(talk: &mut Conversation) -> Vec<String> {
    let added = talk.notices().into_iter().filter_map(|notice| match notice {
        Notice::Updated { added, .. } => Some(ids(&added).join(" ")),
        _ => None,
    });
    added.collect()
}

fn earlier(talk: &Conversation) -> bool {
    talk.view().earlier.is_some()
}

#[test]
fn each_press_fetches_as_many_pages_again() {
    let newest = 4 * usize::from(PAGES_UNASKED) + 9;
    let mut talk = away(Conversation::started(&live(1)), &live(newest));
    let most = usize::from(PAGES_UNASKED);
    for expect in [most, most, 4] {
        assert_eq!(answer_pages(&mut talk, newest), expect);
        talk.press(Action::Fill);
    }
    talk.press(Action::Reveal);
    assert_eq!(marks(&talk), 0);
}

#[test]
fn where_nothing_is_missing_any_more_ten_more_pages_are_looked_up_at_most() {
    // The first page reaches what is held, and the live page as it was goes on for twenty more.
    let mut talk = away(Conversation::started(&whole(40)), &live(43));
    assert_eq!(answer_pages(&mut talk, 43), 1 + usize::from(PAGES_UNASKED));
    talk.press(Action::Fill);
    assert_eq!(answer_pages(&mut talk, 43), 0, "nobody could ask for more");
    // Nothing was missing from the beginning.
    let mut talk = away(Conversation::started(&whole(40)), &live(41));
    assert_eq!(answer_pages(&mut talk, 41), usize::from(PAGES_UNASKED));
}

#[test]
fn a_page_that_reaches_what_is_held_ends_what_is_marked_as_missing() {
    let mut talk = away(Conversation::started(&whole(3)), &live(7));
    talk.press(Action::Reveal);
    assert_eq!(marks(&talk), 1);
    talk.answer_from(&address(4), &page(5)).answer_from(&address(2), &page(3));
    assert!(talk.is_open(&address(0)), "what stood on the live page is looked up");
    talk.press(Action::Reveal);
    assert_eq!((talk.shown().as_str(), marks(&talk)), ("7 6 5 4 3 2 1 0", 0));
}

#[test]
fn after_a_lapse_what_slid_off_the_live_page_is_looked_up_too() {
    let sliding = |newest| live(newest).next(&address(0));
    let talk = away(Conversation::started(&sliding(3)), &sliding(4));
    assert!(talk.is_open(&address(0)));
}

#[test]
fn a_feed_that_names_no_older_page_marks_nothing_that_nobody_could_fetch() {
    let newer = feed([minute(9), minute(8)]).updated("10:09");
    let mut talk = away(Conversation::started(&live(1)), &newer);
    talk.press(Action::Reveal);
    assert_eq!((talk.shown().as_str(), marks(&talk)), ("9 8 1 0", 0));
}

#[test]
fn pages_that_end_before_they_reach_what_is_held_leave_no_mark() {
    let mut talk = away(Conversation::started(&live(1)), &live(7));
    talk.answer_from(&address(4), &feed([minute(5), minute(4)])).press(Action::Reveal);
    assert_eq!((talk.shown().as_str(), marks(&talk)), ("7 6 5 4 1 0", 0));
}

#[test]
fn what_is_missing_is_asked_for_after_every_good_poll_however_often_it_failed() {
    let mut talk = away(Conversation::started(&live(1)), &live(5));
    for _ in 0..2 * PAGES_UNASKED {
        talk.fail_from(&address(2), Problem::Status(503)).unchanged();
    }
    assert!(talk.is_open(&address(2)));
}

#[test]
fn a_page_that_was_missed_and_is_said_to_be_unchanged_has_not_come() {
    let mut talk = away(Conversation::started(&live(1)), &live(5));
    talk.notices();
    talk.ends(talk.request(&address(2)), Answer::Unchanged { max_age: None });
    assert!(matches!(talk.notices()[..], [Notice::Failed { kind: "network", .. }]));
    talk.unchanged();
    assert!(talk.is_open(&address(2)));
}

#[test]
fn whoever_asks_for_what_is_missing_waits_for_no_poll() {
    let mut talk = away(Conversation::started(&live(1)), &live(5));
    talk.fail_from(&address(2), Problem::Status(503));
    assert!(!talk.is_open(&address(2)));
    talk.press(Action::Fill);
    assert!(talk.is_open(&address(2)));
}

#[test]
fn after_a_lookup_that_never_succeeded_nobody_can_ask_for_it() {
    let mut talk = Conversation::started(&live(3));
    talk.poll(&live(4));
    for _ in 0..PAGES_UNASKED {
        talk.fail_from(&address(1), Problem::Status(404)).unchanged();
    }
    talk.press(Action::Fill);
    assert!(!talk.is_open(&address(1)));
}

#[test]
fn one_page_is_fetched_at_a_time_however_many_gaps_there_are() {
    let mut talk = Conversation::started(&live(1));
    talk.poll(&live(7)).began(&address(4)).poll(&live(15));
    assert!(talk.is_open(&address(4)) && !talk.is_open(&address(12)));
    talk.answer_from(&address(4), &page(5));
    assert!(talk.is_open(&address(12)) && !talk.is_open(&address(2)), "the newest gap first");
}

#[test]
fn what_the_reader_asks_for_shows_at_once_and_pushes_nothing_out_of_sight() {
    let short = || Conversation::with(config(|config| config.limit = 2));
    let mut talk = away(short().and_answered(&live(1)), &live(7));
    talk.press(Action::Fill).answer_from(&address(4), &page(5));
    assert_eq!(talk.shown(), "5 4 1 0");
    assert_eq!(talk.view().reveal.as_deref(), Some("2 nye opdateringer"));
    // What waits makes its own room when it is revealed, and no more.
    let mut talk = away(short().and_answered(&whole(3)), &live(9));
    answer_pages(&mut talk, 9);
    talk.press(Action::Reveal);
    assert_eq!(talk.shown(), "9 8 7 6 5 4 3 2");
}

#[test]
fn the_page_is_told_of_what_fills_the_gap_and_of_nothing_else() {
    let mut talk = away(Conversation::started(&live(1)), &live(5));
    talk.notices();
    let beside = item("beside", "10:00");
    let dropped = item("dropped", "2019-02-28T10:04:30Z");
    let closed = feed([dropped, minute(3), minute(2), beside, minute(0)]).updated("10:04");
    talk.answer_from(&address(2), &closed);
    assert_eq!(added(&mut talk), ["3 2"]);
}

#[test]
fn items_that_are_left_out_of_a_page_that_was_missed_are_named() {
    let mut talk = away(Conversation::started(&live(1)), &live(5));
    talk.answer_from(&address(2), &feed([minute(3), Item(json!(7)), minute(2)]));
    let said = talk.warnings();
    assert!(said.len() == 1 && said[0].contains(&address(2)), "{said:?}");
}

#[test]
fn an_entry_that_somebody_goes_to_is_found_in_the_gap_too() {
    let mut talk = away(Conversation::started(&live(3)), &live(9));
    talk.go_to("6", 1);
    assert!(talk.is_open(&address(0)), "it could be further down");
    talk.answer_from(&address(6), &page(7));
    assert_eq!(talk.settled(), [(1, true)]);
}

#[test]
fn the_way_back_is_the_one_below_what_was_held_while_something_is_missing() {
    let mut talk = Conversation::started(&live(3));
    talk.poll(&live(9)).fail_from(&address(6), Problem::Network);
    talk.unchanged().fail_from(&address(6), Problem::Network);
    talk.poll(&live(9)).press(Action::Earlier);
    assert!(talk.is_open(&address(0)));
}

#[test]
fn the_way_back_that_nobody_has_taken_leads_on_from_the_page_that_fills_the_last_gap() {
    let mut talk = Conversation::started(&live(1));
    talk.poll(&live(7)).fail_from(&address(4), Problem::Network);
    talk.poll(&live(15));
    for older in [12, 10, 8, 6] {
        talk.answer_from(&address(older), &page(older + 1));
    }
    assert!(talk.is_open(&address(4)) && !earlier(&talk), "there is a gap below that page");
    talk.answer_from(&address(4), &page(5)).answer_from(&address(2), &page(3));
    talk.answer_from(&address(0), &page(1).next("page-x.json"));
    assert!(earlier(&talk));
    talk.press(Action::Earlier);
    assert!(talk.is_open("https://news.example/hanoi/page-x.json"));
}

#[test]
fn the_way_back_that_somebody_has_taken_goes_on_from_where_it_led() {
    let mut talk = Conversation::with(config(|config| config.limit = 2)).and_answered(&live(9));
    talk.press(Action::Earlier).answer_from(&address(6), &page(7));
    talk.poll(&live(13)).answer_from(&address(10), &page(11)).answer_from(&address(8), &page(9));
    talk.press(Action::Earlier);
    assert!(talk.is_open(&address(4)) && !talk.is_open(&address(6)));
}
