//! The rows of one story: what every document so far adds up to.
//!
//! An entry remembers the last word on it, and only a word that is not older may follow. So
//! documents may come late, twice or out of order, and a closed page never undoes what the live
//! page has said.

mod coverage;
mod entry;
mod place;
mod version;

use std::rc::Rc;

use crate::feed::{EntryId, Page, Update};
use crate::time::Timestamp;
use coverage::Coverage;
pub use entry::Entry;
use place::Place;
use version::{Speaker, Version, Word};

/// Polls in a row that must bring a document which looks older, and has no version, before it is
/// believed: until then it may be a stale cache node.
pub const POLLS_TO_BELIEVE: u8 = 3;

/// A count of the documents taken in: a reader who has seen everything up to one has not seen what
/// became news in a later one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Round(u32);

/// What one document changed, by id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// New entries.
    pub added: Vec<EntryId>,
    /// Entries whose text, date or marks have changed.
    pub revised: Vec<EntryId>,
    /// Entries taken back, in words or by absence.
    pub withdrawn: Vec<EntryId>,
}

impl Changes {
    /// Whether nothing changed.
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.revised.is_empty() && self.withdrawn.is_empty()
    }
}

/// Which page of the feed a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Position {
    /// The feed itself, which reaches up to the present.
    First,
    /// A page of older items: no news.
    Earlier,
    /// A page of older items that came while nobody listened: those from after this date are news.
    Missed(Timestamp),
}

/// Every entry known, newest first.
#[derive(Debug, Default)]
pub struct Timeline {
    entries: Vec<Entry>,
    /// When each entry was published: its place is found from that. Sorted by id, the greatest first, as most feeds have
    /// them, so that none has to make way for what comes after it.
    published: Vec<(EntryId, Timestamp)>,
    held: Option<Version>,
    /// The range that the live page held covers, and its word on it.
    covered: Option<(Coverage, Word)>,
    round: Round,
    doubted: Option<Doubt>,
}

/// A document without a version that looks older than the one held.
#[derive(Debug)]
struct Doubt {
    page: Page,
    version: Version,
    polls: u8,
}

impl Timeline {
    /// Takes in a document. Returns `None` where it is older than the one held, and changes nothing.
    pub fn apply(&mut self, page: Page, position: Position, now: Timestamp) -> Option<Changes> {
        let version = Version::of(&page);
        if position == Position::First && !self.believes(&page, version) {
            return None;
        }
        let at = match position {
            Position::First => self.held.and_then(Version::at),
            Position::Earlier | Position::Missed(_) => version.at(),
        };
        let at = at.unwrap_or(Timestamp::EARLIEST);
        self.round.0 += 1;
        let round = self.round;
        let changes = Changes::default();
        Some(self.take(Taking { at, position, now, page: &page, round, changes }))
    }

    /// How many documents have been taken in.
    pub fn round(&self) -> Round {
        self.round
    }

    /// The date up to which it is known what there is, where any is; pinned entries are outside the
    /// order.
    pub fn newest(&self) -> Option<Timestamp> {
        let listed = self.entries.iter().filter(|entry| entry.listed && !entry.update.pinned);
        listed.filter_map(|entry| entry.update.published).max()
    }

    /// The date down to which the live page held speaks.
    pub fn live_since(&self) -> Option<Timestamp> {
        self.covered.map(|(coverage, _)| coverage.oldest())
    }

    /// Whether a page goes back to a date, or names something known: where it does neither, there
    /// may be something between the two.
    pub fn reaches(&self, page: &Page, date: Timestamp) -> bool {
        page.updates.iter().filter(|update| !update.pinned).any(|update| match update.published {
            Some(published) => published <= date,
            None => self.position(&update.id).is_some(),
        })
    }

    /// The document that is in doubt. A poll that brings the same bytes as the poll before it
    /// brings this one again.
    pub fn doubted(&self) -> Option<&Page> {
        self.doubted.as_ref().map(|doubt| &doubt.page)
    }

    /// The entries that stand, unseen ones among them, newest first.
    pub fn entries(&self) -> impl DoubleEndedIterator<Item = &Entry> {
        self.entries.iter().filter(|entry| entry.stands())
    }

    /// The entries that a reader may see who has seen everything up to `seen`, newest first.
    pub fn seen(&self, seen: Round) -> impl DoubleEndedIterator<Item = &Entry> {
        self.entries().filter(move |entry| entry.arrived <= seen)
    }

    /// An entry that stands.
    pub fn get(&self, id: &EntryId) -> Option<&Entry> {
        let entry = self.entries.get(self.position(id)?)?;
        entry.stands().then_some(entry)
    }

