//! Polls as browsers send them: over connections that stay open, with the entity tag that they hold.

use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, ensure};
use http_body_util::{BodyExt, Empty};
use hyper::{
    Request, StatusCode,
    body::Bytes,
    client::conn::http1::{self, SendRequest},
    header,
};
use hyper_util::rt::TokioIo;
use tokio::{net::TcpStream, task::JoinSet, time};

/// Connections that share a load.
const CONNECTIONS: u32 = 100;

/// An answer that takes longer is none.
const PATIENCE: Duration = Duration::from_secs(10);

/// Where to poll, how often and for how long.
#[derive(Clone, Debug)]
pub(super) struct Load {
    pub(super) address: SocketAddr,
    pub(super) path: String,
    /// Polls in a second.
    pub(super) rate: u32,
    pub(super) lasts: Duration,
}

/// One poll and its answer.
#[derive(Clone, Debug)]
pub(super) struct Polled {
    pub(super) asked: Instant,
    pub(super) took: Duration,
    pub(super) status: StatusCode,
    /// The version that was answered.
    pub(super) tag: String,
    /// What `Cache-Control` says.
    pub(super) cache: String,
}

/// Polls until the time is over. All polls that were answered, in no order; a connection that breaks is an error.
pub(super) async fn run(load: &Load) -> Result<Vec<Polled>> {
    let begin = Instant::now() + Duration::from_millis(100);
    let mut connections = JoinSet::new();
    for number in 0..CONNECTIONS {
        connections.spawn(poll(load.clone(), number, begin));
    }
    let mut all = Vec::new();
    let limit = time::Instant::from_std(begin + load.lasts + PATIENCE);
    while let Some(polled) = time::timeout_at(limit, connections.join_next()).await? {
        all.extend(polled??);
    }
    Ok(all)
}

/// One poll over a connection of its own.
pub(super) async fn once(address: SocketAddr, path: &str) -> Result<Polled> {
    ask(&mut connect(address).await?, address, path, "").await
}

/// The polls of one connection, evenly spread and in turn with those of the others.
async fn poll(load: Load, number: u32, begin: Instant) -> Result<Vec<Polled>> {
    let Load { address, path, rate, lasts } = load;
    let pause = Duration::from_secs(1) * CONNECTIONS / rate;
    let mut due = begin + pause * number / CONNECTIONS;
    let mut connection = connect(address).await?;
    let mut all: Vec<Polled> = Vec::new();
    while due < begin + lasts {
        time::sleep_until(due.into()).await;
        let held = all.last().map_or("", |polled| &polled.tag);
        all.push(ask(&mut connection, address, &path, held).await?);
        // What comes late is left out and not made up for: a burst would be another load.
        due = (due + pause).max(Instant::now());
    }
    Ok(all)
}

async fn connect(address: SocketAddr) -> Result<SendRequest<Empty<Bytes>>> {
    let stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    let (sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
    // It ends with the sender; its errors are the sender's too.
    tokio::spawn(connection);
    Ok(sender)
}

async fn ask(
    connection: &mut SendRequest<Empty<Bytes>>,
    address: SocketAddr,
    path: &str,
    held: &str,
) -> Result<Polled> {
    let mut request = Request::get(path)
        .header(header::HOST, address.to_string())
        .header(header::ORIGIN, "https://news.example")
        .header(header::ACCEPT_ENCODING, "gzip, deflate, br");
    if !held.is_empty() {
        request = request.header(header::IF_NONE_MATCH, held);
    }
    let asked = Instant::now();
    let exchange = async {
        connection.ready().await?;
        let response = connection.send_request(request.body(Empty::new())?).await?;
        let (head, body) = response.into_parts();
        let text = |name| head.headers.get(name).and_then(|value| value.to_str().ok());
        let tag = text(header::ETAG).unwrap_or_default().to_owned();
        let cache = text(header::CACHE_CONTROL).unwrap_or_default().to_owned();
        let status = head.status;
        let body = body.collect().await?.to_bytes();
        ensure!(status != StatusCode::OK || !body.is_empty(), "a document without a byte");
        Ok(Polled { asked, took: asked.elapsed(), status, tag, cache })
    };
    time::timeout(PATIENCE, exchange).await.context("an answer did not come")?
}
