//! A script, as data.

use std::time::Duration;

use e2e::{Engine, Feed, Reply};
use serde_json::Value;

/// How many entries the story has when a script begins.
pub(super) const BEFORE: u32 = 3;

/// One thing that can go wrong.
#[derive(Debug)]
pub(super) struct Script {
    /// What goes wrong, in words.
    pub(super) name: &'static str,
    /// The answers to the polls, of which the last one stays; without any, nobody listens.
    pub(super) replies: Vec<Reply>,
    pub(super) meanwhile: Meanwhile,
    pub(super) versions: Versions,
    /// The answers come before there was a good one.
    pub(super) at_first: bool,
    /// The newsroom has said that nothing more will come.
    pub(super) is_over: bool,
    /// What goes well afterwards comes when asked for, and not by itself.
    pub(super) only_asked: bool,
    /// The next poll comes no sooner.
    pub(super) leaves_alone: Duration,
    /// The client takes no more bytes of an answer.
    pub(super) takes_at_most: usize,
    /// What stands at other paths.
    pub(super) others: Vec<(&'static str, Reply)>,
    /// What these engines make of it is something else.
    pub(super) not_in: Vec<Engine>,
}

/// What reader and page are told while it lasts.
#[derive(Clone, Debug)]
pub(super) enum Meanwhile {
    /// Nothing: it is live, and so many entries show or wait.
    Live(u32),
    /// What the matter is; the last kind is what it comes to.
    Told(Vec<&'static str>, Option<u16>),
    /// It came and went: one new entry waits, and the page was told of failures of this kind.
    Over(&'static str),
}

/// How the newsroom says which of its documents is the newer one.
#[derive(Clone, Copy, Debug)]
pub(super) enum Versions {
    /// By `_story.updated`.
    Stated,
    /// By `Last-Modified`.
    Modified,
    /// Not at all.
    None,
}

/// Plays these answers; nothing is to be told of it, nothing new shows, and polling goes on.
pub(super) fn script(name: &'static str, replies: impl Into<Vec<Reply>>) -> Script {
    Script {
        name,
        replies: replies.into(),
        meanwhile: Meanwhile::Live(BEFORE),
        versions: Versions::Stated,
        at_first: false,
        is_over: false,
        only_asked: false,
        // The feed asks for a poll every second; what is lost on the way is not counted so finely.
        leaves_alone: Duration::from_millis(900),
        takes_at_most: usize::MAX,
        others: Vec::new(),
        not_in: Vec::new(),
    }
}

impl Script {
    /// The document is good all the same: so many entries are known now.
    pub(super) fn brings(mut self, entries: u32) -> Self {
        self.meanwhile = Meanwhile::Live(entries);
        self
    }

    /// The page is told of a failure of this kind, and the reader why nothing new comes.
    pub(super) fn tells(self, kind: &'static str) -> Self {
        self.tells_in_turn([kind])
    }

    /// The same, of one failure after the other.
    pub(super) fn tells_in_turn(mut self, kinds: impl Into<Vec<&'static str>>) -> Self {
        self.meanwhile = Meanwhile::Told(kinds.into(), None);
        self
    }

    /// The reader is told the status.
    pub(super) fn tells_status(mut self, code: u16) -> Self {
        self.meanwhile = Meanwhile::Told(vec!["status"], Some(code));
        self
    }

    /// The page is told of failures of this kind, each of which is over when it looks.
    pub(super) fn tells_once(mut self, kind: &'static str) -> Self {
        self.meanwhile = Meanwhile::Over(kind);
        self
    }

    /// The newsroom tells its documents apart otherwise.
    pub(super) fn versions(mut self, versions: Versions) -> Self {
        self.versions = versions;
        self
    }

    /// There has not been a good answer yet.
    pub(super) fn at_first(mut self) -> Self {
        self.at_first = true;
        self
    }

    /// Nothing more will come, and nothing more is asked.
    pub(super) fn ends(mut self) -> Self {
        self.is_over = true;
        self
    }

    /// Polling by itself would take too long for a test; a wish brings what is new.
    pub(super) fn only_asked(mut self) -> Self {
        self.only_asked = true;
        self
    }

    /// This engine's network makes something else of it before the element hears: Firefox's asks again by itself and keeps
    /// a head until there is a body; WebKitGTK's, which is not Safari's, takes half an answer for a whole one, and what
    /// cannot be unpacked as it is.
    pub(super) fn not_in(mut self, engine: Engine) -> Self {
        self.not_in.push(engine);
        self
    }

    /// The server is left alone for so long.
    pub(super) fn leaves_alone(mut self, seconds: u64) -> Self {
        self.leaves_alone = Duration::from_secs(seconds);
        self
    }

    /// Of one answer, no more than this is taken.
    pub(super) fn takes_at_most(mut self, bytes: usize) -> Self {
        self.takes_at_most = bytes;
        self
    }

    /// Another path has an answer of its own.
    pub(super) fn beside(mut self, path: &'static str, reply: Reply) -> Self {
        self.others.push((path, reply));
        self
    }
}

impl Meanwhile {
    /// The word for the state, and the beginning of the line beside it.
    pub(super) fn header(&self) -> (&'static str, String) {
        let Self::Told(kinds, code) = self else { return ("Opdateres", String::new()) };
        let (stale, broken) = ("Kan ikke hente nyt", "Feedet kan ikke læses");
        let (state, matter) = match kinds.last() {
            Some(&"network") => (stale, "Der er ikke hul igennem til serveren"),
            Some(&"timeout") => (stale, "Serveren svarer ikke"),
            Some(&"status") => (stale, "Serveren svarer med fejl"),
            Some(&"not-json") => (broken, "Det er ikke JSON"),
            Some(&"not-feed") => (broken, "Det er ikke et JSON Feed"),
            Some(&"too-large") => (broken, "Det fylder mere end 8 MB"),
            other => panic!("{other:?} is no kind of failure"),
        };
        (state, code.map_or_else(|| matter.to_owned(), |code| format!("{matter} {code}")))
    }
}

impl Versions {
    /// The right answer when the story has so many entries.
    pub(super) fn right(self, entries: u32) -> Reply {
        let feed = match self {
            Self::Stated => edition(entries),
            Self::Modified | Self::None => unversioned(entries),
        };
        match self {
            Self::Modified => Reply::of(&feed).header("Last-Modified", &modified(entries)),
            Self::Stated | Self::None => Reply::of(&feed),
        }
    }
}

/// The document of a story with so many entries.
pub(super) fn edition(entries: u32) -> Feed {
    Feed::of(1..=entries).story("updated", format!("2019-03-01T08:{entries:02}:00Z"))
}

/// The same, without a word on its age.
pub(super) fn unversioned(entries: u32) -> Feed {
    Feed::of(1..=entries).story("updated", Value::Null)
}

/// When that document was made, as a header says it.
pub(super) fn modified(entries: u32) -> String {
    format!("Fri, 01 Mar 2019 08:{entries:02}:00 GMT")
}

/// The right answer when there is one new entry.
pub(super) fn news() -> Reply {
    Reply::of(&edition(BEFORE + 1))
}
