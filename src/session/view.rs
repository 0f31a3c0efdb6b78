//! What the reader sees, as plain values: texts are in the reader's language, times are told.
//!
//! Rows are behind `Rc`: each is the property of a component, which renders nothing while its row is the same one. So a
//! view that comes after another one takes over the rows that say what they said.

use std::ops::Deref;
use std::rc::Rc;

use crate::config::{Clock, Order};
use crate::content::{Content, Piece};
use crate::feed::{Certainty, EntryId, Update};
use crate::link::Link;
use crate::locale::Zone;
use crate::session::Fold;
use crate::time::Timestamp;

/// The whole of it.
#[derive(Clone, Debug, PartialEq)]
pub struct View {
    /// Name of the region.
    pub name: String,
    /// What there is to show.
    pub phase: Phase,
    /// Title, state, controls.
    pub header: Header,
    /// What is known and what is not.
    pub gist: Option<Gist>,
    /// The button over the timeline, while entries wait or unread ones are out of sight.
    pub reveal: Option<String>,
    /// Nothing waits, and the button leads back to what has not been read.
    pub leads_back: bool,
    /// Key moments, in reading order.
    pub moments: Option<Moments>,
    /// Said to screen readers when it changes.
    pub said: String,
    /// Stands in place of entries where there are none.
    pub empty: String,
    /// Entries that stay on top.
    pub pinned: Vec<Line>,
    /// Days, in reading order.
    pub days: Vec<Day>,
    /// The button for earlier entries.
    pub earlier: Option<Earlier>,
    /// Whether earlier entries stand above the later ones.
    pub oldest_first: bool,
}

impl View {
    /// The entries, in reading order.
    pub fn lines(&self) -> impl Iterator<Item = &Line> {
        self.pinned.iter().chain(self.days.iter().flat_map(|day| &day.rows))
    }
}

/// The list of key moments.
#[derive(Clone, Debug, PartialEq)]
pub struct Moments {
    /// Its heading.
    pub heading: String,
    /// In reading order.
    pub list: Vec<Moment>,
}

/// A key moment: a link to its entry.
#[derive(Clone, Debug, PartialEq)]
pub struct Moment {
    /// The entry's address on this page.
    pub address: String,
    /// The time of day.
    pub time: String,
    /// The headline.
    pub headline: String,
    /// Language of the headline.
    pub language: Option<String>,
}

/// What there is to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// No document yet: the host's own content or a quiet outline stands in.
    Loading,
    /// A document without entries.
    Empty,
    /// Entries.
    Filled,
}

/// Title, state, controls.
#[derive(Clone, Debug, PartialEq)]
pub struct Header {
    /// The story's title.
    pub title: String,
    /// Language of the title, where the feed names one.
    pub language: Option<String>,
    /// Whether everything under the header shows.
    pub fold: Fold,
    /// Which state.
    pub state: StateKind,
    /// Its word.
    pub state_text: String,
    /// When the story last changed, or what is the matter and since when.
    pub freshness: String,
    /// The button that opens or closes every entry, and which it does.
    pub toggle_all: Option<(Fold, String)>,
    /// The button that pauses or resumes: whether paused, its text, and its name.
    pub pause: Option<(bool, String, String)>,
    /// The button that turns the order round, and to which.
    pub order: Option<(Order, String)>,
    /// The button that changes the clock, and to which.
    pub clock: Option<(Clock, String)>,
    /// The button that opens the search.
    pub search: Option<String>,
    /// The button that says what the marks of entries mean.
    pub marks: Option<String>,
}

/// The state that the header shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StateKind {
    /// Waiting for the first document.
    Loading,
    /// Is being updated.
    Live,
    /// Paused, by the newsroom or the reader.
    Paused,
    /// Something is the matter.
    Trouble,
    /// Ended.
    Ended,
}

/// What is known and what is not.
#[derive(Clone, Debug, PartialEq)]
pub struct Gist {
    /// Heading and statements.
    pub known: (String, Vec<String>),
    /// Heading and statements.
    pub unknown: (String, Vec<String>),
    /// Language of the statements.
    pub language: Option<String>,
}

/// The entries of one calendar day.
#[derive(Clone, Debug, PartialEq)]
pub struct Day {
    /// As `2019-02-28`.
    pub date: String,
    /// As the reader's language writes it.
    pub heading: String,
    /// How many entries it holds, in words; shown while it is closed.
    pub count: String,
    /// Open or closed.
    pub fold: Fold,
    /// In reading order.
    pub rows: Vec<Line>,
}

