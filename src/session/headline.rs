//! A headline for every entry.

use crate::content::{Block, Inline};
use crate::feed::Update;

/// Longest headline made from an entry's text, in characters.
const LONGEST: usize = 90;

/// The title; without one the summary, and without that the first words of the text.
pub(super) fn headline(update: &Update, body: &[Block]) -> String {
    let given = update.title.as_ref().or(update.summary.as_ref());
    given.cloned().unwrap_or_else(|| opening(body))
}

fn opening(blocks: &[Block]) -> String {
    let mut text = String::new();
    for block in blocks {
        if let Block::Paragraph(inside) | Block::Heading(inside) = block {
            write(inside, &mut text);
            break;
        }
    }
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.char_indices().nth(LONGEST) {
        None => text,
        Some((end, _)) => {
            let kept = text.get(..end).unwrap_or_default();
            [kept.rsplit_once(' ').map_or(kept, |(words, _)| words), "…"].concat()
        }
    }
}

fn write(inlines: &[Inline], text: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text(part) => text.push_str(part),
            Inline::Break => text.push(' '),
            Inline::Emphasis(inside)
            | Inline::Strong(inside)
            | Inline::Code(inside)
            | Inline::Link { inside, .. } => write(inside, text),
        }
    }
}
