//! The readers: each one a `Poll` with a way to its edge, in virtual time.

use std::time::Duration;

use developing_story::{
    poll::{Command, Outcome, Poll, RequestId},
    time::Instant,
};

use super::{
    Fleet,
    cdn::{Cdn, MAX_AGE, Origin},
    day::{ARRIVING, Network, Phase},
    tally::Tally,
    wheel::Wheel,
};

/// The feed's `poll_seconds`, which is the element's default too.
const CADENCE: Duration = Duration::from_secs(15);

/// Half of the readers come by a push message, so many milliseconds after it on average.
const AFTER_PUSH: f64 = 5_000.0;

/// From a reader to the edge and back, in milliseconds: the shortest, and how much longer it may be.
const TRIP: (u64, u64) = (20, 130);

/// Requests hang for so many milliseconds before they fail together.
const HANGS: u64 = 5_000;

/// How many milliseconds the wheel reaches ahead: more than any wait in the day.
const REACH: usize = 1 << 20;

/// One reader, who stays for the whole day and never hides the page: nobody polls more.
#[derive(Debug)]
struct Reader {
    poll: Poll,
    /// The version that it shows.
    holds: Option<u32>,
    trip: u64,
}

/// The phase that is on, with its beginning and its end.
struct Present<'a> {
    phase: &'a Phase,
    begin: u64,
    end: u64,
}

/// What comes back, and when.
enum Answer {
    Version(u32, u64),
    Refused(Option<Duration>, u64),
    Never,
}

/// Plays the day, and counts.
pub(super) fn play(fleet: &Fleet, day: &[Phase]) -> Tally {
    let mut tally = Tally::new(day, fleet.weights);
    let origin = Origin::new(tally.published().to_vec(), tally.seconds());
    let mut plain = Cdn::new(false, origin.clone());
    let mut shielded = Cdn::new(true, origin);
    let mut wheel = Wheel::new(fleet.readers as usize, REACH);
    let mut readers = arrive(fleet, &mut wheel);

    let mut begin = 0;
    for phase in day {
        let present = Present { phase, begin, end: begin + phase.lasts * 1_000 };
        if phase.flushed {
            plain.flush();
            shielded.flush();
        }
        for now in begin..present.end {
            while let Some(number) = wheel.take(now) {
                let ask = |at| {
                    plain.ask(number, at);
                    shielded.ask(number, at)
                };
                let next =
                    readers[number as usize].turn(now, || present.answer(now, ask), &mut tally);
                wheel.put(number, now, next);
            }
        }
        begin = present.end;
    }
    tally.origin(plain.origin.asked, shielded.origin.asked);
    tally
}

/// All readers, and the times at which they come.
fn arrive(fleet: &Fleet, wheel: &mut Wheel) -> Vec<Reader> {
    let mut chance = Chance(fleet.seed);
    let readers = (0..fleet.readers).map(|number| {
        wheel.put(number, 0, arrival(number, &mut chance));
        let mut poll = Poll::new(chance.next());
        poll.wishes().feed = Some(CADENCE);
        let trip = TRIP.0 + chance.next() % TRIP.1;
        Reader { poll, holds: None, trip }
    });
    readers.collect()
}

/// Half of the readers come by a push message that reaches all telephones at once, the others by and by.
fn arrival(number: u32, chance: &mut Chance) -> u64 {
    let last = ARRIVING * 1_000;
    if number.is_multiple_of(2) {
        let share = (chance.next() >> 11) as f64 / (1_u64 << 53) as f64;
        let after = -AFTER_PUSH * (1.0 - share).ln();
        (after as u64).min(last)
    } else {
        chance.next() % last
    }
}

impl Present<'_> {
    /// What becomes of a request at `now`; `ask` is the CDN's answer at a time.
    fn answer(&self, now: u64, ask: impl FnOnce(u64) -> (u32, u64)) -> Answer {
        let version = |(version, at)| Answer::Version(version, at);
        match self.phase.network {
            Network::Up => version(ask(now)),
            Network::Stalls(seconds) => version(ask(now.max(self.begin + seconds * 1_000))),
            Network::Silent => Answer::Never,
            Network::Fails { until_the_end } => {
                let at = now.max(self.begin + HANGS);
                let rest = Duration::from_secs(self.end.saturating_sub(at).div_ceil(1_000));
                Answer::Refused(until_the_end.then_some(rest), at)
            }
        }
    }
}

impl Reader {
    /// Asks if it is time to, and says when the next turn is.
    fn turn(&mut self, now: u64, answer: impl FnOnce() -> Answer, tally: &mut Tally) -> u64 {
        let instant = Instant::from_millis(now);
        // The first turn wakes the machine; to the others it is one of its harmless calls.
        self.poll.wake(instant);
        if let Some(Command::Ask(request)) = self.poll.step(instant) {
            tally.asked(now);
            self.hear(request, answer(), tally);
        }
        self.wakes_at()
    }

    /// Takes in the answer at once, though it comes later: nothing else happens to this reader before.
    fn hear(&mut self, request: RequestId, answer: Answer, tally: &mut Tally) {
        let gives_up = self.wakes_at();
        let (outcome, at) = match answer {
            Answer::Version(version, at) if at + self.trip < gives_up => {
                let at = at + self.trip;
                tally.received(self.holds.replace(version), version, at);
                self.poll.wishes().max_age = Some(Duration::from_millis(MAX_AGE));
                (Outcome::Good, at)
            }
            Answer::Refused(retry_after, at) if at + self.trip < gives_up => {
                tally.refused(at + self.trip);
                (Outcome::Failed { retry_after }, at + self.trip)
            }
            _ => {
                // Nothing comes in time: the machine gives the request up by itself.
                self.poll.step(Instant::from_millis(gives_up));
                return;
            }
        };
        self.poll.ended(request, outcome, Instant::from_millis(at));
    }

    fn wakes_at(&self) -> u64 {
        let origin = Instant::from_millis(0);
        // A machine that is awake and not stopped always waits for something.
        self.poll.wake_at().map_or(u64::MAX, |at| at.since(origin).as_millis() as u64)
    }
}

/// Chance for what is not the widget's: the xorshift64* generator (Marsaglia 2003, Vigna 2016).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }
}
