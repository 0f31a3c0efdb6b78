//! How much of an entry's markup is taken: at the limit all of it, one beyond that is cut off and says so.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

mod support;

use developing_story::content::{Content, from_html, from_text};
use developing_story::limits::{
    MAX_ADDRESS, MAX_BLOCKS, MAX_BYTES, MAX_LINKS, MAX_NESTING, MAX_TEXT,
};
use developing_story::markup::Node;
use developing_story::markup::Parser;
use developing_story::markup::native::Html5ever;
use support::pieces::{content, elements};

fn count(of: &Content, name: &str) -> usize {
    elements(&of.blocks).iter().filter(|element| element.name == name).count()
}

fn all(of: &Content) -> String {
    let mut text = String::new();
    of.blocks.iter().for_each(|block| block.write(&mut text));
    text
}

#[test]
fn text_beyond_the_limit_is_cut_off() {
    for (length, is_cut) in [(MAX_TEXT, false), (MAX_TEXT + 1, true)] {
        for made in [content(&"a".repeat(length)), from_text(&"a".repeat(length))] {
            assert_eq!(all(&made).len(), MAX_TEXT);
            assert_eq!(made.is_cut, is_cut, "{length}");
        }
        let in_two = format!(
            "<p>{}</p><p>{}</p>",
            "a".repeat(MAX_TEXT - 5),
            "b".repeat(length + 5 - MAX_TEXT)
        );
        let made = content(&in_two);
        assert_eq!((all(&made).len(), made.is_cut), (MAX_TEXT, is_cut));
    }
    // A letter of two bytes is not taken apart.
    let made = content(&format!("{}æ", "a".repeat(MAX_TEXT - 1)));
    assert_eq!((all(&made).len(), made.is_cut), (MAX_TEXT - 1, true));
    // Nothing comes after the end.
    let made = content(&format!("<p>{}</p><img src=x.jpg><hr>", "a".repeat(MAX_TEXT)));
    assert_eq!((made.blocks.len(), made.is_cut), (1, true));
}

#[test]
fn blocks_beyond_the_limit_are_left_out() {
    for (times, is_cut) in [(MAX_BLOCKS, false), (MAX_BLOCKS + 1, true)] {
        let made = content(&"<p>a</p>".repeat(times));
        assert_eq!((made.blocks.len(), made.is_cut), (MAX_BLOCKS, is_cut));
        let made = from_text(&"a\n\n".repeat(times));
        assert_eq!((made.blocks.len(), made.is_cut), (MAX_BLOCKS, is_cut));
        // Rows count, and the table that they stand in.
        let made = content(&format!("<table>{}</table>", "<tr><td>1".repeat(times)));
        assert!(made.is_cut && count(&made, "tr") < times);
    }
    let half = MAX_BLOCKS / 2;
    // An item and its paragraph.
    let made = content(&format!("<ul>{}</ul>", "<li>a".repeat(half - 1)));
    assert_eq!((count(&made, "li"), made.is_cut), (half - 1, false));
    let made = content(&format!("<ul>{}</ul><p>b", "<li>a".repeat(half + 1)));
    assert!(made.is_cut && count(&made, "li") <= half);
}

#[test]
fn links_beyond_the_limit_stay_as_text() {
    for (times, is_cut) in [(MAX_LINKS, false), (MAX_LINKS + 1, true)] {
        let made = content(&"<a href=x>a</a> ".repeat(times));
        assert_eq!((count(&made, "a"), made.is_cut), (MAX_LINKS, is_cut));
        assert_eq!(all(&made).matches('a').count(), times);
        let made = from_text(&"https://a.example ".repeat(times));
        assert_eq!((count(&made, "a"), made.is_cut), (MAX_LINKS, is_cut));
    }
}

#[test]
fn an_address_beyond_the_limit_is_none() {
    let address = |length: usize| format!("https://a.example/{}", "a".repeat(length - 18));
    for (length, links) in [(MAX_ADDRESS, 1), (MAX_ADDRESS + 1, 0)] {
        let made = content(&format!("<a href={}>a</a>", address(length)));
        assert_eq!(count(&made, "a"), links, "{length}");
        let made = content(&format!("<img src={}>", address(length)));
        assert_eq!(count(&made, "img"), links, "{length}");
    }
}

#[test]
fn nesting_beyond_the_limit_is_cut_off_and_nothing_runs_out_of_stack() {
    let deep = |name: &str, times: usize| {
        format!("{}dybt{}", format!("<{name}>").repeat(times), format!("</{name}>").repeat(times))
    };
    for (times, is_cut) in [(MAX_NESTING, false), (MAX_NESTING + 1, true), (5_000, true)] {
        for name in ["div", "blockquote", "ul", "b", "figure"] {
            let nodes = Html5ever.html(&deep(name, times));
            assert!(depth(&nodes) <= MAX_NESTING + 1, "{name}");
            let made = from_html(&nodes, None);
            assert_eq!(made.is_cut, is_cut, "{name} {times}");
            assert_eq!(made.blocks.is_empty(), is_cut, "{name} {times}");
        }
    }
}

fn depth(nodes: &[Node]) -> usize {
    let each = nodes.iter().map(|node| match node {
        Node::Text(_) | Node::Cut => 1,
        Node::Element(element) => 1 + depth(&element.children),
    });
    each.max().unwrap_or(0)
}

#[test]
fn the_page_has_the_same_limits() {
    let parser = include_str!("../www/parser.js");
    assert!(parser.contains(&format!("const DEEPEST = {MAX_NESTING};")));
    let exchange = include_str!("../www/exchange.js");
    assert!(exchange.contains("const LONGEST = 8 * 1024 * 1024;"));
    assert_eq!(MAX_BYTES, 8 * 1024 * 1024);
}
