//! One story on one page, however many elements show it: the only place where state changes.
//!
//! [`Session::handle`] takes an [`Event`] and the time, and returns [`Effect`]s as values.
//! [`Session::view`] says what the reader sees. It knows no browser, no clock and no chance.

mod actions;
mod answers;
mod compose;
mod event;
mod folds;
mod freshness;
mod gap;
mod headline;
mod memory;
mod reader;
mod reading;
mod texts;
mod view;
mod walk;

pub use event::{Action, Answer, Effect, Event, Memory, Notice, Problem, ReaderId, Ticket};
pub use folds::Fold;
pub use freshness::Freshness;
pub use gap::PAGES_UNASKED;
pub use headline::headline;
pub use memory::SAME_VISIT;
pub use texts::ITEM;
#[cfg(not(target_arch = "wasm32"))]
pub use texts::plain;
pub use view::{
    Day, Earlier as EarlierView, GapView, Gist, Header, Line, Mark, Moment, Moments, More, Note,
    Phase, Row, StateKind, View, Words,
};

use std::rc::Rc;
use std::time::Duration;

use crate::config::Config;
use crate::content::Content;
use crate::feed::{Feed, Reason};
use crate::labels::Labels;
use crate::link::Link;
use crate::locale::Locale;
use crate::markup::Parser;
use crate::poll::{Command, Poll, RequestId, TO_END};
use crate::time::{Instant, Now, Timestamp};
use crate::timeline::Timeline;
use freshness::Contact;
use gap::Gap;
use reader::Reader;
use walk::Walk;

/// The two clocks of a device part by so much only where it slept or somebody set one of them.
const CLOCKS_PART: u64 = 30_000;

/// What a view needs of its host, beside the session's own state.
#[derive(Clone, Copy)]
pub struct Host<'a> {
    /// Times and counts in the reader's language.
    pub locale: &'a dyn Locale,
    /// Interface texts in the reader's language.
    pub labels: &'a Labels,
    /// Markup into trees.
    pub parser: &'a dyn Parser,
    /// What the reader sees so far: rows that say the same are taken from it as they are.
    pub last: Option<&'a View>,
}

/// The state of one story on one page, however many elements show it.
#[derive(Debug)]
pub struct Session {
    source: Option<Link>,
    readers: Vec<Reader>,
    visible: bool,
    poll: Poll,
    contact: Contact,
    feed: Option<Feed>,
    timeline: Timeline,
    /// The closed page that the live page held goes on with.
    next: Option<Link>,
    /// The way back to older entries.
    earlier: Walk,
    gaps: Vec<Gap>,
    /// The newest date in the story.
    latest: Option<Timestamp>,
    refreshing: Vec<Ticket>,
    /// Why items of the last document were left out.
    rejected: Vec<Reason>,
    /// Somebody has done something worth keeping.
    acted: bool,
    /// What is shown is from an earlier visit, and gives way to the first answer.
    is_another_visit: bool,
    /// When the reader last left the page, until they do something.
    left: Option<Timestamp>,
    shares: bool,
    /// Both clocks at the last event while it polled.
    before: Option<Now>,
    effects: Vec<Effect>,
    /// Nothing looks otherwise after this event.
    shows_nothing: bool,
    /// When the words of the last view become untrue by themselves.
    true_until: Option<Instant>,
    /// What withdrawn entries have, in one place.
    no_content: Rc<Content>,
}

impl Session {
    /// A session for the feed at `source`, or for documents that the page hands over. `seed`
    /// makes its jitter its own.
    pub fn new(source: Option<Link>, seed: u64) -> Self {
        Self {
            source,
            readers: Vec::new(),
            visible: true,
            poll: Poll::new(seed),
            contact: Contact::default(),
            feed: None,
            timeline: Timeline::default(),
            next: None,
            earlier: Walk::default(),
            gaps: Vec::new(),
            latest: None,
            refreshing: Vec::new(),
            rejected: Vec::new(),
            acted: false,
            is_another_visit: false,
            left: None,
            shares: false,
            before: None,
            effects: Vec::new(),
            shows_nothing: false,
            true_until: None,
            no_content: Rc::default(),
        }
    }

    /// The address of the feed.
    pub fn source(&self) -> Option<&Link> {
        self.source.as_ref()
    }

