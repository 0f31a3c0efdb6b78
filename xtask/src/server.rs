//! A server on this machine, as a value: it answers from its start until it is dropped.

mod faults;
mod log;

use std::{
    collections::BTreeSet,
    io::ErrorKind,
    net::{Ipv4Addr, SocketAddr, TcpListener},
    sync::{Mutex, PoisonError},
    thread::{self, JoinHandle},
};

use anyhow::{Context, Result, bail};
use axum::{
    Router,
    http::{HeaderName, Method, header},
    middleware,
};
use tokio::{runtime, sync::oneshot};
use tower_http::{compression::CompressionLayer, cors::CorsLayer};

pub use faults::{Fault, Faults};
pub use log::{Received, RequestLog};

/// What scripts of other origins may read of a response besides the body.
const EXPOSED: [HeaderName; 6] = [
    header::ETAG,
    header::LAST_MODIFIED,
    header::CACHE_CONTROL,
    header::DATE,
    header::RETRY_AFTER,
    header::AGE,
];

/// A running server, on 127.0.0.1. It has a thread and a runtime of its own, so that it answers whatever the
/// caller is doing: a test without any runtime, one that blocks its own, or the demonstration.
#[derive(Debug)]
pub struct Server {
    origin: String,
    faults: Faults,
    log: RequestLog,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// Starts answering at `port`, where 0 means any free one. `routes` is told the origin, because documents
    /// and pages name absolute addresses.
    pub fn start(port: u16, routes: impl FnOnce(&str) -> Router) -> Result<Self> {
        let listener = bind(port)?;
        let origin = format!("http://{}", listener.local_addr()?);
        let faults = Faults::default();
        let log = RequestLog::default();
        let router = dress(routes(&origin), &faults, &log);
        let runtime = runtime::Builder::new_current_thread().enable_all().build()?;
        let (stop, stopped) = oneshot::channel::<()>();
        let thread = thread::Builder::new().name(origin.clone()).spawn(move || {
            runtime.block_on(async {
                let Ok(listener) = tokio::net::TcpListener::from_std(listener) else {
                    return;
                };
                // Not a graceful stop: a request that is never answered must not keep the server.
                tokio::select! {
                    _ = axum::serve(listener, router) => {}
                    _ = stopped => {}
                }
            });
        })?;
        Ok(Self { origin, faults, log, stop: Some(stop), thread: Some(thread) })
    }

    /// Scheme, host and port, without a slash at the end.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The absolute address of a path that begins with a slash.
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.origin)
    }

    /// What to answer instead of the right thing, for tests.
    pub fn faults(&self) -> &Faults {
        &self.faults
    }

    /// What has been asked so far.
    pub fn log(&self) -> &RequestLog {
        &self.log
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.stop.take());
        // Waiting for the thread means that the port is free again once the value is gone.
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// The routes with what every server here has. The log is outermost, so that it also has what CORS answers by
/// itself; faults come before compression, since a truncated body must go out as it is.
pub(crate) fn dress(routes: Router, faults: &Faults, log: &RequestLog) -> Router {
    routes
        .layer(CompressionLayer::new())
        .layer(middleware::from_fn_with_state(faults.clone(), faults::answer))
        .layer(cors())
        .layer(middleware::from_fn_with_state(log.clone(), log::record))
}

fn cors() -> CorsLayer {
    CorsLayer::new()
        .allow_origin(tower_http::cors::Any)
        .allow_methods([Method::GET, Method::HEAD, Method::POST, Method::OPTIONS])
        .allow_headers(tower_http::cors::Any)
        .expose_headers(EXPOSED)
        // The answer is the same for every origin; a cache that kept one for each would miss every time.
        .vary([])
}

/// Listens at a port; 0 means one that this process has not had yet, so that whatever a browser keeps of one origin is of
/// no use to another.
pub(crate) fn bind(port: u16) -> Result<TcpListener> {
    static GIVEN: Mutex<BTreeSet<u16>> = Mutex::new(BTreeSet::new());
    loop {
        let listener = listen(port)?;
        let mut given = GIVEN.lock().unwrap_or_else(PoisonError::into_inner);
        if port != 0 || given.insert(listener.local_addr()?.port()) {
            return Ok(listener);
        }
    }
}

fn listen(port: u16) -> Result<TcpListener> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    match TcpListener::bind(address) {
        Ok(listener) => {
            listener.set_nonblocking(true)?;
            Ok(listener)
        }
        Err(error) if error.kind() == ErrorKind::AddrInUse => bail!(
            "port {port} on 127.0.0.1 is in use: stop what runs there, or choose another with --port"
        ),
        Err(error) => Err(error).with_context(|| format!("cannot listen at {address}")),
    }
}
