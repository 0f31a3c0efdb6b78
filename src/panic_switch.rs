//! A switch for the tests of what happens after a panic. Only `--cfg panic_switch` compiles it: no release has it.

use crate::session::{Action, Event};

/// Panics where a feed asks for it.
pub(crate) fn panic_if(found: &str, at: &str) {
    assert!(!found.contains(at), "the feed asked for it");
}

/// Panics where the reader folds or unfolds the entry that asks for it.
pub(crate) fn panic_at(event: &Event) {
    if let Event::Reader(_, Action::FoldEntry(id, _)) = event {
        panic_if(id.as_str(), "panic-in-event");
    }
}
