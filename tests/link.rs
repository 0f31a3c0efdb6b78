//! Addresses, held to the URL standard: what a browser makes of a link is what we made of it.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

mod support;

use developing_story::limits::MAX_ADDRESS;
use developing_story::link::Link;
use proptest::prelude::*;
use proptest::sample::select;
use support::{cases, link};
use url::Url;

const BASE: &str = "https://news.example/hanoi/feed.json?page=1#top";

fn resolved(base: &str, reference: &str) -> Option<String> {
    Link::resolve(Some(&link(base)), reference).map(|link| link.to_string())
}

/// What the URL standard says, for the schemes that we let through.
fn standard(base: &str, reference: &str) -> Option<Url> {
    let url = Url::parse(base).ok()?.join(reference).ok()?;
    matches!(url.scheme(), "http" | "https" | "mailto" | "tel").then_some(url)
}

#[test]
fn readers_see_an_address_without_what_every_one_begins_with() {
    let check = |address: &str, short: &str, host: &str| {
        let link = Link::resolve(None, address).expect("an address");
        assert_eq!((link.short(), link.host()), (short, host), "{address}");
    };
    check("https://www.news.example/", "news.example", "news.example");
    check("http://news.example:8080/a/?b#c", "news.example:8080/a/?b#c", "news.example:8080");
    check("https://a:b@www.news.example/a", "a:b@www.news.example/a", "news.example");
    check("https://youtu.be@evil.example/a", "youtu.be@evil.example/a", "evil.example");
}

#[test]
fn a_reference_is_resolved_as_a_browser_would() {
    fn check(reference: &str, expect: &str) {
        let ours = resolved(BASE, reference);
        assert_eq!(ours.as_deref(), Some(expect), "{reference:?}");
        assert_eq!(standard(BASE, reference), Url::parse(expect).ok(), "{reference:?}");
    }
    check("https://other.example/a", "https://other.example/a");
    check("https://other.example", "https://other.example/");
    check("HTTP://Other.Example/A", "http://other.example/A");
    check("feed-2.json", "https://news.example/hanoi/feed-2.json");
    check("./feed-2.json", "https://news.example/hanoi/feed-2.json");
    check("../feed-2.json", "https://news.example/feed-2.json");
    check("../../../feed-2.json", "https://news.example/feed-2.json");
    check("a/./b/../c", "https://news.example/hanoi/a/c");
    check("a/%2E%2e/c", "https://news.example/hanoi/c");
    check("/feed-2.json", "https://news.example/feed-2.json");
    check("/a/..", "https://news.example/");
    check("/a/b/.", "https://news.example/a/b/");
    check("https://news.example/a/../b/./c", "https://news.example/b/c");
    check("//cdn.example/feed.json", "https://cdn.example/feed.json");
    check("?page=2", "https://news.example/hanoi/feed.json?page=2");
    check("#end", "https://news.example/hanoi/feed.json?page=1#end");
    check("", "https://news.example/hanoi/feed.json?page=1");
    check("?", "https://news.example/hanoi/feed.json?");
    check("a?b=../c#d/../e", "https://news.example/hanoi/a?b=../c#d/../e");
    check(" \t\nfeed-2.json \u{1}", "https://news.example/hanoi/feed-2.json");
    check("feed\n-2.json", "https://news.example/hanoi/feed-2.json");
    check("\\\\evil.example\\a", "https://evil.example/a");
    check("/\\evil.example", "https://evil.example/");
    check("a\\b?c\\d", "https://news.example/hanoi/a/b?c\\d");
    check("https:other", "https://news.example/hanoi/other");
    check("https:/other", "https://news.example/other");
    check("http:other", "http://other/");
    check("https:\\\\other.example", "https://other.example/");
    check("mailto:desk@news.example?subject=Hanoi", "mailto:desk@news.example?subject=Hanoi");
    check("MailTo:desk@news.example", "mailto:desk@news.example");
    check("tel:+84-24-3826-6919", "tel:+84-24-3826-6919");
}

#[test]
fn no_other_scheme_gets_through() {
    for reference in [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        " java\nscript:alert(1)",
        "\u{0}javascript:alert(1)",
        "javascript\t:alert(1)",
        "javascript://news.example/%0aalert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "blob:https://news.example/1",
        "file:///etc/passwd",
        "ftp://news.example/",
        "about:blank",
        "view-source:https://news.example/",
        "web+story:x",
        "a:b",
        "mailto:",
        "tel:",
        "https://",
        "https:///",
        "//",
        "https://?a",
    ] {
        assert_eq!(resolved(BASE, reference), None, "{reference:?}");
    }
}

