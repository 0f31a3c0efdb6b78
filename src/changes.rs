//! What was changed of a text, word by word.

use similar::ChangeTag;
use similar::algorithms::{Capture, Replace, myers};

/// What became of some words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// They stand in both.
    Kept,
    /// They stand in the later text only.
    Inserted,
    /// They stood in the earlier text only.
    Deleted,
}

/// Two texts as one: what stood there before goes first where both have something else. Spaces go with the word before
/// them.
pub fn changes(before: &str, after: &str) -> Vec<(Change, String)> {
    let (before, after) = (words(before), words(after));
    let mut told: Vec<(Change, String)> = Vec::new();
    // One of the library's algorithms by itself: choosing between them is 8 KB of wasm.
    let mut parts = Replace::new(Capture::new());
    let Ok(()) = myers::diff_deadline_raw(
        &mut parts,
        &before,
        0..before.len(),
        &after,
        0..after.len(),
        None,
    );
    for part in parts.into_inner().into_ops() {
        for change in part.iter_changes(&before, &after) {
            let kind = match change.tag() {
                ChangeTag::Equal => Change::Kept,
                ChangeTag::Insert => Change::Inserted,
                ChangeTag::Delete => Change::Deleted,
            };
            match told.last_mut() {
                Some((same, text)) if *same == kind => text.push_str(change.value()),
                _ => told.push((kind, change.value().to_owned())),
            }
        }
    }
    told
}

fn words(text: &str) -> Vec<&str> {
    text.split_inclusive(char::is_whitespace).collect()
}
