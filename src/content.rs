//! What an entry's text can be: a closed set of blocks and inlines, and nothing else.
//!
//! Feed markup reaches the page only as these values. An element that is not in the set is
//! replaced by what is inside it; elements that hold no text for a reader (scripts, styles, forms'
//! controls, embedded objects) are dropped whole.

use std::slice;

use crate::link::Link;
use crate::markup::{Element, Node};

/// What stands on lines of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A heading inside an entry, of any level.
    Heading(Vec<Inline>),
    /// A list; `start` is set where an ordered list does not begin at 1.
    List {
        /// Numbered or not.
        ordered: bool,
        /// First number of an ordered list.
        start: Option<i32>,
        /// One list of blocks an item.
        items: Vec<Vec<Block>>,
    },
    /// A quotation, or a box set off from the text.
    Quote(Vec<Block>),
    /// Text whose white space counts.
    Preformatted(String),
    /// A change of theme.
    Rule,
}

/// What flows within a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inline {
    /// Text as it is.
    Text(String),
    /// A line break.
    Break,
    /// Stress.
    Emphasis(Vec<Inline>),
    /// Weight.
    Strong(Vec<Inline>),
    /// Computer text.
    Code(Vec<Inline>),
    /// A link that can be followed safely.
    Link {
        /// Where to.
        to: Link,
        /// What the reader sees.
        inside: Vec<Inline>,
    },
}

/// Blocks from parsed HTML; relative addresses are resolved against `base`.
pub fn from_html(nodes: &[Node], base: Option<&Link>) -> Vec<Block> {
    let mut blocks = Blocks { base, done: Vec::new(), line: Vec::new() };
    blocks.walk(nodes);
    blocks.finish()
}

/// Blocks from plain text: an empty line ends a paragraph, a line end breaks the line.
pub fn from_text(text: &str) -> Vec<Block> {
    let mut paragraphs = vec![Vec::new()];
    for line in text.lines().map(str::trim) {
        match paragraphs.last_mut() {
            Some(paragraph) if !line.is_empty() => {
                if !paragraph.is_empty() {
                    paragraph.push(Inline::Break);
                }
                paragraph.push(Inline::Text(line.to_owned()));
            }
            _ => paragraphs.push(Vec::new()),
        }
    }
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    paragraphs.into_iter().map(Block::Paragraph).collect()
}

/// Blocks being made: inlines collect into a line, and whatever is a block ends the line.
struct Blocks<'a> {
    base: Option<&'a Link>,
    done: Vec<Block>,
    line: Vec<Inline>,
}

