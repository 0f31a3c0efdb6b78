//! Elements made by rules: which attributes an element keeps of the feed's, and how the value of each is checked.

use super::read::Reader;
use super::{Element, Piece};
use crate::link::Link;
use crate::markup;

/// Longest value of an attribute that is text, in bytes.
const LONGEST: usize = 1_000;

/// Makes an element by a rule that needs nothing of the feed.
pub(super) fn made(rule: &'static str, inside: Vec<Piece>) -> Piece {
    let mut words = rule.split(' ');
    let mut element =
        Element { name: words.next().unwrap_or_default(), attributes: Vec::new(), inside };
    for word in words {
        if let Some((name, value)) = word.split_once('=') {
            element.set(name, value);
        }
    }
    Piece::Element(element)
}

/// A link; what is inside it is not empty.
pub(super) fn anchor(to: &Link, inside: Vec<Piece>) -> Piece {
    set(made("a", inside), "href", to.as_str())
}

/// Sets what has been checked elsewhere.
pub(super) fn set(mut piece: Piece, name: &'static str, value: &str) -> Piece {
    if let Piece::Element(element) = &mut piece {
        element.set(name, value);
    }
    piece
}

/// Keeps of a feed's element in which language it speaks, and in which direction.
pub(super) fn speak(of: &markup::Element, piece: &mut Piece) {
    let Piece::Element(element) = piece else { return };
    let is_tag = |tag: &&str| tag.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'-');
    if let Some(tag) = of.attribute("lang").filter(is_tag) {
        element.set("lang", tag);
    }
    let said = of.attribute("dir").unwrap_or_default();
    if let Some(dir) = ["ltr", "rtl", "auto"].into_iter().find(|dir| dir.eq_ignore_ascii_case(said))
    {
        element.set("dir", dir);
    }
}

impl Reader<'_> {
    /// Makes an element by a rule: its name, attributes with a value (`name=value`), and attributes that it has of the
    /// feed's (`name:check`).
    ///
    /// The checks: `u` an address that can be fetched, `c` candidates of a `srcset`, `n` a number, `w` words that media
    /// types, media queries and lengths are written with, `t` text, `f` that it is there.
    pub(super) fn make(
        &self,
        rule: &'static str,
        of: &markup::Element,
        inside: Vec<Piece>,
    ) -> Piece {
        let mut piece = made(rule, inside);
        for word in rule.split(' ') {
            let (Some((name, check)), Piece::Element(element)) = (word.split_once(':'), &mut piece)
            else {
                continue;
            };
            let Some(value) = of.attribute(name) else { continue };
            let value = match check {
                "u" => self.file(value).map(Link::into_string),
                "c" => self.candidates(value),
                "n" => number(value).map(str::to_owned),
                "w" => is_plain(value).then(|| value.to_owned()),
                "f" => Some(String::new()),
                _ => (value.len() <= LONGEST).then(|| value.to_owned()),
            };
            if let Some(value) = value {
                element.set(name, &value);
            }
        }
        speak(of, &mut piece);
        piece
    }

    /// An address that can be fetched.
    pub(super) fn file(&self, address: &str) -> Option<Link> {
        Link::resolve(self.base, address).filter(|link| link.is_http() && !address.is_empty())
    }

    /// The candidates of a `srcset` whose addresses can be used (HTML, "Parse a srcset attribute").
    fn candidates(&self, mut rest: &str) -> Option<String> {
        let mut kept = String::new();
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == ',');
            if rest.is_empty() {
                return (!kept.is_empty()).then_some(kept);
            }
            let (address, after) = before(rest, |c| c.is_ascii_whitespace());
            let alone = address.trim_end_matches(',');
            // A comma right after the address ends the candidate.
            let (descriptor, after) =
                if alone == address { before(after, |c| c == ',') } else { ("", after) };
            rest = after;
            if let Some(link) = self.file(alone) {
                if !kept.is_empty() {
                    kept.push_str(", ");
                }
                kept.push_str(link.as_str());
                kept.push_str(descriptor);
            }
        }
    }
}

/// Splits before the first character of a kind.
fn before(text: &str, at: fn(char) -> bool) -> (&str, &str) {
    text.split_at(text.find(at).unwrap_or(text.len()))
}

/// A whole number of at most five digits.
pub(super) fn number(value: &str) -> Option<&str> {
    let number = value.trim();
    let number = number.strip_suffix("px").unwrap_or(number);
    let is_number = number.bytes().all(|c| c.is_ascii_digit()) && (1..=5).contains(&number.len());
    is_number.then_some(number)
}

fn is_plain(value: &str) -> bool {
    let is_plain = |c: u8| c.is_ascii_alphanumeric() || b" ()<>=:,.%+-*/".contains(&c);
    value.len() <= LONGEST && value.bytes().all(is_plain)
}
