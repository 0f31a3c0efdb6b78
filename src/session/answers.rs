//! What an answer changes.

use std::time::Duration;

use super::{Answer, Effect, Notice, Problem, Session};
use crate::config::Reveal;
use crate::feed::{Page, Reason, Rejected, State};
use crate::link::Link;
use crate::poll::{Outcome, RequestId};
use crate::time::{Now, Timestamp};
use crate::timeline::{Changes, Position};

/// How many of the items that were left out are named on the console.
const NAMED: usize = 10;

impl Session {
    pub(super) fn answered(&mut self, request: RequestId, answer: Answer, now: Now) {
        if self.earlier.awaits(request) {
            return self.earlier_page(answer, now);
        }
        if !self.poll.awaits(request) {
            return; // given up meanwhile
        }
        match answer {
            Answer::Failed { problem, retry_after } => {
                self.failed(request, problem, retry_after, now);
            }
            Answer::Unchanged { max_age } => {
                self.poll.wishes().max_age = max_age;
                if let Some(page) = self.timeline.doubted().cloned() {
                    self.first_page(page, now);
                }
                self.good(request, now);
            }
            Answer::Page { page, rejected, max_age } => {
                self.poll.wishes().max_age = max_age;
                if self.first_page(*page, now) {
                    self.report(&rejected);
                }
                // After the document: its own word on cadence counts for the next poll already.
                self.good(request, now);
            }
        }
    }

    fn good(&mut self, request: RequestId, now: Now) {
        self.poll.ended(request, Outcome::Good, now.instant);
        self.contact.good(now.wall);
        self.settle_refresh(true);
    }

    /// Names the items of the feed that were left out, once for as long as they stay the same; as
    /// newer items come, their places move.
    fn report(&mut self, rejected: &[Rejected]) {
        let reasons: Vec<Reason> = rejected.iter().map(|rejected| rejected.reason).collect();
        if reasons != self.rejected {
            self.rejected = reasons;
            if let Some(source) = self.source.clone() {
                self.warn(rejected, &source);
            }
        }
    }

    fn warn(&mut self, rejected: &[Rejected], address: &Link) {
        if rejected.is_empty() {
            return;
        }
        let named = rejected
            .iter()
            .take(NAMED)
            .map(|Rejected { at, reason }| format!("\n  {at}: {reason}"));
        let message = format!(
            "developing-story: {} of the items of {address} are left out:{}",
            rejected.len(),
            named.collect::<String>()
        );
        self.effects.push(Effect::Warn(message));
    }

    pub(super) fn failed(
        &mut self,
        request: RequestId,
        problem: Problem,
        retry_after: Option<Duration>,
        now: Now,
    ) {
        self.poll.ended(request, Outcome::Failed { retry_after }, now.instant);
        if problem == Problem::Status(410) {
            self.poll.stop();
            if self.feed.is_none() {
                self.settle_go_to(false);
            }
        }
        if let Some(source) = &self.source {
            let message = problem.message(source);
            self.effects.push(Effect::Notify(Notice::Failed { kind: problem.kind(), message }));
        }
        self.contact.problem = Some(problem);
        self.settle_refresh(false);
    }

    /// Takes in the feed itself; whether it was believed.
    pub(super) fn first_page(&mut self, page: Page, now: Now) -> bool {
        let first = self.feed.is_none();
        let (feed, next) = (page.feed.clone(), page.next.clone());
        let hold = self.holds();
        let Some(changes) = self.timeline.apply(page, Position::First, hold, now.wall) else {
            return false;
        };
        let wishes = self.poll.wishes();
        wishes.feed = feed.poll;
        wishes.ended = feed.state == State::Ended;
        self.earlier.begin(next, self.source.as_ref());
        if feed.expired {
            self.poll.stop();
        }
        self.feed = Some(feed);
        if first {
            self.latest = self.newest_date();
            self.open_newest();
            let entries = self.timeline.entries().count();
            self.effects.push(Effect::Notify(Notice::Ready { entries }));
        } else {
            self.changed(changes);
        }
        self.continue_to(now);
        true
    }

    pub(super) fn changed(&mut self, changes: Changes) {
        self.latest = self.newest_date();
        if changes.is_empty() {
            return;
        }
        if self.config.reveal == Reveal::Auto && !changes.added.is_empty() {
            self.fresh = changes.added.clone();
            self.shown += changes.added.len();
            self.open_newest();
        }
        let Changes { added, revised, withdrawn } = changes;
        let unseen = self.timeline.unseen();
        self.effects.push(Effect::Notify(Notice::Updated { added, revised, withdrawn, unseen }));
    }

    pub(super) fn earlier_page(&mut self, answer: Answer, now: Now) {
        let Answer::Page { page, rejected, .. } = answer else {
            self.earlier.failed();
            self.settle_go_to(false);
            return;
        };
        let for_reader = self.going_to.is_none();
        if let Some(address) = self.earlier.arrived(page.next.clone(), self.source.as_ref()) {
            self.warn(&rejected, &address);
        }
        let changes = self.timeline.apply(*page, Position::Earlier, false, now.wall);
        // Older entries are no news; what an older page says of newer ones is.
        self.changed(Changes { added: Vec::new(), ..changes.unwrap_or_default() });
        if for_reader {
            self.ask_earlier(now);
        } else {
            self.continue_to(now);
        }
    }

    pub(super) fn holds(&self) -> bool {
        self.feed.is_some() && self.config.reveal == Reveal::Hold
    }

    fn newest_date(&self) -> Option<Timestamp> {
        let dates = self.timeline.entries().map(|entry| {
            entry.update.modified.map_or(entry.published, |modified| modified.max(entry.published))
        });
        dates.max()
    }
}
