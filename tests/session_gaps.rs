//! What was published while nobody listened: found, fetched, and shown as missing until then.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

mod support;

use developing_story::config::Reveal;
use developing_story::session::{Action, Notice, PAGES_UNASKED, Problem};
use support::{Conversation, Document, FEED, Item, config, feed, item};

/// An item a minute from 10:00: "0" is published at 10:00, "75" at 11:15.
fn minute(minute: usize) -> Item {
    item(&minute.to_string(), &format!("{:02}:{:02}", 10 + minute / 60, minute % 60))
}

fn address(page: usize) -> String {
    format!("https://news.example/hanoi/page-{page}.json")
}

/// The feed while "newest" is its newest item: two items on it, two on each older page, which is
/// called after its older item.
fn live(newest: usize) -> Document {
    let version = format!("2019-02-28T{:02}:{:02}:30Z", 10 + newest / 60, newest % 60);
    page(newest).updated(&version)
}

fn page(newest: usize) -> Document {
    let items = (newest.saturating_sub(1)..=newest).rev().map(minute);
    match newest.checked_sub(3) {
        Some(older) => feed(items).next(&address(older)),
        None => feed(items),
    }
}

/// A reader who has "1" and "0", and comes back when so many more are there.
fn away_until(newest: usize) -> Conversation {
    let mut talk = Conversation::started(&live(1));
    talk.hide().after(10_000).show().answer(&live(newest));
    talk
}

/// Answers pages for as long as they are asked for; how many there were.
fn answer_pages(talk: &mut Conversation, newest: usize) -> usize {
    let mut answered = 0;
    for older in (0..newest.saturating_sub(2)).rev() {
        if talk.is_open(&address(older)) {
            talk.answer_from(&address(older), &page(older + 1));
            answered += 1;
        }
    }
    answered
}

fn numbers(range: std::ops::RangeInclusive<usize>) -> String {
    range.rev().map(|number| number.to_string()).collect::<Vec<_>>().join(" ")
}

#[test]
fn pages_are_followed_until_they_reach_what_is_held() {
    let mut talk = away_until(7);
    assert_eq!(answer_pages(&mut talk, 7), 3, "5 4, 3 2, and the one that reaches 1 0");
    assert_eq!(talk.view().reveal.as_deref(), Some("6 nye opdateringer"));
    talk.press(Action::Reveal);
    assert_eq!(talk.shown(), numbers(0..=7));
    assert_eq!(talk.rows().iter().filter(|row| row.gap.is_some()).count(), 0);
    let updated: Vec<String> = talk
        .notices()
        .into_iter()
        .filter_map(|notice| match notice {
            Notice::Updated { added, .. } => Some(added),
            _ => None,
        })
        .flatten()
        .map(|id| id.to_string())
        .collect();
    assert_eq!(updated, ["7", "6", "5", "4", "3", "2"], "the page is told of each once");
}

#[test]
fn a_feed_that_overlaps_asks_for_no_page() {
    fn check(next: Document) {
        let mut talk = Conversation::started(&live(3));
        talk.hide().after(20).show().answer(&next);
        assert_eq!(talk.asked_at(&address(1)), [0_u64; 0]);
    }
    check(feed([minute(4), minute(3), minute(2)]).updated("11:00").next(&address(1)));
    // A page was closed, and what it holds has not left the live page.
    check(feed([minute(4), minute(3), minute(2)]).updated("11:00").next(&address(2)));
    check(feed([minute(5), minute(4), minute(3)]).updated("11:00").next(&address(0)));
    // It goes back to before what is held, which is gone.
    check(feed([minute(6), minute(2)]).updated("11:00").next(&address(1)));
    check(feed([]).updated("11:00"));
}

#[test]
fn after_a_lapse_what_was_on_the_live_page_is_looked_up_where_it_went() {
    let mut talk = Conversation::started(&live(3));
    talk.hide().after(10_000).show().answer(&live(4));
    // "2" was corrected while it still stood on the live page, which the reader did not see.
    let corrected = feed([minute(2).title("Rettet").modified("10:03"), minute(1)]);
    let corrected = corrected.updated("10:04").next(&address(0));
    assert!(talk.is_open(&address(1)));
    talk.answer_from(&address(1), &corrected);
    assert_eq!(talk.row("2").headline, "Rettet");
    assert_eq!(talk.rows().iter().filter(|row| row.gap.is_some()).count(), 0);
    assert!(!talk.is_open(&address(0)), "it reaches what was the oldest");
    // Where nothing has left the live page, nothing is looked up.
    let mut talk = Conversation::started(&live(3));
    talk.hide().after(10_000).show().answer(&live(3));
    assert!(!talk.is_open(&address(1)));
}

