//! How long to wait after failures, and chance that is told its seed.

use std::time::Duration;

/// Longest wait after failures, whatever their number.
pub const LONGEST: Duration = Duration::from_secs(300);

/// Decorrelated jitter: each wait is drawn between the cadence and three times the last wait, so
/// that readers who failed together do not come back together.
#[derive(Debug, Default)]
pub struct Backoff {
    last: Option<Duration>,
}

impl Backoff {
    /// An answer was good.
    pub fn reset(&mut self) {
        self.last = None;
    }

    /// How long to wait after one more failure.
    pub fn next(&mut self, cadence: Duration, jitter: &mut Jitter) -> Duration {
        let last = self.last.unwrap_or(cadence);
        let longest = LONGEST.max(cadence);
        let wait = jitter.between(cadence, last.saturating_mul(3)).min(longest);
        self.last = Some(wait);
        wait
    }
}

/// Reproducible chance: the SplitMix64 generator (Steele, Lea, Flood 2014).
#[derive(Debug)]
pub struct Jitter(u64);

impl Jitter {
    /// The same seed gives the same chance.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A span within 20 % of `span`, so that readers who came together do not stay together; but
    /// none below `least`.
    pub fn around(&mut self, span: Duration, least: Duration) -> Duration {
        self.between(least.max(span * 4 / 5), span * 6 / 5)
    }

    /// A span of `most` at most.
    pub fn up_to(&mut self, most: Duration) -> Duration {
        self.between(Duration::ZERO, most)
    }

    fn between(&mut self, least: Duration, most: Duration) -> Duration {
        let least = least.as_millis() as u64;
        let width = (most.as_millis() as u64).saturating_sub(least);
        Duration::from_millis(least + self.next() % (width + 1))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}