    /// Takes in what happened, and says what is to be done, in order.
    pub fn handle(&mut self, event: Event, now: Now) -> Vec<Effect> {
        let stood = self.standing();
        match event {
            Event::Joined(reader, config) => self.join(reader, config),
            Event::Left(reader) => self.leave(reader),
            Event::Connected(reader) => self.connect(reader, now),
            Event::Disconnected(reader) => self.disconnect(reader),
            Event::Configured(reader, config) => self.configure(reader, config, now),
            Event::Reader(reader, action) => self.act(reader, action, now),
            Event::PageShown => self.visible = true,
            Event::PageHidden => {
                self.visible = false;
                self.left = Some(now.wall);
                self.keep();
            }
            Event::Online(online) => self.online(online, now),
            Event::SaveData(saves) => self.poll.wishes().save_data = saves,
            Event::Woke => self.shows_nothing = true,
            Event::Began(request) => {
                self.began(request);
                self.shows_nothing = true;
            }
            Event::Answered(request, answer) => self.answered(request, answer, now),
            Event::Heard(answer) => self.heard(answer, now),
            Event::Leads => self.poll.follow(false, now.instant),
            Event::Handed(page, rejected) => self.handed(*page, &rejected, now),
            Event::Recalled { page, before, memory, came_back } => {
                self.recalled(*page, before.as_deref(), memory, came_back, now);
            }
        }
        self.advance(now);
        self.tell_state();
        // Time that has passed may have told something all the same.
        let stays = std::mem::take(&mut self.shows_nothing)
            && stood == self.standing()
            && self.effects.iter().all(|effect| self.is_unseen(effect))
            && self.true_until.is_none_or(|until| now.instant < until);
        if !stays {
            self.true_until = self.next_tick(now);
            let shown = self.readers.iter().filter(|reader| reader.connected);
            self.effects.extend(shown.map(|reader| Effect::Render(reader.id)));
        }
        self.effects.push(Effect::Wake(self.wake_at()));
        order(std::mem::take(&mut self.effects))
    }

    /// Whether the view is the same with it: a page of older entries that is on its way is seen, the feed itself is not.
    fn is_unseen(&self, effect: &Effect) -> bool {
        match effect {
            Effect::Fetch(_, address) => self.source.as_ref() == Some(address),
            // Its element has shown it.
            Effect::Notify(_, Notice::Toggled(..)) => true,
            effect => matches!(effect, Effect::Resolve(..) | Effect::Share(_) | Effect::Keep(_)),
        }
    }

    /// What the reader of one element sees.
    pub fn view(&self, reader: ReaderId, host: Host<'_>, now: Now) -> Option<View> {
        let reader = self.readers.iter().find(|known| known.id == reader)?;
        Some(compose::Compose::new(self, reader, host, now).view())
    }

    fn connect(&mut self, id: ReaderId, now: Now) {
        let Some(reader) = self.reader(id) else { return };
        reader.connected = true;
        if let Some((entry, offset)) = reader.back_to.take() {
            if self.timeline.get(&entry).is_none() {
                // Only the feed itself is kept; the reader was on an older page.
                self.ask_earlier(now);
            }
            self.effects.push(Effect::Return(id, entry, offset));
        }
    }

    fn disconnect(&mut self, id: ReaderId) {
        self.keep();
        // Nobody can be told any more what is found.
        self.settle_go_to(id, false);
        if let Some(reader) = self.reader(id) {
            reader.connected = false;
        }
        if self.is_connected() {
            return;
        }
        let polling = self.poll.abandon();
        self.run(polling);
        let walks = self.gaps.iter_mut().map(|gap| &mut gap.walk).chain([&mut self.earlier]);
        let gone: Vec<RequestId> = walks.filter_map(|walk| Some(walk.abandon()?.0)).collect();
        self.effects.extend(gone.into_iter().map(Effect::Abort));
        self.settle_refresh(false);
    }

    fn configure(&mut self, id: ReaderId, config: Config, now: Now) {
        let Some(reader) = reader::of(&mut self.readers, id) else { return };
        let before = std::mem::replace(&mut reader.config, config);
        if reader.config.unfold != before.unfold {
            reader.folds.begin(reader.config.unfold);
            reader.open_newest(&self.timeline);
        }
        if reader.config.limit != before.limit {
            reader.shown = reader.config.limit;
        }
        if reader.config.poll != before.poll {
            self.poll.ask_now(now.instant);
        }
        if reader.config.order != before.order {
            reader.order = reader.config.order;
        }
        if reader.config.clock != before.clock {
            reader.clock = reader.config.clock.clone();
        }
        if reader.is_open_to_news(&self.timeline) {
            self.reveal(id, now);
        }
        self.forget_unless_wanted();
    }

