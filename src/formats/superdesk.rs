//! Posts of Superdesk Live Blog's public API (`/api/client_blogs/<id>/posts`, also below `/api/v2`).

mod parts;

use super::draft::{Draft, Item};
use super::members::{self, inside, text};
use super::paging::Next;
use super::{Document, Format, Reading, plain};
use crate::feed::Value;
use parts::Parts;

/// Reads them.
pub(super) fn read(value: &Value, document: Document<'_>) -> Reading {
    let mut draft = Draft::default();
    let posts = value.member("_items").map_or(&[][..], Value::list);
    for (index, post) in posts.iter().enumerate() {
        if !add(&mut draft, &format!("/_items/{index}"), post, document) {
            break;
        }
    }
    draft.next = next(value, posts.len(), document);
    draft.finish(Format::Superdesk)
}

/// The address with the number of the next page: the API's own word on it (`_links.next`) lacks part
/// of the question.
fn next(value: &Value, count: usize, document: Document<'_>) -> Option<Next> {
    let number = |name| inside(value, &["_meta", name]).and_then(Value::number);
    let named = inside(value, &["_links", "next", "href"]).and_then(Value::text).is_some();
    let counted = match (number("page"), number("max_results"), number("total")) {
        (Some(page), Some(most), Some(total)) => page >= 1.0 && most >= 1.0 && page * most < total,
        _ => false,
    };
    // Where a page has nothing, there is nothing behind it, whatever the count says.
    if count == 0 || !(named || counted) {
        return None;
    }
    Some(Next { guessed: false, ..Next::counted(document.address, "page")? })
}

/// Returns whether more may follow.
fn add(draft: &mut Draft, at: &str, post: &Value, document: Document<'_>) -> bool {
    if !matches!(post, Value::Map(_)) {
        return draft.refuse(at, "not an object", "Send what the API of Live Blog sends.");
    }
    let status = text(post, "post_status").unwrap_or("open");
    let deleted = members::is(post, "deleted");
    let unpublished = text(post, "unpublished_date").is_some();
    let shows = status == "open" && !deleted;
    if !shows && !(text(post, "published_date").is_some() && (deleted || unpublished)) {
        let what = if status == "open" {
            "deleted before it was published".to_owned()
        } else {
            format!("not published (its status is \"{status}\")")
        };
        return draft.refuse(at, what, "Ask for posts whose post_status is open.");
    }
    let mut date = |names: &[&str]| {
        names
            .iter()
            .find_map(|name| members::date(draft, &format!("{at}/{name}"), post.member(name)))
    };
    let mut item = Item {
        id: post.member("_id").and_then(members::id),
        published: date(&["published_date", "firstcreated", "_created"]),
        ..Item::default()
    };
    // Taking a post back is no change of its content.
    item.modified =
        if shows { date(&["content_updated_date", "_updated"]) } else { date(&["_updated"]) };
    if !shows {
        // A stub for those who have seen it; others need not know.
        item.withdrawn = Some(String::new());
        return draft.revise(at, item);
    }
    let parts = Parts::new(post, document.address);
    if parts.advertises() {
        let remedy = "Advertise in the slots of the page.";
        return draft.refuse(at, "an advertisement", remedy);
    }
    let headline = text(post, "headline").or_else(|| parts.headline());
    item.title = headline.and_then(plain::of_html);
    item.key = members::is(post, "lb_highlight") || members::is(post, "highlight");
    item.pinned = members::is(post, "sticky");
    item.authors.extend(parts.author(post).and_then(plain::of_text));
    for tag in post.member("tags").map_or(&[][..], Value::list) {
        members::add_new(&mut item.tags, tag.text().and_then(plain::of_text));
    }
    item.image = parts.image();
    item.html = parts.html();
    draft.add(at, item)
}
