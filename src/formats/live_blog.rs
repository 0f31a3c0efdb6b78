//! schema.org `LiveBlogPosting` as JSON-LD.

use std::time::Duration;

use super::draft::{Attachment, Draft, Item};
use super::json_ld::{Graph, is_of_type, member, text};
use super::note::Note;
use super::sorted::Sorted;
use super::{Document, Format, Reading, media, members, plain};
use crate::feed::Value;
use crate::link::Link;
use crate::time::Timestamp;

/// Some live pages have the time of their last change for their end, while they go on: only what has
/// rested for so long is over.
const CERTAINLY_OVER: Duration = Duration::from_secs(3600);

/// A posting, with the document that it stands in.
#[derive(Debug)]
pub(super) struct Posting<'a> {
    /// The objects that it may name.
    graph: Graph<'a>,
    /// The posting itself.
    of: &'a Value,
    /// Its place: a JSON pointer, with what stands before it.
    at: String,
    /// How much it tells.
    pub(super) updates: usize,
}

/// The posting, wherever it stands in a document; of several the one that tells most.
pub(super) fn find(document: &Value) -> Option<Posting<'_>> {
    let mut best: Option<(usize, String, &Value)> = None;
    let graph = Graph::new(document, |at, object| {
        let told = member(object, "liveBlogUpdate");
        if told.is_some() || is_of_type(object, "LiveBlogPosting") {
            let updates = match told {
                Some(Value::List(updates)) => updates.len(),
                Some(Value::Map(_)) => 1,
                _ => 0,
            };
            if best.as_ref().is_none_or(|(most, ..)| updates > *most) {
                best = Some((updates, at.to_owned(), object));
            }
        }
    });
    best.map(|(updates, at, of)| Posting { graph, of, at, updates })
}

impl Posting<'_> {
    /// Says where in a page the document stands.
    pub(super) fn within(mut self, place: &str) -> Self {
        self.at = format!("{place}: {}", self.at);
        self
    }
}

/// Reads it into a draft that knows what the page around it says.
pub(super) fn read(posting: &Posting<'_>, mut draft: Draft, document: Document<'_>) -> Reading {
    let Posting { graph, of, at, .. } = posting;
    let title = text(of, "headline").or_else(|| text(of, "name"));
    draft.title = title.and_then(plain::of_html);
    draft.language = language(graph, of);
    draft.home_page =
        home(graph, of, document.address).filter(Link::is_http).or(draft.home_page.take());
    draft.authors = names(graph, of, "author");
    if draft.authors.is_empty() {
        draft.authors = names(graph, of, "publisher");
    }
    draft.coverage = ["coverageStartTime", "coverageEndTime"]
        .map(|name| members::date(&mut draft, &format!("{at}/{name}"), member(of, name)));

    let updates = updates(graph, of);
    let home = draft.home_page.clone();
    let said: Vec<Vec<String>> = updates.iter().map(|update| said(graph, update)).collect();
    let ids = Ids::new(&said, [home.as_ref(), Some(document.address)]);
    let language = draft.language.clone();
    let mut reader = Updates { graph, ids, document, draft, latest: None };
    for (index, update) in updates.iter().enumerate() {
        let at = format!("{at}/liveBlogUpdate/{index}");
        if !reader.read(&at, index, update, language.as_deref()) {
            break;
        }
    }
    let Updates { mut draft, latest, .. } = reader;
    // Some systems write the end of the last editing session: what comes after it proves it wrong.
    draft.ended = draft.coverage[1]
        .is_some_and(|end| end + CERTAINLY_OVER <= document.now && latest <= Some(end));
    draft.finish(Format::LiveBlogPosting)
}

/// Each update, without the list items that some wrap them in.
fn updates<'a>(graph: &Graph<'a>, of: &'a Value) -> Vec<&'a Value> {
    let told = graph.each(of, "liveBlogUpdate");
    let told = match told[..] {
        [list] if member(list, "itemListElement").is_some() => graph.each(list, "itemListElement"),
        _ => told,
    };
    let unwrapped = told.into_iter().map(|update| match graph.each(update, "item")[..] {
        [item @ Value::Map(_)] => item,
        _ => update,
    });
    unwrapped.collect()
}

