//! When the next document is asked for: cadence, chance, back-off, one request at a time.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

use std::collections::HashSet;
use std::time::Duration;

use developing_story::poll::{
    Command, ENDED_CADENCE, LONGEST, LONGEST_CADENCE, Outcome, Poll, RequestId, SHORTEST, TO_END,
    TO_HEADERS, Wishes,
};
use developing_story::time::Instant;

const START: Instant = Instant::from_millis(1_000);

fn seconds(count: u64) -> Duration {
    Duration::from_secs(count)
}

fn failed() -> Outcome {
    Outcome::Failed { retry_after: None }
}

/// A machine that is awake and has asked for the first time at [`START`].
fn awake(seed: u64) -> (Poll, RequestId) {
    let mut poll = Poll::new(seed);
    poll.wake(START);
    let request = asked(&mut poll, START);
    (poll, request)
}

fn asked(poll: &mut Poll, now: Instant) -> RequestId {
    match poll.step(now) {
        Some(Command::Ask(request)) => request,
        other => panic!("expected a question, not {other:?}"),
    }
}

/// The wait that follows an answer.
fn wait(poll: &mut Poll, request: RequestId, outcome: Outcome, now: Instant) -> Duration {
    poll.ended(request, outcome, now);
    poll.wake_at().expect("there will be another poll").since(now)
}

#[test]
fn the_feeds_word_on_cadence_goes_before_the_attributes_and_that_before_the_default() {
    fn check(feed: Option<u64>, attribute: Option<u64>, expect: u64) {
        let (mut poll, _) = awake(1);
        let (feed, attribute) = (feed.map(seconds), attribute.map(seconds));
        *poll.wishes() = Wishes { feed, attribute, ..Wishes::default() };
        assert_eq!(poll.cadence(), seconds(expect), "{feed:?} {attribute:?}");
    }
    check(None, None, 15);
    check(None, Some(30), 30);
    check(Some(60), Some(30), 60);
    check(Some(5), None, 5);
    check(Some(0), Some(30), SHORTEST.as_secs());
    check(Some(86_400), None, LONGEST_CADENCE.as_secs());
}

#[test]
fn no_poll_comes_before_the_copy_in_the_cache_is_too_old_whatever_chance_says() {
    for seed in 0..200 {
        let (mut poll, request) = awake(seed);
        poll.wishes().max_age = Some(seconds(60));
        assert_eq!(poll.cadence(), seconds(60));
        let pause = wait(&mut poll, request, Outcome::Good, START);
        assert!((seconds(60)..=seconds(72)).contains(&pause), "{pause:?}");
    }
}

#[test]
fn a_max_age_of_more_than_an_hour_is_one_of_an_hour() {
    for seed in 0..50 {
        let (mut poll, request) = awake(seed);
        poll.wishes().max_age = Some(seconds(86_400));
        assert_eq!(poll.cadence(), LONGEST_CADENCE);
        let pause = wait(&mut poll, request, Outcome::Good, START);
        assert!((seconds(3600)..=seconds(4320)).contains(&pause), "{pause:?}");
    }
}

#[test]
fn a_short_max_age_changes_nothing() {
    let (mut poll, _) = awake(1);
    poll.wishes().max_age = Some(seconds(2));
    assert_eq!(poll.cadence(), seconds(15));
}

#[test]
fn polls_keep_within_a_fifth_of_the_cadence_and_spread_over_all_of_it() {
    let waits: Vec<Duration> = (0..500)
        .map(|seed| {
            let (mut poll, request) = awake(seed);
            wait(&mut poll, request, Outcome::Good, START)
        })
        .collect();
    assert!(waits.iter().all(|wait| (seconds(12)..=seconds(18)).contains(wait)));
    assert!(waits.iter().any(|wait| *wait < Duration::from_millis(12_500)));
    assert!(waits.iter().any(|wait| *wait > Duration::from_millis(17_500)));
    assert!(waits.iter().collect::<HashSet<_>>().len() > 400);
}

#[test]
fn one_reader_waits_differently_from_poll_to_poll_and_the_same_seed_gives_the_same_waits() {
    fn waits(seed: u64) -> Vec<Duration> {
        let (mut poll, mut request) = awake(seed);
        let mut now = START;
        let each = (0..10).map(|_| {
            let pause = wait(&mut poll, request, Outcome::Good, now);
            now = now + pause;
            request = asked(&mut poll, now);
            pause
        });
        each.collect()
    }
    let once = waits(7);
    assert!(once.iter().collect::<HashSet<_>>().len() > 5, "{once:?}");
    assert_eq!(once, waits(7));
    assert_ne!(once, waits(8));
}

#[test]
fn only_one_request_is_on_its_way() {
    let (mut poll, request) = awake(1);
    assert_eq!(poll.step(START), None);
    poll.ask_now(START);
    assert_eq!(poll.step(START), None);
    assert_eq!(poll.wake_at(), Some(START + TO_HEADERS));
    poll.ended(request, Outcome::Good, START);
    poll.ask_now(START);
    assert_ne!(asked(&mut poll, START), request);
}

