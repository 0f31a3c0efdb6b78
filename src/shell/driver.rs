//! Carries events to the session and effects to the browser: a `match` without policy.

mod keeping;

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::fmt;
use std::rc::{Rc, Weak};

use gloo_timers::callback::Timeout;
use js_sys::{Function, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlElement;

use super::device::{self, Exchange, Exchanges, Listening, Sharing};
use super::seat::{Seat, Stage};
use super::{clock, fetch, notice, page};
use crate::feed::{EntryId, Known, Value};
use crate::link::Link;
use crate::poll::RequestId;
use crate::session::{Action, Answer, Effect, Event, ReaderId, Session, Ticket};
use crate::time::Instant;

/// How long a frame lasts, in milliseconds, and how many an entry may be away.
const FRAME: u32 = 16;
const FRAMES_TO_SHOW: u32 = 120;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = console, js_name = warn)]
    fn warn(message: &str);
}

/// One session and what it has of the browser.
///
/// Nothing of the page is held while no element of the story is in the document, so that a removed
/// element can be collected with everything in it.
pub(super) struct Driver {
    exchanges: Exchanges,
    pub(super) session: RefCell<Session>,
    events: RefCell<VecDeque<Event>>,
    running: Cell<bool>,
    seats: RefCell<Vec<Seat>>,
    listening: RefCell<Option<Listening>>,
    wake_at: Cell<Option<Instant>>,
    showing: RefCell<Option<Timeout>>,
    requests: RefCell<Vec<(RequestId, fetch::Request)>>,
    begun: RefCell<Option<Exchange>>,
    /// The last message that was a feed, what has been read of it, and the last that is held.
    last: RefCell<JsValue>,
    pub(super) known: RefCell<Known>,
    held: RefCell<JsValue>,
    sharing: RefCell<Option<Sharing>>,
    promises: RefCell<Vec<(Ticket, Function)>>,
    /// Readers and tickets so far.
    count: Cell<u32>,
}

impl Drop for Driver {
    fn drop(&mut self) {
        self.hold(JsValue::UNDEFINED);
    }
}

impl fmt::Debug for Driver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Driver")
    }
}

impl Driver {
    pub(super) fn new(exchanges: Exchanges, session: Session, begun: Option<Exchange>) -> Rc<Self> {
        let driver = Rc::new(Self {
            exchanges,
            session: RefCell::new(session),
            events: RefCell::default(),
            running: Cell::new(false),
            seats: RefCell::default(),
            listening: RefCell::default(),
            wake_at: Cell::new(None),
            showing: RefCell::new(None),
            requests: RefCell::default(),
            begun: RefCell::new(begun),
            last: RefCell::new(JsValue::UNDEFINED),
            known: RefCell::default(),
            held: RefCell::new(JsValue::UNDEFINED),
            sharing: RefCell::new(None),
            promises: RefCell::default(),
            count: Cell::new(0),
        });
        clock::add(&driver);
        driver
    }

    /// Whether it tells the story that is found at this address.
    pub(super) fn tells(&self, source: &Link) -> bool {
        self.session.borrow().source() == Some(source)
    }

    pub(super) fn wake_at(&self) -> Option<Instant> {
        self.wake_at.get()
    }

    /// A number unlike any before.
    pub(super) fn number(&self) -> u32 {
        self.count.set(self.count.get() + 1);
        self.count.get()
    }

    /// An element wants to show the story; what the device kept of it comes first.
    pub(super) fn seat(self: &Rc<Self>, seat: Seat, joined: Event) {
        let first = self.seats.borrow().is_empty();
        self.seats.borrow_mut().push(seat);
        self.handle(joined);
        let recalled = self.source().filter(|_| first).and_then(|source| self.recalled(&source));
        if let Some(recalled) = recalled {
            self.handle(recalled);
        }
    }

    /// The element stands in a document; a second call changes nothing.
    pub(super) fn connect(self: &Rc<Self>, reader: ReaderId, stage: Stage) {
        let connected = self.with_seat(reader, |seat| {
            let free = seat.stage.is_none();
            if free {
                seat.stage = Some(stage);
            }
            free
        });
        if connected != Some(true) {
            return;
        }
        if self.listening.borrow().is_none() {
            let weak = Rc::downgrade(self);
            let heard = move |name: String| {
                let Some(driver) = weak.upgrade() else { return };
                let event = page::heard(&name);
                if let Event::PageHidden = event {
                    driver.look();
                }
                driver.handle(event);
            };
            self.listening.replace(Some(Listening::new(heard)));
            self.handle(page::visibility());
            self.handle(page::saves_data());
        }
        self.handle(Event::Connected(reader));
    }

