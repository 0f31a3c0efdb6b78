//! What the events of the element tell (the table "Events" of README.md).

use serde::{Deserialize, Serialize};

/// `story-ready`: the first document is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ready {
    /// How many entries there are.
    pub entries: u32,
}

/// `story-updated`: a poll has changed something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Updated {
    /// The ids of new entries.
    pub added: Vec<String>,
    /// The ids of entries that say something else now.
    pub revised: Vec<String>,
    /// The ids of entries that were taken back.
    pub withdrawn: Vec<String>,
    /// How many entries wait.
    pub unseen: u32,
}

/// `story-revealed`: waiting entries were shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revealed {
    /// Their ids.
    pub ids: Vec<String>,
}

/// `story-toggled`: an entry was opened or closed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Toggled {
    /// Its id.
    pub id: String,
    /// Whether it is open now.
    pub open: bool,
}

/// `story-shared`: a reader has shared an entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shared {
    /// Its id.
    pub id: String,
    /// The address that was handed on.
    pub url: String,
}

/// `story-state-changed`: the newsroom has said so, or contact with the feed is better or worse.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StateChanged {
    /// `live`, `paused` or `ended`.
    pub state: String,
    /// `loading`, `current`, `paused`, `stale`, `offline` or `broken`.
    pub freshness: String,
}

/// `story-failed`: a poll or the start has failed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failed {
    /// Which kind of failure.
    pub kind: String,
    /// What happened, and what to do.
    pub message: String,
}
