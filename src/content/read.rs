//! From a tree of HTML to blocks.

use std::mem::take;
use std::slice;

use super::make::{made, speak};
use super::{Content, Element, Piece, card, is_in, picture, text, tidy};
use crate::limits::{MAX_BLOCKS, MAX_LINKS, MAX_TEXT};
use crate::link::Link;
use crate::markup::{self, Node};

/// Blocks from parsed HTML; relative addresses are resolved against `base`.
pub fn from_html(nodes: &[Node], base: Option<&Link>) -> Content {
    let mut reader = Reader::new(base);
    reader.top = top(nodes);
    let blocks = reader.blocks(nodes);
    Content { blocks, is_cut: reader.is_cut }
}

/// What holds for the whole of an entry's text while it is read.
pub(super) struct Reader<'a> {
    pub(super) base: Option<&'a Link>,
    /// The digit of its highest heading.
    top: u8,
    /// Where what is being read leads: pictures may stand in a link.
    pub(super) link: Option<Link>,
    /// What is being read stands in an `<a>` of a line.
    pub(super) is_link: bool,
    /// What may still come.
    text: usize,
    blocks: usize,
    links: usize,
    pub(super) is_cut: bool,
}

impl<'a> Reader<'a> {
    pub(super) fn new(base: Option<&'a Link>) -> Self {
        Self {
            base,
            top: 0,
            link: None,
            is_link: false,
            text: MAX_TEXT,
            blocks: MAX_BLOCKS,
            links: MAX_LINKS,
            is_cut: false,
        }
    }

    /// Text, as far as there is room for it.
    pub(super) fn text(&mut self, text: &str) -> Piece {
        let mut end = text.len().min(self.text);
        self.is_cut |= end < text.len();
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        self.text -= end;
        Piece::text(text.get(..end).unwrap_or_default())
    }

    /// A link, as far as there is room for it.
    pub(super) fn link(&mut self, to: &str) -> Option<Link> {
        let link = Link::resolve(self.base, to)?;
        self.is_cut |= self.links == 0;
        self.links = self.links.checked_sub(1)?;
        Some(link)
    }

    /// Whether another block may come.
    pub(super) fn has_room(&mut self) -> bool {
        let has_room = self.blocks > 0;
        self.is_cut |= !has_room;
        self.blocks = self.blocks.saturating_sub(1);
        has_room
    }

    pub(super) fn blocks(&mut self, nodes: &[Node]) -> Vec<Piece> {
        let mut blocks = Blocks { reader: self, done: Vec::new(), line: Vec::new() };
        blocks.walk(nodes);
        blocks.finish()
    }

    /// What is inside an element that holds a line or blocks.
    pub(super) fn flow(&mut self, nodes: &[Node]) -> Vec<Piece> {
        alone(self.blocks(nodes))
    }
}

/// A single plain paragraph gives up its line to what holds it.
fn alone(mut blocks: Vec<Piece>) -> Vec<Piece> {
    match blocks.as_mut_slice() {
        [Piece::Element(Element { name: "p", attributes, inside })] if attributes.is_empty() => {
            take(inside)
        }
        _ => blocks,
    }
}

/// Blocks being made: inlines collect into a line, and whatever is a block ends the line.
struct Blocks<'r, 'a> {
    reader: &'r mut Reader<'a>,
    done: Vec<Piece>,
    line: Vec<Piece>,
}

impl Blocks<'_, '_> {
    fn walk(&mut self, nodes: &[Node]) {
        for node in nodes {
            match node {
                Node::Element(element) => self.element(element),
                _ => self.reader.add(node, &mut self.line),
            }
        }
    }