#[test]
fn a_poll_comes_when_it_is_due_and_not_before() {
    let (mut poll, request) = awake(1);
    let due = START + wait(&mut poll, request, Outcome::Good, START);
    let early = Instant::from_millis(due.since(Instant::from_millis(0)).as_millis() as u64 - 1);
    assert_eq!(poll.step(early), None);
    assert!(matches!(poll.step(due), Some(Command::Ask(_))));
}

#[test]
fn an_answer_has_ten_seconds_to_begin_and_thirty_to_end() {
    fn check(begins: bool, given_up_after: Duration) {
        let (mut poll, request) = awake(1);
        if begins {
            poll.began(request);
        }
        assert_eq!(poll.wake_at(), Some(START + given_up_after));
        let just_before = given_up_after - Duration::from_millis(1);
        assert_eq!(poll.step(START + just_before), None);
        assert_eq!(poll.step(START + given_up_after), Some(Command::TimeOut(request)));
    }
    check(false, seconds(10));
    check(true, seconds(30));
    assert_eq!((TO_HEADERS, TO_END), (seconds(10), seconds(30)));
}

#[test]
fn a_timer_that_comes_more_than_ten_seconds_late_has_slept_and_tells_of_no_failure() {
    fn check(late: Duration, expect: fn(RequestId) -> Command) {
        let (mut poll, request) = awake(1);
        let now = START + TO_HEADERS + late;
        assert_eq!(poll.step(now), Some(expect(request)));
        // Whoever slept asks again at once.
        let again = matches!(poll.step(now), Some(Command::Ask(_)));
        assert_eq!(again, expect(request) == Command::Abandon(request));
    }
    check(seconds(10), Command::TimeOut);
    check(seconds(10) + Duration::from_millis(1), Command::Abandon);
}

#[test]
fn the_answer_to_another_request_changes_nothing() {
    let (mut poll, first) = awake(1);
    poll.step(START + TO_HEADERS);
    let again = START + TO_HEADERS + wait(&mut poll, first, failed(), START + TO_HEADERS);
    let second = asked(&mut poll, again);
    assert!(!poll.awaits(first));
    poll.began(first);
    assert_eq!(poll.wake_at(), Some(again + TO_HEADERS));
    assert!(!poll.ended(first, Outcome::Good, again), "nothing is to be learnt of it");
    assert!(poll.awaits(second));
    assert!(poll.ended(second, Outcome::Good, again));
}

#[test]
fn waits_grow_with_failures_up_to_five_minutes_and_success_forgets_them() {
    let (mut first, mut fourth, mut later) = (Duration::ZERO, Duration::ZERO, Duration::ZERO);
    for seed in 0..200 {
        let (mut poll, mut request) = awake(seed);
        let mut now = START;
        for failure in 1..=30 {
            let pause = wait(&mut poll, request, failed(), now);
            assert!((seconds(15)..=LONGEST).contains(&pause), "{pause:?}");
            match failure {
                1 => first += pause,
                4 => fourth += pause,
                30 => later += pause,
                _ => {}
            }
            now = now + pause;
            request = asked(&mut poll, now);
        }
        let pause = wait(&mut poll, request, Outcome::Good, now);
        assert!(pause <= seconds(18), "{pause:?}");
        now = now + pause;
        request = asked(&mut poll, now);
        let pause = wait(&mut poll, request, failed(), now);
        assert!(pause <= seconds(45), "the first failure after a success: {pause:?}");
    }
    assert!(first < fourth && fourth < later, "{first:?} {fourth:?} {later:?}");
    assert_eq!(LONGEST, seconds(300));
}

#[test]
fn failures_never_make_polls_more_frequent_than_the_cadence() {
    for seed in 0..50 {
        let (mut poll, request) = awake(seed);
        poll.wishes().feed = Some(seconds(900));
        let pause = wait(&mut poll, request, failed(), START);
        assert!(pause >= seconds(900), "{pause:?}");
    }
}

#[test]
fn retry_after_is_honoured_up_to_an_hour() {
    fn check(asked: u64, expect: std::ops::RangeInclusive<u64>) {
        let (mut poll, request) = awake(3);
        let retry_after = Some(seconds(asked));
        let pause = wait(&mut poll, request, Outcome::Failed { retry_after }, START).as_secs();
        assert!(expect.contains(&pause), "{asked}: {pause}");
    }
    check(0, 15..=45);
    check(120, 120..=135);
    check(3600, 3600..=3615);
    check(1_000_000, 3600..=3615);
}

#[test]
fn readers_who_are_all_told_the_same_moment_come_back_over_a_whole_cadence() {
    let mut seconds_after = [0; 16];
    for seed in 0..1_500 {
        let (mut poll, request) = awake(seed);
        let retry_after = Some(seconds(300));
        let pause = wait(&mut poll, request, Outcome::Failed { retry_after }, START);
        seconds_after[(pause - seconds(300)).as_secs() as usize] += 1;
    }
    // A hundred in each second, but for chance.
    let (last, each) = seconds_after.split_last().expect("seconds");
    assert!(each.iter().all(|count| (60..150).contains(count)), "{each:?}");
    assert!(*last <= 3, "{last}");
}

