//! A day of a reader with a newsroom: what happens in each second of it, and what must be true.

use std::collections::BTreeMap;

use developing_story::config::{Config, Reveal};
use developing_story::session::{Effect, Event, ReaderId};

use super::chance::Chance;
use super::life::Life;
use super::network::{BAD, Network, Weather};
use super::newsroom::Newsroom;
use super::reach::Reach;
use super::support::{Conversation, config};

/// A day of 24 hours.
pub(crate) const DAY: u64 = 86_400;

/// So long without trouble and without news, and the reader sees what the newsroom says.
const MINUTE: u64 = 60;

/// The longest back-off, twice for whoever follows another tab, and a poll.
const TO_RECOVER: u64 = 660;

/// An element that stands in no document, so that it asks for nothing, and that shows everything.
pub(crate) const WITNESS: ReaderId = ReaderId(1);

/// What a day had in it, so that a test can tell that it was one.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    pub(crate) quiet: u32,
    pub(crate) gaps: u32,
    pub(crate) ghosts: usize,
    pub(crate) stories: usize,
    pub(crate) pages: usize,
}

pub(crate) struct Day {
    seed: u64,
    pub(crate) chance: Chance,
    pub(crate) talk: Conversation,
    pub(crate) newsroom: Newsroom,
    pub(crate) network: Network,
    pub(crate) reach: Reach,
    pub(crate) second: u64,
    /// When the reader last did something that polls do not survive.
    pub(crate) away: u64,
    turns: u64,
    /// Promises that the page was given, and how often each was settled.
    pub(crate) promised: u32,
    settled: BTreeMap<u32, u32>,
    diary: Vec<(u64, String)>,
    pub(crate) tally: Tally,
}

impl Day {
    pub(crate) fn begin(seed: u64) -> Self {
        let mut day = Self {
            seed,
            chance: Chance(seed),
            talk: Conversation::begin(),
            newsroom: Newsroom::open(seed),
            network: Network::new(),
            reach: Reach::new(),
            second: 0,
            away: 0,
            turns: 60,
            promised: 0,
            settled: BTreeMap::new(),
            diary: Vec::new(),
            tally: Tally::default(),
        };
        day.talk.tell(Event::Joined(WITNESS, witness()));
        if day.chance.once_in(2) {
            // The device kept what the reader saw hours ago.
            let kept = day.newsroom.editions[0].clone();
            day.talk.recall_page(kept.page.clone(), -kept.at, "");
            day.reach.takes(&kept, &day.newsroom);
            day.network.held = Some(kept.at);
        }
        day
    }

    /// Lives through it.
    pub(crate) fn live(mut self) -> Tally {
        let mut life = Life::default();
        while self.second < DAY {
            self.change_weather();
            life.go_on(&mut self);
            self.pass();
            self.look();
        }
        life.come_back(&mut self);
        self.network.weather = Weather::Calm;
        self.note("everything is well again");
        let end = self.second;
        while self.second - self.away < 2 * TO_RECOVER || self.is_quiet().is_none() {
            self.pass();
            self.look();
            assert!(self.second < end + DAY, "no quiet minute after the end");
        }
        self.go_back();
        let once: BTreeMap<u32, u32> = (1..=self.promised).map(|ticket| (ticket, 1)).collect();
        assert_eq!(self.settled, once, "every promise is settled once");
        self.tally.ghosts = self.reach.ghosts.len();
        self.tally.stories = self.newsroom.stories.len();
        self.tally.pages = self.newsroom.pages.len();
        self.tally
    }

    /// One second.
    pub(crate) fn pass(&mut self) {
        self.second += 1;
        if self.second < DAY {
            self.newsroom.work(self.second as i64);
        }
        self.talk.at(self.second);
        self.answers();
    }

    /// Lets answers come that are due.
    pub(crate) fn answers(&mut self) {
        let with = (&self.newsroom, &mut self.reach);
        self.network.pass(&mut self.talk, with, (&mut self.chance, self.second));
        for effect in self.talk.effects() {
            if let Effect::Resolve(ticket, _) = effect {
                *self.settled.entry(ticket.0).or_default() += 1;
            }
        }
    }

    /// Another tab tells what it has heard.
    pub(crate) fn overhear(&mut self) {
        let with = (&self.newsroom, &mut self.reach);
        self.network.tell(&mut self.talk, with, (&mut self.chance, self.second));
    }

    fn change_weather(&mut self) {
        if self.second < self.turns {
            return;
        }
        let (weather, longest) = match self.network.weather {
            Weather::Calm => (self.chance.pick(&BAD), 900),
            _ => (Weather::Calm, 3000),
        };
        self.network.weather = weather;
        self.turns = self.second + self.chance.between(10, longest);
        self.note(&format!("weather: {weather:?}"));
    }

    /// Since when nothing has happened that could be missed, and everything answers.
    fn is_quiet(&self) -> Option<u64> {
        let well = self.network.well?;
        let said = u64::try_from(self.newsroom.last()).unwrap_or_default();
        let since = well.max(said).max(self.network.trouble).max(self.away);
        (self.second >= since + MINUTE).then_some(since)
    }

    /// Holds what is shown to what the newsroom says, after every quiet minute.
    fn look(&mut self) {
        if self.second.is_multiple_of(900) {
            self.holds(self.is_sane());
        }
        let calm = self.away.max(self.network.trouble);
        let patience = (calm + TO_RECOVER).max(self.network.patience + MINUTE);
        if self.network.well.is_none() && self.second > patience {
            self.holds(Err("the session does not come back".to_owned()));
        }
        let Some(since) = self.is_quiet() else { return };
        if !(self.second - since).is_multiple_of(MINUTE) {
            return;
        }
        self.tally.quiet += 1;
        let same = self.compare();
        self.holds(same);
    }

    pub(crate) fn note(&mut self, what: &str) {
        self.diary.push((self.second, what.to_owned()));
    }

    #[track_caller]
    pub(crate) fn holds(&self, so: Result<(), String>) {
        if let Err(what) = so {
            let diary = self.diary.iter().rev().take(40).rev();
            let diary: String =
                diary.map(|(second, what)| format!("\n{second:6} {what}")).collect();
            panic!("seed {}, second {}: {what}{diary}", self.seed, self.second);
        }
    }
}

fn witness() -> Config {
    config(|config| {
        config.reveal = Reveal::Auto;
        config.limit = 10_000;
    })
}
