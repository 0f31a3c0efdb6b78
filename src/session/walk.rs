//! Following `next_url`: one page at a time, and each at most once.

use crate::link::Link;
use crate::poll::{InFlight, RequestId};
use crate::time::Instant;

/// Pages that one walk may take in all; a feed that names ever new ones is not followed for ever.
const LONGEST: usize = 500;

/// Where a walk leads next, and whether it is under way.
#[derive(Debug, Default)]
pub(super) struct Walk {
    next: Option<Link>,
    followed: Vec<Link>,
    asked: Option<(InFlight, Link)>,
    pub(super) failed: bool,
}

impl Walk {
    /// A walk that begins at the page that the feed names, which is not the feed itself.
    pub(super) fn new(next: Option<Link>, feed: Option<&Link>) -> Self {
        let next = next.filter(|next| !feed.is_some_and(|feed| feed.same_document(next)));
        Self { next, ..Self::default() }
    }

    /// Whether not a single page has been asked for yet.
    pub(super) fn is_new(&self) -> bool {
        self.followed.is_empty() && self.asked.is_none()
    }

    pub(super) fn has_more(&self) -> bool {
        self.next.is_some()
    }

    pub(super) fn is_asking(&self) -> bool {
        self.asked.is_some()
    }

    pub(super) fn deadline(&self) -> Option<Instant> {
        self.asked.as_ref().map(|(asked, _)| asked.deadline())
    }

    /// Goes on, unless it is under way.
    pub(super) fn ask(&mut self, request: RequestId, now: Instant) -> Option<Link> {
        if self.asked.is_some() {
            return None;
        }
        let link = self.next.clone()?;
        self.failed = false;
        self.asked = Some((InFlight::new(request, now), link.clone()));
        Some(link)
    }

    /// Whether that request is the one on its way.
    pub(super) fn awaits(&self, request: RequestId) -> bool {
        self.asked.as_ref().is_some_and(|(asked, _)| asked.request == request)
    }

    /// The answer to a request has begun.
    pub(super) fn began(&mut self, request: RequestId) {
        if let Some((asked, _)) = self.asked.as_mut().filter(|(asked, _)| asked.request == request)
        {
            asked.began();
        }
    }

    /// The page came, and names the next one. Returns where it came from.
    pub(super) fn arrived(&mut self, next: Option<Link>, feed: Option<&Link>) -> Option<Link> {
        let arrived = self.asked.take().map(|(_, link)| link);
        self.followed.extend(arrived.clone());
        self.next = next.filter(|next| {
            self.followed.len() < LONGEST
                && !self.followed.iter().chain(feed).any(|known| known.same_document(next))
        });
        arrived
    }

    /// The page did not come; it may be asked for again. Returns where it should have come from.
    pub(super) fn failed(&mut self) -> Option<(RequestId, Link)> {
        self.failed = true;
        self.abandon()
    }

    /// Nobody waits for the page any more.
    pub(super) fn abandon(&mut self) -> Option<(RequestId, Link)> {
        self.asked.take().map(|(asked, link)| (asked.request, link))
    }
}
