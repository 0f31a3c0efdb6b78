//! HTML pages: the story in them, or the feed that they name.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

mod support;

use developing_story::formats::{Format, Outcome, Verdict};
use support::formats::{fault, notes, page, read};
use support::{ids, link};

const ADDRESS: &str = "https://news.example/broen/";

const STORY: &str = r##"{"@type":"LiveBlogPosting","headline":"Broen","liveBlogUpdate":[{"@id":"#a","url":"kran"}]}"##;

fn html(head: &str) -> String {
    format!(
        "<!DOCTYPE html><html><head><title>Broen</title>{head}</head><body><p>Broen.</p></body></html>"
    )
}

fn script(json: &str) -> String {
    html(&format!("<script type=\"application/ld+json\">{json}</script>"))
}

fn entries(text: &str) -> Vec<String> {
    ids(page(text, ADDRESS).updates.iter().map(|update| &update.id))
}

#[test]
fn a_page_is_html_by_how_it_begins() {
    for begins in [
        "<!doctype html><p>A",
        "<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 4.01//EN\">",
        "\u{feff} <!-- a --> <!--b-->\n<!doctype\nhtml>",
        "<html lang=da>",
        "<HEAD><title>A</title>",
        "<body>",
        "<title>A</title>",
        "<br />\n<b>Warning</b>: feed.php",
        "<?xml version=\"1.0\"?><!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Strict//EN\" \"x\"><html/>",
        "<?xml version=\"1.0\"?>\n<html xmlns=\"http://www.w3.org/1999/xhtml\"/>",
    ] {
        assert_eq!(read(begins, ADDRESS).format, Some(Format::Html), "{begins}");
    }
    for begins in [
        "<rss version=\"2.0\"><channel/></rss>",
        "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel/></rss>",
        "<?xml version=\"1.0\"?><!-- <html> --><feed xmlns=\"http://www.w3.org/2005/Atom\"/>",
        "<?xml-stylesheet href=\"a.xsl\"?><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"/>",
        "<!DOCTYPE rss SYSTEM \"a.dtd\"><rss version=\"0.91\"/>",
        "<!DOCTYPE htmlish><htmlish/>",
        "<html:html xmlns:html=\"http://www.w3.org/1999/xhtml\"/>",
        "<header-list/>",
        "<!-- never ends",
        "<?xml",
        "<!",
        "<",
        "<é",
        "<!doctypé html>",
    ] {
        assert_ne!(read(begins, ADDRESS).format, Some(Format::Html), "{begins}");
    }
}

#[test]
fn the_posting_of_a_page_is_the_story_and_the_page_its_home() {
    let text = html(&format!(
        "<base href=\"/da/\"><link rel=alternate type=\"application/rss+xml\" href=\"/rss\">
         <script>{STORY}</script>
         <script type=\"application/ld+json\">{{\"@type\":\"WebSite\"}}</script>
         <script type=\" Application/LD+JSON; charset=utf-8\">{STORY}</script>"
    ));
    let reading = read(&text, ADDRESS);
    assert_eq!(reading.format, Some(Format::LiveBlogPosting));
    let accepted = [("JSON-LD script 2: /liveBlogUpdate/0", "#a")];
    assert_eq!(notes(&reading, Verdict::Accepted), accepted);
    let page = page(&text, ADDRESS);
    assert_eq!(page.feed.home_page, Some(link(ADDRESS)));
    assert_eq!(page.updates[0].url, Some(link("https://news.example/da/kran")), "by <base>");
}

#[test]
fn of_several_scripts_the_one_that_tells_most_is_the_story() {
    let more =
        r##"{"@graph":[{"@type":"LiveBlogPosting","liveBlogUpdate":[{"@id":"b"},{"@id":"c"}]}]}"##;
    let [one, two] =
        [STORY, more].map(|json| format!("<script type=\"application/ld+json\">{json}</script>"));
    assert_eq!(entries(&html(&format!("{one}{two}"))), ["b", "c"]);
    assert_eq!(entries(&html(&format!("{two}{one}"))), ["b", "c"]);
}

#[test]
fn what_old_systems_wrap_a_script_in_is_taken_off() {
    for wrapped in [
        format!("\n <!--\n{STORY}\n-->\n"),
        format!("<![CDATA[{STORY}]]>"),
        format!("//<![CDATA[\n{STORY}\n//]]>"),
        format!("/* <![CDATA[ */ {STORY} /* ]]> */"),
        format!("{STORY};"),
    ] {
        assert_eq!(entries(&script(&wrapped)), ["#a"], "{wrapped}");
    }
}

#[test]
fn a_comma_before_the_end_of_a_list_costs_nothing() {
    let update = "{\"url\":\"#a\",\"headline\":\"Broen,] \\\",}\",\n},\n";
    let text = format!(
        "{{\"@type\":\"LiveBlogPosting\",\"liveBlogUpdate\":[{update}],\"headline\":\"H\" }}"
    );
    let page = page(&script(&text), ADDRESS);
    assert_eq!(page.updates[0].title.as_deref(), Some("Broen,] \",}"));
    assert_eq!(page.feed.title.as_deref(), Some("H"));
}

