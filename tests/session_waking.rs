//! Whatever interrupts a page, it ends in exactly one immediate poll.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

mod support;

use developing_story::config::Config;
use developing_story::session::{Action, Event, Notice, Problem};
use support::{Conversation, Document, FEED, feed, item};

fn two() -> Document {
    feed([item("b", "09:00"), item("a", "08:00")]).updated("09:00")
}

fn three() -> Document {
    feed([item("c", "09:30"), item("b", "09:00"), item("a", "08:00")]).updated("09:30")
}

type Step = fn(&mut Conversation) -> &mut Conversation;

/// What the reader has while that happens between two polls: one poll at once, and then the usual
/// cadence.
#[track_caller]
fn check(happens: Step) {
    let mut talk = Conversation::started(&two());
    talk.poll(&two()).after(3);
    let before = talk.asked_at(FEED).len();
    happens(&mut talk);
    assert!(talk.is_open(FEED), "at once");
    assert_eq!(talk.asked_at(FEED).len(), before + 1, "exactly one");
    talk.answer(&three());
    assert_eq!(talk.view().header.state_text, "Opdateres");
    talk.until_asked();
    let asked = talk.asked_at(FEED);
    assert_eq!(asked.len(), before + 2);
    let pause = asked[before + 1] - asked[before];
    assert!((11..=19).contains(&pause), "{asked:?}");
}

#[test]
fn a_tab_that_was_hidden_polls_once() {
    check(|talk| talk.hide().after(1).show());
    check(|talk| talk.hide().after(5000).show());
    check(|talk| talk.hide().sleeps(5000).show());
    // The events of the back/forward cache and of freezing come in any number and order.
    check(|talk| talk.hide().hide().after(60).show().show());
}

#[test]
fn a_device_that_was_offline_polls_once() {
    check(|talk| talk.online(false).after(1).online(true));
    check(|talk| talk.online(false).hide().after(50).online(true).show());
    check(|talk| talk.online(true));
}

#[test]
fn a_device_that_slept_polls_once() {
    // The timer comes hours late, on both clocks.
    check(|talk| talk.sleeps(7200).wakes());
    // On some devices the steady clock stands still meanwhile.
    check(|talk| talk.wall_clock_jumps(7200).wakes());
}

#[test]
fn a_clock_that_is_set_polls_once() {
    check(|talk| talk.wall_clock_jumps(3600).wakes());
    check(|talk| talk.wall_clock_jumps(-3600).wakes());
    check(|talk| talk.wall_clock_jumps(86_400 * 365).hide().show());
}

#[test]
fn a_clock_that_drifts_is_no_reason_to_poll() {
    let mut talk = Conversation::started(&two());
    talk.after(3).wall_clock_jumps(30).wakes();
    assert_eq!(talk.asked_at(FEED), [0]);
    talk.wall_clock_jumps(31).wakes();
    assert_eq!(talk.asked_at(FEED), [0, 3], "that is no drift");
}

#[test]
fn what_was_on_its_way_when_the_device_slept_is_asked_anew_and_is_no_failure() {
    let mut talk = Conversation::started(&two());
    talk.until_asked();
    let late = talk.request(FEED);
    talk.notices();
    talk.sleeps(7200).wakes();
    assert_eq!(talk.asked_at(FEED).len(), 3);
    talk.answer_late(late, &three());
    assert_eq!(talk.view().reveal, None, "nobody waits for it any more");
    let failed = talk.notices().iter().any(|notice| matches!(notice, Notice::Failed { .. }));
    assert!(!failed);
    assert_eq!(talk.view().header.state_text, "Henter", "two hours are no present");
    talk.answer(&three());
    assert_eq!(talk.view().header.state_text, "Opdateres");
}

#[test]
fn what_was_on_its_way_when_a_clock_was_set_is_asked_anew() {
    let mut talk = Conversation::started(&two());
    talk.until_asked();
    let late = talk.request(FEED);
    talk.wall_clock_jumps(3600).wakes();
    assert!(talk.is_open(FEED) && talk.request(FEED) != late);
    assert_eq!(talk.asked_at(FEED).len(), 3);
}

#[test]
fn a_good_answer_over_a_rest_of_the_page_is_an_answer() {
    let mut talk = Conversation::started(&two());
    talk.until_asked().hide().after(2).show().answer(&three());
    assert!(!talk.is_open(FEED), "and no reason to ask once more");
    assert_eq!(talk.view().reveal.as_deref(), Some("1 ny opdatering"));
}

