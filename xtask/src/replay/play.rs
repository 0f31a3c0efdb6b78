//! A story with a clock: the only place in the replay that knows what time it is.

use std::{
    sync::{Mutex, PoisonError},
    time::Instant,
};

use jiff::{SignedDuration, Timestamp};

use super::{
    edition::{Edition, Publication},
    story::Story,
};

/// How time passes in a play.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Pace {
    /// So many seconds of the story in every second.
    Times(f64),
    /// Only when told: for tests.
    Manual,
}

/// A story being played, from its `begin` to its last step.
#[derive(Debug)]
pub struct Play {
    name: String,
    story: Story,
    pace: Pace,
    clock: Mutex<Clock>,
}

#[derive(Clone, Copy, Debug)]
enum Clock {
    Running { since: Instant, speed: f64 },
    Held(Timestamp),
}

impl Clock {
    fn start(story: &Story, pace: Pace) -> Self {
        match pace {
            Pace::Times(speed) => Self::Running { since: Instant::now(), speed },
            Pace::Manual => Self::Held(story.begin()),
        }
    }
}

impl Play {
    pub(super) fn begin(name: String, story: Story, pace: Pace) -> Self {
        let clock = Mutex::new(Clock::start(&story, pace));
        Self { name, story, pace, clock }
    }

    /// The name in the address.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The script.
    pub fn story(&self) -> &Story {
        &self.story
    }

    /// The time in the story.
    pub fn now(&self) -> Timestamp {
        match *self.clock.lock().unwrap_or_else(PoisonError::into_inner) {
            Clock::Held(time) => time,
            Clock::Running { since, speed } => {
                reached(&self.story, since.elapsed().as_secs_f64() * speed)
            }
        }
    }

    /// Puts the clock to a moment of the story and holds it there.
    pub fn advance_to(&self, time: Timestamp) {
        self.set(Clock::Held(time));
    }

    /// Puts the clock to the n-th step after `begin` (0 is `begin`) and holds it there.
    pub fn steps(&self, n: usize) {
        self.advance_to(self.story.step(n));
    }

    /// Begins anew.
    pub fn restart(&self) {
        self.set(Clock::start(&self.story, self.pace));
    }

    /// What is published now, with addresses under `origin`.
    pub fn edition(&self, origin: &str) -> Edition {
        let base = format!("{origin}/{}", self.name);
        self.story.at(self.now(), &Publication::Paged { base })
    }

    fn set(&self, clock: Clock) {
        *self.clock.lock().unwrap_or_else(PoisonError::into_inner) = clock;
    }
}

/// The moment of the story after so many of its seconds; never beyond the end.
fn reached(story: &Story, seconds: f64) -> Timestamp {
    SignedDuration::try_from_secs_f64(seconds)
        .ok()
        .and_then(|passed| story.begin().checked_add(passed).ok())
        .map_or(story.end(), |time| time.min(story.end()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn story() -> Story {
        let script = r#"{
            "feed": {"home_page_url": "https://news.example/"},
            "begin": "2019-02-28T11:30:00+07:00",
            "steps": [
                {"at": "2019-02-28T11:00:00+07:00", "story": {}},
                {"at": "2019-02-28T12:30:00+07:00", "story": {}}
            ]
        }"#;
        Story::read(script).expect("a script")
    }

    #[track_caller]
    fn check(seconds: f64, expect: &str) {
        assert_eq!(reached(&story(), seconds).to_string(), expect);
    }

    #[test]
    fn story_time_runs_from_begin_and_never_beyond_the_last_step() {
        check(0.0, "2019-02-28T04:30:00Z");
        check(90.0, "2019-02-28T04:31:30Z");
        check(3_600.0, "2019-02-28T05:30:00Z");
        check(3_601.0, "2019-02-28T05:30:00Z");
        check(1e300, "2019-02-28T05:30:00Z");
    }
}
