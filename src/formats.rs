//! What a newsroom publishes already becomes a JSON Feed: the one form that [`crate::feed`] reads.
//!
//! Formats of feeds end here, and only here. The wasm of a first view has none of this; whoever
//! shows another format than JSON Feed loads it beside (www/formats.js). `cargo xtask check-feed`
//! runs the same code, and prints the [`Note`]s.
//!
//! What a document is, is decided by its content: [`read`] looks at nothing else.

mod atom;
mod dates;
mod draft;
mod json_feed;
mod json_ld;
mod live_blog;
mod media;
mod members;
mod note;
mod page;
mod paging;
mod plain;
mod references;
mod rss;
mod sorted;
mod superdesk;
mod tags;
mod wordpress;
mod xml;

pub use dates::parse as parse_date;
pub use note::{Note, Verdict};

use std::fmt;

use crate::feed::Value;
use crate::link::Link;
use crate::time::Timestamp;
use draft::Draft;

/// A document as it came.
#[derive(Clone, Copy, Debug)]
pub struct Document<'a> {
    /// Its text.
    pub text: &'a str,
    /// Where it was found, after redirects.
    pub address: &'a Link,
    /// The `Link` header (RFC 8288), where the page may see it.
    pub links: Option<&'a str>,
    /// Tells coverage that is over from coverage that is planned, and nothing else.
    pub now: Timestamp,
}

/// JSON text into a value, or what is wrong with it and where: in the browser's words, and elsewhere in serde_json's.
pub type Json = fn(&str) -> Result<Value, String>;

/// What a document turned out to be.
#[derive(Debug)]
pub struct Reading {
    /// Which format, as far as that can be told.
    pub format: Option<Format>,
    /// What comes of it.
    pub outcome: Outcome,
    /// What was taken, repaired and refused, in the order of the document.
    pub notes: Vec<Note>,
}

/// What comes of a document.
#[derive(Debug)]
pub enum Outcome {
    /// A JSON Feed with `_story`.
    Feed {
        /// The feed.
        document: Value,
        /// Its `next_url` is a guess: where nothing is found there, there is no more.
        guessed: bool,
    },
    /// No feed, but a page that names one.
    Lead(Link),
    /// Nothing that can be read.
    Unreadable(Fault),
}

/// Why a document is refused whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What is wrong, and where: "is not well-formed XML (line 3, column 7: …)".
    pub what: String,
    /// What to do about it.
    pub remedy: &'static str,
}

/// The formats that are understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// [JSON Feed](https://jsonfeed.org) 1.0 and 1.1, with and without `_story`.
    JsonFeed,
    /// Atom (RFC 4287).
    Atom,
    /// RSS 0.9x, 1.0 (RDF) and 2.0.
    Rss,
    /// schema.org `LiveBlogPosting` as JSON-LD, by itself or in an HTML page.
    LiveBlogPosting,
    /// Posts of WordPress's REST API.
    WordPress,
    /// Posts of Superdesk Live Blog's public API.
    Superdesk,
    /// An HTML page without a story in it.
    Html,
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Format::JsonFeed => "JSON Feed",
            Format::Atom => "Atom",
            Format::Rss => "RSS",
            Format::LiveBlogPosting => "LiveBlogPosting",
            Format::WordPress => "WordPress posts",
            Format::Superdesk => "Superdesk Live Blog posts",
            Format::Html => "HTML page",
        })
    }
}

/// Reads a document of any of the formats.
pub fn read(document: Document<'_>, json: Json) -> Reading {
    let text = document.text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    match text.as_bytes().first() {
        None => Reading::unreadable(None, "is empty", "Check what the address sends."),
        Some(b'{' | b'[') => match json(text) {
            Ok(value) => of_json(&value, document),
            Err(why) => Reading::unreadable(
                None,
                format!("is not JSON ({why})"),
                "Check what the address sends; a document that was cut off looks like this too.",
            ),
        },
        Some(b'<') if page::is_html(text) => page::read(document, json),
        Some(b'<') => of_xml(document),
        Some(_) => Reading::unreadable(
            None,
            format!("is neither JSON nor XML nor HTML (it begins with \"{}\")", beginning(text)),
            "Check what the address sends; it must be a feed.",
        ),
    }
}

/// Which of the JSON formats it is; each has a list that no other one has. A posting is looked for
/// last, since it may stand anywhere, even in what a plugin adds to a post of WordPress.
fn of_json(value: &Value, document: Document<'_>) -> Reading {
    if matches!(value.member("items"), Some(Value::List(_))) {
        return json_feed::read(value, document);
    }
    if matches!(value.member("_items"), Some(Value::List(_))) {
        return superdesk::read(value, document);
    }
    if wordpress::is_posts(value) {
        return wordpress::read(value, document);
    }
    if let Some(refusal) = wordpress::refusal(value) {
        return refusal;
    }
    if let Some(posting) = live_blog::find(value) {
        return live_blog::read(&posting, Draft::default(), document);
    }
    Reading::unreadable(
        None,
        "is JSON, but of no format that is understood",
        "Expected a JSON Feed (an object with a list of items), a LiveBlogPosting, or posts of WordPress or Superdesk Live Blog.",
    )
}

fn of_xml(document: Document<'_>) -> Reading {
    let read = xml::parse(document.text, |tree, notes| {
        let root = tree.root_element();
        let draft = Draft::of_xml(tree, notes);
        match root.tag_name().name() {
            "feed" | "entry" => atom::read(root, draft, document),
            "rss" | "RDF" | "channel" | "Channel" => rss::read(root, draft, document),
            name => Reading::unreadable(
                None,
                format!("is XML, but of no format that is understood (its root is <{name}>)"),
                "Expected Atom (<feed>) or RSS (<rss>, <rdf:RDF>).",
            ),
        }
    });
    read.unwrap_or_else(|fault| Reading::unreadable(None, fault.what, fault.remedy))
}

fn beginning(text: &str) -> String {
    text.chars().take(20).collect()
}

impl Reading {
    fn unreadable(format: Option<Format>, what: impl Into<String>, remedy: &'static str) -> Self {
        let fault = Fault { what: what.into(), remedy };
        Self { format, outcome: Outcome::Unreadable(fault), notes: Vec::new() }
    }
}
