//! What a reader's wish changes.

use super::{Action, Effect, Fold, Notice, ReaderId, Session, reader};
use crate::config::Order;
use crate::feed::EntryId;
use crate::time::Now;

/// So many entries show at most where somebody reads a story from its beginning.
const MOST_SHOWN: usize = 1_000;

impl Session {
    pub(super) fn act(&mut self, id: ReaderId, action: Action, now: Now) {
        let known = |entry: &EntryId| self.timeline.get(entry).is_some();
        let Some(reader) = reader::of(&mut self.readers, id) else { return };
        let mut worth_keeping = true;
        match action {
            Action::FoldEntry(entry, open) => {
                let any = reader.sees_open(&self.timeline);
                let changed = known(&entry) && reader.folds.hear(&entry, Fold::from_open(open));
                // The browser tells of every fold, also of those that it was told to make.
                self.shows_nothing = !changed || any == reader.sees_open(&self.timeline);
                if changed {
                    self.effects.push(Effect::Notify(id, Notice::Toggled(entry, open)));
                }
                worth_keeping = changed;
            }
            Action::FoldDay(date, open) => {
                worth_keeping = reader.folds.set_day(&date, Fold::from_open(open));
            }
            Action::FoldStory => {
                reader.folds.story = Fold::from_open(!reader.folds.story.is_open());
            }
            Action::FoldAll => reader.folds.set_all(Fold::Closed),
            Action::UnfoldAll => {
                reader.folds.set_all(Fold::Open);
                reader.folds.story = Fold::Open;
            }
            Action::Reveal => {
                reader.folds.story = Fold::Open;
                reader.found = None;
                if self.reveal(id, now) {
                    self.show_unread(id);
                }
            }
            Action::Unread => {
                worth_keeping = false;
                reader.folds.story = Fold::Open;
                self.show_unread(id);
            }
            // To see something is not to do something.
            Action::Read(entry) => worth_keeping = reader.reading.read(&entry) && self.acted,
            Action::Elsewhere(elsewhere) => {
                worth_keeping = false;
                self.shows_nothing = reader.reading.is_elsewhere == elsewhere;
                reader.reading.is_elsewhere = elsewhere;
            }
            Action::Sight(in_sight) => {
                worth_keeping = false;
                self.shows_nothing = true;
                reader.in_sight = in_sight;
            }
            Action::Order(order) => {
                reader.order = order;
                reader.folds.story = Fold::Open;
                if order == Order::Oldest && reader.reading.unread.is_empty() {
                    // The whole story, as far as it can be had.
                    reader.shown = MOST_SHOWN;
                    self.ask_earlier(now);
                } else {
                    self.show_unread(id);
                }
            }
            Action::Clock(clock) => reader.clock = clock,
            Action::Find(found) => {
                worth_keeping = false;
                reader.found = found;
            }
            Action::Earlier => {
                // From what there is: pressed twice, or again after a failure, it is one wish.
                let there = reader.there(&self.timeline);
                reader.shown = reader.shown.min(there) + reader.config.limit;
                self.ask_earlier(now);
            }
            Action::EarlierMoments => self.fetch_earlier(now),
            Action::Fill => {
                for gap in &mut self.gaps {
                    gap.allow();
                }
            }
            Action::Pause => self.contact.paused = true,
            Action::Resume => self.contact.paused = false,
            Action::Refresh(ticket) => {
                worth_keeping = false;
                self.shows_nothing = true;
                self.refreshing.push(ticket);
                self.poll.ask_now(now.instant);
                let polls = self.is_connected() && self.source.is_some();
                if !polls || self.poll.is_stopped() || self.contact.paused {
                    self.settle_refresh(false);
                }
            }
            Action::GoTo(entry, ticket) => {
                worth_keeping = false;
                self.settle_go_to(id, false);
                if let Some(reader) = self.reader(id) {
                    reader.going_to = Some((entry, ticket));
                }
                self.continue_to(id, now);
            }
            Action::At(place) => {
                worth_keeping = false;
                reader.at = place;
            }
        }
        if worth_keeping {
            self.left = None;
            self.acted();
        }
    }

