//! Documents of other formats than JSON Feed, read as `check-feed` reads them, at noon.

use developing_story::feed::{self, Page, Update, Value};
use developing_story::formats::{self, Document, Fault, Outcome, Reading, Verdict};

use super::{link, moment};

pub(crate) fn read(text: &str, address: &str) -> Reading {
    read_linked(text, address, None)
}

pub(crate) fn read_linked(text: &str, address: &str, links: Option<&str>) -> Reading {
    let address = link(address);
    formats::read(Document { text, address: &address, links, now: moment("12:00") }, Value::check)
}

/// The JSON Feed that came of a document, and whether its next page is a guess.
pub(crate) fn document(reading: &Reading) -> (Value, bool) {
    match &reading.outcome {
        Outcome::Feed { document, guessed } => (document.clone(), *guessed),
        other => panic!("expected a feed, not {other:?}"),
    }
}

/// What the core makes of it.
pub(crate) fn page(text: &str, address: &str) -> Page {
    let (document, _) = document(&read(text, address));
    let (page, rejected) = feed::read(&document, Some(&link(address))).expect("a feed has items");
    assert_eq!(rejected, [], "what is refused is refused while it is translated");
    page
}

/// The one entry of a document.
pub(crate) fn update(text: &str, address: &str) -> Update {
    let updates = page(text, address).updates;
    assert_eq!(updates.len(), 1, "expected one entry");
    Update::clone(&updates[0])
}

/// Places and reasons of everything that was not taken as it was.
pub(crate) fn notes(reading: &Reading, verdict: Verdict) -> Vec<(&str, &str)> {
    let notes = reading.notes.iter().filter(|note| note.verdict == verdict);
    notes.map(|note| (note.at.as_str(), note.what.as_str())).collect()
}

/// Why a document is refused whole.
pub(crate) fn fault(reading: Reading) -> Fault {
    match reading.outcome {
        Outcome::Unreadable(fault) => fault,
        other => panic!("expected a refusal, not {other:?}"),
    }
}
