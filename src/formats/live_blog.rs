//! schema.org `LiveBlogPosting` as JSON-LD.

use super::{Document, Format, Host, Reading, draft::Draft};
use crate::feed::Value;

/// The posting, wherever it stands in a document.
pub(super) fn find(value: &Value) -> Option<&Value> {
    let _ = value;
    None
}

/// Reads it.
pub(super) fn read(posting: &Value, document: Document<'_>, host: Host<'_>) -> Reading {
    let _ = (posting, document, host.parser);
    Draft::default().finish(Format::LiveBlogPosting)
}
