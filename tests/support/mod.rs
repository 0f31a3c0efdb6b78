//! The small vocabulary of the core's tests: feeds as data, a locale written by hand, virtual time.
#![allow(dead_code, unused_imports, reason = "each test file uses its own part of this")]
#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

mod conversation;
mod document;
pub(crate) mod formats;
mod locale;
pub(crate) mod pieces;

use std::fs;
use std::path::{Path, PathBuf};

use developing_story::feed::{EntryId, Value};
use developing_story::labels::Labels;
use developing_story::link::Link;
use developing_story::time::Timestamp;
use proptest::test_runner::Config as Proptest;

pub(crate) use conversation::{Conversation, READER, config};
pub(crate) use document::{Document, FEED, Item, feed, item};
pub(crate) use locale::{Language, TestLocale};

/// A moment of the day on which the story happens ("10:00", UTC), or any other in full.
pub(crate) fn moment(text: &str) -> Timestamp {
    let full = if text.len() == 5 { format!("2019-02-28T{text}:00Z") } else { text.to_owned() };
    Timestamp::parse_rfc3339(&full).expect("a test names a moment that there is")
}

pub(crate) fn link(text: &str) -> Link {
    Link::resolve(None, text).expect("a test names an address that can be followed")
}

pub(crate) fn id(text: &str) -> EntryId {
    EntryId::new(text).expect("a test names an id that can be used")
}

pub(crate) fn ids<'a>(of: impl IntoIterator<Item = &'a EntryId>) -> Vec<String> {
    of.into_iter().map(ToString::to_string).collect()
}

/// JSON text as the core reads it; a refusal is null.
pub(crate) fn value(json: &str) -> Value {
    Value::parse(json).unwrap_or(Value::Null)
}

/// A file of the repository.
pub(crate) fn path(of: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(of)
}

pub(crate) fn text(of: &str) -> String {
    let path = path(of);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The interface texts as they ship.
pub(crate) fn labels(language: &str) -> Labels {
    let file = |folder: &str| value(&text(&format!("www/labels/{folder}{language}.json")));
    let mut labels = Labels::read(&file(""));
    labels.learn(&file("more/"));
    labels
}

/// So many inputs by chance, and no files left behind by a failure.
pub(crate) fn cases(count: u32) -> Proptest {
    let asked = std::env::var("PROPTEST_CASES").ok().and_then(|count| count.parse().ok());
    Proptest { cases: asked.unwrap_or(count), failure_persistence: None, ..Proptest::default() }
}
