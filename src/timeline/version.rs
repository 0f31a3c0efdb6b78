//! Which of two documents, and which of two words on an entry, is the newer one.

use crate::feed::Page;
use crate::time::Timestamp;

/// What a document says of its own age.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Version {
    /// The publisher's word.
    stated: Option<Timestamp>,
    /// The newest date in it.
    newest: Option<Timestamp>,
}

impl Version {
    pub(super) fn of(page: &Page) -> Self {
        let updates = page.updates.iter().chain(&page.revised);
        let dates = updates.flat_map(|update| [update.modified, update.published]).flatten();
        Self { stated: page.version, newest: dates.max() }
    }

    pub(super) fn at(self) -> Option<Timestamp> {
        self.stated.or(self.newest)
    }

    /// Like is compared with like; a document that says nothing is never older.
    pub(super) fn is_older_than(self, held: Self) -> bool {
        if self.is_stated_like(held) {
            self.stated < held.stated
        } else {
            self.newest.is_some() && self.newest < held.newest
        }
    }

    /// Whether the publisher's word decides, and not only the newest date.
    pub(super) fn is_stated_like(self, held: Self) -> bool {
        self.stated.is_some() && held.stated.is_some()
    }

    /// The version held after `held`: a document without any date says nothing about age.
    pub(super) fn after(self, held: Self) -> Self {
        Self { newest: self.newest.or(held.newest), ..self }
    }
}

/// Who said something, and in which version of the feed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    pub(super) version: Timestamp,
    pub(super) speaker: Speaker,
}

/// A place in a feed that speaks of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Speaker {
    /// A page of older items.
    Closed,
    /// The items of the live page.
    Live,
    /// `_story.revised` of the live page.
    Revised,
}

impl Word {
    /// Whether it may come after another and change what that said.
    pub(super) fn follows(self, before: Self) -> bool {
        match (self.speaker, before.speaker) {
            // A page is closed before it is revised, whenever it was written or comes.
            (Speaker::Closed, Speaker::Revised) => false,
            (Speaker::Revised, Speaker::Closed) => true,
            (Speaker::Closed, Speaker::Live) => self.version > before.version,
            _ => self.version >= before.version,
        }
    }
}
