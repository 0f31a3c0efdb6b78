//! Where older items are: what a document says, and what WordPress does without saying.

use roxmltree::Node;

use super::{Document, xml};
use crate::link::Link;

/// The page of older items.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Next {
    /// Where it is.
    pub(super) link: Link,
    /// Nobody has named it.
    pub(super) guessed: bool,
}

impl Next {
    /// An address that the document names.
    pub(super) fn named(link: Link) -> Option<Self> {
        link.is_http().then_some(Self { link, guessed: false })
    }

    /// The address with a page number that counts up from 1, as WordPress has them: `paged` in its
    /// feeds, `page` in its REST API.
    pub(super) fn counted(address: &Link, name: &str) -> Option<Self> {
        let whole = address.as_str();
        let (whole, _) = whole.split_once('#').unwrap_or((whole, ""));
        let (path, query) = whole.split_once('?').unwrap_or((whole, ""));
        let mut page = 1_u32;
        let mut members: Vec<String> = Vec::new();
        for member in query.split('&').filter(|member| !member.is_empty()) {
            match member.split_once('=').filter(|(key, _)| *key == name) {
                Some((_, number)) => page = number.parse().ok()?,
                None => members.push(member.to_owned()),
            }
        }
        members.push(format!("{name}={}", page.checked_add(1)?));
        let link = Link::resolve(None, &format!("{path}?{}", members.join("&")))?;
        Some(Self { link, guessed: true })
    }
}

/// What a feed's links and headers name (RFC 5005 §3 and §4): archives, which never change, before
/// pages, which shift as items are added.
pub(super) fn links(feed: Node<'_, '_>, space: &[&str], document: Document<'_>) -> Option<Next> {
    let base = xml::base(feed, document.address);
    ["prev-archive", "next"].into_iter().find_map(|relation| {
        let named = link(feed, space, relation).and_then(|to| Link::resolve(Some(&base), to));
        let named = named.or_else(|| header(document.links, relation, document.address));
        named.and_then(Next::named)
    })
}

/// The address of a link of that relation (RFC 4287 §4.2.7); of several to a page, the one to HTML.
pub(super) fn link<'a>(of: Node<'a, '_>, space: &[&str], relation: &str) -> Option<&'a str> {
    let found = of.children().filter(|node| xml::is(*node, space, "link"));
    let found =
        found.filter(|node| node.attribute("rel").unwrap_or("alternate").trim() == relation);
    let mut found: Vec<Node<'a, '_>> =
        found.filter(|node| node.attribute("href").is_some()).collect();
    let html = found.iter().position(|node| node.attribute("type") == Some("text/html"));
    let first = html.unwrap_or_default();
    if first >= found.len() {
        return None;
    }
    found.swap_remove(first).attribute("href")
}

/// The target of a relation in a `Link` header (RFC 8288 §3).
pub(super) fn header(links: Option<&str>, relation: &str, base: &Link) -> Option<Link> {
    let mut rest = links?;
    while let Some((_, after)) = rest.split_once('<') {
        let (target, after) = after.split_once('>')?;
        // A comma may stand in a quoted parameter; an angle bracket begins the next target.
        let end = after.find(", <").or_else(|| after.find(",<")).unwrap_or(after.len());
        let parameters = after.get(..end)?;
        let is_meant = parameters.split(';').any(|parameter| {
            let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
            let mut relations = value.trim().trim_matches('"').split_ascii_whitespace();
            name.trim().eq_ignore_ascii_case("rel")
                && relations.any(|known| known.eq_ignore_ascii_case(relation))
        });
        if is_meant {
            return Link::resolve(Some(base), target);
        }
        rest = after.get(end..)?;
    }
    None
}
