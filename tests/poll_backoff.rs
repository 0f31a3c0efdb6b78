//! Chance that can be repeated, and how failures draw from it.
#![cfg(not(target_arch = "wasm32"))]

use std::collections::BTreeSet;
use std::time::Duration;

use developing_story::poll::{Backoff, Jitter, LONGEST};

fn seconds(count: u64) -> Duration {
    Duration::from_secs(count)
}

/// The longest of many waits after so many failures in a row.
fn longest(cadence: Duration, failures: usize) -> Duration {
    let waits = (0..2_000).map(|seed| {
        let (mut backoff, mut jitter) = (Backoff::default(), Jitter::new(seed));
        (0..failures).map(|_| backoff.next(cadence, &mut jitter)).last().unwrap_or_default()
    });
    waits.max().unwrap_or_default()
}

#[test]
fn chance_is_the_generator_that_it_says_it_is() {
    // What SplitMix64 gives for the seed 0.
    let mut jitter = Jitter::new(0);
    let all = Duration::from_millis(u64::MAX - 1);
    for expect in [0xe220_a839_7b1d_cdaf, 0x6e78_9e6a_a1b9_65f4, 0x06c4_5d18_8009_454f_u128] {
        assert_eq!(jitter.up_to(all).as_millis(), expect);
    }
}

#[test]
fn a_span_by_chance_has_both_its_ends_and_nothing_beyond() {
    fn check(least: u64, span: u64, expect: std::ops::RangeInclusive<u128>) {
        let draw = |seed| {
            let least = Duration::from_millis(least);
            Jitter::new(seed).around(Duration::from_millis(span), least).as_millis()
        };
        let drawn: BTreeSet<u128> = (0..500).map(draw).collect();
        assert_eq!(drawn, expect.collect(), "{least} {span}");
    }
    check(0, 10, 8..=12);
    check(11, 10, 11..=12);
    // Nothing is left to chance.
    check(12, 10, 12..=12);
    check(20, 10, 20..=20);
}

#[test]
fn each_wait_is_three_times_the_last_one_at_most() {
    fn check(failures: usize, above: u64, most: u64) {
        let wait = longest(seconds(15), failures);
        assert!(wait > seconds(above) && wait <= seconds(most), "{failures}: {wait:?}");
    }
    check(1, 44, 45);
    check(2, 100, 135);
    check(10, 299, 300);
    assert_eq!(LONGEST, seconds(300));
}

#[test]
fn what_is_asked_for_seldom_waits_no_longer_after_failures() {
    assert_eq!(longest(seconds(900), 5), seconds(900));
}
