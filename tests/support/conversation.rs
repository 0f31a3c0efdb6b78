//! A session scripted in virtual time, with the browser played by the test.

mod driver;
mod exchange;
mod others;
mod rendered;
mod sight;

use std::time::Duration;

use developing_story::config::Config;
use developing_story::feed::{Page, Rejected};
use developing_story::link::Link;
use developing_story::poll::RequestId;
use developing_story::session::{
    Action, Answer, Effect, Event, Memory, Notice, Problem, ReaderId, Session, Ticket,
};
use developing_story::time::{Instant, Now, Timestamp};

use super::{Document, FEED, Language, id, link, moment};
use rendered::Rendered;

/// The attributes of an element, changed by `edit`.
pub(crate) fn config(edit: impl FnOnce(&mut Config)) -> Config {
    let mut config = Config::default();
    edit(&mut config);
    config
}

/// The element that every conversation begins with.
pub(crate) const READER: ReaderId = ReaderId(0);

/// One reader's session, from the moment that its element connects: at second 0 it is 12:00 UTC,
/// which is 19.00 in Hanoi, where the reader is.
pub(crate) struct Conversation {
    pub(crate) session: Session,
    language: Language,
    /// Milliseconds since the beginning.
    now: u64,
    /// What the reader's wall clock is ahead of noon, in milliseconds.
    wall: i64,
    wake: Option<Instant>,
    /// Requests on their way.
    open: Vec<(RequestId, Link)>,
    /// Everything that was ever asked for: second and address.
    asked: Vec<(u64, String)>,
    /// Effects since they were last looked at.
    effects: Vec<Effect>,
    connected: Vec<ReaderId>,
    /// What they show.
    pub(crate) rendered: Rendered,
    /// Another tab polls for this one.
    pub(crate) follows: bool,
    /// Whether it takes part in what the tabs share.
    pub(crate) shares: bool,
    /// What the device keeps.
    pub(crate) kept: Option<Memory>,
    pub(crate) forgotten: bool,
}

impl Conversation {
    /// Connected, and waiting for the first document.
    pub(crate) fn begin() -> Self {
        Self::with(Config::default())
    }

    pub(crate) fn with(config: Config) -> Self {
        let mut talk = Self::unconnected(config, Some(link(FEED)));
        talk.connect();
        talk
    }

    /// The first document has come.
    pub(crate) fn started(document: &Document) -> Self {
        Self::with(Config::default()).and_answered(document)
    }

    pub(crate) fn and_answered(mut self, document: &Document) -> Self {
        self.answer(document);
        self.effects.clear();
        self
    }

    pub(crate) fn unconnected(config: Config, source: Option<Link>) -> Self {
        let mut talk = Self {
            session: Session::new(source, 1),
            language: Language::Danish,
            now: 0,
            wall: 0,
            wake: None,
            open: Vec::new(),
            asked: Vec::new(),
            effects: Vec::new(),
            connected: Vec::new(),
            rendered: Rendered::default(),
            follows: false,
            shares: false,
            kept: None,
            forgotten: false,
        };
        talk.tell(Event::Joined(READER, config));
        talk
    }

    pub(crate) fn in_english(mut self) -> Self {
        self.language = Language::English;
        self
    }

    pub(crate) fn moment(&self) -> Now {
        let wall = moment("12:00").millis() + self.wall + self.now as i64;
        Now { instant: Instant::from_millis(self.now), wall: Timestamp::from_millis(wall) }
    }

