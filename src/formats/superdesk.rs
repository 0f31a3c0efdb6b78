//! Posts of Superdesk Live Blog's public API (`/api/client_blogs/<id>/posts`).

use super::{Document, Format, Host, Reading, draft::Draft};
use crate::feed::Value;

/// Reads them.
pub(super) fn read(value: &Value, document: Document<'_>, host: Host<'_>) -> Reading {
    let _ = (value, document, host.parser);
    Draft::default().finish(Format::Superdesk)
}