    fn online(&mut self, online: bool, now: Now) {
        self.contact.online = online;
        if online {
            let gone = self.poll.reconnect(now.instant);
            self.run(gone);
        }
    }

    fn began(&mut self, request: RequestId) {
        self.poll.began(request);
        let walks = self.gaps.iter_mut().map(|gap| &mut gap.walk).chain([&mut self.earlier]);
        walks.for_each(|walk| walk.began(request));
    }

    /// Lets time pass in all machines.
    fn advance(&mut self, now: Now) {
        self.poll.wishes().attribute =
            self.connected().filter_map(|reader| reader.config.poll).min();
        // The first document is worth having in a tab that nobody looks at yet.
        let wanted = self.visible || !self.contact.is_made();
        let connected = self.is_connected();
        let active = connected && self.source.is_some() && wanted && !self.contact.paused;
        if active {
            let overdue = self.poll.wake(now.instant);
            self.run(overdue);
        } else {
            self.poll.sleep();
        }
        // Whoever does not poll finds out when it does again, whatever happens meanwhile.
        if self.poll.is_awake() && self.clocks_parted(now) {
            let gone = self.poll.reconnect(now.instant);
            self.run(gone);
            self.contact.lapsed = true;
        }
        self.share(self.visible && self.poll.is_awake(), now);
        while let Some(command) = self.poll.step(now.instant) {
            self.run(Some(command));
        }
        let patience = self.poll.cadence() * 2 + TO_END;
        let age = self.contact.age(now.instant).filter(|_| self.poll.is_awake());
        self.contact.lapsed |= age.is_some_and(|age| age > patience);
        self.give_up_pages(now);
        if active {
            self.ask_missed(now);
        }
    }

    /// Whether the device has slept, or somebody has set a clock.
    fn clocks_parted(&mut self, now: Now) -> bool {
        let Some(before) = self.before.replace(now) else { return false };
        let passed = Duration::as_millis(&now.instant.since(before.instant)) as i64;
        let told = now.wall.millis().saturating_sub(before.wall.millis());
        told.abs_diff(passed) > CLOCKS_PART
    }

    /// Only who polls shares: what is hidden, paused or gone holds up nobody.
    fn share(&mut self, shares: bool, now: Now) {
        if self.shares != shares {
            self.shares = shares;
            self.poll.follow(shares, now.instant);
            self.effects.push(Effect::Share(shares));
        }
    }

    fn run(&mut self, command: Option<Command>) {
        match (command, self.source.clone()) {
            (Some(Command::Ask(request)), Some(source)) => {
                self.effects.push(Effect::Fetch(request, source));
            }
            (Some(Command::Abandon(request)), _) => self.effects.push(Effect::Abort(request)),
            (Some(Command::TimeOut(request)), _) => {
                self.effects.push(Effect::Abort(request));
                self.trouble(Problem::Timeout, None);
            }
            _ => {}
        }
    }

    fn wake_at(&self) -> Option<Instant> {
        if !self.is_connected() {
            return None;
        }
        let seen = self.visible && self.connected().any(|reader| reader.in_sight);
        let tick = self.true_until.filter(|_| seen);
        let walks = self.gaps.iter().map(|gap| &gap.walk).chain([&self.earlier]);
        let pages = walks.filter_map(Walk::deadline).min();
        [self.poll.wake_at(), pages, tick].into_iter().flatten().min()
    }
}

/// Requests first, since they take the longest; the view before the page is told of it and before
/// an entry is scrolled to; the timer last, when everything that sets it is done.
fn order(effects: Vec<Effect>) -> Vec<Effect> {
    let rank = |effect: &Effect| match effect {
        Effect::Abort(_) => 0,
        Effect::Fetch(..) => 1,
        Effect::Render(_) | Effect::Fold(..) => 2,
        Effect::Show(..) | Effect::Return(..) => 3,
        Effect::Notify(..) | Effect::Warn(_) | Effect::Resolve(..) => 4,
        Effect::Share(_) | Effect::Hold | Effect::Keep(_) | Effect::Forget => 5,
        Effect::Wake(_) => 6,
    };
    // A library sort would be 3 KB of wasm for a handful of effects.
    let mut ordered: Vec<Effect> = Vec::with_capacity(effects.len());
    for effect in effects {
        let at = ordered.iter().rposition(|before| rank(before) <= rank(&effect));
        ordered.insert(at.map_or(0, |at| at + 1), effect);
    }
    ordered
}
