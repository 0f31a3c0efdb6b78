//! Texts in order, so that they are found: those that stand once, and those that stand at several places.

use std::collections::BinaryHeap;

/// Texts, each with the number of the place where it stands.
#[derive(Debug)]
pub(super) struct Sorted<'a>(Vec<(&'a str, usize)>);

impl<'a> Sorted<'a> {
    pub(super) fn new(texts: impl IntoIterator<Item = (&'a str, usize)>) -> Self {
        // The sort of a slice is 1 KB of wasm (brotli) more, and here it is never faster by much.
        Self(texts.into_iter().collect::<BinaryHeap<_>>().into_sorted_vec())
    }

    /// The first place of a text.
    pub(super) fn place(&self, text: &str) -> Option<usize> {
        let after = self.0.partition_point(|(other, _)| *other < text);
        self.0.get(after).filter(|(found, _)| *found == text).map(|(_, place)| *place)
    }

    /// Whether a text stands at more than one place.
    pub(super) fn is_shared(&self, text: &str) -> bool {
        let after = self.0.partition_point(|(other, _)| *other <= text);
        let last = after.checked_sub(1).and_then(|last| self.0.get(last));
        self.place(text).is_some_and(|first| last.is_some_and(|(_, last)| *last != first))
    }
}
