//! What a reader has read: what is new to them, and how far they had got.

use super::reader::Reader;
use crate::feed::EntryId;
use crate::time::Timestamp;
use crate::timeline::Timeline;

/// How far a reader had got.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Reached {
    /// The date of the newest entry that there was.
    pub(super) newest: Timestamp,
    /// When that was.
    pub(super) at: Timestamp,
}

/// What is new to a reader. An entry has been read when it has been in sight for two seconds, which the shell sees.
#[derive(Debug, Default)]
pub(super) struct Reading {
    /// Entries that came while the reader read, or was away, and have not been read.
    pub(super) unread: Vec<EntryId>,
    /// Where the line stands.
    pub(super) reached: Option<Reached>,
    /// Nothing unread is in sight.
    pub(super) is_elsewhere: bool,
}

impl Reading {
    /// New entries show: the line stands where the reader is, unless there is some way to go to it yet.
    pub(super) fn meets(&mut self, news: &[EntryId], newest: Option<Timestamp>, at: Timestamp) {
        let stays = self.reached.is_some_and(|it| Some(it.newest) == newest);
        if let Some(newest) = newest
            && self.unread.is_empty()
            && !stays
        {
            self.reached = Some(Reached { newest, at });
        }
        self.unread.extend(
            news.iter().filter(|id| !self.unread.contains(id)).cloned().collect::<Vec<_>>(),
        );
    }

    pub(super) fn read(&mut self, id: &EntryId) -> bool {
        let before = self.unread.len();
        self.unread.retain(|unread| unread != id);
        self.unread.len() < before
    }

    /// What lies above the line is unread to a reader who comes back.
    pub(super) fn comes_back<'a>(
        &mut self,
        entries: impl Iterator<Item = (&'a EntryId, Timestamp)>,
    ) {
        if let Some(reached) = self.reached {
            let news = entries.filter(|(_, published)| *published > reached.newest);
            self.unread = news.map(|(id, _)| id.clone()).collect();
        }
    }
}

impl Reader {
    /// The date of the newest entry that is shown.
    pub(super) fn newest(&self, timeline: &Timeline) -> Option<Timestamp> {
        Some(self.unpinned(timeline).next()?.published)
    }

    /// The oldest entry that has not been read.
    pub(super) fn oldest_unread(&self, timeline: &Timeline) -> Option<EntryId> {
        let unread = &self.reading.unread;
        let oldest = timeline.seen(self.seen).rev().find(|entry| unread.contains(&entry.update.id));
        oldest.map(|entry| entry.update.id.clone())
    }

    /// How far the reader has got, to be kept.
    pub(super) fn got_to(&self, timeline: &Timeline, at: Timestamp) -> Option<Reached> {
        let newest = self.newest(timeline)?;
        let stays = self
            .reading
            .reached
            .filter(|reached| !self.reading.unread.is_empty() || reached.newest == newest);
        Some(stays.unwrap_or(Reached { newest, at }))
    }
}