    /// Tells the session something, and holds its effects to what every driver relies on.
    pub(crate) fn tell(&mut self, event: Event) {
        match event {
            Event::Connected(reader) => self.connected.push(reader),
            Event::Disconnected(reader) | Event::Left(reader) => {
                self.connected.retain(|connected| *connected != reader);
                self.rendered.forget(reader);
            }
            _ => {}
        }
        let (now, leads) = (self.moment(), self.shares);
        let effects = self.session.handle(event, now);
        self.look(&effects);
        driver::relies_on(&effects);
        for effect in effects {
            match effect {
                Effect::Fetch(request, address) => {
                    assert!(!self.connected.is_empty(), "asks while out of the document");
                    let same = self.open.iter().filter(|(_, open)| *open == address).count();
                    assert_eq!(same, 0, "asks for {address} twice at a time");
                    assert!(self.open.iter().all(|(open, _)| *open != request), "an id twice");
                    self.asked.push((self.now / 1000, address.to_string()));
                    self.open.push((request, address));
                }
                Effect::Abort(request) => {
                    let before = self.open.len();
                    self.open.retain(|(open, _)| *open != request);
                    assert_eq!(self.open.len() + 1, before, "gives up what is not on its way");
                }
                Effect::Wake(at) => {
                    assert!(at.is_none_or(|at| at > now.instant), "would be woken for ever");
                    assert!(
                        !self.connected.is_empty() || at.is_none(),
                        "a timer outside the document"
                    );
                    self.wake = at;
                }
                Effect::Render(_) | Effect::Fold(..) => {}
                Effect::Share(shares) => {
                    assert_ne!(self.shares, shares, "shares twice");
                    self.shares = shares;
                }
                Effect::Keep(memory) => self.kept = Some(memory),
                Effect::Forget => {
                    self.kept = None;
                    self.forgotten = true;
                }
                told => self.effects.push(told),
            }
        }
        if self.shares && !self.follows && !leads {
            self.tell(Event::Leads);
        }
    }

    /// Lets time pass up to that second, with every timer on the way.
    pub(crate) fn at(&mut self, second: u64) -> &mut Self {
        let until = second * 1000;
        assert!(until >= self.now, "time does not go back: it is {} s", self.now / 1000);
        while let Some(wake) = self.wake.filter(|wake| *wake <= Instant::from_millis(until)) {
            // Late, where the device has slept.
            self.now = self.now.max(wake.since(Instant::from_millis(0)).as_millis() as u64);
            self.wake = None;
            self.tell(Event::Woke);
        }
        self.now = until;
        self
    }

    pub(crate) fn after(&mut self, seconds: u64) -> &mut Self {
        // What is left of the second does not count.
        self.at(self.now.div_ceil(1000) + seconds)
    }

    /// Somebody sets the clock, or it was wrong.
    pub(crate) fn wall_clock_jumps(&mut self, seconds: i64) -> &mut Self {
        self.wall += seconds * 1000;
        self
    }

    /// Seconds pass, and no timer fires: the device sleeps.
    pub(crate) fn sleeps(&mut self, seconds: u64) -> &mut Self {
        self.now += seconds * 1000;
        self
    }

    /// The timer fires, whatever it was set to.
    pub(crate) fn wakes(&mut self) -> &mut Self {
        self.tell(Event::Woke);
        self
    }

    /// Whole seconds since the beginning.
    pub(crate) fn second(&self) -> u64 {
        self.now / 1000
    }

    /// How long until it wants to be woken.
    pub(crate) fn alarm(&self) -> Option<Duration> {
        Some(self.wake?.since(Instant::from_millis(self.now)))
    }

    /// Goes to the next request of the feed.
    pub(crate) fn until_asked(&mut self) -> &mut Self {
        for _ in 0..4000 {
            if self.is_open(FEED) {
                return self;
            }
            self.at(self.now / 1000 + 1);
        }
        panic!("the feed was not asked for within an hour");
    }

    pub(crate) fn is_open(&self, address: &str) -> bool {
        self.open.iter().any(|(_, open)| *open == link(address))
    }

    fn end(&mut self, address: &str, answer: Answer) {
        let wanted = link(address);
        let at = self.open.iter().position(|(_, open)| *open == wanted);
        let at = at.unwrap_or_else(|| panic!("{address} is not asked for: {:?}", self.open));
        let (request, _) = self.open.remove(at);
        self.tell(Event::Began(request));
        self.tell(Event::Answered(request, answer));
    }

    /// The feed answers.
    pub(crate) fn answer(&mut self, document: &Document) -> &mut Self {
        self.answer_from(FEED, document)
    }

    /// A page answers.
    pub(crate) fn answer_from(&mut self, address: &str, document: &Document) -> &mut Self {
        self.end(address, good(document, None));
        self
    }

    pub(crate) fn answer_for(&mut self, document: &Document, max_age: u64) -> &mut Self {
        self.end(FEED, good(document, Some(Duration::from_secs(max_age))));
        self
    }

    /// The next poll brings this.
    pub(crate) fn poll(&mut self, document: &Document) -> &mut Self {
        self.until_asked().answer(document)
    }

