//! `cargo xtask check-feed` as whoever runs it meets it: files, a server on this machine, and the exit status.

use std::{
    fs,
    io::{Read, Write},
    net::TcpListener,
    path::PathBuf,
    process::Command,
    thread,
};

use axum::{Router, http::header::CONTENT_TYPE, routing::get};
use serde_json::{Value, json};
use xtask::server::{Fault, Server};

/// How the program ended.
struct Ended {
    status: Option<i32>,
    out: String,
    error: String,
}

fn run(args: &[&str]) -> Ended {
    let mut program = Command::new(env!("CARGO_BIN_EXE_xtask"));
    let output = program.arg("check-feed").args(args).output().expect("started");
    let text = |bytes| String::from_utf8(bytes).expect("text");
    Ended { status: output.status.code(), out: text(output.stdout), error: text(output.stderr) }
}

fn report(args: &[&str]) -> Value {
    let ended = run(&[args, &["--json"]].concat());
    assert_eq!(ended.error, "");
    let report: Value = serde_json::from_str(&ended.out).expect("JSON");
    assert_eq!(report["status"], json!(ended.status));
    report
}

/// A file of this test alone.
fn file(name: &str, content: impl AsRef<[u8]>) -> String {
    let directory = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("check-feed");
    fs::create_dir_all(&directory).expect("made");
    let path = directory.join(name);
    fs::write(&path, content).expect("written");
    path.to_string_lossy().into_owned()
}

fn feed(items: Value) -> Value {
    json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Topmødet i Hanoi",
        "language": "da",
        "_story": { "updated": "2019-02-28T08:05:00Z", "poll_seconds": 20 },
        "items": items,
    })
}

fn item(id: &str) -> Value {
    json!({ "id": id, "title": format!("Om {id}"), "date_published": "2019-02-28T08:00:00Z" })
}

/// A server of nothing but what is asked of its faults.
fn server() -> Server {
    Server::start(0, |_| Router::new()).expect("a server")
}

fn exact(headers: &[(&str, &str)], body: impl ToString) -> Fault {
    let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    Fault::Exact { headers: headers.collect(), body: body.to_string() }
}

/// One answer with these header lines, and nothing of what good servers add.
fn bare(headers: &str, body: &Value) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address");
    let body = body.to_string();
    let length = body.len();
    let answer = format!("HTTP/1.1 200 OK\r\n{headers}Content-Length: {length}\r\n\r\n{body}");
    thread::spawn(move || {
        let (mut stream, _) = listener.accept().expect("a connection");
        let mut asked = Vec::new();
        while !asked.ends_with(b"\r\n\r\n") {
            let mut byte = [0];
            stream.read_exact(&mut byte).expect("a request");
            asked.extend(byte);
        }
        let asked = String::from_utf8_lossy(&asked).to_ascii_lowercase();
        assert!(asked.contains("\r\norigin: https://partner.example\r\n"), "{asked}");
        stream.write_all(answer.as_bytes()).expect("sent");
    });
    format!("http://{address}/feed.json")
}

fn hints(report: &Value) -> Vec<&str> {
    let hints = report["hints"].as_array().expect("a list");
    hints.iter().filter_map(|hint| hint["what"].as_str()).collect()
}

#[track_caller]
fn fails(args: &[&str], because: &str) {
    let ended = run(args);
    assert_eq!(ended.status, Some(2), "{}", ended.out);
    assert!(ended.error.contains(because), "{}", ended.error);
}

