//! Whether what the reader sees is current, and if not, why not and since when.

use std::time::Duration;

use crate::session::Problem;
use crate::time::{Instant, Now, Timestamp};

/// The reader's trust in the timeline, as the header states it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Freshness {
    /// No document yet, or none since the page was left or the device slept: one is on its way.
    #[default]
    Loading,
    /// The last poll was good.
    Current,
    /// The reader has paused.
    Paused,
    /// The feed does not answer.
    Stale(Problem),
    /// The device has no connection.
    Offline,
    /// The feed answers with something that is no feed.
    Broken(Problem),
}

impl Freshness {
    /// One word for scripts.
    pub fn word(self) -> &'static str {
        match self {
            Freshness::Loading => "loading",
            Freshness::Current => "current",
            Freshness::Paused => "paused",
            Freshness::Stale(_) => "stale",
            Freshness::Offline => "offline",
            Freshness::Broken(_) => "broken",
        }
    }
}

/// What freshness follows from.
#[derive(Debug)]
pub(super) struct Contact {
    pub(super) online: bool,
    pub(super) paused: bool,
    /// The reader's clock at the last good answer.
    pub(super) last: Option<Timestamp>,
    /// The same on the steady clock; nothing for what the device kept.
    since: Option<Instant>,
    /// Why the last poll failed, if it did.
    pub(super) problem: Option<Problem>,
    /// The last good answer is too long ago to speak of the present.
    pub(super) lapsed: bool,
}

impl Default for Contact {
    fn default() -> Self {
        Self { online: true, paused: false, last: None, since: None, problem: None, lapsed: false }
    }
}

impl Contact {
    pub(super) fn good(&mut self, now: Now) {
        self.last = Some(now.wall);
        self.since = Some(now.instant);
        self.problem = None;
        self.lapsed = false;
        // Whatever the device says: something answered.
        self.online = true;
    }

    /// What the device kept, from its last visit to the feed.
    pub(super) fn recalled(&mut self, at: Timestamp) {
        self.last = Some(at);
        self.lapsed = true;
    }

    /// Whether something answered in this life of the page.
    pub(super) fn is_made(&self) -> bool {
        self.since.is_some()
    }

    /// How long ago that was.
    pub(super) fn age(&self, now: Instant) -> Option<Duration> {
        Some(now.since(self.since?))
    }

    pub(super) fn freshness(&self) -> Freshness {
        match self.problem {
            _ if self.paused => Freshness::Paused,
            _ if !self.online => Freshness::Offline,
            Some(problem @ (Problem::Timeout | Problem::Network | Problem::Status(_))) => {
                Freshness::Stale(problem)
            }
            Some(problem @ (Problem::NotJson | Problem::NotFeed | Problem::TooLarge)) => {
                Freshness::Broken(problem)
            }
            None if self.lapsed || self.last.is_none() => Freshness::Loading,
            None => Freshness::Current,
        }
    }
}
