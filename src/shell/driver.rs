//! Carries events to the session and effects to the browser: a `match` without policy.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::fmt;
use std::rc::{Rc, Weak};
use std::time::Duration;

use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use js_sys::{Function, Promise};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::{HtmlElement, ScrollIntoViewOptions, ScrollLogicalPosition};
use yew::AppHandle;

use super::{IntlLocale, PageParser, fetch, notice, page};
use crate::feed::EntryId;
use crate::labels::Labels;
use crate::poll::RequestId;
use crate::session::{Action, Effect, Event, Host, Session, Ticket};
use crate::time::{Instant, Now, Timestamp};
use crate::view::{Story, StoryProps};

/// Longest time-out that a browser takes (2^31 − 1 ms); a longer one fires at once.
const LONGEST_TIMEOUT: Duration = Duration::from_millis(0x7fff_ffff);

/// How long a frame lasts, in milliseconds, and how many an entry may be away.
const FRAME: u32 = 16;
const FRAMES_TO_SHOW: u32 = 120;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = Date, js_name = now)]
    fn wall_clock() -> f64;

    #[wasm_bindgen(js_namespace = performance, js_name = now)]
    fn steady_clock() -> f64;

    #[wasm_bindgen(js_namespace = console, js_name = warn)]
    fn warn(message: &str);
}

/// One session and what it has of the browser.
///
/// Nothing of the page is held while the element is out of the document, so that a removed
/// element can be collected with everything in it.
pub(super) struct Driver {
    session: RefCell<Session>,
    locale: IntlLocale,
    labels: Labels,
    events: RefCell<VecDeque<Event>>,
    running: Cell<bool>,
    stage: RefCell<Option<Stage>>,
    timer: RefCell<Option<Timeout>>,
    showing: RefCell<Option<Timeout>>,
    requests: RefCell<Vec<(RequestId, fetch::Request)>>,
    begun: RefCell<Option<Promise>>,
    last: fetch::LastText,
    promises: RefCell<Vec<(Ticket, Function)>>,
    tickets: Cell<u32>,
}

/// What there is of the page while the element stands in it.
struct Stage {
    mount: HtmlElement,
    app: Option<AppHandle<Story>>,
    notify: Function,
    _listeners: Vec<EventListener>,
}

impl fmt::Debug for Driver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Driver")
    }
}

impl Driver {
    pub(super) fn new(
        session: Session,
        locale: IntlLocale,
        labels: Labels,
        begun: Option<Promise>,
    ) -> Rc<Self> {
        Rc::new(Self {
            session: RefCell::new(session),
            locale,
            labels,
            events: RefCell::default(),
            running: Cell::new(false),
            stage: RefCell::new(None),
            timer: RefCell::new(None),
            showing: RefCell::new(None),
            requests: RefCell::default(),
            begun: RefCell::new(begun),
            last: fetch::LastText::default(),
            promises: RefCell::default(),
            tickets: Cell::new(0),
        })
    }

    /// The element stands in a document; a second call changes nothing.
    pub(super) fn connect(self: &Rc<Self>, mount: HtmlElement, notify: Function) {
        if self.stage.borrow().is_some() {
            return;
        }
        let (of_page, of_reader) = (self.sender(), self.sender());
        let mut listeners = page::listen(of_page);
        listeners.extend(page::listen_to_reader(&mount, move |action| {
            of_reader(Event::Reader(action));
        }));
        *self.stage.borrow_mut() = Some(Stage { mount, app: None, notify, _listeners: listeners });
        self.handle(page::visibility());
        self.handle(Event::Connected);
    }

    /// The element has left the document: everything of the page is let go.
    pub(super) fn disconnect(self: &Rc<Self>) {
        self.handle(Event::Disconnected);
        self.begun.take();
        self.timer.take();
        self.showing.take();
        let stage = self.stage.take();
        if let Some(app) = stage.and_then(|stage| stage.app) {
            app.destroy();
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
            let effects = self.session.borrow_mut().handle(event, now());
            self.run(effects);
        }
        self.running.set(false);
    }

    /// Hands over a wish that keeps a promise.
    pub(super) fn promise(self: &Rc<Self>, action: impl FnOnce(Ticket) -> Action) -> Promise {
        let ticket = Ticket(self.tickets.get());
        self.tickets.set(ticket.0 + 1);
        let promise = Promise::new(&mut |resolve, _| {
            self.promises.borrow_mut().push((ticket, resolve));
        });
        self.handle(Event::Reader(action(ticket)));
        promise
    }

