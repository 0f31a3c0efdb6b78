//! Markup as an inert, owned tree: what a parser found, before anything decides what of it is shown.

#[cfg(not(target_arch = "wasm32"))]
pub mod native;

/// A node of the tree. Comments, doctypes and processing instructions are not kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// Text with its character references resolved.
    Text(String),
    /// An element with what is inside it.
    Element(Element),
    /// What was nested deeper than [`MAX_NESTING`](crate::limits::MAX_NESTING).
    Cut,
}

/// An element of any name; nothing here has been checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element {
    /// The local name, in lower case.
    pub name: String,
    /// Names in lower case, and values as written.
    pub attributes: Vec<(String, String)>,
    /// In document order.
    pub children: Vec<Node>,
}

impl Element {
    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// Text into a tree, without running or loading anything of it: the browser's own parser on a
/// page, html5ever elsewhere.
pub trait Parser {
    /// The children of `<body>` that the HTML standard's parser makes of `text`; where the page forbids parsing (Trusted
    /// Types), its text without markup.
    fn html(&self, text: &str) -> Vec<Node>;
}
