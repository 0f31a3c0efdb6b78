//! What goes into a session and what comes out, as values.

use std::time::Duration;

use crate::config::{Clock, Config, Order};
use crate::digits::digits;
use crate::feed::{EntryId, Page, Rejected};
use crate::joined::joined;
use crate::link::Link;
use crate::poll::RequestId;
use crate::session::Fold;
use crate::time::{Instant, Timestamp};

/// One of the elements that show a story on a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReaderId(pub u32);

/// Everything that can happen to a session.
#[derive(Clone, Debug)]
pub enum Event {
    /// An element wants to show the story, with these attributes.
    Joined(ReaderId, Config),
    /// The element is gone for good.
    Left(ReaderId),
    /// The element stands in a document.
    Connected(ReaderId),
    /// The element has left the document.
    Disconnected(ReaderId),
    /// Its attributes have changed.
    Configured(ReaderId, Config),
    /// The reader, or the page's own script in the reader's place, wants something.
    Reader(ReaderId, Action),
    /// The reader can see the page.
    PageShown,
    /// The reader cannot see the page.
    PageHidden,
    /// The device has a connection again, or has none.
    Online(bool),
    /// The reader saves data, or does not.
    SaveData(bool),
    /// The timer that [`Effect::Wake`] set; early and late calls are harmless.
    Woke,
    /// The first byte of an answer.
    Began(RequestId),
    /// An exchange has ended.
    Answered(RequestId, Answer),
    /// Another tab of this browser has had an exchange with the feed.
    Heard(Answer),
    /// Among the tabs that share what they hear, this one polls for all.
    Leads,
    /// The page handed a document over, instead of an address.
    Handed(Box<Page>, Vec<Rejected>),
    /// What this device kept of the story the last time.
    Recalled {
        /// The document.
        page: Box<Page>,
        /// What entries of it were before, as this browser has seen them.
        before: Option<Box<Page>>,
        /// The rest.
        memory: Memory,
        /// The reader has reloaded the page or gone back to it, and expects it where it was.
        came_back: bool,
    },
}

/// What a device keeps of a story beside the document itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Memory {
    /// When the document was last known to be current.
    pub at: Timestamp,
    /// Where the reader was, in the words of [`Effect::Keep`].
    pub place: String,
}

/// How an exchange ended.
#[derive(Clone, Debug)]
pub enum Answer {
    /// The same bytes as last time.
    Unchanged {
        /// `Cache-Control: max-age`.
        max_age: Option<Duration>,
    },
    /// A document.
    Page {
        /// What it says.
        page: Box<Page>,
        /// What of it could not be used.
        rejected: Vec<Rejected>,
        /// `Cache-Control: max-age`.
        max_age: Option<Duration>,
    },
    /// No document.
    Failed {
        /// Why.
        problem: Problem,
        /// `Retry-After`.
        retry_after: Option<Duration>,
        /// What exactly is wrong with the document and what to do, where somebody looked.
        detail: Option<String>,
    },
}

/// Why there is no document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// No answer in time.
    Timeout,
    /// No answer that a page may read: no connection, no such host, or CORS forbids it. A browser
    /// does not say which.
    Network,
    /// An HTTP status other than success.
    Status(u16),
    /// Not JSON.
    NotJson,
    /// JSON, but not a feed.
    NotFeed,
    /// More bytes than a feed may have.
    TooLarge,
}

/// A promise that the page holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ticket(pub u32);

/// What a reader can ask for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// An entry was opened or closed.
    FoldEntry(EntryId, bool),
    /// A day (`2019-02-28`) was opened or closed.
    FoldDay(String, bool),
    /// The whole story opens or closes.
    FoldStory,
    /// Close every entry.
    FoldAll,
    /// Open every entry.
    UnfoldAll,
    /// Show what waits.
    Reveal,
    /// Lead to what has not been read.
    Unread,
    /// An entry has been in sight for as long as it takes to read a headline.
    Read(EntryId),
    /// There is something unread, and none of it is in sight, or no more so.
    Elsewhere(bool),
    /// The timeline is in sight, or is not: what nobody sees need not stay true by itself.
    Sight(bool),
    /// Read in this order.
    Order(Order),
    /// Tell times by this clock.
    Clock(Clock),
    /// Show only these entries, or all again.
    Find(Option<Vec<EntryId>>),
    /// Show earlier entries.
    Earlier,
    /// Fetch the page before, for the key moments in it.
    EarlierMoments,
    /// Stop polling.
    Pause,
    /// Go on polling.
    Resume,
    /// Poll now.
    Refresh(Ticket),
    /// Bring an entry into view, from an earlier page if need be.
    GoTo(EntryId, Ticket),
    /// Fetch what is missing between entries.
    Fill,
    /// No wish, but where the reader is: the entry at the top of the viewport, and how far its top
    /// is from there, in CSS pixels; nothing where no entry is in sight.
    At(Option<(EntryId, i32)>),
}

