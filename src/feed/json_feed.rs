//! [JSON Feed 1.1](https://jsonfeed.org/version/1.1), with the extension object `_story`.

use std::rc::Rc;
use std::time::Duration;

use super::{
    Body, Certainty, EntryId, Feed, File, Page, Reason, Rejected, State, Unreadable, Update, Value,
};
use crate::digits::digits;
use crate::limits::{MAX_FILES, MAX_ITEMS};
use crate::link::Link;
use crate::time::Timestamp;

/// Reads a document found at `address`.
///
/// # Errors
///
/// [`Unreadable::NotFeed`] where there is no list of `items`; everything less than that costs
/// only the value or the item that it is about.
pub fn read(document: &Value, address: Option<&Link>) -> Result<(Page, Vec<Rejected>), Unreadable> {
    let items = document.member("items").unwrap_or(&Value::Null).list();
    let (defaults, mut rejected) = (Defaults::of(document, address), Vec::new());
    let updates = updates("/items/", &mut rejected, &mut |at| {
        items.get(at).map(|item| defaults.update(item))
    });
    page(document, address, &defaults, updates, rejected)
}

/// The same, where the items have been read.
pub(super) fn page(
    document: &Value,
    address: Option<&Link>,
    defaults: &Defaults,
    items: Vec<Rc<Update>>,
    mut rejected: Vec<Rejected>,
) -> Result<(Page, Vec<Rejected>), Unreadable> {
    let Some(Value::List(_)) = document.member("items") else {
        return Err(Unreadable::NotFeed);
    };
    let story = document.member("_story").unwrap_or(&Value::Null);
    let version = date(story, "updated");
    let feed = feed(document, story, address);
    let revised = story.member("revised").unwrap_or(&Value::Null).list();
    let revised = updates("/_story/revised/", &mut rejected, &mut |at| {
        revised.get(at).map(|item| defaults.update(item))
    });
    let next = link(document, "next_url", address).filter(Link::is_http);
    Ok((Page { feed, updates: items, revised, next, version }, rejected))
}

/// The items of a list that can be used, each id once; `place` is a JSON pointer to it, with a slash behind it.
pub(super) fn updates(
    place: &str,
    rejected: &mut Vec<Rejected>,
    item: &mut dyn FnMut(usize) -> Option<Result<Rc<Update>, Reason>>,
) -> Vec<Rc<Update>> {
    // Sorted: a hash set would be 0.4 KB of wasm. The greatest first: newer items mostly have greater ids, and come first,
    // and none has to make way for them.
    let mut seen: Vec<EntryId> = Vec::new();
    let mut updates = Vec::new();
    for index in 0.. {
        let Some(read) = item(index) else { break };
        let read = if index < MAX_ITEMS { read } else { Err(Reason::TooMany) };
        let new = read.and_then(|update| {
            let at = match seen.last() {
                Some(last) if *last > update.id => Err(seen.len()),
                _ => seen.binary_search_by(|other| update.id.cmp(other)),
            };
            seen.insert(at.err().ok_or(Reason::DoubleId)?, update.id.clone());
            Ok(update)
        });
        match new {
            Ok(update) => updates.push(update),
            Err(reason) => {
                let at = place.to_owned() + &digits(index as u32);
                rejected.push(Rejected { at, reason });
                if reason == Reason::TooMany {
                    break;
                }
            }
        }
    }
    updates
}

fn feed(document: &Value, story: &Value, address: Option<&Link>) -> Feed {
    let expired = document.member("expired").is_some_and(Value::is_true);
    let state = match text(story, "state").as_deref() {
        _ if expired => State::Ended,
        Some("paused") => State::Paused,
        Some("ended") => State::Ended,
        _ => State::Live,
    };
    let seconds = story.member("poll_seconds").and_then(Value::number);
    Feed {
        title: text(document, "title"),
        language: text(document, "language"),
        home_page: home_page(document, address),
        state,
        expired,
        poll: seconds.filter(|s| *s > 0.0).map(|s| Duration::from_secs(s.min(86_400.0) as u64)),
        place: text(story, "place"),
        time_zone: text(story, "time_zone"),
        known: texts(story, "known"),
        unknown: texts(story, "unknown"),
    }
}

/// What items inherit from their feed.
pub(super) struct Defaults {
    pub(super) base: Option<Link>,
    pub(super) authors: Vec<String>,
}

impl Defaults {
    pub(super) fn of(document: &Value, address: Option<&Link>) -> Self {
        let home_page = home_page(document, address);
        Self { base: home_page.or_else(|| address.cloned()), authors: authors(document) }
    }