#[test]
fn what_failed_over_a_rest_of_the_page_is_asked_again_at_once() {
    // The browser ends what was on its way when it put the page aside.
    let mut talk = Conversation::started(&two());
    talk.until_asked().hide().after(2).show();
    assert_eq!(talk.asked_at(FEED).len(), 2);
    talk.fail(Problem::Network);
    assert_eq!(talk.view().header.state_text, "Opdateres", "that said nothing of the feed");
    assert_eq!(talk.asked_at(FEED).len(), 3);
    talk.fail(Problem::Network);
    assert_eq!(talk.view().header.state_text, "Kan ikke hente nyt");
    assert_eq!(talk.asked_at(FEED).len(), 3, "now it did");
}

#[test]
fn what_was_on_its_way_before_the_device_was_online_is_asked_anew() {
    let mut talk = Conversation::started(&two());
    talk.online(false).until_asked();
    let dead = talk.request(FEED);
    talk.online(true);
    assert!(talk.is_open(FEED) && talk.request(FEED) != dead);
    assert_eq!(talk.asked_at(FEED).len(), 3);
}

#[test]
fn whoever_comes_back_respects_a_retry_after() {
    for back in [
        (|talk| talk.hide().show()) as Step,
        |talk| talk.online(false).online(true),
        |talk| talk.wall_clock_jumps(3600).wakes(),
    ] {
        let mut talk = Conversation::started(&two());
        talk.fail_for(Problem::Status(503), 300);
        let told = talk.second();
        talk.after(5);
        back(&mut talk);
        assert!(!talk.is_open(FEED));
        talk.until_asked();
        assert!(talk.second() - told >= 300);
    }
}

#[test]
fn a_reader_who_saves_data_polls_a_third_as_often() {
    let mut talk = Conversation::started(&two());
    talk.tell(Event::SaveData(true));
    talk.poll(&two()).until_asked();
    let asked = talk.asked_at(FEED);
    let pause = asked[asked.len() - 1] - asked[asked.len() - 2];
    assert!((35..=55).contains(&pause), "{asked:?}");
    let feeds = |talk: &mut Conversation| {
        talk.answer(&two().story("poll_seconds", 20)).until_asked();
        let asked = talk.asked_at(FEED);
        asked[asked.len() - 1] - asked[asked.len() - 2]
    };
    assert!((47..=73).contains(&feeds(&mut talk)), "of the feed's own word too");
    talk.tell(Event::SaveData(false));
    assert!((15..=25).contains(&feeds(&mut talk)));
}

#[test]
fn a_device_that_slept_says_that_it_is_catching_up_until_it_has() {
    let sleeps: [Step; 4] = [
        |talk| talk.sleeps(7200).wakes(),
        // The steady clock may stand still, whatever is told of meanwhile.
        |talk| talk.wall_clock_jumps(7200).wakes(),
        |talk| talk.hide().wall_clock_jumps(7200).wakes().show(),
        |talk| talk.press(Action::Pause).wall_clock_jumps(7200).wakes().press(Action::Resume),
    ];
    for sleeps in sleeps {
        let mut talk = Conversation::started(&two());
        sleeps(talk.after(3));
        assert_eq!(talk.view().header.state_text, "Henter");
        talk.answer(&two());
        assert_eq!(talk.view().header.state_text, "Opdateres");
    }
}

#[test]
fn two_cadences_and_half_a_minute_are_the_present() {
    for (seconds, state) in [(60, "Opdateres"), (61, "Henter")] {
        let mut talk = Conversation::started(&two());
        talk.hide().at(seconds).show();
        assert_eq!(talk.view().header.state_text, state, "{seconds}");
    }
}

#[test]
fn what_was_handed_over_is_no_less_true_when_time_has_passed_or_a_clock_is_set() {
    let mut talk = Conversation::unconnected(Config::default(), None);
    talk.connect().hand(&two()).after(7200).wall_clock_jumps(7200).wakes();
    assert_eq!(talk.view().header.state_text, "Opdateres");
}

#[test]
fn a_page_that_comes_back_says_that_it_is_catching_up_until_it_has() {
    let mut talk = Conversation::started(&two());
    talk.hide().after(20).show();
    assert_eq!(talk.view().header.state_text, "Opdateres", "twenty seconds are the present");
    talk.answer(&two()).hide().after(7200).show();
    assert_eq!(talk.header(), "Henter · Hentet kl. 19.00");
    talk.answer(&two());
    assert_eq!(talk.view().header.state_text, "Opdateres");
}