/// One entry, and what stands around it.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// How far the reader had got, above this row.
    pub reached: Option<String>,
    /// What is missing between it and the row before it.
    pub gap: Option<GapView>,
    /// The entry.
    pub row: Rc<Row>,
    /// Open or closed. No part of the row, of which nothing is rendered anew for it ([`Effect::Fold`](crate::session::Effect::Fold)).
    pub fold: Fold,
    /// Its number among all rows shown, from 1: where a host may put something after it.
    pub number: usize,
}

impl Deref for Line {
    type Target = Row;

    fn deref(&self) -> &Row {
        &self.row
    }
}

/// One entry.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Which.
    pub id: EntryId,
    /// What it was made of: the last word on it.
    pub of: Rc<Update>,
    /// When it was published.
    pub published: Timestamp,
    /// The time of day.
    pub time: String,
    /// The calendar day that it stands in, as `2019-02-28`.
    pub date: String,
    /// Its address on this page.
    pub address: String,
    /// Its own page, or else its address on this one; and the word for sharing it.
    pub share: (String, String),
    /// For machines: RFC 3339.
    pub datetime: String,
    /// Day, time and zone, in full, by both clocks where they differ.
    pub full_time: String,
    /// Whether they differ.
    pub two_clocks: bool,
    /// The headline, or what stands in for one.
    pub headline: String,
    /// Language of the entry's text, where the feed names one.
    pub language: Option<String>,
    /// A key moment, in words for screen readers.
    pub key: Option<String>,
    /// Stays on top, in words.
    pub pinned: Option<String>,
    /// Revealed last, in words for screen readers.
    pub unread: Option<String>,
    /// How sure it is.
    pub mark: Option<Mark>,
    /// When it took place, if not when it was published.
    pub happened: Option<String>,
    /// Text, picture and files.
    pub content: Rc<Content>,
    /// How many blocks of it the headline says already.
    pub said: usize,
    /// What stands where the text is cut off.
    pub more: Option<More>,
    /// What it has in common with the other rows.
    pub words: Rc<Words>,
    /// What was corrected or changed.
    pub correction: Option<Note>,
    /// What stands in place of a withdrawn entry.
    pub withdrawn: Option<String>,
    /// Who wrote it.
    pub byline: String,
}

impl Row {
    /// What stands under the headline.
    pub fn body(&self) -> &[Piece] {
        self.content.blocks.get(self.said..).unwrap_or_default()
    }

    /// Whether there is anything to unfold.
    pub fn has_more(&self) -> bool {
        !self.body().is_empty()
            || self.correction.is_some()
            || self.happened.is_some()
            || !self.byline.is_empty()
    }
}

/// Where the rest of a text is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct More {
    /// What it says.
    pub text: String,
    /// The entry's own page.
    pub to: Option<Link>,
}

/// What the rows of a view have in common: words for what entries' texts have in them, and how times are told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// The button that enlarges a picture.
    pub enlarge: String,
    /// The button that closes what was enlarged.
    pub close: String,
    /// The button that loads what somebody else serves, up to their name and after it.
    pub load: String,
    /// Where links open, if the host has said (`target`).
    pub target: Option<String>,
    /// Language of what names none.
    pub language: Option<String>,
    /// The clock in use, and the other one where there is another.
    pub zones: (Zone, Option<Zone>),
}

/// The button that fetches what is missing between two rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GapView {
    /// What it says.
    pub text: String,
    /// It is on its way.
    pub busy: bool,
}

/// How sure an entry is: a shape and a word.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// Decides the shape.
    pub certainty: Certainty,
    /// The word.
    pub text: String,
    /// How sure it was before.
    pub was: Option<String>,
}

/// A correction.
#[derive(Clone, Debug, PartialEq)]
pub struct Note {
    /// "Rettet kl. 14.31:"
    pub lead: String,
    /// The newsroom's words, if there are any.
    pub text: String,
    /// The button that shows what was changed, where that is known.
    pub changes: Option<String>,
}

/// The button for earlier entries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Earlier {
    /// What it says.
    pub text: String,
    /// They are on their way.
    pub busy: bool,
    /// There are pages that have not been loaded, and key moments in them perhaps.
    pub has_more: bool,
}