    /// What entries were before they became what they are.
    pub fn was<'a>(&mut self, before: impl Iterator<Item = &'a Rc<Update>>) {
        for update in before {
            if let Some(position) = self.position(&update.id)
                && let Some(entry) = self.entries.get_mut(position)
            {
                entry.was(update);
            }
        }
    }

    /// What waits for such a reader, oldest first; withdrawn entries are not worth a click.
    pub fn unseen(&self, seen: Round) -> impl Iterator<Item = &Entry> {
        self.entries().rev().filter(move |entry| entry.arrived > seen && !entry.is_withdrawn())
    }

    /// Whether a first page may change anything.
    fn believes(&mut self, page: &Page, version: Version) -> bool {
        let Some(held) = self.held else {
            self.held = Some(version);
            return true;
        };
        if version.is_older_than(held) {
            if version.is_stated_like(held) {
                return false;
            }
            let polls = match &self.doubted {
                Some(doubt) if doubt.version == version => doubt.polls + 1,
                _ => 1,
            };
            if polls < POLLS_TO_BELIEVE {
                self.doubted = Some(Doubt { page: page.clone(), version, polls });
                return false;
            }
            // Believed: the newest entry has been withdrawn, or the publisher's clock was set
            // back.
        }
        let version = version.after(held);
        if let Some(at) = version.at().filter(|_| version.at() < held.at()) {
            // From here on this document is the measure, for entries too.
            for entry in &mut self.entries {
                entry.word.version = entry.word.version.min(at);
            }
        }
        self.held = Some(version);
        self.doubted = None;
        true
    }

    fn take(&mut self, mut taking: Taking<'_>) -> Changes {
        let page = taking.page;
        for update in &page.updates {
            self.put(update, Listing::Listed, &mut taking);
        }
        for update in &page.revised {
            self.put(update, Listing::Revised, &mut taking);
        }
        let word = taking.word(Listing::Listed);
        let coverage = Coverage::of(&page.updates, taking.position);
        if taking.position == Position::First {
            self.covered = coverage.map(|coverage| (coverage, word));
        }
        if let Some(coverage) = coverage {
            for entry in &mut self.entries {
                let absent = entry.stands()
                    && entry.named != taking.round
                    && entry.update.published.is_some_and(|published| coverage.holds(published))
                    && word.follows(entry.word);
                if absent {
                    entry.gone = true;
                    entry.word = word;
                    taking.changes.withdrawn.push(entry.update.id.clone());
                }
            }
        }
        taking.changes
    }

    fn put(&mut self, update: &Rc<Update>, listing: Listing, taking: &mut Taking<'_>) {
        let word = taking.word(listing);
        let missing = self.is_missing(update, word);
        let found = self.position(&update.id);
        let Some((position, entry)) = found.and_then(|at| Some((at, self.entries.get_mut(at)?)))
        else {
            let mut entry = Entry::new(update, listing, taking);
            entry.gone = missing;
            if entry.stands() && !entry.is_withdrawn() {
                taking.changes.added.push(update.id.clone());
            }
            self.insert(entry);
            return;
        };
        let stood = entry.stands();
        entry.named = taking.round;
        let may_speak = word.follows(entry.word);
        entry.listed |= listing == Listing::Listed;
        if may_speak {
            entry.word = word;
            entry.gone = missing;
        }
        let is_same = Rc::ptr_eq(&entry.update, update) || entry.update == *update;
        let revised = may_speak && !is_same;
        let withdrawn = update.withdrawn.is_some() && !entry.is_withdrawn();
        let before = entry.published;
        if revised {
            // Where the item has no readable date it stays where it was first put.
            entry.published = update.published.unwrap_or(before);
            entry.revise(update);
        }
        let arrival = taking.arrival(entry.published);
        let changes = &mut taking.changes;
        match (stood, entry.stands()) {
            (false, true) => {
                entry.arrived = arrival;
                changes.added.push(update.id.clone());
            }
            (true, true) if revised && withdrawn => changes.withdrawn.push(update.id.clone()),
            (true, true) if revised => changes.revised.push(update.id.clone()),
            _ => {}
        }
        if entry.published != before {
            let entry = self.entries.remove(position);
            self.insert(entry);
        }
    }

    /// Whether the live page has left out what an older page still lists.
    fn is_missing(&self, update: &Update, word: Word) -> bool {
        self.covered.is_some_and(|(coverage, live)| {
            word.speaker == Speaker::Closed
                && !word.follows(live)
                && update.published.is_some_and(|date| coverage.holds(date))
        })
    }

    fn insert(&mut self, entry: Entry) {
        let dated = (entry.update.id.clone(), entry.published);
        match self.dated(&dated.0) {
            Ok(at) => self.published[at] = dated,
            Err(at) => self.published.insert(at, dated),
        }
        let at = self.entries.partition_point(|other| other.place() < entry.place());
        self.entries.insert(at, entry);
    }

    /// Where the date of an entry stands, or should.
    fn dated(&self, id: &EntryId) -> Result<usize, usize> {
        self.published.binary_search_by(|(dated, _)| id.cmp(dated))
    }

    fn position(&self, id: &EntryId) -> Option<usize> {
        let (_, published) = self.published.get(self.dated(id).ok()?)?;
        let place = Place { published: *published, id: id.as_str() };
        self.entries.binary_search_by(|entry| entry.place().cmp(&place)).ok()
    }
}

/// How a document speaks of an item.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Listing {
    /// Among its items.
    Listed,
    /// In `_story.revised`: news of an entry of a closed page, and no entry by itself.
    Revised,
}

/// A document being taken in.
struct Taking<'a> {
    page: &'a Page,
    position: Position,
    at: Timestamp,
    now: Timestamp,
    round: Round,
    changes: Changes,
}

impl Taking<'_> {
    fn arrival(&self, published: Timestamp) -> Round {
        let is_news = match self.position {
            Position::First => true,
            Position::Earlier => false,
            Position::Missed(since) => published > since,
        };
        if is_news { self.round } else { Round::default() }
    }

    fn word(&self, listing: Listing) -> Word {
        let speaker = match (self.position, listing) {
            (Position::Earlier | Position::Missed(_), _) => Speaker::Closed,
            (Position::First, Listing::Listed) => Speaker::Live,
            (Position::First, Listing::Revised) => Speaker::Revised,
        };
        Word { version: self.at, speaker }
    }
}