impl Blocks<'_> {
    fn walk(&mut self, nodes: &[Node]) {
        for node in nodes {
            match node {
                Node::Text(text) => self.line.push(Inline::Text(text.clone())),
                Node::Element(element) => self.element(element),
            }
        }
    }

    fn element(&mut self, element: &Element) {
        match element.name.as_str() {
            name if is_in(NO_TEXT, name) => {}
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.block(Block::Heading(tidy(self.inlines(&element.children))));
            }
            "ul" | "ol" => self.block(Block::List {
                ordered: element.name == "ol",
                start: element.attribute("start").and_then(|start| start.trim().parse().ok()),
                items: self.items(element),
            }),
            "blockquote" => self.block(Block::Quote(from_html(&element.children, self.base))),
            "pre" => self.block(Block::Preformatted(text_of(&element.children))),
            "hr" => self.block(Block::Rule),
            name if is_in(BLOCKS, name) => {
                self.end_line();
                self.walk(&element.children);
                self.end_line();
            }
            // A wrapper such as <a> or <span> around whole blocks gives them up unwrapped: half a
            // link is worse than none.
            _ if contains_block(&element.children) => self.walk(&element.children),
            _ => {
                let inlines = self.inline(element);
                self.line.extend(inlines);
            }
        }
    }

    /// Whatever stands in a list is an item of it; newsrooms nest lists without a `<li>`.
    fn items(&self, list: &Element) -> Vec<Vec<Block>> {
        let items = list.children.iter().map(|node| from_html(slice::from_ref(node), self.base));
        items.filter(|item| !item.is_empty()).collect()
    }

    fn inlines(&self, nodes: &[Node]) -> Vec<Inline> {
        let mut found = Vec::new();
        for node in nodes {
            match node {
                Node::Text(text) => found.push(Inline::Text(text.clone())),
                Node::Element(element) => found.extend(self.inline(element)),
            }
        }
        found
    }

    fn inline(&self, element: &Element) -> Vec<Inline> {
        if is_in(NO_TEXT, &element.name) {
            return Vec::new();
        }
        let inside = self.inlines(&element.children);
        match element.name.as_str() {
            "br" => vec![Inline::Break],
            _ if inside.is_empty() => Vec::new(),
            "em" | "i" | "cite" | "dfn" | "var" => vec![Inline::Emphasis(inside)],
            "strong" | "b" => vec![Inline::Strong(inside)],
            "code" | "kbd" | "samp" | "tt" => vec![Inline::Code(inside)],
            "a" => match element.attribute("href").and_then(|to| Link::resolve(self.base, to)) {
                Some(to) => vec![Inline::Link { to, inside }],
                None => inside,
            },
            _ => inside,
        }
    }

    fn block(&mut self, block: Block) {
        self.end_line();
        let empty = match &block {
            Block::Paragraph(inside) | Block::Heading(inside) => inside.is_empty(),
            Block::List { items, .. } => items.is_empty(),
            Block::Quote(inside) => inside.is_empty(),
            Block::Preformatted(text) => text.trim().is_empty(),
            Block::Rule => false,
        };
        if !empty {
            self.done.push(block);
        }
    }

    fn end_line(&mut self) {
        let line = tidy(std::mem::take(&mut self.line));
        if !line.is_empty() {
            self.done.push(Block::Paragraph(line));
        }
    }

    fn finish(mut self) -> Vec<Block> {
        self.end_line();
        self.done
    }
}

/// Removes breaks and blank text from both ends; nothing is left of a line that shows nothing.
fn tidy(mut line: Vec<Inline>) -> Vec<Inline> {
    while line.last().is_some_and(is_blank) {
        line.pop();
    }
    let lead = line.iter().take_while(|inline| is_blank(inline)).count();
    line.drain(..lead);
    line
}

fn is_blank(inline: &Inline) -> bool {
    match inline {
        Inline::Text(text) => text.chars().all(char::is_whitespace),
        Inline::Break => true,
        Inline::Emphasis(inside)
        | Inline::Strong(inside)
        | Inline::Code(inside)
        | Inline::Link { inside, .. } => inside.iter().all(is_blank),
    }
}

fn text_of(nodes: &[Node]) -> String {
    let mut text = String::new();
    for node in nodes {
        match node {
            Node::Text(part) => text.push_str(part),
            Node::Element(element) if element.name == "br" => text.push('\n'),
            Node::Element(element) if is_in(NO_TEXT, &element.name) => {}
            Node::Element(element) => text.push_str(&text_of(&element.children)),
        }
    }
    text
}

fn contains_block(nodes: &[Node]) -> bool {
    nodes.iter().any(|node| match node {
        Node::Text(_) => false,
        Node::Element(element) => {
            is_in(BLOCKS, &element.name)
                || is_in(OWN_BLOCKS, &element.name)
                || contains_block(&element.children)
        }
    })
}

/// Elements that become a block of their own kind.
const OWN_BLOCKS: &str = "h1 h2 h3 h4 h5 h6 ul ol blockquote pre hr";

/// Elements that end a line before and after, and are otherwise only wrappers.
const BLOCKS: &str = "p div section article aside header footer main nav address center details summary dl dt dd li figure figcaption table caption thead tbody tfoot tr td th";

/// Elements whose content is not text for a reader.
const NO_TEXT: &str = "script style template noscript iframe object embed applet canvas svg math audio video form input button select textarea title head link meta base frameset noframes noembed xmp plaintext map area img picture";

/// Whether an element is in a list. A `match` over so many names is 0.5 KB more of wasm.
fn is_in(list: &str, name: &str) -> bool {
    list.split(' ').any(|known| known == name)
}
