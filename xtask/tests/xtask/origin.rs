//! The replay server as clients meet it.

use std::{io::Read, time::Duration};

use flate2::read::GzDecoder;
use serde_json::Value;
use xtask::{
    replay::{Replay, play::Pace},
    server::Fault,
};

use crate::{
    request::{Answer, ask},
    script::{items, story},
};

const LIVE: &str = "/story.json";

fn replay() -> Replay {
    let lines = items(13) + "10:10 n\n10:20 a revised 08:00\n10:30 ended";
    Replay::start(0, [("story".to_owned(), story(&lines))], Pace::Manual).expect("a server")
}

fn get(replay: &Replay, path: &str) -> Answer {
    ask(replay.server(), &format!("GET {path}"), &[])
}

#[track_caller]
fn has(answer: &Answer, headers: &[(&str, &str)]) {
    for (name, value) in headers {
        assert_eq!(answer.header(name), Some(*value), "{name}\n{}", answer.headers);
    }
}

#[test]
fn the_live_page_is_a_feed_that_any_page_may_read() {
    let replay = replay();
    let answer = get(&replay, LIVE);
    assert_eq!(answer.status, 200);
    has(
        &answer,
        &[
            ("content-type", "application/feed+json; charset=utf-8"),
            ("cache-control", "public, max-age=1, stale-if-error=86400"),
            ("last-modified", "Thu, 28 Feb 2019 08:12:00 GMT"),
            ("vary", "accept-encoding"),
            ("access-control-allow-origin", "*"),
            (
                "access-control-expose-headers",
                "etag,last-modified,cache-control,date,retry-after,age",
            ),
        ],
    );
    assert!(answer.header("date").is_some());
    let feed: Value = serde_json::from_slice(&answer.body).expect("JSON");
    assert_eq!(feed["feed_url"], replay.server().url(LIVE));
    assert_eq!(feed["next_url"], replay.server().url("/story-1.json"));
}

#[test]
fn a_version_that_the_client_holds_is_not_sent_again() {
    let replay = replay();
    let tag = get(&replay, LIVE).header("etag").expect("a tag").to_owned();
    assert!(tag.starts_with("W/\""), "{tag}");
    let strong = tag.trim_start_matches("W/").to_owned();
    for held in [&tag, &strong, "*", &format!("\"other\", {tag}")] {
        let condition = format!("If-None-Match: {held}");
        let answer = ask(replay.server(), "GET /story.json", &[&condition]);
        assert_eq!(answer.status, 304, "{held}");
        assert!(answer.body.is_empty());
        has(&answer, &[("etag", &tag), ("vary", "accept-encoding")]);
        has(&answer, &[("access-control-allow-origin", "*")]);
    }
    let condition = format!("If-None-Match: {tag}");
    replay.play("story").expect("the story").steps(1);
    let answer = ask(replay.server(), "GET /story.json", &[&condition]);
    assert_eq!(answer.status, 200);
    assert_ne!(answer.header("etag"), Some(tag.as_str()));
}

#[test]
fn a_feed_is_compressed_for_those_who_accept_it() {
    let replay = replay();
    let plain = get(&replay, LIVE);
    let answer = ask(replay.server(), "GET /story.json", &["Accept-Encoding: br, gzip"]);
    has(&answer, &[("content-encoding", "gzip"), ("vary", "accept-encoding")]);
    assert_eq!(answer.header("etag"), plain.header("etag"));
    let mut body = Vec::new();
    let mut decoder = GzDecoder::new(&answer.body[..]);
    decoder.read_to_end(&mut body).expect("gzip");
    assert_eq!(body, plain.body);
}

#[test]
fn a_closed_page_is_immutable_and_keeps_its_bytes() {
    let replay = replay();
    let before = get(&replay, "/story-1.json");
    has(&before, &[("cache-control", "public, max-age=31536000, immutable")]);
    replay.play("story").expect("the story").steps(3);
    let after = get(&replay, "/story-1.json");
    assert_eq!(before.body, after.body);
    assert_eq!(before.header("etag"), after.header("etag"));
}

#[test]
fn head_and_options_are_answered() {
    let replay = replay();
    let head = ask(replay.server(), "HEAD /story.json", &[]);
    assert_eq!((head.status, head.body.len()), (200, 0));
    assert!(head.header("etag").is_some());
    let preflight = ["Origin: https://partner.example", "Access-Control-Request-Method: GET"];
    let options = ask(replay.server(), "OPTIONS /story.json", &preflight);
    assert_eq!(options.status, 200);
    has(&options, &[("access-control-allow-origin", "*")]);
    has(&options, &[("access-control-allow-methods", "GET,HEAD,POST,OPTIONS")]);
}

