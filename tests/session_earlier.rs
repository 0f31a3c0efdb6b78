//! The way back: the limit, earlier pages by `next_url`, and going to an entry wherever it is.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

mod support;

use developing_story::session::{Action, Answer, Notice, Problem, Ticket};
use support::{Conversation, Document, FEED, config, feed, item, link};

const SECOND: &str = "https://news.example/hanoi/feed-2.json";
const THIRD: &str = "https://news.example/hanoi/feed-3.json";

fn first() -> Document {
    feed([item("f", "09:30"), item("e", "09:00")]).updated("09:30").next("feed-2.json")
}

fn second() -> Document {
    feed([item("d", "08:30"), item("c", "08:00")]).next("feed-3.json")
}

fn third() -> Document {
    feed([item("b", "07:30"), item("a", "07:00")])
}

fn started(limit: usize, document: &Document) -> Conversation {
    Conversation::with(config(|c| c.limit = limit)).and_answered(document)
}

fn button(talk: &Conversation) -> String {
    talk.view().earlier.map_or_else(String::new, |earlier| earlier.text)
}

#[test]
fn the_limit_holds_older_entries_back_and_each_press_shows_as_many_more() {
    let all = feed([item("c", "09:30"), item("b", "09:00"), item("a", "08:00")]);
    let mut talk = started(1, &all);
    assert_eq!((talk.shown().as_str(), button(&talk).as_str()), ("c", "Vis tidligere"));
    talk.press(Action::Earlier);
    assert_eq!((talk.shown().as_str(), button(&talk).as_str()), ("c b", "Vis tidligere"));
    talk.press(Action::Earlier);
    assert_eq!((talk.shown().as_str(), button(&talk).as_str()), ("c b a", ""));
}

#[test]
fn what_is_revealed_pushes_nothing_out_of_sight() {
    let mut talk = started(2, &feed([item("b", "09:00"), item("a", "08:00")]));
    let next = [item("d", "09:40"), item("c", "09:30"), item("b", "09:00"), item("a", "08:00")];
    talk.poll(&feed(next)).press(Action::Reveal);
    assert_eq!(talk.shown(), "d c b a");
}

#[test]
fn earlier_pages_are_fetched_when_asked_for_and_each_once() {
    let mut talk = started(2, &first());
    assert!(!talk.is_open(SECOND), "nobody has asked for it yet");
    talk.press(Action::Earlier);
    assert!(talk.view().earlier.is_some_and(|earlier| earlier.busy));
    assert_eq!(button(&talk), "Henter tidligere …");
    talk.press(Action::Earlier);
    talk.answer_from(SECOND, &second());
    assert_eq!((talk.shown().as_str(), button(&talk).as_str()), ("f e d c", "Vis tidligere"));
    assert!(!talk.is_open(THIRD), "one press, one page");
    talk.press(Action::Earlier).answer_from(THIRD, &third());
    assert_eq!((talk.shown().as_str(), button(&talk).as_str()), ("f e d c b a", ""));
    talk.poll(&first().updated("09:31")).press(Action::Earlier).after(120);
    let asked = (talk.asked_at(SECOND).len(), talk.asked_at(THIRD).len());
    assert_eq!((asked, button(&talk).as_str()), ((1, 1), ""));
}

#[test]
fn older_entries_are_no_news() {
    let mut talk = started(2, &first());
    talk.press(Action::Earlier).answer_from(SECOND, &second());
    let told = talk.notices();
    assert!(!told.iter().any(|notice| matches!(notice, Notice::Updated { .. })), "{told:?}");
    assert_eq!(talk.view().reveal, None);
}

#[test]
fn a_chain_of_pages_that_leads_back_to_itself_ends() {
    fn check(document: &Document, next: &str) {
        let mut talk = started(2, &first());
        talk.press(Action::Earlier).answer_from(SECOND, document);
        talk.press(Action::Earlier).press(Action::Earlier);
        let asked = (talk.asked_at(SECOND).len(), button(&talk));
        assert_eq!(asked, (1, String::new()), "{next}");
        assert!(talk.asked_at(FEED).len() < 3, "{next}");
    }
    for next in ["feed-2.json", "feed-2.json#again", "./feed-2.json", "feed.json", FEED] {
        check(&second().next(next), next);
    }
}