#[test]
fn what_changed_just_before_its_page_was_closed_is_looked_up_there() {
    let mut talk = Conversation::started(&live(3));
    // One poll later "2" has been corrected, and has left the live page with what came after it.
    talk.poll(&live(4));
    let taken_back = feed([minute(2).withdrawn("Det passede ikke."), minute(1)]);
    talk.answer_from(&address(1), &taken_back.updated("10:04").next(&address(0)));
    assert_eq!(
        talk.row("2").withdrawn.as_deref(),
        Some("Trukket tilbage kl. 17.02: Det passede ikke.")
    );
    assert_eq!(talk.view().reveal.as_deref(), Some("1 ny opdatering"), "what is older is no news");
    // Where the address of older items stays the same, no page was closed.
    let sliding = |newest| live(newest).next(&address(0));
    let mut talk = Conversation::started(&sliding(3));
    talk.poll(&sliding(4));
    assert_eq!(talk.asked_at(&address(0)), [0_u64; 0]);
}

#[test]
fn what_is_older_than_what_was_held_is_no_news_where_a_page_brings_it() {
    let mut talk = Conversation::started(&live(3));
    talk.hide().after(10_000).show().answer(&live(4)).notices();
    let longer = feed([minute(2), minute(1), minute(0)]).updated("10:04");
    talk.answer_from(&address(1), &longer);
    assert_eq!(talk.view().reveal.as_deref(), Some("1 ny opdatering"));
    assert_eq!(talk.notices(), [], "nothing that the page could call new");
    assert_eq!(talk.shown(), "3 2 1 0", "there is room for them");
}

#[test]
fn a_lookup_of_a_page_that_is_never_there_ends() {
    let mut talk = Conversation::started(&live(3));
    talk.poll(&live(4));
    for _ in 0..3 * PAGES_UNASKED {
        if talk.is_open(&address(1)) {
            talk.fail_from(&address(1), Problem::Status(404));
        }
        talk.unchanged();
    }
    assert_eq!(talk.asked_at(&address(1)).len(), usize::from(PAGES_UNASKED));
}

#[test]
fn a_gap_whose_page_is_never_there_waits_for_the_reader() {
    let mut talk = away_until(5);
    for _ in 0..3 * PAGES_UNASKED {
        if talk.is_open(&address(2)) {
            talk.fail_from(&address(2), Problem::Status(404));
        }
        talk.unchanged();
    }
    assert_eq!(talk.asked_at(&address(2)).len(), usize::from(PAGES_UNASKED));
    talk.press(Action::Reveal).press(Action::Fill);
    talk.answer_from(&address(2), &page(3));
    assert_eq!(talk.shown(), numbers(0..=5));
    // A server that fails is asked until it does not.
    let mut talk = away_until(5);
    for _ in 0..3 * PAGES_UNASKED {
        talk.fail_from(&address(2), Problem::Status(503)).unchanged();
    }
    assert!(talk.is_open(&address(2)));
}

#[test]
fn what_stood_on_the_live_page_is_looked_up_behind_a_long_gap_too() {
    let newest = 2 * usize::from(PAGES_UNASKED) + 3;
    let held = feed([minute(3), minute(2), minute(1), minute(0)]).updated("10:03");
    let mut talk = Conversation::started(&held);
    talk.hide().after(10_000).show().answer(&live(newest));
    assert_eq!(answer_pages(&mut talk, newest), usize::from(PAGES_UNASKED) + 1);
}

#[test]
fn a_lookup_marks_no_gap_and_ends_by_itself() {
    let mut talk = Conversation::started(&live(3));
    talk.hide().after(10_000).show().answer(&live(4));
    assert_eq!(talk.rows().iter().filter(|row| row.gap.is_some()).count(), 0, "nothing is missing");
    talk.fail_from(&address(1), Problem::Status(503));
    talk.unchanged();
    assert!(talk.is_open(&address(1)), "resumed");
    talk.answer_from(&address(1), &page(2));
    talk.unchanged();
    assert_eq!(talk.asked_at(&address(1)).len(), 2);
}

#[test]
fn a_pinned_entry_bridges_no_gap() {
    // Older than everything, and newer than everything.
    for at in ["09:00", "10:01", "10:06"] {
        let pinned = || item("pin", at).pinned();
        let first = feed([pinned(), minute(1), minute(0)]).updated("10:06");
        let mut talk = Conversation::started(&first);
        let later = feed([pinned(), minute(5), minute(4)]).updated("10:07").next(&address(2));
        talk.poll(&later).press(Action::Reveal);
        assert!(talk.is_open(&address(2)), "{at}");
        assert!(talk.row("1").gap.is_some(), "{at}: something is missing");
    }
}

