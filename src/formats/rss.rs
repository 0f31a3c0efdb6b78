//! RSS 0.9x and [2.0](https://www.rssboard.org/rss-specification), RSS
//! [1.0](https://web.resource.org/rss/1.0/spec) (RDF), and the modules that newsrooms use.

use roxmltree::Node;

use super::draft::{Draft, Item};
use super::note::Note;
use super::paging::{self, Next};
use super::sorted::Sorted;
use super::{Document, Format, Reading, media, plain, xml};
use crate::limits::MAX_ITEMS;
use crate::link::Link;

/// The namespaces of RSS itself: none, but for 0.90, 1.0, 1.1, and what some write for 2.0.
const RSS: [&str; 7] = [
    "",
    "http://purl.org/rss/1.0/",
    "http://my.netscape.com/rdf/simple/0.9/",
    "http://channel.netscape.com/rdf/simple/0.9/",
    "http://purl.org/net/rss1.1#",
    "http://backend.userland.com/rss2",
    "http://blogs.law.harvard.edu/tech/rss",
];
const ATOM: [&str; 1] = ["http://www.w3.org/2005/Atom"];
const CONTENT: [&str; 1] = ["http://purl.org/rss/1.0/modules/content/"];
const DUBLIN: [&str; 2] = ["http://purl.org/dc/elements/1.1/", "http://purl.org/dc/terms/"];
const SYNDICATION: [&str; 1] = ["http://purl.org/rss/1.0/modules/syndication/"];
const ADMIN: [&str; 1] = ["http://webns.net/mvcb/"];
const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";

/// Hints to aggregators do not slow a live timeline down beyond this, in seconds.
const SLOWEST: f64 = 300.0;

/// Reads a feed.
pub(super) fn read(root: Node<'_, '_>, mut draft: Draft, document: Document<'_>) -> Reading {
    let channel = xml::child(root, &RSS, "channel").unwrap_or(root);
    let base = xml::base(channel, document.address);
    let title =
        xml::child(channel, &RSS, "title").or_else(|| xml::child(channel, &DUBLIN, "title"));
    draft.title = title.and_then(xml::text).and_then(|title| plain::of_html(&title));
    let language = xml::child(channel, &RSS, "language");
    let language = language.or_else(|| xml::child(channel, &DUBLIN, "language"));
    draft.language = language.and_then(xml::text).or_else(|| xml::lang(channel));
    let page = xml::child(channel, &RSS, "link").and_then(xml::text);
    let page = page.or_else(|| paging::link(channel, &ATOM, "alternate").map(str::to_owned));
    draft.home_page = draft.link(&draft.line(channel), Some(&base), page.as_deref());
    draft.authors = authors(channel, "managingEditor");
    // RSS 1.0 names it by an address.
    let agent = xml::child(channel, &ADMIN, "generatorAgent");
    let agent = agent.and_then(|agent| agent.attribute((RDF, "resource")).map(str::to_owned));
    let is_wordpress = xml::child(channel, &RSS, "generator")
        .and_then(xml::text)
        .or(agent)
        .is_some_and(|generator| generator.to_ascii_lowercase().contains("wordpress"));
    draft.poll = poll(channel, is_wordpress, &mut draft);

    let home = draft.home_page.clone().unwrap_or(base);
    let items = xml::children(channel, &RSS, "item");
    // In RSS 1.0 items stand beside their channel, in RSS 1.1 in a list.
    let beside = xml::children(root, &RSS, "item").filter(|_| channel != root);
    let listed = xml::child(channel, &RSS, "items");
    let listed = listed.into_iter().flat_map(|list| xml::children(list, &RSS, "item"));
    let nodes = items.chain(beside).chain(listed).take(MAX_ITEMS + 1);
    let nodes: Vec<Node<'_, '_>> = nodes.collect();
    let links: Vec<String> = nodes.iter().filter_map(|node| link(*node)).collect();
    let links = Sorted::new(links.iter().enumerate().map(|(at, link)| (link.as_str(), at)));
    let mut count = 0;
    for node in nodes {
        let item = item(node, &home, &links, &mut draft);
        count += 1;
        if !draft.add(&draft.line(node), item) {
            break;
        }
    }
    let guess = || Next::counted(document.address, "paged").filter(|_| is_wordpress && count > 0);
    draft.next = paging::links(channel, &ATOM, document).or_else(guess);
    draft.finish(Format::Rss)
}

/// The link of an item, as it is written.
fn link(item: Node<'_, '_>) -> Option<String> {
    xml::child(item, &RSS, "link").and_then(xml::text)
}

