//! When to ask for the next document: cadence, back-off, one request at a time.
//!
//! A machine without a clock: it is told the time, says when it wants to be woken, and what to do.
//! It knows nothing of feeds; whether an answer was good is the caller's word.

mod backoff;

use std::time::Duration;

use crate::config::DEFAULT_POLL;
use crate::time::Instant;
pub use backoff::{Backoff, Jitter, LONGEST};

/// Longest wait for the first byte of an answer.
pub const TO_HEADERS: Duration = Duration::from_secs(10);

/// Longest wait for the last byte of an answer.
pub const TO_END: Duration = Duration::from_secs(30);

/// An ended story is still corrected, but nobody waits for it.
pub const ENDED_CADENCE: Duration = Duration::from_secs(300);

/// Shortest cadence that anything, the feed included, can ask for.
pub const SHORTEST: Duration = Duration::from_secs(1);

/// Longest cadence, and longest wait that a `Retry-After` can ask for.
pub const LONGEST_CADENCE: Duration = Duration::from_secs(3600);

/// A timer that is later than this has slept, and the device with it.
pub const ASLEEP: Duration = Duration::from_secs(10);

/// How many times slower whoever saves data polls.
pub const SAVING: u32 = 3;

/// Tells one request from another, so that a late answer is known as such.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RequestId(pub u32);

/// What is to be done now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// Ask for the feed.
    Ask(RequestId),
    /// Give up a request that nobody waits for any more. No failure: of the feed it says nothing.
    Abandon(RequestId),
    /// Give up a request that took too long: a failure.
    TimeOut(RequestId),
}

/// How the exchange ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// With a document, or the word that nothing has changed.
    Good,
    /// Without.
    Failed {
        /// Seconds that the server asked to wait.
        retry_after: Option<Duration>,
    },
}

/// What is said of the cadence; the first that is there counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wishes {
    /// The feed's `poll_seconds`.
    pub feed: Option<Duration>,
    /// The element's `poll`.
    pub attribute: Option<Duration>,
    /// `Cache-Control: max-age`: asking sooner brings the same copy.
    pub max_age: Option<Duration>,
    /// The coverage has ended.
    pub ended: bool,
    /// The reader saves data (`Save-Data`): a third of the polls will do.
    pub save_data: bool,
}

/// The machine.
#[derive(Debug)]
pub struct Poll {
    jitter: Jitter,
    backoff: Backoff,
    wishes: Wishes,
    awake: bool,
    stopped: bool,
    /// Somebody else polls, and tells what comes of it ([`Poll::heard`]).
    follows: bool,
    /// Until then the server asked to be left alone; only an explicit wish comes before it. A server
    /// that names a moment names it to all readers: each of them comes within a cadence of it.
    not_before: Option<Instant>,
    /// When the last exchange ended, whoever had it.
    last: Option<Instant>,
    due: Option<Instant>,
    in_flight: Option<InFlight>,
    requests: u32,
}

/// A request on its way, and how long it may take.
#[derive(Clone, Copy, Debug)]
pub struct InFlight {
    /// Which.
    pub request: RequestId,
    asked: Instant,
    deadline: Instant,
    /// The machine has slept since: a failure may be the sleep's.
    slept: bool,
}

impl InFlight {
    /// Asked for now.
    pub fn new(request: RequestId, now: Instant) -> Self {
        Self { request, asked: now, deadline: now + TO_HEADERS, slept: false }
    }

    /// The answer has begun, and has until [`TO_END`] now.
    pub fn began(&mut self) {
        self.deadline = self.asked + TO_END;
    }

    /// When to give it up.
    pub fn deadline(&self) -> Instant {
        self.deadline
    }
}

impl Poll {
    /// A machine that sleeps. `seed` makes its jitter its own.
    pub fn new(seed: u64) -> Self {
        Self {
            jitter: Jitter::new(seed),
            backoff: Backoff::default(),
            wishes: Wishes::default(),
            awake: false,
            stopped: false,
            follows: false,
            not_before: None,
            last: None,
            due: None,
            in_flight: None,
            requests: 0,
        }
    }

    /// A number for a request, unlike any before; also for requests that this machine does not
    /// schedule.
    pub fn next_request(&mut self) -> RequestId {
        self.requests += 1;
        RequestId(self.requests)
    }

    /// Wakes up and polls at once, or when the server's `Retry-After` is over; if awake already,
    /// nothing changes. A request that has outlived its time meanwhile is given up: its timer
    /// slept too.
    pub fn wake(&mut self, now: Instant) -> Option<Command> {
        if self.awake {
            return None;
        }
        self.awake = true;
        let overdue = self.in_flight.take_if(|asked| now >= asked.deadline);
        self.ask_again(now);
        overdue.map(|asked| Command::Abandon(asked.request))
    }

    /// Stops polling. A request in flight may still end.
    pub fn sleep(&mut self) {
        self.awake = false;
        self.due = None;
        if let Some(asked) = &mut self.in_flight {
            asked.slept = true;
        }
    }

    /// Whether it polls.
    pub fn is_awake(&self) -> bool {
        self.awake && !self.stopped
    }

    /// Polls at once, even before a `Retry-After` is over, unless a request is in flight; that one
    /// will do.
    pub fn ask_now(&mut self, now: Instant) {
        if self.is_awake() && self.in_flight.is_none() {
            self.due = Some(now);
        }
    }

