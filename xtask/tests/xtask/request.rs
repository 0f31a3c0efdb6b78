//! The lightest client: one HTTP/1.0 request a connection, so that a body ends where the connection does.

use std::{
    io::{Read, Write},
    net::TcpStream,
};

use xtask::server::Server;

/// A response in parts.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: String,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.lines().find_map(|line| {
            let (found, value) = line.split_once(": ")?;
            found.eq_ignore_ascii_case(name).then_some(value)
        })
    }

    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).expect("text")
    }
}

/// Sends `GET /path` or any other method, with header lines, and reads to the end.
pub(crate) fn ask(server: &Server, line: &str, headers: &[&str]) -> Answer {
    let address = server.origin().trim_start_matches("http://");
    let mut stream = TcpStream::connect(address).expect("a connection");
    let mut request = format!("{line} HTTP/1.0\r\n");
    for header in headers {
        request += &format!("{header}\r\n");
    }
    stream.write_all(format!("{request}\r\n").as_bytes()).expect("sent");
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).expect("received");
    let end = answer.windows(4).position(|four| four == b"\r\n\r\n");
    let end = end.expect("the end of the headers");
    let head = String::from_utf8_lossy(&answer[..end]).into_owned();
    let (status, headers) = head.split_once("\r\n").unwrap_or((&head, ""));
    Answer {
        status: status[9..12].parse().expect("a status"),
        headers: headers.to_owned(),
        body: answer[end + 4..].to_vec(),
    }
}
