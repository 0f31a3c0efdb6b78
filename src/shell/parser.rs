//! The browser's own HTML parser.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::markup::{Element, MAX_DEPTH, Node, Parser};

#[wasm_bindgen]
extern "C" {
    type DOMParser;

    #[wasm_bindgen(constructor, catch)]
    fn new() -> Result<DOMParser, wasm_bindgen::JsValue>;

    // Throws where the page demands Trusted Types; web-sys does not know that.
    #[wasm_bindgen(method, catch, js_name = parseFromString)]
    fn parse(
        this: &DOMParser,
        text: &str,
        kind: &str,
    ) -> Result<web_sys::Document, wasm_bindgen::JsValue>;

    // Sanitizes, and so is allowed where Trusted Types forbid the other; newer browsers have it.
    #[wasm_bindgen(js_namespace = Document, js_name = parseHTML, catch)]
    fn parse_sanitized(text: &str) -> Result<web_sys::Document, wasm_bindgen::JsValue>;
}

/// `DOMParser`: its document has no browsing context, so nothing in it runs or loads.
#[derive(Debug, Default)]
pub struct PageParser;

impl Parser for PageParser {
    fn html(&self, text: &str) -> Option<Vec<Node>> {
        let parsed = DOMParser::new().and_then(|parser| parser.parse(text, "text/html"));
        let document = parsed.or_else(|_| parse_sanitized(text)).ok()?;
        Some(children(document.body()?.as_ref(), 0))
    }
}

fn children(parent: &web_sys::Node, depth: usize) -> Vec<Node> {
    let mut nodes = Vec::new();
    let mut next = parent.first_child();
    while let Some(child) = next {
        if let Some(element) = child.dyn_ref::<web_sys::Element>() {
            if depth < MAX_DEPTH {
                nodes.push(Node::Element(Element {
                    name: element.local_name(),
                    attributes: attributes(element),
                    children: children(&child, depth + 1),
                }));
            }
        } else if child.node_type() == web_sys::Node::TEXT_NODE {
            nodes.push(Node::Text(child.node_value().unwrap_or_default()));
        }
        next = child.next_sibling();
    }
    nodes
}

fn attributes(element: &web_sys::Element) -> Vec<(String, String)> {
    let found = element.attributes();
    let each = (0..found.length()).filter_map(|index| found.item(index));
    each.map(|attribute| (attribute.name(), attribute.value())).collect()
}
