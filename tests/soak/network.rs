//! The network of a day: what becomes of each request.

use std::time::Duration;

use developing_story::poll::RequestId;
use developing_story::session::{Answer, Event, Problem};

use super::chance::Chance;
use super::newsroom::{Edition, Newsroom};
use super::reach::Reach;
use super::support::{Conversation, FEED};

/// How the network is for a while.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Weather {
    Calm,
    Fails(Problem),
    /// "Come back later", in so many seconds.
    Wait(u64),
    /// No first byte, or no last one.
    Silent,
    Slow,
    /// A node that holds an older copy.
    Stale,
}

/// Everything that can go wrong, but for 410, which ends the polling for good. That an answer takes
/// too long the session finds out by itself.
pub(crate) const BAD: [Weather; 13] = [
    Weather::Fails(Problem::Network),
    Weather::Fails(Problem::Status(403)),
    Weather::Fails(Problem::Status(500)),
    Weather::Fails(Problem::NotJson),
    Weather::Fails(Problem::NotFeed),
    Weather::Fails(Problem::TooLarge),
    Weather::Wait(30),
    Weather::Wait(600),
    Weather::Silent,
    Weather::Silent,
    Weather::Slow,
    Weather::Stale,
    Weather::Stale,
];

/// What an answer will say.
#[derive(Clone, Debug)]
enum Says {
    Edition(Box<Edition>, Option<u64>),
    Page(usize),
    Failed(Problem, Option<u64>),
}

/// One request and what becomes of it.
#[derive(Debug)]
struct Exchange {
    request: RequestId,
    begins: Option<u64>,
    ends: u64,
    says: Says,
    good: bool,
}

/// What there is between the session and the newsroom.
#[derive(Debug)]
pub(crate) struct Network {
    pub(crate) weather: Weather,
    pub(crate) online: bool,
    exchanges: Vec<Exchange>,
    seen: RequestId,
    /// The version that the browser holds, whose bytes need not be read twice.
    pub(crate) held: Option<i64>,
    /// When something last went wrong.
    pub(crate) trouble: u64,
    /// Since when answers are good again.
    pub(crate) well: Option<u64>,
    /// Until then the server may have asked to be left alone.
    pub(crate) patience: u64,
}

impl Network {
    pub(crate) fn new() -> Self {
        Self {
            weather: Weather::Calm,
            online: true,
            exchanges: Vec::new(),
            seen: RequestId(0),
            held: None,
            trouble: 0,
            well: None,
            patience: 0,
        }
    }

    /// Whether everything that is on its way will come.
    pub(crate) fn is_calm(&self, talk: &Conversation) -> bool {
        let waits = |exchange: &&Exchange| talk.awaits(exchange.request);
        self.online
            && self.weather == Weather::Calm
            && self.exchanges.iter().filter(waits).all(|exchange| exchange.good)
    }

    /// Decides on new requests, and lets answers come that are due.
    pub(crate) fn pass(
        &mut self,
        talk: &mut Conversation,
        (newsroom, reach): (&Newsroom, &mut Reach),
        (chance, second): (&mut Chance, u64),
    ) {
        for (request, address) in talk.requests() {
            if request > self.seen {
                let exchange = self.decide(request, &address, newsroom, (chance, second));
                self.exchanges.push(exchange);
            }
        }
        self.seen = self.exchanges.iter().map(|known| known.request).fold(self.seen, Ord::max);
        if !self.is_calm(talk) {
            self.trouble = second;
            self.well = None;
        }
        for exchange in &mut self.exchanges {
            if exchange.begins.take_if(|at| *at <= second).is_some() {
                talk.begins(exchange.request);
            }
        }
        while let Some(at) = self.exchanges.iter().position(|exchange| exchange.ends <= second) {
            let exchange = self.exchanges.remove(at);
            self.end(&exchange, talk, (newsroom, reach), second);
            if chance.once_in(20) {
                // The same once more; nobody waits for it.
                talk.ends(exchange.request, answer(&exchange.says, newsroom));
            }
        }
    }

