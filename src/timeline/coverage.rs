//! What the absence of an item means.

use std::rc::Rc;

use super::Position;
use crate::feed::Update;
use crate::time::Timestamp;

/// The range of publication dates in which a page holds every item there is.
///
/// Only a page in order of date says anything about what it does not hold; pinned items and items
/// without a date are outside the order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Coverage {
    oldest: Timestamp,
    /// `None` reaches up to the present.
    newest: Option<Timestamp>,
}

impl Coverage {
    pub(super) fn of(updates: &[Rc<Update>], position: Position) -> Option<Self> {
        let listed = updates.iter().filter(|update| !update.pinned);
        let dates: Vec<Timestamp> = listed.filter_map(|update| update.published).collect();
        let (first, last) = (*dates.first()?, *dates.last()?);
        if dates.is_sorted_by(|newer, older| newer >= older) {
            // A first page, newest first, would begin with anything newer that stood.
            let newest = (position != Position::First).then_some(first);
            Some(Self { oldest: last, newest })
        } else if dates.is_sorted() {
            Some(Self { oldest: first, newest: Some(last) })
        } else {
            None
        }
    }

    pub(super) fn oldest(self) -> Timestamp {
        self.oldest
    }

    /// Whether an item of that date would be on the page. One of the very date at which the page
    /// ends may have been cut off by the page's length.
    pub(super) fn holds(self, published: Timestamp) -> bool {
        published > self.oldest && self.newest.is_none_or(|newest| published < newest)
    }
}