/// What updates say of themselves that may serve as their ids.
struct Ids<'a> {
    /// Where the story lives, and where the document was found.
    home: [Option<&'a Link>; 2],
    said: &'a [Vec<String>],
    sorted: Sorted<'a>,
}

/// What an update says of itself that may serve as its id.
fn said(graph: &Graph<'_>, update: &Value) -> Vec<String> {
    let addresses = ["@id", "url"].into_iter().filter_map(|name| text(update, name));
    let mut said: Vec<String> = addresses.map(str::to_owned).collect();
    let identifiers = graph.each(update, "identifier").into_iter();
    said.extend(identifiers.filter_map(|id| members::id(member(id, "value").unwrap_or(id))));
    said
}

impl<'a> Ids<'a> {
    fn new(said: &'a [Vec<String>], home: [Option<&'a Link>; 2]) -> Self {
        let each = said.iter().enumerate();
        let each = each.flat_map(|(at, said)| said.iter().map(move |said| (said.as_str(), at)));
        Self { home, said, sorted: Sorted::new(each) }
    }

    /// Its own page, or its place on the page of the story. An `@id` may be an address or any word.
    fn address(&self, update: &Value) -> Option<Link> {
        let is_address = |id: &&str| id.starts_with(['#', '/']) || id.starts_with("http");
        let url = text(update, "url").or_else(|| text(update, "@id").filter(is_address))?;
        let [home, address] = self.home;
        let base = if url.starts_with('#') { home.or(address) } else { address };
        Link::resolve(base, url).filter(Link::is_http)
    }

    /// The first that only this update says, and that is not the address of the story: many
    /// systems write that into every update.
    fn of(&self, update: usize) -> Option<String> {
        let is_own = |id: &&String| {
            let link = Link::resolve(self.home[1], id);
            let is_home = link.is_some() && self.home.contains(&link.as_ref());
            !is_home && !self.sorted.is_shared(id)
        };
        self.said.get(update)?.iter().find(is_own).cloned()
    }
}

/// Reads updates one by one.
struct Updates<'a> {
    graph: &'a Graph<'a>,
    ids: Ids<'a>,
    document: Document<'a>,
    draft: Draft,
    latest: Option<Timestamp>,
}

impl Updates<'_> {
    /// Returns whether more may follow.
    fn read(
        &mut self,
        at: &str,
        number: usize,
        update: &Value,
        language_of_all: Option<&str>,
    ) -> bool {
        let Self { graph, document, draft, .. } = self;
        if !matches!(update, Value::Map(_)) {
            let remedy = "Write each update as a BlogPosting.";
            return draft.refuse(at, "not an object", remedy);
        }
        let base = Some(document.address);
        let title = text(update, "headline").or_else(|| text(update, "name"));
        let mut item = Item {
            title: title.and_then(plain::of_html),
            summary: text(update, "description").and_then(plain::of_html),
            authors: names(graph, update, "author"),
            tags: tags(graph, update),
            language: language(graph, update).filter(|own| Some(own.as_str()) != language_of_all),
            ..Item::default()
        };
        let body = text(update, "articleBody").or_else(|| text(update, "text"));
        (item.html, item.text) = body.map_or((None, None), plain::or_html);
        let mut date = |name| members::date(draft, &format!("{at}/{name}"), member(update, name));
        item.published = date("datePublished").or_else(|| date("dateCreated"));
        item.modified = date("dateModified");
        item.url = self.ids.address(update);
        item.image = ["image", "thumbnailUrl"].into_iter().find_map(|name| {
            let images = graph.each(update, name);
            let address = images.into_iter().find_map(|image| address(graph, image))?;
            draft.link(&format!("{at}/{name}"), base, Some(address)).filter(Link::is_http)
        });
        for name in ["video", "audio", "associatedMedia"] {
            let media = graph.each(update, name);
            item.attachments.extend(media.into_iter().filter_map(|media| file(media, base)));
        }
        self.latest = self.latest.max(item.published);
        item.id = self.ids.of(number).or_else(|| self.derived(at, &item, body));
        self.draft.add(at, item)
    }

    /// An id of what changes least, where an update has none of its own.
    fn derived(&mut self, at: &str, item: &Item, body: Option<&str>) -> Option<String> {
        let date = item.published.map(|date| date.to_rfc3339());
        let begins = || body.map(|body| body.chars().take(40).collect());
        let words = item.title.clone().or_else(begins);
        let mut id: Vec<String> = [date, words].into_iter().flatten().collect();
        if self.draft.has(&id.join(" ")) {
            // Some write the headline of the story into every update.
            id.extend(begins());
        }
        if id.is_empty() {
            return None;
        }
        let what = "no @id, url or identifier of its own; date and headline serve as id, and \
                    changing them makes it another entry";
        let remedy = "Give every update an @id of its own that never changes.";
        self.draft.note(Note::repaired(at, what, remedy));
        Some(id.join(" "))
    }
}

