//! The line that says how things stand, and the words that times are told in.

use std::time::Duration;

use super::{Compose, QUARTER, listed};
use crate::config::{Clock, Order};
use crate::digits::digits;
use crate::feed::{Certainty, State};
use crate::labels::Label;
use crate::locale::{Unit, Zone};
use crate::session::{Fold, Freshness, Header, Line, Phase, Problem, Session, StateKind};
use crate::time::{Instant, Now, Timestamp};

const MOMENT: Duration = Duration::from_millis(1);

const MINUTE: Duration = Duration::from_secs(60);

/// Up to here a time is told as "5 minutes ago"; beyond it by the clock.
const RECENT: Duration = Duration::from_secs(3600);

impl Compose<'_> {
    pub(super) fn header(&self, phase: Phase, shown: &[Line]) -> Header {
        let session = self.session;
        let feed = session.feed.as_ref();
        let (state, freshness) = session.standing();
        let (kind, label) = match (freshness, state) {
            (Freshness::Paused, _) => (StateKind::Paused, Label::Paused),
            (_, State::Ended) | (Freshness::Stale(Problem::Status(410)), _) => {
                (StateKind::Ended, Label::Ended)
            }
            (Freshness::Loading, _) => (StateKind::Loading, Label::Loading),
            (Freshness::Current, State::Paused) => (StateKind::Paused, Label::Break),
            (Freshness::Current, State::Live) => (StateKind::Live, Label::Live),
            (Freshness::Offline, _) => (StateKind::Trouble, Label::Offline),
            (Freshness::Stale(_), _) => (StateKind::Trouble, Label::Stale),
            (Freshness::Broken(_), _) => (StateKind::Trouble, Label::Broken),
        };
        let open = self.reader.folds.story.is_open();
        let filled = phase == Phase::Filled;
        let may_pause = session.source.is_some() && kind != StateKind::Ended;
        Header {
            title: feed.and_then(|f| f.title.clone()).unwrap_or_else(|| self.text(Label::Story)),
            language: self.language(),
            fold: self.reader.folds.story,
            state: kind,
            state_text: self.text(label),
            freshness: self.freshness(freshness),
            toggle_all: (filled && open).then(|| self.toggle_all()),
            order: filled.then(|| match self.reader.order {
                Order::Newest => (Order::Oldest, self.text(Label::FromStart)),
                Order::Oldest => (Order::Newest, self.text(Label::NewestFirst)),
            }),
            clock: self.words.zones.1.as_ref().map(|other| match other {
                Zone::Reader => (Clock::Reader, self.text(Label::ClockReader)),
                Zone::Named(zone) => {
                    let place = feed.and_then(|feed| feed.place.as_ref()).unwrap_or(zone);
                    (Clock::Scene, self.fill(Label::ClockScene, &[("place", place)]))
                }
            }),
            search: filled.then(|| self.text(Label::SearchShort)),
            marks: shown.iter().any(|line| line.mark.is_some()).then(|| self.text(Label::Marks)),
            pause: (may_pause && feed.is_some()).then(|| {
                let paused = session.contact.paused;
                let (text, name) = if paused {
                    (Label::Resume, Label::ResumeSaid)
                } else {
                    (Label::Pause, Label::PauseSaid)
                };
                (paused, self.text(text), self.text(name))
            }),
        }
    }

    /// Closes if anything is open, so that one press always makes a difference.
    fn toggle_all(&self) -> (Fold, String) {
        if self.reader.sees_open(&self.session.timeline) {
            (Fold::Closed, self.text(Label::FoldAll))
        } else {
            (Fold::Open, self.text(Label::UnfoldAll))
        }
    }

    /// The line beside the state. What it says stays true until the next tick.
    fn freshness(&self, freshness: Freshness) -> String {
        let mut parts = Vec::new();
        if freshness == Freshness::Current {
            parts.extend(self.session.latest.map(|at| self.latest(at)));
        } else {
            if let Freshness::Stale(problem) | Freshness::Broken(problem) = freshness {
                parts.push(self.problem(problem));
            }
            parts.extend(self.session.contact.last.map(|at| self.contact(at)));
        }
        let place = self.session.feed.as_ref().and_then(|feed| feed.place.as_deref());
        if let (Zone::Named(_), Some(place)) = (self.zone(), place)
            && self.reader.clock == Clock::Scene
        {
            parts.push(self.fill(Label::ClockIn, &[("place", place)]));
        }
        listed(&parts, " · ")
    }

    fn latest(&self, at: Timestamp) -> String {
        match self.ago(at) {
            Some(ago) => self.fill(Label::LatestAgo, &[("ago", &ago)]),
            None if self.same_day(at, self.today) => {
                self.fill(Label::LatestAt, &[("time", &self.time(at))])
            }
            None => {
                let day = self.host.locale.day(at, self.zone());
                self.fill(Label::LatestOn, &[("day", &day), ("time", &self.time(at))])
            }
        }
    }

    fn contact(&self, at: Timestamp) -> String {
        let time = self.moment(at, self.today);
        match self.ago(at) {
            Some(ago) => self.fill(Label::ContactAgo, &[("time", &time), ("ago", &ago)]),
            None => self.fill(Label::ContactAt, &[("time", &time)]),
        }
    }

    fn problem(&self, problem: Problem) -> String {
        match problem {
            Problem::Timeout => self.text(Label::ProblemTimeout),
            Problem::Network => self.text(Label::ProblemNetwork),
            Problem::Status(status) => {
                self.fill(Label::ProblemStatus, &[("status", &digits(status))])
            }
            Problem::NotJson => self.text(Label::ProblemNotJson),
            Problem::NotFeed => self.text(Label::ProblemNotFeed),
            Problem::TooLarge => self.text(Label::ProblemTooLarge),
        }
    }

    /// "5 minutes ago", for what is between one minute and one hour old.
    fn ago(&self, at: Timestamp) -> Option<String> {
        let minutes = recent_minutes(at, self.now.wall)?;
        (minutes > 0).then(|| self.host.locale.ago(minutes, Unit::Minute))
    }
}