#[test]
fn a_report_is_text_to_be_read() {
    let mut second = item("b");
    second["tags"] = json!("usa");
    second["_story"] = json!({ "key": true, "withdrawn": true });
    let mut document = feed(json!([{ "title": "Uden id" }, item("a"), second]));
    document["next_url"] = json!("https://news.example/2.json");
    let ended = run(&[&file("text.json", document.to_string())]);
    let expect = "  relative links start from https://file.invalid/text.json
JSON Feed: 2 accepted, 1 repaired, 1 refused

refused
  /items/0  no usable id (expected a text or a whole number)
            → Give every item an id of its own that never changes.

repaired
  /items/2/tags  tags is \"usa\": it is left out
                 → Write a list of texts.

accepted
  /items/1  Om a
  /items/2  Om b

the widget shows
  title      Topmødet i Hanoi
  language   da
  state      live
  cadence    a poll every 20 s
  place      none
  next page  https://news.example/2.json
  2019-02-28T08:00:00Z  Om b (key, withdrawn)
  2019-02-28T08:00:00Z  Om a
";
    let out = ended.out.split_once('\n').expect("lines").1;
    assert_eq!(out, expect);
    assert_eq!((ended.status, &*ended.error), (Some(1), ""));
}

#[test]
fn the_exit_status_says_whether_anything_is_left_out() {
    let check = |name: &str, document: Value, status| {
        let ended = run(&[&file(name, document.to_string())]);
        assert_eq!(ended.status, Some(status), "{name}: {}{}", ended.out, ended.error);
    };
    check("fine.json", feed(json!([item("a")])), 0);
    check("repaired.json", feed(json!([{ "id": 7 }])), 0);
    check("refused.json", feed(json!([item("a"), item("a")])), 1);
    check("unreadable.json", json!({ "title": "Uden items" }), 2);
}

#[test]
fn what_cannot_be_read_is_named_with_the_reason() {
    let server = server();
    fails(&["no-such-file.json"], "error: no-such-file.json cannot be read (");
    fails(&[&file("cut.json", "{\"items\": [")], "is not JSON (");
    fails(&[&server.url("/none.json")], "/none.json cannot be read (it answers 404 Not Found)");
    let gone = server.url("/feed.json");
    drop(server);
    fails(&[&gone], "/feed.json cannot be read (");
    fails(&["https://host.invalid/feed.json"], "https://host.invalid/feed.json cannot be read (");
    let base = ["--base", "ftp://news.example"];
    fails(&[&[&*file("base.json", "{}")], &base[..]].concat(), "has no such base as \"ftp://");
    fails(&[], "check-feed wants a file or a URL");
    let error = report(&["no-such-file.json"]);
    assert_eq!(error["status"], 2);
    assert_eq!(error["feed"], Value::Null);
    assert!(error["error"]["remedy"].as_str().is_some_and(|remedy| remedy.contains("URL")));
}

#[test]
fn json_has_everything() {
    let mut document = feed(json!([item("a"), { "id": 7 }, {}]));
    document["home_page_url"] = json!("https://news.example/hanoi/");
    let mut report = report(&[&file("everything.json", document.to_string())]);
    let asked = report["asked"].take();
    assert!(asked.as_str().is_some_and(|asked| asked.ends_with("everything.json")), "{asked}");
    let accepted = |at: &str, what: &str| json!({ "verdict": "accepted", "at": at, "what": what, "remedy": "" });
    let expect = json!({
        "asked": null,
        "address": "https://news.example/hanoi/",
        "followed": [],
        "format": "JSON Feed",
        "status": 1,
        "accepted": 2,
        "repaired": 1,
        "refused": 1,
        "notes": [
            accepted("/items/0", "Om a"),
            accepted("/items/1", "7"),
            {
                "verdict": "repaired",
                "at": "/items/1/id",
                "what": "id is 7: it becomes a text",
                "remedy": "Write ids as texts, in quotation marks.",
            },
            {
                "verdict": "refused",
                "at": "/items/2",
                "what": "no usable id (expected a text or a whole number)",
                "remedy": "Give every item an id of its own that never changes.",
            },
        ],
        "hints": [],
        "error": null,
        "feed": {
            "title": "Topmødet i Hanoi",
            "language": "da",
            "home_page": "https://news.example/hanoi/",
            "state": "live",
            "expired": false,
            "cadence": 20,
            "place": null,
            "time_zone": null,
            "known": [],
            "unknown": [],
            "next": null,
            "entries": [
                {
                    "id": "7",
                    "headline": "",
                    "published": "2019-02-28T08:05:00Z",
                    "modified": null,
                    "url": null,
                    "key": false,
                    "pinned": false,
                    "certainty": null,
                    "withdrawn": false,
                },
                {
                    "id": "a",
                    "headline": "Om a",
                    "published": "2019-02-28T08:00:00Z",
                    "modified": null,
                    "url": null,
                    "key": false,
                    "pinned": false,
                    "certainty": null,
                    "withdrawn": false,
                },
            ],
        },
    });
    assert_eq!(report, expect);
}

