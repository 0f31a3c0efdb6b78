//! `cargo xtask check-feed`: what the widget would make of a feed, and why.
//!
//! The same code reads it that runs in browsers. Hints are about what else a browser needs, such as headers; they
//! do not change the exit status, which is [`Status`].
//!
//! `--json` prints one object:
//!
//! ```json
//! { "asked": "https://news.example/hanoi",      what was asked about
//!   "address": "https://…/hanoi/feed.json",     where it was found; what relative links start from
//!   "followed": [{ "by": "redirect", "to": "https://…" }],   or "by": "lead", a page that names its feed
//!   "format": "JSON Feed",                      null where that cannot be told
//!   "status": 0,                                the exit status
//!   "accepted": 12, "repaired": 1, "refused": 0,
//!   "notes": [{ "verdict": "accepted", "at": "/items/0", "what": "…", "remedy": "" }],
//!   "hints": [{ "what": "…", "remedy": "…" }],
//!   "error": null,                              or { "what": "…", "remedy": "…" } where the status is 2
//!   "feed": {                                   null where the status is 2
//!     "title": "…", "language": "da", "home_page": "https://…", "state": "live", "expired": false,
//!     "cadence": 15,                            seconds between polls; null where there are none
//!     "place": "…", "time_zone": "…", "known": [], "unknown": [],
//!     "next": { "address": "https://…", "guessed": false },    or null
//!     "entries": [{ "id": "…", "headline": "…", "published": "2019-02-28T06:25:00Z", "modified": null,
//!                   "url": null, "key": true, "pinned": false, "certainty": null, "withdrawn": false }] } }
//! ```

mod charset;
mod exchange;
mod print;
mod source;
mod story;
mod trail;

use anyhow::Result;
use developing_story::{
    feed::Value,
    formats::{self, Document, Fault, Format, Note, Outcome, Reading, Verdict},
    link::Link,
    time::Timestamp,
};

use source::Found;
pub use story::{Row, Story};
use trail::Trail;
pub use trail::{Hint, Step};

/// Pages that name a feed and turn out to be no feed, before it is given up.
const MAX_LEADS: usize = 3;

/// What is asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// A file or a URL.
    pub what: String,
    /// What relative links in a file start from.
    pub base: Option<String>,
    /// JSON instead of text.
    pub json: bool,
}

/// How it ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Everything is shown.
    Fine = 0,
    /// Some items are left out.
    Refused = 1,
    /// Nothing is shown.
    Unreadable = 2,
}

/// What was found.
#[derive(Debug)]
pub struct Report {
    /// What was asked about.
    pub asked: String,
    /// Where it was found in the end, which is what relative links start from.
    pub address: Option<Link>,
    /// Redirects, and pages that name a feed.
    pub followed: Vec<Step>,
    /// The format, as far as that can be told.
    pub format: Option<Format>,
    /// What became of each part.
    pub notes: Vec<Note>,
    /// What else a browser needs.
    pub hints: Vec<Hint>,
    /// What the widget would show, or why it would show nothing.
    pub outcome: Result<Story, Fault>,
}

/// Checks and prints.
pub fn run(options: &Options) -> Status {
    let report = check(options);
    if options.json {
        println!("{:#}", print::json(&report));
    } else {
        print!("{}", print::text(&report));
        if let Err(fault) = &report.outcome {
            eprint!("{}", print::error(&report, fault));
        }
    }
    report.status()
}

/// Finds the feed, over the network where it is a URL, and reads it.
pub fn check(options: &Options) -> Report {
    let mut trail = Trail::default();
    let now = now();
    let first = match source::address(&options.what) {
        Some(address) => exchange::fetch(&address, &mut trail).map(Found::of),
        None => source::file(options, now),
    };
    let fetch = |address: &Link, trail: &mut Trail| exchange::fetch(address, trail).map(Found::of);
    let read = |found: &Found| formats::read(found.document(now), Value::check);
    follow(&options.what, first, trail, now, fetch, read)
}

