//! One element of a page, and what its reader has made of the story: what is open, what is shown,
//! what has been seen. The story itself is the session's, and the same for all readers.

use super::folds::Folds;
use super::reading::Reading;
use super::{Effect, Fold, Freshness, Notice, ReaderId, Session, Ticket};
use crate::config::{Clock, Config, Order, Reveal, Unfold};
use crate::feed::{EntryId, State};
use crate::time::Timestamp;
use crate::timeline::{Entry, Round, Timeline};

#[derive(Debug)]
pub(super) struct Reader {
    pub(super) id: ReaderId,
    pub(super) config: Config,
    pub(super) connected: bool,
    /// The timeline is in sight, as far as anybody has said.
    pub(super) in_sight: bool,
    pub(super) folds: Folds,
    /// How many entries are shown, if there are as many.
    pub(super) shown: usize,
    /// Everything that became news after this waits.
    pub(super) seen: Round,
    pub(super) reading: Reading,
    /// The page's order and clock, or what the reader chose instead.
    pub(super) order: Order,
    pub(super) clock: Clock,
    /// What is looked for: nothing else shows.
    pub(super) found: Option<Vec<EntryId>>,
    pub(super) going_to: Option<(EntryId, Ticket)>,
    /// Where the reader was when that was last looked at.
    pub(super) at: Option<(EntryId, i32)>,
    /// Where the reader is to be brought back to.
    pub(super) back_to: Option<(EntryId, i32)>,
    /// The page knows that the timeline is there.
    ready: bool,
    /// State and freshness as the page was told them.
    told: Option<(&'static str, &'static str)>,
}

impl Reader {
    pub(super) fn new(id: ReaderId, config: Config) -> Self {
        Self {
            id,
            folds: Folds::new(config.unfold),
            shown: config.limit,
            order: config.order,
            clock: config.clock.clone(),
            config,
            connected: false,
            in_sight: true,
            seen: Round::default(),
            reading: Reading::default(),
            found: None,
            going_to: None,
            at: None,
            back_to: None,
            ready: false,
            told: None,
        }
    }

    /// The entries that the limit counts: pinned ones are always on show.
    pub(super) fn unpinned<'a>(
        &self,
        timeline: &'a Timeline,
    ) -> impl Iterator<Item = &'a Entry> + use<'a> {
        timeline.seen(self.seen).filter(|entry| !entry.update.pinned)
    }

    /// How many of these there are.
    pub(super) fn there(&self, timeline: &Timeline) -> usize {
        self.unpinned(timeline).count()
    }

    /// Shows as many as it takes until this one shows.
    pub(super) fn reach(&mut self, timeline: &Timeline, id: &EntryId) {
        let at = self.unpinned(timeline).position(|entry| entry.update.id == *id);
        self.shown = self.shown.max(at.map_or(0, |at| at + 1));
    }

    /// What the reader sees, in reading order.
    pub(super) fn entries<'a>(&self, timeline: &'a Timeline) -> Vec<&'a Entry> {
        let (mut pinned, mut rest) = (Vec::new(), Vec::new());
        for entry in timeline.seen(self.seen) {
            let is_found = self.found.as_ref().map(|found| found.contains(&entry.update.id));
            if is_found.unwrap_or(entry.update.pinned) {
                pinned.push(entry);
            } else if is_found.is_none() && rest.len() < self.shown {
                rest.push(entry);
            }
        }
        if self.order == Order::Oldest {
            pinned.reverse();
            rest.reverse();
        }
        pinned.append(&mut rest);
        pinned
    }

    /// Whether any of that is open.
    pub(super) fn sees_open(&self, timeline: &Timeline) -> bool {
        self.entries(timeline).iter().any(|entry| self.folds.entry(&entry.update.id).is_open())
    }

    /// Shows everything that there is, without a word.
    pub(super) fn catch_up(&mut self, timeline: &Timeline) {
        self.seen = timeline.round();
        self.open_newest(timeline);
    }

    /// Shows what waits; the ids of what there is to read, oldest first.
    pub(super) fn reveal(&mut self, timeline: &Timeline, now: Timestamp) -> Vec<EntryId> {
        let revealed: Vec<EntryId> =
            timeline.unseen(self.seen).map(|entry| entry.update.id.clone()).collect();
        let newest = self.newest(timeline);
        self.seen = timeline.round();
        if revealed.is_empty() {
            return revealed;
        }
        self.shown += revealed.len();
        // What comes late may belong further down than what is shown.
        if let Some(oldest) = revealed.first() {
            self.reach(timeline, oldest);
        }
        self.reading.meets(&revealed, newest, now);
        self.open_newest(timeline);
        revealed
    }

    /// Opens the newest entry where the page asks for that.
    pub(super) fn open_newest(&mut self, timeline: &Timeline) {
        if self.config.unfold == Unfold::Newest
            && let Some(newest) = timeline.seen(self.seen).next()
        {
            self.folds.set_entry(&newest.update.id, Fold::Open);
        }
    }

    /// Whether nothing is shown that could move.
    pub(super) fn sees_nothing(&self, timeline: &Timeline) -> bool {
        timeline.seen(self.seen).next().is_none()
    }

    /// Whether news appears by itself.
    pub(super) fn is_open_to_news(&self, timeline: &Timeline) -> bool {
        self.config.reveal == Reveal::Auto || self.sees_nothing(timeline)
    }
}

