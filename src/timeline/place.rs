//! Where an entry stands among the others.

use std::cmp::Ordering;

use crate::time::Timestamp;

/// Newest first; of the same moment, the greater id first, since ids tend to count upwards.
#[derive(PartialEq, Eq)]
pub(super) struct Place<'a> {
    pub(super) published: Timestamp,
    pub(super) id: &'a str,
}

impl Ord for Place<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        let by_id = || (other.id.len(), other.id).cmp(&(self.id.len(), self.id));
        other.published.cmp(&self.published).then_with(by_id)
    }
}

impl PartialOrd for Place<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
