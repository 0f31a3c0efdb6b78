//! The way back: older pages, followed one at a time and each at most once.

use crate::link::Link;
use crate::poll::{RequestId, TO_END};
use crate::time::Instant;

/// Where the way back leads next, and whether somebody is on it.
#[derive(Debug, Default)]
pub(super) struct Earlier {
    next: Option<Link>,
    followed: Vec<Link>,
    asked: Option<(RequestId, Link, Instant)>,
    pub(super) failed: bool,
}

impl Earlier {
    /// The first page names the page of older items. Once the way back has been taken, it goes on
    /// from where it led: what has moved to a newer archive page meanwhile is held already.
    pub(super) fn begin(&mut self, next: Option<Link>, feed: Option<&Link>) {
        if self.followed.is_empty() {
            self.next = next.filter(|next| !feed.is_some_and(|feed| feed.same_document(next)));
        }
    }

    pub(super) fn has_more(&self) -> bool {
        self.next.is_some()
    }

    pub(super) fn is_asking(&self) -> bool {
        self.asked.is_some()
    }

    pub(super) fn deadline(&self) -> Option<Instant> {
        self.asked.as_ref().map(|(_, _, deadline)| *deadline)
    }

    /// Follows the way back, unless somebody already does.
    pub(super) fn ask(&mut self, request: RequestId, now: Instant) -> Option<Link> {
        if self.asked.is_some() {
            return None;
        }
        let link = self.next.clone()?;
        self.failed = false;
        self.asked = Some((request, link.clone(), now + TO_END));
        Some(link)
    }

    /// Whether that request is the one on its way.
    pub(super) fn awaits(&self, request: RequestId) -> bool {
        self.asked.as_ref().is_some_and(|(asked, ..)| *asked == request)
    }

    /// The page came, and names the next one. Returns where it came from.
    pub(super) fn arrived(&mut self, next: Option<Link>, feed: Option<&Link>) -> Option<Link> {
        let arrived = self.asked.take().map(|(_, link, _)| link);
        self.followed.extend(arrived.clone());
        self.next = next.filter(|next| {
            !self.followed.iter().chain(feed).any(|known| known.same_document(next))
        });
        arrived
    }

    /// The page did not come; the reader may ask again.
    pub(super) fn failed(&mut self) -> Option<RequestId> {
        self.failed = true;
        self.asked.take().map(|(request, ..)| request)
    }

    /// Nobody waits for the page any more.
    pub(super) fn abandon(&mut self) -> Option<RequestId> {
        self.asked.take().map(|(request, ..)| request)
    }
}