/// Goes where pages lead, until there is a feed.
fn follow(
    asked: &str,
    first: Result<Found, Fault>,
    mut trail: Trail,
    now: Timestamp,
    mut fetch: impl FnMut(&Link, &mut Trail) -> Result<Found, Fault>,
    read: impl Fn(&Found) -> Reading,
) -> Report {
    let mut found = first;
    let mut leads = 0;
    let mut address = None;
    let (mut format, mut notes) = (None, Vec::new());
    let outcome = loop {
        let here = match found {
            Ok(here) => here,
            Err(fault) => break Err(fault),
        };
        address = Some(here.address.clone());
        trail.of_text(&here.decoded);
        let reading = read(&here);
        (format, notes) = (reading.format, reading.notes);
        match reading.outcome {
            Outcome::Feed { document, guessed } => {
                let story = Story::of(&document, guessed, &here, now);
                if let Ok(story) = &story {
                    trail.of_feed(&here, format, story);
                }
                break story;
            }
            Outcome::Unreadable(fault) => break Err(fault),
            Outcome::Lead(_) if leads == MAX_LEADS => {
                break Err(Fault {
                    what: format!("is the page after {MAX_LEADS} others that names a feed"),
                    remedy: "Name the feed itself.",
                });
            }
            Outcome::Lead(to) => {
                leads += 1;
                found = fetch(&to, trail.led(&to));
            }
        }
    };
    let Trail { followed, hints } = trail;
    Report { asked: asked.to_owned(), address, followed, format, notes, hints, outcome }
}

impl Report {
    /// How many parts had this verdict.
    pub fn count(&self, verdict: Verdict) -> usize {
        self.notes.iter().filter(|note| note.verdict == verdict).count()
    }

    /// How it ended.
    pub fn status(&self) -> Status {
        match self.outcome {
            Err(_) => Status::Unreadable,
            Ok(_) if self.count(Verdict::Refused) > 0 => Status::Refused,
            Ok(_) => Status::Fine,
        }
    }
}

impl Found {
    fn document(&self, now: Timestamp) -> Document<'_> {
        Document {
            text: &self.decoded.text,
            address: &self.address,
            links: self.links.as_deref(),
            now,
        }
    }
}

fn now() -> Timestamp {
    Timestamp::from_millis(jiff::Timestamp::now().as_millisecond())
}

#[cfg(test)]
mod tests {
    use super::*;

    const FEED: &str = r#"{ "items": [{ "id": "a" }] }"#;

    fn found(address: &Link, text: &str) -> Found {
        let decoded = charset::decode(text.as_bytes(), None);
        Found { address: address.clone(), decoded, links: None, cache: None }
    }

    fn link(path: &str) -> Link {
        Link::resolve(None, &["https://news.example/", path].concat()).expect("an address")
    }

    /// So many pages, each of which names the next, and then a feed.
    #[track_caller]
    fn check(pages: usize, expect: Result<(), &str>) {
        let page = |number| found(&link(&format!("{number}")), &"<".repeat(pages - number));
        let mut asked = Vec::new();
        let fetch = |to: &Link, _: &mut Trail| {
            asked.push(to.clone());
            let number = asked.len();
            Ok(if number < pages { page(number) } else { found(to, FEED) })
        };
        let read = |found: &Found| match &*found.decoded.text {
            FEED => formats::read(found.document(Timestamp::EPOCH), Value::check),
            text => Reading {
                format: Some(Format::Html),
                outcome: Outcome::Lead(link(&format!("to-{}", text.len()))),
                notes: Vec::new(),
            },
        };
        let first = if pages == 0 { found(&link("feed"), FEED) } else { page(0) };
        let report = follow("asked", Ok(first), Trail::default(), Timestamp::EPOCH, fetch, read);
        let named: Vec<Link> = report.followed.iter().map(|step| step.to.clone()).collect();
        assert_eq!(named, asked);
        assert!(report.followed.iter().all(|step| step.by == "lead"));
        let what = report.outcome.as_ref().map(|_| ()).map_err(|fault| fault.what.as_str());
        assert_eq!(what, expect);
        if expect.is_ok() {
            assert_eq!(report.address.as_ref(), Some(asked.last().unwrap_or(&link("feed"))));
            assert_eq!((report.format, report.notes.len()), (Some(Format::JsonFeed), 3));
        }
    }

    #[test]
    fn three_pages_may_lead_to_a_feed_and_no_more() {
        check(0, Ok(()));
        check(1, Ok(()));
        check(3, Ok(()));
        check(4, Err("is the page after 3 others that names a feed"));
    }
}