#[test]
fn an_unasked_walk_is_bounded_and_the_reader_can_go_on() {
    let newest = 2 * usize::from(PAGES_UNASKED) + 9;
    let mut talk = away_until(newest);
    assert_eq!(answer_pages(&mut talk, newest), usize::from(PAGES_UNASKED));
    // Nothing is said of it above what is being read.
    assert_eq!(talk.rows().iter().filter(|row| row.gap.is_some()).count(), 0);
    talk.press(Action::Reveal);
    let marked: Vec<_> = talk.rows().into_iter().filter(|row| row.gap.is_some()).collect();
    let [row] = &marked[..] else { panic!("one mark: {marked:?}") };
    assert_eq!(row.id.as_str(), "1", "between the oldest of the news and what was held");
    let gap = row.gap.as_ref().expect("it is marked");
    assert_eq!(gap.text, "Hent det, der mangler fra 17.01 til 17.08");
    assert!(!gap.busy);
    // The next polls do not go on by themselves.
    let held = talk.asked_at(&address(6)).len();
    talk.poll(&live(newest + 1)).answer_from(&address(newest - 2), &page(newest - 1));
    assert_eq!((talk.asked_at(&address(6)).len(), held), (0, 0));
    talk.press(Action::Fill);
    assert!(talk.rows().iter().any(|row| row.gap.as_ref().is_some_and(|gap| gap.busy)));
    let before = talk.rows().len();
    answer_pages(&mut talk, newest);
    assert!(talk.rows().len() > before && talk.shown().ends_with(" 3 2 1 0"), "where it belongs");
    talk.press(Action::Reveal).configure(config(|config| config.limit = 100));
    assert_eq!(talk.shown(), numbers(0..=newest + 1));
    assert!(talk.rows().iter().all(|row| row.gap.is_none()));
}

#[test]
fn a_page_that_fails_is_told_and_asked_for_again_after_the_next_good_poll() {
    let mut talk = away_until(5);
    talk.notices();
    talk.fail_from(&address(2), Problem::Status(503));
    let failed = talk.notices().into_iter().find_map(|notice| match notice {
        Notice::Failed { message, .. } => Some(message),
        _ => None,
    });
    assert!(failed.expect("the page is told").contains("page-2.json"));
    assert!(!talk.is_open(&address(2)));
    talk.unchanged();
    assert!(talk.is_open(&address(2)), "resumed");
    talk.at(talk.second() + 11);
    assert!(!talk.is_open(&address(2)), "ten seconds to headers");
    talk.unchanged();
    talk.answer_from(&address(2), &page(3)).press(Action::Reveal);
    assert_eq!(talk.shown(), numbers(0..=5));
}

#[test]
fn a_story_that_has_expired_meanwhile_is_completed_all_the_same() {
    let mut talk = Conversation::started(&live(1));
    talk.hide().after(10_000).show().answer(&live(5).with("expired", true));
    talk.answer_from(&address(2), &page(3)).press(Action::Reveal);
    assert_eq!(talk.shown(), numbers(0..=5));
}

#[test]
fn what_fills_a_gap_appears_by_itself_where_news_does() {
    let auto = config(|config| config.reveal = Reveal::Auto);
    let mut talk = Conversation::with(auto).and_answered(&live(1));
    talk.poll(&live(5));
    assert_eq!(talk.shown(), "5 4 1 0");
    assert!(talk.row("1").gap.expect("marked").busy);
    talk.answer_from(&address(2), &page(3));
    assert_eq!(talk.shown(), numbers(0..=5));
}

#[test]
fn of_two_pages_on_their_way_each_has_its_own_time() {
    let mut talk = Conversation::started(&live(3));
    talk.hide().after(10_000).show().answer(&live(9));
    talk.after(5).press(Action::Earlier);
    assert!(talk.is_open(&address(6)) && talk.is_open(&address(0)));
    talk.after(5);
    assert!(!talk.is_open(&address(6)) && talk.is_open(&address(0)));
    talk.after(5);
    assert!(!talk.is_open(&address(0)));
}

#[test]
fn two_gaps_are_filled_the_newer_one_first() {
    let mut talk = Conversation::started(&live(1));
    talk.poll(&live(7));
    talk.fail_from(&address(4), Problem::Network);
    talk.poll(&live(15));
    assert!(talk.is_open(&address(12)) && !talk.is_open(&address(4)));
    assert_eq!(answer_pages(&mut talk, 15), 7);
    talk.press(Action::Reveal);
    assert_eq!(talk.shown(), numbers(0..=15));
}

#[test]
fn the_way_back_goes_on_below_what_is_held() {
    let mut talk = Conversation::started(&live(9));
    talk.poll(&live(13));
    talk.answer_from(&address(10), &page(11));
    talk.press(Action::Reveal).press(Action::Earlier);
    let asked = [address(6), address(8)];
    let open: Vec<bool> = asked.iter().map(|page| talk.is_open(page)).collect();
    assert!(open.contains(&true), "the page below what is held is asked for");
    answer_pages(&mut talk, 9);
    talk.press(Action::Earlier);
    answer_pages(&mut talk, 9);
    assert!(talk.shown().starts_with("13 12 11 10 9 8 7 6"), "{}", talk.shown());
}

#[test]
fn out_of_the_document_and_hidden_nothing_is_fetched() {
    let mut talk = away_until(7);
    talk.disconnect();
    assert!(!talk.is_open(&address(4)));
    talk.connect().answer(&live(7));
    assert!(talk.is_open(&address(4)), "it goes on where it was");
    talk.hide().answer_from(&address(4), &page(5));
    assert!(!talk.is_open(&address(2)), "nobody looks");
    talk.show().answer(&live(7));
    assert!(talk.is_open(&address(2)));
    assert_eq!(talk.asked_at(FEED).len(), 4);
}