/// One of them, beside whatever else of the session is in use.
pub(super) fn of(readers: &mut [Reader], id: ReaderId) -> Option<&mut Reader> {
    readers.iter_mut().find(|reader| reader.id == id)
}

impl Session {
    pub(super) fn join(&mut self, id: ReaderId, config: Config) {
        let mut reader = Reader::new(id, config);
        if self.feed.is_some() {
            reader.catch_up(&self.timeline);
        }
        self.readers.push(reader);
        self.forget_unless_wanted();
    }

    pub(super) fn leave(&mut self, id: ReaderId) {
        self.disconnect(id);
        self.readers.retain(|reader| reader.id != id);
    }

    pub(super) fn reader(&mut self, id: ReaderId) -> Option<&mut Reader> {
        of(&mut self.readers, id)
    }

    /// Whether anybody is there to see anything.
    pub(super) fn is_connected(&self) -> bool {
        self.connected().next().is_some()
    }

    /// The readers whose element stands in a document.
    pub(super) fn connected(&self) -> impl Iterator<Item = &Reader> {
        self.readers.iter().filter(|reader| reader.connected)
    }

    /// Tells every page, and every element, what it does not know yet.
    pub(super) fn tell_state(&mut self) {
        if self.feed.is_none() {
            return;
        }
        let (state, freshness) = self.standing();
        let (state, freshness) = (state.word(), freshness.word());
        let entries = self.timeline.entries().count();
        for reader in self.readers.iter_mut().filter(|reader| reader.connected) {
            let told = reader.folds.told();
            if !std::mem::replace(&mut reader.ready, true) {
                self.effects.push(Effect::Notify(reader.id, Notice::Ready { entries }));
            } else if let Some((usual, others)) = told {
                self.effects.push(Effect::Fold(reader.id, usual, others));
            }
            if reader.told != Some((state, freshness)) {
                reader.told = Some((state, freshness));
                let notice = Notice::StateChanged { state, freshness };
                self.effects.push(Effect::Notify(reader.id, notice));
            }
        }
    }

    /// How things stand, as header and page are told. What has ended cannot go stale.
    pub(super) fn standing(&self) -> (State, Freshness) {
        let state = self.feed.as_ref().map_or(State::Live, |feed| feed.state);
        match self.contact.freshness() {
            freshness if state != State::Ended || freshness == Freshness::Paused => {
                (state, freshness)
            }
            _ => (state, Freshness::Current),
        }
    }

    /// Tells every page that stands.
    pub(super) fn tell_all(&mut self, notice: impl Fn() -> Notice) {
        let told = self.readers.iter().filter(|reader| reader.connected);
        self.effects.extend(told.map(|reader| Effect::Notify(reader.id, notice())));
    }
}
