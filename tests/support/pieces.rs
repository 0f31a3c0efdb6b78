//! What became of an entry's markup, in a notation short enough to compare by eye.

use developing_story::content::{ATTRIBUTES, Content, Element, Piece, from_html};
use developing_story::markup::Parser;
use developing_story::markup::native::Html5ever;

use super::link;

pub(crate) const PAGE: &str = "https://news.example/hanoi/talks-end";

/// What an item of the page above makes of its markup.
pub(crate) fn content(html: &str) -> Content {
    from_html(&Html5ever.html(html), Some(&link(PAGE)))
}

/// `name[attribute=value …](inside)`; a line break is `/`, blocks have a space between them.
pub(crate) fn written(pieces: &[Piece]) -> String {
    let mut text = String::new();
    for (index, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Text(part) => text.push_str(part),
            Piece::Element(Element { name: "br", .. }) => text.push('/'),
            Piece::Element(element) => {
                let is_inline = "em strong code sub sup del ins abbr mark time a ruby rt rp span";
                if index > 0 && !is_inline.split(' ').any(|name| name == element.name) {
                    text.push(' ');
                }
                text.push_str(&of_element(element));
            }
        }
    }
    text
}

fn of_element(element: &Element) -> String {
    let attributes = element.attributes.iter().map(|(attribute, value)| {
        if value.is_empty() { (*attribute).to_owned() } else { format!("{attribute}={value}") }
    });
    let mut attributes: Vec<String> = attributes.collect();
    attributes.sort_by_key(|attribute| {
        ATTRIBUTES.iter().position(|name| *name == attribute.split('=').next().unwrap_or_default())
    });
    let attributes = match attributes.as_slice() {
        [] => String::new(),
        some => format!("[{}]", some.join(" ")),
    };
    format!("{}{attributes}({})", element.name, written(&element.inside))
}

#[track_caller]
pub(crate) fn check(html: &str, expect: &str) {
    assert_eq!(written(&content(html).blocks), expect, "{html}");
}

/// Every element in pieces.
pub(crate) fn elements(of: &[Piece]) -> Vec<&Element> {
    let mut found = Vec::new();
    for piece in of {
        if let Piece::Element(element) = piece {
            found.push(element);
            found.extend(elements(&element.inside));
        }
    }
    found
}

/// The values of an attribute, wherever it stands.
pub(crate) fn values<'a>(of: &'a [Piece], attribute: &str) -> Vec<&'a str> {
    elements(of).into_iter().filter_map(|element| element.get(attribute)).collect()
}
