//! What the document before was made of. Most items of a live feed are there poll after poll, and are not read again.

use std::rc::Rc;

use super::json_feed::{Defaults, page, updates};
use super::{Page, Rejected, Unreadable, Update, Value};
use crate::limits::MAX_DEPTH;
use crate::link::Link;

/// So many items of the document before are looked at for one that is there now.
const AHEAD: usize = 8;

/// The items of a document, in its order, and what they inherited.
#[derive(Debug, Default)]
pub struct Known {
    defaults: u64,
    items: Vec<Item>,
}

#[derive(Clone, Debug)]
struct Item {
    /// How it is written.
    bytes: usize,
    print: u64,
    /// What it says.
    update: Rc<Update>,
}

impl Known {
    /// Reads the text of a document found at `address`, as [`read`](super::read) reads its value. An item that is written
    /// as in the document before, byte for byte, and inherits the same, is the very same [`Update`] as there.
    ///
    /// # Errors
    ///
    /// [`Unreadable::NotJson`], and what [`read`](super::read) says. What was known stays so.
    pub fn read(
        &mut self,
        text: &str,
        address: Option<&Link>,
    ) -> Result<(Page, Vec<Rejected>), Unreadable> {
        // What items inherit may stand behind them; then they are read once more.
        let mut behind: Option<Defaults> = None;
        loop {
            let (mut known, mut listed, mut rejected) = (Self::default(), Vec::new(), Vec::new());
            let document = Value::parse_but(text, "items", &mut |head, items| {
                let before_them = Defaults::of(head, address);
                let defaults = behind.as_ref().unwrap_or(&before_them);
                known = Self { defaults: defaults.print(), items: Vec::new() };
                rejected.clear();
                let is_same = known.defaults == self.defaults;
                let mut before = if is_same { &self.items[..] } else { &[] };
                listed = updates("/items/", &mut rejected, &mut |_| {
                    let left = items.left()?;
                    let item = if let Some(item) = find(left, &mut before) {
                        items.pass(item.bytes);
                        item.clone()
                    } else {
                        let (item, bytes) = items.value(MAX_DEPTH - 2)?;
                        let update = match defaults.update(&item) {
                            Ok(update) => update,
                            refused => return Some(refused),
                        };
                        Item { bytes, print: print(0, left.get(..bytes)?), update }
                    };
                    let update = Rc::clone(&item.update);
                    known.items.push(item);
                    Some(Ok(update))
                });
            });
            let document = document.ok_or(Unreadable::NotJson)?;
            let defaults = Defaults::of(&document, address);
            let read = page(&document, address, &defaults, listed, rejected)?;
            if known.defaults == defaults.print() {
                *self = known;
                return Ok(read);
            }
            behind = Some(defaults);
        }
    }
}

/// The item with which a text begins, of the next few of these.
fn find<'a>(text: &str, items: &mut &'a [Item]) -> Option<&'a Item> {
    let is_same =
        |item: &Item| text.get(..item.bytes).is_some_and(|text| print(0, text) == item.print);
    let at = items.iter().take(AHEAD).position(is_same)?;
    let (item, behind) = items.get(at..)?.split_first()?;
    *items = behind;
    Some(item)
}

impl Defaults {
    fn print(&self) -> u64 {
        let base = self.base.as_ref().map_or("", Link::as_str);
        self.authors.iter().fold(print(0, base), |before, author| print(before, author))
    }
}

/// What tells a text, behind others, from another one: words of eight bytes, each taken in as
/// [XXH64](https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md) does. What an edit changes in one word is spread
/// over 64 bits before it meets the next one, so that no other edit there undoes it but by a chance of 2^-64.
#[inline(never)]
fn print(before: u64, text: &str) -> u64 {
    const ONE: u64 = 0x9e37_79b1_85eb_ca87;
    const TWO: u64 = 0xc2b2_ae3d_27d4_eb4f;
    let take = |print: u64, word: u64| {
        let spread = word.wrapping_mul(TWO).rotate_left(31).wrapping_mul(ONE);
        (print ^ spread).rotate_left(27).wrapping_mul(ONE).wrapping_add(TWO)
    };
    let (words, rest) = text.as_bytes().as_chunks();
    let start = take(before, text.len() as u64);
    let whole = words.iter().fold(start, |print, word| take(print, u64::from_le_bytes(*word)));
    take(whole, rest.iter().fold(0, |word, byte| word << 8 | u64::from(*byte)))
}
