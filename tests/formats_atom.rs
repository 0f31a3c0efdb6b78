//! Atom, with what it says of bases, languages, sources and deletions.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

mod support;

use developing_story::feed::{Body, Update};
use developing_story::formats::Verdict;
use support::formats::{notes, page, read, update};
use support::{link, moment};

const AT: &str = "https://news.example/atom.xml";

fn feed(inside: &str) -> String {
    format!(
        "<feed xmlns=\"http://www.w3.org/2005/Atom\" xmlns:at=\"http://purl.org/atompub/tombstones/1.0\">{inside}</feed>"
    )
}

fn entry(inside: &str) -> Update {
    update(&feed(&format!("<entry><id>a</id>{inside}</entry>")), AT)
}

#[track_caller]
fn body(inside: &str, expect: Body) {
    assert_eq!(entry(inside).body, expect, "{inside}");
}

fn html(text: &str) -> Body {
    Body::Html(text.into(), Some(link(AT)))
}

#[test]
fn an_entry_says_what_the_timeline_shows() {
    let text = format!(
        "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"da\">
        <title type=\"html\">Topmødet &amp;lt;i Hanoi&amp;gt;</title><link href=\"/hanoi\"/><link rel=\"self\" href=\"/atom.xml\"/>
        <author><name>Redaktionen</name></author>{}</feed>",
        "<entry><id>tag:news.example,2019:7</id><title>Ingen aftale</title>
        <link rel=\"alternate\" type=\"application/json\" href=\"/7.json\"/><link type=\"text/html\" href=\"/7\"/>
        <published>2019-02-28T07:12:00Z</published><updated>2019-02-28T07:31:00Z</updated>
        <category term=\"udland\" label=\"Udland\"/><category term=\"vigtigt\"/>
        <summary>Kort sagt.</summary><content type=\"html\">&lt;p&gt;Langt sagt.&lt;/p&gt;</content></entry>"
    );
    let page = page(&text, AT);
    assert_eq!(page.feed.title.as_deref(), Some("Topmødet <i Hanoi>"));
    assert_eq!(page.feed.language.as_deref(), Some("da"));
    assert_eq!(page.feed.home_page, Some(link("https://news.example/hanoi")));
    let update = &page.updates[0];
    assert_eq!(update.id.as_str(), "tag:news.example,2019:7");
    assert_eq!(update.title.as_deref(), Some("Ingen aftale"));
    assert_eq!(update.url, Some(link("https://news.example/7")));
    assert_eq!((update.published, update.modified), (Some(moment("07:12")), Some(moment("07:31"))));
    assert_eq!(update.authors, ["Redaktionen"]);
    assert_eq!(update.tags, ["Udland", "vigtigt"]);
    assert_eq!(update.summary.as_deref(), Some("Kort sagt."));
    assert_eq!(update.language, None, "the feed's");
    assert_eq!(page.version, None);
}

#[test]
fn text_is_of_three_types() {
    body("<content>A &lt;b&gt; C\n\nD</content>", Body::Text("A <b> C\n\nD".into()));
    body("<content type=\"text\">A</content>", Body::Text("A".into()));
    body("<content type=\"html\">&lt;p&gt;A&lt;/p&gt;</content>", html("<p>A</p>"));
    body(
        "<content type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\"><p class=\"x\">A &amp; <b>B</b><br/></p></div></content>",
        html("<div><p class=\"x\">A &amp; <b>B</b><br></p></div>"),
    );
    body(
        "<content type=\"xhtml\"><h:div xmlns:h=\"http://www.w3.org/1999/xhtml\"><h:em xml:lang=\"en\">A</h:em></h:div></content>",
        html("<div><em lang=\"en\">A</em></div>"),
    );
    body("<summary type=\"html\">&lt;p&gt;A&lt;/p&gt;</summary>", html("<p>A</p>"));
    body("<content type=\"html\"> </content><summary>B</summary>", Body::Text("B".into()));
    let title = |title: &str| entry(title).title;
    assert_eq!(title("<title type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\">A <b>B</b></div></title>").as_deref(), Some("A B"));
    assert_eq!(title("<title>A &lt;b&gt;</title>").as_deref(), Some("A <b>"));
    assert_eq!(
        title("<title type=\"html\">A &lt;b&gt;B&lt;/b&gt;</title>").as_deref(),
        Some("A B")
    );
}

#[test]
fn content_that_stands_elsewhere_is_a_link() {
    let update = entry("<content src=\"/video/7\" type=\"text/html\"/><summary>Kort.</summary>");
    assert_eq!(update.body, Body::Text("Kort.".into()));
    assert_eq!(update.url, Some(link("https://news.example/video/7")));
    let both = entry("<link href=\"/7\"/><content src=\"/video/7\"/>");
    assert_eq!(both.url, Some(link("https://news.example/7")));
    let reading =
        read(&feed("<entry><id>a</id><content type=\"image/png\">iVBO</content></entry>"), AT);
    assert_eq!(
        notes(&reading, Verdict::Repaired),
        [("line 1", "content of the type \"image/png\" is left out")]
    );
}

#[test]
fn bases_are_relative_to_each_other() {
    let text = "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:base=\"/hanoi/\"><entry xml:base=\"dag-2/\"><id>a</id><link href=\"7\"/><content type=\"html\" xml:base=\"billeder/\">&lt;a href=\"1\"&gt;x&lt;/a&gt;</content></entry></feed>";
    let update = update(text, AT);
    assert_eq!(update.url, Some(link("https://news.example/hanoi/dag-2/7")));
    let Body::Html(_, base) = &update.body else { panic!("no HTML") };
    assert_eq!(*base, Some(link("https://news.example/hanoi/dag-2/billeder/")));
}

