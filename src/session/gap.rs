//! What was published while nobody listened: pages between the feed and what is held.

use super::walk::Walk;
use super::{Effect, Session};
use crate::time::{Now, Timestamp};

/// Pages that are fetched for one gap without being asked for.
pub const PAGES_UNASKED: u8 = 10;

/// A range of dates of which not everything is held, or not everything as it is now.
#[derive(Debug)]
pub(super) struct Gap {
    /// Nothing is held between here and the feed's page, until a page reaches it.
    pub(super) since: Option<Timestamp>,
    /// What is held down to here may have changed while it stood on the live page and nobody
    /// listened; closed pages have it as it was at last.
    pub(super) until: Timestamp,
    /// The way from the feed's page down to `until`.
    pub(super) walk: Walk,
    /// Pages that may still be fetched before somebody asks for them.
    allowance: u8,
    /// What fills it is news to a reader who was there before it.
    pub(super) is_news: bool,
}

impl Gap {
    pub(super) fn new(since: Option<Timestamp>, until: Timestamp, walk: Walk) -> Self {
        Self { since, until, walk, allowance: PAGES_UNASKED, is_news: true }
    }

    /// Nothing is missing any more. What is left is to look up the live page as it was, which is as
    /// many pages again at most.
    pub(super) fn close(&mut self) {
        self.since = None;
        self.allowance = PAGES_UNASKED;
    }

    /// Whether nothing is left to fetch, or nothing that anybody could ask for.
    pub(super) fn is_over(&self) -> bool {
        !self.walk.has_more() || self.allowance == 0 && self.since.is_none()
    }

    /// The reader wants it filled, and what fills it to show where it belongs.
    pub(super) fn allow(&mut self) {
        self.allowance = PAGES_UNASKED;
        self.walk.failed = false;
        self.is_news = false;
    }

    pub(super) fn spend(&mut self) {
        self.allowance = self.allowance.saturating_sub(1);
    }

    fn may_go_on(&self) -> bool {
        self.allowance > 0 && !self.walk.failed
    }
}

impl Session {
    /// Fetches the next page of a gap, the newest gap first.
    pub(super) fn ask_missed(&mut self, now: Now) {
        if self.gaps.iter().any(|gap| gap.walk.is_asking()) {
            return;
        }
        let request = self.poll.next_request();
        let gap = self.gaps.iter_mut().rev().find(|gap| gap.may_go_on());
        if let Some(link) = gap.and_then(|gap| gap.walk.ask(request, now.instant)) {
            self.effects.push(Effect::Fetch(request, link));
        }
    }

    /// A good poll: what failed before may succeed now.
    pub(super) fn resume_gaps(&mut self) {
        for gap in &mut self.gaps {
            gap.walk.failed = false;
        }
    }
}
