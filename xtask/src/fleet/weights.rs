//! What answers weigh, from the replay server itself.

use std::{
    io::{Read, Write},
    net::TcpStream,
    time::Duration,
};

use anyhow::{Context, Result, ensure};

use crate::{
    replay::{Replay, play::Pace},
    stories,
};

/// An origin in this process answers at once or never.
const LIMIT: Duration = Duration::from_secs(10);

/// Bytes of an answer over HTTP/1.1, head and body, without what TLS and TCP add.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weights {
    /// The word that nothing has changed: 304.
    pub unchanged: u64,
    /// The document, with gzip.
    pub document: u64,
    /// An error.
    pub refused: u64,
}

impl Weights {
    /// Asks the replay of the first story, at the step at which its live page is heaviest.
    pub fn measure() -> Result<Self> {
        let replay = Replay::start(0, stories::read()?, Pace::Manual)?;
        let play = replay.plays().first().context("there is no story")?;
        let address = replay.server().origin().trim_start_matches("http://");
        let path = format!("/{}.json", play.name());
        let gzip = "accept-encoding: gzip\r\n";
        let mut document = 0;
        for step in 0..=play.story().steps() {
            play.steps(step);
            document = ask(address, &path, "200", gzip)?.0.max(document);
        }
        let (_, head) = ask(address, &path, "200", gzip)?;
        let tag = head.lines().find_map(|line| line.strip_prefix("etag: "));
        let tag = tag.context("the replay sends no entity tag")?;
        let condition = format!("{gzip}if-none-match: {tag}\r\n");
        let (unchanged, _) = ask(address, &path, "304", &condition)?;
        let (refused, _) = ask(address, "/nothing", "404", "")?;
        Ok(Self { unchanged, document, refused })
    }
}

/// The bytes of an answer, and its head.
fn ask(address: &str, path: &str, status: &str, headers: &str) -> Result<(u64, String)> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(LIMIT))?;
    let request =
        format!("GET {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n{headers}\r\n");
    stream.write_all(request.as_bytes())?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    let end = answer.windows(4).position(|four| four == b"\r\n\r\n");
    let head =
        String::from_utf8_lossy(&answer[..end.context("an answer without an end")?]).into_owned();
    ensure!(head.starts_with(&format!("HTTP/1.1 {status} ")), "{path} is answered with\n{head}");
    Ok((answer.len() as u64, head))
}
