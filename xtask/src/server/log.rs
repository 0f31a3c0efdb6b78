//! What a server has been asked, in order, so that tests can wait for a request instead of sleeping.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    http::{HeaderMap, Method},
    middleware::Next,
    response::Response,
};
use tokio::sync::watch;

/// So many requests are kept at least; a demonstration that runs for days must not fill the memory.
const KEPT: usize = 5_000;

/// One request as it arrived.
#[derive(Clone, Debug)]
pub struct Received {
    /// The method.
    pub method: Method,
    /// Path and query.
    pub path: String,
    headers: HeaderMap,
}

impl Received {
    /// The value of a header, if it was sent and is text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }
}

/// All requests to one server, oldest first. Clones are the same log.
#[derive(Clone, Debug)]
pub struct RequestLog(Arc<watch::Sender<Vec<Received>>>);

impl Default for RequestLog {
    fn default() -> Self {
        Self(Arc::new(watch::Sender::new(Vec::new())))
    }
}

impl RequestLog {
    /// Everything so far.
    pub fn received(&self) -> Vec<Received> {
        self.0.borrow().clone()
    }

    /// What has been asked of one path so far, with any query.
    pub fn of(&self, path: &str) -> Vec<Received> {
        let mut received = self.received();
        received.retain(|request| request.path.split('?').next() == Some(path));
        received
    }

    /// Forgets what has been asked, so that the next wait is for something new.
    pub fn clear(&self) {
        self.0.send_modify(Vec::clear);
    }

    /// Waits until the log satisfies `enough`, and returns it. Waits for ever if it never does: the limit is
    /// the test's.
    pub async fn until(&self, mut enough: impl FnMut(&[Received]) -> bool) -> Vec<Received> {
        let mut changes = self.0.subscribe();
        match changes.wait_for(|received| enough(received)).await {
            Ok(received) => received.clone(),
            // The sender is in `self` and so cannot be gone.
            Err(_) => self.received(),
        }
    }
}

pub(super) async fn record(
    State(log): State<RequestLog>,
    request: Request,
    next: Next,
) -> Response {
    let received = Received {
        method: request.method().clone(),
        path: request
            .uri()
            .path_and_query()
            .map_or_else(|| request.uri().path().to_owned(), ToString::to_string),
        headers: request.headers().clone(),
    };
    log.0.send_modify(|all| {
        if all.len() >= 2 * KEPT {
            all.drain(..KEPT);
        }
        all.push(received);
    });
    next.run(request).await
}