#[test]
fn a_next_page_that_is_the_feed_itself_is_none() {
    for next in
        [FEED, "feed.json", "#", "feed.json#older", "HTTPS://NEWS.example:443/hanoi/feed.json"]
    {
        let mut talk = started(2, &first().next(next));
        assert_eq!(button(&talk), "", "{next}");
        talk.press(Action::Earlier);
        assert_eq!(talk.asked_at(FEED).len(), 1, "{next}");
    }
}

#[test]
fn a_page_that_does_not_come_is_said_and_can_be_asked_for_again() {
    fn check(fails: impl Fn(&mut Conversation)) {
        let mut talk = started(2, &first());
        talk.press(Action::Earlier);
        fails(&mut talk);
        assert!(!talk.is_open(SECOND));
        assert_eq!(button(&talk), "Kunne ikke hente tidligere. Prøv igen");
        talk.press(Action::Earlier);
        assert_eq!(button(&talk), "Henter tidligere …");
        talk.answer_from(SECOND, &second());
        assert_eq!((talk.shown().as_str(), button(&talk).as_str()), ("f e d c", "Vis tidligere"));
        let english = button(&talk.in_english());
        assert_eq!(english, "Show earlier");
    }
    check(|talk| {
        talk.fail_from(SECOND, Problem::Status(500));
    });
    // Nobody has asked whether it has changed.
    check(|talk| talk.ends(talk.request(SECOND), Answer::Unchanged { max_age: None }));
    check(|talk| {
        for _ in 0..31 {
            talk.after(1);
            if talk.is_open(FEED) {
                talk.unchanged();
            }
        }
    });
}

#[test]
fn a_page_on_its_way_does_not_hold_up_polls_nor_polls_it() {
    let mut talk = started(2, &first());
    talk.press(Action::Earlier).began(SECOND).until_asked();
    assert!(talk.is_open(SECOND) && talk.is_open(FEED));
    talk.answer_from(SECOND, &second()).answer(&first().updated("09:31"));
    assert_eq!(talk.shown(), "f e d c");
}

#[test]
fn a_page_that_is_late_is_given_up_before_anything_new_is_asked_for() {
    let mut talk = started(2, &first());
    talk.after(5).press(Action::Earlier).sleeps(60).wakes();
    assert!(!talk.is_open(SECOND) && talk.is_open(FEED));
}

#[test]
fn a_page_on_its_way_is_waited_for_though_the_feed_names_another_by_now() {
    let mut talk = started(2, &first());
    talk.press(Action::Earlier).began(SECOND);
    let next = feed([item("g", "10:00"), item("f", "09:30"), item("e", "09:00")]);
    talk.poll(&next.updated("10:00").next("feed-1b.json")).answer_from(SECOND, &second());
    assert_eq!(talk.shown(), "f e d c");
}

#[test]
fn an_answer_that_begins_gives_no_other_one_more_time() {
    let mut talk = started(2, &first());
    talk.press(Action::Earlier).press(Action::Refresh(Ticket(1))).began(FEED).after(10);
    assert!(!talk.is_open(SECOND) && talk.is_open(FEED));
    let mut talk = started(2, &first());
    talk.press(Action::Earlier).press(Action::Refresh(Ticket(1))).began(SECOND).after(10);
    assert!(talk.is_open(SECOND) && !talk.is_open(FEED));
}

#[test]
fn ever_new_pages_are_not_followed_for_ever() {
    let address = |page: usize| format!("https://news.example/hanoi/page-{page}.json");
    let mut talk = started(2, &first().next(&address(0)));
    talk.go_to("nobody", 1);
    let mut pages = 0;
    while pages < 600 && talk.is_open(&address(pages)) {
        talk.answer_from(&address(pages), &feed([]).next(&address(pages + 1)));
        pages += 1;
    }
    assert_eq!((pages, talk.settled()), (500, vec![(1, false)]));
}

#[test]
fn a_document_that_was_handed_over_has_older_pages_too() {
    let mut talk = Conversation::unconnected(config(|config| config.limit = 2), None);
    talk.connect().hand(&first()).press(Action::Earlier).answer_from(SECOND, &second());
    assert_eq!(talk.shown(), "f e d c");
}

