//! Markup as plain text, for what JSON Feed has as text: headlines, summaries, names.

use super::references;
use super::tags::{Piece, Pieces};

/// Elements that may stand within a word.
const INLINE: &str = "a abbr b cite code em i mark q s small span strong sub sup time u";

/// The text of an HTML fragment, on one line; `None` where it has none.
pub(super) fn of_html(html: &str) -> Option<String> {
    let mut text = String::with_capacity(html.len());
    for piece in Pieces::of(html) {
        let name = match piece {
            Piece::Text(part) => {
                references::resolve(part, &mut text);
                continue;
            }
            Piece::Start(tag) => {
                if tag.name == "title" || tag.name == "textarea" {
                    references::resolve(tag.inside, &mut text);
                }
                tag.name
            }
            Piece::End(name) => name,
        };
        // What is inside a line stays in it; whatever else it is, it ends a word.
        if !INLINE.split(' ').any(|known| known == name) {
            text.push(' ');
        }
    }
    of_text(&text)
}

/// A text without line ends and white space that is there for its source only, and without
/// characters that nobody sees.
pub(super) fn of_text(text: &str) -> Option<String> {
    let shown: String = text.chars().filter(|c| c.is_whitespace() || !c.is_control()).collect();
    let words: Vec<&str> = shown.split_whitespace().collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// A text that may be HTML or not, as either; text keeps its lines.
pub(super) fn or_html(text: &str) -> (Option<String>, Option<String>) {
    if is_markup(text) {
        return (Some(text.to_owned()), None);
    }
    if !text.contains('&') {
        return (None, Some(text.to_owned()));
    }
    let lines = text.lines().map(|line| of_html(line).unwrap_or_default());
    let decoded = lines.collect::<Vec<_>>().join("\n");
    // Some escape HTML once more so that it can stand in a script.
    if is_markup(&decoded) { (Some(decoded), None) } else { (None, Some(decoded)) }
}

/// Whether there is an element of HTML in a text: `a < b` has none, nor has `<name@news.example>`.
fn is_markup(text: &str) -> bool {
    text.split('<').skip(1).any(|tag| {
        let name = tag.strip_prefix('/').unwrap_or(tag);
        let end = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
        let (name, rest) = name.split_at(end);
        rest.starts_with(['>', '/', ' ', '\t', '\n', '\r'])
            && ELEMENTS.split(' ').any(|known| known.eq_ignore_ascii_case(name))
    })
}

/// Elements that newsrooms write into an entry.
const ELEMENTS: &str = "p br a b i em strong u s div span ul ol li blockquote q cite h1 h2 h3 h4 h5 h6 hr img figure figcaption picture video audio iframe script style table tr td pre code small sub sup mark section article aside header footer time del ins abbr";

/// A text as HTML that shows it.
pub(super) fn escaped(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    text.replace('"', "&quot;")
}
