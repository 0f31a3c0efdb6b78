//! Elements made of a line of text with places in it, which is read: less to load than code for each element and each
//! attribute (ARCHITECTURE.md has the figures).

use std::mem;

use yew::prelude::*;
use yew::virtual_dom::{AttributeOrProperty, Attributes, Key, VTag};

use super::written;

/// What fills a place.
pub(super) enum Place {
    /// No attribute, or no child.
    Nothing,
    /// The value of an attribute or of the key, or a text.
    Text(String),
    /// A child.
    Child(Html),
}

/// Makes an element: `(name attribute=value attribute=@ @)`. An `@` takes the next place, as a value or as a child;
/// `key=@` is Yew's key. Values in the template have no spaces. What does not fit makes an element less, never a panic.
pub(super) fn html<const N: usize>(template: &'static str, places: [Place; N]) -> Html {
    read(template, &mut places.into_iter())
}

fn read(template: &'static str, places: &mut dyn Iterator<Item = Place>) -> Html {
    let mut open: Vec<Making> = Vec::new();
    let mut made = Html::default();
    for word in template.split(' ') {
        let inner = word.trim_end_matches(')');
        if let Some(name) = inner.strip_prefix('(') {
            open.push(Making { tag: VTag::new(name), values: Vec::new() });
        } else if let Some(making) = open.last_mut() {
            making.take(inner, places);
        }
        for _ in inner.len()..word.len() {
            let Some(done) = open.pop() else { break };
            made = done.tag();
            if let Some(around) = open.last_mut() {
                around.tag.add_child(mem::take(&mut made));
            }
        }
    }
    made
}

/// An element on its way.
struct Making {
    tag: VTag,
    values: Vec<Option<AttributeOrProperty>>,
}

impl Making {
    fn take(&mut self, word: &'static str, places: &mut dyn Iterator<Item = Place>) {
        let (name, value) = word.split_once('=').unwrap_or(("", word));
        let value = match value {
            "@" => places.next().unwrap_or(Place::Nothing),
            text => text.into(),
        };
        match (name, value) {
            ("", Place::Text(text)) => self.tag.add_child(written(&text)),
            ("", Place::Nothing) => self.tag.add_child(Html::default()),
            (_, Place::Child(child)) => self.tag.add_child(child),
            ("key", Place::Text(text)) => self.tag.key = Some(Key::from(text)),
            (_, Place::Text(text)) => self.set(name, Some(text.into())),
            (_, Place::Nothing) => self.set(name, None),
        }
    }

    fn set(&mut self, name: &str, value: Option<AttrValue>) {
        let Some(at) = NAMES.iter().position(|known| *known == name) else { return };
        while self.values.len() <= at {
            self.values.push(None);
        }
        self.values[at] = value.map(AttributeOrProperty::Attribute);
    }

    fn tag(mut self) -> Html {
        // With the same names whenever the element is made, Yew compares values and needs no maps (xtask/src/dist/snip.rs).
        let keys = NAMES.get(..self.values.len()).unwrap_or_default();
        self.tag.set_attributes(Attributes::Dynamic { keys, values: self.values.into() });
        self.tag.into()
    }
}

impl From<Html> for Place {
    fn from(child: Html) -> Self {
        Self::Child(child)
    }
}

impl From<Option<Html>> for Place {
    fn from(child: Option<Html>) -> Self {
        child.map_or(Self::Nothing, Self::Child)
    }
}

impl From<&str> for Place {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<&String> for Place {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

impl From<&Option<String>> for Place {
    fn from(text: &Option<String>) -> Self {
        text.clone().map_or(Self::Nothing, Self::Text)
    }
}

/// An attribute that is there or not.
impl From<bool> for Place {
    fn from(there: bool) -> Self {
        if there { Self::Text(String::new()) } else { Self::Nothing }
    }
}

/// Every attribute of the view. An element has places for all up to the last that its template has: what many have comes
/// first. One place in memory, since Yew compares that; what may take the place of another element of its name has as many
/// (tests/view_places.rs), or the release breaks down.
static NAMES: &[&str] = &[
    "class",
    "part",
    "d",
    "open",
    "data-entry",
    "href",
    "data-action",
    "name",
    "datetime",
    "title",
    "aria-hidden",
    "viewBox",
    "data-certainty",
    "role",
    "lang",
    "type",
    "data-day",
    "aria-label",
    "hidden",
    "data-id",
    "data-key",
    "data-unread",
    "data-withdrawn",
    "tabindex",
    "aria-expanded",
    "aria-disabled",
    "aria-controls",
    "aria-busy",
    "id",
    "data-state",
    "rel",
    "target",
];
