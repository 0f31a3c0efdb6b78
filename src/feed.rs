//! A document as sent becomes a [`Page`] of [`Update`]s; what cannot be used is [`Rejected`] alone.

mod json_feed;
mod known;
mod value;

use std::fmt;
use std::rc::Rc;
use std::time::Duration;

pub use json_feed::read;
pub use known::Known;
pub use value::Value;

use crate::link::Link;
use crate::time::Timestamp;

/// One page of a feed: the live one, or an older one reached by `next_url`.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// What the document says of the story as a whole.
    pub feed: Feed,
    /// Items, in the order of the document.
    pub updates: Vec<Rc<Update>>,
    /// Items of closed pages that have changed since (`_story.revised`).
    pub revised: Vec<Rc<Update>>,
    /// The page of older items.
    pub next: Option<Link>,
    /// The document's version (`_story.updated`), or the caller's word (`Last-Modified`).
    pub version: Option<Timestamp>,
}

/// What a document says of the story as a whole.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Feed {
    /// Plain text.
    pub title: Option<String>,
    /// A BCP 47 tag.
    pub language: Option<String>,
    /// Where the story lives.
    pub home_page: Option<Link>,
    /// Live, paused or ended.
    pub state: State,
    /// `expired`: nothing will come any more, not even a correction.
    pub expired: bool,
    /// The publisher's word on how often to poll.
    pub poll: Option<Duration>,
    /// Name of the scene, for readers.
    pub place: Option<String>,
    /// The scene's IANA zone.
    pub time_zone: Option<String>,
    /// What is known; plain text.
    pub known: Vec<String>,
    /// What is not known; plain text.
    pub unknown: Vec<String>,
}

/// How the coverage stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    /// More may come at any time.
    #[default]
    Live,
    /// The newsroom rests and will go on.
    Paused,
    /// The coverage has ended; only corrections may come.
    Ended,
}

/// What tells one item of a feed from another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryId(Rc<str>);

impl EntryId {
    /// An id as the feed wrote it; `None` where nothing is left after trimming.
    pub fn new(id: &str) -> Option<Self> {
        let id = id.trim();
        (!id.is_empty()).then(|| Self(Rc::from(id)))
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for EntryId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An item as sent.
#[derive(Clone, Debug, PartialEq)]
pub struct Update {
    /// Which entry it is about.
    pub id: EntryId,
    /// Its own page.
    pub url: Option<Link>,
    /// Plain text.
    pub title: Option<String>,
    /// Plain text.
    pub summary: Option<String>,
    /// The text itself.
    pub body: Body,
    /// Its picture.
    pub image: Option<Link>,
    /// Files that belong to it.
    pub files: Vec<File>,
    /// When it was published, where that can be read; see [`crate::timeline::Entry::published`].
    pub published: Option<Timestamp>,
    /// When it was last changed.
    pub modified: Option<Timestamp>,
    /// When it took place, if not when it was published.
    pub happened: Option<Timestamp>,
    /// Names, its own or else the feed's.
    pub authors: Vec<String>,
    /// As the newsroom wrote them.
    pub tags: Vec<String>,
    /// A BCP 47 tag, where it differs from the feed's.
    pub language: Option<String>,
    /// A key moment.
    pub key: bool,
    /// Stays on top.
    pub pinned: bool,
    /// How sure it is.
    pub certainty: Option<Certainty>,
    /// What was corrected; dated by `modified`.
    pub correction: Option<String>,
    /// Taken back, with the reason (which may be empty).
    pub withdrawn: Option<String>,
}

impl Update {
    /// Whether both have the same text.
    pub fn says_as(&self, other: &Self) -> bool {
        self.title == other.title && self.summary == other.summary && self.body == other.body
    }

    /// Whether both have the same text, and are as sure of it.
    pub fn reads_like(&self, other: &Self) -> bool {
        self.says_as(other) && self.certainty == other.certainty
    }
}

/// An entry's text as sent, not yet parsed: most entries of a long story are never shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Body {
    /// `content_html`, with the address that its relative links start from.
    Html(Rc<str>, Option<Link>),
    /// `content_text`.
    Text(Rc<str>),
    /// Only a headline.
    #[default]
    None,
}

/// A file that belongs to an item (`attachments`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Where it is.
    pub address: Link,
    /// Its media type, or nothing.
    pub kind: String,
    /// Plain text.
    pub title: Option<String>,
}

/// How sure an entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Certainty {
    /// The newsroom stands by it.
    Confirmed,
    /// According to others.
    Reported,
    /// Somebody says so.
    Unconfirmed,
    /// Not yet happened.
    Expected,
    /// The newsroom's reading of it.
    Analysis,
}

/// An item that was left out, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejected {
    /// JSON pointer (RFC 6901) into the document.
    pub at: String,
    /// Why.
    pub reason: Reason,
}

/// Why an item was left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Not a JSON object.
    NotAnObject,
    /// No `id`, or one that is neither text nor a whole number.
    NoId,
    /// The same id stood earlier in the same list.
    DoubleId,
    /// More than [`MAX_ITEMS`](crate::limits::MAX_ITEMS).
    TooMany,
}

impl Reason {
    /// What is wrong, and what was expected. (Not by way of `Display`: all of formatting is 1.5 KB of wasm.)
    pub fn words(self) -> &'static str {
        match self {
            Reason::NotAnObject => "not an object (expected an item with an id)",
            Reason::NoId => "no usable id (expected a text or a whole number)",
            Reason::DoubleId => "an id used before (expected one item an id)",
            Reason::TooMany => {
                "beyond the limit of 10000 items (expected older items behind next_url)"
            }
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.words())
    }
}

/// A document that is refused whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// Not JSON.
    NotJson,
    /// JSON without a list of `items`.
    NotFeed,
}

impl State {
    /// The word of the feed.
    pub fn word(self) -> &'static str {
        match self {
            State::Live => "live",
            State::Paused => "paused",
            State::Ended => "ended",
        }
    }
}
