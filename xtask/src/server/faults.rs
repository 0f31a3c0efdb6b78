//! Wrong answers on demand, for tests of how the widget bears them. Nothing but tests asks for any.

use std::{
    collections::{BTreeMap, VecDeque},
    future, io,
    sync::{Arc, Mutex, PoisonError},
};

use axum::{
    body::{self, Body},
    extract::{Request, State},
    http::{HeaderName, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use futures_util::{StreamExt, stream};
use tokio::task;

/// One wrong answer.
#[derive(Clone, Debug)]
pub enum Fault {
    /// A status without the document, with `Retry-After` if there is one.
    Status {
        /// The status, such as 503.
        code: u16,
        /// Seconds or an HTTP date.
        retry_after: Option<String>,
    },
    /// 200, the right media type, and a body that is no JSON.
    NotJson,
    /// The first half of the right body, under the length of the whole.
    Truncated,
    /// No answer, until the client gives up or the server is dropped.
    Silence,
    /// 302 to this address.
    Redirect(String),
    /// 200 with exactly these headers and this body; also a way to serve a page that is on no disk.
    Exact {
        /// Names and values.
        headers: Vec<(String, String)>,
        /// The whole body.
        body: String,
    },
}

/// The faults of one server, by path (`/hanoi.da.json`). Clones are the same faults. Preflight requests are
/// answered rightly all the same.
#[derive(Clone, Debug, Default)]
pub struct Faults(Arc<Mutex<BTreeMap<String, Plan>>>);

#[derive(Debug, Default)]
struct Plan {
    next: VecDeque<Fault>,
    then: Option<Fault>,
}

impl Faults {
    /// Answers one further request to `path` with `fault`; calls add up.
    pub fn next(&self, path: &str, fault: Fault) {
        self.plan(path, |plan| plan.next.push_back(fault));
    }

    /// Answers every request to `path` with `fault`, after those of `next`, until `clear`.
    pub fn from_now_on(&self, path: &str, fault: Fault) {
        self.plan(path, |plan| plan.then = Some(fault));
    }

    /// Answers rightly again.
    pub fn clear(&self, path: &str) {
        self.plan(path, |plan| *plan = Plan::default());
    }

    fn plan<T>(&self, path: &str, change: impl FnOnce(&mut Plan) -> T) -> T {
        let mut plans = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        change(plans.entry(path.to_owned()).or_default())
    }

    fn take(&self, path: &str) -> Option<Fault> {
        let mut plans = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let plan = plans.get_mut(path)?;
        plan.next.pop_front().or_else(|| plan.then.clone())
    }
}

pub(super) async fn answer(State(faults): State<Faults>, request: Request, next: Next) -> Response {
    let Some(fault) = faults.take(request.uri().path()) else {
        return next.run(request).await;
    };
    match fault {
        Fault::Status { code, retry_after } => {
            let code = StatusCode::from_u16(code).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            let mut response = code.into_response();
            set(&mut response, "retry-after", retry_after.as_deref());
            response
        }
        Fault::NotJson => {
            let mut response = "<!doctype html><title>Maintenance</title>".into_response();
            let feed = "application/feed+json; charset=utf-8";
            set(&mut response, "content-type", Some(feed));
            response
        }
        Fault::Truncated => truncated(request, next).await,
        Fault::Silence => future::pending().await,
        Fault::Redirect(address) => {
            let mut response = StatusCode::FOUND.into_response();
            set(&mut response, "location", Some(&address));
            response
        }
        Fault::Exact { headers, body } => {
            let mut response = body.into_response();
            response.headers_mut().remove(header::CONTENT_TYPE);
            for (name, value) in headers {
                set(&mut response, &name, Some(&value));
            }
            response
        }
    }
}

async fn truncated(mut request: Request, next: Next) -> Response {
    // Compression and revalidation would leave no body of a known length to cut.
    request.headers_mut().remove(header::ACCEPT_ENCODING);
    request.headers_mut().remove(header::IF_NONE_MATCH);
    *request.method_mut() = Method::GET;
    let (mut parts, body) = next.run(request).await.into_parts();
    let whole = body::to_bytes(body, usize::MAX).await.unwrap_or_default();
    let half = whole.slice(..whole.len() / 2);
    parts.headers.insert(header::CONTENT_LENGTH, HeaderValue::from(whole.len()));
    // As a stream, since hyper corrects a Content-Length that it knows to be wrong; and it breaks off a turn
    // later, since hyper would otherwise still hold the first half when it closes the connection.
    let rest = async {
        task::yield_now().await;
        Err(io::Error::from(io::ErrorKind::UnexpectedEof))
    };
    let body = stream::once(future::ready(Ok(half))).chain(stream::once(rest));
    let body = Body::from_stream(body);
    Response::from_parts(parts, body)
}

fn set(response: &mut Response, name: &str, value: Option<&str>) {
    let name = name.parse::<HeaderName>();
    let value = value.and_then(|value| HeaderValue::from_str(value).ok());
    if let (Ok(name), Some(value)) = (name, value) {
        response.headers_mut().insert(name, value);
    }
}
