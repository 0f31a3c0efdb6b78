//! A day is long: 24 hours of virtual time with a newsroom by chance, a network that does what it
//! likes, and a reader who comes and goes. Whatever happens, after every quiet minute and at the
//! end the timeline is the newsroom's own list.
//!
//! `SOAK_SEEDS=20 cargo test --test soak` lives through twenty days more.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

#[path = "soak/chance.rs"]
mod chance;
#[path = "soak/day.rs"]
mod day;
#[path = "soak/judge.rs"]
mod judge;
#[path = "soak/life.rs"]
mod life;
#[path = "soak/network.rs"]
mod network;
#[path = "soak/newsroom.rs"]
mod newsroom;
#[path = "soak/reach.rs"]
mod reach;
#[path = "soak/story.rs"]
mod story;
mod support;

use day::{Day, Tally};

fn check(seed: u64) -> Tally {
    let tally = Day::begin(seed).live();
    assert!(tally.quiet > 100, "a day without quiet proves nothing: {tally:?}");
    assert!(tally.pages > 50, "a day without closed pages proves little: {tally:?}");
    tally
}

#[test]
fn after_every_quiet_minute_of_a_day_the_timeline_is_the_newsrooms_own_list() {
    let more = std::env::var("SOAK_SEEDS").ok().and_then(|more| more.parse::<u64>().ok());
    for seed in [1, 2].into_iter().chain(100..100 + more.unwrap_or_default()) {
        check(seed);
    }
}

#[test]
fn and_where_more_was_missed_than_is_fetched_unasked_the_reader_can_ask_for_it() {
    let days = [check(9), check(41)];
    assert!(days.iter().all(|day| day.gaps > 0), "nothing was missed: {days:?}");
}
