//! What is open and what is closed.

use super::ITEM;
use crate::config::Unfold;
use crate::feed::EntryId;
use crate::joined::joined;

/// Open or closed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fold {
    /// The text shows.
    Open,
    /// Only the headline shows.
    #[default]
    Closed,
}

impl Fold {
    /// `true` is open.
    pub fn from_open(open: bool) -> Self {
        if open { Fold::Open } else { Fold::Closed }
    }

    /// Whether it is open.
    pub fn is_open(self) -> bool {
        self == Fold::Open
    }
}

/// The folds of one story. An entry keeps the fold it has: no newcomer closes what is being read.
#[derive(Debug)]
pub(super) struct Folds {
    usual: Fold,
    /// The entries that differ from the usual; few, so a list will do.
    exceptions: Vec<EntryId>,
    closed_days: Vec<String>,
    /// The elements of entries do not know yet.
    untold: bool,
    pub(super) story: Fold,
    /// The entry scrolled to last; its day is open until the reader closes a day.
    pub(super) sought: Option<EntryId>,
}

impl Folds {
    pub(super) fn new(unfold: Unfold) -> Self {
        Self {
            usual: Fold::from_open(unfold == Unfold::All),
            exceptions: Vec::new(),
            closed_days: Vec::new(),
            untold: false,
            story: Fold::Open,
            sought: None,
        }
    }

    /// What starts open is decided anew for every entry.
    pub(super) fn begin(&mut self, unfold: Unfold) {
        self.usual = Fold::from_open(unfold == Unfold::All);
        self.exceptions.clear();
        self.untold = true;
    }

    /// What elements do not know yet: what is usual, and who differs.
    pub(super) fn told(&mut self) -> Option<(Fold, String)> {
        let untold = std::mem::take(&mut self.untold);
        untold.then(|| (self.usual, joined(&self.unusual(), ITEM.encode_utf8(&mut [0; 4]))))
    }

    fn unusual(&self) -> Vec<&str> {
        self.exceptions.iter().map(EntryId::as_str).collect()
    }

    pub(super) fn entry(&self, id: &EntryId) -> Fold {
        Fold::from_open(self.usual.is_open() != self.exceptions.contains(id))
    }

    /// Whether that changed anything.
    pub(super) fn set_entry(&mut self, id: &EntryId, fold: Fold) -> bool {
        let changed = self.entry(id) != fold;
        if changed && fold == self.usual {
            self.exceptions.retain(|exception| exception != id);
        } else if changed {
            self.exceptions.push(id.clone());
        }
        self.untold |= changed;
        changed
    }

    /// An element has opened or closed, so nobody has to tell it; whether that changed anything.
    pub(super) fn hear(&mut self, id: &EntryId, fold: Fold) -> bool {
        let changed = self.set_entry(id, fold);
        self.untold = false;
        changed
    }

    pub(super) fn set_all(&mut self, fold: Fold) {
        self.usual = fold;
        self.exceptions.clear();
        self.untold = true;
        if fold.is_open() {
            self.closed_days.clear();
        }
    }

    pub(super) fn day(&self, date: &str) -> Fold {
        Fold::from_open(!self.closed_days.iter().any(|closed| closed == date))
    }

    /// Whether that changed anything.
    pub(super) fn set_day(&mut self, date: &str, fold: Fold) -> bool {
        let changed = self.day(date) != fold;
        self.closed_days.retain(|closed| closed != date);
        if fold == Fold::Closed {
            self.sought = None;
            self.closed_days.push(date.to_owned());
        }
        changed
    }

    /// Writes what is open and closed as three parts: the usual fold and the story's, the
    /// exceptions, the closed days.
    pub(super) fn write(&self, to: &mut String, part: char, item: char) {
        for fold in [self.usual, self.story] {
            to.push(if fold.is_open() { '1' } else { '0' });
        }
        let lists = [self.unusual(), self.closed_days.iter().map(String::as_str).collect()];
        for list in lists {
            to.push(part);
            for text in list {
                to.push_str(text);
                to.push(item);
            }
        }
    }

    /// Reads what [`Folds::write`] wrote.
    pub(super) fn restore<'a>(
        &mut self,
        folds: &str,
        exceptions: impl Iterator<Item = &'a str>,
        closed_days: impl Iterator<Item = &'a str>,
    ) {
        let mut folds = folds.chars();
        self.usual = Fold::from_open(folds.next() == Some('1'));
        self.story = Fold::from_open(folds.next() != Some('0'));
        self.exceptions = exceptions.filter_map(EntryId::new).collect();
        let days = closed_days.filter(|day| !day.is_empty());
        self.closed_days = days.map(str::to_owned).collect();
    }
}
