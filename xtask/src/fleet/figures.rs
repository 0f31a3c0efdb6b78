//! The table of the day, and what may not be in it.

use std::fmt::Write as _;

use anyhow::{Context, Result, bail};

use super::day::STEADY;

/// Requests in a second, over the seconds of a phase.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rate {
    /// On average.
    pub mean: f64,
    /// In 99 of 100 seconds no more than this.
    pub p99: u32,
    /// In the busiest second.
    pub peak: u32,
}

/// One phase.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Its name.
    pub phase: &'static str,
    /// The most that the readers' busiest second may have, in means of the steady phase.
    pub most: Option<f64>,
    /// What readers ask: requests at all edges together.
    pub readers: Rate,
    /// What comes through to the origin.
    pub plain: Rate,
    /// The same with an origin shield.
    pub shielded: Rate,
    /// Seconds from publication until a reader sees it, for the median and for 99 of 100.
    pub staleness: [Option<f64>; 2],
    /// What a reader would download in an hour, if the phase lasted as long.
    pub bytes_an_hour: f64,
    /// Bytes to all readers in the heaviest second.
    pub most_bytes: u64,
}

impl Rate {
    /// Of so many requests in each second.
    pub(super) fn of(seconds: &[u32]) -> Self {
        let mut sorted = seconds.to_vec();
        sorted.sort_unstable();
        let sum: u64 = sorted.iter().copied().map(u64::from).sum();
        let rank = (sorted.len() * 99).div_ceil(100).saturating_sub(1);
        Self {
            mean: sum as f64 / sorted.len().max(1) as f64,
            p99: sorted.get(rank).copied().unwrap_or_default(),
            peak: sorted.last().copied().unwrap_or_default(),
        }
    }
}

/// The phases as a Markdown table.
pub fn table(rows: &[Row]) -> Result<String> {
    let steady = steady(rows)?;
    let mut table = String::from(
        "| phase | readers' requests/s: mean | p99 | peak | peak ÷ steady | bound \
         | origin/s: mean (peak) | with a shield | seen after: p50 | p99 \
         | KB a reader and hour | Gbit/s: peak |\n\
         | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n",
    );
    for row in rows {
        let Rate { mean, p99, peak } = row.readers;
        let times = f64::from(peak) / steady;
        let bound = row.most.map_or_else(|| "–".to_owned(), |most| format!("{most:.1}"));
        let [plain, shielded] =
            [row.plain, row.shielded].map(|rate| format!("{:.1} ({})", rate.mean, rate.peak));
        let [p50, late] = row.staleness.map(|seconds| match seconds {
            Some(seconds) => format!("{seconds:.1} s"),
            None => "–".to_owned(),
        });
        let kilobytes = row.bytes_an_hour / 1e3;
        let gigabits = row.most_bytes as f64 * 8.0 / 1e9;
        // Writing to a String cannot fail.
        let _ = writeln!(
            table,
            "| {} | {mean:.0} | {p99} | {peak} | {times:.2} | {bound} | {plain} | {shielded} \
             | {p50} | {late} | {kilobytes:.0} | {gigabits:.2} |",
            row.phase
        );
    }
    Ok(table)
}

/// Refuses a phase whose busiest second is busier than its bound.
pub fn check(rows: &[Row]) -> Result<()> {
    let steady = steady(rows)?;
    let over: Vec<String> = rows
        .iter()
        .filter_map(|row| {
            let times = f64::from(row.readers.peak) / steady;
            let most = row.most.filter(|most| times > *most)?;
            let phase = row.phase;
            Some(format!("{phase}: the busiest second has {times:.2} steady means, bound {most}"))
        })
        .collect();
    if !over.is_empty() {
        bail!("too many requests at once: {}", over.join("; "));
    }
    Ok(())
}

fn steady(rows: &[Row]) -> Result<f64> {
    let row = rows.iter().find(|row| row.phase == STEADY);
    Ok(row.with_context(|| format!("the day has no phase {STEADY:?}"))?.readers.mean)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(phase: &'static str, most: f64, seconds: &[u32]) -> Row {
        let readers = Rate::of(seconds);
        let rate = Rate::default();
        Row {
            phase,
            most: Some(most),
            readers,
            plain: rate,
            shielded: rate,
            staleness: [None, Some(15.0)],
            bytes_an_hour: 1_234.0,
            most_bytes: 125_000_000,
        }
    }

    #[test]
    fn a_rate_has_mean_p99_and_peak() {
        let seconds: Vec<u32> = (1..=200).collect();
        assert_eq!(Rate::of(&seconds), Rate { mean: 100.5, p99: 198, peak: 200 });
        assert_eq!(Rate::of(&[]), Rate::default());
    }

    #[test]
    fn the_busiest_second_is_measured_by_the_steady_mean() {
        let check = |worst: u32, expect: Result<(), &str>| {
            let rows = [row(STEADY, 1.3, &[90, 110]), row("outage", 2.0, &[0, worst])];
            let outcome = check(&rows).map_err(|error| error.to_string());
            assert_eq!(outcome, expect.map_err(str::to_owned));
        };
        check(200, Ok(()));
        check(
            201,
            Err(
                "too many requests at once: outage: the busiest second has 2.01 steady means, bound 2",
            ),
        );
    }

    #[test]
    fn the_table_has_a_line_for_each_phase() {
        let table = table(&[row(STEADY, 1.3, &[90, 110])]).expect("a table");
        let line = table.lines().nth(2);
        let expect = "| steady, nothing new | 100 | 110 | 110 | 1.10 | 1.3 | 0.0 (0) | 0.0 (0) \
                      | – | 15.0 s | 1 | 1.00 |";
        assert_eq!(line, Some(expect));
    }
}
