//! A CDN in front of the origin: copies with an age, one fetch at a time for each, stale while it lasts.

/// How long a copy is fresh: the replay's `max-age`, in milliseconds.
pub(super) const MAX_AGE: u64 = 1_000;

/// Points of presence that readers ask.
const EDGES: usize = 100;

/// From an edge to the shield and back, in milliseconds.
const TO_SHIELD: u64 = 40;

/// From the CDN to the origin and back, with the time that it takes to answer.
const TO_ORIGIN: u64 = 80;

/// The newsroom's server: what it has published, and how often it was asked in each second.
#[derive(Clone, Debug)]
pub(super) struct Origin {
    published: Vec<u64>,
    /// Requests by second.
    pub(super) asked: Vec<u32>,
}

/// All caches between the readers and the origin.
#[derive(Debug)]
pub(super) struct Cdn {
    edges: Vec<Cache>,
    shield: Option<Cache>,
    /// Whom it asks.
    pub(super) origin: Origin,
}

/// A version of the feed, and until when it counts as fresh. Its age travels with it (`Age`), so that two
/// caches in a row do not make it fresh twice.
#[derive(Clone, Copy, Debug)]
struct Copy {
    version: u32,
    fresh_until: u64,
}

#[derive(Clone, Copy, Debug, Default)]
struct Cache {
    held: Option<Copy>,
    /// The one fetch that is under way, and when it will be over.
    coming: Option<(u64, Copy)>,
}

impl Origin {
    /// An origin that publishes at these times, in order, and lasts for so many seconds.
    pub(super) fn new(published: Vec<u64>, seconds: usize) -> Self {
        Self { published, asked: vec![0; seconds] }
    }

    fn answer(&mut self, at: u64) -> Copy {
        if let Some(second) = self.asked.get_mut((at / 1_000) as usize) {
            *second += 1;
        }
        let version = self.published.partition_point(|published| *published <= at);
        Copy { version: version as u32, fresh_until: at + MAX_AGE }
    }
}

impl Cdn {
    /// Edges without a copy, with or without a shield between them and the origin.
    pub(super) fn new(shielded: bool, origin: Origin) -> Self {
        Self { edges: vec![Cache::default(); EDGES], shield: shielded.then(Cache::default), origin }
    }

    /// What the edge of this reader answers, and when: the version and the time.
    pub(super) fn ask(&mut self, reader: u32, now: u64) -> (u32, u64) {
        let Self { edges, shield, origin } = self;
        let edge = &mut edges[reader as usize % EDGES];
        let (copy, at) = edge.look_up(now, || match shield {
            None => (now + TO_ORIGIN, origin.answer(now + TO_ORIGIN / 2)),
            Some(shield) => {
                let there = now + TO_SHIELD / 2;
                let fetch = || (there + TO_ORIGIN, origin.answer(there + TO_ORIGIN / 2));
                let (copy, at) = shield.look_up(there, fetch);
                (at + TO_SHIELD / 2, copy)
            }
        });
        (copy.version, at)
    }

    /// Forgets every copy.
    pub(super) fn flush(&mut self) {
        self.edges.fill(Cache::default());
        if let Some(shield) = &mut self.shield {
            *shield = Cache::default();
        }
    }
}

impl Cache {
    /// The copy that is handed out, and when. Whoever finds a stale one gets it all the same while one fetch
    /// brings the next; whoever finds none waits for the same fetch as everybody else.
    fn look_up(&mut self, now: u64, fetch: impl FnOnce() -> (u64, Copy)) -> (Copy, u64) {
        if let Some((_, copy)) = self.coming.take_if(|(at, _)| *at <= now) {
            self.held = Some(copy);
        }
        match self.held {
            Some(copy) if now < copy.fresh_until => (copy, now),
            held => {
                let (at, copy) = *self.coming.get_or_insert_with(fetch);
                held.map_or((copy, at), |stale| (stale, now))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Asks once every ten milliseconds at every edge, for ten seconds; requests at the origin in all.
    fn asked(shielded: bool, flush_at: Option<u64>) -> u32 {
        let mut cdn = Cdn::new(shielded, Origin::new(Vec::new(), 20));
        for now in (0..10_000).step_by(10) {
            if flush_at == Some(now) {
                cdn.flush();
            }
            for edge in 0..EDGES as u32 {
                cdn.ask(edge, now);
            }
        }
        cdn.origin.asked.iter().sum()
    }

    #[test]
    fn behind_a_shield_the_origin_is_asked_once_in_every_max_age() {
        assert_eq!(asked(true, None), 10);
        assert_eq!(asked(true, Some(5_500)), 11);
    }

    #[test]
    fn without_one_it_is_asked_by_every_edge() {
        assert_eq!(asked(false, None), 10 * EDGES as u32);
        assert_eq!(asked(false, Some(5_500)), 11 * EDGES as u32);
    }

    #[test]
    fn a_new_version_is_handed_out_as_soon_as_the_old_one_was_too_old_and_the_new_one_has_come() {
        let mut cdn = Cdn::new(false, Origin::new(vec![500], 20));
        let mut check = |now, expect| assert_eq!(cdn.ask(0, now), expect, "at {now}");
        check(0, (0, TO_ORIGIN));
        check(10, (0, TO_ORIGIN));
        check(TO_ORIGIN, (0, TO_ORIGIN));
        check(1_039, (0, 1_039));
        check(1_040, (0, 1_040));
        check(1_119, (0, 1_119));
        check(1_120, (1, 1_120));
    }
}
