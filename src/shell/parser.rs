//! The browser's own HTML parser, by way of www/parser.js.

use js_sys::Array;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

use crate::markup::{Element, Node, Parser};

#[wasm_bindgen(module = "/www/parser.js")]
extern "C" {
    fn parse(text: &str) -> Array;
}

/// What `parse` gives: a text is itself, an element a list of its name, of its attributes' names and values in turn, and
/// of what is inside it; what was nested too deeply is null.
#[derive(Debug, Default)]
pub struct PageParser;

impl Parser for PageParser {
    fn html(&self, text: &str) -> Vec<Node> {
        nodes(&parse(text))
    }
}

fn nodes(list: &Array) -> Vec<Node> {
    list.iter().map(|value| node(&value)).collect()
}

fn node(value: &JsValue) -> Node {
    if let Some(text) = value.as_string() {
        return Node::Text(text);
    }
    let Some(element) = value.dyn_ref::<Array>() else { return Node::Cut };
    let text = |value: JsValue| value.as_string().unwrap_or_default();
    let list = |at| element.get(at).unchecked_into::<Array>();
    let attributes = list(1);
    let pairs = (0..attributes.length() / 2)
        .map(|pair| (text(attributes.get(2 * pair)), text(attributes.get(2 * pair + 1))));
    Node::Element(Element {
        name: text(element.get(0)),
        attributes: pairs.collect(),
        children: nodes(&list(2)),
    })
}
