//! The table of the loads, and what may not be in it.

use std::{
    fmt::Write as _,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, ensure};
use hyper::StatusCode;

use super::polls::{Load, Polled};

/// The most requests that may reach the origin in a max-age.
const MOST: f64 = 1.2;

/// The longest that a new version may take through the cache: its max-age, and one more second for a busy machine.
const LATEST: Duration = Duration::from_secs(2);

/// Seconds between the polls of a reader.
const CADENCE: u32 = 15;

/// What happens half-way through a load.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Event {
    Published,
    Fails,
}

/// One load and what came of it.
#[derive(Clone, Debug)]
pub(super) struct Row {
    event: Event,
    rate: f64,
    documents: usize,
    unchanged: usize,
    errors: usize,
    median: Duration,
    p99: Duration,
    at_origin: usize,
    /// The same in a max-age.
    in_max_age: f64,
    /// How long after the publication somebody still got the old version.
    old: Duration,
}

impl Row {
    pub(super) fn of(
        event: Event,
        load: &Load,
        fresh: Duration,
        polled: &[Polled],
        happened: Instant,
        at_origin: usize,
    ) -> Result<Self> {
        let last = polled.iter().max_by_key(|polled| polled.asked).context("no answers at all")?;
        let old = polled.iter().filter(|polled| polled.tag != last.tag).map(|polled| polled.asked);
        let count = |status| polled.iter().filter(|polled| polled.status == status).count();
        let (documents, unchanged) = (count(StatusCode::OK), count(StatusCode::NOT_MODIFIED));
        let mut took: Vec<Duration> = polled.iter().map(|polled| polled.took).collect();
        took.sort_unstable();
        let seconds = load.lasts.as_secs_f64();
        Ok(Self {
            event,
            rate: polled.len() as f64 / seconds,
            documents,
            unchanged,
            errors: polled.len() - documents - unchanged,
            median: took[took.len() / 2],
            p99: took[took.len() * 99 / 100],
            at_origin,
            in_max_age: at_origin as f64 * fresh.as_secs_f64() / seconds,
            old: old
                .max()
                .map_or(Duration::ZERO, |asked| asked.saturating_duration_since(happened)),
        })
    }
}

pub(super) fn table(rows: &[Row]) -> String {
    let mut table = String::from(
        "| polls/s | as many readers | half-way | 200 | 304 | errors | median | p99 \
         | requests at the origin | in a max-age | the old version for |\n\
         | ---: | ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n",
    );
    for row in rows {
        let event = match row.event {
            Event::Published => "something new",
            Event::Fails => "the origin fails",
        };
        let [median, p99] = [row.median, row.p99].map(|took| took.as_secs_f64() * 1e3);
        // Writing to a String cannot fail.
        let _ = writeln!(
            table,
            "| {:.0} | {:.0} | {event} | {} | {} | {} | {median:.1} ms | {p99:.1} ms | {} | {:.2} | {:.2} s |",
            row.rate,
            row.rate * f64::from(CADENCE),
            row.documents,
            row.unchanged,
            row.errors,
            row.at_origin,
            row.in_max_age,
            row.old.as_secs_f64(),
        );
    }
    table
}

/// Refuses what a cache should have kept from the origin, or kept from readers.
pub(super) fn check(rows: &[Row]) -> Result<()> {
    for row in rows {
        let rate = row.rate;
        ensure!(
            row.errors == 0,
            "at {rate:.0} polls/s, {} were answered with an error",
            row.errors
        );
        // Of an origin that fails only this is asked, that no reader gets to know.
        if row.event == Event::Fails {
            continue;
        }
        ensure!(
            row.in_max_age <= MOST,
            "at {rate:.0} polls/s, {:.2} requests reach the origin in a max-age, bound {MOST}",
            row.in_max_age
        );
        ensure!(
            row.old <= LATEST,
            "at {rate:.0} polls/s, the old version was given out for {:.1} s more, bound {:.0} s",
            row.old.as_secs_f64(),
            LATEST.as_secs_f64()
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use super::*;

    /// Polls as `milliseconds after the event, status, tag`, over two seconds with a max-age of one.
    fn row(event: Event, polls: &[(i64, u16, &str)], at_origin: usize) -> Row {
        let happened = Instant::now() + Duration::from_secs(60);
        let polled = polls.iter().map(|(after, status, tag)| Polled {
            asked: happened - Duration::from_secs(1)
                + Duration::from_millis((after + 1_000) as u64),
            took: Duration::from_millis(3),
            status: StatusCode::from_u16(*status).expect("a status"),
            tag: (*tag).to_owned(),
            cache: String::new(),
        });
        let address = (Ipv4Addr::LOCALHOST, 0).into();
        let lasts = Duration::from_secs(2);
        let load = Load { address, path: String::new(), rate: 1, lasts };
        let polled: Vec<Polled> = polled.collect();
        Row::of(event, &load, Duration::from_secs(1), &polled, happened, at_origin).expect("a row")
    }

    #[test]
    fn a_row_counts_answers_and_how_long_the_old_version_was_given_out() {
        let polls = [(-900, 200, "a"), (300, 304, "a"), (500, 200, "b"), (400, 503, "")];
        let row = row(Event::Published, &polls, 3);
        assert_eq!((row.documents, row.unchanged, row.errors), (2, 1, 1));
        assert_eq!(row.old, Duration::from_millis(400));
        assert_eq!((row.rate, row.in_max_age), (2.0, 1.5));
    }

    #[test]
    fn what_the_cache_does_not_keep_back_is_refused() {
        let check = |polls: &[(i64, u16, &str)], at_origin, expect: Result<(), &str>| {
            let outcome = check(&[row(Event::Published, polls, at_origin)]);
            let outcome = outcome.map_err(|error| error.to_string());
            assert_eq!(outcome, expect.map_err(str::to_owned));
        };
        check(&[(0, 200, "a")], 2, Ok(()));
        check(
            &[(0, 200, "a")],
            3,
            Err("at 0 polls/s, 1.50 requests reach the origin in a max-age, bound 1.2"),
        );
        check(
            &[(2_500, 304, "a"), (2_600, 200, "b")],
            2,
            Err("at 1 polls/s, the old version was given out for 2.5 s more, bound 2 s"),
        );
        check(&[(0, 503, "")], 2, Err("at 0 polls/s, 1 were answered with an error"));
    }

    #[test]
    fn of_a_failing_origin_readers_learn_nothing() {
        assert!(check(&[row(Event::Fails, &[(0, 304, "a")], 100)]).is_ok());
        assert!(check(&[row(Event::Fails, &[(0, 503, "")], 0)]).is_err());
    }
}
