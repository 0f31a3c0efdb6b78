//! One story on one page: the only place where state changes.
//!
//! [`Session::handle`] takes an [`Event`] and the time, and returns [`Effect`]s as values.
//! [`Session::view`] says what the reader sees. It knows no browser, no clock and no chance.

mod actions;
mod answers;
mod compose;
mod earlier;
mod event;
mod folds;
mod freshness;
mod headline;
mod view;

pub use event::{Action, Answer, Effect, Event, Notice, Problem, Ticket};
pub use folds::Fold;
pub use freshness::Freshness;
pub use view::{
    Day, Earlier as EarlierView, Gist, Header, Mark, Note, Phase, Row, StateKind, View,
};

use crate::config::{Config, Reveal};
use crate::feed::{EntryId, Feed, Reason};
use crate::labels::Labels;
use crate::link::Link;
use crate::locale::Locale;
use crate::markup::Parser;
use crate::poll::{Command, Poll};
use crate::time::{Now, Timestamp};
use crate::timeline::Timeline;
use earlier::Earlier;
use folds::Folds;
use freshness::Contact;

/// What a view needs of its host, beside the session's own state.
#[derive(Clone, Copy)]
pub struct Host<'a> {
    /// Times and counts in the reader's language.
    pub locale: &'a dyn Locale,
    /// Interface texts in the reader's language.
    pub labels: &'a Labels,
    /// Markup into trees.
    pub parser: &'a dyn Parser,
}

/// The state of one story on one page.
#[derive(Debug)]
pub struct Session {
    config: Config,
    source: Option<Link>,
    connected: bool,
    visible: bool,
    poll: Poll,
    contact: Contact,
    feed: Option<Feed>,
    timeline: Timeline,
    earlier: Earlier,
    folds: Folds,
    /// How many entries are shown, if there are as many.
    shown: usize,
    /// Entries that the reader revealed last: marked as new.
    fresh: Vec<EntryId>,
    /// The newest date in the story.
    latest: Option<Timestamp>,
    refreshing: Vec<Ticket>,
    going_to: Option<(EntryId, Ticket)>,
    /// Why items of the last document were left out.
    rejected: Vec<Reason>,
    /// State and freshness as the page was told them.
    told: Option<(&'static str, &'static str)>,
    effects: Vec<Effect>,
}

impl Session {
    /// A session for the feed at `source`, or for documents that the page hands over. `seed`
    /// makes its jitter its own.
    pub fn new(config: Config, source: Option<Link>, seed: u64) -> Self {
        Self {
            folds: Folds::new(config.unfold),
            shown: config.limit,
            config,
            source,
            connected: false,
            visible: true,
            poll: Poll::new(seed),
            contact: Contact::default(),
            feed: None,
            timeline: Timeline::default(),
            earlier: Earlier::default(),
            fresh: Vec::new(),
            latest: None,
            refreshing: Vec::new(),
            going_to: None,
            rejected: Vec::new(),
            told: None,
            effects: Vec::new(),
        }
    }

    /// The address of the feed.
    pub fn source(&self) -> Option<&Link> {
        self.source.as_ref()
    }

    /// Takes in what happened, and says what is to be done, in order.
    pub fn handle(&mut self, event: Event, now: Now) -> Vec<Effect> {
        match event {
            Event::Connected => self.connected = true,
            Event::Disconnected => self.disconnect(),
            Event::Configured(config) => self.configure(config, now),
            Event::PageShown => self.visible = true,
            Event::PageHidden => self.visible = false,
            Event::Online(online) => self.online(online, now),
            Event::Woke => {}
            Event::Began(request) => self.poll.began(request),
            Event::Answered(request, answer) => self.answered(request, answer, now),
            Event::Handed(mut page) => {
                self.contact.good(now.wall);
                // No cache stands between the page and us: what it hands over is what it means now.
                page.version.get_or_insert(now.wall);
                self.first_page(*page, now);
            }
            Event::Reader(action) => self.act(action, now),
        }
        self.advance(now);
        self.tell_state();
        if self.connected {
            // Cheap where nothing has changed: equal properties end the rendering at the root.
            self.effects.push(Effect::Render);
        }
        self.effects.push(Effect::Wake(self.wake_at(now)));
        order(std::mem::take(&mut self.effects))
    }

