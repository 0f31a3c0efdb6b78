//! [JSON Feed](https://jsonfeed.org/version/1.1) as it is: nothing to translate, all the more to check.

use super::{Document, Format, Outcome, Reading};
use crate::feed::Value;

/// The feed itself, with a note on everything that [`crate::feed::read`] would leave out.
pub(super) fn read(value: &Value, document: Document<'_>) -> Reading {
    let _ = document;
    let outcome = Outcome::Feed { document: value.clone(), guessed: false };
    Reading { format: Some(Format::JsonFeed), outcome, notes: Vec::new() }
}
