//! Polling that goes on and on: cadence over hours, failures in a row, interruptions that cross.
#![cfg(not(target_arch = "wasm32"))]

mod support;

use std::time::Duration;

use developing_story::session::{Action, Answer, Problem};
use support::{Conversation, Document, FEED, config, feed, item};

fn one() -> Document {
    feed([item("a", "10:00")]).updated("10:00")
}

fn two() -> Document {
    feed([item("b", "11:00"), item("a", "10:00")]).updated("11:00")
}

fn started() -> Conversation {
    Conversation::started(&one())
}

/// Seconds between the last two requests of the feed.
fn last_pause(talk: &Conversation) -> u64 {
    let asked = talk.asked_at(FEED);
    asked.last().copied().unwrap_or_default()
        - asked.iter().rev().nth(1).copied().unwrap_or_default()
}

#[test]
fn an_hour_of_good_answers_is_an_hour_of_polls_at_the_cadence() {
    let mut talk = started();
    for _ in 0..200 {
        talk.unchanged();
        assert!((11..=18).contains(&last_pause(&talk)), "{}", last_pause(&talk));
    }
}

#[test]
fn the_feeds_word_on_cadence_counts_before_the_attribute_and_at_once() {
    let attribute = config(|config| config.poll = Some(Duration::from_secs(100)));
    let mut talk = Conversation::with(attribute.clone()).and_answered(&one());
    talk.until_asked();
    assert!((79..=120).contains(&last_pause(&talk)), "{}", last_pause(&talk));
    talk.answer(&one().story("poll_seconds", 40)).until_asked();
    assert!((31..=48).contains(&last_pause(&talk)), "{}", last_pause(&talk));
    talk.answer(&one()).until_asked();
    assert!((79..=120).contains(&last_pause(&talk)), "{}", last_pause(&talk));
    talk.configure(config(|_| {})).answer(&one()).until_asked();
    assert!((11..=18).contains(&last_pause(&talk)), "{}", last_pause(&talk));
    talk.configure(attribute).answer_for(&one(), 200).until_asked();
    assert!((199..=240).contains(&last_pause(&talk)), "{}", last_pause(&talk));
}

#[test]
fn the_same_bytes_again_say_anew_how_long_they_are_good_for() {
    let mut talk = started();
    talk.until_asked();
    let request = talk.request(FEED);
    talk.ends(request, Answer::Unchanged { max_age: Some(Duration::from_secs(200)) });
    talk.until_asked();
    assert!((199..=240).contains(&last_pause(&talk)), "{}", last_pause(&talk));
    talk.unchanged().until_asked();
    assert!((11..=18).contains(&last_pause(&talk)), "{}", last_pause(&talk));
}

#[test]
fn a_good_answer_knows_better_than_a_device_that_says_offline() {
    let mut talk = started();
    talk.online(false).poll(&two());
    assert_eq!(talk.view().header.state_text, "Opdateres");
}

#[test]
fn every_failure_keeps_the_timeline_says_so_and_is_forgotten_with_the_next_good_answer() {
    fn check(problem: Problem, state: &str, what: &str) {
        let mut talk =
            Conversation::started(&feed([item("b", "11:57"), item("a", "10:00")]).updated("11:57"));
        let before = talk.header();
        assert!(before.starts_with("Opdateres · Senest for"), "{before}");
        for _ in 0..5 {
            talk.fail(problem);
            assert_eq!(talk.shown(), "b a", "the last good timeline stays");
            let header = talk.header();
            assert!(
                header.starts_with(&format!("{state} · {what} · Hentet kl. 19.00")),
                "{header}"
            );
            assert!(last_pause(&talk) <= 301, "polling goes on");
        }
        talk.poll(
            &feed([item("c", "11:58"), item("b", "11:57"), item("a", "10:00")]).updated("11:58"),
        );
        assert!(talk.header().starts_with("Opdateres · Senest"), "{}", talk.header());
        assert_eq!(talk.view().reveal.as_deref(), Some("1 ny opdatering"));
        talk.until_asked();
        assert!((11..=18).contains(&last_pause(&talk)), "and at the usual cadence");
    }
    let stale = "Kan ikke hente nyt";
    check(Problem::Timeout, stale, "Serveren svarer ikke");
    check(Problem::Network, stale, "Der er ikke hul igennem til serveren");
    check(Problem::Status(404), stale, "Serveren svarer med fejl 404");
    check(Problem::Status(500), stale, "Serveren svarer med fejl 500");
    let broken = "Feedet kan ikke læses";
    check(Problem::NotJson, broken, "Det er ikke JSON");
    check(Problem::NotFeed, broken, "Det er ikke et JSON Feed");
    check(Problem::TooLarge, broken, "Det fylder mere end 8 MB");
}

#[test]
fn failures_slow_down_and_retry_after_is_honoured() {
    let mut talk = started();
    for _ in 0..6 {
        talk.fail(Problem::Status(500));
    }
    talk.until_asked();
    assert!(last_pause(&talk) > 20, "{}", last_pause(&talk));
    talk.fail_for(Problem::Status(503), 600).until_asked();
    assert!((599..=616).contains(&last_pause(&talk)), "{}", last_pause(&talk));
}

#[test]
fn out_of_the_document_everything_is_given_up_and_on_the_return_asked_at_once() {
    let mut talk = started();
    talk.until_asked();
    let gone = talk.request(FEED);
    talk.disconnect();
    assert!(!talk.is_open(FEED));
    talk.after(5000).disconnect();
    talk.answer_late(gone, &two());
    let before = talk.asked_at(FEED).len();
    talk.connect().connect();
    assert_eq!(talk.asked_at(FEED).len(), before + 1);
    assert_eq!(talk.shown(), "a", "what was there is there");
    talk.answer(&two());
    assert_eq!(talk.view().reveal.as_deref(), Some("1 ny opdatering"));
}

#[test]
fn nothing_but_resume_ends_a_pause() {
    let mut talk = started();
    talk.at(5).press(Action::Pause).at(1000);
    talk.hide().show().online(false).online(true).disconnect().connect().at(1001);
    assert_eq!(talk.asked_at(FEED), [0], "the reader's wish stands");
    talk.press(Action::Resume).press(Action::Resume);
    assert_eq!(talk.asked_at(FEED), [0, 1001]);
}
