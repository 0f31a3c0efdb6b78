//! Documents of any format, read as the core reads them.

use developing_story::feed::{self, Page, Update, Value};
use developing_story::formats::{self, Document, Host, Note, Outcome, Reading, Verdict};
use developing_story::markup::native::Html5ever;

use super::{link, moment};

pub(crate) fn host() -> Host<'static> {
    Host {
        json: |text| serde_json::from_str(text).map_err(|error| error.to_string()),
        parser: &Html5ever,
    }
}

/// What a document found at that address turns out to be, at noon of the day of the story.
pub(crate) fn read(text: &str, address: &str) -> Reading {
    let address = link(address);
    formats::read(Document { text, address: &address, links: None, now: moment("12:00") }, host())
}

/// The JSON Feed that comes of it.
pub(crate) fn document(reading: &Reading) -> &Value {
    match &reading.outcome {
        Outcome::Feed { document, .. } => document,
        other => panic!("no feed: {other:?}"),
    }
}

/// The page that the timeline takes in.
pub(crate) fn page(text: &str, address: &str) -> Page {
    let reading = read(text, address);
    let (page, rejected) = feed::read(document(&reading), Some(&link(address)))
        .expect("what comes of a format is a feed");
    assert_eq!(rejected, [], "a format rejects by itself what the feed would");
    page
}

/// The only entry of a page.
pub(crate) fn update(text: &str, address: &str) -> Update {
    let page = page(text, address);
    let [update] = &page.updates[..] else { panic!("one entry: {:?}", page.updates) };
    (**update).clone()
}

/// Place and reason of everything that was repaired or refused.
pub(crate) fn notes(reading: &Reading, verdict: Verdict) -> Vec<(&str, &str)> {
    let notes = reading.notes.iter().filter(|note| note.verdict == verdict);
    notes.map(|Note { at, what, .. }| (at.as_str(), what.as_str())).collect()
}

/// Why a document is refused whole.
pub(crate) fn fault(text: &str) -> String {
    match read(text, "https://news.example/feed").outcome {
        Outcome::Unreadable(fault) => fault.what,
        other => panic!("it is read: {other:?}"),
    }
}
