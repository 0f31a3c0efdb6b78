//! One row, and the last word on it.

use std::cell::OnceCell;
use std::rc::Rc;

use super::place::Place;
use super::version::Word;
use super::{Listing, Round, Taking};
use crate::content::{self, Content};
use crate::feed::Update;
use crate::markup::Parser;
use crate::time::Timestamp;

/// So many earlier versions of an entry are kept.
const VERSIONS: usize = 10;

/// A row of the timeline.
#[derive(Debug)]
pub struct Entry {
    /// The newest word on it.
    pub update: Rc<Update>,
    /// Where it stands: the item's own date; without one its change's, its document's, or when it
    /// was first seen.
    pub published: Timestamp,
    /// When it became news.
    pub arrived: Round,
    /// The last word on it.
    pub(super) word: Word,
    /// Some page has listed it; otherwise it is only known from `_story.revised`.
    pub(super) listed: bool,
    /// Withdrawn by absence. Kept as a tombstone, so that a stale document cannot bring it back.
    pub(super) gone: bool,
    /// The last document that named it.
    pub(super) named: Round,
    content: OnceCell<Rc<Content>>,
    /// What it was before, where that was another text or another certainty; the newest last.
    pub earlier: Vec<Rc<Update>>,
}

impl Entry {
    /// What it shows under its headline, parsed when first asked for.
    pub fn content(&self, parser: &dyn Parser) -> Rc<Content> {
        Rc::clone(self.content.get_or_init(|| content::whole(&self.update, parser).into()))
    }

    pub(super) fn new(update: &Rc<Update>, listing: Listing, taking: &Taking<'_>) -> Self {
        let fallback = || update.modified.or(taking.page.version).unwrap_or(taking.now);
        let published = update.published.unwrap_or_else(fallback);
        Self {
            update: Rc::clone(update),
            published,
            arrived: taking.arrival(published),
            word: taking.word(listing),
            listed: listing == Listing::Listed,
            gone: false,
            named: taking.round,
            content: OnceCell::new(),
            earlier: Vec::new(),
        }
    }

    /// The newest earlier version with another text than this one.
    pub fn text_before(&self) -> Option<&Rc<Update>> {
        self.earlier.iter().rev().find(|earlier| !earlier.says_as(&self.update))
    }

    /// Taken back in words: a stub stands in its place.
    pub fn is_withdrawn(&self) -> bool {
        self.update.withdrawn.is_some()
    }

    /// Takes the next word on it.
    pub(super) fn revise(&mut self, update: &Rc<Update>) {
        let old = std::mem::replace(&mut self.update, Rc::clone(update));
        self.was(&old);
        self.content = OnceCell::new();
    }

    /// What it was before, after all that it is known to have been.
    pub(super) fn was(&mut self, old: &Rc<Update>) {
        if !old.reads_like(&self.update) {
            self.earlier.push(Rc::clone(old));
            if self.earlier.len() > VERSIONS {
                self.earlier.remove(0);
            }
        }
    }

    pub(super) fn stands(&self) -> bool {
        self.listed && !self.gone
    }

    pub(super) fn place(&self) -> Place<'_> {
        Place { published: self.published, id: self.update.id.as_str() }
    }
}
