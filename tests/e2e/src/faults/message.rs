//! A reply as bytes.

use super::{Break, Ending, Framing, Reply};

/// What ends a body in chunks.
const LAST_CHUNK: &[u8] = b"0\r\n\r\n";

/// So large a chunk is usual.
const CHUNK: usize = 64 * 1024;

impl Reply {
    /// Every byte of it, where `places` are words in headers and what they stand for.
    pub(super) fn message(&self, places: &[(&str, &str)]) -> Vec<u8> {
        let mut message = self.prelude.clone();
        let begin = message.len();
        if !self.status.is_empty() {
            self.write_head(places, &mut message);
        }
        let head = message.len();
        self.write_body(&mut message);
        let end = match self.broken {
            None => message.len(),
            Some(Break::InHead) => begin + (head - begin) / 2,
            Some(Break::AfterHead) => head,
            Some(Break::InBody) => head + (message.len() - head) / 2,
            Some(Break::BeforeEnd) => message.len() - LAST_CHUNK.len(),
        };
        message.truncate(end);
        message
    }

    fn write_head(&self, places: &[(&str, &str)], to: &mut Vec<u8>) {
        let mut head = vec![self.status.clone()];
        for (name, value) in &self.headers {
            let value =
                places.iter().fold(value.clone(), |value, (from, to)| value.replace(from, to));
            head.push(format!("{name}: {value}"));
        }
        match &self.framing {
            Framing::Length => head.push(format!("Content-Length: {}", self.body.len())),
            Framing::Claimed(length) => head.push(format!("Content-Length: {length}")),
            Framing::Chunked => head.push("Transfer-Encoding: chunked".to_owned()),
            Framing::UntilClosed => {}
        }
        let keeps = self.ending == Ending::KeepAlive;
        head.push(format!("Connection: {}", if keeps { "keep-alive" } else { "close" }));
        head.extend([String::new(), String::new()]);
        to.extend_from_slice(head.join(self.line_end).as_bytes());
    }

    fn write_body(&self, to: &mut Vec<u8>) {
        if !matches!(self.framing, Framing::Chunked) {
            to.extend_from_slice(&self.body);
            return;
        }
        for chunk in self.body.chunks(CHUNK) {
            to.extend_from_slice(format!("{:x}\r\n", chunk.len()).as_bytes());
            to.extend_from_slice(chunk);
            to.extend_from_slice(b"\r\n");
        }
        to.extend_from_slice(LAST_CHUNK);
    }
}
