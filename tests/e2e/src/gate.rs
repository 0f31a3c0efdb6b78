//! Answers that wait: the only way to prove that one request does not wait for another.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use tokio::sync::watch;

/// Holds the answers to some paths back until it opens. Clones are the same gate.
#[derive(Clone, Debug)]
pub struct Gate(Arc<watch::Sender<Vec<String>>>);

impl Default for Gate {
    fn default() -> Self {
        Self(Arc::new(watch::Sender::new(Vec::new())))
    }
}

impl Gate {
    /// From now on, nothing at these paths is answered.
    pub fn close(&self, paths: &[&str]) {
        self.0.send_replace(paths.iter().map(|path| (*path).to_owned()).collect());
    }

    /// Lets everything pass.
    pub fn open(&self) {
        self.0.send_replace(Vec::new());
    }
}

pub(crate) async fn pass(State(gate): State<Gate>, request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let response = next.run(request).await;
    // It ends with an error where the gate is gone, and then nobody holds anything back.
    let _ = gate.0.subscribe().wait_for(|held| !held.contains(&path)).await;
    response
}