#[test]
fn without_a_base_only_a_full_address_is_one() {
    fn check(reference: &str, expect: bool) {
        assert_eq!(Link::resolve(None, reference).is_some(), expect, "{reference:?}");
    }
    check("https://news.example/", true);
    check("mailto:desk@news.example", true);
    check("feed.json", false);
    check("/feed.json", false);
    check("//news.example/feed.json", false);
    check("", false);
}

#[test]
fn an_address_that_cannot_be_fetched_is_no_base() {
    let mail = link("mailto:desk@news.example");
    assert!(!mail.is_http());
    for reference in ["feed.json", "/feed.json", "//news.example/", "#a", "?b", ""] {
        assert_eq!(Link::resolve(Some(&mail), reference), None, "{reference:?}");
    }
}

#[test]
fn an_address_longer_than_the_limit_is_refused() {
    let address = |length: usize| {
        let mut address = "https://news.example/".to_owned();
        address.extend(std::iter::repeat_n('a', length - address.len()));
        address
    };
    assert!(Link::resolve(None, &address(MAX_ADDRESS)).is_some());
    assert!(Link::resolve(None, &address(MAX_ADDRESS + 1)).is_none());
}

#[test]
fn two_ways_of_writing_one_document_are_known_as_one() {
    fn check(one: &str, other: &str, expect: bool) {
        assert_eq!(link(one).same_document(&link(other)), expect, "{one} {other}");
    }
    check(BASE, "https://news.example/hanoi/feed.json?page=1", true);
    check(BASE, "HTTPS://NEWS.example/hanoi/x/../feed.json?page=1#end", true);
    check("https://news.example", "https://news.example/#a", true);
    check("https://news.example:443/", "https://news.example/", true);
    check("http://news.example:80/", "http://news.example/", true);
    check("http://news.example:443/", "http://news.example/", false);
    check(BASE, "https://news.example/hanoi/feed.json", false);
    check("https://news.example/A", "https://news.example/a", false);
}

/// Pieces of which references are made: what is harmless, and what is known to be tricky.
const PIECES: &[&str] = &[
    "a",
    "b/",
    "news.example",
    "evil.example",
    "/",
    "//",
    "\\",
    "..",
    ".",
    "%2e",
    "%2E%2e",
    "?",
    "#",
    "@",
    ":",
    ":443",
    ":80",
    "http:",
    "https:",
    "HTTPS:",
    "HtTp://",
    "javascript:",
    "data:",
    "mailto:",
    "tel:",
    "java",
    "script",
    " ",
    "\t",
    "\n",
    "\r",
    "\u{0}",
    "\u{7f}",
    "é",
    "x=1",
    "&",
    "%",
    "%00",
    "+",
    "-",
    "|",
    "^",
    "<",
    "\"",
    "[",
    "]",
    "~",
    ";",
    "😀",
];

const BASES: &[&str] = &[
    "https://news.example/hanoi/feed.json?page=1#top",
    "https://news.example/hanoi/feed.json",
    "http://news.example/",
    "https://news.example:8443/a/b/c/",
    "https://user@news.example/a//b",
];

proptest! {
    #![proptest_config(cases(5000))]

    #[test]
    fn what_we_let_through_has_one_of_four_schemes_for_a_browser_too(
        base in select(BASES),
        pieces in prop::collection::vec(select(PIECES), 0..7),
        tail in ".{0,12}",
    ) {
        for reference in [pieces.concat(), format!("{}{tail}", pieces.concat()), tail] {
            let Some(ours) = resolved(base, &reference) else { continue };
            let scheme = ours.split(':').next().unwrap_or_default();
            prop_assert!(matches!(scheme, "http" | "https" | "mailto" | "tel"), "{}", ours);
            if let Ok(url) = Url::parse(&ours) {
                prop_assert_eq!(url.scheme(), scheme, "{}", ours);
            }
        }
    }

    #[test]
    fn what_is_resolved_stays_as_it_is(
        base in select(BASES),
        pieces in prop::collection::vec(select(PIECES), 0..7),
    ) {
        if let Some(once) = Link::resolve(Some(&link(base)), &pieces.concat()) {
            prop_assert_eq!(Link::resolve(None, once.as_str()), Some(once));
        }
    }
}
