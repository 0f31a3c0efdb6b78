//! HTML pages: those with a `LiveBlogPosting` in them, and those that name a feed.

use super::draft::Draft;
use super::live_blog::{self, Posting};
use super::note::Note;
use super::tags::{Piece, Pieces, Tag};
use super::{Document, Format, Json, Outcome, Reading};
use crate::feed::Value;
use crate::link::Link;

/// Elements that a page begins with, where it does not begin as it should.
const FIRST: &str = "html head body title meta link script style base noscript div main header article section h1 p br b";

/// What pages name as their feed, the most telling first.
const FEEDS: [&str; 4] =
    ["application/feed+json", "application/json", "application/atom+xml", "application/rss+xml"];

/// What addresses and titles of feeds of comments have in common.
const COMMENTS: [&str; 5] = ["comment", "komment", "koment", "coment", "reacties"];

/// What some systems wrap a script's text in, for browsers of another time.
const WRAPPERS: [&str; 8] = ["<!--", "-->", "//", "/*", "*/", "<![CDATA[", "]]>", ";"];

/// Whether a text that begins with `<` is HTML rather than XML.
pub(super) fn is_html(text: &str) -> bool {
    let mut rest = text.trim_start();
    loop {
        let end = if rest.starts_with("<!--") {
            "-->"
        } else if rest.starts_with("<?") {
            "?>"
        } else {
            break;
        };
        let Some((_, after)) = rest.split_once(end) else { return false };
        rest = after.trim_start();
    }
    let word = |text: &str| {
        let end = text.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(text.len());
        text.get(..end).unwrap_or_default().to_ascii_lowercase()
    };
    let Some(tag) = rest.strip_prefix('<') else { return false };
    if let Some(declared) = tag.strip_prefix('!') {
        let kind = declared.get("doctype".len()..).unwrap_or_default().trim_start();
        return word(declared) == "doctype" && word(kind) == "html";
    }
    // A colon would make it a name of an XML vocabulary.
    let name = word(tag);
    let is_whole = !tag.get(name.len()..).unwrap_or_default().starts_with([':', '-', '_', '.']);
    is_whole && FIRST.split(' ').any(|known| known == name)
}

/// Reads it.
pub(super) fn read(document: Document<'_>, json: Json) -> Reading {
    let tags: Vec<Tag<'_>> = Pieces::of(document.text)
        .filter_map(|piece| match piece {
            Piece::Start(tag) if ["script", "link", "base"].contains(&&*tag.name) => Some(tag),
            _ => None,
        })
        .collect();
    let named = |name: &'static str| tags.iter().filter(move |tag| tag.name == name);
    let base = named("base").find_map(|base| base.attribute("href"));
    let base = base.and_then(|base| Link::resolve(Some(document.address), &base));
    let base = base.filter(Link::is_http).unwrap_or_else(|| document.address.clone());

    let mut notes = Vec::new();
    let values = values(named("script"), json, &mut notes);
    if let Some(posting) = best(&values) {
        let mut draft = Draft::new(notes);
        draft.home_page = Some(document.address.clone());
        return live_blog::read(&posting, draft, Document { address: &base, ..document });
    }
    let outcome = match lead(named("link"), &base, document.address) {
        Some(lead) => Outcome::Lead(lead),
        None => {
            let what = "is an HTML page without a LiveBlogPosting, and names no feed";
            let remedy = "Give the address of a feed; or put a LiveBlogPosting, or a <link rel=\"alternate\"> to a feed, into the page.";
            let unreadable = Reading::unreadable(Some(Format::Html), what, remedy);
            return Reading { notes, ..unreadable };
        }
    };
    Reading { format: Some(Format::Html), outcome, notes }
}

/// Of several postings the one that tells most; of equals the first.
fn best(values: &[(String, Value)]) -> Option<Posting<'_>> {
    let mut best: Option<Posting<'_>> = None;
    for (place, value) in values {
        if let Some(posting) = live_blog::find(value)
            && best.as_ref().is_none_or(|best| posting.updates > best.updates)
        {
            best = Some(posting.within(place));
        }
    }
    best
}

