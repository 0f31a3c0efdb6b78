//! Markup as plain text, for what JSON Feed has as text: headlines, summaries, names.

use crate::markup::{Node, Parser};

/// Elements whose text nobody reads.
const UNREAD: [&str; 4] = ["script", "style", "template", "noscript"];

/// The text of an HTML fragment, on one line; `None` where it has none.
pub(super) fn of_html(html: &str, parser: &dyn Parser) -> Option<String> {
    let markup = html.contains(['<', '&']);
    let parsed = if markup { parser.html(html) } else { None };
    let text = match parsed {
        Some(nodes) => {
            let mut text = String::new();
            collect(&nodes, &mut text);
            text
        }
        None => html.to_owned(),
    };
    of_text(&text)
}

/// A text without line ends and white space that is there for its source only, and without
/// characters that nobody sees.
pub(super) fn of_text(text: &str) -> Option<String> {
    let shown: String = text.chars().filter(|c| c.is_whitespace() || !c.is_control()).collect();
    let words: Vec<&str> = shown.split_whitespace().collect();
    (!words.is_empty()).then(|| words.join(" "))
}

fn collect(nodes: &[Node], text: &mut String) {
    for node in nodes {
        match node {
            Node::Text(part) => text.push_str(part),
            Node::Element(element) if UNREAD.contains(&element.name.as_str()) => {}
            Node::Element(element) => {
                // What is inside a line stays in it; whatever else it is, it ends a word.
                let inline = matches!(
                    element.name.as_str(),
                    "a" | "abbr"
                        | "b"
                        | "cite"
                        | "code"
                        | "em"
                        | "i"
                        | "mark"
                        | "q"
                        | "s"
                        | "small"
                        | "span"
                        | "strong"
                        | "sub"
                        | "sup"
                        | "time"
                        | "u"
                );
                if !inline {
                    text.push(' ');
                }
                collect(&element.children, text);
                if !inline {
                    text.push(' ');
                }
            }
        }
    }
}
