//! What a story shares with other tabs and keeps on the device.

use std::rc::Rc;

use wasm_bindgen::JsValue;

use super::Driver;
use crate::link::Link;
use crate::session::{Event, Memory};
use crate::shell::device::{self, Sharing};
use crate::shell::fetch;

impl Driver {
    pub(super) fn recalled(&self, source: &Link) -> Option<Event> {
        let kept = device::recall(source.as_str())?;
        let (event, message) = fetch::kept(&kept, source, &mut self.known.borrow_mut())?;
        self.exchanges.guessed(&message);
        self.last.replace(message);
        Some(event)
    }

    /// Whoever begins anew begins with this.
    pub(super) fn hold(&self, message: JsValue) {
        self.on_source(|source| self.exchanges.hold(source.as_str(), &message));
        self.held.replace(message);
    }

    pub(super) fn share(self: &Rc<Self>, shares: bool) {
        let Some(source) = self.source().filter(|_| shares) else {
            self.sharing.take();
            return;
        };
        let (weak, leads) = (Rc::downgrade(self), self.sender());
        let address = source.clone();
        let heard = move |message| {
            if let Some(driver) = weak.upgrade() {
                driver.exchanges.guessed(&message);
                let answer = driver.read(message, &address);
                driver.handle(Event::Heard(answer));
            }
        };
        let leads = move || leads(Event::Leads);
        self.sharing.replace(Some(Sharing::new(&self.exchanges, source.as_str(), heard, leads)));
    }

    pub(super) fn keep(&self, memory: &Memory) {
        let (held, at) = (self.held.borrow(), memory.at.millis() as f64);
        self.on_source(|source| {
            device::keep(&self.exchanges, source.as_str(), at, &memory.place, &held)
        });
    }

    pub(super) fn source(&self) -> Option<Link> {
        self.session.borrow().source().cloned()
    }

    pub(super) fn on_source(&self, act: impl FnOnce(&Link)) {
        if let Some(source) = self.session.borrow().source() {
            act(source);
        }
    }
}
