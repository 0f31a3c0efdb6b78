//! What a fault server is asked.

use std::time::Instant;

use tokio::{
    io::{AsyncBufReadExt, BufReader},
    net::TcpStream,
};

/// One request.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The method.
    pub method: String,
    /// Path and query.
    pub path: String,
    /// Names in lower case, and values.
    pub headers: Vec<(String, String)>,
    /// When it had arrived.
    pub at: Instant,
}

impl Asked {
    /// The value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut named = self.headers.iter().filter(|(other, _)| other == name);
        named.next().map(|(_, value)| value.as_str())
    }

    /// The next request of a connection, unless it has ended. Nobody sends one a body here.
    pub(super) async fn read(stream: &mut BufReader<TcpStream>) -> Option<Self> {
        let mut lines = Vec::new();
        loop {
            let mut line = String::new();
            if stream.read_line(&mut line).await.ok()? == 0 {
                return None;
            }
            if line.trim_end().is_empty() {
                break;
            }
            lines.push(line);
        }
        let (first, headers) = lines.split_first()?;
        let mut words = first.split_whitespace();
        let header = |line: &String| {
            let (name, value) = line.split_once(':')?;
            Some((name.to_ascii_lowercase(), value.trim().to_owned()))
        };
        Some(Self {
            method: words.next()?.to_owned(),
            path: words.next()?.to_owned(),
            headers: headers.iter().filter_map(header).collect(),
            at: Instant::now(),
        })
    }
}
