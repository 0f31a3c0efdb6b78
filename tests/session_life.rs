//! A session through its life: when it asks, when it stops, and what it promises.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

mod support;

use std::time::Duration;

use developing_story::config::Config;
use developing_story::session::{Action, Effect, Notice, Phase, Problem, StateKind, Ticket};
use support::{Conversation, Document, FEED, READER, config, feed, id, item, link};

/// A first document with three entries.
fn three() -> Document {
    feed([item("c", "09:30"), item("b", "09:00"), item("a", "08:00")]).updated("09:30")
}

/// The same with one more.
fn four() -> Document {
    feed([item("d", "09:45"), item("c", "09:30"), item("b", "09:00"), item("a", "08:00")])
        .updated("09:45")
}

fn state_changes(talk: &mut Conversation) -> Vec<(&'static str, &'static str)> {
    let changes = talk.notices().into_iter().filter_map(|notice| match notice {
        Notice::StateChanged { state, freshness } => Some((state, freshness)),
        _ => None,
    });
    changes.collect()
}

/// Lets that many seconds pass and says how many polls came, each answered with the same bytes.
fn polls_within(talk: &mut Conversation, seconds: u64) -> usize {
    let before = talk.asked_at(FEED).len();
    for _ in 0..seconds {
        talk.after(1);
        if talk.is_open(FEED) {
            talk.unchanged();
        }
    }
    talk.asked_at(FEED).len() - before
}

#[test]
fn a_connected_element_asks_at_once_and_shows_an_outline_meanwhile() {
    let mut talk = Conversation::unconnected(Config::default(), Some(link(FEED)));
    assert!(!talk.is_open(FEED));
    talk.connect();
    assert!(talk.is_open(FEED));
    assert_eq!(talk.view().phase, Phase::Loading);
}

#[test]
fn the_first_document_is_shown_whole_and_the_page_is_told_once() {
    let mut talk = Conversation::begin();
    talk.answer(&three());
    assert_eq!(talk.shown(), "c b a");
    assert_eq!((talk.view().phase, talk.view().reveal), (Phase::Filled, None));
    let told = talk.notices();
    assert_eq!(
        told,
        [
            Notice::Ready { entries: 3 },
            Notice::StateChanged { state: "live", freshness: "current" }
        ]
    );
    talk.poll(&three());
    talk.until_asked();
    talk.unchanged();
    assert_eq!(talk.notices(), []);
}

#[test]
fn a_feed_without_items_says_that_there_is_nothing_yet() {
    let talk = Conversation::started(&feed([]));
    assert_eq!(talk.view().phase, Phase::Empty);
    assert_eq!(talk.view().empty, "Der er endnu ingen opdateringer.");
}

#[test]
fn an_entry_is_scrolled_to_before_the_page_is_told_of_it() {
    let mut talk = Conversation::started(&three());
    talk.poll(&four());
    talk.effects();
    talk.press(Action::Reveal);
    let effects = talk.effects();
    let told = Effect::Notify(READER, Notice::Revealed(vec![id("d")]));
    assert_eq!(effects, [Effect::Show(READER, id("d")), told]);
}

#[test]
fn polls_follow_the_feeds_word_on_cadence_from_the_next_poll_on() {
    let mut talk = Conversation::with(config(|c| c.poll = Some(Duration::from_secs(30))))
        .and_answered(&three());
    assert!((8..=13).contains(&polls_within(&mut talk, 300)));
    talk.poll(&three().updated("09:31").story("poll_seconds", 100));
    assert!((2..=4).contains(&polls_within(&mut talk, 300)));
}

#[test]
fn a_change_of_the_attribute_poll_does_not_wait_for_the_old_cadence() {
    let mut talk = Conversation::with(config(|c| c.poll = Some(Duration::from_secs(3600))))
        .and_answered(&three());
    talk.configure(config(|c| c.poll = Some(Duration::from_secs(5))));
    assert!(polls_within(&mut talk, 60) >= 8);
}