/// What a session wants done. The driver does it and decides nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Get a document; [`Event::Began`] and [`Event::Answered`] tell of it.
    Fetch(RequestId, Link),
    /// Give up a request.
    Abort(RequestId),
    /// Set the one timer to this moment, instead of whatever it was set to.
    Wake(Option<Instant>),
    /// Show the view anew.
    Render(ReaderId),
    /// Tell the elements of entries what is open: all are like this but for these, with
    /// [`ITEM`](crate::session::ITEM) between them. Whatever is rendered is so already.
    Fold(ReaderId, Fold, String),
    /// Once the view is shown: scroll an entry into sight and give it the focus.
    Show(ReaderId, EntryId),
    /// Once the view is shown: scroll an entry back to where it was ([`Action::At`]).
    Return(ReaderId, EntryId, i32),
    /// Tell the page.
    Notify(ReaderId, Notice),
    /// Tell whoever runs the page, on the console.
    Warn(String),
    /// Keep a promise.
    Resolve(Ticket, bool),
    /// Take part in what the tabs of this browser share of this feed ([`Event::Heard`],
    /// [`Event::Leads`]), or take no part any more.
    Share(bool),
    /// The feed's last document is the one that is held: what [`Effect::Keep`] is about.
    Hold,
    /// Keep the document held and this on the device.
    Keep(Memory),
    /// Keep nothing on the device.
    Forget,
}

/// What the page is told: the element's events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// `story-ready`: the first document is shown.
    Ready {
        /// How many entries there are.
        entries: usize,
    },
    /// `story-updated`.
    Updated {
        /// New entries.
        added: Vec<EntryId>,
        /// Changed entries.
        revised: Vec<EntryId>,
        /// Entries taken back.
        withdrawn: Vec<EntryId>,
        /// How many wait.
        unseen: usize,
    },
    /// `story-revealed`.
    Revealed(Vec<EntryId>),
    /// `story-toggled`.
    Toggled(EntryId, bool),
    /// `story-state-changed`.
    StateChanged {
        /// `live`, `paused` or `ended`: the newsroom's word.
        state: &'static str,
        /// `loading`, `current`, `paused`, `stale`, `offline` or `broken`.
        freshness: &'static str,
    },
    /// `story-failed`.
    Failed {
        /// Which problem, in one word.
        kind: &'static str,
        /// What happened, where, and what to do.
        message: String,
    },
}

/// What a reader still has, and how it goes on.
const STAYS: &str = " The last good timeline stays, and polling ";

impl Problem {
    /// One word for scripts.
    pub fn kind(self) -> &'static str {
        match self {
            Problem::Timeout => "timeout",
            Problem::Network => "network",
            Problem::Status(_) => "status",
            Problem::NotJson => "not-json",
            Problem::NotFeed => "not-feed",
            Problem::TooLarge => "too-large",
        }
    }

    /// What happened, where, and what to do, for whoever runs the page.
    pub fn message(self, address: &Link, detail: Option<&str>) -> String {
        let address = address.as_str();
        if let Some(detail) = detail {
            return joined(&[address, " ", detail, STAYS, "goes on."], "");
        }
        let answered;
        let (what, remedy) = match self {
            Problem::Timeout => (" did not answer in time.", " Check the server."),
            Problem::Network => (
                " cannot be read.",
                " Check the address, its Access-Control-Allow-Origin, and connect-src of the page's Content-Security-Policy.",
            ),
            Problem::Status(404) => (" was not found (status 404).", " Check the attribute src."),
            Problem::Status(410) => (" is gone (status 410).", ""),
            Problem::Status(status) => {
                answered = joined(&[" answered with status ", &digits(status), "."], "");
                (answered.as_str(), " Check the server.")
            }
            Problem::NotJson => {
                (" is not JSON.", " Check what the address sends; it must be a JSON Feed.")
            }
            Problem::NotFeed => {
                (" is JSON but not a JSON Feed.", " It must be an object with a list of items.")
            }
            Problem::TooLarge => {
                (" is larger than 8 MB.", " Move older items to pages behind next_url.")
            }
        };
        let goes_on = if self == Problem::Status(410) { "ends." } else { "goes on." };
        joined(&[address, what, remedy, STAYS, goes_on], "")
    }
}