    /// The element has left the document: everything of the page is let go.
    pub(super) fn disconnect(self: &Rc<Self>, reader: ReaderId) {
        self.look();
        self.handle(Event::Disconnected(reader));
        self.showing.take();
        let stage = self.with_seat(reader, |seat| seat.stage.take()).flatten();
        if let Some(stage) = stage {
            stage.leave();
        }
        if self.seats.borrow().iter().all(|seat| seat.stage.is_none()) {
            self.begun.take();
            self.listening.take();
        }
    }

    /// The element is gone for good.
    pub(super) fn leave(self: &Rc<Self>, reader: ReaderId) {
        self.disconnect(reader);
        self.handle(Event::Left(reader));
        self.seats.borrow_mut().retain(|seat| seat.reader != reader);
    }

    /// Sees where the readers are, before they go.
    fn look(self: &Rc<Self>) {
        let mounts: Vec<_> = self.seats.borrow().iter().filter_map(Seat::mount).collect();
        for (reader, mount) in mounts {
            let at = device::place(&mount).and_then(|place| {
                let id = EntryId::new(&place.get(0).as_string()?)?;
                Some((id, place.get(1).as_f64()? as i32))
            });
            self.handle(Event::Reader(reader, Action::At(at)));
        }
    }

    /// Hands an event to the session. Events that come up meanwhile wait for their turn, so that a
    /// page may call the element from the element's own events.
    pub(super) fn handle(self: &Rc<Self>, event: Event) {
        self.events.borrow_mut().push_back(event);
        if self.running.replace(true) {
            return;
        }
        loop {
            let event = self.events.borrow_mut().pop_front();
            let Some(event) = event else { break };
            #[cfg(panic_switch)]
            crate::panic_switch::panic_at(&event);
            let effects = self.session.borrow_mut().handle(event, clock::now());
            self.run(effects);
        }
        self.running.set(false);
    }

    /// Hands over a wish that keeps a promise.
    pub(super) fn promise(
        self: &Rc<Self>,
        reader: ReaderId,
        action: impl FnOnce(Ticket) -> Action,
    ) -> Promise {
        let ticket = Ticket(self.number());
        let promise = Promise::new(&mut |resolve, _| {
            self.promises.borrow_mut().push((ticket, resolve));
        });
        self.handle(Event::Reader(reader, action(ticket)));
        promise
    }

    fn run(self: &Rc<Self>, effects: Vec<Effect>) {
        // Yew renders in a microtask of its own; what comes after it queues up behind it.
        let mut after = Vec::new();
        for effect in effects {
            match effect {
                Effect::Fetch(request, address) => self.fetch(request, address),
                Effect::Abort(request) => drop(take(&self.requests, request)),
                Effect::Wake(at) => {
                    self.wake_at.set(at);
                    clock::set();
                }
                Effect::Render(reader) => self.render(reader),
                Effect::Fold(reader, usual, others) => {
                    if let Some(mount) = self.mount(reader) {
                        device::fold(&mount, usual.is_open(), &others);
                    }
                }
                Effect::Warn(message) => warn(&message),
                Effect::Share(shares) => self.share(shares),
                Effect::Hold
                | Effect::Keep(_)
                | Effect::Forget
                | Effect::Show(..)
                | Effect::Return(..)
                | Effect::Notify(..)
                | Effect::Resolve(..) => {
                    after.push(effect);
                }
            }
        }
        if after.is_empty() {
            return;
        }
        let (driver, last) = (Rc::clone(self), self.last.borrow().clone());
        spawn_local(async move { driver.run_after(after, &last) });
    }