#[test]
fn max_age_of_an_answer_holds_back_the_next_poll() {
    let mut talk = Conversation::started(&three());
    talk.until_asked();
    talk.answer_for(&three(), 200);
    assert_eq!(polls_within(&mut talk, 190), 0);
}

#[test]
fn a_document_older_than_the_one_held_changes_nothing_not_even_the_cadence() {
    let mut talk = Conversation::started(&three());
    talk.effects();
    talk.poll(
        &feed([item("b", "09:00")]).updated("09:00").state("ended").story("poll_seconds", 3000),
    );
    assert_eq!((talk.shown().as_str(), talk.notices()), ("c b a", vec![]));
    assert!(polls_within(&mut talk, 300) > 10);
}

#[test]
fn a_document_that_looks_older_is_believed_when_three_polls_bring_it_changed_or_not() {
    let without_c = feed([item("b", "09:00"), item("a", "08:00")]).state("paused");
    let first = feed([item("c", "09:30"), item("b", "09:00"), item("a", "08:00")]);
    let mut talk = Conversation::started(&first);
    talk.poll(&without_c);
    talk.until_asked();
    talk.unchanged();
    assert_eq!(talk.shown(), "c b a");
    talk.until_asked();
    talk.unchanged();
    assert_eq!(talk.shown(), "b a");
    assert_eq!(talk.view().header.state, StateKind::Paused, "its word on the state counts too");
}

#[test]
fn the_state_goes_from_live_to_paused_to_ended() {
    let mut talk = Conversation::started(&three());
    let step = |talk: &mut Conversation, word: &str, at: &str| {
        talk.poll(&three().updated(at).state(word));
        let header = talk.view().header;
        (header.state, header.state_text, state_changes(talk))
    };
    let live = step(&mut talk, "live", "09:31");
    assert_eq!(live, (StateKind::Live, "Opdateres".to_owned(), vec![]));
    let paused = step(&mut talk, "paused", "09:32");
    let told = vec![("paused", "current")];
    assert_eq!(paused, (StateKind::Paused, "Holder pause".to_owned(), told));
    let ended = step(&mut talk, "ended", "09:33");
    let told = vec![("ended", "current")];
    assert_eq!(ended, (StateKind::Ended, "Dækningen er slut".to_owned(), told));
    assert!(talk.view().header.pause.is_none(), "there is nothing left to pause");
    assert!(polls_within(&mut talk, 3600) <= 15, "an ended story is asked for every five minutes");
    assert_eq!(state_changes(&mut talk), []);
    talk.poll(&three().updated("09:34").state("live"));
    assert_eq!(state_changes(&mut talk), [("live", "current")]);
}

/// Nothing brings another poll, and nothing is waited for but the next change of words.
fn check_stopped(talk: &mut Conversation) {
    let before = talk.asked_at(FEED).len();
    talk.after(10_000).hide().show().online(false).online(true);
    talk.press(Action::Pause).press(Action::Resume).disconnect().connect();
    talk.after(100_000).hide();
    assert_eq!(talk.asked_at(FEED).len(), before);
    assert_eq!(talk.alarm(), None);
    talk.show().effects();
    talk.press(Action::Refresh(Ticket(1)));
    assert_eq!(talk.settled(), [(1, false)]);
}

#[test]
fn after_expired_nothing_is_asked_for_any_more() {
    let mut talk = Conversation::started(&three().with("expired", true));
    assert_eq!(talk.view().header.state, StateKind::Ended);
    check_stopped(&mut talk);
    assert_eq!(talk.shown(), "c b a");
}

#[test]
fn after_410_nothing_is_asked_for_any_more_and_the_timeline_stays() {
    let mut talk = Conversation::started(&three());
    talk.until_asked();
    talk.fail(Problem::Status(410));
    let told = talk.notices();
    let Some(Notice::Failed { kind: "status", message }) = told.first() else {
        panic!("{told:?}");
    };
    assert!(!message.contains("goes on"), "{message}");
    let ended = Notice::StateChanged { state: "ended", freshness: "current" };
    assert_eq!(told.last(), Some(&ended), "the page is told what the header says");
    assert_eq!(talk.view().header.state, StateKind::Ended);
    check_stopped(&mut talk);
    assert_eq!(talk.shown(), "c b a");
}