#[test]
fn links_in_a_file_start_from_the_base_or_from_where_the_file_says_it_lies() {
    let mut item = item("a");
    item["url"] = json!("a");
    let mut document = feed(json!([item]));
    let url = |document: &Value, args: &[&str]| {
        let file = file("links.json", document.to_string());
        let report = report(&[&[&*file], args].concat());
        report["feed"]["entries"][0]["url"].as_str().map(str::to_owned)
    };
    assert_eq!(url(&document, &[]).as_deref(), Some("https://file.invalid/a"));
    document["feed_url"] = json!("https://news.example/hanoi/feed.json");
    assert_eq!(url(&document, &[]).as_deref(), Some("https://news.example/hanoi/a"));
    let base = ["--base", "https://other.example/x/y"];
    assert_eq!(url(&document, &base).as_deref(), Some("https://other.example/x/a"));
    document["home_page_url"] = json!("https://news.example/story/");
    let found = report(&[&file("home.json", document.to_string())]);
    assert_eq!(found["address"], json!("https://news.example/hanoi/feed.json"));
    document["feed_url"] = json!("feed.json");
    let found = report(&[&file("home.json", document.to_string())]);
    assert_eq!(found["address"], json!("https://news.example/story/"));
}

#[test]
fn redirects_are_followed_and_links_start_from_where_they_lead() {
    let server = server();
    let mut item = item("a");
    item["url"] = json!("a");
    server.faults().next("/old.json", Fault::Redirect("/new/feed.json".to_owned()));
    server.faults().next("/new/feed.json", exact(&[], feed(json!([item]))));
    let found = report(&[&server.url("/old.json")]);
    let to = server.url("/new/feed.json");
    assert_eq!(found["followed"], json!([{ "by": "redirect", "to": to }]));
    assert_eq!((&found["address"], &found["status"]), (&json!(to), &json!(0)));
    assert_eq!(found["feed"]["entries"][0]["url"], json!(server.url("/new/a")));
    server.faults().from_now_on("/round", Fault::Redirect("/round".to_owned()));
    fails(&[&server.url("/round")], "/round cannot be read (20 redirects led to one more)");
}

#[test]
fn a_page_that_names_its_feed_leads_there() {
    let server = server();
    let page = r#"<!doctype html><title>Hanoi</title>
        <link rel="alternate" type="application/feed+json" href="feed.json">"#;
    let html = exact(&[("Content-Type", "text/html")], page);
    server.faults().next("/hanoi/", html);
    server.faults().next("/hanoi/feed.json", exact(&[], feed(json!([item("a")]))));
    let found = report(&[&server.url("/hanoi/")]);
    let to = server.url("/hanoi/feed.json");
    assert_eq!(found["followed"], json!([{ "by": "lead", "to": to }]));
    assert_eq!((&found["status"], &found["accepted"]), (&json!(0), &json!(1)));
}

#[test]
fn a_document_is_as_long_as_the_widget_reads_and_no_longer() {
    let padded = |more: usize| {
        let document = feed(json!([])).to_string();
        let padding = 8 * 1024 * 1024 + more - document.len();
        [" ".repeat(padding), document].concat()
    };
    // Compressed on the way: what counts is how much there is to read.
    let routes = Router::new()
        .route("/longest.json", get(move || async move { padded(0) }))
        .route("/longer.json", get(move || async move { padded(1) }));
    let server = Server::start(0, |_| routes).expect("a server");
    assert_eq!(run(&[&server.url("/longest.json")]).status, Some(0));
    fails(&[&server.url("/longer.json")], "/longer.json cannot be read (longer than 8 MB");
    fails(&[&file("longer.json", padded(1))], "longer.json cannot be read (longer than 8 MB");
}