    fn element(&mut self, element: &markup::Element) {
        let name = element.name.as_str();
        if is_in(NO_TEXT, name) {
            return;
        }
        if self.reader.text == 0 {
            self.reader.is_cut = true;
            return;
        }
        if !is_block(element) {
            self.reader.inline(element, &mut self.line);
            return;
        }
        let is_wrapper = is_in(WRAPPERS, name);
        if is_wrapper || is_in(OWN_BLOCKS, name) {
            self.end_line();
        }
        // What stands before an inline is not in it, although a paragraph may hold both.
        let first = self.done.len() + usize::from(!self.line.is_empty());
        let children = &element.children;
        let block = match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                // Under the entry's own headline, which is an h4.
                let is_top = name.ends_with(char::from(self.reader.top));
                let mut inside = Vec::new();
                self.reader.inlines(children, &mut inside);
                tidy(&mut inside);
                Some(made(if is_top { "h5" } else { "h6" }, inside))
            }
            "ul" | "ol" | "menu" => Some(self.list(element)),
            "blockquote" => Some(self.reader.quote(element)),
            "pre" => Some(made("pre", vec![self.reader.text(&text::of(children))])),
            "hr" => Some(made("hr", Vec::new())),
            "figure" => {
                self.figure(children);
                None
            }
            "img" | "picture" => {
                let picture = self.reader.picture(element);
                if picture.is_none() {
                    // What it would have shown, in words.
                    self.reader.inline(element, &mut self.line);
                }
                picture
            }
            "video" | "audio" => self.reader.media(element),
            "iframe" => self.reader.frame(element),
            "table" => Some(self.reader.table(element)),
            _ => {
                // A wrapper such as <a> or <span> around whole blocks gives them up unwrapped, except that a picture
                // knows where it leads.
                let to = element.attribute("href").and_then(|to| self.reader.link(to));
                let outer = std::mem::replace(&mut self.reader.link, to);
                self.walk(children);
                self.reader.link = outer;
                if is_wrapper {
                    self.end_line();
                }
                None
            }
        };
        if let Some(block) = block {
            self.block(block);
        }
        for made in self.done.iter_mut().skip(first) {
            speak(element, made);
            if let (Piece::Element(made), "footer") = (made, name) {
                made.set("class", "source");
            }
        }
    }

    /// Whatever stands in a list is an item of it; newsrooms nest lists without a `<li>`.
    fn list(&mut self, list: &markup::Element) -> Piece {
        let mut items = Vec::new();
        for node in &list.children {
            let inside = self.reader.blocks(slice::from_ref(node));
            if !inside.is_empty() && self.reader.has_room() {
                items.push(made("li", inside));
            }
        }
        let rule = if list.name == "ol" { "ol start:n" } else { "ul" };
        self.reader.make(rule, list, items)
    }

    /// What stands together, under a caption.
    fn figure(&mut self, nodes: &[Node]) {
        let mut caption = Vec::new();
        let mut shown = Blocks { reader: self.reader, done: Vec::new(), line: Vec::new() };
        for node in nodes {
            match node {
                Node::Element(element) if element.name == "figcaption" => {
                    caption.extend(shown.reader.blocks(&element.children));
                }
                node => shown.walk(slice::from_ref(node)),
            }
        }
        let mut shown = shown.finish();
        if shown.is_empty() {
            // A caption of nothing is text like any other.
            shown = caption;
        } else if !caption.is_empty() {
            let caption = made("figcaption", alone(caption));
            match shown.as_mut_slice() {
                [Piece::Element(figure)] if figure.name == "figure" => figure.inside.push(caption),
                _ => {
                    shown.push(caption);
                    shown = vec![made("figure", shown)];
                }
            }
        }
        self.done.append(&mut shown);
    }

    fn block(&mut self, block: Piece) {
        self.end_line();
        if !block.is_blank() && self.reader.has_room() {
            self.done.push(block);
        }
    }

    fn end_line(&mut self) {
        let mut line = take(&mut self.line);
        tidy(&mut line);
        if !line.is_empty() && self.reader.has_room() {
            self.done.push(card::of_line(line));
        }
    }

    /// Pictures that follow one another stand side by side.
    fn finish(mut self) -> Vec<Piece> {
        self.end_line();
        let mut blocks: Vec<Piece> = Vec::new();
        for block in self.done {
            let is_picture = block.is("picture");
            match blocks.pop() {
                Some(Piece::Element(mut last))
                    if is_picture && last.get("class") == Some("gallery") =>
                {
                    last.inside.push(block);
                    blocks.push(Piece::Element(last));
                }
                Some(last) if is_picture && last.is("picture") => {
                    blocks.push(made("div class=gallery", vec![last, block]));
                }
                last => {
                    blocks.extend(last);
                    blocks.push(block);
                }
            }
        }
        blocks
    }
}

/// The digit of the highest heading.
fn top(nodes: &[Node]) -> u8 {
    let levels = nodes.iter().map(|node| match node {
        Node::Element(element) => match element.name.as_bytes() {
            [b'h', level @ b'1'..=b'6'] => *level,
            _ => top(&element.children),
        },
        _ => b'9',
    });
    levels.min().unwrap_or(b'9')
}

/// Whether it is a block, or an inline around one.
fn is_block(element: &markup::Element) -> bool {
    let name = element.name.as_str();
    if name == "img" {
        return !picture::is_sign(element);
    }
    is_in(WRAPPERS, name)
        || is_in(OWN_BLOCKS, name)
        || element.children.iter().any(|node| matches!(node, Node::Element(e) if is_block(e)))
}

/// Elements that become a block of their own kind.
const OWN_BLOCKS: &str =
    "h1 h2 h3 h4 h5 h6 ul ol menu blockquote pre hr figure img picture video audio iframe table";

/// Elements that end a line before and after, and are otherwise only wrappers.
const WRAPPERS: &str = "p div section article aside header footer main nav address center details summary dl dt dd li figcaption caption thead tbody tfoot tr td th";

/// Elements whose content is not text for a reader; those without any content need not stand here.
pub(super) const NO_TEXT: &str = "script style template noscript object applet canvas svg math form button select textarea title frameset noframes noembed xmp plaintext map datalist dialog";
