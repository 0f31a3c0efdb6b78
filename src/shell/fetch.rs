//! The only code that talks to the network.
//!
//! Forty lines instead of gloo-net (4 KB brotli), which also panics where a page has replaced
//! `fetch` by something that answers with something else.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{JsString, Promise};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    AbortController, AbortSignal, RequestCache, RequestCredentials, RequestInit, Response,
};

use super::json;
use crate::feed::{self, Unreadable};
use crate::link::Link;
use crate::session::{Answer, Problem};
use crate::time::{Timestamp, max_age, retry_after};

/// Longest document, in bytes as announced and in UTF-16 units as received.
const MAX_LENGTH: u32 = 8 * 1024 * 1024;

#[wasm_bindgen]
extern "C" {
    // A page may have replaced it; then it may throw, and need not answer with a promise.
    #[wasm_bindgen(js_name = fetch, catch)]
    fn page_fetch(address: &str, init: &RequestInit) -> Result<JsValue, JsValue>;
}

/// An exchange; dropping it ends it.
#[derive(Debug)]
pub(super) struct Request(AbortController);

impl Drop for Request {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// The text of the last document from one address: the same text is not read twice.
pub(super) type LastText = Rc<RefCell<Option<JsString>>>;

/// What tells of an exchange.
pub(super) struct Listener<B, D> {
    /// The answer has begun.
    pub(super) began: B,
    /// The exchange has ended.
    pub(super) done: D,
}

/// Asks for a document, or waits for `begun`, which the loader has asked for already.
pub(super) fn get<B, D>(
    address: Link,
    begun: Option<Promise>,
    last: Option<LastText>,
    listener: Listener<B, D>,
) -> Option<Request>
where
    B: FnOnce() + 'static,
    D: FnOnce(Answer) + 'static,
{
    let controller = AbortController::new().ok()?;
    let signal = controller.signal();
    spawn_local(async move {
        let promise = match begun {
            Some(promise) => Ok(promise),
            None => {
                let init = RequestInit::new();
                init.set_credentials(RequestCredentials::Omit);
                init.set_cache(RequestCache::NoCache);
                init.set_signal(Some(&signal));
                page_fetch(address.as_str(), &init).map(|value| Promise::resolve(&value))
            }
        };
        let Listener { began, done } = listener;
        let answer = match promise {
            Ok(promise) => exchange(&address, promise, last, &signal, began).await,
            Err(_) => Err(Problem::Network.into()),
        };
        done(answer.unwrap_or_else(|failure| Answer::Failed {
            problem: failure.problem,
            retry_after: failure.retry_after,
        }));
    });
    Some(Request(controller))
}

/// Reads a document that the page hands over as JSON.
///
/// # Errors
///
/// What is wrong with it.
pub(super) fn read(text: &JsString, address: Option<&Link>) -> Result<Answer, Problem> {
    let document = json::read(text).ok_or(Problem::NotJson)?;
    let (page, rejected) =
        feed::read(&document, address).map_err(|unreadable| match unreadable {
            Unreadable::NotJson => Problem::NotJson,
            Unreadable::NotFeed => Problem::NotFeed,
        })?;
    Ok(Answer::Page { page: Box::new(page), rejected, max_age: None })
}

struct Failure {
    problem: Problem,
    retry_after: Option<std::time::Duration>,
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        Self { problem, retry_after: None }
    }
}

async fn exchange(
    address: &Link,
    promise: Promise,
    last: Option<LastText>,
    signal: &AbortSignal,
    began: impl FnOnce(),
) -> Result<Answer, Failure> {
    let response = JsFuture::from(promise).await.map_err(|_| Problem::Network)?;
    let response: Response = response.dyn_into().map_err(|_| Problem::Network)?;
    began();
    let header = |name: &str| response.headers().get(name).ok().flatten();
    if !response.ok() {
        let date = header("date");
        let wait = header("retry-after").and_then(|wait| retry_after(&wait, date.as_deref()));
        return Err(Failure { problem: Problem::Status(response.status()), retry_after: wait });
    }
    let announced = header("content-length").and_then(|length| length.parse::<u32>().ok());
    if announced.is_some_and(|length| length > MAX_LENGTH) {
        return Err(Problem::TooLarge.into());
    }
    let text = response.text().map_err(|_| Problem::Network)?;
    let text: JsString = JsFuture::from(text).await.map_err(|_| Problem::Network)?.unchecked_into();
    // The loader's own request cannot be aborted: what comes of it after it was given up was never
    // taken in, and must not count as the document that the next one is compared with.
    if signal.aborted() {
        return Err(Problem::Network.into());
    }
    if text.length() > MAX_LENGTH {
        return Err(Problem::TooLarge.into());
    }
    let fresh_for = header("cache-control").and_then(|value| max_age(&value));
    if last.as_ref().is_some_and(|last| last.borrow().as_ref() == Some(&text)) {
        return Ok(Answer::Unchanged { max_age: fresh_for });
    }
    let mut answer = read(&text, Some(address))?;
    if let Answer::Page { page, max_age, .. } = &mut answer {
        *max_age = fresh_for;
        let modified = header("last-modified");
        page.version = page.version.or_else(|| Timestamp::parse_http_date(&modified?));
    }
    if let Some(last) = last {
        *last.borrow_mut() = Some(text);
    }
    Ok(answer)
}