    /// Polls as soon as the server allows, unless a request is in flight.
    fn ask_again(&mut self, now: Instant) {
        self.ask_now(now);
        self.due = self.due.max(self.due.and(self.not_before));
    }

    /// The network is another one: what is in flight will hardly come, and is asked for again.
    pub fn reconnect(&mut self, now: Instant) -> Option<Command> {
        let gone = self.abandon();
        self.ask_again(now);
        gone
    }

    /// Nothing will come any more: no poll, whatever happens.
    pub fn stop(&mut self) {
        self.stopped = true;
        self.due = None;
    }

    /// Gives up the request in flight, if there is one.
    pub fn abandon(&mut self) -> Option<Command> {
        let gone = self.in_flight.take()?;
        Some(Command::Abandon(gone.request))
    }

    /// What feed, page and server want of the cadence.
    pub fn wishes(&mut self) -> &mut Wishes {
        &mut self.wishes
    }

    /// Somebody else polls for both, or does not any more. Whoever follows still asks by itself
    /// where it hears nothing for two cadences; whoever leads goes on within one.
    pub fn follow(&mut self, follows: bool, now: Instant) {
        if self.follows && !follows && self.due.is_some() {
            let cadence = self.cadence();
            let next = self.jitter.around(cadence, self.floor()).min(cadence);
            let next = self.last.map_or(now, |last| last + next).max(now);
            self.due = self.due.min(Some(next.max(self.not_before.unwrap_or(now))));
        }
        self.follows = follows;
    }

    /// Whether that request is the one on its way; the answer to any other comes too late.
    pub fn awaits(&self, request: RequestId) -> bool {
        self.in_flight.is_some_and(|asked| asked.request == request)
    }

    /// When to call [`Poll::step`] again, if nothing else happens.
    pub fn wake_at(&self) -> Option<Instant> {
        match self.in_flight {
            Some(asked) => Some(asked.deadline),
            None => self.due,
        }
    }

    /// What the time asks for; to be called until it asks for nothing. Early and repeated calls do
    /// nothing.
    pub fn step(&mut self, now: Instant) -> Option<Command> {
        if let Some(asked) = self.in_flight {
            if now < asked.deadline {
                return None;
            }
            self.in_flight = None;
            if now.since(asked.deadline) > ASLEEP {
                // The timer slept, and so did the connection: of the feed this says nothing.
                self.ask_again(now);
                return Some(Command::Abandon(asked.request));
            }
            self.schedule(Outcome::Failed { retry_after: None }, now);
            return Some(Command::TimeOut(asked.request));
        }
        if self.due.is_none_or(|due| now < due) {
            return None;
        }
        let request = self.next_request();
        self.due = None;
        self.in_flight = Some(InFlight::new(request, now));
        Some(Command::Ask(request))
    }

    /// The answer to a request has begun.
    pub fn began(&mut self, request: RequestId) {
        if let Some(asked) = self.in_flight.as_mut().filter(|asked| asked.request == request) {
            asked.began();
        }
    }

    /// The request in flight has ended; of any other nothing is to be learnt. Returns whether the
    /// outcome says anything of the feed: a failure that may be the sleep's does not, and is asked
    /// again at once.
    pub fn ended(&mut self, request: RequestId, outcome: Outcome, now: Instant) -> bool {
        let Some(asked) = self.in_flight.take_if(|asked| asked.request == request) else {
            return false;
        };
        if asked.slept && matches!(outcome, Outcome::Failed { retry_after: None }) {
            self.ask_again(now);
            return false;
        }
        self.schedule(outcome, now);
        true
    }

    /// Somebody else has had an exchange with the feed.
    pub fn heard(&mut self, outcome: Outcome, now: Instant) {
        if self.in_flight.is_none() {
            self.schedule(outcome, now);
        }
    }

    fn schedule(&mut self, outcome: Outcome, now: Instant) {
        self.last = Some(now);
        self.not_before = None;
        let cadence = self.cadence();
        let mut pause = match outcome {
            Outcome::Good => {
                self.backoff.reset();
                self.jitter.around(cadence, self.floor())
            }
            Outcome::Failed { retry_after } => {
                let pause = self.backoff.next(cadence, &mut self.jitter);
                let asked = retry_after.map_or(Duration::ZERO, |asked| {
                    asked.min(LONGEST_CADENCE) + self.jitter.up_to(cadence)
                });
                self.not_before = Some(now + asked);
                pause.max(asked)
            }
        };
        if self.follows {
            pause *= 2;
        }
        self.due = self.is_awake().then_some(now + pause);
    }

    /// Whether polling has come to its end.
    pub fn is_stopped(&self) -> bool {
        self.stopped
    }

    /// Time between polls before jitter.
    pub fn cadence(&self) -> Duration {
        let wishes = self.wishes;
        let wished = wishes.feed.or(wishes.attribute).unwrap_or(DEFAULT_POLL);
        let wished = if wishes.save_data { wished * SAVING } else { wished };
        let wished = if wishes.ended { wished.max(ENDED_CADENCE) } else { wished };
        wished.max(self.floor()).min(LONGEST_CADENCE)
    }

    /// No poll comes sooner, jitter included.
    fn floor(&self) -> Duration {
        self.wishes.max_age.unwrap_or_default().clamp(SHORTEST, LONGEST_CADENCE)
    }
}