    fn run_after(self: &Rc<Self>, effects: Vec<Effect>, last: &JsValue) {
        for effect in effects {
            match effect {
                Effect::Show(reader, id) => self.scroll(reader, &id, None, FRAMES_TO_SHOW),
                Effect::Return(reader, id, offset) => {
                    self.scroll(reader, &id, Some(offset), FRAMES_TO_SHOW);
                }
                Effect::Notify(reader, told) => {
                    let (name, detail) = notice::event(&told);
                    let notify = self.with_seat(reader, |seat| Some(seat.stage.as_ref()?.notify()));
                    if let Some(notify) = notify.flatten() {
                        // A listener of the page that throws is the page's affair.
                        let _ = notify.call2(&JsValue::NULL, &name.into(), &detail);
                    }
                }
                Effect::Resolve(ticket, good) => {
                    if let Some(resolve) = take(&self.promises, ticket) {
                        let _ = resolve.call1(&JsValue::NULL, &good.into());
                    }
                }
                // It has been shown, and so is nothing that ends in a panic.
                Effect::Hold => self.hold(last.clone()),
                Effect::Keep(memory) => self.keep(&memory),
                Effect::Forget => self.on_source(|source| {
                    device::forget(&self.exchanges, source.as_str());
                }),
                _ => {}
            }
        }
    }

    fn fetch(self: &Rc<Self>, request: RequestId, address: Link) {
        let of_feed = self.tells(&address);
        let begun = if of_feed { self.begun.take() } else { None };
        let exchange = begun.unwrap_or_else(|| self.exchanges.ask(address.as_str()));
        let (began, weak) = (self.sender(), Rc::downgrade(self));
        let ended = move |message: JsValue| {
            let Some(driver) = weak.upgrade() else { return };
            // Nobody waits for what has been given up.
            let Some(ended) = take(&driver.requests, request) else { return };
            let answer = if of_feed {
                if let Some(sharing) = &*driver.sharing.borrow() {
                    sharing.tell(&message);
                }
                driver.read(message, &address)
            } else {
                fetch::read(&message, &address, None, &mut Known::default())
            };
            driver.handle(Event::Answered(request, answer));
            drop(ended);
        };
        let exchange = fetch::follow(exchange, move || began(Event::Began(request)), ended);
        self.requests.borrow_mut().push((request, exchange));
    }

    /// Reads what has been said of the feed.
    fn read(&self, message: JsValue, address: &Link) -> Answer {
        let mut known = self.known.borrow_mut();
        let answer = fetch::read(&message, address, Some(&self.last.borrow()), &mut known);
        if let Answer::Page { .. } = answer {
            self.last.replace(message);
        }
        answer
    }

    /// Shows what further texts say.
    pub(super) fn learn(&self, reader: ReaderId, texts: &Value) {
        self.with_seat(reader, |seat| seat.labels.learn(texts));
        self.render(reader);
    }

    fn render(&self, reader: ReaderId) {
        let session = self.session.borrow();
        self.with_seat(reader, |seat| seat.render(&session));
    }

    /// Scrolls an entry into sight and gives it the focus, or back to where it was. On a slow
    /// device Yew renders in slices, and the entry may be a few frames away.
    fn scroll(self: &Rc<Self>, reader: ReaderId, id: &EntryId, back: Option<i32>, frames: u32) {
        let Some(mount) = self.mount(reader) else { return };
        match (page::entry(&mount, id), back) {
            (Some(entry), Some(offset)) => device::back(&entry, offset).unwrap_or_default(),
            (Some(entry), None) => page::show(&entry),
            (None, _) if frames > 0 => {
                let (weak, id) = (Rc::downgrade(self), id.clone());
                let again = move || {
                    if let Some(driver) = weak.upgrade() {
                        driver.scroll(reader, &id, back, frames - 1);
                    }
                };
                self.showing.replace(Some(Timeout::new(FRAME, again)));
            }
            (None, _) => {}
        }
    }

    fn mount(&self, reader: ReaderId) -> Option<HtmlElement> {
        self.with_seat(reader, |seat| Some(seat.mount()?.1)).flatten()
    }

    fn with_seat<T>(&self, reader: ReaderId, act: impl FnOnce(&mut Seat) -> T) -> Option<T> {
        self.seats.borrow_mut().iter_mut().find(|seat| seat.reader == reader).map(act)
    }

    /// Sends events for as long as the driver is there, and does not keep it there.
    pub(super) fn sender(self: &Rc<Self>) -> impl Fn(Event) + Clone + 'static {
        let weak: Weak<Self> = Rc::downgrade(self);
        move |event| {
            if let Some(driver) = weak.upgrade() {
                driver.handle(event);
            }
        }
    }
}

/// Takes out what is kept under a key; a handful at most, so a list will do.
fn take<K: PartialEq, V>(of: &RefCell<Vec<(K, V)>>, key: K) -> Option<V> {
    let mut list = of.borrow_mut();
    let at = list.iter().position(|(held, _)| *held == key)?;
    Some(list.swap_remove(at).1)
}
