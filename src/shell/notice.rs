//! What the page is told, as the `detail` of the element's events.

use js_sys::{Array, Object, Reflect};
use wasm_bindgen::JsValue;

use crate::feed::EntryId;
use crate::session::Notice;

/// The name of the event, and its detail.
pub(super) fn event(notice: &Notice) -> (&'static str, JsValue) {
    match notice {
        Notice::Ready { entries } => ("story-ready", detail(&[("entries", number(*entries))])),
        Notice::Updated { added, revised, withdrawn, unseen } => (
            "story-updated",
            detail(&[
                ("added", ids(added)),
                ("revised", ids(revised)),
                ("withdrawn", ids(withdrawn)),
                ("unseen", number(*unseen)),
            ]),
        ),
        Notice::Revealed(revealed) => ("story-revealed", detail(&[("ids", ids(revealed))])),
        Notice::Toggled(id, open) => (
            "story-toggled",
            detail(&[("id", id.as_str().into()), ("open", JsValue::from_bool(*open))]),
        ),
        Notice::StateChanged { state, freshness } => (
            "story-state-changed",
            detail(&[("state", (*state).into()), ("freshness", (*freshness).into())]),
        ),
        Notice::Failed { kind, message } => (
            "story-failed",
            detail(&[("kind", (*kind).into()), ("message", message.as_str().into())]),
        ),
    }
}

fn detail(members: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (name, value) in members {
        // Only fails on a frozen object, and this one is ours.
        let _ = Reflect::set(&object, &(*name).into(), value);
    }
    object.into()
}

fn ids(of: &[EntryId]) -> JsValue {
    of.iter().map(|id| JsValue::from_str(id.as_str())).collect::<Array>().into()
}

fn number(count: usize) -> JsValue {
    JsValue::from_f64(count as f64)
}
