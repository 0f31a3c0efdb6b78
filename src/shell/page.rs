//! What happens to the page around the element.

use gloo_events::{EventListener, EventListenerOptions, EventListenerPhase};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::{Element, FocusOptions, HtmlElement, ScrollIntoViewOptions, ScrollLogicalPosition};

use crate::config::{Clock, Order};
use crate::feed::EntryId;
use crate::joined::joined;
use crate::session::{Action, Event, ITEM};

#[wasm_bindgen]
extern "C" {
    // Not every browser has it, and web-sys does not say what it is.
    type Connection;

    #[wasm_bindgen(js_namespace = navigator, js_name = connection, thread_local_v2)]
    static CONNECTION: Option<Connection>;

    #[wasm_bindgen(method, getter, js_name = saveData)]
    fn save_data(this: &Connection) -> Option<bool>;
}

/// What an event on window or document means, by its name (www/device.js).
pub(super) fn heard(name: &str) -> Event {
    match name {
        "pagehide" | "freeze" => Event::PageHidden,
        "online" => Event::Online(true),
        "offline" => Event::Online(false),
        _ => visibility(),
    }
}

/// Whether the reader can see the page now.
pub(super) fn visibility() -> Event {
    let hidden = web_sys::window().and_then(|window| window.document()).map(|page| page.hidden());
    if hidden.unwrap_or(false) { Event::PageHidden } else { Event::PageShown }
}

/// Whether the reader saves data.
pub(super) fn saves_data() -> Event {
    let saves = CONNECTION.with(|connection| connection.as_ref()?.save_data());
    Event::SaveData(saves.unwrap_or(false))
}

/// An entry of a timeline.
pub(super) fn entry(mount: &HtmlElement, id: &EntryId) -> Option<Element> {
    let selector = joined(&["article[data-id=\"", &web_sys::css::escape(id.as_str()), "\"]"], "");
    mount.query_selector(&selector).ok().flatten()
}

/// Scrolls an entry into sight and gives it the focus.
pub(super) fn show(entry: &Element) {
    let options = ScrollIntoViewOptions::new();
    options.set_block(ScrollLogicalPosition::Center);
    // The middle of a long entry may be a screen away from its headline.
    let headline = entry.first_element_child().unwrap_or_else(|| entry.clone());
    headline.scroll_into_view_with_scroll_into_view_options(&options);
    if let Some(entry) = entry.dyn_ref::<HtmlElement>() {
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        let _ = entry.focus_with_options(&options);
    }
}

/// The two listeners of the timeline itself: what is pressed, and what is folded.
pub(super) fn listen_to_reader(
    mount: &HtmlElement,
    send: impl Fn(Action) + Clone + 'static,
) -> Vec<EventListener> {
    let clicked = {
        let send = send.clone();
        EventListener::new(mount, "click", move |event| {
            let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
            let pressed = target.and_then(|target| target.closest("[data-action]").ok().flatten());
            let name = pressed.and_then(|pressed| pressed.get_attribute("data-action"));
            if let Some(action) = name.and_then(|name| action(&name, "")) {
                send(action);
            }
        })
    };
    // `toggle` does not bubble; it is heard on its way down.
    let options = EventListenerOptions { phase: EventListenerPhase::Capture, passive: true };
    let toggled = EventListener::new_with_options(mount, "toggle", options, move |event| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        if let Some(action) = target.and_then(|details| folded(&details)) {
            send(action);
        }
    });
    vec![clicked, toggled]
}

/// What a name in `data-action` asks for, of these entries where it is about entries.
pub(super) fn action(name: &str, ids: &str) -> Option<Action> {
    let mut ids = ids.split(ITEM).filter_map(EntryId::new);
    Some(match name {
        "read" => Action::Read(ids.next()?),
        "find" => Action::Find(Some(ids.collect())),
        "fold-story" => Action::FoldStory,
        "fold-all" => Action::FoldAll,
        "unfold-all" => Action::UnfoldAll,
        "reveal" => Action::Reveal,
        "unread" => Action::Unread,
        "oldest-first" => Action::Order(Order::Oldest),
        "newest-first" => Action::Order(Order::Newest),
        "clock-scene" => Action::Clock(Clock::Scene),
        "clock-reader" => Action::Clock(Clock::Reader),
        "elsewhere" => Action::Elsewhere(true),
        "there" => Action::Elsewhere(false),
        "in-sight" => Action::Sight(true),
        "out-of-sight" => Action::Sight(false),
        "find-all" => Action::Find(None),
        "earlier" => Action::Earlier,
        "earlier-moments" => Action::EarlierMoments,
        "fill" => Action::Fill,
        "pause" => Action::Pause,
        "resume" => Action::Resume,
        _ => return None,
    })
}

fn folded(details: &Element) -> Option<Action> {
    let open = details.has_attribute("open");
    if let Some(id) = details.get_attribute("data-entry") {
        return EntryId::new(&id).map(|id| Action::FoldEntry(id, open));
    }
    details.get_attribute("data-day").map(|date| Action::FoldDay(date, open))
}
