//! Plain text.

use super::make::{anchor, made};
use super::read::{NO_TEXT, Reader};
use super::{Content, Piece, card, is_in};
use crate::markup::Node;

/// Blocks from plain text: an empty line ends a paragraph, a line end breaks the line, and an address is a link.
pub fn from_text(text: &str) -> Content {
    let mut reader = Reader::new(None);
    let mut blocks = Vec::new();
    let mut line = Vec::new();
    for part in text.split('\n').map(str::trim).chain([""]) {
        if !part.is_empty() {
            if !line.is_empty() {
                line.push(made("br", Vec::new()));
            }
            linked(part, &mut reader, &mut line);
        } else if !line.is_empty() && reader.has_room() {
            blocks.push(card::of_line(std::mem::take(&mut line)));
        }
    }
    Content { blocks, is_cut: reader.is_cut }
}

/// Makes links of the addresses in a text.
fn linked(text: &str, reader: &mut Reader<'_>, line: &mut Vec<Piece>) {
    let mut rest = text;
    while !rest.is_empty() {
        let (before, from) = rest.split_at(start(rest));
        let (address, after) = from.split_at(length(from));
        for part in [before, address] {
            if !part.is_empty() {
                let shown = reader.text(part);
                let to = Some(part).filter(|part| *part == address).and_then(|to| reader.link(to));
                line.push(match to {
                    Some(to) => anchor(&to, vec![shown]),
                    None => shown,
                });
            }
        }
        rest = after;
    }
}

/// Where the first address begins.
fn start(text: &str) -> usize {
    let is_start = |at: &usize| {
        text.get(*at..)
            .is_some_and(|rest| rest.starts_with("http://") || rest.starts_with("https://"))
    };
    (0..text.len()).find(is_start).unwrap_or(text.len())
}

/// How long the address is with which a text begins. What ends a sentence, and a bracket that was opened before it, is not
/// part of it.
fn length(text: &str) -> usize {
    let ends = |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '“' | '”' | '»' | '«');
    let mut found = text.find(ends).and_then(|end| text.get(..end)).unwrap_or(text);
    let count = |text: &str, bracket| text.bytes().filter(|c| *c == bracket).count();
    loop {
        let ends = match found.as_bytes().last() {
            Some(b'.' | b',' | b';' | b':' | b'!' | b'?' | b'\'' | b'*' | b'_') => true,
            Some(b')') => count(found, b')') > count(found, b'('),
            Some(b']') => count(found, b']') > count(found, b'['),
            _ => false,
        };
        if !ends {
            return found.len();
        }
        found = found.get(..found.len() - 1).unwrap_or_default();
    }
}

/// The text of markup whose white space counts.
pub(super) fn of(nodes: &[Node]) -> String {
    let mut text = String::new();
    for node in nodes {
        match node {
            Node::Text(part) => text.push_str(part),
            Node::Element(element) if element.name == "br" => text.push('\n'),
            Node::Element(element) if is_in(NO_TEXT, &element.name) => {}
            Node::Element(element) => text.push_str(&of(&element.children)),
            Node::Cut => {}
        }
    }
    text
}
