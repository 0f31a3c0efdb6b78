//! What www/formats.js calls: a document of any format into a JSON Feed.

use js_sys::Array;
use wasm_bindgen::prelude::wasm_bindgen;

use super::json;
use crate::changes::{self, Change};
use crate::formats::{self, Document, Outcome, Reading};
use crate::link::Link;
use crate::time::Timestamp;

/// What differs between two texts, word by word: for each part the name of its element ("ins", "del" or none), and its
/// words.
#[wasm_bindgen]
pub fn compare(before: &str, after: &str) -> Array {
    let told = changes::changes(before, after).into_iter().map(|(change, text)| {
        let name = match change {
            Change::Kept => "",
            Change::Inserted => "ins",
            Change::Deleted => "del",
        };
        Array::of2(&name.into(), &text.into())
    });
    told.collect()
}

/// Reads the text found at `address`, with its `Link` header, `now` in milliseconds. Gives format,
/// what comes of it ("feed", "lead" or "fault"), that itself (an object, an address, a sentence),
/// whether the feed's `next_url` is a guess, and notes (verdict, place, what, remedy).
#[wasm_bindgen]
pub fn translate(text: &str, address: &str, links: Option<String>, now: f64) -> Array {
    let Some(address) = Link::resolve(None, address) else { return Array::new() };
    let now = Timestamp::from_millis(now as i64);
    let document = Document { text, address: &address, links: links.as_deref(), now };
    let Reading { format, outcome, notes } = formats::read(document, json::check);
    let format = format.map(|format| format.to_string());
    let (kind, told, guessed) = match outcome {
        Outcome::Feed { document, guessed } => ("feed", json::told(&document), guessed),
        Outcome::Lead(link) => ("lead", link.as_str().into(), false),
        Outcome::Unreadable(fault) => {
            ("fault", format!("{}. {}", fault.what, fault.remedy).into(), false)
        }
    };
    let notes = notes.into_iter().map(|note| {
        let (at, what) = (note.at.into(), note.what.into());
        Array::of4(&note.verdict.word().into(), &at, &what, &note.remedy.into())
    });
    let notes: Array = notes.collect();
    Array::of5(&format.into(), &kind.into(), &told, &guessed.into(), &notes)
}
