//! Atom (RFC 4287), with tombstones (RFC 6721), and Atom 0.3 as far as it is the same.

use roxmltree::Node;

use super::draft::{Draft, Item};
use super::note::Note;
use super::{Document, Format, Reading, media, paging, plain, xml};
use crate::link::Link;

/// The namespaces of Atom 1.0 and 0.3, and what some write or leave out instead.
const ATOM: [&str; 4] =
    ["http://www.w3.org/2005/Atom", "http://purl.org/atom/ns#", "https://www.w3.org/2005/Atom", ""];
const TOMBSTONES: [&str; 1] = ["http://purl.org/atompub/tombstones/1.0"];

/// Reads a feed.
pub(super) fn read(root: Node<'_, '_>, mut draft: Draft, document: Document<'_>) -> Reading {
    draft.title = xml::child(root, &ATOM, "title").and_then(|title| headline(title));
    draft.language = xml::lang(root);
    let base = xml::base(root, document.address);
    draft.home_page =
        draft.link(&draft.line(root), Some(&base), paging::link(root, &ATOM, "alternate"));
    draft.authors = authors(root);
    // An entry may be a document of its own (RFC 4287 §2).
    let alone = Some(root).filter(|root| root.tag_name().name() == "entry");
    for entry in xml::children(root, &ATOM, "entry").chain(alone) {
        let item = entry_of(entry, document, &mut draft);
        if !draft.add(&draft.line(entry), item) {
            break;
        }
    }
    for tombstone in xml::children(root, &TOMBSTONES, "deleted-entry") {
        let at = draft.line(tombstone);
        let why = xml::child(tombstone, &TOMBSTONES, "comment").and_then(|why| headline(why));
        let item = Item {
            id: tombstone.attribute("ref").map(str::to_owned),
            modified: draft.date(&at, tombstone.attribute("when")),
            withdrawn: Some(why.unwrap_or_default()),
            ..Item::default()
        };
        if !draft.revise(&at, item) {
            break;
        }
    }
    draft.next = paging::links(root, &ATOM, document);
    draft.finish(Format::Atom)
}

fn entry_of(node: Node<'_, '_>, document: Document<'_>, draft: &mut Draft) -> Item {
    let at = draft.line(node);
    let text = |name: &str| xml::child(node, &ATOM, name).and_then(xml::text);
    let base = xml::base(node, document.address);
    let mut item = Item { id: text("id"), ..Item::default() };
    item.title = xml::child(node, &ATOM, "title").and_then(|title| headline(title));
    item.url = draft.link(&at, Some(&base), paging::link(node, &ATOM, "alternate"));
    // Atom 0.3 has them under other names.
    let published = text("published").or_else(|| text("issued")).or_else(|| text("created"));
    item.published = draft.date(&at, published.as_deref());
    item.modified = draft.date(&at, text("updated").or_else(|| text("modified")).as_deref());
    draft.stand_in(node, &mut item, "id");

    let content = xml::child(node, &ATOM, "content");
    let summary = xml::child(node, &ATOM, "summary");
    let told = content.filter(|content| body(*content, &mut item, &base, draft));
    match (told, summary) {
        (Some(_), Some(summary)) => item.summary = headline(summary),
        (None, Some(summary)) => {
            body(summary, &mut item, &base, draft);
        }
        _ => {}
    }
    let holder = told.or(summary).unwrap_or(node);
    if holder.ancestors().any(|node| xml::inherited(node, "base").is_some()) {
        item.base = Some(xml::base(holder, document.address));
    }
    item.language = xml::lang(holder).filter(|language| draft.language.as_ref() != Some(language));

    item.authors = authors(node);
    if item.authors.is_empty()
        && let Some(source) = xml::child(node, &ATOM, "source")
    {
        item.authors = authors(source);
    }
    let tags = xml::children(node, &ATOM, "category");
    let tags = tags.filter_map(|tag| tag.attribute("label").or(tag.attribute("term")));
    item.tags = tags.filter_map(plain::of_text).collect();
    media::take(node, Some(&base), &mut item, draft);
    for link in xml::children(node, &ATOM, "link") {
        if link.attribute("rel") == Some("enclosure")
            && let Some(url) = draft.link(&at, Some(&base), link.attribute("href"))
        {
            media::file(&mut item, url, link.attribute("type"), link.attribute("length"));
        }
    }
    item
}

/// Takes content or summary as the item's body (RFC 4287 §3.1.1, §4.1.3.3); whether there is any.
fn body(of: Node<'_, '_>, item: &mut Item, base: &Link, draft: &mut Draft) -> bool {
    if let Some(source) = of.attribute("src") {
        // What stands elsewhere is not fetched; a link leads there.
        let link = draft.link(&draft.line(of), Some(base), Some(source));
        item.url = item.url.take().or(link);
        return false;
    }
    let kind = of.attribute("type").unwrap_or("text").trim().to_ascii_lowercase();
    match kind.as_str() {
        "xhtml" | "application/xhtml+xml" => item.html = xml::xhtml(of),
        "html" | "text/html" => item.html = xml::html(of),
        // Atom 0.3 says how it is escaped in an attribute of its own; markup is markup.
        kind if kind == "text" || kind.starts_with("text/") => item.text = xml::text(of),
        other => {
            let what = format!("content of the type \"{other}\" is left out");
            draft.note(Note::repaired(&draft.line(of), what, "Write it as text, html or xhtml."));
        }
    }
    item.html.is_some() || item.text.is_some()
}

/// A text construct as plain text.
fn headline(of: Node<'_, '_>) -> Option<String> {
    match of.attribute("type").unwrap_or("text").trim() {
        "html" | "text/html" => plain::of_html(&xml::text(of)?),
        _ => plain::of_text(&xml::text(of)?),
    }
}

fn authors(of: Node<'_, '_>) -> Vec<String> {
    let people = xml::children(of, &ATOM, "author");
    people.filter_map(|person| xml::child(person, &ATOM, "name").and_then(xml::text)).collect()
}
