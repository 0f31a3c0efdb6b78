//! Whether what the reader sees is current, and if not, why not and since when.

use crate::session::Problem;
use crate::time::Timestamp;

/// The reader's trust in the timeline, as the header states it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Freshness {
    /// No document yet.
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
    /// Why the last poll failed, if it did.
    pub(super) problem: Option<Problem>,
}

impl Default for Contact {
    fn default() -> Self {
        Self { online: true, paused: false, last: None, problem: None }
    }
}

impl Contact {
    pub(super) fn good(&mut self, wall: Timestamp) {
        self.last = Some(wall);
        self.problem = None;
        // Whatever the device says: something answered.
        self.online = true;
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
            None if self.last.is_none() => Freshness::Loading,
            None => Freshness::Current,
        }
    }
}