#[test]
fn a_language_is_the_nearest_one() {
    let of = |inside: &str| {
        let text =
            format!("<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"da\">{inside}</feed>");
        update(&text, AT).language
    };
    assert_eq!(
        of("<entry xml:lang=\"en\"><id>a</id><content>A</content></entry>").as_deref(),
        Some("en")
    );
    assert_eq!(
        of("<entry xml:lang=\"en\"><id>a</id><content xml:lang=\"fr\">A</content></entry>")
            .as_deref(),
        Some("fr")
    );
    assert_eq!(of("<entry><id>a</id></entry>"), None);
}

#[test]
fn authors_are_the_entrys_or_its_sources_or_the_feeds() {
    let of = |inside: &str| {
        update(
            &feed(&format!("<author><name>Feed</name></author><entry><id>a</id>{inside}</entry>")),
            AT,
        )
        .authors
    };
    assert_eq!(of("<author><name>A</name></author><author><name>B</name></author>"), ["A", "B"]);
    assert_eq!(of("<source><author><name>S</name></author></source>"), ["S"]);
    assert_eq!(
        of("<author><name>A</name></author><source><author><name>S</name></author></source>"),
        ["A"]
    );
    assert_eq!(of(""), ["Feed"]);
}

#[test]
fn a_video_that_is_an_entry_says_what_it_shows() {
    let group = "<m:group xmlns:m=\"http://search.yahoo.com/mrss/\"><m:description>Set fra molen</m:description></m:group>";
    let told =
        |inside: &str| update(&feed(&format!("<entry><id>a</id>{inside}{group}</entry>")), AT);
    assert!(matches!(told("").body, Body::Text(text) if &*text == "Set fra molen"));
    let written = told("<summary>Skibet er her</summary>");
    assert!(matches!(written.body, Body::Text(text) if &*text == "Skibet er her"));
}

#[test]
fn a_tombstone_takes_an_entry_back() {
    let text = feed(
        "<entry><id>b</id></entry><at:deleted-entry ref=\"a\" when=\"2019-02-28T07:12:00Z\"><at:comment>Det passede ikke.</at:comment></at:deleted-entry><at:deleted-entry ref=\"c\" when=\"x\"/>",
    );
    let page = page(&text, AT);
    let withdrawn: Vec<_> =
        page.revised.iter().map(|it| (it.id.as_str(), it.withdrawn.as_deref())).collect();
    assert_eq!(withdrawn, [("a", Some("Det passede ikke.")), ("c", Some(""))]);
    assert_eq!(page.revised[0].modified, Some(moment("07:12")));
    assert_eq!(page.updates.len(), 1);
}

#[test]
fn of_several_tombstones_of_one_entry_the_first_counts() {
    let text = feed(
        "<at:deleted-entry ref=\"a\"/><at:deleted-entry ref=\" a \"/><at:deleted-entry ref=\" \"/>",
    );
    assert_eq!(page(&text, AT).revised.len(), 1);
    let reading = read(&text, AT);
    assert_eq!(
        notes(&reading, Verdict::Refused),
        [("line 1", "news of \"a\" was told before"), ("line 1", "no id")]
    );
}

#[test]
fn pages_and_archives_are_followed() {
    let next = "<link rel=\"next\" href=\"?after=7\"/>";
    let archive = "<link rel=\"prev-archive\" href=\"/2019/02\"/>";
    assert_eq!(page(&feed(next), AT).next, Some(link("https://news.example/atom.xml?after=7")));
    assert_eq!(
        page(&feed(&[next, archive].concat()), AT).next,
        Some(link("https://news.example/2019/02"))
    );
    assert_eq!(page(&feed("<link rel=\"next\" href=\"mailto:x@news.example\"/>"), AT).next, None);
}

#[test]
fn atom_0_3_is_read_as_far_as_it_is_the_same() {
    let text = "<feed version=\"0.3\" xmlns=\"http://purl.org/atom/ns#\"><title>H</title><entry><id>a</id><title>A</title><issued>2019-02-28T07:12:00Z</issued><modified>2019-02-28T07:31:00Z</modified><content type=\"text/html\">&lt;p&gt;A&lt;/p&gt;</content></entry></feed>";
    let update = update(text, AT);
    assert_eq!((update.published, update.modified), (Some(moment("07:12")), Some(moment("07:31"))));
    assert_eq!(update.body, html("<p>A</p>"));
}

#[test]
fn an_entry_without_an_id_has_its_link_or_headline_for_one() {
    let reading = read(
        &feed("<entry><link href=\"/7\"/></entry><entry><title>A</title></entry><entry/>"),
        AT,
    );
    assert_eq!(
        notes(&reading, Verdict::Repaired),
        [
            ("line 1", "no id; \"https://news.example/7\" stands for it"),
            ("line 1", "no id; \"A\" stands for it")
        ]
    );
    assert_eq!(notes(&reading, Verdict::Refused), [("line 1", "no id")]);
}

#[test]
fn an_entry_may_be_the_document_and_its_namespace_a_slip() {
    let inside = "<id>a</id><created>2019-02-28T07:12:00Z</created>";
    for text in [
        format!("<entry xmlns=\"http://www.w3.org/2005/Atom\">{inside}</entry>"),
        format!("<feed xmlns=\"https://www.w3.org/2005/Atom\"><entry>{inside}</entry></feed>"),
        format!("<feed><entry>{inside}</entry></feed>"),
    ] {
        assert_eq!(update(&text, AT).published, Some(moment("07:12")), "{text}");
    }
}
