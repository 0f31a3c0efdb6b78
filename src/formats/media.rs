//! Pictures and files of an item: Media RSS (`media:*`), which RSS and Atom feeds carry, and enclosures.

use roxmltree::Node;

use super::draft::{Attachment, Draft, Item};
use super::{members, xml};
use crate::link::Link;

/// [Media RSS](https://www.rssboard.org/media-rss), with the address that its own pages once had.
const MEDIA: [&str; 2] = ["http://search.yahoo.com/mrss/", "http://search.yahoo.com/mrss"];

/// What of them is nested in a group is one thing in several forms: where an item is nothing but that (YouTube), what is
/// said of it is the text.
pub(super) fn take(of: Node<'_, '_>, base: Option<&Link>, item: &mut Item, draft: &mut Draft) {
    let groups = xml::children(of, &MEDIA, "group");
    for holder in [of].into_iter().chain(groups) {
        for content in xml::children(holder, &MEDIA, "content") {
            let at = draft.line(content);
            let url = draft.link(&at, base, content.attribute("url"));
            let kind = content.attribute("type").or(content.attribute("medium"));
            if let Some(url) = url {
                file(item, url, kind, content.attribute("fileSize"));
            }
            thumbnail(content, base, item, draft);
        }
        thumbnail(holder, base, item, draft);
        // What is said of one file may be its caption; this is said of the item.
        if item.html.is_none() && item.text.is_none() {
            item.text = xml::child(holder, &MEDIA, "description").and_then(xml::text);
        }
    }
}

/// A small picture stands for the item where no larger one does.
fn thumbnail(of: Node<'_, '_>, base: Option<&Link>, item: &mut Item, draft: &mut Draft) {
    if let Some(thumbnail) = xml::child(of, &MEDIA, "thumbnail") {
        let url = draft.link(&draft.line(thumbnail), base, thumbnail.attribute("url"));
        item.image = item.image.take().or(url);
    }
}

/// A file; the first picture is the item's.
pub(super) fn file(item: &mut Item, url: Link, kind: Option<&str>, bytes: Option<&str>) {
    let kind =
        kind.map(str::trim).filter(|kind| !kind.is_empty()).unwrap_or_else(|| self::kind(&url));
    if item.image.is_none() && kind.starts_with("image") {
        item.image = Some(url);
        return;
    }
    if item.attachments.len() >= members::MOST {
        return;
    }
    let is_known = item.image.as_ref() == Some(&url)
        || item.attachments.iter().any(|attachment| attachment.url == url);
    if !is_known && kind.contains('/') {
        let bytes = bytes.and_then(|bytes| bytes.trim().parse::<u32>().ok()).map(f64::from);
        let bytes = bytes.filter(|bytes| *bytes > 0.0);
        item.attachments.push(Attachment { url, mime_type: kind.to_owned(), bytes });
    }
}

/// The type of a file that says none, by the end of its address; "image" is any picture, and what is
/// not known is empty.
pub(super) fn kind(url: &Link) -> &'static str {
    let path = url.as_str().split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase();
    match path.rsplit('.').next() {
        Some("jpg" | "jpeg" | "png" | "gif" | "webp" | "avif") => "image",
        Some("mp3") => "audio/mpeg",
        Some("m4a") => "audio/mp4",
        Some("mp4" | "m4v") => "video/mp4",
        Some("webm") => "video/webm",
        Some("m3u8") => "application/vnd.apple.mpegurl",
        Some("pdf") => "application/pdf",
        _ => "",
    }
}
