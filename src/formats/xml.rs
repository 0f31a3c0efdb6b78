//! XML as feeds have it: parsed by roxmltree, and mended first where it is only almost well-formed.
//!
//! Limits: [`MAX_NODES`] nodes, and those of [`limits`]; roxmltree itself bounds how deep and how often
//! entities refer to entities, and walks without recursion.

mod limits;
mod mend;

use std::borrow::Cow;

use roxmltree::{Document, Error, Node, ParsingOptions};

use super::Fault;
use super::note::Note;
use super::references;
use crate::link::Link;

/// Nodes of a document: a feed of 10,000 items has a tenth of them.
const MAX_NODES: u32 = 500_000;

/// What is mended in a document, one thing after the other.
const MAX_REPAIRS: usize = 8;

/// Elements of XHTML nested deeper than this are left out.
const MAX_DEPTH: usize = 64;

/// The XML namespace, for `xml:base` and `xml:lang`.
const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// Hands the tree of a text to `read`; where a parser would refuse it for a character, the text is
/// mended, and a note says so.
pub(super) fn parse<T>(
    text: &str,
    read: impl FnOnce(&Document<'_>, Vec<Note>) -> T,
) -> Result<T, Fault> {
    let mut text = from_the_beginning(text);
    let mut note = None;
    let mut repairs = 0;
    loop {
        limits::check(&text)?;
        let error = match Document::parse_with_options(&text, options()) {
            Ok(tree) => return Ok(read(&tree, note.into_iter().collect())),
            Err(error) => error,
        };
        let repaired = repaired(&text, &error).filter(|_| repairs < MAX_REPAIRS);
        let Some(repaired) = repaired else { return Err(fault(&error)) };
        let place = format!("line {}", error.pos().row);
        let what = format!("not well-formed XML ({error}); it is read all the same");
        note.get_or_insert_with(|| Note::repaired(&place, what, remedy(&error)));
        text = Cow::Owned(repaired);
        repairs += 1;
    }
}

fn remedy(error: &Error) -> &'static str {
    match error {
        Error::UnknownNamespace(..) => "Declare every prefix in the first tag (xmlns:dc=\"…\").",
        Error::UnknownEntityReference(..)
        | Error::MalformedEntityReference(_)
        | Error::NonXmlChar(..) => {
            "Write & as &amp;, other characters as they are, and leave out control characters."
        }
        _ => "Write < as &lt;, and nothing before the XML declaration or after the last tag.",
    }
}

/// The text without what a parser has stumbled over, where that is something that feeds have.
fn repaired(text: &str, error: &Error) -> Option<String> {
    match error {
        Error::UnknownNamespace(prefix, _) => mend::declare(text, prefix),
        Error::NodesLimitReached | Error::EntityReferenceLoop(_) => None,
        _ => Some(mend::mend(text)).filter(|mended| mended != text),
    }
}

/// A text whose XML declaration, if it comes too late for one, is white space: lines stay what they are.
fn from_the_beginning(text: &str) -> Cow<'_, str> {
    let text = text.trim_start_matches('\u{feff}');
    let (before, rest) = text.split_at(text.len() - text.trim_start().len());
    let rest = rest.trim_start_matches('\u{feff}');
    let is_late = !before.is_empty() && rest.starts_with("<?xml");
    let end = if is_late { rest.find("?>") } else { None };
    match end.and_then(|end| rest.split_at_checked(end + 2)) {
        Some((declaration, rest)) => {
            let lines = declaration.matches('\n').count();
            Cow::Owned([before, &"\n".repeat(lines), rest].concat())
        }
        _ => Cow::Borrowed(text),
    }
}

fn options<'a>() -> ParsingOptions<'a> {
    // RSS 0.91 has a document type.
    ParsingOptions { allow_dtd: true, nodes_limit: MAX_NODES, ..ParsingOptions::default() }
}

fn fault(error: &Error) -> Fault {
    match error {
        Error::NodesLimitReached => Fault {
            what: format!("has more than {MAX_NODES} elements and texts"),
            remedy: "Move older items to further pages.",
        },
        Error::EntityReferenceLoop(_) => Fault {
            what: format!("has entities that refer to too many others ({error})"),
            remedy: "Write characters as they are.",
        },
        _ => Fault {
            what: format!("is not well-formed XML ({error})"),
            remedy: "Check it with a validator; a document that was cut off looks like this too.",
        },
    }
}

/// Where the lines of a text end, so that places are found without reading it again and again.
#[derive(Debug, Default)]
pub(super) struct Lines(Vec<usize>);

impl Lines {
    /// The lines of a document.
    pub(super) fn of(tree: &Document<'_>) -> Self {
        Self(tree.input_text().match_indices('\n').map(|(at, _)| at).collect())
    }

    /// Where an element stands, for notes.
    pub(super) fn place(&self, node: Node<'_, '_>) -> String {
        let line = self.0.partition_point(|end| *end < node.range().start);
        format!("line {}", line + 1)
    }
}

