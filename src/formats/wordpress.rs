//! Posts of WordPress's REST API (`/wp-json/wp/v2/posts`), one or a list of them.

use super::draft::{Draft, Item};
use super::members::{self, inside, text};
use super::note::Note;
use super::paging::{self, Next};
use super::{Document, Format, Reading, plain};
use crate::feed::Value;
use crate::link::Link;
use crate::time::Timestamp;

/// Posts on a page, where its address does not say.
const PER_PAGE: usize = 10;

/// Whether it is a list of posts, or a post. No posts are a list that is empty.
pub(super) fn is_posts(value: &Value) -> bool {
    match value {
        Value::List(list) => list.is_empty() || list.iter().any(is_post),
        _ => is_post(value),
    }
}

fn is_post(value: &Value) -> bool {
    let shown = |name| inside(value, &[name, "rendered"]).is_some();
    value.member("id").is_some()
        && ["date_gmt", "date", "link"].iter().any(|name| value.member(name).is_some())
        && (shown("title") || shown("content"))
}

/// What WordPress says instead of posts.
pub(super) fn refusal(value: &Value) -> Option<Reading> {
    let (code, message) = (text(value, "code")?, text(value, "message")?);
    value.member("data")?;
    let message = plain::of_html(message).unwrap_or_default();
    Some(Reading::unreadable(
        Some(Format::WordPress),
        format!("is an error of WordPress: {message} ({code})"),
        "Check the address, and whether WordPress shows its posts to everybody.",
    ))
}

/// Reads them.
pub(super) fn read(value: &Value, document: Document<'_>) -> Reading {
    let mut draft = Draft::default();
    let single = std::slice::from_ref(value);
    let (posts, of_list) = match value {
        Value::List(posts) => (posts.as_slice(), true),
        _ => (single, false),
    };
    if posts.iter().any(is_post) && posts.iter().all(|post| post.member("_embedded").is_none()) {
        let what = "no names of authors, categories and tags, and no pictures";
        draft.note(Note::repaired("", what, "Add _embed to the address."));
    }
    for (index, post) in posts.iter().enumerate() {
        let at = if of_list { format!("/{index}") } else { String::new() };
        if !add(&mut draft, &at, post, document.address) {
            break;
        }
    }
    draft.next = if of_list { next(document, posts.len()) } else { None };
    draft.finish(Format::WordPress)
}

/// WordPress names the next page in a header; where that cannot be seen, a full page has one.
fn next(document: Document<'_>, count: usize) -> Option<Next> {
    if document.links.is_some() {
        return Next::named(paging::header(document.links, "next", document.address)?);
    }
    let per_page = query(document.address, "per_page").and_then(|count| count.parse().ok());
    let is_full = count > 0 && count >= per_page.unwrap_or(PER_PAGE);
    // An offset wins over the number of a page: every page would be the same one.
    (is_full && query(document.address, "offset").is_none())
        .then(|| Next::counted(document.address, "page"))
        .flatten()
}

fn query<'a>(address: &'a Link, name: &str) -> Option<&'a str> {
    let address = address.as_str().split('#').next()?;
    let members = address.split_once('?')?.1.split('&').filter_map(|member| member.split_once('='));
    members.filter(|(key, _)| *key == name).map(|(_, value)| value).next_back()
}

/// Returns whether more may follow.
fn add(draft: &mut Draft, at: &str, post: &Value, base: &Link) -> bool {
    if !matches!(post, Value::Map(_)) {
        return draft.refuse(at, "not an object", "Send what WordPress's REST API sends.");
    }
    if let Some(status) = text(post, "status").filter(|status| *status != "publish") {
        let what = format!("not published (its status is \"{status}\")");
        return draft.refuse(at, what, "Ask for published posts only.");
    }
    let rendered = |name| inside(post, &[name, "rendered"]).and_then(Value::text);
    let plainly = |name| rendered(name).and_then(plain::of_html);
    let embedded = |name| inside(post, &["_embedded", name]).map_or(&[][..], Value::list);
    let mut item = Item {
        id: post.member("id").and_then(members::id),
        url: draft.link(&format!("{at}/link"), Some(base), text(post, "link")),
        title: plainly("title"),
        summary: plainly("excerpt"),
        html: rendered("content").and_then(members::shown).map(str::to_owned),
        published: date(draft, at, post, ["date_gmt", "date"]),
        modified: date(draft, at, post, ["modified_gmt", "modified"]),
        pinned: members::is(post, "sticky"),
        ..Item::default()
    };
    if inside(post, &["content", "protected"]).is_some_and(Value::is_true) {
        item.html = None;
        item.summary = None;
        let what = "the text is behind a password and is left out";
        draft.note(Note::repaired(at, what, "Take the password off, or the post out."));
    }
    for author in embedded("author").iter().take(members::MOST) {
        let name = text(author, "name").and_then(plain::of_html);
        members::add_new(&mut item.authors, name);
    }
    for term in embedded("wp:term").iter().flat_map(Value::list).take(members::MOST) {
        if matches!(text(term, "taxonomy"), Some("category" | "post_tag")) {
            let name = text(term, "name").and_then(plain::of_html);
            members::add_new(&mut item.tags, name);
        }
    }
    let mut media = embedded("wp:featuredmedia").iter();
    let image = media.find_map(|media| text(media, "source_url"));
    let image = image.or_else(|| text(post, "jetpack_featured_media_url"));
    item.image = draft.link(&format!("{at}/_embedded/wp:featuredmedia"), Some(base), image);
    draft.add(at, item)
}

/// A date in UTC, or else one in the zone of the site, which it does not name.
fn date(draft: &mut Draft, at: &str, post: &Value, names: [&str; 2]) -> Option<Timestamp> {
    let [utc, local] = names.map(|name| format!("{at}/{name}"));
    if let Some(date) = members::date(draft, &utc, post.member(names[0])) {
        return Some(date);
    }
    let date = members::date(draft, &local, post.member(names[1]))?;
    let what = "a date of no zone is taken as UTC";
    draft.note(Note::repaired(&local, what, "Send the dates in UTC too (date_gmt, modified_gmt)."));
    Some(date)
}