#[test]
fn a_broken_script_costs_itself_and_line_ends_in_texts_cost_nothing() {
    let broken = "{\"@type\":\"LiveBlogPosting\",";
    let text = html(&format!(
        "<script type=\"application/ld+json\">{broken}</script>
         <script type=\"application/ld+json\">{}</script>",
        STORY.replace("Broen", "Havne\nbroen")
    ));
    let reading = read(&text, ADDRESS);
    let repaired = notes(&reading, Verdict::Repaired);
    assert_eq!(repaired.len(), 2);
    assert!(repaired[0].0 == "JSON-LD script 1" && repaired[0].1.ends_with("left out"));
    assert!(repaired[1].0 == "JSON-LD script 2" && repaired[1].1.ends_with("read all the same"));
    assert_eq!(page(&text, ADDRESS).feed.title.as_deref(), Some("Havne broen"));
    let alone = read(&script(broken), ADDRESS);
    assert_eq!(notes(&alone, Verdict::Repaired).len(), 1, "said even where nothing else is found");
}

#[test]
fn a_page_without_a_posting_leads_to_the_feed_that_it_names() {
    #[track_caller]
    fn check(head: &str, expected: Option<&str>) {
        let reading = read(&html(head), ADDRESS);
        assert_eq!(reading.format, Some(Format::Html));
        match reading.outcome {
            Outcome::Lead(to) => assert_eq!(Some(to), expected.map(link), "{head}"),
            _ => assert_eq!(None, expected, "{head}"),
        }
    }
    let name = |kind: &str, href: &str| {
        format!("<link rel=\"alternate\" type=\"{kind}\" href=\"{href}\">")
    };
    let [rss, atom] = [name("application/rss+xml", "rss"), name("application/atom+xml", "/atom")];
    let [json, feed] = [name("application/json", "/json"), name("application/feed+json", "/feed")];
    check(&rss, Some("https://news.example/broen/rss"));
    check(&[&*rss, &atom].concat(), Some("https://news.example/atom"));
    check(&[&*rss, &atom, &json].concat(), Some("https://news.example/json"));
    check(&[&*rss, &atom, &json, &feed].concat(), Some("https://news.example/feed"));
    check(
        &[&*rss, &name("application/rss+xml", "/b")].concat(),
        Some("https://news.example/broen/rss"),
    );
    check(&format!("<base href=\"https://x.example/y/\">{rss}"), Some("https://x.example/y/rss"));
    check(
        &format!("<base><base href=\"mailto:a@b\">{rss}"),
        Some("https://news.example/broen/rss"),
    );
    check(
        "<LINK REL='Feed Alternate' TYPE='Application/RSS+XML; charset=x' HREF='/r'>",
        Some("https://news.example/r"),
    );
    // WordPress: the site's feed, then the page's own.
    let own = name("application/rss+xml", "/broen/feed/");
    let site = name("application/rss+xml", "/feed/");
    check(&[&*site, &own].concat(), Some("https://news.example/broen/feed/"));
    check(&[&*site, &own, &atom].concat(), Some("https://news.example/atom"));
    let near = name("application/rss+xml", "/broen-2/feed/");
    check(&[&*site, &near].concat(), Some("https://news.example/feed/"));
    for none in [
        "<link rel=stylesheet type=application/rss+xml href=/r>",
        "<link rel=alternate type=text/html href=/r>",
        "<link rel=alternate href=/r>",
        "<link rel=alternate type=application/rss+xml>",
        "<link rel=alternate type=application/rss+xml href=javascript:alert(1)>",
        "<link rel=alternate type=application/rss+xml href=#top>",
        "<link rel=alternate type=application/rss+xml href=/comments/feed/>",
        "<link rel=alternate type=application/rss+xml href=/broen/feed/ title='Broen » Kommentarer'>",
        "<link rel=alternate type=application/json href=/wp-json/wp/v2/posts/7>",
        "<link rel=alternate type=application/json href=/oembed?url=a>",
        "<link rel=alternate type=application/json+oembed href=/o>",
    ] {
        check(none, None);
        check(&[none, &rss].concat(), Some("https://news.example/broen/rss"));
    }
}

#[test]
fn a_page_that_has_neither_says_what_would_help() {
    let fault = fault(read(&html(""), ADDRESS));
    assert_eq!(fault.what, "is an HTML page without a LiveBlogPosting, and names no feed");
    assert!(fault.remedy.contains("address of a feed"));
}

#[test]
fn a_page_of_nothing_but_depth_or_scripts_is_read_to_its_end() {
    let deep = html(&"<div>".repeat(5_000));
    assert!(matches!(read(&deep, ADDRESS).outcome, Outcome::Unreadable(_)));
    let nested = script(&"[".repeat(100_000));
    assert!(matches!(read(&nested, ADDRESS).outcome, Outcome::Unreadable(_)));
    let wrapped = script(&"//".repeat(100_000));
    assert!(matches!(read(&wrapped, ADDRESS).outcome, Outcome::Unreadable(_)));
    let many =
        html(&format!("<script type=\"application/ld+json\">{STORY}</script>").repeat(2_000));
    assert_eq!(entries(&many), ["#a"]);
}