#[test]
fn nobody_waits_for_an_entry_of_a_feed_that_is_gone() {
    let mut talk = Conversation::begin();
    talk.go_to("a", 4);
    talk.fail(Problem::Status(410));
    assert_eq!(talk.settled(), [(4, false)]);
}

#[test]
fn a_hidden_page_is_not_polled_for_and_one_poll_comes_at_once_on_return() {
    let mut talk = Conversation::started(&three());
    talk.hide();
    assert_eq!(talk.alarm(), None);
    talk.after(7200);
    assert_eq!(talk.asked_at(FEED).len(), 1);
    talk.show();
    talk.show();
    assert_eq!(talk.asked_at(FEED).len(), 2);
    talk.unchanged();
    assert_eq!(polls_within(&mut talk, 11), 0);
}

#[test]
fn the_first_document_is_fetched_for_a_hidden_page_too_and_no_second_one() {
    let mut talk = Conversation::unconnected(Config::default(), Some(link(FEED)));
    talk.hide();
    talk.connect();
    talk.answer(&three());
    assert_eq!(talk.shown(), "c b a");
    talk.after(3600);
    assert_eq!(talk.asked_at(FEED).len(), 1);
}

#[test]
fn an_answer_that_comes_while_hidden_is_taken_in() {
    let mut talk = Conversation::started(&three());
    talk.until_asked();
    talk.hide();
    talk.answer(&four());
    assert_eq!(talk.view().reveal.as_deref(), Some("1 ny opdatering"));
    assert_eq!(talk.alarm(), None);
}

#[test]
fn a_request_that_the_device_slept_through_is_asked_anew_and_is_no_failure() {
    let mut talk = Conversation::started(&three());
    talk.until_asked();
    talk.press(Action::Refresh(Ticket(1)));
    talk.hide();
    talk.sleeps(3600);
    talk.effects();
    talk.show();
    let effects = talk.effects();
    assert_eq!(talk.asked_at(FEED).len(), 3);
    let waits = Notice::StateChanged { state: "live", freshness: "loading" };
    assert_eq!(effects, [Effect::Notify(READER, waits)]);
    assert!(talk.is_open(FEED));
    talk.unchanged();
    assert_eq!(talk.settled(), [(1, true)]);
}

#[test]
fn the_reader_can_pause_and_resume() {
    let mut talk = Conversation::started(&three());
    let button = |talk: &Conversation| talk.view().header.pause.expect("a button");
    assert_eq!(button(&talk), (false, "Pause".into(), "Sæt opdateringer på pause".into()));
    talk.press(Action::Pause);
    assert_eq!(button(&talk), (true, "Fortsæt".into(), "Fortsæt med at hente opdateringer".into()));
    assert_eq!(talk.header(), "Sat på pause · Hentet kl. 19.00");
    assert_eq!(state_changes(&mut talk), [("live", "paused")]);
    talk.after(3600);
    assert_eq!(talk.asked_at(FEED).len(), 1);
    talk.press(Action::Resume);
    assert_eq!(talk.asked_at(FEED).len(), 2);
    assert_eq!(state_changes(&mut talk), [("live", "loading")], "an hour is no present");
    talk.unchanged();
    assert_eq!(state_changes(&mut talk), [("live", "current")]);
}

#[test]
fn a_refresh_polls_at_once_and_keeps_its_promise() {
    let mut talk = Conversation::started(&three());
    talk.press(Action::Refresh(Ticket(1)));
    assert_eq!(talk.asked_at(FEED).len(), 2);
    talk.press(Action::Refresh(Ticket(2)));
    assert_eq!(talk.asked_at(FEED).len(), 2, "the request on its way will do");
    talk.answer(&four());
    assert_eq!(talk.settled(), [(1, true), (2, true)]);
    talk.press(Action::Refresh(Ticket(3)));
    talk.unchanged();
    assert_eq!(talk.settled(), [(3, true)]);
}