/// The JSON-LD of a page, each with its place.
fn values<'a>(
    scripts: impl Iterator<Item = &'a Tag<'a>>,
    json: Json,
    notes: &mut Vec<Note>,
) -> Vec<(String, Value)> {
    let mut values = Vec::new();
    let scripts = scripts.filter(|script| media_type(script) == "application/ld+json");
    for (index, script) in scripts.enumerate() {
        let place = format!("JSON-LD script {}", index + 1);
        let bare = unwrapped(script.inside);
        let (value, why) = match json(bare) {
            Ok(value) => (Some(value), None),
            Err(why) => (mended(bare, json), Some(why)),
        };
        if let Some(why) = why {
            let fate = if value.is_some() { "read all the same" } else { "left out" };
            let remedy = "Write JSON, with \\n for the end of a line and \\u003c for <.";
            notes.push(Note::repaired(&place, format!("not JSON ({why}); {fate}"), remedy));
        }
        values.extend(value.map(|value| (place, value)));
    }
    values
}

/// Many systems write texts with the line ends that are in them, and a comma after the last part of a
/// list. JSON forbids both.
fn mended(text: &str, json: Json) -> Option<Value> {
    let mut mended = String::with_capacity(text.len());
    let (mut quoted, mut escaped) = (false, false);
    for c in text.chars() {
        if !quoted && matches!(c, ']' | '}') {
            let end = mended.trim_end();
            let end = end.strip_suffix(',').unwrap_or(end).len();
            mended.truncate(end);
        }
        quoted ^= c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
        mended.push(if c < ' ' { ' ' } else { c });
    }
    json(&mended).ok()
}

fn unwrapped(text: &str) -> &str {
    let mut text = text.trim_matches('\u{feff}').trim();
    while let Some(inside) = WRAPPERS.iter().find_map(|wrapper| {
        text.strip_prefix(wrapper).or_else(|| text.strip_suffix(wrapper)).map(str::trim)
    }) {
        text = inside;
    }
    text
}

/// The feed that a page names. WordPress names that of the whole site first, and then that of the page, which lies
/// below it.
fn lead<'a>(links: impl Iterator<Item = &'a Tag<'a>>, base: &Link, own: &Link) -> Option<Link> {
    let mut leads: Vec<(usize, Link)> = Vec::new();
    for link in links {
        let kind = FEEDS.iter().position(|kind| *kind == media_type(link));
        let (Some(kind), Some(to)) = (kind, link.attribute("href")) else { continue };
        let relations = link.attribute("rel").unwrap_or_default();
        let is_alternate =
            relations.split_ascii_whitespace().any(|rel| rel.eq_ignore_ascii_case("alternate"));
        let title = link.attribute("title").unwrap_or_default();
        let shown = [&*to, &*title].concat().to_ascii_lowercase();
        let of_comments = COMMENTS.iter().any(|word| shown.contains(word));
        // WordPress names its API in this way: the page, not the story in it.
        let of_api = ["/wp-json/", "rest_route="].iter().any(|api| shown.contains(api))
            || shown.contains("oembed");
        let to = Link::resolve(Some(base), &to).filter(Link::is_http);
        if let Some(to) = to.filter(|to| !to.same_document(own))
            && is_alternate
            && !of_comments
            && !of_api
        {
            leads.push((kind, to));
        }
    }
    let own = own.as_str().split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
    let is_below = |to: &Link| to.as_str().strip_prefix(own).is_some_and(|to| to.starts_with('/'));
    leads.into_iter().min_by_key(|(kind, to)| (*kind, !is_below(to))).map(|(_, to)| to)
}

/// The media type that an element has as `type`, without its parameters.
fn media_type(element: &Tag<'_>) -> String {
    let written = element.attribute("type").unwrap_or_default();
    written.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}
