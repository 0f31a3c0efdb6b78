//! XML that is not quite XML, and XML that means harm.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

mod support;

use developing_story::feed::Body;
use developing_story::formats::{Outcome, Verdict};
use developing_story::limits::MAX_ITEMS;
use proptest::prelude::*;
use support::cases;
use support::formats::{document, fault, notes, page, read, update};

const AT: &str = "https://news.example/feed";

fn rss(item: &str) -> String {
    format!(
        "<rss version=\"2.0\"><channel><title>Hanoi</title>\n<item><guid>a</guid>{item}</item></channel></rss>"
    )
}

#[track_caller]
fn mended(title: &str, expect: &str) {
    let text = rss(&format!("<title>{title}</title>"));
    assert_eq!(update(&text, AT).title.as_deref(), Some(expect));
    let reading = read(&text, AT);
    let repaired = notes(&reading, Verdict::Repaired);
    assert!(repaired[0].0 == "line 2" && repaired[0].1.contains("all the same"), "{repaired:?}");
}

#[test]
fn a_character_that_xml_forbids_costs_itself_only() {
    mended("Trump & Kim", "Trump & Kim");
    mended("Trump &nbsp;&ndash; Kim", "Trump – Kim");
    mended("Caf&eacute; &Oslash;st", "Café Øst");
    mended("Kim\u{b} forlader\u{1} Hanoi", "Kim forlader Hanoi");
    mended("AT&T; &unknown;", "AT&T; &unknown;");
    mended("Kim &#x1f; Hanoi", "Kim Hanoi");
    mended("5 < 6 <3", "5 < 6 <3");
    mended("Kim &#X26; Trump &#X3c; 3", "Kim & Trump < 3");
    // What is in CDATA is left alone.
    let text =
        rss("<title>A &nbsp; B</title><description><![CDATA[<p>C &nbsp; D</p>]]></description>");
    assert_eq!(update(&text, AT).title.as_deref(), Some("A B"));
    assert!(format!("{:?}", update(&text, AT).body).contains("C &nbsp; D"));
}

#[test]
fn what_stands_before_the_document_does_no_harm() {
    let text = rss("<title>Kim</title>");
    for before in [
        "\n\n",
        "\u{feff}",
        "\u{feff}\n<?xml version=\"1.0\" encoding=\"utf-8\"?>\n",
        "  <?xml version=\"1.0\"?>",
    ] {
        assert_eq!(
            update(&format!("{before}{text}"), AT).title.as_deref(),
            Some("Kim"),
            "{before:?}"
        );
    }
    let doctype = "<!DOCTYPE rss PUBLIC \"-//Netscape Communications//DTD RSS 0.91//EN\" \"http://my.netscape.com/publish/formats/rss-0.91.dtd\">";
    assert_eq!(
        update(&format!("<?xml version=\"1.0\"?>{doctype}{text}"), AT).title.as_deref(),
        Some("Kim")
    );
    // Places are those of the document as it came.
    let reading =
        read(&format!("\n\n<?xml version=\"1.0\"?>\n{}", rss("<pubDate>i går</pubDate>")), AT);
    assert_eq!(notes(&reading, Verdict::Repaired)[0].0, "line 5");
}

#[test]
fn prefixes_that_nobody_has_declared_mean_what_they_mean_elsewhere() {
    let text =
        rss("<dc:creator>Signe Holm</dc:creator><x:y>z</x:y><content:encoded>A</content:encoded>");
    let update = update(&format!("<?xml version=\"1.0\"?><!-- <a> -->{text}"), AT);
    assert_eq!(update.authors, ["Signe Holm"]);
    assert!(matches!(update.body, Body::Html(html, _) if &*html == "A"));
    let reading = read(&text, AT);
    let repaired = notes(&reading, Verdict::Repaired);
    assert!(repaired[0].1.contains("an unknown namespace prefix 'dc'"), "{repaired:?}");
    assert!(reading.notes[0].remedy.starts_with("Declare every prefix"));
    let many: String = (0..9).map(|n| format!("<x{n}:y/>")).collect();
    assert!(fault(read(&rss(&many), AT)).what.contains("'x8'"));
}

#[test]
fn what_stands_around_the_document_does_no_harm() {
    let text = rss("<title>Kim</title>");
    for text in [
        format!("<!-- cached -->\n<?xml version=\"1.0\"?>\n{text}"),
        format!("{text}<script>count()</script>"),
        format!("{text}\n12 queries in 0.3 s"),
        text.strip_suffix('>').expect("a last tag").to_owned(),
    ] {
        assert_eq!(update(&text, AT).title.as_deref(), Some("Kim"), "{text}");
        assert!(read(&text, AT).notes[0].remedy.starts_with("Write < as &lt;"));
    }
}

#[test]
fn numbers_of_windows_characters_are_what_html_makes_of_them() {
    let update = update(
        &rss("<title>Kim&#146;s &#150; Hanoi</title><description>Kim&#146;s</description>"),
        AT,
    );
    assert_eq!(update.title.as_deref(), Some("Kim’s – Hanoi"));
    assert_eq!(update.body, Body::Text("Kim’s".into()));
}

