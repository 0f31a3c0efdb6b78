//! The static servers, and what they replace in pages.

use std::{fs, path::PathBuf};

use xtask::{
    serve::{self, Rewriting},
    server::Server,
};

use crate::request::ask;

const FEEDS: &str = "http://127.0.0.1:8081";

/// A release with a file of each kind, in a directory of its own for each test.
fn dist(test: &str) -> PathBuf {
    let dist = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(test);
    let files = [
        ("index.html", r#"<p lang=da>æ <x src="feeds/a.json">"#),
        ("developing-story.js", "export {}"),
        ("story_core_bg.wasm", "\0asm"),
        ("labels/da.json", "{}"),
        (
            "hosts/partner.html",
            r#"<script src="../developing-story.js"></script><x src="../feeds/b.json">"#,
        ),
    ];
    for (path, content) in files {
        let path = dist.join(path);
        let directory = path.parent().expect("a directory");
        fs::create_dir_all(directory).expect("made");
        fs::write(path, content).expect("written");
    }
    dist
}

#[track_caller]
fn check(server: &Server, path: &str, media: &str) -> String {
    let answer = ask(server, &format!("GET {path}"), &["Origin: https://partner.example"]);
    assert_eq!(answer.status, 200, "{path}");
    let media_type = answer.header("content-type").unwrap_or_default();
    assert_eq!(media_type.split(';').next(), Some(media), "{path}");
    assert_eq!(answer.header("access-control-allow-origin"), Some("*"));
    assert_eq!(answer.header("cache-control"), Some("no-cache"));
    let length = answer.header("content-length").map(str::parse);
    assert_eq!(length, Some(Ok(answer.body.len())), "{path}");
    answer.text().to_owned()
}

#[test]
fn pages_read_the_live_feeds_instead_of_the_files_beside_them() {
    let feeds = Rewriting::of_feeds(FEEDS);
    let partner = feeds.clone().and_widget("http://127.0.0.1:8080");
    let check = |rewriting: &Rewriting, page: &str, expect: &str| {
        assert_eq!(rewriting.apply(page), expect);
    };
    check(&feeds, r#"<x src="feeds/a.json">"#, r#"<x src="http://127.0.0.1:8081/a.json">"#);
    check(&feeds, r#"<x src="../feeds/a.json">"#, r#"<x src="http://127.0.0.1:8081/a.json">"#);
    check(&feeds, r#"<a href="feeds/a.json">"#, r#"<a href="feeds/a.json">"#);
    check(&feeds, r#"<x src="../developing-story.js">"#, r#"<x src="../developing-story.js">"#);
    check(
        &partner,
        r#"<x src="../developing-story.js">"#,
        r#"<x src="http://127.0.0.1:8080/developing-story.js">"#,
    );
}

#[test]
fn the_site_serves_every_file_as_what_it_is() {
    let site = serve::site(0, &dist("site"), FEEDS).expect("a server");
    let page = check(&site, "/", "text/html");
    assert_eq!(page, r#"<p lang=da>æ <x src="http://127.0.0.1:8081/a.json">"#);
    assert_eq!(check(&site, "/index.html", "text/html"), page);
    check(&site, "/developing-story.js", "text/javascript");
    check(&site, "/story_core_bg.wasm", "application/wasm");
    check(&site, "/labels/da.json", "application/json");
}

#[test]
fn a_rewritten_page_cannot_be_revalidated_by_its_file() {
    let site = serve::site(0, &dist("validators"), FEEDS).expect("a server");
    let since = "If-Modified-Since: Fri, 01 Jan 2100 00:00:00 GMT";
    for path in ["/", "/index.html", "/hosts/partner.html"] {
        let answer = ask(&site, &format!("GET {path}"), &[since, "Range: bytes=0-3"]);
        assert_eq!(answer.status, 200, "{path}");
        assert_eq!(answer.header("etag"), None);
        assert_eq!(answer.header("last-modified"), None);
    }
    let script = ask(&site, "GET /developing-story.js", &[since]);
    assert_eq!(script.status, 304);
}

#[test]
fn a_missing_file_is_a_404_that_any_page_may_read() {
    let site = serve::site(0, &dist("missing"), FEEDS).expect("a server");
    for path in ["/nothing.js", "/../Cargo.toml", "/%2e%2e/Cargo.toml"] {
        let answer = ask(&site, &format!("GET {path}"), &[]);
        assert_eq!(answer.status, 404, "{path}");
        assert_eq!(answer.header("access-control-allow-origin"), Some("*"));
    }
}

#[test]
fn the_partner_loads_the_widget_from_its_publisher() {
    let origin = "http://127.0.0.1:8080";
    let partner = serve::partner(0, &dist("partner"), FEEDS, origin).expect("a server");
    assert_eq!(
        check(&partner, "/", "text/html"),
        r#"<script src="http://127.0.0.1:8080/developing-story.js"></script><x src="http://127.0.0.1:8081/b.json">"#
    );
    assert_eq!(ask(&partner, "GET /developing-story.js", &[]).status, 404);
}

#[test]
fn a_release_that_was_never_built_is_an_error_that_says_how() {
    let nowhere = PathBuf::from("/nowhere");
    let error = serve::site(0, &nowhere, FEEDS).expect_err("nothing there");
    assert_eq!(error.to_string(), "/nowhere/index.html is missing: `cargo xtask dist` builds it");
}
