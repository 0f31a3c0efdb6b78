//! What a device keeps of a story: the last good document, and where the reader was.
//!
//! Nothing is kept before the reader has done something to the timeline: opened or closed an entry,
//! a day or the story, shown what waits or what is earlier, paused, or filled a gap. What the
//! page's script does in the reader's place counts as the reader's.

use std::time::Duration;

use super::reader::Reader;
use super::reading::Reached;
use super::{Effect, ITEM, Memory, Session};
use crate::config::{Clock, Order};
use crate::digits::{digits, whole};
use crate::feed::{EntryId, Page};
use crate::time::{Now, Timestamp};

/// Up to here a reader who comes back is still in the middle of reading: what is new waits. Later
/// it is a new visit, which begins with the newest entry.
pub const SAME_VISIT: Duration = Duration::from_secs(30 * 60);

/// Between the parts of a place; [`ITEM`] is between the items of a part. No id of a feed has them, since both are
/// control characters. One that does is forgotten, no more.
const PART: char = '\u{1e}';

impl Session {
    /// What the device kept from the last visit: shown until the feed answers. `before` is what entries of it said earlier.
    pub(super) fn recalled(
        &mut self,
        page: Page,
        before: Option<&Page>,
        memory: Memory,
        came_back: bool,
        now: Now,
    ) {
        if self.feed.is_some() || !self.remembers() {
            return;
        }
        self.contact.recalled(memory.at);
        // Whoever did something worth keeping once would not lose it by coming back.
        self.acted = true;
        let same_visit = now.wall.since(memory.at) < SAME_VISIT;
        self.is_another_visit = !same_visit;
        self.take_in(page, now);
        self.timeline.was(before.iter().flat_map(|before| &before.updates));
        for reader in &mut self.readers {
            let reached = restore(reader, &memory.place, same_visit);
            reader.reading.reached = reached;
            if same_visit {
                let entries = self.timeline.seen(reader.seen);
                let dated = entries.map(|entry| (&entry.update.id, entry.published));
                reader.reading.comes_back(dated);
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
        let place = place(reader, reader.got_to(&self.timeline, at));
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

/// Puts a reader back to where the last visit ended, and says how far they had got; on another visit they keep no more than how they read.
fn restore(reader: &mut Reader, place: &str, same_visit: bool) -> Option<Reached> {
    let mut parts = place.split(PART);
    let mut part = || parts.next().unwrap_or_default();
    let (folds, exceptions, days, shown) = (part(), part(), part(), part());
    let at = EntryId::new(part()).zip(whole(part()));
    if same_visit {
        reader.folds.restore(folds, exceptions.split(ITEM), days.split(ITEM));
        reader.shown = reader.shown.max(whole(shown).unwrap_or_default());
        reader.at = at;
    }
    let mut date = || whole(part()).map(Timestamp::from_millis);
    let reached = date().zip(date()).map(|(newest, at)| Reached { newest, at });
    match part() {
        "oldest" => reader.order = Order::Oldest,
        "newest" => reader.order = Order::Newest,
        _ => {}
    }
    match part() {
        "scene" => reader.clock = Clock::Scene,
        "reader" => reader.clock = Clock::Reader,
        _ => {}
    }
    reached
}

fn place(reader: &Reader, reached: Option<Reached>) -> String {
    let mut place = String::new();
    reader.folds.write(&mut place, PART, ITEM);
    place.push(PART);
    place.push_str(&digits(reader.shown as u32));
    place.push(PART);
    let at = reader.at.as_ref();
    let own = |differs: bool, word: &'static str| if differs { word } else { "" };
    let order = if reader.order == Order::Oldest { "oldest" } else { "newest" };
    let clock = if reader.clock == Clock::Scene { "scene" } else { "reader" };
    let date = |date: Option<Timestamp>| date.map(|date| digits(date.millis())).unwrap_or_default();
    for part in [
        at.map(|(id, _)| id.as_str().to_owned()).unwrap_or_default(),
        at.map(|(_, offset)| digits(*offset)).unwrap_or_default(),
        date(reached.map(|reached| reached.newest)),
        date(reached.map(|reached| reached.at)),
        own(reader.order != reader.config.order, order).to_owned(),
        own(reader.clock != reader.config.clock, clock).to_owned(),
    ] {
        place.push_str(&part);
        place.push(PART);
    }
    place
}