    fn decide(
        &self,
        request: RequestId,
        address: &str,
        newsroom: &Newsroom,
        (chance, second): (&mut Chance, u64),
    ) -> Exchange {
        let max_age = chance.once_in(9).then(|| chance.between(0, 15));
        let mut says = match (0..newsroom.pages.len()).find(|n| Newsroom::address(*n) == address) {
            Some(page) => Says::Page(page),
            None => {
                assert_eq!(address, FEED, "nobody named that address");
                Says::Edition(Box::new(newsroom.edition().clone()), max_age)
            }
        };
        let now = second + chance.between(0, 1);
        let (mut begins, mut ends) = (now, now);
        let weather = if chance.once_in(5) { Weather::Calm } else { self.weather };
        match weather {
            _ if !self.online => says = Says::Failed(Problem::Network, None),
            Weather::Calm => {}
            Weather::Fails(problem) => says = Says::Failed(problem, None),
            Weather::Wait(seconds) => {
                let status = chance.pick(&[429, 503]);
                says = Says::Failed(Problem::Status(status), Some(seconds));
            }
            Weather::Silent => {
                begins += chance.pick(&[1, 3, 12, 1_000]);
                ends = begins + chance.pick(&[27, 60, 10_000]);
            }
            Weather::Slow => {
                begins += chance.between(0, 8);
                ends = begins + chance.between(0, 19);
            }
            Weather::Stale => {
                if let (Says::Edition(held, _), Some(at)) =
                    (&mut says, chance.among(newsroom.editions.len()))
                {
                    **held = newsroom.editions[at].clone();
                }
            }
        }
        let good = self.online && weather == Weather::Calm;
        Exchange { request, begins: Some(begins), ends, says, good }
    }

    fn end(
        &mut self,
        exchange: &Exchange,
        talk: &mut Conversation,
        (newsroom, reach): (&Newsroom, &mut Reach),
        second: u64,
    ) {
        if !talk.awaits(exchange.request) {
            return talk.ends(exchange.request, answer(&exchange.says, newsroom));
        }
        let answer = self.takes(exchange, (newsroom, reach), second);
        talk.ends(exchange.request, answer);
    }

    /// What another tab has heard in this weather, if anything.
    pub(crate) fn tell(
        &mut self,
        talk: &mut Conversation,
        (newsroom, reach): (&Newsroom, &mut Reach),
        (chance, second): (&mut Chance, u64),
    ) {
        let told = self.decide(RequestId(0), FEED, newsroom, (chance, second));
        if told.ends > second + 1 {
            return;
        }
        if talk.shares {
            let answer = self.takes(&told, (newsroom, reach), second);
            talk.tell(Event::Heard(answer));
        }
    }

    /// What the session learns from an answer.
    fn takes(
        &mut self,
        exchange: &Exchange,
        (newsroom, reach): (&Newsroom, &mut Reach),
        second: u64,
    ) -> Answer {
        let is_of_feed = !matches!(exchange.says, Says::Page(_));
        match &exchange.says {
            Says::Edition(edition, _) => reach.takes(edition, newsroom),
            Says::Page(page) => reach.lists(&newsroom.pages[*page]),
            // With jitter, and twice that for whoever follows another tab.
            Says::Failed(_, wait) => {
                self.patience = self.patience.max(second + wait.unwrap_or_default() * 12 / 5);
            }
        }
        if !exchange.good {
            (self.trouble, self.well) = (second, None);
        } else if is_of_feed {
            self.well.get_or_insert(second);
        }
        match &exchange.says {
            Says::Edition(edition, max_age) if self.held == Some(edition.at) => {
                Answer::Unchanged { max_age: max_age.map(Duration::from_secs) }
            }
            Says::Edition(edition, _) => {
                self.held = Some(edition.at);
                answer(&exchange.says, newsroom)
            }
            _ => answer(&exchange.says, newsroom),
        }
    }
}

fn answer(says: &Says, newsroom: &Newsroom) -> Answer {
    let (page, max_age) = match says {
        Says::Failed(problem, wait) => {
            let retry_after = wait.map(Duration::from_secs);
            return Answer::Failed { problem: *problem, retry_after, detail: None };
        }
        Says::Page(page) => (newsroom.pages[*page].clone(), None),
        Says::Edition(edition, max_age) => (edition.page.clone(), *max_age),
    };
    let max_age = max_age.map(Duration::from_secs);
    Answer::Page { page: Box::new(page), rejected: Vec::new(), max_age }
}