/// The child elements of that name, in one of these namespaces; the empty one is none.
pub(super) fn children<'a, 'i>(
    of: Node<'a, 'i>,
    space: &'a [&'a str],
    name: &'a str,
) -> impl Iterator<Item = Node<'a, 'i>> {
    of.children().filter(move |child| is(*child, space, name))
}

/// The first of them.
pub(super) fn child<'a, 'i>(
    of: Node<'a, 'i>,
    space: &'a [&'a str],
    name: &'a str,
) -> Option<Node<'a, 'i>> {
    children(of, space, name).next()
}

/// Whether it is an element of that name, in one of these namespaces.
pub(super) fn is(node: Node<'_, '_>, space: &[&str], name: &str) -> bool {
    let own = node.tag_name().namespace();
    let of_feed = || own == node.document().root_element().tag_name().namespace();
    node.is_element()
        && node.tag_name().name() == name
        // Whatever the first element of a feed is in, the feed is in.
        && (space.contains(&own.unwrap_or_default()) || space.contains(&"") && of_feed())
}

/// All text inside an element, as it stands there; nothing where there is only white space.
pub(super) fn text(node: Node<'_, '_>) -> Option<String> {
    let parts = node.descendants().filter(Node::is_text).filter_map(|part| part.text());
    let mut text = String::new();
    parts.for_each(|part| references::mean(part, &mut text));
    (!text.trim().is_empty()).then(|| text.trim().to_owned())
}

/// What is inside an element whose text is HTML by agreement, with the elements that some write into it
/// unescaped.
pub(super) fn html(node: Node<'_, '_>) -> Option<String> {
    if !has_elements(node) {
        return text(node);
    }
    let mut html = String::new();
    write(node, &mut html, 0, &references::mean);
    (!html.trim().is_empty()).then(|| html.trim().to_owned())
}

/// Whether there is more than text in it.
pub(super) fn has_elements(node: Node<'_, '_>) -> bool {
    node.children().any(|child| child.is_element())
}

/// `xml:lang` or `xml:base` of the element itself.
pub(super) fn inherited<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    node.attribute((XML, name))
}

/// The language that is in force there (`xml:lang`).
pub(super) fn lang(node: Node<'_, '_>) -> Option<String> {
    node.ancestors().find_map(|node| inherited(node, "lang")).map(str::to_owned)
}

/// What relative addresses start from there (`xml:base`, each relative to the one outside it).
pub(super) fn base(node: Node<'_, '_>, document: &Link) -> Link {
    let bases: Vec<&str> = node.ancestors().filter_map(|node| inherited(node, "base")).collect();
    bases
        .iter()
        .rev()
        .fold(document.clone(), |outer, base| Link::resolve(Some(&outer), base).unwrap_or(outer))
}

/// What is inside an element of XHTML, as HTML; nothing where there is only white space.
pub(super) fn xhtml(of: Node<'_, '_>) -> Option<String> {
    let mut html = String::new();
    write(of, &mut html, 0, &escape);
    (!html.trim().is_empty()).then(|| html.trim().to_owned())
}

fn write(of: Node<'_, '_>, html: &mut String, depth: usize, say: &dyn Fn(&str, &mut String)) {
    for node in of.children() {
        if let Some(text) = node.text().filter(|_| node.is_text()) {
            say(text, html);
        } else if node.is_element() && depth < MAX_DEPTH {
            let name = node.tag_name().name();
            html.push('<');
            html.push_str(name);
            for attribute in node.attributes() {
                let is_lang = attribute.namespace() == Some(XML) && attribute.name() == "lang";
                if attribute.namespace().is_none() || is_lang {
                    html.push(' ');
                    html.push_str(attribute.name());
                    html.push_str("=\"");
                    escape(attribute.value(), html);
                    html.push('"');
                }
            }
            html.push('>');
            write(node, html, depth + 1, say);
            if !VOID.contains(&name) {
                html.push_str("</");
                html.push_str(name);
                html.push('>');
            }
        }
    }
}

/// Elements that HTML does not close.
const VOID: [&str; 10] =
    ["area", "br", "col", "embed", "hr", "img", "input", "source", "track", "wbr"];

fn escape(text: &str, html: &mut String) {
    let mut rest = text;
    let is_special = |byte: u8| matches!(byte, b'&' | b'<' | b'>' | b'"');
    while let Some(at) = rest.bytes().position(is_special) {
        let (before, special) = rest.split_at(at);
        html.push_str(before);
        html.push_str(match special.as_bytes().first() {
            Some(b'&') => "&amp;",
            Some(b'<') => "&lt;",
            Some(b'>') => "&gt;",
            _ => "&quot;",
        });
        rest = special.get(1..).unwrap_or_default();
    }
    html.push_str(rest);
}
