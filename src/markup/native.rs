//! The parser where there is no browser: html5ever, which follows the same standard.

use html5ever::tendril::TendrilSink;
use html5ever::{ParseOpts, parse_document};
use markup5ever_rcdom::{Handle, NodeData, RcDom};

use super::{Element, Node, Parser};
use crate::limits::MAX_NESTING;

/// HTML through html5ever.
#[derive(Debug, Default)]
pub struct Html5ever;

impl Parser for Html5ever {
    fn html(&self, text: &str) -> Vec<Node> {
        // A frameset takes the place of a body, unless there is one already.
        let text = ["<body>", text].concat();
        let dom = parse_document(RcDom::default(), ParseOpts::default()).one(text.as_str());
        let body = child(&dom.document, "html").and_then(|html| child(&html, "body"));
        body.map(|body| children(&body, 0)).unwrap_or_default()
    }
}

fn child(parent: &Handle, wanted: &str) -> Option<Handle> {
    let children = parent.children.borrow();
    let found = children.iter().find(|node| match &node.data {
        NodeData::Element { name, .. } => &*name.local == wanted,
        _ => false,
    });
    found.cloned()
}

fn children(parent: &Handle, depth: usize) -> Vec<Node> {
    parent.children.borrow().iter().filter_map(|node| owned(node, depth)).collect()
}

fn owned(node: &Handle, depth: usize) -> Option<Node> {
    match &node.data {
        NodeData::Text { contents } => Some(Node::Text(contents.borrow().to_string())),
        NodeData::Element { .. } if depth == MAX_NESTING => Some(Node::Cut),
        NodeData::Element { name, attrs, .. } => {
            let attributes = attrs.borrow();
            let attributes = attributes
                .iter()
                .map(|attribute| (attribute.name.local.to_string(), attribute.value.to_string()));
            Some(Node::Element(Element {
                name: name.local.to_string(),
                attributes: attributes.collect(),
                children: children(node, depth + 1),
            }))
        }
        _ => None,
    }
}