#[test]
fn going_to_an_entry_finds_it_wherever_it_is() {
    // Waiting.
    let mut talk = started(2, &first());
    talk.poll(&feed([item("g", "10:00"), item("f", "09:30"), item("e", "09:00")]).updated("10:00"));
    assert_eq!(talk.shown(), "f e");
    talk.effects();
    talk.go_to("g", 1);
    assert_eq!(talk.shown(), "g f e");
    assert_eq!(talk.settled(), [(1, true)]);
    // Beyond the limit.
    let all = feed([item("c", "09:30"), item("b", "09:00"), item("a", "08:00")]);
    let mut talk = started(1, &all);
    talk.go_to("b", 2);
    assert_eq!((talk.shown().as_str(), talk.settled()), ("c b", vec![(2, true)]));
}

#[test]
fn going_to_an_entry_of_an_earlier_page_fetches_as_many_pages_as_it_takes() {
    let mut talk = started(2, &first());
    talk.go_to("c", 1);
    talk.answer_from(SECOND, &second());
    assert_eq!((talk.shown().as_str(), talk.scrolled_to()), ("f e d c", vec!["c".to_owned()]));
    assert!(!talk.is_open(THIRD), "it has been found");
    talk.go_to("a", 2);
    talk.answer_from(THIRD, &third());
    assert_eq!((talk.shown().as_str(), talk.settled()), ("f e d c b a", vec![(2, true)]));
}

#[test]
fn going_nowhere_is_said_after_the_last_page() {
    let mut talk = started(2, &first());
    talk.go_to("nobody", 1);
    talk.answer_from(SECOND, &second());
    assert_eq!(talk.settled(), []);
    talk.answer_from(THIRD, &third());
    assert_eq!(talk.settled(), [(1, false)]);
    talk.go_to("nobody", 2);
    assert_eq!(talk.settled(), [(2, false)]);
}

#[test]
fn going_to_an_entry_before_the_first_document_waits_for_it() {
    let mut talk = Conversation::with(config(|c| c.limit = 2));
    talk.go_to("e", 1);
    assert_eq!(talk.settled(), []);
    talk.answer(&first());
    assert_eq!(talk.settled(), [(1, true)]);
    let mut talk = Conversation::with(config(|c| c.limit = 2));
    talk.go_to("c", 2);
    talk.answer(&first()).answer_from(SECOND, &second());
    assert_eq!(talk.settled(), [(2, true)]);
    let mut talk = Conversation::with(config(|c| c.limit = 2));
    talk.go_to("nobody", 3);
    talk.answer(&third());
    assert_eq!(talk.settled(), [(3, false)]);
}

#[test]
fn going_to_an_entry_is_given_up_when_its_page_does_not_come_or_the_reader_goes_elsewhere() {
    let mut talk = started(2, &first());
    talk.go_to("c", 1);
    talk.fail_from(SECOND, Problem::Network);
    assert_eq!(talk.settled(), [(1, false)]);
    talk.go_to("c", 2);
    talk.go_to("f", 3);
    assert_eq!(talk.settled(), [(2, false), (3, true)]);
    talk.go_to("a", 4);
    talk.disconnect();
    assert_eq!(talk.settled(), [(4, false)]);
    assert!(!talk.is_open(SECOND));
}

#[test]
fn out_of_the_document_nobody_is_taken_anywhere() {
    let mut talk = started(2, &first());
    talk.disconnect().go_to("c", 1);
    assert_eq!(talk.settled(), [(1, false)]);
    let mut talk = Conversation::unconnected(config(|_| {}), Some(link(FEED)));
    talk.go_to("c", 2);
    assert_eq!(talk.settled(), [(2, false)]);
}

#[test]
fn the_first_page_alone_fetches_no_other_even_if_it_is_short_of_the_limit() {
    let talk = started(20, &first());
    assert!(!talk.is_open(SECOND));
    let mut talk = talk;
    talk.press(Action::Earlier).answer_from(SECOND, &second());
    assert_eq!(talk.shown(), "f e d c");
}

#[test]
fn a_page_that_does_not_bring_as_many_as_wished_is_followed_by_the_next() {
    let mut talk = started(3, &first());
    talk.press(Action::Earlier).answer_from(SECOND, &second());
    assert!(talk.is_open(THIRD), "two of three have come");
    talk.answer_from(THIRD, &third());
    assert_eq!((talk.shown().as_str(), button(&talk).as_str()), ("f e d c b", "Vis tidligere"));
}