/// Where the story lives.
fn home(graph: &Graph<'_>, of: &Value, base: &Link) -> Option<Link> {
    let page = graph.each(of, "mainEntityOfPage");
    let page = page.first().and_then(|page| page.text().or_else(|| address(graph, page)));
    let named = [text(of, "url"), page, text(of, "@id")];
    named.into_iter().flatten().find_map(|url| Link::resolve(Some(base), url))
}

/// The address of a thing, or the thing where it is written as one.
fn address<'a>(graph: &Graph<'a>, of: &'a Value) -> Option<&'a str> {
    let direct = of.text().and_then(members::shown);
    let named = || ["contentUrl", "url", "@id"].into_iter().find_map(|name| text(of, name));
    // The url of an image may be an image again.
    let deeper = || graph.each(of, "url").into_iter().find_map(|url| text(url, "@id"));
    direct.or_else(named).or_else(deeper)
}

fn names(graph: &Graph<'_>, of: &Value, name: &str) -> Vec<String> {
    let mut names = Vec::new();
    for who in graph.each(of, name).into_iter().take(members::MOST) {
        let written = who.text().or_else(|| text(who, "name"));
        // Some name an author by the address of a profile.
        let written = written.filter(|name| !name.trim_start().starts_with("http"));
        members::add_new(&mut names, written.and_then(plain::of_html));
    }
    names
}

fn tags(graph: &Graph<'_>, of: &Value) -> Vec<String> {
    let mut tags = Vec::new();
    for name in ["articleSection", "keywords"] {
        for tag in graph.each(of, name).into_iter().take(members::MOST) {
            let written = tag.text().or_else(|| text(tag, "name")).unwrap_or_default();
            for tag in written.split(',').take(members::MOST) {
                members::add_new(&mut tags, plain::of_html(tag));
            }
        }
    }
    tags
}

fn language(graph: &Graph<'_>, of: &Value) -> Option<String> {
    let named = graph.each(of, "inLanguage").into_iter().find_map(|language| {
        let short = text(language, "alternateName").or_else(|| text(language, "name"));
        language.text().or(short).and_then(members::shown)
    });
    // The name of a language ("Dansk") is none that a browser knows.
    let is_tag =
        |tag: &&str| tag.split(['-', '_']).next().is_some_and(|tag| matches!(tag.len(), 2 | 3));
    named.filter(is_tag).map(str::to_owned)
}

/// A video or sound that is a file; players are pages.
fn file(of: &Value, base: Option<&Link>) -> Option<Attachment> {
    let url = Link::resolve(base, text(of, "contentUrl")?).filter(Link::is_http)?;
    let written = text(of, "encodingFormat").unwrap_or_default();
    let kind = [written, media::kind(&url)].into_iter().find(|kind| kind.contains('/'))?;
    let mime_type = kind.to_owned();
    Some(Attachment { url, mime_type, bytes: None })
}
