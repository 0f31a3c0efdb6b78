//! What readers and their devices do all day.

use developing_story::config::Unfold;
use developing_story::session::{Action, Event, ReaderId, Ticket};

use super::day::Day;
use super::support::{READER, config, id};

/// Another element of the page, which comes and goes.
const OTHER: ReaderId = ReaderId(2);

/// Longest sleep of the device, and longest time that a reader is away.
const LONGEST: u64 = 10_800;

/// Something that is so for a while, and then not any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Hidden,
    Offline,
    Paused,
    Removed,
    Saving,
    OtherTab,
}

/// Each with how many seconds pass before it is so, about.
const STATES: [(State, u64); 6] = [
    (State::Hidden, 5000),
    (State::Offline, 7000),
    (State::Paused, 15_000),
    (State::Removed, 15_000),
    (State::Saving, 30_000),
    (State::OtherTab, 8000),
];

#[derive(Debug, Default)]
pub(crate) struct Life {
    /// What is so, and until when.
    states: Vec<(State, u64)>,
    other: bool,
    /// Another tab polls for this one.
    follows: bool,
}

impl Life {
    /// One more second.
    pub(crate) fn go_on(&mut self, day: &mut Day) {
        for (state, often) in STATES {
            self.turn(state, often, day);
        }
        if self.states.iter().any(|(state, _)| *state != State::OtherTab) {
            day.away = day.second;
        }
        // Who shares anew while another tab leads follows it.
        self.follows = day.talk.shares && (self.follows || self.is_so(State::OtherTab));
        if self.follows && day.talk.follows && day.chance.once_in(15) {
            day.overhear();
        }
        if day.chance.once_in(14_000) {
            self.sleep(day);
        }
        if day.chance.once_in(20_000) {
            let seconds = day.chance.between(0, 20_000) as i64 - 10_000;
            day.note(&format!("the clock is set by {seconds} s"));
            day.talk.wall_clock_jumps(seconds).wakes();
            day.away = day.second;
        }
        if day.chance.once_in(150) {
            self.act(day);
        }
    }

    fn is_so(&self, state: State) -> bool {
        self.states.iter().any(|(other, _)| *other == state)
    }

    fn turn(&mut self, state: State, often: u64, day: &mut Day) {
        match self.states.iter().position(|(other, _)| *other == state) {
            Some(at) if self.states[at].1 <= day.second => {
                self.states.remove(at);
                day.note(&format!("{state:?} no more"));
                self.set(state, false, day);
            }
            None if day.chance.once_in(often) => {
                let longest = if day.chance.once_in(4) { LONGEST } else { 400 };
                let until = day.second + day.chance.between(1, longest);
                self.states.push((state, until));
                day.note(&format!("{state:?} until {until}"));
                self.set(state, true, day);
            }
            _ => {}
        }
    }

    fn set(&mut self, state: State, is_so: bool, day: &mut Day) {
        let talk = &mut day.talk;
        match (state, is_so) {
            (State::Hidden, true) => drop(talk.hide()),
            (State::Hidden, false) => drop(talk.show()),
            (State::Offline, _) => {
                day.network.online = !is_so;
                talk.online(!is_so);
            }
            (State::Paused, true) => drop(talk.press(Action::Pause)),
            (State::Paused, false) => drop(talk.press(Action::Resume)),
            (State::Removed, true) => drop(talk.disconnect()),
            (State::Removed, false) => drop(talk.connect()),
            (State::Saving, _) => talk.tell(Event::SaveData(is_so)),
            (State::OtherTab, true) => talk.follows = true,
            (State::OtherTab, false) if talk.shares => {
                talk.lead();
                self.follows = false;
            }
            (State::OtherTab, false) => talk.follows = false,
        }
    }

    /// The device sleeps: time passes, and nothing fires.
    fn sleep(&mut self, day: &mut Day) {
        let seconds = day.chance.between(20, LONGEST).min(super::day::DAY - day.second);
        day.note(&format!("the device sleeps for {seconds} s"));
        day.second += seconds;
        day.newsroom.work(day.second as i64);
        day.talk.sleeps(seconds);
        day.away = day.second;
        if day.chance.once_in(2) {
            // What has come meanwhile is heard before the timer.
            day.answers();
        }
    }

    fn act(&mut self, day: &mut Day) {
        let story = day.chance.among(day.newsroom.stories.len()).unwrap_or_default();
        let story = id(&day.newsroom.stories[story].id.to_string());
        let what = day.chance.between(0, 29);
        let action = match what {
            0..=3 => Action::Reveal,
            4 => Action::Earlier,
            5 => Action::Fill,
            6 => Action::FoldAll,
            7 => Action::UnfoldAll,
            8..=10 => Action::FoldEntry(story, what > 8),
            11 => Action::FoldDay("2019-03-01".to_owned(), day.chance.once_in(2)),
            12 => Action::At(Some((story, 100))),
            13..=15 => {
                day.promised += 1;
                Action::Refresh(Ticket(day.promised))
            }
            16 if day.chance.once_in(20) => {
                day.promised += 1;
                Action::GoTo(story, Ticket(day.promised))
            }
            17 if !self.is_so(State::Hidden) => return day.talk.tell(Event::PageShown),
            18 => return self.join(day),
            19 => {
                let limit = day.chance.pick(&[5, 20, 50]);
                let unfold = day.chance.pick(&[Unfold::All, Unfold::Newest, Unfold::Nothing]);
                let config = config(|config| (config.limit, config.unfold) = (limit, unfold));
                day.talk.configure(config);
                return;
            }
            20 if !self.is_so(State::Removed) => return day.talk.tell(Event::Connected(READER)),
            _ => return day.talk.tell(Event::Woke),
        };
        day.note(&format!("{action:?}"));
        day.talk.press(action);
    }

    fn join(&mut self, day: &mut Day) {
        self.other = !self.other;
        day.note(&format!("another element: {}", self.other));
        if self.other {
            day.talk.join(OTHER, config(|_| {}));
        } else {
            day.talk.tell(Event::Left(OTHER));
        }
    }

    /// The reader is there, and everything is as it should be.
    pub(crate) fn come_back(&mut self, day: &mut Day) {
        while let Some((state, _)) = self.states.pop() {
            self.set(state, false, day);
        }
        if self.other {
            self.join(day);
        }
        day.away = day.second;
    }
}
