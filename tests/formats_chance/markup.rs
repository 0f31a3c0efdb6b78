//! Documents in XML and HTML by chance, well-formed for the most part, and dates.

use proptest::prelude::*;
use proptest::sample::select;

use crate::json::{live_blog, word};

/// Attributes of XML and HTML; their values are escaped as far as they must be.
fn attributes(names: &'static [&'static str]) -> impl Strategy<Value = String> {
    prop::collection::btree_map(select(names), word(), 0..4).prop_map(|attributes| {
        let written = attributes.into_iter().map(|(name, value)| {
            format!(" {name}=\"{}\"", value.replace('&', "&amp;").replace('<', "&lt;"))
        });
        written.collect()
    })
}

/// Elements of these names in each other, and texts: escaped, as CDATA, or as they are.
fn elements(
    names: &'static [&'static str],
    attribute_names: &'static [&'static str],
    depth: u32,
) -> BoxedStrategy<String> {
    let text = (word(), 0..12_u8).prop_map(|(text, how)| match how {
        0 => text.to_owned(),
        1..5 => format!("<![CDATA[{}]]>", text.replace("]]>", "")),
        5 => format!("<!--{text}--><?a {text}?>"),
        _ => text.replace('&', "&amp;").replace('<', "&lt;").replace("]]>", ""),
    });
    let nested = text.prop_recursive(depth, 40, 5, move |inner| {
        (select(names), attributes(attribute_names), prop::collection::vec(inner, 0..5)).prop_map(
            |(name, attributes, inside)| {
                format!("<{name}{attributes}>{}</{name}>", inside.concat())
            },
        )
    });
    nested.boxed()
}

const SPACES: &str = "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
    xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" xmlns:media=\"http://search.yahoo.com/mrss/\" \
    xmlns:sy=\"http://purl.org/rss/1.0/modules/syndication/\" xmlns:atom=\"http://www.w3.org/2005/Atom\" \
    xmlns:at=\"http://purl.org/atompub/tombstones/1.0\" xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"";

const ATTRIBUTES: [&str; 14] = [
    "isPermaLink",
    "url",
    "href",
    "rel",
    "type",
    "length",
    "medium",
    "term",
    "label",
    "ref",
    "when",
    "src",
    "xml:base",
    "xml:lang",
];

pub(crate) fn rss() -> impl Strategy<Value = String> {
    const NAMES: [&str; 26] = [
        "title",
        "link",
        "guid",
        "description",
        "pubDate",
        "author",
        "category",
        "enclosure",
        "language",
        "ttl",
        "generator",
        "item",
        "channel",
        "content:encoded",
        "dc:creator",
        "dc:date",
        "dc:subject",
        "dcterms:modified",
        "media:content",
        "media:thumbnail",
        "media:group",
        "sy:updatePeriod",
        "sy:updateFrequency",
        "atom:link",
        "atom:updated",
        "managingEditor",
    ];
    let inside = || prop::collection::vec(elements(&NAMES, &ATTRIBUTES, 3), 0..8);
    let items = prop::collection::vec(inside(), 0..5);
    (inside(), items, any::<bool>()).prop_map(|(head, items, beside)| {
        let items = items.iter().enumerate().map(|(index, inside)| {
            let about = format!("rdf:about=\"{}\"", index / 2);
            format!("<item {about}>{}</item>", inside.concat())
        });
        let (head, items) = (head.concat(), items.collect::<String>());
        if beside {
            format!("<rdf:RDF xmlns=\"http://purl.org/rss/1.0/\" {SPACES}><channel>{head}</channel>{items}</rdf:RDF>")
        } else {
            format!("<?xml version=\"1.0\"?><rss version=\"2.0\" {SPACES}><channel>{head}{items}</channel></rss>")
        }
    })
}

pub(crate) fn atom() -> impl Strategy<Value = String> {
    const NAMES: [&str; 18] = [
        "title",
        "id",
        "link",
        "updated",
        "published",
        "author",
        "name",
        "category",
        "summary",
        "content",
        "source",
        "entry",
        "at:deleted-entry",
        "at:comment",
        "media:group",
        "media:thumbnail",
        "div",
        "p",
    ];
    let inside = || prop::collection::vec(elements(&NAMES, &ATTRIBUTES, 3), 0..8);
    let entries = prop::collection::vec((0..4_u8, inside()), 0..5);
    (inside(), entries).prop_map(|(head, entries)| {
        let entries = entries.iter().map(|(id, inside)| {
            let gone = format!("<at:deleted-entry ref=\" {id} \" when=\"2019-02-28T10:00:00Z\"/>");
            let id = if *id == 0 { String::new() } else { format!("<id>{id}</id>") };
            format!("<entry>{id}{}</entry>{gone}", inside.concat())
        });
        let entries: String = entries.collect();
        format!(
            "<feed xmlns=\"http://www.w3.org/2005/Atom\" {SPACES}>{}{entries}</feed>",
            head.concat()
        )
    })
}

pub(crate) fn page() -> impl Strategy<Value = String> {
    const NAMES: [&str; 12] = [
        "html", "head", "base", "link", "title", "script", "style", "p", "br", "textarea",
        "noscript", "svg",
    ];
    const ATTRIBUTES: [&str; 8] = ["rel", "type", "href", "title", "src", "class", "REL", "Type"];
    const LINK: &str = "<link rel=alternate type=application/rss+xml href=";
    const JSON: &str = "<script type=\"application/ld+json\">";
    let pieces = prop_oneof![
        4 => elements(&NAMES, &ATTRIBUTES, 3),
        2 => word().prop_map(|to| format!("{LINK}'{to}'>")),
        1 => word().prop_map(|to| format!("{LINK}{to}")),
        2 => live_blog().prop_map(|posting| format!("{JSON}{posting}</script>")),
        1 => live_blog().prop_map(|posting| format!("{JSON}<!-- {posting}")),
        1 => ".{0,12}",
    ];
    prop::collection::vec(pieces, 0..8)
        .prop_map(|pieces| format!("<!DOCTYPE html>{}", pieces.concat()))
}

/// Words of dates in any order, and what begins like one.
pub(crate) fn date() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        select(vec![
            "2019",
            "-",
            "02",
            "28",
            "T",
            "07",
            ":",
            "12",
            "00",
            "Z",
            "+01:00",
            "-0500",
            " ",
            "Thu",
            ",",
            "Feb",
            "februar",
            "GMT",
            "EST",
            "PM",
            "AM",
            "kl.",
            "/",
            ".",
            "24",
            "60",
            "9999",
            "99999999999999999999",
            "é",
        ])
        .prop_map(str::to_owned),
        "\\PC{0,3}",
    ];
    prop::collection::vec(piece, 0..16).prop_map(|pieces| pieces.concat())
}