    /// The feed answers with the same bytes.
    pub(crate) fn unchanged(&mut self) -> &mut Self {
        self.until_asked().end(FEED, Answer::Unchanged { max_age: None });
        self
    }

    pub(crate) fn fail(&mut self, problem: Problem) -> &mut Self {
        self.until_asked().fail_from(FEED, problem)
    }

    pub(crate) fn fail_from(&mut self, address: &str, problem: Problem) -> &mut Self {
        self.end(address, Answer::Failed { problem, retry_after: None, detail: None });
        self
    }

    pub(crate) fn fail_for(&mut self, problem: Problem, seconds: u64) -> &mut Self {
        let retry_after = Some(Duration::from_secs(seconds));
        self.until_asked().end(FEED, Answer::Failed { problem, retry_after, detail: None });
        self
    }

    /// The answer of an address has begun.
    pub(crate) fn began(&mut self, address: &str) -> &mut Self {
        let request = self.request(address);
        self.tell(Event::Began(request));
        self
    }

    pub(crate) fn request(&self, address: &str) -> RequestId {
        let wanted = link(address);
        let open = self.open.iter().find(|(_, open)| *open == wanted);
        open.unwrap_or_else(|| panic!("{address} is not asked for")).0
    }

    /// An answer that nobody waits for any more.
    pub(crate) fn answer_late(&mut self, request: RequestId, document: &Document) -> &mut Self {
        self.tell(Event::Began(request));
        self.tell(Event::Answered(request, good(document, None)));
        self
    }

    pub(crate) fn hide(&mut self) -> &mut Self {
        self.tell(Event::PageHidden);
        self
    }

    pub(crate) fn show(&mut self) -> &mut Self {
        self.tell(Event::PageShown);
        self
    }

    pub(crate) fn online(&mut self, online: bool) -> &mut Self {
        self.tell(Event::Online(online));
        self
    }

    pub(crate) fn disconnect(&mut self) -> &mut Self {
        self.tell(Event::Disconnected(READER));
        self
    }

    pub(crate) fn connect(&mut self) -> &mut Self {
        self.tell(Event::Connected(READER));
        self
    }

    pub(crate) fn configure(&mut self, config: Config) -> &mut Self {
        self.tell(Event::Configured(READER, config));
        self
    }

    pub(crate) fn press(&mut self, action: Action) -> &mut Self {
        self.tell(Event::Reader(READER, action));
        self
    }

    pub(crate) fn go_to(&mut self, entry: &str, ticket: u32) -> &mut Self {
        self.press(Action::GoTo(id(entry), Ticket(ticket)))
    }

    /// What was done since this was last asked, but for requests, rendering and the timer.
    pub(crate) fn effects(&mut self) -> Vec<Effect> {
        std::mem::take(&mut self.effects)
    }

    pub(crate) fn notices(&mut self) -> Vec<Notice> {
        let told = self.effects().into_iter().filter_map(|effect| match effect {
            Effect::Notify(_, notice) => Some(notice),
            _ => None,
        });
        told.collect()
    }

    /// Promises kept, or broken.
    pub(crate) fn settled(&mut self) -> Vec<(u32, bool)> {
        let settled = self.effects().into_iter().filter_map(|effect| match effect {
            Effect::Resolve(ticket, good) => Some((ticket.0, good)),
            _ => None,
        });
        settled.collect()
    }

    /// Entries scrolled to.
    pub(crate) fn scrolled_to(&mut self) -> Vec<String> {
        let scrolled = self.effects().into_iter().filter_map(|effect| match effect {
            Effect::Show(_, id) => Some(id.to_string()),
            _ => None,
        });
        scrolled.collect()
    }

    pub(crate) fn warnings(&mut self) -> Vec<String> {
        let warnings = self.effects().into_iter().filter_map(|effect| match effect {
            Effect::Warn(message) => Some(message),
            _ => None,
        });
        warnings.collect()
    }

    /// Seconds at which that address was asked for.
    pub(crate) fn asked_at(&self, address: &str) -> Vec<u64> {
        self.asked.iter().filter(|(_, asked)| asked == address).map(|(second, _)| *second).collect()
    }
}

fn good(document: &Document, max_age: Option<Duration>) -> Answer {
    let (page, rejected): (Page, Vec<Rejected>) = document.read();
    Answer::Page { page: Box::new(page), rejected, max_age }
}