#[test]
fn a_refresh_that_cannot_succeed_breaks_its_promise() {
    type Step = fn(&mut Conversation) -> &mut Conversation;
    fn check(before: Step, after: Step) {
        let mut talk = Conversation::started(&three());
        before(&mut talk);
        talk.press(Action::Refresh(Ticket(9)));
        after(&mut talk);
        assert_eq!(talk.settled(), [(9, false)]);
    }
    check(|talk| talk, |talk| talk.fail(Problem::Network));
    check(|talk| talk, |talk| talk.after(10));
    check(|talk| talk, Conversation::disconnect);
    check(Conversation::disconnect, |talk| talk);
    check(|talk| talk.press(Action::Pause), |talk| talk);
    let mut talk = Conversation::unconnected(Config::default(), None);
    talk.connect();
    talk.press(Action::Refresh(Ticket(9)));
    assert_eq!(talk.settled(), [(9, false)]);
}

#[test]
fn a_device_without_a_connection_says_so_and_asks_at_once_when_it_is_back() {
    let mut talk = Conversation::started(&three());
    talk.online(false);
    assert_eq!(talk.header(), "Ingen forbindelse · Hentet kl. 19.00");
    assert_eq!(state_changes(&mut talk), [("live", "offline")]);
    talk.until_asked();
    talk.fail(Problem::Network);
    let before = talk.asked_at(FEED).len();
    talk.online(true);
    assert_eq!(talk.asked_at(FEED).len(), before + 1);
    talk.answer(&four());
    assert_eq!(talk.view().header.state, StateKind::Live);
}

#[test]
fn a_request_without_an_answer_is_aborted_and_counts_as_a_failure() {
    fn check(begins: bool, aborted_after: u64) {
        let mut talk = Conversation::started(&three());
        talk.until_asked();
        if begins {
            talk.began(FEED);
        }
        talk.after(aborted_after - 1);
        assert!(talk.is_open(FEED));
        talk.after(1);
        assert!(!talk.is_open(FEED));
        assert_eq!(talk.view().header.state, StateKind::Trouble);
        let told = talk.notices();
        assert!(matches!(told.first(), Some(Notice::Failed { kind: "timeout", .. })), "{told:?}");
        talk.until_asked();
    }
    check(false, 10);
    check(true, 30);
}

#[test]
fn an_answer_that_comes_too_late_is_ignored() {
    let mut talk = Conversation::begin();
    let late = talk.request(FEED);
    talk.after(10).answer_late(late, &three());
    assert_eq!(talk.view().phase, Phase::Loading);
}

#[test]
fn a_removed_element_aborts_what_is_on_its_way_and_stops() {
    let mut talk = Conversation::with(config(|c| c.limit = 3))
        .and_answered(&three().next("/hanoi/feed-2.json"));
    talk.press(Action::Earlier);
    talk.until_asked().disconnect();
    let second = "https://news.example/hanoi/feed-2.json";
    assert!(!talk.is_open(FEED) && !talk.is_open(second));
    assert_eq!(talk.alarm(), None);
    talk.after(7200);
    assert!(!talk.is_open(FEED));
    talk.connect();
    assert!(talk.is_open(FEED));
    assert_eq!(talk.shown(), "c b a");
    talk.press(Action::GoTo(id("b"), Ticket(1)));
    assert_eq!(talk.settled(), [(1, true)]);
}

#[test]
fn a_second_connect_changes_nothing() {
    let mut talk = Conversation::begin();
    talk.connect();
    assert!(talk.is_open(FEED));
}

#[test]
fn a_document_handed_over_is_shown_and_nothing_is_polled() {
    let mut talk = Conversation::unconnected(Config::default(), None);
    talk.connect();
    talk.hand(&three());
    assert_eq!(talk.shown(), "c b a");
    assert_eq!(talk.view().header.pause, None);
    talk.hand(&four());
    assert_eq!(talk.view().reveal.as_deref(), Some("1 ny opdatering"));
    talk.after(7200);
    assert_eq!(talk.asked_at(FEED).len(), 0);
}
