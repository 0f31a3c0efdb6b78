//! What flows within a line.

use super::make::{anchor, made, speak};
use super::read::{NO_TEXT, Reader};
use super::{Piece, is_in};
use crate::markup::{self, Node};

/// Elements of a line, and what stands for each of them where it is not itself.
const MARKS: &str = "em strong code sub sup del ins abbr mark time ruby rt rp i=em cite=em dfn=em var=em b=strong kbd=code samp=code tt=code s=del strike=del";

impl Reader<'_> {
    pub(super) fn inlines(&mut self, nodes: &[Node], line: &mut Vec<Piece>) {
        nodes.iter().for_each(|node| self.add(node, line));
    }

    /// Adds a node to a line.
    pub(super) fn add(&mut self, node: &Node, line: &mut Vec<Piece>) {
        match node {
            Node::Text(text) => line.push(self.text(text)),
            Node::Element(element) => self.inline(element, line),
            Node::Cut => self.is_cut = true,
        }
    }

    pub(super) fn inline(&mut self, element: &markup::Element, line: &mut Vec<Piece>) {
        let name = element.name.as_str();
        if name == "img" {
            let alt = element.attribute("alt").unwrap_or_default();
            line.push(self.text(alt));
            return;
        }
        if name == "br" {
            line.push(made("br", Vec::new()));
            return;
        }
        if is_in(NO_TEXT, name) || is_in("iframe video audio", name) {
            return;
        }
        let mut inside = Vec::new();
        let is_link = self.is_link;
        self.is_link |= name == "a";
        self.inlines(&element.children, &mut inside);
        self.is_link = is_link;
        if inside.is_empty() {
            return;
        }
        // Parsers move one link into another (HTML, "Unexpected markup in tables"); the outer one stays.
        let href = element.attribute("href").filter(|_| name == "a" && !is_link);
        let to = href.and_then(|to| self.link(to));
        let mut piece = match (to, mark(name)) {
            (Some(to), _) => anchor(&to, inside),
            (_, "abbr") => self.make("abbr title:t", element, inside),
            (_, "time") => self.make("time datetime:t", element, inside),
            (_, name) => made(name, inside),
        };
        speak(element, &mut piece);
        match piece {
            // A wrapper that says nothing is none.
            Piece::Element(span) if span.name == "span" && span.attributes.is_empty() => {
                let is_quote = name == "q";
                line.extend(is_quote.then(|| Piece::text("“")));
                line.extend(span.inside);
                line.extend(is_quote.then(|| Piece::text("”")));
            }
            piece => line.push(piece),
        }
    }
}

/// The name of a mark on the page.
fn mark(name: &str) -> &'static str {
    let found = MARKS.split(' ').find_map(|known| {
        let (from, to) = known.split_once('=').unwrap_or((known, known));
        (from == name).then_some(to)
    });
    found.unwrap_or("span")
}