impl Session {
    /// When words of the view next become untrue by themselves: the header's age, that something is expected, or a day.
    pub(in crate::session) fn next_tick(&self, now: Now) -> Option<Instant> {
        let expected = self.timeline.entries().map(|entry| &entry.update);
        let expected = expected.filter(|update| update.certainty == Some(Certainty::Expected));
        let due = expected.filter_map(|update| update.happened).filter(|due| *due >= now.wall);
        // Only then is it past.
        let overdue = due.min().map(|due| now.instant + due.since(now.wall) + MOMENT);
        // How far the reader had got is told with its day, once that is another one.
        let reached = self.connected().any(|reader| reader.reading.reached.is_some());
        let day = reached.then(|| now.instant + rest(now.wall.since(Timestamp::EPOCH), QUARTER));
        self.header_tick(now).into_iter().chain(overdue).chain(day).min()
    }

    fn header_tick(&self, now: Now) -> Option<Instant> {
        let told = match self.standing().1 {
            Freshness::Current => self.latest,
            _ => self.contact.last,
        }?;
        let (since, step) = match recent_minutes(told, now.wall) {
            Some(_) => (now.wall.since(told), MINUTE),
            // A clock time is true until the day ends.
            None => (now.wall.since(Timestamp::EPOCH), QUARTER),
        };
        Some(now.instant + rest(since, step))
    }
}

/// What is left of the step that has begun.
fn rest(since: Duration, step: Duration) -> Duration {
    // Of 128 bits, this would be 0.6 KB of wasm.
    step - Duration::from_millis(since.as_millis() as u64 % (step.as_secs() * 1000))
}

/// Whole minutes since `at`, for as long as that is how the time is told.
fn recent_minutes(at: Timestamp, wall: Timestamp) -> Option<u32> {
    let age = wall.since(at);
    (wall >= at && age < RECENT).then_some((age.as_secs() / 60) as u32)
}