/// `links` are those of all items.
fn item(node: Node<'_, '_>, home: &Link, links: &Sorted<'_>, draft: &mut Draft) -> Item {
    let at = draft.line(node);
    let text = |space: &[&str], name: &str| xml::child(node, space, name).and_then(xml::text);
    let mut item = Item::default();
    let base = xml::base(node, home);

    let title = text(&RSS, "title").or_else(|| text(&DUBLIN, "title"));
    item.title = title.and_then(|title| plain::of_html(&title));
    let guid = xml::child(node, &RSS, "guid");
    let permalink = guid
        .filter(|guid| guid.attribute("isPermaLink").is_none_or(|word| word.trim() == "true"))
        .and_then(xml::text)
        .and_then(|guid| Link::resolve(None, &guid));
    let alternate = paging::link(node, &ATOM, "alternate").map(str::to_owned);
    item.url =
        draft.link(&at, Some(&base), text(&RSS, "link").or(alternate).as_deref()).or(permalink);

    let about = node.attribute((RDF, "about")).map(str::to_owned);
    item.id = guid.and_then(xml::text).or(about).or_else(|| text(&DUBLIN, "identifier"));
    let published = text(&RSS, "pubDate").or_else(|| text(&DUBLIN, "date"));
    let published =
        published.or_else(|| text(&DUBLIN, "issued")).or_else(|| text(&DUBLIN, "created"));
    let published = published.or_else(|| text(&ATOM, "published"));
    item.published = draft.date(&at, published.as_deref());
    // Where several lead to one page, they are told apart by what they say.
    if item.id.is_none() && link(node).is_some_and(|link| links.is_shared(&link)) {
        let words: Vec<String> = published.into_iter().chain(item.title.clone()).collect();
        item.id = (!words.is_empty()).then(|| words.join(" "));
        draft.stands(node, &item, "guid");
    }
    let modified = text(&ATOM, "updated").or_else(|| text(&DUBLIN, "modified"));
    item.modified = draft.date(&at, modified.as_deref());
    draft.stand_in(node, &mut item, "guid");

    let description = xml::child(node, &RSS, "description");
    let is_markup = description.is_some_and(xml::has_elements);
    let description = description.and_then(xml::html).or_else(|| text(&DUBLIN, "description"));
    let content = xml::child(node, &CONTENT, "encoded").and_then(xml::html);
    match content.or_else(|| text(&ATOM, "content")) {
        Some(html) => {
            item.html = Some(html);
            item.summary = description.and_then(|text| plain::of_html(&text));
        }
        None => match description {
            Some(html) if is_markup || html.contains(['<', '&']) => item.html = Some(html),
            other => item.text = other,
        },
    }
    let has_base = node.ancestors().any(|node| xml::inherited(node, "base").is_some());
    item.base = has_base.then_some(base);

    item.authors = authors(node, "author");
    let tags = xml::children(node, &RSS, "category").chain(xml::children(node, &DUBLIN, "subject"));
    item.tags = tags.filter_map(xml::text).filter_map(|tag| plain::of_html(&tag)).collect();
    item.language =
        text(&DUBLIN, "language").or_else(|| xml::inherited(node, "lang").map(str::to_owned));
    media::take(node, Some(home), &mut item, draft);
    for enclosure in xml::children(node, &RSS, "enclosure") {
        if let Some(url) = draft.link(&at, Some(home), enclosure.attribute("url")) {
            media::file(&mut item, url, enclosure.attribute("type"), enclosure.attribute("length"));
        }
    }
    item
}

/// `dc:creator`, and what RSS has: "mail@news.example (Name)", the other way round, or a name by itself.
fn authors(of: Node<'_, '_>, name: &str) -> Vec<String> {
    let creators: Vec<String> = xml::children(of, &DUBLIN, "creator")
        .filter_map(xml::text)
        .filter_map(|name| plain::of_html(&name))
        .collect();
    if !creators.is_empty() {
        return creators;
    }
    // .NET writes RSS with elements of Atom.
    let people = xml::children(of, &ATOM, "author");
    let people = people.filter_map(|person| xml::child(person, &ATOM, "name").and_then(xml::text));
    let own = xml::children(of, &RSS, name).filter_map(xml::text).chain(people);
    own.filter_map(|author| {
        let (before, within) = author.split_once(['(', '<']).unwrap_or((&author, ""));
        let name = match (before.contains('@'), within.contains('@')) {
            (true, _) => within.trim_end_matches([')', '>', ' ']),
            (false, true) => before,
            (false, false) => &author,
        };
        plain::of_text(name)
    })
    .collect()
}

/// `ttl` (minutes), or how often the syndication module says that the feed changes. WordPress says
/// "hourly" unless somebody changes it, so that it means nothing.
fn poll(channel: Node<'_, '_>, is_wordpress: bool, draft: &mut Draft) -> Option<f64> {
    let number =
        |node: Node<'_, '_>| xml::text(node)?.parse::<u32>().ok().filter(|number| *number > 0);
    let ttl = xml::child(channel, &RSS, "ttl")
        .and_then(|ttl| Some((ttl, f64::from(number(ttl)?) * 60.0)));
    let updates = || {
        let period = xml::child(channel, &SYNDICATION, "updatePeriod").filter(|_| !is_wordpress)?;
        let seconds = match xml::text(period)?.as_str() {
            "hourly" => 3_600.0,
            "daily" => 86_400.0,
            "weekly" => 604_800.0,
            "monthly" => 2_592_000.0,
            "yearly" => 31_536_000.0,
            _ => return None,
        };
        let often = xml::child(channel, &SYNDICATION, "updateFrequency").and_then(number);
        Some((period, seconds / f64::from(often.unwrap_or(1))))
    };
    let (node, seconds) = ttl.or_else(updates)?;
    if seconds > SLOWEST {
        let name = node.tag_name().name();
        let what = format!(
            "{name} asks for {} s between polls; a live timeline polls every {} s",
            seconds as u64, SLOWEST as u64
        );
        draft.note(Note::repaired(
            &draft.line(node),
            what,
            "Leave it out: without it the attribute poll decides. In a JSON Feed, _story.poll_seconds does.",
        ));
    }
    Some(seconds.clamp(1.0, SLOWEST).floor())
}
