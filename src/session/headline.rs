//! A headline for every entry.

use std::rc::Rc;

use crate::content::{Block, Inline};
use crate::feed::Update;

/// Longest headline made from an entry's text, in characters.
const LONGEST: usize = 90;

/// The title; without one the summary, and without that the first words of the text. Then what is
/// left to say under it: a plain first paragraph that is the headline does not stand there again.
pub fn headline(update: &Update, body: Rc<[Block]>) -> (String, Rc<[Block]>) {
    let given = update.title.as_ref().or(update.summary.as_ref());
    if let Some(given) = given {
        return (given.clone(), body);
    }
    let opening = opening(&body);
    let rest = match body.split_first() {
        Some((Block::Paragraph(first), rest)) if is_plain(first) && !opening.ends_with('…') => {
            Rc::from(rest)
        }
        _ => body,
    };
    (opening, rest)
}

/// Whether nothing is lost with its markup.
fn is_plain(inlines: &[Inline]) -> bool {
    inlines.iter().all(|inline| matches!(inline, Inline::Text(_)))
}

fn opening(blocks: &[Block]) -> String {
    let mut text = String::new();
    for block in blocks {
        if let Block::Paragraph(inside) | Block::Heading(inside) = block {
            write(inside, &mut text);
            break;
        }
    }
    let text = text.trim_end();
    match text.char_indices().nth(LONGEST) {
        None => text.to_owned(),
        Some((end, _)) => {
            let kept = text.get(..end).unwrap_or_default();
            [kept.rsplit_once(' ').map_or(kept, |(words, _)| words), "…"].concat()
        }
    }
}

fn write(inlines: &[Inline], text: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text(part) => part.chars().for_each(|c| push(c, text)),
            Inline::Break => push(' ', text),
            Inline::Emphasis(inside)
            | Inline::Strong(inside)
            | Inline::Code(inside)
            | Inline::Link { inside, .. } => write(inside, text),
        }
    }
}

/// White space is one space, and none at the beginning.
fn push(c: char, text: &mut String) {
    if !c.is_whitespace() {
        text.push(c);
    } else if !text.is_empty() && !text.ends_with(' ') {
        text.push(' ');
    }
}
