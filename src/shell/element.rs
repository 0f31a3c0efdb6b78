//! What the element class in www/pure.js calls.

use std::rc::Rc;

use js_sys::{Function, Math, Object, Promise, Reflect};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::HtmlElement;

use super::device::{self, Exchange, Exchanges};
use super::driver::Driver;
use super::seat::{Seat, Stage};
use super::{IntlLocale, PageParser, clock, fetch, page};
use crate::config::Config;
use crate::feed::{EntryId, Value};
use crate::labels::Labels;
use crate::link::Link;
use crate::session::{Action, Event, ReaderId, Session};

/// The story of one element: made when the element first connects, kept while it moves. Elements
/// with the same source share one session.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Story {
    driver: Rc<Driver>,
    reader: ReaderId,
}

impl Drop for Story {
    fn drop(&mut self) {
        self.driver.leave(self.reader);
    }
}

#[wasm_bindgen]
impl Story {
    /// `exchanges` is of www/exchange.js; `source` is the absolute address of the feed; `attributes` an
    /// object of the element's attributes; `labels` the value of the language's file; `begun` the
    /// loader's own request for the feed.
    #[wasm_bindgen(constructor)]
    pub fn new(
        exchanges: Exchanges,
        source: Option<String>,
        attributes: &Object,
        language: &str,
        labels: &JsValue,
        begun: Option<Exchange>,
    ) -> Story {
        let source = source.and_then(|source| Link::resolve(None, &source));
        let shared = source
            .as_ref()
            .and_then(|source| clock::stories().into_iter().find(|story| story.tells(source)));
        let driver = shared.unwrap_or_else(|| {
            let seed = (Math::random() * 9_007_199_254_740_992.0) as u64;
            Driver::new(exchanges, Session::new(source, seed), begun)
        });
        let reader = ReaderId(driver.number());
        let labels = Labels::read(&value(labels));
        let seat = Seat::new(reader, IntlLocale::new(language), labels);
        driver.seat(seat, Event::Joined(reader, config(attributes)));
        Story { driver, reader }
    }

    /// The element stands in a document: shows the timeline in `mount` and tells `notify(name,
    /// detail)` what happens.
    pub fn connect(&self, mount: HtmlElement, notify: Function) {
        let (send, reader) = (self.driver.sender(), self.reader);
        let listeners = page::listen_to_reader(&mount, move |action| {
            send(Event::Reader(reader, action));
        });
        self.driver.connect(reader, Stage::new(mount, notify, listeners));
    }

    /// The language's other texts, which no first view has.
    pub fn learn(&self, labels: &JsValue) {
        self.driver.learn(self.reader, &value(labels));
    }

    /// The element has left the document.
    pub fn disconnect(&self) {
        self.driver.disconnect(self.reader);
    }

    /// Attributes have changed.
    pub fn configure(&self, attributes: &Object) {
        self.driver.handle(Event::Configured(self.reader, config(attributes)));
    }

    /// Does what a button of that name does: `pause`, `resume`, `reveal`, `fold-all`,
    /// `unfold-all`, `earlier`; or takes in what www/more.js has seen or found: `read` and `find`, with ids.
    pub fn act(&self, name: &str, ids: &str) {
        if let Some(action) = page::action(name, ids) {
            self.driver.handle(Event::Reader(self.reader, action));
        }
    }

    /// Entries as plain text, or one of them ([`Session::texts`]).
    pub fn texts(&self, only: Option<String>) -> String {
        self.driver.session.borrow().texts(self.reader, only.as_deref(), &PageParser)
    }

    /// Polls now; the promise says whether a good answer came.
    pub fn refresh(&self) -> Promise {
        self.driver.promise(self.reader, Action::Refresh)
    }

    /// Brings an entry into view; the promise says whether there is one of that id.
    #[wasm_bindgen(js_name = goTo)]
    pub fn go_to(&self, id: &str) -> Promise {
        match EntryId::new(id) {
            Some(id) => self.driver.promise(self.reader, |ticket| Action::GoTo(id, ticket)),
            None => Promise::resolve(&JsValue::FALSE),
        }
    }

    /// Takes a document as an object, whose relative links start from `base`; `false` where it is
    /// no feed.
    pub fn hand(&self, feed: &JsValue, base: &str) -> bool {
        // As text and back, so that it is a copy, without what JSON has not, and without circles.
        let Ok(text) = device::write(feed) else { return false };
        let mut known = self.driver.known.borrow_mut();
        let read = fetch::document(text, Link::resolve(None, base).as_ref(), &mut known);
        drop(known);
        match read {
            Ok((page, rejected)) => {
                self.driver.handle(Event::Handed(Box::new(page), rejected));
                true
            }
            Err(_) => false,
        }
    }
}

fn config(attributes: &Object) -> Config {
    let attribute = |name: &str| Reflect::get(attributes, &name.into()).ok()?.as_string();
    let (config, misread) = Config::read(attribute);
    misread.iter().for_each(|it| device::misread(it.name, &it.value));
    config
}

/// What an object has, read as the text that it would be in a file.
fn value(of: &JsValue) -> Value {
    let text = device::write(of).ok();
    text.and_then(|text| Value::parse(&String::from(text))).unwrap_or(Value::Null)
}
