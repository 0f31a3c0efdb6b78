//! A headline for every entry.

use crate::content::{Content, Element, Piece};
use crate::feed::Update;
use crate::joined::joined;
use crate::link::last;

/// Longest headline made from an entry's text, in characters.
const LONGEST: usize = 90;

/// The title; without one the summary, and without that the first words of the text. Then how many blocks of the text
/// it has said: a plain first paragraph that is the headline does not stand under it again.
pub fn headline(update: &Update, content: &Content) -> (String, usize) {
    let given = update.title.as_ref().or(update.summary.as_ref());
    if let Some(given) = given {
        return (given.clone(), 0);
    }
    let opening = opening(&content.blocks);
    let is_said = match content.blocks.first() {
        Some(Piece::Element(Element { name: "p", inside, .. })) => {
            let is_plain = |piece: &Piece| matches!(piece, Piece::Text(_));
            inside.iter().all(is_plain) && !opening.ends_with('…')
        }
        _ => false,
    };
    (opening, usize::from(is_said))
}

fn opening(blocks: &[Piece]) -> String {
    let mut text = String::new();
    for block in blocks {
        if let Piece::Element(Element { name: "p" | "h5" | "h6", .. }) = block {
            let mut written = String::new();
            block.write(&mut written);
            written.chars().for_each(|c| push(c, &mut text));
            break;
        }
    }
    let text = text.trim_end();
    match text.char_indices().nth(LONGEST) {
        None => text.to_owned(),
        Some((end, _)) => {
            let kept = text.get(..end).unwrap_or_default();
            let words = last(kept, b' ').and_then(|at| kept.get(..at));
            joined(&[words.unwrap_or(kept), "…"], "")
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
