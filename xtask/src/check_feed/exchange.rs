//! An exchange over HTTP within the widget's own limits, as a page on another origin would have it.

use std::{
    io::Read,
    time::{Duration, Instant},
};

use developing_story::{
    formats::Fault,
    link::Link,
    poll::{TO_END, TO_HEADERS},
};
use ureq::{Agent, Body, http::Response};

use super::trail::{self, Trail};

/// The longest document that the widget reads, in bytes once decompressed.
pub(super) const LONGEST: u64 = 8 * 1024 * 1024;

pub(super) const TOO_LONG: &str = "longer than 8 MB, more than the widget reads";

/// As many as browsers follow.
const MAX_REDIRECTS: usize = 20;

/// A page of another origin, on a name that RFC 2606 keeps free.
const ORIGIN: &str = "https://partner.example";

/// What came back.
#[derive(Debug)]
pub(super) struct Answer {
    /// Where it was, after redirects.
    pub(super) address: Link,
    /// Decompressed.
    pub(super) body: Vec<u8>,
    head: Response<()>,
}

impl Answer {
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.head.headers().get(name)?.to_str().ok()
    }
}

/// Fetches a document; what a browser would miss on the way goes to the trail.
pub(super) fn fetch(address: &Link, trail: &mut Trail) -> Result<Answer, Fault> {
    let began = Instant::now();
    let mut address = address.clone();
    // Redirects are followed here, since a browser wants the permission of each.
    for _ in 0..=MAX_REDIRECTS {
        let left = TO_END.saturating_sub(began.elapsed());
        let response = ask(&address, left).map_err(|error| unreachable(&error))?;
        let header = |name| response.headers().get(name)?.to_str().ok();
        trail.of_answer(&address, header("access-control-allow-origin"), ORIGIN);
        let status = response.status();
        let location = header("location").filter(|_| status.is_redirection());
        if let Some(to) = location.and_then(|to| Link::resolve(Some(&address), to)) {
            trail.redirected(&to);
            address = to;
        } else if status.is_success() {
            let (head, body) = response.into_parts();
            let body = read(body).map_err(|error| unreachable(&error))?;
            return Ok(Answer { address, body, head: Response::from_parts(head, ()) });
        } else {
            let what = format!("cannot be read (it answers {status})");
            return Err(Fault { what, remedy: "Check the address, and that it needs no login." });
        }
    }
    let what = format!("cannot be read ({MAX_REDIRECTS} redirects led to one more)");
    Err(Fault { what, remedy: "Name the address that answers." })
}

fn ask(address: &Link, left: Duration) -> Result<Response<Body>, ureq::Error> {
    let config = Agent::config_builder()
        .timeout_global(Some(left))
        .timeout_connect(Some(TO_HEADERS))
        .timeout_recv_response(Some(TO_HEADERS))
        .max_redirects(0)
        .max_redirects_will_error(false)
        .http_status_as_error(false)
        .user_agent(concat!("developing-story check-feed/", env!("CARGO_PKG_VERSION")));
    // A proxy does not see this machine as this machine does.
    let config = if trail::is_loopback(address) { config.proxy(None) } else { config };
    Agent::new_with_config(config.build())
        .get(encoded(address))
        .header("Origin", ORIGIN)
        .header("Cache-Control", "no-cache")
        .call()
}

/// One byte more than the longest is enough to know.
fn read(mut body: Body) -> Result<Vec<u8>, ureq::Error> {
    let mut bytes = Vec::new();
    body.as_reader().take(LONGEST + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LONGEST {
        return Err(ureq::Error::BodyExceedsLimit(LONGEST));
    }
    Ok(bytes)
}

/// An address as HTTP writes it: browsers encode on the way what people write as it is.
fn encoded(address: &Link) -> String {
    let mut text = String::new();
    for byte in address.as_str().bytes() {
        match byte {
            b'!'..=b'~' if !b"\"<>\\^`{|}".contains(&byte) => text.push(char::from(byte)),
            _ => text.push_str(&format!("%{byte:02X}")),
        }
    }
    text
}

fn unreachable(error: &ureq::Error) -> Fault {
    let (why, remedy) = match error {
        ureq::Error::BodyExceedsLimit(_) => {
            (TOO_LONG.to_owned(), "Move older items to further pages (next_url).")
        }
        ureq::Error::Timeout(_) => (
            "no answer in time".to_owned(),
            "The widget waits 10 s for an answer and 30 s for its end.",
        ),
        ureq::Error::HostNotFound => (
            "its host is not known".to_owned(),
            "Check the address; hosts are written in ASCII (xn--…).",
        ),
        ureq::Error::Io(error) => {
            (error.to_string(), "Check the address, and that its server runs.")
        }
        error => (error.to_string(), "Check the address, and that its server runs."),
    };
    Fault { what: format!("cannot be read ({why})"), remedy }
}

#[cfg(test)]
mod tests {
    use axum::Router;

    use super::*;
    use crate::server::{self, Server};

    #[test]
    fn an_answer_that_does_not_come_in_time_is_given_up() {
        let server = Server::start(0, |_| Router::new()).expect("a server");
        server.faults().from_now_on("/feed.json", server::Fault::Silence);
        let address = Link::resolve(None, &server.url("/feed.json")).expect("an address");
        let error = ask(&address, Duration::from_millis(50)).expect_err("silence");
        assert_eq!(unreachable(&error).what, "cannot be read (no answer in time)");
    }

    #[test]
    fn addresses_are_sent_as_browsers_send_them() {
        let address = Link::resolve(None, "https://news.example/søg?a=%20b c|d~").expect("one");
        assert_eq!(encoded(&address), "https://news.example/s%C3%B8g?a=%20b%20c%7Cd~");
    }
}
