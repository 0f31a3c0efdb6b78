//! What is counted while the day is played, second by second.

use super::{
    day::Phase,
    figures::{Rate, Row},
    weights::Weights,
};

/// A bin of the histogram of staleness, in milliseconds.
const BIN: u64 = 100;

/// Everything that is counted.
#[derive(Debug)]
pub(super) struct Tally {
    weights: Weights,
    day: Vec<Phase>,
    /// When each version was published; the first is what there was before.
    published: Vec<u64>,
    /// The phase of each.
    phase_of: Vec<usize>,
    /// Requests of readers, by second.
    asked: Vec<u32>,
    /// Bytes to readers, by second.
    bytes: Vec<u64>,
    /// How late readers saw what was published in a phase.
    staleness: Vec<Vec<u32>>,
    /// Requests at the origin by second, without a shield and with one.
    origin: [Vec<u32>; 2],
}

impl Tally {
    pub(super) fn new(day: &[Phase], weights: Weights) -> Self {
        let (mut published, mut phase_of, mut begin) = (Vec::new(), Vec::new(), 0);
        for (number, phase) in day.iter().enumerate() {
            published.extend(phase.publishes.iter().map(|after| (begin + after) * 1_000));
            phase_of.resize(published.len(), number);
            begin += phase.lasts;
        }
        let seconds = begin as usize;
        Self {
            weights,
            day: day.to_vec(),
            published,
            phase_of,
            asked: vec![0; seconds],
            bytes: vec![0; seconds],
            staleness: vec![Vec::new(); day.len()],
            origin: [vec![0; seconds], vec![0; seconds]],
        }
    }

    /// Milliseconds at which the newsroom publishes.
    pub(super) fn published(&self) -> &[u64] {
        &self.published
    }

    /// How long the day is.
    pub(super) fn seconds(&self) -> usize {
        self.asked.len()
    }

    /// A reader asks.
    pub(super) fn asked(&mut self, now: u64) {
        add(&mut self.asked, now, 1);
    }

    /// A reader who holds one version, or none, gets word of another or of the same.
    pub(super) fn received(&mut self, held: Option<u32>, version: u32, at: u64) {
        let weight =
            if held == Some(version) { self.weights.unchanged } else { self.weights.document };
        add(&mut self.bytes, at, weight);
        // What came before the reader was never late.
        for new in held.unwrap_or(version)..version {
            let late = (at - self.published[new as usize]) / BIN;
            let bins = &mut self.staleness[self.phase_of[new as usize]];
            let bin = late as usize;
            if bins.len() <= bin {
                bins.resize(bin + 1, 0);
            }
            bins[bin] += 1;
        }
    }

    /// A reader gets an error.
    pub(super) fn refused(&mut self, at: u64) {
        add(&mut self.bytes, at, self.weights.refused);
    }

    /// What the origin was asked, without a shield and with one.
    pub(super) fn origin(&mut self, plain: Vec<u32>, shielded: Vec<u32>) {
        self.origin = [plain, shielded];
    }

    /// A line for each phase.
    pub(super) fn rows(&self, readers: u32) -> Vec<Row> {
        let mut begin = 0;
        let rows = self.day.iter().zip(&self.staleness).map(|(phase, bins)| {
            let seconds = begin..begin + phase.lasts as usize;
            begin = seconds.end;
            let [plain, shielded] = &self.origin;
            let bytes = &self.bytes[seconds.clone()];
            let sum: u64 = bytes.iter().sum();
            let hours = phase.lasts as f64 / 3_600.0;
            Row {
                phase: phase.name,
                most: phase.most,
                readers: Rate::of(&self.asked[seconds.clone()]),
                plain: Rate::of(&plain[seconds.clone()]),
                shielded: Rate::of(&shielded[seconds]),
                staleness: [0.5, 0.99].map(|share| quantile(bins, share)),
                bytes_an_hour: sum as f64 / f64::from(readers) / hours,
                most_bytes: bytes.iter().copied().max().unwrap_or_default(),
            }
        });
        rows.collect()
    }
}

/// What comes after the day's end is nobody's.
fn add<T: std::ops::AddAssign>(seconds: &mut [T], at: u64, amount: T) {
    if let Some(second) = seconds.get_mut((at / 1_000) as usize) {
        *second += amount;
    }
}

/// Seconds within which this share of the readers saw what was published.
fn quantile(bins: &[u32], share: f64) -> Option<f64> {
    let all: u64 = bins.iter().copied().map(u64::from).sum();
    let enough = (all as f64 * share).ceil() as u64;
    let mut so_far = 0;
    let bin = bins.iter().position(|count| {
        so_far += u64::from(*count);
        all > 0 && so_far >= enough
    })?;
    Some(((bin as u64 + 1) * BIN) as f64 / 1_000.0)
}

#[cfg(test)]
mod tests {
    use super::quantile;

    #[test]
    fn a_quantile_is_the_upper_end_of_its_bin() {
        let check = |bins: &[u32], share, expect| assert_eq!(quantile(bins, share), expect);
        check(&[], 0.5, None);
        check(&[0, 0], 0.5, None);
        check(&[0, 1], 0.5, Some(0.2));
        check(&[98, 1, 1], 0.5, Some(0.1));
        check(&[98, 1, 1], 0.99, Some(0.2));
        check(&[98, 1, 1], 0.995, Some(0.3));
    }
}
