//! What an answer changes.

use std::time::Duration;

use super::gap::Gap;
use super::walk::Walk;
use super::{Answer, Effect, Freshness, Notice, Problem, Session};
use crate::digits::digits;
use crate::feed::{Page, Reason, Rejected, State};
use crate::joined::joined;
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
        if let Some(at) = self.gaps.iter().position(|gap| gap.walk.awaits(request)) {
            return self.missed_page(at, answer, now);
        }
        if !self.poll.awaits(request) {
            return; // given up meanwhile
        }
        let outcome = self.learn(answer, now);
        let counts = self.poll.ended(request, outcome.told(), now.instant);
        self.conclude(outcome, counts, now);
    }

    /// Another tab has asked, and tells what came of it.
    pub(super) fn heard(&mut self, answer: Answer, now: Now) {
        if !self.shares {
            return; // said before this tab stopped listening
        }
        let outcome = self.learn(answer, now);
        self.poll.heard(outcome.told(), now.instant);
        self.conclude(outcome, true, now);
    }

    /// Takes in what an answer says, before it is asked when to poll next: a document's own word
    /// on cadence counts at once.
    fn learn(&mut self, answer: Answer, now: Now) -> Exchange {
        match answer {
            Answer::Failed { problem, retry_after, detail } => {
                return Exchange::Failed(problem, retry_after, detail);
            }
            Answer::Unchanged { max_age } => {
                self.poll.wishes().max_age = max_age;
                self.shows_nothing = self.contact.freshness() == Freshness::Current;
                if let Some(page) = self.timeline.doubted().cloned() {
                    self.first_page(page, now);
                }
            }
            Answer::Page { page, rejected, max_age } => {
                self.poll.wishes().max_age = max_age;
                if self.first_page(*page, now) {
                    self.report(&rejected);
                }
            }
        }
        Exchange::Good
    }

    fn conclude(&mut self, outcome: Exchange, counts: bool, now: Now) {
        match outcome {
            Exchange::Good => {
                self.is_another_visit = false;
                self.contact.good(now);
                self.resume_gaps();
                self.settle_refresh(true);
            }
            Exchange::Failed(problem, _, detail) if counts => {
                self.trouble(problem, detail.as_deref())
            }
            Exchange::Failed(..) => {}
        }
    }

    /// What the page hands over. No cache stands between the page and us: it is what the page
    /// means now.
    pub(super) fn handed(&mut self, mut page: Page, rejected: &[Rejected], now: Now) {
        page.version.get_or_insert(now.wall);
        if self.first_page(page, now) {
            self.report(rejected);
        }
        self.contact.good(now);
    }

    /// Names the items of the feed that were left out, once for as long as they stay the same; as
    /// newer items come, their places move.
    fn report(&mut self, rejected: &[Rejected]) {
        let reasons: Vec<Reason> = rejected.iter().map(|rejected| rejected.reason).collect();
        if reasons != self.rejected {
            self.rejected = reasons;
            let source = self.source.as_ref().map_or("the property feed", Link::as_str).to_owned();
            self.warn(rejected, &source);
        }
    }

    fn warn(&mut self, rejected: &[Rejected], address: &str) {
        if rejected.is_empty() {
            return;
        }
        let count = digits(rejected.len() as u32);
        let mut message = joined(
            &["developing-story: ", &count, " of the items of ", address, " are left out:"],
            "",
        );
        for Rejected { at, reason } in rejected.iter().take(NAMED) {
            message.extend(["\n  ", at.as_str(), ": ", reason.words()]);
        }
        self.effects.push(Effect::Warn(message));
    }

    /// The feed could not be had.
    pub(super) fn trouble(&mut self, problem: Problem, detail: Option<&str>) {
        if problem == Problem::Status(410) {
            self.poll.stop();
            match &mut self.feed {
                Some(feed) => feed.state = State::Ended,
                None => self.give_up_go_to(),
            }
        }
        if let Some(source) = self.source.clone() {
            self.tell_failure(problem, &source, detail);
        }
        self.contact.problem = Some(problem);
        // Whoever has only what was kept is reading that by now.
        self.is_another_visit = false;
        self.settle_refresh(false);
    }

    fn tell_failure(&mut self, problem: Problem, address: &Link, detail: Option<&str>) {
        let (kind, message) = (problem.kind(), problem.message(address, detail));
        self.tell_all(|| Notice::Failed { kind, message: message.clone() });
    }

    /// Takes in the feed itself from the network; whether it was believed.
    fn first_page(&mut self, page: Page, now: Now) -> bool {
        let is_visit = std::mem::take(&mut self.is_another_visit);
        let believed = self.take_in(page, now);
        if is_visit {
            self.gaps.iter_mut().for_each(|gap| gap.is_news = false);
            for reader in &mut self.readers {
                reader.catch_up(&self.timeline);
                let entries = self.timeline.seen(reader.seen);
                let dated = entries.map(|entry| (&entry.update.id, entry.published));
                reader.reading.comes_back(dated);
            }
        }
        believed
    }

    /// Takes in the feed itself; whether it was believed.
    pub(super) fn take_in(&mut self, page: Page, now: Now) -> bool {
        let first = self.feed.is_none();
        let (feed, next) = (page.feed.clone(), page.next.clone());
        let missed = self.missed(&page);
        let Some(changes) = self.timeline.apply(page, Position::First, now.wall) else {
            return false;
        };
        let wishes = self.poll.wishes();
        wishes.feed = feed.poll;
        wishes.ended = feed.state == State::Ended;
        if feed.expired {
            self.poll.stop();
        }
        self.feed = Some(feed);
        self.effects.push(Effect::Hold);
        self.next = next.clone();
        let walk = Walk::new(next, self.source.as_ref());
        match missed {
            Some((since, until)) if walk.has_more() => {
                self.gaps.push(Gap::new(since, until, walk));
            }
            // Once the way back has been taken, it goes on from where it led: what has moved to a
            // newer archive page meanwhile is held already. And over a gap it is not known.
            _ if self.earlier.is_new() && self.gaps.is_empty() => self.earlier = walk,
            _ => {}
        }
        if first {
            self.latest = self.newest_date();
            for reader in &mut self.readers {
                reader.catch_up(&self.timeline);
            }
        } else {
            self.changed(changes, now.wall);
        }
        self.continue_all(now);
        true
    }

    /// What a first page does not reach of what is held: its newest entry, and the oldest of the
    /// live page as it was, where a page has been closed since or nobody listened. What changed just
    /// before it left the live page is said by closed pages alone.
    fn missed(&self, page: &Page) -> Option<(Option<Timestamp>, Timestamp)> {
        let out_of_reach = |date: &Timestamp| !self.timeline.reaches(page, *date);
        let newest = self.timeline.newest()?;
        let since = Some(newest).filter(out_of_reach);
        let closed = self.contact.lapsed || self.next != page.next;
        let live = self.timeline.live_since().filter(|_| closed);
        let until = live.map_or(newest, |live| live.min(newest));
        Some(until).filter(out_of_reach).map(|until| (since, until))
    }

    fn changed(&mut self, changes: Changes, now: Timestamp) {
        self.latest = self.newest_date();
        if changes.is_empty() {
            return;
        }
        let Changes { added, revised, withdrawn } = changes;
        for reader in &mut self.readers {
            if reader.is_open_to_news(&self.timeline) {
                reader.reveal(&self.timeline, self.left.unwrap_or(now));
            }
            if reader.connected {
                let unseen = self.timeline.unseen(reader.seen).count();
                let (added, revised) = (added.clone(), revised.clone());
                let notice =
                    Notice::Updated { added, revised, withdrawn: withdrawn.clone(), unseen };
                self.effects.push(Effect::Notify(reader.id, notice));
            }
        }
    }

    fn earlier_page(&mut self, answer: Answer, now: Now) {
        let (page, rejected) = match answer {
            Answer::Page { page, rejected, .. } => (page, rejected),
            Answer::Unchanged { .. } => {
                return self.page_failed(Which::Earlier, Problem::Network, None);
            }
            Answer::Failed { problem, detail, .. } => {
                return self.page_failed(Which::Earlier, problem, detail.as_deref());
            }
        };
        if let Some(address) = self.earlier.arrived(page.next.clone(), self.source.as_ref()) {
            self.warn(&rejected, address.as_str());
        }
        let changes = self.timeline.apply(*page, Position::Earlier, now.wall);
        // Older entries are no news; what an older page says of newer ones is.
        self.changed(Changes { added: Vec::new(), ..changes.unwrap_or_default() }, now.wall);
        self.continue_all(now);
        self.ask_earlier(now);
    }

    fn missed_page(&mut self, at: usize, answer: Answer, now: Now) {
        let (page, rejected) = match answer {
            Answer::Page { page, rejected, .. } => (page, rejected),
            Answer::Unchanged { .. } => {
                return self.page_failed(Which::Gap(at), Problem::Network, None);
            }
            Answer::Failed { problem, detail, .. } => {
                return self.page_failed(Which::Gap(at), problem, detail.as_deref());
            }
        };
        let Some(gap) = self.gaps.get_mut(at) else { return };
        gap.spend();
        let closed = self.timeline.reaches(&page, gap.until);
        if gap.since.is_some_and(|since| self.timeline.reaches(&page, since)) {
            gap.close();
        }
        let until = gap.until;
        let position = if gap.is_news { Position::Missed(until) } else { Position::Earlier };
        let next = page.next.clone();
        if let Some(address) = gap.walk.arrived(next.clone(), self.source.as_ref()) {
            self.warn(&rejected, address.as_str());
        }
        let mut changes = self.timeline.apply(*page, position, now.wall).unwrap_or_default();
        // The last page may go on below the gap.
        let fills = |id: &_| self.timeline.get(id).is_some_and(|entry| entry.published > until);
        changes.added.retain(fills);
        if position == Position::Earlier {
            // It shows at once, and pushes nothing out of sight.
            for reader in &mut self.readers {
                reader.shown += changes.added.len();
            }
        }
        self.changed(changes, now.wall);
        if closed || self.gaps.get(at).is_none_or(Gap::is_over) {
            self.gaps.remove(at);
            if self.gaps.is_empty() && self.earlier.is_new() {
                self.earlier = Walk::new(next, self.source.as_ref());
            }
        }
        self.continue_all(now);
    }

    /// A page did not come. The reader, or the next good poll, asks again.
    fn page_failed(&mut self, which: Which, problem: Problem, detail: Option<&str>) {
        let walk = match which {
            Which::Earlier => Some(&mut self.earlier),
            Which::Gap(at) => self.gaps.get_mut(at).map(|gap| &mut gap.walk),
        };
        let Some((request, link)) = walk.and_then(Walk::failed) else { return };
        if problem == Problem::Timeout {
            self.effects.push(Effect::Abort(request));
        }
        self.tell_failure(problem, &link, detail);
        match which {
            Which::Earlier => self.give_up_go_to(),
            Which::Gap(at) => {
                // A page that is never there is not asked for for ever: where something is missing, the
                // reader can.
                let gone = matches!(problem, Problem::Status(400..=499));
                let spends = |gap: &&mut Gap| gone || gap.since.is_none();
                self.gaps.get_mut(at).filter(spends).map(Gap::spend);
                if self.gaps.get(at).is_some_and(Gap::is_over) {
                    self.gaps.remove(at);
                }
            }
        }
    }

    /// Gives up pages that take too long.
    pub(super) fn give_up_pages(&mut self, now: Now) {
        let late = |walk: &Walk| walk.deadline().is_some_and(|deadline| now.instant >= deadline);
        if late(&self.earlier) {
            self.page_failed(Which::Earlier, Problem::Timeout, None);
        }
        if let Some(at) = self.gaps.iter().position(|gap| late(&gap.walk)) {
            self.page_failed(Which::Gap(at), Problem::Timeout, None);
        }
    }

    fn newest_date(&self) -> Option<Timestamp> {
        let dates = self.timeline.entries().map(|entry| {
            entry.update.modified.map_or(entry.published, |modified| modified.max(entry.published))
        });
        dates.max()
    }
}

/// How an exchange with the feed ended.
enum Exchange {
    Good,
    Failed(Problem, Option<Duration>, Option<String>),
}

impl Exchange {
    fn told(&self) -> Outcome {
        match *self {
            Exchange::Good => Outcome::Good,
            Exchange::Failed(_, retry_after, _) => Outcome::Failed { retry_after },
        }
    }
}

/// A page of older items, by what it is for.
#[derive(Clone, Copy)]
enum Which {
    Earlier,
    Gap(usize),
}
