//! What a device keeps of a story: the last good document, and where the reader was.
//!
//! Nothing is kept before the reader has done something to the timeline: opened or closed an entry,
//! a day or the story, shown what waits or what is earlier, paused, or filled a gap. What the
//! page's script does in the reader's place counts as the reader's.

use std::time::Duration;

use super::reader::Reader;
use super::{Effect, Memory, Session};
use crate::digits::digits;
use crate::feed::{EntryId, Page};
use crate::time::Now;

/// Up to here a reader who comes back is still in the middle of reading: what is new waits. Later
/// it is a new visit, which begins with the newest entry.
pub const SAME_VISIT: Duration = Duration::from_secs(30 * 60);

/// Between the parts of a place, and between the items of a part; no id of a feed has them, since
/// both are control characters. One that does is forgotten, no more.
const PART: char = '\u{1e}';
const ITEM: char = '\u{1f}';

impl Session {
    /// What the device kept from the last visit: shown until the feed answers.
    pub(super) fn recalled(&mut self, page: Page, memory: Memory, came_back: bool, now: Now) {
        if self.feed.is_some() || !self.remembers() {
            return;
        }
        self.contact.recalled(memory.at);
        // Whoever did something worth keeping once would not lose it by coming back.
        self.acted = true;
        let same_visit = now.wall.since(memory.at) < SAME_VISIT;
        self.is_another_visit = !same_visit;
        self.take_in(page, now);
        if same_visit {
            for reader in &mut self.readers {
                restore(reader, &memory.place);
                reader.back_to = reader.at.take().filter(|_| came_back);
            }
        }
    }

    /// The reader has done something; from now on the device may keep it.
    pub(super) fn acted(&mut self) {
        self.acted = true;
        self.keep();
    }

    /// Keeps what there is, if there is anything worth it.
    pub(super) fn keep(&mut self) {
        if !self.acted || self.source.is_none() || !self.remembers() {
            return;
        }
        let (Some(at), Some(reader)) = (self.contact.last, self.connected().next()) else { return };
        let place = place(reader);
        self.effects.push(Effect::Keep(Memory { at, place }));
    }

    /// An element that wants nothing kept wants nothing left either.
    pub(super) fn forget_unless_wanted(&mut self) {
        if !self.remembers() {
            self.acted = false;
            self.effects.push(Effect::Forget);
        }
    }

    /// Whether every element agrees.
    fn remembers(&self) -> bool {
        self.readers.iter().all(|reader| reader.config.remember)
    }
}

/// Puts a reader back to where the last visit ended.
fn restore(reader: &mut Reader, place: &str) {
    let mut parts = place.split(PART);
    let mut part = || parts.next().unwrap_or_default();
    reader.folds.restore(part(), part().split(ITEM), part().split(ITEM));
    reader.shown = reader.shown.max(part().parse::<u32>().unwrap_or_default() as usize);
    reader.at = EntryId::new(part()).zip(part().parse::<i32>().ok());
}

fn place(reader: &Reader) -> String {
    let mut place = String::new();
    reader.folds.write(&mut place, PART, ITEM);
    place.push(PART);
    place.push_str(&digits(reader.shown as u32));
    place.push(PART);
    if let Some((id, offset)) = &reader.at {
        place.push_str(id.as_str());
        place.push(PART);
        place.push_str(&digits(*offset));
    }
    place
}
