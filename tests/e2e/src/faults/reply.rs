//! One answer, down to its bytes.

use std::{
    hash::{DefaultHasher, Hash, Hasher},
    sync::Arc,
    time::Duration,
};

use crate::feed::Feed;

/// What a page of another origin may read of an answer.
const EXPOSED: &str = "ETag, Last-Modified, Cache-Control, Date, Retry-After";

/// An answer. It begins as the right one; each method makes something about it wrong, or merely odd.
#[derive(Clone, Debug)]
pub struct Reply {
    /// Goes out before the head.
    pub(super) prelude: Vec<u8>,
    pub(super) status: String,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Arc<[u8]>,
    pub(super) line_end: &'static str,
    pub(super) framing: Framing,
    pub(super) broken: Option<Break>,
    pub(super) ending: Ending,
    pace: Option<Pace>,
    delay: Duration,
    revalidates: bool,
    held: bool,
}

/// How the end of the body can be told.
#[derive(Clone, Debug)]
pub enum Framing {
    /// By its length.
    Length,
    /// By a length that is not its own, or none at all.
    Claimed(String),
    /// It comes in chunks.
    Chunked,
    /// The connection ends with it.
    UntilClosed,
}

/// How far an answer comes that does not come to its end.
#[derive(Clone, Copy, Debug)]
pub enum Break {
    /// The middle of the head.
    InHead,
    /// The end of the head.
    AfterHead,
    /// The middle of the body.
    InBody,
    /// Whatever ends the body is missing: the last chunk.
    BeforeEnd,
}

/// What becomes of the connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// It is closed, as announced.
    Close,
    /// It is torn down (RST).
    Reset,
    /// It stays open, and nothing more is said.
    Silence,
    /// It stays open for the next request.
    KeepAlive,
}

/// So many bytes at a time, and a pause before each.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pace {
    pub(super) bytes: usize,
    pub(super) pause: Duration,
}

impl Reply {
    /// 200 with this body, for every origin.
    pub fn new(body: impl Into<Vec<u8>>) -> Self {
        let headers = [
            ("Content-Type", "application/feed+json; charset=utf-8"),
            ("Cache-Control", "no-cache"),
            ("Access-Control-Allow-Origin", "*"),
            ("Access-Control-Expose-Headers", EXPOSED),
        ];
        Self {
            prelude: Vec::new(),
            status: "HTTP/1.1 200 OK".to_owned(),
            headers: headers.map(|(name, value)| (name.to_owned(), value.to_owned())).into(),
            body: body.into().into(),
            line_end: "\r\n",
            framing: Framing::Length,
            broken: None,
            ending: Ending::Close,
            pace: None,
            delay: Duration::ZERO,
            revalidates: false,
            held: false,
        }
    }

    /// A document as a good server sends it.
    pub fn of(feed: &Feed) -> Self {
        let body = feed.json().to_string();
        let mut hasher = DefaultHasher::new();
        body.hash(&mut hasher);
        Self::new(body).header("ETag", &format!("\"{:x}\"", hasher.finish()))
    }

    /// Only a status, with a word on it.
    pub fn status(code: u16) -> Self {
        Self::new(format!("{{\"status\": {code}}}")).line(&format!("HTTP/1.1 {code} Something"))
    }

    /// Sends the client on to another address.
    pub fn redirect(code: u16, location: &str) -> Self {
        Self::status(code).header("Location", location)
    }

    /// These bytes and nothing else.
    pub fn raw(bytes: impl Into<Vec<u8>>) -> Self {
        Self::new([]).preceded_by(bytes).line("")
    }

    /// With another status line. Without any, there is no head.
    pub fn line(mut self, line: &str) -> Self {
        self.status = line.to_owned();
        self
    }

    /// After other bytes.
    pub fn preceded_by(mut self, bytes: impl Into<Vec<u8>>) -> Self {
        self.prelude = bytes.into();
        self
    }

    /// With a header, beside others of its name. `{here}` and `{elsewhere}` stand for the server's two origins.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Without a header.
    pub fn without(mut self, name: &str) -> Self {
        self.headers.retain(|(other, _)| !other.eq_ignore_ascii_case(name));
        self
    }

    /// Without the header that lets other origins read it.
    pub fn without_cors(self) -> Self {
        self.without("Access-Control-Allow-Origin")
    }

    /// With another body.
    pub fn with_body(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = body.into().into();
        self
    }

    /// What the body is now.
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// With lines that end otherwise.
    pub fn line_end(mut self, end: &'static str) -> Self {
        self.line_end = end;
        self
    }

    /// With its end told otherwise.
    pub fn framed(mut self, framing: Framing) -> Self {
        self.framing = framing;
        self
    }

    /// With a length of its own invention.
    pub fn claims(self, length: &str) -> Self {
        self.framed(Framing::Claimed(length.to_owned()))
    }

    /// Broken off.
    pub fn breaks(mut self, at: Break, ending: Ending) -> Self {
        self.broken = Some(at);
        self.ends(ending)
    }

    /// With another end of the connection.
    pub fn ends(mut self, ending: Ending) -> Self {
        self.ending = ending;
        self
    }

    /// So many bytes at a time, with a pause before each.
    pub fn dribbles(mut self, bytes: usize, pause: Duration) -> Self {
        self.pace = Some(Pace { bytes, pause });
        self
    }

    /// After a while.
    pub fn after(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    /// To a client that holds it already (`If-None-Match`) it only says so.
    pub fn revalidates(mut self) -> Self {
        self.revalidates = true;
        self
    }

    /// Not before [`FaultServer::release`](super::FaultServer::release).
    pub fn held(mut self) -> Self {
        self.held = true;
        self
    }

    pub(super) fn pace(&self) -> Option<Pace> {
        self.pace
    }

    pub(super) fn delay(&self) -> Duration {
        self.delay
    }

    pub(super) fn ending(&self) -> Ending {
        self.ending
    }

    pub(super) fn is_held(&self) -> bool {
        self.held
    }

    /// What goes to a client that says which copy it holds.
    pub(super) fn for_holder_of(self, tag: Option<&str>) -> Self {
        let mine = self.headers.iter().find(|(name, _)| name == "ETag").map(|(_, value)| value);
        if !self.revalidates || tag.is_none() || tag != mine.map(String::as_str) {
            return self;
        }
        self.line("HTTP/1.1 304 Not Modified").with_body([])
    }
}
