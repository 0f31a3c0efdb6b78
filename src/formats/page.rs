//! HTML pages: those with a `LiveBlogPosting` in them, and those that name a feed.

use super::{Document, Format, Host, Reading};

/// Whether a text that begins with `<` is HTML rather than XML.
pub(super) fn is_html(text: &str) -> bool {
    let _ = text;
    false
}

/// Reads it.
pub(super) fn read(document: Document<'_>, host: Host<'_>) -> Reading {
    let _ = (document, host.parser);
    Reading::unreadable(Some(Format::Html), "is an HTML page", "")
}
