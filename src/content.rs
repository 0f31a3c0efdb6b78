//! What an entry's text can be: text, and elements of a closed set.
//!
//! Feed markup reaches the page only as these values. The names of elements and attributes are our own constants, so
//! nothing that a feed says can become one, and every value of an attribute has been checked where it was set. An
//! element that is not in the set is replaced by what is inside it; elements that hold no text for a reader (scripts,
//! styles, forms' controls, embedded objects) are dropped whole.

mod card;
mod files;
mod inline;
mod make;
mod picture;
mod read;
mod table;
mod text;

pub use files::whole;
pub use read::from_html;
pub use text::from_text;

/// What an entry shows under its headline. No two are equal, since an entry keeps the one that was made of it: to compare
/// all that is in them would be 0.5 KB of wasm.
#[derive(Clone, Debug, Default)]
pub struct Content {
    /// Elements that stand on lines of their own.
    pub blocks: Vec<Piece>,
    /// There is more than is shown here (see [`crate::limits`]).
    pub is_cut: bool,
}

impl PartialEq for Content {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

/// A piece of an entry's text.
#[derive(Clone, Debug)]
pub enum Piece {
    /// Text as it is.
    Text(String),
    /// An element.
    Element(Element),
}

/// An element of the closed set.
#[derive(Clone, Debug)]
pub struct Element {
    /// One of [`ELEMENTS`].
    pub name: &'static str,
    /// Names are of [`ATTRIBUTES`], each at most once.
    pub attributes: Vec<(&'static str, String)>,
    /// In reading order.
    pub inside: Vec<Piece>,
}

/// Every element that an entry's text can have on the page.
pub const ELEMENTS: &[&str] = &[
    "p",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "blockquote",
    "pre",
    "hr",
    "div",
    "figure",
    "figcaption",
    "picture",
    "img",
    "source",
    "video",
    "audio",
    "track",
    "table",
    "caption",
    "thead",
    "tbody",
    "tfoot",
    "tr",
    "th",
    "td",
    "br",
    "em",
    "strong",
    "code",
    "sub",
    "sup",
    "del",
    "ins",
    "abbr",
    "mark",
    "time",
    "a",
    "ruby",
    "rt",
    "rp",
    "span",
    "button",
];

/// Every attribute that it can have there; the last of them are set by the view.
pub static ATTRIBUTES: &[&str] = &[
    "lang",
    "dir",
    "class",
    "href",
    "title",
    "datetime",
    "start",
    "src",
    "srcset",
    "sizes",
    "media",
    "type",
    "alt",
    "width",
    "height",
    "loading",
    "decoding",
    "controls",
    "preload",
    "playsinline",
    "poster",
    "crossorigin",
    "kind",
    "srclang",
    "label",
    "default",
    "scope",
    "colspan",
    "rowspan",
    "tabindex",
    "role",
    "data-action",
    "data-address",
    "data-from",
    "data-close",
    "rel",
    "target",
];

/// Elements with attributes of their own, beside those that any may have.
const RICH: &str = "ol a time abbr img source video audio track th td div button";

/// Those that an element of this name can have.
pub fn attributes_of(name: &str) -> &'static [&'static str] {
    // Language, direction and class.
    if is_in(RICH, name) { ATTRIBUTES } else { ATTRIBUTES.split_at(3).0 }
}

impl Element {
    /// The value of an attribute.
    pub fn get(&self, attribute: &str) -> Option<&str> {
        self.attributes.iter().find(|(name, _)| *name == attribute).map(|(_, value)| value.as_str())
    }

    fn set(&mut self, name: &'static str, value: &str) {
        if self.get(name).is_none() {
            self.attributes.push((name, value.to_owned()));
        }
    }
}

impl Piece {
    fn text(text: &str) -> Self {
        Piece::Text(text.to_owned())
    }

    /// Whether a reader would see nothing of it.
    fn is_blank(&self) -> bool {
        match self {
            Piece::Text(text) => text.chars().all(char::is_whitespace),
            Piece::Element(element) => match element.name {
                "br" => true,
                "img" | "video" | "audio" | "hr" => false,
                _ => element.inside.iter().all(Piece::is_blank),
            },
        }
    }

    fn has(&self, attribute: &str) -> bool {
        matches!(self, Piece::Element(element) if element.get(attribute).is_some())
    }

    fn is(&self, class: &str) -> bool {
        matches!(self, Piece::Element(element) if element.get("class") == Some(class))
    }

    /// Its text, without what is only for the eye.
    pub fn write(&self, text: &mut String) {
        match self {
            Piece::Text(part) => text.push_str(part),
            Piece::Element(Element { name: "br", .. }) => text.push('\n'),
            Piece::Element(element) => element.inside.iter().for_each(|piece| piece.write(text)),
        }
    }
}

/// Removes breaks and blank text from both ends; nothing is left of a line that shows nothing.
fn tidy(line: &mut Vec<Piece>) {
    while line.last().is_some_and(Piece::is_blank) {
        line.pop();
    }
    while line.first().is_some_and(Piece::is_blank) {
        line.remove(0);
    }
}

/// Whether a word is in a list of words. A `match` over so many names is 0.5 KB more of wasm.
fn is_in(list: &str, name: &str) -> bool {
    list.split(' ').any(|known| known == name)
}