    pub(super) fn update(&self, item: &Value) -> Result<Rc<Update>, Reason> {
        let inherited = self.base.as_ref();
        if !matches!(item, Value::Map(_)) {
            return Err(Reason::NotAnObject);
        }
        let id = item.member("id").and_then(id).ok_or(Reason::NoId)?;
        let story = item.member("_story").unwrap_or(&Value::Null);
        let url = link(item, "url", inherited);
        let base = link(story, "base", inherited).or_else(|| url.clone());
        let own_authors = authors(item);
        Ok(Rc::new(Update {
            id,
            title: text(item, "title"),
            summary: text(item, "summary"),
            body: body(item, base.as_ref().or(inherited)),
            image: ["image", "banner_image"].iter().find_map(|name| file(item, name, inherited)),
            files: files(item, inherited),
            published: date(item, "date_published"),
            modified: date(item, "date_modified"),
            happened: date(story, "happened"),
            authors: if own_authors.is_empty() { self.authors.clone() } else { own_authors },
            tags: texts(item, "tags"),
            language: text(item, "language"),
            key: story.member("key").is_some_and(Value::is_true),
            pinned: story.member("pinned").is_some_and(Value::is_true),
            certainty: text(story, "certainty").as_deref().and_then(certainty),
            correction: text(story, "correction"),
            withdrawn: withdrawn(story),
            url,
        }))
    }
}

fn id(value: &Value) -> Option<EntryId> {
    match value {
        Value::Text(id) => EntryId::new(id),
        // Below 2^53 a browser's number is the feed's number.
        Value::Number(id) if id.fract() == 0.0 && id.abs() < 9_007_199_254_740_992.0 => {
            EntryId::new(&digits(*id as i64))
        }
        _ => None,
    }
}

fn body(item: &Value, base: Option<&Link>) -> Body {
    if let Some(html) = text(item, "content_html") {
        Body::Html(Rc::from(html), base.cloned())
    } else if let Some(text) = text(item, "content_text") {
        Body::Text(Rc::from(text))
    } else {
        Body::None
    }
}

/// The files of an item, and one more than are shown, so that it is seen that there are more.
fn files(item: &Value, base: Option<&Link>) -> Vec<File> {
    let listed = item.member("attachments").unwrap_or(&Value::Null).list().iter();
    let files = listed.filter_map(|attachment| {
        Some(File {
            address: file(attachment, "url", base)?,
            kind: text(attachment, "mime_type").unwrap_or_default(),
            title: text(attachment, "title"),
        })
    });
    files.take(MAX_FILES + 1).collect()
}

fn certainty(word: &str) -> Option<Certainty> {
    Some(match word {
        "confirmed" => Certainty::Confirmed,
        "reported" => Certainty::Reported,
        "unconfirmed" => Certainty::Unconfirmed,
        "expected" => Certainty::Expected,
        "analysis" => Certainty::Analysis,
        _ => return None,
    })
}

/// The reason, where an item is taken back; `true` is a reason not given. An empty text is what a
/// CMS writes for an item that stands.
fn withdrawn(story: &Value) -> Option<String> {
    let reason = text(story, "withdrawn");
    reason.or_else(|| story.member("withdrawn")?.is_true().then(String::new))
}

/// Names of `authors`, or of the `author` of JSON Feed 1.0.
fn authors(of: &Value) -> Vec<String> {
    let many = of.member("authors").unwrap_or(&Value::Null).list();
    let names: Vec<String> = many.iter().filter_map(|author| text(author, "name")).collect();
    if names.is_empty() {
        of.member("author").and_then(|author| text(author, "name")).into_iter().collect()
    } else {
        names
    }
}

/// A text that shows something.
fn text(of: &Value, name: &str) -> Option<String> {
    let text = of.member(name)?.text()?.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

fn texts(of: &Value, name: &str) -> Vec<String> {
    let list = of.member(name).unwrap_or(&Value::Null).list();
    let texts = list.iter().filter_map(Value::text).map(str::trim);
    texts.filter(|text| !text.is_empty()).map(str::to_owned).collect()
}

fn date(of: &Value, name: &str) -> Option<Timestamp> {
    of.member(name)?.text().and_then(Timestamp::parse_rfc3339)
}

fn home_page(document: &Value, address: Option<&Link>) -> Option<Link> {
    file(document, "home_page_url", address)
}

fn file(of: &Value, name: &str, base: Option<&Link>) -> Option<Link> {
    link(of, name, base).filter(Link::is_http)
}

fn link(of: &Value, name: &str, base: Option<&Link>) -> Option<Link> {
    Link::resolve(base, of.member(name)?.text()?)
}
