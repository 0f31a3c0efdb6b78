//! Exchanges with a server, and what their messages say.

use js_sys::{Array, JsString};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::device::Exchange;
use crate::feed::{Known, Page, Rejected, Unreadable};
use crate::link::Link;
use crate::session::{Answer, Event, Memory, Problem};
use crate::time::{Timestamp, max_age, retry_after};

/// An exchange; dropping it ends it.
#[derive(Debug)]
pub(super) struct Request(Exchange);

impl Drop for Request {
    fn drop(&mut self) {
        self.0.stop();
    }
}

/// Tells when an exchange has begun, and with what message it has ended.
pub(super) fn follow(
    exchange: Exchange,
    began: impl FnOnce() + 'static,
    ended: impl FnOnce(JsValue) + 'static,
) -> Request {
    let (first, last) = (exchange.began(), exchange.ended());
    spawn_local(async move {
        let _ = JsFuture::from(first).await;
        began();
        // It never fails: a failure is a message too.
        let message = JsFuture::from(last).await.unwrap_or_default();
        #[cfg(panic_switch)]
        if let Some(text) = Array::from(&message).get(1).as_string() {
            crate::panic_switch::panic_if(&text, "panic-in-async");
        }
        ended(message);
    });
    Request(exchange)
}

/// Reads a message of `ask` in www/exchange.js. `last` is the last message from this address that
/// was a feed, and `known` what has been read of it: nothing is read twice.
pub(super) fn read(
    message: &JsValue,
    address: &Link,
    last: Option<&JsValue>,
    known: &mut Known,
) -> Answer {
    let part = |of: &JsValue, at| of.dyn_ref::<Array>().map(|parts| parts.get(at));
    let header = |at| part(message, at)?.as_string();
    let failed = |problem| Answer::Failed { problem, retry_after: None, detail: header(8) };
    let status = part(message, 0).and_then(|status| status.as_f64()).unwrap_or_default() as u16;
    let Some(body) = part(message, 1).filter(|_| status != 0) else {
        return failed(Problem::Network);
    };
    if body.is_undefined() {
        let wait = header(5).and_then(|wait| retry_after(&wait, header(6).as_deref()));
        let problem = Problem::Status(status);
        return Answer::Failed { problem, retry_after: wait, detail: None };
    }
    let Ok(text) = body.dyn_into::<JsString>() else { return failed(Problem::TooLarge) };
    let max_age = header(4).and_then(|value| max_age(&value));
    if last.and_then(|last| part(last, 1)).is_some_and(|last| last == **text) {
        return Answer::Unchanged { max_age };
    }
    // After a redirect, what is relative is relative to where it led.
    let found = header(2).and_then(|found| Link::resolve(None, &found));
    match document(text, Some(found.as_ref().unwrap_or(address)), known) {
        Ok((mut page, rejected)) => {
            page.version = page.version.or_else(|| Timestamp::parse_http_date(&header(3)?));
            Answer::Page { page: Box::new(page), rejected, max_age }
        }
        Err(problem) => failed(problem),
    }
}

/// Reads what the device has kept of an address, and tells which message that was.
pub(super) fn kept(kept: &Array, address: &Link, known: &mut Known) -> Option<(Event, JsValue)> {
    let at = Timestamp::from_millis(kept.get(0).as_f64()? as i64);
    let (place, message) = (kept.get(1).as_string()?, kept.get(2));
    let Answer::Page { page, .. } = read(&message, address, None, known) else { return None };
    let came_back = kept.get(3).as_bool()?;
    let before = kept.get(4).dyn_into().ok();
    let before = before.and_then(|text| document(text, Some(address), &mut Known::default()).ok());
    let before = before.map(|(before, _)| Box::new(before));
    Some((Event::Recalled { page, before, memory: Memory { at, place }, came_back }, message))
}

/// Reads a document as JSON.
///
/// # Errors
///
/// What is wrong with it.
pub(super) fn document(
    text: JsString,
    address: Option<&Link>,
    known: &mut Known,
) -> Result<(Page, Vec<Rejected>), Problem> {
    known.read(&String::from(text), address).map_err(|unreadable| match unreadable {
        Unreadable::NotJson => Problem::NotJson,
        Unreadable::NotFeed => Problem::NotFeed,
    })
}
