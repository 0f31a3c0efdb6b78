//! Entries as plain text, for whoever looks for something in them or compares them.

use super::headline::headline;
use super::{ReaderId, Session};
use crate::content::{self, Content};
use crate::feed::Update;
use crate::markup::Parser;

/// Between two entries. No text that a reader sees has these two.
const ENTRY: char = '\u{1e}';
/// Between what is said of one entry, and between ids.
pub const ITEM: char = '\u{1f}';

impl Session {
    /// What a reader may look through, or one entry of it: of each its id, its text, `key` where it is a key moment, the
    /// text that it had before, where it had another, and its tags, with [`ITEM`] between them and U+001E after each entry.
    pub fn texts(&self, reader: ReaderId, only: Option<&str>, parser: &dyn Parser) -> String {
        let mut told = String::new();
        let Some(reader) = self.readers.iter().find(|known| known.id == reader) else {
            return told;
        };
        for entry in self.timeline.seen(reader.seen) {
            let update = &entry.update;
            let wanted = only.is_none_or(|only| only == update.id.as_str());
            if !wanted || entry.is_withdrawn() {
                continue;
            }
            told.push_str(update.id.as_str());
            told.push(ITEM);
            write(&mut told, update, &entry.content(parser));
            told.push(ITEM);
            if update.key || reader.config.is_key(&update.tags) {
                told.push_str("key");
            }
            told.push(ITEM);
            if let Some(before) = entry.text_before() {
                write(&mut told, before, &content::whole(before, parser));
            }
            for tag in &update.tags {
                told.push(ITEM);
                told.push_str(tag);
            }
            told.push(ENTRY);
        }
        told
    }
}

/// What an item says: its headline, and the text under it, a line for each block.
#[cfg(not(target_arch = "wasm32"))]
pub fn plain(update: &Update, parser: &dyn Parser) -> String {
    let mut text = String::new();
    write(&mut text, update, &content::whole(update, parser));
    text
}

/// The headline and the text under it, a line for each block.
fn write(text: &mut String, update: &Update, content: &Content) {
    let (headline, said) = headline(update, content);
    text.push_str(&headline);
    for block in content.blocks.get(said..).unwrap_or_default() {
        text.push('\n');
        block.write(text);
    }
}