#[test]
fn what_is_not_there_is_a_problem_that_any_page_may_read() {
    let replay = replay();
    let check = |line: &str, status: u16| {
        let answer = ask(replay.server(), line, &[]);
        assert_eq!(answer.status, status, "{line}");
        has(&answer, &[("content-type", "application/problem+json")]);
        has(&answer, &[("access-control-allow-origin", "*")]);
        let problem: Value = serde_json::from_slice(&answer.body).expect("JSON");
        assert_eq!(problem["status"], status);
        answer
    };
    for path in ["/", "/story", "/other.json", "/a/b.json"] {
        check(&format!("GET {path}"), 404);
    }
    for page in ["0", "01", "2", "x", "-1"] {
        check(&format!("GET /story-{page}.json"), 404);
    }
    has(&check("DELETE /story.json", 405), &[("allow", "GET,HEAD")]);
    has(&check("GET /restart", 405), &[("allow", "POST")]);
}

#[test]
fn restarting_begins_anew() {
    let replay = replay();
    let begin = get(&replay, LIVE).body;
    replay.play("story").expect("the story").steps(2);
    assert_ne!(get(&replay, LIVE).body, begin);
    assert_eq!(ask(replay.server(), "POST /restart", &[]).status, 204);
    assert_eq!(get(&replay, LIVE).body, begin);
}

#[test]
fn faults_come_in_their_order_and_then_the_right_answer() {
    let replay = replay();
    let right = get(&replay, LIVE);
    let busy = Fault::Status { code: 503, retry_after: Some("7".to_owned()) };
    let exact = Fault::Exact {
        headers: vec![("Content-Type".to_owned(), "text/plain".to_owned())],
        body: "exactly".to_owned(),
    };
    let faults =
        [busy, Fault::NotJson, Fault::Truncated, Fault::Redirect("/b.json".to_owned()), exact];
    for fault in faults {
        replay.server().faults().next(LIVE, fault);
    }

    let answer = get(&replay, LIVE);
    assert_eq!(answer.status, 503);
    has(&answer, &[("retry-after", "7"), ("access-control-allow-origin", "*")]);
    let answer = get(&replay, LIVE);
    assert_eq!(answer.header("content-type"), right.header("content-type"));
    assert!(serde_json::from_slice::<Value>(&answer.body).is_err());
    let answer = get(&replay, LIVE);
    assert_eq!(answer.header("content-length"), Some(right.body.len().to_string().as_str()));
    assert_eq!(answer.body, right.body[..right.body.len() / 2]);
    let answer = get(&replay, LIVE);
    assert_eq!((answer.status, answer.header("location")), (302, Some("/b.json")));
    let answer = get(&replay, LIVE);
    assert_eq!((answer.text(), answer.header("content-type")), ("exactly", Some("text/plain")));
    assert_eq!(get(&replay, LIVE).body, right.body);
}

#[test]
fn a_fault_from_now_on_lasts_until_it_is_cleared() {
    let replay = replay();
    let faults = replay.server().faults();
    faults.from_now_on(LIVE, Fault::NotJson);
    let bodies = [get(&replay, LIVE).body, get(&replay, LIVE).body];
    assert_eq!(bodies[0], bodies[1]);
    assert_eq!(get(&replay, "/story-1.json").status, 200);
    faults.clear(LIVE);
    assert_ne!(get(&replay, LIVE).body, bodies[0]);
}

#[tokio::test]
async fn the_log_can_be_waited_for_and_silence_ends_with_the_server() {
    let replay = replay();
    replay.server().faults().next(LIVE, Fault::Silence);
    let log = replay.server().log().clone();
    let origin = replay.server().origin().trim_start_matches("http://").to_owned();
    let client = std::thread::spawn(move || {
        use std::io::Write;
        let mut stream = std::net::TcpStream::connect(origin).expect("a connection");
        stream
            .write_all(b"GET /story.json?x HTTP/1.1\r\nHost: h\r\nX-Of: interest\r\n\r\n")
            .expect("sent");
        let mut answer = Vec::new();
        // The end of the connection may come as a reset; there is no answer either way.
        let _ = stream.read_to_end(&mut answer);
        answer
    });
    let asked = log.until(|received| !received.is_empty());
    let asked = tokio::time::timeout(Duration::from_secs(30), asked).await.expect("in time");
    assert_eq!(asked[0].path, "/story.json?x");
    assert_eq!(asked[0].header("x-of"), Some("interest"));
    assert_eq!(log.of(LIVE).len(), 1);
    drop(replay);
    assert_eq!(client.join().expect("the client"), b"");
}

#[test]
fn a_taken_port_is_named_with_the_remedy() {
    let replay = replay();
    let port = replay.server().origin().rsplit(':').next().and_then(|port| port.parse().ok());
    let port: u16 = port.expect("a port");
    let again = Replay::start(port, [], Pace::Manual).expect_err("taken");
    assert_eq!(
        again.to_string(),
        format!(
            "port {port} on 127.0.0.1 is in use: stop what runs there, or choose another with --port"
        )
    );
    drop(replay);
    assert!(Replay::start(port, [], Pace::Manual).is_ok(), "free once the server is dropped");
}