    fn run(self: &Rc<Self>, effects: Vec<Effect>) {
        // Yew renders in a microtask of its own; what comes after it queues up behind it.
        let mut after = Vec::new();
        for effect in effects {
            match effect {
                Effect::Fetch(request, address) => self.fetch(request, address),
                Effect::Abort(request) => drop(take(&self.requests, request)),
                Effect::Wake(at) => self.wake(at),
                Effect::Render => self.render(),
                Effect::Warn(message) => warn(&message),
                Effect::Show(_) | Effect::Notify(_) | Effect::Resolve(..) => after.push(effect),
            }
        }
        if after.is_empty() {
            return;
        }
        let driver = Rc::clone(self);
        spawn_local(async move { driver.run_after(after) });
    }

    fn run_after(self: &Rc<Self>, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Show(id) => self.show(&id, FRAMES_TO_SHOW),
                Effect::Notify(told) => {
                    let notify = self.stage.borrow().as_ref().map(|stage| stage.notify.clone());
                    let (name, detail) = notice::event(&told);
                    if let Some(notify) = notify {
                        // A listener of the page that throws is the page's affair.
                        let _ = notify.call2(&JsValue::NULL, &name.into(), &detail);
                    }
                }
                Effect::Resolve(ticket, good) => {
                    if let Some(resolve) = take(&self.promises, ticket) {
                        let _ = resolve.call1(&JsValue::NULL, &good.into());
                    }
                }
                _ => {}
            }
        }
    }

    fn fetch(self: &Rc<Self>, request: RequestId, address: crate::link::Link) {
        let (began, done) = (self.sender(), self.sender());
        let weak = Rc::downgrade(self);
        let listener = fetch::Listener {
            began: move || began(Event::Began(request)),
            done: move |answer| {
                // Its place is empty by the time it is dropped: nothing is left to abort.
                let ended = weak.upgrade().and_then(|driver| take(&driver.requests, request));
                done(Event::Answered(request, answer));
                drop(ended);
            },
        };
        let of_feed = self.session.borrow().source() == Some(&address);
        let begun = if of_feed { self.begun.take() } else { None };
        let last = of_feed.then(|| Rc::clone(&self.last));
        if let Some(exchange) = fetch::get(address, begun, last, listener) {
            self.requests.borrow_mut().push((request, exchange));
        }
    }

    fn wake(self: &Rc<Self>, at: Option<Instant>) {
        let send = self.sender();
        let timer = at.map(|at| {
            let wait = at.since(now().instant).min(LONGEST_TIMEOUT);
            Timeout::new(wait.as_millis() as u32 + 1, move || send(Event::Woke))
        });
        drop(std::mem::replace(&mut *self.timer.borrow_mut(), timer));
    }

    fn render(&self) {
        let host = Host { locale: &self.locale, labels: &self.labels, parser: &PageParser };
        let view = Rc::new(self.session.borrow().view(host, now()));
        let mut stage = self.stage.borrow_mut();
        let Some(stage) = stage.as_mut() else { return };
        match &mut stage.app {
            Some(app) => app.update(StoryProps { view }),
            None => {
                let mount = stage.mount.clone().unchecked_into();
                let renderer =
                    yew::Renderer::<Story>::with_root_and_props(mount, StoryProps { view });
                stage.app = Some(renderer.render());
            }
        }
    }

    /// Scrolls an entry into sight. On a slow device Yew renders in slices, and the entry may be
    /// a few frames away.
    fn show(self: &Rc<Self>, id: &EntryId, frames: u32) {
        let mount = self.stage.borrow().as_ref().map(|stage| stage.mount.clone());
        let Some(mount) = mount else { return };
        let selector = format!("article[data-id=\"{}\"]", web_sys::css::escape(id.as_str()));
        let Some(entry) = mount.query_selector(&selector).ok().flatten() else {
            if frames > 0 {
                let (weak, id) = (Rc::downgrade(self), id.clone());
                let again = move || {
                    if let Some(driver) = weak.upgrade() {
                        driver.show(&id, frames - 1);
                    }
                };
                *self.showing.borrow_mut() = Some(Timeout::new(FRAME, again));
            }
            return;
        };
        let options = ScrollIntoViewOptions::new();
        options.set_block(ScrollLogicalPosition::Center);
        // The middle of a long entry may be a screen away from its headline.
        let headline = entry.first_element_child().unwrap_or_else(|| entry.clone());
        headline.scroll_into_view_with_scroll_into_view_options(&options);
        if let Ok(entry) = entry.dyn_into::<HtmlElement>() {
            let options = web_sys::FocusOptions::new();
            options.set_prevent_scroll(true);
            let _ = entry.focus_with_options(&options);
        }
    }

    /// Sends events for as long as the driver is there, and does not keep it there.
    fn sender(self: &Rc<Self>) -> impl Fn(Event) + Clone + 'static {
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

/// What time it is.
fn now() -> Now {
    Now {
        instant: Instant::from_millis(steady_clock() as u64),
        wall: Timestamp::from_millis(wall_clock() as i64),
    }
}