#[test]
fn what_cannot_be_read_is_refused_with_place_and_reason() {
    #[track_caller]
    fn check(text: &str, expect: &str) {
        let told = fault(read(text, AT)).what;
        assert!(told.contains(expect), "{told}");
    }
    check(&rss("<title>Kim</tilte>"), "expected 'title' tag, not 'tilte' at 2:");
    check(&rss("").replace("</rss>", ""), "is not well-formed XML");
    check("<opml><body/></opml>", "its root is <opml>");
    check("<", "is not well-formed XML");
    check("", "is empty");
    check("  \n", "is empty");
    check("Service Unavailable", "begins with \"Service Unavailable\"");
    check("{\"items\": [", "is not JSON");
    check("{}", "of no format that is understood");
}

#[test]
fn no_document_can_grow_hang_or_fall_without_bound() {
    let laughs = "<!DOCTYPE rss [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;\"><!ENTITY e \"&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;\">]>";
    let told = fault(read(&format!("{laughs}{}", rss("<title>&e;</title>")), AT)).what;
    assert!(told.contains("entities that refer to too many others"), "{told}");

    let deep = 200_000;
    let nested = format!("{}{}", "<b>".repeat(deep), "</b>".repeat(deep));
    assert_eq!(page(&rss(&nested), AT).updates.len(), 1);
    let xhtml = format!(
        "<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry><id>a</id><content type=\"xhtml\">{nested}</content></entry></feed>"
    );
    page(&xhtml, AT);

    let told = fault(read(&rss(&"<b/>".repeat(600_000)), AT)).what;
    assert!(told.contains("more than 500000 elements"), "{told}");

    let items: String =
        (0..MAX_ITEMS + 5).map(|n| format!("<item><guid>{n}</guid></item>")).collect();
    let reading = read(&format!("<rss><channel>{items}</channel></rss>"), AT);
    let refused = notes(&reading, Verdict::Refused);
    assert_eq!(refused, [("line 1", "beyond the limit of 10000 items")]);
    let (document, _) = document(&reading);
    assert_eq!(document.member("items").map(|items| items.list().len()), Some(MAX_ITEMS));
}

#[test]
fn what_would_keep_a_parser_busy_is_refused_before_it_begins() {
    #[track_caller]
    fn check(text: &str, expect: Option<&str>) {
        match (read(text, AT).outcome, expect) {
            (Outcome::Feed { .. }, None) => {}
            (Outcome::Unreadable(fault), Some(expect)) if fault.what == expect => {}
            (other, _) => panic!("expected {expect:?}, not {other:?}"),
        }
    }
    let many = |count: usize, each: fn(usize) -> String| (0..count).map(each).collect::<String>();
    let rss = |doctype: &str, attributes: &str, inside: &str| {
        format!("{doctype}<rss {attributes}><channel>{inside}</channel></rss>")
    };
    let attributes = many(400, |n| format!("a{n}='>' "));
    check(&rss("", &attributes, ""), None);
    let attributes = many(500_000, |n| format!("a{n}='>' "));
    let told = "has an element with more than 500 attributes";
    check(&rss("", &attributes, ""), Some(told));
    // Escaped HTML is no attribute, however much of it there is.
    let escaped = many(1000, |n| format!("&lt;a href=\"{n}\"&gt;"));
    check(
        &rss("", "", &format!("<item><guid>a</guid><description>{escaped}</description></item>")),
        None,
    );

    let (opening, closing) = (many(400, |n| format!("<a xmlns:a{n}='a'>")), "</a>".repeat(400));
    check(&rss("", "", &format!("{opening}{closing}")), Some("declares too many namespaces"));
    let many_items = many(10_000, |n| {
        format!("<item xmlns:a='a'><guid>{n}</guid><p xmlns='x' xmlns:b='b'/></item>")
    });
    check(&rss("", "xmlns:c='c' xmlns:d='d'", &many_items), None);

    let doctype = |entities: &str| format!("<!DOCTYPE rss [{entities}]>");
    let one = doctype("<!ENTITY % more \"'\"><!ENTITY nbsp '&#160;'>");
    check(&rss(&one, "", &"&nbsp;".repeat(100_000)), None);
    let long = doctype(&format!("<!ENTITY a \"{}\">", "'".repeat(300)));
    check(&rss(&long, "", "&a;"), Some("has an entity of more than 256 bytes"));
    let hidden = doctype(&format!("<!ENTITY a '{}'>", "aaaaaaaa<!--<!ENTITY-->".repeat(50)));
    check(&rss(&hidden, "", "&a;"), Some("has an entity of more than 256 bytes"));
    let told_of = format!("<![CDATA[<!ENTITY a \"{}\">]]>", "a".repeat(300));
    check(&rss("", "", &told_of), None);
    let longish = doctype(&format!("<!ENTITY a '{}'>", "a".repeat(250)));
    let told = Some("has entities that are named too often");
    check(&rss(&longish, "", &"&a;".repeat(100_000)), told);
    let within =
        doctype("<!ENTITY a 'aaaaaaaaaaaaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>");
    check(&rss(&within, "", &"&b;".repeat(100_000)), told);
    let all = doctype(&many(400, |n| format!("<!ENTITY e{n} 'x'>")));
    check(&rss(&all, "", ""), Some("declares more than 300 entities"));
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn a_document_with_any_bytes_changed_is_read_or_refused(
        at in 0_usize..400, by in "\\PC{0,8}", cut in 0_usize..8,
    ) {
        let text = rss("<title>A &amp; B</title><pubDate>Thu, 28 Feb 2019 07:12:00 GMT</pubDate><description><![CDATA[<p>C</p>]]></description>");
        let at = at.min(text.len());
        let end = (at + cut).min(text.len());
        let text = format!("{}{by}{}", &text[..at], &text[end..]);
        read(&text, AT);
    }
}
