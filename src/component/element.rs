//! The element in a browser: what it tells, and what it can be asked to do.

use gloo_events::EventListener;
use js_sys::{JSON, Promise, Reflect};
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CustomEvent, Element, EventTarget, HtmlElement, Node};
use yew::{AttrValue, Callback, NodeRef};

#[wasm_bindgen]
extern "C" {
    /// The element of a [`DevelopingStory`](super::DevelopingStory): what its `node_ref` becomes.
    ///
    /// A method fails while the tag is not known yet, since the script of the release makes it one.
    #[wasm_bindgen(extends = HtmlElement, extends = Element, extends = Node, extends = EventTarget, is_type_of = is_story)]
    #[derive(Clone, Debug)]
    pub type DevelopingStoryElement;

    /// Polls now; the promise settles when the answer is in.
    #[wasm_bindgen(method, catch)]
    pub fn refresh(this: &DevelopingStoryElement) -> Result<Promise, JsValue>;

    /// Stops polling.
    #[wasm_bindgen(method, catch)]
    pub fn pause(this: &DevelopingStoryElement) -> Result<(), JsValue>;

    /// Polls again.
    #[wasm_bindgen(method, catch)]
    pub fn resume(this: &DevelopingStoryElement) -> Result<(), JsValue>;

    /// Shows what waits.
    #[wasm_bindgen(method, catch)]
    pub fn reveal(this: &DevelopingStoryElement) -> Result<(), JsValue>;

    /// Opens every entry.
    #[wasm_bindgen(method, catch, js_name = unfoldAll)]
    pub fn unfold_all(this: &DevelopingStoryElement) -> Result<(), JsValue>;

    /// Closes every entry.
    #[wasm_bindgen(method, catch, js_name = foldAll)]
    pub fn fold_all(this: &DevelopingStoryElement) -> Result<(), JsValue>;

    /// Brings an entry into view, loading earlier pages as needed; the promise says whether there is one.
    #[wasm_bindgen(method, catch, js_name = goTo)]
    pub fn go_to(this: &DevelopingStoryElement, id: &str) -> Result<Promise, JsValue>;
}

/// The page may know the class under no global name, and the tag may not be known yet.
fn is_story(value: &JsValue) -> bool {
    value.dyn_ref::<Element>().is_some_and(|it| it.local_name() == "developing-story")
}

/// Tells of an event until what is returned is called.
pub(super) fn listen<T: DeserializeOwned + 'static>(
    element: &NodeRef,
    name: &'static str,
    callback: &Callback<T>,
) -> impl FnOnce() + use<T> {
    let listener = element.get().map(|element| {
        let callback = callback.clone();
        EventListener::new(&element, name, move |event| {
            // What another release tells otherwise is not understood, and not told.
            let detail = event.dyn_ref::<CustomEvent>().map(CustomEvent::detail);
            if let Some(Ok(detail)) = detail.map(serde_wasm_bindgen::from_value) {
                callback.emit(detail);
            }
        })
    });
    move || drop(listener)
}

/// Hands a feed over. What is no JSON is handed over too: the element says what is wrong with it.
pub(super) fn hand(element: &NodeRef, feed: &Option<AttrValue>) {
    let Some(element) = element.get() else { return };
    let before = Reflect::get(&element, &"feed".into()).unwrap_or_default();
    let now = feed.as_deref().map(|text| JSON::parse(text).unwrap_or_else(|_| text.into()));
    if now.is_some() || !before.is_undefined() {
        // It fails where the page has frozen the element, which is the page's own will.
        let _ = Reflect::set(&element, &"feed".into(), &now.unwrap_or_default());
    }
}