#[test]
fn what_a_document_is_wrongly_said_to_be_in_is_told() {
    let latin =
        |text: &str| -> Vec<u8> { text.chars().map(|c| u8::try_from(c).unwrap_or(b'?')).collect() };
    let document = feed(json!([])).to_string();
    let (utf8, bytes) = (document.clone(), latin(&document));
    let xml = latin(
        "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><rss><channel><title>æ</title></channel></rss>",
    );
    let media = |media| [(CONTENT_TYPE, media)];
    let routes = Router::new()
        .route("/said", get(move || async move { (media("text/json; charset=latin1"), utf8) }))
        .route("/is", get(move || async move { (media("application/json"), bytes) }))
        .route("/xml", get(move || async move { (media("application/xml"), xml) }));
    let server = Server::start(0, |_| routes).expect("a server");
    let check = |path: &str, title: Option<&str>, hint: &str| {
        let report = report(&[&server.url(path)]);
        assert!(hints(&report)[0].contains(hint), "{:?}", hints(&report));
        assert_eq!(report["feed"]["title"].as_str(), title);
    };
    let said = "it is said to be in windows-1252, but JSON is always read as UTF-8";
    check("/said", Some("Topmødet i Hanoi"), said);
    check("/is", Some("Topm\u{fffd}det i Hanoi"), "some of its bytes are not UTF-8");
    check("/xml", Some("æ"), "it is in windows-1252");
}

#[test]
fn what_a_browser_lacks_is_a_hint_and_no_failure() {
    let check = |headers: &str, updated: bool, expect: &[&str]| {
        let mut document = feed(json!([item("a")]));
        if !updated {
            document["_story"] = json!({});
        }
        let report = report(&[&bare(headers, &document)]);
        assert_eq!(report["status"], 0);
        let hints = hints(&report);
        assert_eq!(hints.len(), expect.len(), "{hints:?}");
        for (hint, expect) in hints.iter().zip(expect) {
            assert!(hint.starts_with(expect), "{hint}");
        }
    };
    let unread = "browsers on other origins cannot read it: http://127.0.0.1:";
    let stale = "caches guess how long it stays fresh";
    let whole = "every poll carries the whole document";
    let guess = "which copy is the older one is a guess";
    let shared = "Access-Control-Allow-Origin: *\r\nCache-Control: max-age=1\r\n";
    check("", false, &[unread, stale, whole, guess]);
    check("Cache-Control: max-age=1\r\nETag: \"a\"\r\n", true, &[unread]);
    check(shared, true, &[whole]);
    check(&format!("{shared}ETag: \"a\"\r\n"), false, &[guess]);
    let dated = "Last-Modified: Thu, 28 Feb 2019 08:12:00 GMT\r\n";
    check(&format!("{shared}{dated}"), false, &[]);
    let other = "Cache-Control: max-age=1\r\nETag: \"a\"\r\nAccess-Control-Allow-Origin: ";
    check(&format!("{other}https://partner.example\r\n"), true, &[]);
    let only = "browsers on other origins than \"https://other.example\" cannot read it";
    check(&format!("{other}https://other.example\r\n"), true, &[only]);
}

#[test]
fn the_cadence_is_the_readers_own() {
    let cadence = |headers: &str, story: Value, expired: bool| {
        let mut document = feed(json!([]));
        document["_story"] = story;
        document["expired"] = json!(expired);
        report(&[&bare(headers, &document)])["feed"]["cadence"].clone()
    };
    assert_eq!(cadence("", json!({}), false), json!(15));
    assert_eq!(cadence("Cache-Control: max-age=60\r\n", json!({}), false), json!(60));
    assert_eq!(cadence("", json!({ "state": "ended" }), false), json!(300));
    assert_eq!(cadence("", json!({ "poll_seconds": 5 }), true), json!(null));
}
