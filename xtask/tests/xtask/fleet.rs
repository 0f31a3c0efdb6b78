//! Readers in virtual time: fewer than in the bench, through the same day and against the same bounds.

use std::sync::OnceLock;

use xtask::fleet::{self, Fleet, Row, STEADY, Weights};

const WEIGHTS: Weights = Weights { unchanged: 300, document: 3_000, refused: 200 };

fn play(readers: u32, seed: u64) -> Vec<Row> {
    Fleet { readers, seed, weights: WEIGHTS }.play(&fleet::day())
}

/// The day of twenty thousand readers, once for all tests.
fn rows() -> &'static [Row] {
    static ROWS: OnceLock<Vec<Row>> = OnceLock::new();
    ROWS.get_or_init(|| play(20_000, 1))
}

fn row(phase: &str) -> &'static Row {
    rows().iter().find(|row| row.phase == phase).expect("a phase of the day")
}

#[track_caller]
fn between(figure: f64, least: f64, most: f64) {
    assert!((least..=most).contains(&figure), "{figure} is not between {least} and {most}");
}

#[test]
fn readers_never_come_all_at_once() {
    fleet::check(rows()).expect("within the bounds");
    let bounds = rows().iter().filter_map(|row| row.most).collect::<Vec<_>>();
    assert_eq!(bounds, [1.3, 1.3, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 1.3]);
}

#[test]
fn every_reader_asks_once_in_a_cadence() {
    let Row { readers, bytes_an_hour, .. } = row(STEADY);
    between(readers.mean, 20_000.0 / 15.2, 20_000.0 / 15.0);
    between(*bytes_an_hour, 240.0 * 295.0, 240.0 * 300.0);
}

#[test]
fn what_is_published_is_seen_within_a_cadence_and_its_jitter() {
    let [p50, p99] = row("steady, new every minute").staleness;
    between(p50.expect("it was seen"), 7.0, 9.0);
    between(p99.expect("it was seen"), 16.0, 19.0);
}

#[test]
fn while_the_feed_is_down_readers_ask_less_and_afterwards_they_all_come_back() {
    for outage in ["outage: 503", "outage: no answers"] {
        between(row(outage).readers.mean, 0.0, 0.4 * row(STEADY).readers.mean);
        // What was on its way when the outage began still arrives.
        between(row(outage).shielded.mean, 0.0, 0.01);
    }
    let [_, p99] = row("after it").staleness;
    between(p99.expect("it was seen"), 200.0, 320.0);
}

#[test]
fn the_origin_behind_a_shield_is_asked_once_a_second() {
    for row in rows().iter().filter(|row| !row.phase.starts_with("outage")) {
        assert!(row.shielded.peak <= 2, "{}: {}", row.phase, row.shielded.peak);
    }
    between(row(STEADY).shielded.mean, 0.8, 1.0);
}

#[test]
fn the_same_seed_plays_the_same_day() {
    assert_eq!(play(500, 7), play(500, 7));
    assert_ne!(play(500, 7), play(500, 8));
}
