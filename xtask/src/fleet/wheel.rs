//! Whose turn it is, millisecond by millisecond.
//!
//! A million readers take a hundred million turns, so a turn costs no comparison and no allocation: every
//! millisecond has a chain of readers, and a reader is in one chain at most.

/// Nobody follows.
const NONE: u32 = u32::MAX;

/// Readers by the time of their next turn.
#[derive(Debug)]
pub(super) struct Wheel {
    /// The head of every millisecond's chain, around and around.
    heads: Vec<u32>,
    /// Who follows a reader in its chain.
    next: Vec<u32>,
}

impl Wheel {
    /// A wheel that reaches `span` milliseconds ahead.
    pub(super) fn new(readers: usize, span: usize) -> Self {
        Self { heads: vec![NONE; span], next: vec![NONE; readers] }
    }

    /// Puts a reader into a later millisecond. What is further ahead than the wheel reaches comes early; that
    /// is harmless, as the machine of the reader says so and the reader is put in again.
    pub(super) fn put(&mut self, reader: u32, now: u64, at: u64) {
        let span = self.heads.len() as u64;
        let at = at.clamp(now + 1, now + span - 1);
        let head = &mut self.heads[(at % span) as usize];
        self.next[reader as usize] = std::mem::replace(head, reader);
    }

    /// Takes the first reader of this millisecond out.
    pub(super) fn take(&mut self, now: u64) -> Option<u32> {
        let slot = (now % self.heads.len() as u64) as usize;
        let reader = self.heads[slot];
        if reader == NONE {
            return None;
        }
        self.heads[slot] = self.next[reader as usize];
        Some(reader)
    }
}

#[cfg(test)]
mod tests {
    use super::Wheel;

    #[track_caller]
    fn check(puts: &[(u32, u64)], expect: &[(u64, u32)]) {
        let mut wheel = Wheel::new(4, 10);
        for (reader, at) in puts {
            wheel.put(*reader, 0, *at);
        }
        let turns: Vec<(u64, u32)> = (0..30)
            .flat_map(|now| {
                std::iter::from_fn(|| Some((now, wheel.take(now)?))).collect::<Vec<_>>()
            })
            .collect();
        assert_eq!(turns, expect);
    }

    #[test]
    fn readers_have_their_turns_in_order_of_time() {
        check(&[(0, 7), (1, 3), (2, 9), (3, 3)], &[(3, 3), (3, 1), (7, 0), (9, 2)]);
    }

    #[test]
    fn what_is_past_comes_next_and_what_is_too_far_ahead_comes_early() {
        check(&[(0, 0), (1, 1_000)], &[(1, 0), (9, 1)]);
    }
}
