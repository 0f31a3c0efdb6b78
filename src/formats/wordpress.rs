//! Posts of WordPress's REST API (`/wp-json/wp/v2/posts`).

use super::{Document, Format, Host, Reading, draft::Draft};
use crate::feed::Value;

/// Whether it is a list of posts.
pub(super) fn is_posts(value: &Value) -> bool {
    let _ = value;
    false
}

/// Reads them.
pub(super) fn read(value: &Value, document: Document<'_>, host: Host<'_>) -> Reading {
    let _ = (value, document, host.parser);
    Draft::default().finish(Format::WordPress)
}
