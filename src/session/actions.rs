//! What a reader's wish changes.

use super::{Action, Effect, Fold, Notice, Session};
use crate::config::Unfold;
use crate::feed::EntryId;
use crate::time::Now;

impl Session {
    pub(super) fn act(&mut self, action: Action, now: Now) {
        match action {
            Action::FoldEntry(id, open) => {
                let known = self.timeline.get(&id).is_some();
                if known && self.folds.set_entry(&id, Fold::from_open(open)) {
                    self.effects.push(Effect::Notify(Notice::Toggled(id, open)));
                }
            }
            Action::FoldDay(date, open) => {
                self.folds.set_day(&date, Fold::from_open(open));
            }
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
                self.effects.extend(revealed.into_iter().next().map(Effect::Show));
            }
            Action::Earlier => {
                self.shown += self.config.limit;
                self.ask_earlier(now);
            }
            Action::Pause => self.contact.paused = true,
            Action::Resume => self.contact.paused = false,
            Action::Refresh(ticket) => {
                self.refreshing.push(ticket);
                self.poll.ask_now(now.instant);
                if self.source.is_none() || !self.connected || self.contact.paused {
                    self.settle_refresh(false);
                }
            }
            Action::GoTo(id, ticket) => {
                self.settle_go_to(false);
                self.going_to = Some((id, ticket));
                self.continue_to();
                self.ask_earlier(now);
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
        let missing = self.timeline.seen().count() < self.shown || self.going_to.is_some();
        if !missing || !self.earlier.has_more() || self.earlier.is_asking() {
            return;
        }
        let request = self.poll.next_request();
        if let Some(link) = self.earlier.ask(request, now.instant) {
            self.effects.push(Effect::Fetch(request, link));
        }
    }

    /// Goes to the entry that somebody wants, if it is there by now.
    pub(super) fn continue_to(&mut self) {
        let Some((id, _)) = self.going_to.clone() else { return };
        if self.timeline.get(&id).is_some_and(|entry| entry.unseen) {
            self.reveal();
        }
        let position = self.timeline.seen().position(|entry| entry.update.id == id);
        match position {
            Some(position) => {
                self.shown = self.shown.max(position + 1);
                self.folds.story = Fold::Open;
                self.folds.set_entry(&id, Fold::Open);
                self.effects.push(Effect::Show(id));
                self.settle_go_to(true);
            }
            // Before the first document nothing can be said yet.
            None if self.feed.is_some() && !self.earlier.has_more() => self.settle_go_to(false),
            None => {}
        }
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
