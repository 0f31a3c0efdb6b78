//! What a reader's wish changes.

use super::{Action, Effect, Fold, Notice, Session};
use crate::config::Unfold;
use crate::feed::EntryId;
use crate::time::Now;
use crate::timeline::Entry;

impl Session {
    pub(super) fn act(&mut self, action: Action, now: Now) {
        match action {
            Action::FoldEntry(id, open) => {
                let known = self.timeline.get(&id).is_some();
                if known && self.folds.set_entry(&id, Fold::from_open(open)) {
                    self.effects.push(Effect::Notify(Notice::Toggled(id, open)));
                }
            }
            Action::FoldDay(date, open) => self.folds.set_day(&date, Fold::from_open(open)),
            Action::FoldStory => {
                self.folds.story = Fold::from_open(!self.folds.story.is_open());
            }
            Action::FoldAll => self.folds.set_all(Fold::Closed),
            Action::UnfoldAll => {
                self.folds.set_all(Fold::Open);
                self.folds.story = Fold::Open;
            }
            Action::Reveal => {
                let revealed = self.reveal();
                self.folds.story = Fold::Open;
                if let Some(oldest) = revealed.into_iter().next() {
                    self.show(oldest);
                }
            }
            Action::Earlier => {
                // From what there is: pressed twice, or again after a failure, it is one wish.
                self.shown = self.shown.min(self.unpinned().count()) + self.config.limit;
                self.ask_earlier(now);
            }
            Action::Pause => self.contact.paused = true,
            Action::Resume => self.contact.paused = false,
            Action::Refresh(ticket) => {
                self.refreshing.push(ticket);
                self.poll.ask_now(now.instant);
                let polls = self.connected && self.source.is_some() && !self.poll.is_stopped();
                if !polls || self.contact.paused {
                    self.settle_refresh(false);
                }
            }
            Action::GoTo(id, ticket) => {
                self.settle_go_to(false);
                self.going_to = Some((id, ticket));
                self.continue_to(now);
            }
        }
    }

    /// Shows what waits; the ids of what the reader had not seen, oldest first.
    pub(super) fn reveal(&mut self) -> Vec<EntryId> {
        let revealed = self.timeline.reveal();
        if revealed.is_empty() {
            return revealed;
        }
        self.shown += revealed.len();
        // What comes late may belong further down than what is shown.
        let oldest = revealed.first();
        let at = self.unpinned().position(|entry| Some(&entry.update.id) == oldest);
        self.shown = self.shown.max(at.map_or(0, |at| at + 1));
        self.fresh = revealed.clone();
        self.open_newest();
        self.effects.push(Effect::Notify(Notice::Revealed(revealed.clone())));
        revealed
    }

    /// Opens the newest entry where the page asks for that.
    pub(super) fn open_newest(&mut self) {
        if self.config.unfold == Unfold::Newest
            && let Some(newest) = self.timeline.seen().next()
        {
            self.folds.set_entry(&newest.update.id, Fold::Open);
        }
    }

    /// Fetches an older page where the reader waits for entries that are not there yet.
    pub(super) fn ask_earlier(&mut self, now: Now) {
        let missing = self.unpinned().count() < self.shown || self.going_to.is_some();
        if !missing || !self.connected || !self.earlier.has_more() || self.earlier.is_asking() {
            return;
        }
        let request = self.poll.next_request();
        if let Some(link) = self.earlier.ask(request, now.instant) {
            self.effects.push(Effect::Fetch(request, link));
        }
    }

    /// Goes to the entry that somebody wants, if it is there by now, and else on to older pages.
    pub(super) fn continue_to(&mut self, now: Now) {
        let Some((id, _)) = self.going_to.clone() else { return };
        match self.timeline.get(&id).map(|entry| entry.unseen) {
            Some(unseen) => {
                if unseen {
                    self.reveal();
                }
                let position = self.unpinned().position(|entry| entry.update.id == id);
                self.shown = self.shown.max(position.map_or(0, |position| position + 1));
                self.folds.story = Fold::Open;
                self.folds.set_entry(&id, Fold::Open);
                self.show(id);
                self.settle_go_to(true);
            }
            None if self.connected && self.earlier.has_more() => self.ask_earlier(now),
            // Before the first document nothing can be said yet.
            None if self.connected && self.feed.is_none() => {}
            None => self.settle_go_to(false),
        }
    }

    /// Scrolls to an entry, which opens the day that it stands in.
    fn show(&mut self, id: EntryId) {
        self.folds.sought = Some(id.clone());
        self.effects.push(Effect::Show(id));
    }

    /// The entries that the limit counts: pinned ones are always on show.
    pub(super) fn unpinned(&self) -> impl Iterator<Item = &Entry> {
        self.timeline.seen().filter(|entry| !entry.update.pinned)
    }

    pub(super) fn settle_go_to(&mut self, found: bool) {
        let ticket = self.going_to.take().map(|(_, ticket)| Effect::Resolve(ticket, found));
        self.effects.extend(ticket);
    }

    pub(super) fn settle_refresh(&mut self, good: bool) {
        let kept = self.refreshing.drain(..).map(|ticket| Effect::Resolve(ticket, good));
        self.effects.extend(kept);
    }
}
