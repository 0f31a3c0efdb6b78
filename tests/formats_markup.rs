//! Markup where JSON Feed has text, and the tags of a page.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

mod support;

use std::time::{Duration, Instant};

use developing_story::content;
use developing_story::formats::Outcome;
use developing_story::markup::{Parser, native::Html5ever};
use proptest::prelude::*;
use support::formats::{read, update};
use support::{cases, link};

/// What becomes of a headline in HTML.
fn headline(html: &str) -> Option<String> {
    let html = html.replace("]]>", "");
    let text = format!(
        "<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry><id>a</id><title type=\"html\"><![CDATA[{html}]]></title></entry></feed>"
    );
    update(&text, "https://news.example/").title
}

#[track_caller]
fn check(html: &str, expect: &str) {
    assert_eq!(headline(html).unwrap_or_default(), expect, "{html}");
}

#[test]
fn a_headline_is_what_a_reader_would_see_of_it() {
    check("Kim &amp; Trump", "Kim & Trump");
    check("AT&T; R&D & co", "AT&T; R&D & co");
    check("&lt;b&gt; er fed", "<b> er fed");
    check("&#8220;Nej&#x201D; &ndash; &oslash;jeblik&hellip;", "“Nej” – øjeblik…");
    check(
        "&oelig;uvre &Scaron;ef&ccaronn; &rarr; &alpha;&beta; &permil;",
        "œuvre Šef&ccaronn; → αβ ‰",
    );
    check("&; &a; &alph; &pi;&piv;", "&; &a; &alph; πϖ");
    check("Windows&#150;&#8217;s &#0;&#xd800;", "Windows–’s \u{fffd}\u{fffd}");
    check("&Scaron;koda &rarr; &oelig;uvre 5&nbsp;&permil;", "Škoda → œuvre 5 ‰");
    check("a<b>b</b>c<i>d</i>", "abcd");
    check("a<br>b<p>c</p>d", "a b c d");
    check("5 < 6 og 7 <8> 9 <", "5 < 6 og 7 <8> 9 <");
    check("a<!-- <b>x</b> -->b<?php x ?>c", "abc");
    check("a<script>if (a < b) x()</script>b<style>p{}</style>c", "a b c");
    check("<a href=\"x>y\" title='<'>link</a>", "link");
    check("a</ b>c</>d", "acd");
    check("  a \n\t b\u{7} ", "a b");
    check("<b></b>", "");
    check("a<b title=\"", "a");
    check("<SCRIPT>x</SCRIPT >b", "b");
}

#[test]
fn hostile_markup_takes_no_longer_than_its_length() {
    for part in ["<a \"", "<a b='", "<!--", "<script>", "</", "&", "<", "<a =\"", "&#", "<a/"] {
        let began = Instant::now();
        headline(&part.repeat(500_000));
        assert!(began.elapsed() < Duration::from_secs(20), "{part:?} took {:?}", began.elapsed());
    }
}

#[test]
fn the_tags_of_a_page_are_found_however_they_are_written() {
    #[track_caller]
    fn check(tag: &str, expect: Option<&str>) {
        let page = format!(
            "<!doctype html><title><link></title><!-- <link rel=alternate type=application/rss+xml href=/no> --><script>\"<link rel=alternate type=application/rss+xml href=/no>\"</script>{tag}"
        );
        let lead = match read(&page, "https://news.example/").outcome {
            Outcome::Lead(lead) => Some(lead),
            _ => None,
        };
        assert_eq!(lead, expect.map(link), "{tag}");
    }
    let to = Some("https://news.example/feed?a=1&b=2");
    check("<link rel=\"alternate\" type=\"application/rss+xml\" href=\"/feed?a=1&amp;b=2\">", to);
    check("<LINK REL='Alternate' TYPE='Application/RSS+xml' HREF='/feed?a=1&amp;b=2'/>", to);
    check("<link\nrel = alternate\ntype = application/rss+xml\nhref = /feed?a=1&amp;b=2>", to);
    check(
        "<link href=\"/feed?a=1&amp;b=2\"rel=\"alternate stylesheet\"type=\"application/rss+xml; charset=utf-8\" hidden>",
        to,
    );
    check(
        "<link data-x=\"a>b\" rel=alternate type=application/rss+xml href=\"/feed?a=1&amp;b=2\">",
        to,
    );
    check("<links rel=alternate type=application/rss+xml href=/no>", None);
    check("<link rel=alternate type=application/rss+xml>", None);
    check("<link rel=alternate type=application/rss+xml href=", None);
}

/// The text of a fragment through the standard's own parser.
fn parsed(html: &str) -> String {
    let nodes = Html5ever.html(html);
    let mut text = String::new();
    for block in content::from_html(&nodes, None).blocks {
        block.write(&mut text);
        text.push(' ');
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn it_is_what_the_standards_parser_finds(
        parts in prop::collection::vec(
            prop::sample::select(vec![
                "Kim", " ", "<b>", "</b>", "<i class=\"x\">", "</i>", "<p>", "</p>", "<br>", "&amp;", "&lt;", "&quot;",
                "&eacute;", "&#233;", "&#x2014;", "&nbsp;", "&mdash;", " < ", " & ", "<!-- x -->", "<span title='a>b'>",
                "</span>", "ø", "<a href=/x>", "</a>",
            ]),
            0..12,
        )
    ) {
        let html = parts.concat();
        prop_assert_eq!(headline(&html).unwrap_or_default(), parsed(&html), "{}", html);
    }
}