    /// Leads to the oldest entry that has not been read.
    fn show_unread(&mut self, id: ReaderId) {
        let reader = self.readers.iter().find(|reader| reader.id == id);
        if let Some(oldest) = reader.and_then(|reader| reader.oldest_unread(&self.timeline)) {
            self.show(id, oldest);
        }
    }

    /// Shows a reader what waits; whether anything did.
    pub(super) fn reveal(&mut self, id: ReaderId, now: Now) -> bool {
        let Some(reader) = reader::of(&mut self.readers, id) else {
            return false;
        };
        let revealed = reader.reveal(&self.timeline, self.left.unwrap_or(now.wall));
        let any = !revealed.is_empty();
        if any {
            self.effects.push(Effect::Notify(id, Notice::Revealed(revealed)));
        }
        any
    }

    /// Fetches an older page where a reader waits for entries that are not there yet.
    pub(super) fn ask_earlier(&mut self, now: Now) {
        let missing = self
            .connected()
            .any(|reader| reader.there(&self.timeline) < reader.shown || reader.going_to.is_some());
        if missing {
            self.fetch_earlier(now);
        }
    }

    /// Fetches an older page, if there is one, none is on its way, and anybody is there to see it.
    fn fetch_earlier(&mut self, now: Now) {
        if !self.earlier.has_more() || self.earlier.is_asking() || !self.is_connected() {
            return;
        }
        let request = self.poll.next_request();
        if let Some(link) = self.earlier.ask(request, now.instant) {
            self.effects.push(Effect::Fetch(request, link));
        }
    }

    pub(super) fn continue_all(&mut self, now: Now) {
        let readers: Vec<ReaderId> = self.readers.iter().map(|reader| reader.id).collect();
        readers.into_iter().for_each(|reader| self.continue_to(reader, now));
    }

    /// Goes to the entry that somebody wants, if it is there by now, and else on to older pages.
    fn continue_to(&mut self, id: ReaderId, now: Now) {
        let Some(reader) = reader::of(&mut self.readers, id) else { return };
        let Some((wanted, _)) = reader.going_to.clone() else { return };
        let connected = reader.connected;
        match self.timeline.get(&wanted).map(|entry| entry.arrived > reader.seen) {
            Some(unseen) => {
                if unseen {
                    self.reveal(id, now);
                }
                if let Some(reader) = reader::of(&mut self.readers, id) {
                    reader.reach(&self.timeline, &wanted);
                    reader.folds.story = Fold::Open;
                    reader.folds.set_entry(&wanted, Fold::Open);
                    reader.found = None;
                }
                self.show(id, wanted);
                self.settle_go_to(id, true);
            }
            None if connected && self.earlier.has_more() => self.ask_earlier(now),
            // Before the first document nothing can be said yet.
            None if connected && self.feed.is_none() => {}
            None => self.settle_go_to(id, false),
        }
    }

    /// Scrolls to an entry, which opens the day that it stands in.
    fn show(&mut self, id: ReaderId, entry: EntryId) {
        if let Some(reader) = self.reader(id) {
            reader.folds.sought = Some(entry.clone());
        }
        self.effects.push(Effect::Show(id, entry));
    }

    pub(super) fn settle_go_to(&mut self, id: ReaderId, found: bool) {
        let going = self.reader(id).and_then(|reader| reader.going_to.take());
        self.effects.extend(going.map(|(_, ticket)| Effect::Resolve(ticket, found)));
    }

    pub(super) fn give_up_go_to(&mut self) {
        for reader in &mut self.readers {
            let given_up = reader.going_to.take().map(|(_, ticket)| Effect::Resolve(ticket, false));
            self.effects.extend(given_up);
        }
    }

    pub(super) fn settle_refresh(&mut self, good: bool) {
        let kept = self.refreshing.drain(..).map(|ticket| Effect::Resolve(ticket, good));
        self.effects.extend(kept);
    }
}