    /// What the reader sees.
    pub fn view(&self, host: Host<'_>, now: Now) -> View {
        compose::Compose { session: self, host, now }.view()
    }

    fn disconnect(&mut self) {
        self.connected = false;
        let polling = self.poll.abandon().map(|command| match command {
            Command::Ask(request) | Command::Abandon(request) => request,
        });
        let gone = polling.into_iter().chain(self.earlier.abandon());
        self.effects.extend(gone.map(Effect::Abort));
        // Nobody can be told any more what a poll will bring.
        self.settle_refresh(false);
        self.settle_go_to(false);
    }

    fn configure(&mut self, config: Config, now: Now) {
        let before = std::mem::replace(&mut self.config, config);
        if self.config.unfold != before.unfold {
            self.folds.begin(self.config.unfold);
            self.open_newest();
        }
        if self.config.poll != before.poll {
            self.poll.ask_now(now.instant);
        }
        if self.config.limit != before.limit {
            self.shown = self.config.limit;
        }
        if self.config.reveal == Reveal::Auto {
            self.reveal();
        }
    }

    fn online(&mut self, online: bool, now: Now) {
        self.contact.online = online;
        if online {
            self.poll.ask_now(now.instant);
        }
    }

    /// Lets time pass in both machines.
    fn advance(&mut self, now: Now) {
        self.poll.wishes().attribute = self.config.poll;
        // The first document is worth having in a tab that nobody looks at yet.
        let wanted = self.visible || self.contact.last.is_none();
        if self.connected && self.source.is_some() && wanted && !self.contact.paused {
            if let Some(Command::Abandon(overdue)) = self.poll.wake(now.instant) {
                // No failure: its timer slept too, and it is asked again at once.
                self.effects.push(Effect::Abort(overdue));
            }
        } else {
            self.poll.sleep();
        }
        let command = self.poll.step(now.instant);
        self.run(command, now);
        if self.earlier.deadline().is_some_and(|deadline| now.instant >= deadline) {
            let late = self.earlier.failed();
            self.effects.extend(late.map(Effect::Abort));
            self.settle_go_to(false);
        }
    }

    fn run(&mut self, command: Option<Command>, now: Now) {
        match (command, self.source.clone()) {
            (Some(Command::Ask(request)), Some(source)) => {
                self.effects.push(Effect::Fetch(request, source));
            }
            (Some(Command::Abandon(request)), _) => {
                self.effects.push(Effect::Abort(request));
                self.failed(request, Problem::Timeout, None, now);
            }
            _ => {}
        }
    }

    fn tell_state(&mut self) {
        let Some(feed) = &self.feed else { return };
        let (state, freshness) = (feed.state.word(), self.contact.freshness().word());
        if self.told != Some((state, freshness)) {
            self.told = Some((state, freshness));
            self.effects.push(Effect::Notify(Notice::StateChanged { state, freshness }));
        }
    }

    fn wake_at(&self, now: Now) -> Option<crate::time::Instant> {
        if !self.connected {
            return None;
        }
        let tick = self.visible.then(|| self.next_tick(now)).flatten();
        [self.poll.wake_at(), self.earlier.deadline(), tick].into_iter().flatten().min()
    }
}

/// Requests first, since they take the longest; the view before the page is told of it and before
/// an entry is scrolled to; the timer last, when everything that sets it is done.
fn order(effects: Vec<Effect>) -> Vec<Effect> {
    let rank = |effect: &Effect| match effect {
        Effect::Abort(_) => 0,
        Effect::Fetch(..) => 1,
        Effect::Render => 2,
        Effect::Show(_) => 3,
        Effect::Notify(_) | Effect::Warn(_) | Effect::Resolve(..) => 4,
        Effect::Wake(_) => 5,
    };
    // A library sort would be 3 KB of wasm for a handful of effects.
    let mut ordered: Vec<Effect> = Vec::with_capacity(effects.len());
    for effect in effects {
        let at = ordered.iter().rposition(|before| rank(before) <= rank(&effect));
        ordered.insert(at.map_or(0, |at| at + 1), effect);
    }
    ordered
}
