//! What www/device.js does for the story, as types: exchanges (www/exchange.js), other tabs, storage, places.

use js_sys::{Array, Promise};
use wasm_bindgen::prelude::*;
use web_sys::{Element, HtmlElement};

#[wasm_bindgen]
extern "C" {
    /// `device` of www/device.js.
    #[derive(Clone, Debug)]
    pub type Device;

    #[wasm_bindgen(method)]
    pub(super) fn ask(this: &Device, address: &str) -> Exchange;

    #[wasm_bindgen(method)]
    pub(super) fn share(
        this: &Device,
        address: &str,
        heard: &Closure<dyn Fn(JsValue)>,
        leads: &Closure<dyn Fn()>,
    ) -> Tabs;

    #[wasm_bindgen(method)]
    pub(super) fn recall(this: &Device, address: &str) -> Option<Array>;

    #[wasm_bindgen(method)]
    pub(super) fn keep(this: &Device, address: &str, at: f64, place: &str, message: &JsValue);

    #[wasm_bindgen(method)]
    pub(super) fn forget(this: &Device, address: &str);

    #[wasm_bindgen(method, js_name = where)]
    pub(super) fn place(this: &Device, mount: &HtmlElement) -> Option<Array>;

    #[wasm_bindgen(method)]
    pub(super) fn back(this: &Device, entry: &Element, offset: i32);

    /// One exchange with a server.
    #[derive(Debug)]
    pub type Exchange;

    #[wasm_bindgen(method, getter)]
    pub(super) fn began(this: &Exchange) -> Promise;

    #[wasm_bindgen(method, getter)]
    pub(super) fn ended(this: &Exchange) -> Promise;

    #[wasm_bindgen(method)]
    pub(super) fn stop(this: &Exchange);

    pub(super) type Tabs;

    #[wasm_bindgen(method)]
    pub(super) fn tell(this: &Tabs, message: &JsValue);

    #[wasm_bindgen(method, js_name = stop)]
    pub(super) fn leave(this: &Tabs);
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
        device: &Device,
        address: &str,
        heard: impl Fn(JsValue) + 'static,
        leads: impl Fn() + 'static,
    ) -> Self {
        let heard = Closure::<dyn Fn(JsValue)>::new(heard);
        let leads = Closure::<dyn Fn()>::new(leads);
        Self { tabs: device.share(address, &heard, &leads), _heard: heard, _leads: leads }
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
