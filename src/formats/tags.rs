//! HTML as a row of texts and tags, as its tokenizer would find them (HTML Standard §13.2.5).
//!
//! By hand, though there are parsers: a browser's makes a whole document of every headline, at 0.1 ms
//! each, and Trusted Types forbid it; html5gum is 39 KB. Nothing that is found here reaches a page but
//! as text, or as an address that has been checked.

use super::references;

/// Elements whose content is text to a parser, whatever it looks like.
const RAW: [&str; 7] = ["script", "style", "title", "textarea", "noscript", "template", "xmp"];

/// A piece of HTML.
#[derive(Debug)]
pub(super) enum Piece<'a> {
    /// Text, with its references.
    Text(&'a str),
    /// A start tag.
    Start(Tag<'a>),
    /// An end tag, by its name in lower case.
    End(String),
}

/// A start tag.
#[derive(Debug)]
pub(super) struct Tag<'a> {
    /// In lower case.
    pub(super) name: String,
    attributes: &'a str,
    /// Of a [`RAW`] element, what is in it.
    pub(super) inside: &'a str,
}

/// The pieces of a text. Comments and declarations are left out.
#[derive(Debug)]
pub(super) struct Pieces<'a>(&'a str);

impl<'a> Pieces<'a> {
    pub(super) fn of(html: &'a str) -> Self {
        Self(html)
    }

    fn take(&mut self, end: Option<usize>, marker: usize) -> &'a str {
        let (taken, rest) = self.0.split_at(end.unwrap_or(self.0.len()));
        self.0 = rest.get(marker..).unwrap_or_default();
        taken
    }

    /// The text of an element that is nothing but text, up to its end tag.
    fn inside(&mut self, name: &str) -> &'a str {
        let ends = self.0.match_indices("</").map(|(at, _)| at);
        let end = ends.into_iter().find(|at| {
            let tag = self.0.get(at + 2..at + 2 + name.len());
            tag.is_some_and(|tag| tag.eq_ignore_ascii_case(name))
        });
        self.take(end, 0)
    }
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        loop {
            let Some(tag) = self.0.strip_prefix('<') else {
                let text = self.take(self.0.find('<'), 0);
                return (!text.is_empty()).then_some(Piece::Text(text));
            };
            if tag.starts_with("!--") {
                self.take(self.0.find("-->"), 3);
                continue;
            }
            let is_end = tag.starts_with('/');
            let name = tag.strip_prefix('/').unwrap_or(tag);
            if name.starts_with(|c: char| c.is_ascii_alphabetic()) {
                self.0 = name;
                let tag = self.take(end_of_tag(name), 1);
                let end = tag.find(|c: char| c.is_ascii_whitespace() || c == '/');
                let (name, attributes) = tag.split_at(end.unwrap_or(tag.len()));
                let name = name.to_ascii_lowercase();
                if is_end {
                    return Some(Piece::End(name));
                }
                let inside = if RAW.contains(&&*name) { self.inside(&name) } else { "" };
                return Some(Piece::Start(Tag { name, attributes, inside }));
            }
            if is_end || tag.starts_with(['!', '?']) {
                self.take(self.0.find('>'), 1);
                continue;
            }
            // A less-than sign.
            let (text, rest) = self.0.split_at(1);
            self.0 = rest;
            return Some(Piece::Text(text));
        }
    }
}

/// Where a tag ends; nothing where it does not.
fn end_of_tag(tag: &str) -> Option<usize> {
    let mut quote = None;
    let mut before = ' ';
    for (at, c) in tag.char_indices() {
        match quote {
            None if c == '>' => return Some(at),
            // Elsewhere a quote is part of a name or a value.
            None if matches!(c, '"' | '\'') && before == '=' => quote = Some(c),
            Some(open) if open == c => quote = None,
            _ => {}
        }
        if !c.is_ascii_whitespace() {
            before = c;
        }
    }
    None
}

impl Tag<'_> {
    /// The value of an attribute, its references replaced; nothing where there is no such one.
    pub(super) fn attribute(&self, wanted: &str) -> Option<String> {
        let mut rest = self.attributes;
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
            let end = rest.find(|c: char| c.is_ascii_whitespace() || matches!(c, '=' | '/'));
            let (name, after) = rest.split_at(end.unwrap_or(rest.len()));
            if name.is_empty() && after.is_empty() {
                return None;
            }
            let value = after.trim_start().strip_prefix('=').map(str::trim_start);
            let (value, after) = match value {
                None => ("", after),
                Some(value) => match value.chars().next().filter(|c| matches!(c, '"' | '\'')) {
                    Some(quote) => {
                        let inside = value.get(1..).unwrap_or_default();
                        inside.split_once(quote).unwrap_or((inside, ""))
                    }
                    None => {
                        let end = value.find(|c: char| c.is_ascii_whitespace());
                        value.split_at(end.unwrap_or(value.len()))
                    }
                },
            };
            if name.eq_ignore_ascii_case(wanted) {
                let mut text = String::new();
                references::resolve(value, &mut text);
                return Some(text);
            }
            rest = after;
        }
    }
}