#[test]
fn a_reader_who_comes_back_does_not_undercut_retry_after() {
    let (mut poll, request) = awake(3);
    poll.ended(request, Outcome::Failed { retry_after: Some(seconds(600)) }, START);
    let due = poll.wake_at().expect("there will be another poll");
    assert!(due >= START + seconds(600));
    poll.sleep();
    poll.wake(START + seconds(60));
    assert_eq!(poll.wake_at(), Some(due));
    poll.sleep();
    poll.wake(START + seconds(700));
    assert!(matches!(poll.step(START + seconds(700)), Some(Command::Ask(_))));
}

#[test]
fn sleeping_and_waking_brings_one_poll_at_once_and_no_second_one() {
    let (mut poll, request) = awake(1);
    poll.ended(request, Outcome::Good, START);
    poll.sleep();
    assert_eq!(poll.wake_at(), None);
    let later = START + seconds(3600);
    assert_eq!(poll.step(later), None);
    assert_eq!(poll.wake(later), None);
    assert_eq!(poll.wake(later), None);
    let request = asked(&mut poll, later);
    assert_eq!(poll.step(later), None);
    let pause = wait(&mut poll, request, Outcome::Good, later);
    assert!(pause >= seconds(12));
}

#[test]
fn a_request_that_outlived_a_short_sleep_will_do() {
    let (mut poll, request) = awake(1);
    poll.sleep();
    assert_eq!(poll.wake(START + seconds(5)), None);
    assert_eq!(poll.step(START + seconds(5)), None);
    assert!(poll.awaits(request));
}

#[test]
fn a_request_that_slept_through_its_time_is_given_up_and_asked_anew_at_once() {
    let (mut poll, request) = awake(1);
    poll.sleep();
    let later = START + TO_HEADERS;
    assert_eq!(poll.wake(later), Some(Command::Abandon(request)));
    assert_ne!(asked(&mut poll, later), request);
}

#[test]
fn over_a_sleep_only_a_failure_without_a_word_of_the_server_says_nothing() {
    fn check(outcome: Outcome, counts: bool) {
        let (mut poll, request) = awake(1);
        poll.sleep();
        poll.wake(START);
        assert_eq!(poll.ended(request, outcome, START), counts);
        let again = matches!(poll.step(START), Some(Command::Ask(_)));
        assert_eq!(again, !counts, "{outcome:?}");
    }
    check(Outcome::Good, true);
    check(Outcome::Failed { retry_after: Some(seconds(5)) }, true);
    check(failed(), false);
}

#[test]
fn an_answer_during_sleep_schedules_nothing() {
    let (mut poll, request) = awake(1);
    poll.sleep();
    poll.ended(request, Outcome::Good, START);
    assert_eq!(poll.wake_at(), None);
}

#[test]
fn an_ended_story_is_asked_for_every_five_minutes_at_most() {
    let (mut poll, request) = awake(1);
    *poll.wishes() = Wishes { feed: Some(seconds(5)), ended: true, ..Wishes::default() };
    assert_eq!(poll.cadence(), ENDED_CADENCE);
    let pause = wait(&mut poll, request, Outcome::Good, START);
    assert!((seconds(240)..=seconds(360)).contains(&pause), "{pause:?}");
    poll.wishes().feed = Some(seconds(900));
    assert_eq!(poll.cadence(), seconds(900));
}

#[test]
fn after_the_end_nothing_brings_another_poll_nor_a_wake_up() {
    let (mut poll, request) = awake(1);
    poll.stop();
    poll.ended(request, Outcome::Good, START);
    let much_later = START + seconds(100_000);
    poll.ask_now(much_later);
    assert_eq!((poll.wake_at(), poll.step(much_later)), (None, None));
    poll.sleep();
    poll.wake(much_later);
    assert_eq!((poll.wake_at(), poll.step(much_later)), (None, None));
}

#[test]
fn what_is_abandoned_is_named_once() {
    let (mut poll, request) = awake(1);
    assert_eq!(poll.abandon(), Some(Command::Abandon(request)));
    assert_eq!(poll.abandon(), None);
    assert!(!poll.awaits(request));
}

#[test]
fn a_wish_that_the_request_on_its_way_would_do_for_goes_with_it() {
    let (mut poll, _) = awake(1);
    poll.ask_now(START);
    poll.abandon();
    assert_eq!(poll.step(START), None);
}

#[test]
fn a_good_answer_ends_a_retry_after() {
    let (mut poll, request) = awake(1);
    poll.ended(request, Outcome::Failed { retry_after: Some(seconds(600)) }, START);
    poll.ask_now(START);
    let request = asked(&mut poll, START);
    poll.ended(request, Outcome::Good, START);
    poll.sleep();
    poll.wake(START);
    assert!(matches!(poll.step(START), Some(Command::Ask(_))));
}
