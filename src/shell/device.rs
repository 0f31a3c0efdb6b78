//! What www/device.js and www/exchange.js do for the story, as types: exchanges, other tabs, storage, places.

use js_sys::{Array, JsString, Promise};
use wasm_bindgen::prelude::*;
use web_sys::{Element, HtmlElement};

#[wasm_bindgen]
extern "C" {
    /// `exchanges` of www/exchange.js, which the loader has too.
    #[derive(Clone, Debug)]
    pub type Exchanges;

    #[wasm_bindgen(method)]
    pub(super) fn ask(this: &Exchanges, address: &str) -> Exchange;

    #[wasm_bindgen(method)]
    pub(super) fn guessed(this: &Exchanges, message: &JsValue);

    #[wasm_bindgen(method)]
    pub(super) fn hold(this: &Exchanges, address: &str, message: &JsValue);

    /// One exchange with a server.
    #[derive(Debug)]
    pub type Exchange;

    #[wasm_bindgen(method, getter)]
    pub(super) fn began(this: &Exchange) -> Promise;

    #[wasm_bindgen(method, getter)]
    pub(super) fn ended(this: &Exchange) -> Promise;

    #[wasm_bindgen(method)]
    pub(super) fn stop(this: &Exchange);

    type Tabs;

    #[wasm_bindgen(method)]
    fn tell(this: &Tabs, message: &JsValue);

    #[wasm_bindgen(method, js_name = stop)]
    fn leave(this: &Tabs);

    type Ears;

    #[wasm_bindgen(method)]
    fn stop(this: &Ears);
}

#[wasm_bindgen(module = "/www/device.js")]
extern "C" {
    /// Says that an attribute's value was not understood.
    pub(super) fn misread(name: &str, value: &str);

    /// A value as JSON, if it can be written.
    #[wasm_bindgen(catch)]
    pub(super) fn write(value: &JsValue) -> Result<JsString, JsValue>;

    // What a page has replaced may throw; and what only takes JavaScript's values would be imported from a module of
    // its own, which the release does not have.
    #[wasm_bindgen(catch)]
    fn listen(tell: &Closure<dyn Fn(String)>) -> Result<Ears, JsValue>;

    fn share(
        exchanges: &Exchanges,
        address: &str,
        heard: &Closure<dyn Fn(JsValue)>,
        leads: &Closure<dyn Fn()>,
    ) -> Tabs;

    pub(super) fn recall(address: &str) -> Option<Array>;

    pub(super) fn keep(
        exchanges: &Exchanges,
        address: &str,
        at: f64,
        place: &str,
        message: &JsValue,
    );

    pub(super) fn forget(exchanges: &Exchanges, address: &str);

    pub(super) fn fold(mount: &HtmlElement, open: bool, others: &str);

    #[wasm_bindgen(js_name = where)]
    pub(super) fn place(mount: &HtmlElement) -> Option<Array>;

    #[wasm_bindgen(catch)]
    pub(super) fn back(entry: &Element, offset: i32) -> Result<(), JsValue>;
}

/// A part in what the tabs share; dropping it ends it.
pub(super) struct Sharing {
    tabs: Tabs,
    // Called by `tabs`, and so dropped after it has been told to stop.
    _heard: Closure<dyn Fn(JsValue)>,
    _leads: Closure<dyn Fn()>,
}

impl Sharing {
    pub(super) fn new(
        exchanges: &Exchanges,
        address: &str,
        heard: impl Fn(JsValue) + 'static,
        leads: impl Fn() + 'static,
    ) -> Self {
        let heard = Closure::<dyn Fn(JsValue)>::new(heard);
        let leads = Closure::<dyn Fn()>::new(leads);
        Self { tabs: share(exchanges, address, &heard, &leads), _heard: heard, _leads: leads }
    }

    pub(super) fn tell(&self, message: &JsValue) {
        self.tabs.tell(message);
    }
}

impl Drop for Sharing {
    fn drop(&mut self) {
        self.tabs.leave();
    }
}

/// Listeners on window and document; dropping it ends them.
pub(super) struct Listening {
    ears: Option<Ears>,
    // Called by `ears`.
    _heard: Closure<dyn Fn(String)>,
}

impl Listening {
    pub(super) fn new(heard: impl Fn(String) + 'static) -> Self {
        let heard = Closure::<dyn Fn(String)>::new(heard);
        Self { ears: listen(&heard).ok(), _heard: heard }
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        if let Some(ears) = &self.ears {
            ears.stop();
        }
    }
}
