//! One of several tabs asks, and tells the others: when each of them asks by itself.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

use std::collections::HashSet;
use std::time::Duration;

use developing_story::poll::{Command, Outcome, Poll, RequestId};
use developing_story::time::Instant;

const START: Instant = Instant::from_millis(1_000);

fn seconds(count: u64) -> Duration {
    Duration::from_secs(count)
}

fn failed(retry_after: Option<u64>) -> Outcome {
    Outcome::Failed { retry_after: retry_after.map(seconds) }
}

/// A machine that follows, and has had an answer at [`START`].
fn following(seed: u64, outcome: Outcome) -> Poll {
    let (mut poll, request) = asking(seed);
    poll.follow(true, START);
    poll.ended(request, outcome, START);
    poll
}

/// A machine that asks.
fn asking(seed: u64) -> (Poll, RequestId) {
    let mut poll = Poll::new(seed);
    poll.wake(START);
    let Some(Command::Ask(request)) = poll.step(START) else { panic!("it asks when it wakes") };
    (poll, request)
}

/// How long after [`START`] it asks.
fn due(poll: &Poll) -> Duration {
    poll.wake_at().expect("there will be another poll").since(START)
}

#[test]
fn whoever_takes_over_goes_on_a_cadence_after_the_last_exchange_and_not_all_at_once() {
    let waits: Vec<Duration> = (0..200)
        .map(|seed| {
            let mut poll = following(seed, Outcome::Good);
            assert!((seconds(24)..=seconds(36)).contains(&due(&poll)), "{:?}", due(&poll));
            poll.follow(false, START + seconds(5));
            due(&poll)
        })
        .collect();
    assert!(waits.iter().all(|wait| (seconds(12)..=seconds(15)).contains(wait)), "{waits:?}");
    assert!(waits.iter().collect::<HashSet<_>>().len() > 20, "{waits:?}");
}

#[test]
fn whoever_takes_over_late_asks_at_once() {
    let mut poll = following(1, Outcome::Good);
    let late = START + seconds(20);
    poll.follow(false, late);
    assert!(matches!(poll.step(late), Some(Command::Ask(_))));
}

#[test]
fn whoever_takes_over_respects_a_retry_after() {
    let mut poll = following(1, failed(Some(600)));
    poll.follow(false, START + seconds(5));
    assert!((seconds(600)..=seconds(615)).contains(&due(&poll)), "{:?}", due(&poll));
}

#[test]
fn whoever_takes_over_asks_no_later_than_it_would_have() {
    let mut poll = following(1, Outcome::Good);
    let before = due(&poll);
    poll.wishes().feed = Some(seconds(600));
    poll.follow(false, START);
    assert_eq!(due(&poll), before);
}

#[test]
fn being_told_the_same_again_moves_no_poll() {
    for follows in [true, false] {
        for seed in 0..20 {
            let mut poll = following(seed, Outcome::Good);
            poll.follow(follows, START);
            let before = due(&poll);
            poll.follow(follows, START + seconds(1));
            assert_eq!(due(&poll), before, "{follows}");
        }
    }
}

#[test]
fn whoever_begins_to_follow_waits_for_what_is_due() {
    let (mut poll, request) = asking(1);
    poll.ended(request, Outcome::Good, START);
    let before = due(&poll);
    poll.follow(true, START);
    assert_eq!(due(&poll), before);
}

#[test]
fn whoever_sleeps_or_has_stopped_takes_over_nothing() {
    let rest: [fn(&mut Poll); 2] = [Poll::sleep, Poll::stop];
    for rest in rest {
        let mut poll = following(1, Outcome::Good);
        rest(&mut poll);
        poll.follow(false, START);
        assert_eq!(poll.wake_at(), None);
    }
}

#[test]
fn what_is_heard_counts_like_an_answer_of_ones_own() {
    for seed in 0..50 {
        let mut poll = following(seed, failed(None));
        poll.heard(Outcome::Good, START + seconds(10));
        assert!((seconds(34)..=seconds(46)).contains(&due(&poll)), "{:?}", due(&poll));
        poll.heard(failed(Some(300)), START + seconds(20));
        assert!(due(&poll) >= seconds(320), "{:?}", due(&poll));
    }
}

#[test]
fn what_is_heard_while_a_request_is_on_its_way_says_nothing_more() {
    for seed in 0..200 {
        let (mut poll, request) = asking(seed);
        poll.heard(failed(Some(300)), START);
        poll.heard(failed(None), START);
        poll.ended(request, failed(None), START);
        assert!(due(&poll) <= seconds(45), "the first failure: {:?}", due(&poll));
    }
}
