//! An entry's text as elements: names and attributes of a closed set, in their order.

use yew::prelude::*;
use yew::virtual_dom::{AttributeOrProperty, Attributes, Key, VTag};

use super::written;
use crate::content::{ATTRIBUTES, Element, Piece, attributes_of};
use crate::digits::digits;
use crate::labels::fill;
use crate::session::Words;

/// What stands under a headline. Each block has its number for a key, so that what is added below leaves it alone.
pub(super) fn body(of: &[Piece], words: &Words) -> Html {
    let numbered = of.iter().zip(0_u32..);
    numbered.map(|(piece, number)| self::piece(piece, words, Some(digits(number).into()))).collect()
}

fn piece(piece: &Piece, words: &Words, key: Option<Key>) -> Html {
    match piece {
        Piece::Text(text) => written(text),
        Piece::Element(element) => self::element(element, words, key),
    }
}

fn element(of: &Element, words: &Words, key: Option<Key>) -> Html {
    let mut tag = VTag::new(of.name);
    tag.key = key;
    // With places for all that one of its name can have, Yew compares values and needs no maps (xtask/src/dist/snip.rs).
    let keys = attributes_of(of.name);
    let mut values = Values(keys.iter().map(|_| None).collect());
    if !of.attributes.is_empty() {
        of.attributes.iter().for_each(|(name, value)| values.set(name, value));
        if of.name == "a" {
            values.set("rel", "noopener");
            if let Some(target) = &words.target {
                values.set("target", target);
            }
        }
        if let Some(name) = of.get("data-from") {
            tag.add_child(written(&fill(&words.load, &[("name", name)])));
        } else if of.name == "button" {
            values.set("title", &words.enlarge);
            values.set("data-close", &words.close);
        } else if let Some(address) = of.get("data-address") {
            // What has been loaded into it goes with it.
            tag.key = Some(Key::from(address));
        }
    }
    tag.set_attributes(Attributes::Dynamic { keys, values: values.0.into() });
    if !of.inside.is_empty() {
        tag.add_children(of.inside.iter().map(|piece| self::piece(piece, words, None)));
    }
    tag.into()
}

/// Values of attributes whose names are known beforehand; those of Yew for any name bring a hash map.
struct Values(Vec<Option<AttributeOrProperty>>);

impl Values {
    fn set(&mut self, name: &str, value: &str) {
        let places = ATTRIBUTES.iter().zip(&mut self.0);
        for (_, place) in places.filter(|(known, _)| **known == name) {
            *place = Some(AttributeOrProperty::Attribute(value.to_owned().into()));
        }
    }
}
