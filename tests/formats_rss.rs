//! RSS of all ages, and its modules.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

mod support;

use std::time::Duration;

use developing_story::feed::{Body, Update};
use developing_story::formats::Verdict;
use support::formats::{document, notes, page, read, update};
use support::{link, moment};

const AT: &str = "https://news.example/feed/";
const SPACES: &str = "xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" xmlns:media=\"http://search.yahoo.com/mrss/\" xmlns:atom=\"http://www.w3.org/2005/Atom\" xmlns:sy=\"http://purl.org/rss/1.0/modules/syndication/\"";

fn channel(inside: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?>\n<rss version=\"2.0\" {SPACES}><channel>{inside}</channel></rss>"
    )
}

fn item(inside: &str) -> Update {
    update(&channel(&format!("<item><guid isPermaLink=\"false\">a</guid>{inside}</item>")), AT)
}

fn html(update: &Update) -> &str {
    match &update.body {
        Body::Html(html, _) => html,
        other => panic!("no HTML: {other:?}"),
    }
}

#[test]
fn rss_2_says_what_the_timeline_shows() {
    let text = channel(
        "<title>Topmødet i Hanoi</title><link>https://news.example/hanoi</link><language>da</language>
        <item>
            <title>Intet &amp;amp; ingen aftale &lt;b&gt;nu&lt;/b&gt;</title>
            <link>/hanoi/7</link>
            <guid isPermaLink=\"false\">post-7</guid>
            <pubDate>Thu, 28 Feb 2019 08:12:00 +0100</pubDate>
            <atom:updated>2019-02-28T07:31:00Z</atom:updated>
            <dc:creator>Signe Holm</dc:creator><dc:creator>Jens Friis</dc:creator>
            <category>Udland</category><category domain=\"x\">Vigtigt</category>
            <description>Parterne går hver &lt;i&gt;til sit&lt;/i&gt;.</description>
            <content:encoded><![CDATA[<p>Parterne går hver til sit.</p>]]></content:encoded>
        </item>",
    );
    let page = page(&text, AT);
    assert_eq!(page.feed.title.as_deref(), Some("Topmødet i Hanoi"));
    assert_eq!(page.feed.language.as_deref(), Some("da"));
    assert_eq!(page.feed.home_page, Some(link("https://news.example/hanoi")));
    let update = &page.updates[0];
    assert_eq!(update.id.as_str(), "post-7");
    assert_eq!(update.title.as_deref(), Some("Intet & ingen aftale nu"));
    assert_eq!(update.url, Some(link("https://news.example/hanoi/7")));
    assert_eq!(update.published, Some(moment("07:12")));
    assert_eq!(update.modified, Some(moment("07:31")));
    assert_eq!(update.authors, ["Signe Holm", "Jens Friis"]);
    assert_eq!(update.tags, ["Udland", "Vigtigt"]);
    assert_eq!(update.summary.as_deref(), Some("Parterne går hver til sit."));
    assert_eq!(html(update), "<p>Parterne går hver til sit.</p>");
    assert_eq!((update.certainty, update.correction.as_deref(), update.key), (None, None, false));
    assert_eq!(page.version, None, "a date of building is no version");
}

#[test]
fn a_description_is_the_text_where_there_is_no_other() {
    assert_eq!(html(&item("<description>&lt;p&gt;A&lt;/p&gt;</description>")), "<p>A</p>");
    let plain = item("<description>Første linje\n\nAnden linje</description>");
    assert_eq!(plain.body, Body::Text("Første linje\n\nAnden linje".into()));
    assert_eq!(item("<description> </description>").body, Body::None);
}

#[test]
fn who_wrote_it_is_a_name_and_never_an_address() {
    fn check(inside: &str, expect: &[&str]) {
        assert_eq!(item(inside).authors, expect, "{inside}");
    }
    check("<author>sh@news.example (Signe Holm)</author>", &["Signe Holm"]);
    check("<author>sh@news.example</author>", &[]);
    check("<author>Signe Holm</author>", &["Signe Holm"]);
    check("<author>Signe Holm (sh@news.example)</author>", &["Signe Holm"]);
    check("<author>Signe Holm &lt;sh@news.example&gt;</author>", &["Signe Holm"]);
    check("<author>Signe Holm (Hanoi)</author>", &["Signe Holm (Hanoi)"]);
    check("<author>a@b.example (A)</author><dc:creator>B</dc:creator>", &["B"]);
    let inherited = channel(
        "<managingEditor>r@news.example (Redaktionen)</managingEditor><item><guid>a</guid></item>",
    );
    assert_eq!(update(&inherited, AT).authors, ["Redaktionen"]);
}

#[test]
fn what_tells_an_item_from_others_is_its_guid_or_the_best_that_there_is() {
    #[track_caller]
    fn check(inside: &str, expect: &str, repaired: usize) {
        let text = channel(&format!("<item>{inside}</item>"));
        assert_eq!(update(&text, AT).id.as_str(), expect);
        assert_eq!(notes(&read(&text, AT), Verdict::Repaired).len(), repaired, "{inside}");
    }
    check(
        "<guid> https://news.example/?p=7 </guid><link>https://news.example/7</link>",
        "https://news.example/?p=7",
        0,
    );
    check("<link>https://news.example/7</link><title>T</title>", "https://news.example/7", 1);
    check("<title>Kun en overskrift</title>", "Kun en overskrift", 1);
    check("<dc:identifier>urn:7</dc:identifier>", "urn:7", 0);
    let reading = read(
        &channel(
            "<item><description> </description></item><item><guid>b</guid></item><item><guid>b</guid></item>",
        ),
        AT,
    );
    assert_eq!(
        notes(&reading, Verdict::Refused),
        [("line 2", "no id"), ("line 2", "the id \"b\" is used before")]
    );
    assert_eq!(notes(&reading, Verdict::Accepted).len(), 1);
}

#[test]
fn an_item_without_guid_and_link_of_its_own_is_known_by_what_it_has() {
    #[track_caller]
    fn check(items: &str, expect: &[&str]) {
        let text = channel(&format!("<link>https://news.example/hanoi</link>{items}"));
        let page = page(&text, AT);
        let ids: Vec<_> = page.updates.iter().map(|update| update.id.as_str()).collect();
        assert_eq!(ids, expect, "{items}");
    }
    let date = "<pubDate>Thu, 28 Feb 2019 07:12:00 GMT</pubDate>";
    check("<item><description>Kim er kørt.</description></item>", &["Kim er kørt."]);
    check(
        &format!("<item>{date}<description>Kim er kørt.</description></item>"),
        &["2019-02-28T07:12:00Z"],
    );
    // Two in the same minute.
    check(
        &format!(
            "<item><description>A</description>{date}</item><item><description>B</description>{date}</item>"
        ),
        &["2019-02-28T07:12:00Z", "BThu, 28 Feb 2019 07:12:00 GMT"],
    );
    // Every item leads to the story.
    let story = "<link>https://news.example/hanoi</link>";
    check(
        &format!("<item>{story}<title>A</title></item><item>{story}<title>B</title></item>"),
        &["A", "B"],
    );
    let other = "<link>https://news.example/live</link>";
    check(
        &format!("<item>{other}<title>A</title></item><item>{other}<title>B</title></item>"),
        &["A", "B"],
    );
    // The same item twice.
    let twice = format!("<item>{other}<title>A</title>{date}</item>").repeat(3);
    check(&twice, &["Thu, 28 Feb 2019 07:12:00 GMT A"]);
    let long = "å".repeat(300);
    check(&format!("<item><description>{long}</description></item>"), &[&long[..400]]);
}

#[test]
fn what_rss_lacks_is_taken_from_its_modules() {
    let text = channel(
        "<dc:title>Hanoi</dc:title><atom:link rel=\"self\" href=\"/feed\"/><atom:link rel=\"alternate\" href=\"/hanoi\"/>
        <item><guid>a</guid><dc:title>Kim</dc:title><dc:description>er kørt</dc:description></item>",
    );
    let page = page(&text, AT);
    assert_eq!(page.feed.title.as_deref(), Some("Hanoi"));
    assert_eq!(page.feed.home_page, Some(link("https://news.example/hanoi")));
    assert_eq!(page.updates[0].title.as_deref(), Some("Kim"));
    assert_eq!(page.updates[0].body, Body::Text("er kørt".into()));
}

#[test]
fn markup_that_is_not_escaped_is_markup() {
    let update =
        item("<description>Kim<br/><![CDATA[<b>er</b>]]> kørt &amp;amp; væk</description>");
    assert_eq!(html(&update), "Kim<br><b>er</b> kørt &amp; væk");
    let space = "xmlns:h=\"http://www.w3.org/1999/xhtml\"";
    let update = item(&format!("<content:encoded {space}><h:p>Kim</h:p></content:encoded>"));
    assert_eq!(html(&update), "<p>Kim</p>");
}

#[test]
fn a_channel_may_stand_alone_and_its_items_in_a_list() {
    let item = "<item><guid>a</guid><title>A</title></item>";
    for text in [
        format!("<channel>{item}</channel>"),
        format!("<Channel xmlns=\"http://purl.org/net/rss1.1#\"><items>{item}</items></Channel>"),
    ] {
        assert_eq!(update(&text, AT).id.as_str(), "a", "{text}");
    }
}

#[test]
fn a_language_is_written_as_the_web_writes_it() {
    let text = channel(
        "<language>da_DK</language><item><guid>a</guid><dc:language>en_US</dc:language></item>",
    );
    let page = page(&text, AT);
    assert_eq!(page.feed.language.as_deref(), Some("da-DK"));
    assert_eq!(page.updates[0].language.as_deref(), Some("en-US"));
}

#[test]
fn a_guid_that_is_an_address_is_the_link_where_there_is_no_other() {
    let of = |guid: &str| update(&channel(&format!("<item>{guid}</item>")), AT).url;
    assert_eq!(of("<guid>https://news.example/7</guid>"), Some(link("https://news.example/7")));
    assert_eq!(of("<guid isPermaLink=\"false\">https://news.example/7</guid>"), None);
    assert_eq!(of("<guid>post 7</guid>"), None);
}

#[test]
fn dates_come_from_any_of_the_modules_and_a_bad_one_costs_itself_only() {
    for inside in [
        "<pubDate>Thu, 28 Feb 2019 07:12:00 GMT</pubDate>",
        "<dc:date>2019-02-28T08:12:00+01:00</dc:date>",
        "<dcterms:issued>2019-02-28T07:12Z</dcterms:issued>",
        "<atom:published>2019-02-28T07:12:00Z</atom:published>",
    ] {
        assert_eq!(item(inside).published, Some(moment("07:12")), "{inside}");
    }
    assert_eq!(
        item("<dcterms:modified>2019-02-28T07:12Z</dcterms:modified>").modified,
        Some(moment("07:12"))
    );
    assert_eq!(item("<pubDate>i går</pubDate><title>A</title>").published, None);
    let reading = read(&channel("<item><guid>a</guid><pubDate>i går</pubDate></item>"), AT);
    assert_eq!(
        notes(&reading, Verdict::Repaired),
        [("line 2", "the date \"i går\" cannot be read and is left out")]
    );
}

#[test]
fn rss_1_has_its_items_beside_the_channel() {
    let text = format!(
        "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns=\"http://purl.org/rss/1.0/\" {SPACES}>
        <channel rdf:about=\"https://news.example/\"><title>Hanoi</title><link>https://news.example/</link><dc:language>da</dc:language></channel>
        <item rdf:about=\"https://news.example/7\"><title>A</title><link>https://news.example/7</link><dc:date>2019-02-28T07:12:00Z</dc:date><dc:subject>Udland</dc:subject></item>
        </rdf:RDF>"
    );
    let page = page(&text, AT);
    assert_eq!(
        (page.feed.title.as_deref(), page.feed.language.as_deref()),
        (Some("Hanoi"), Some("da"))
    );
    let update = &page.updates[0];
    assert_eq!(update.id.as_str(), "https://news.example/7");
    assert_eq!(
        (update.published, &update.tags[..]),
        (Some(moment("07:12")), &["Udland".to_owned()][..])
    );
}

#[test]
fn rss_0_9_needs_no_more_than_title_and_link() {
    let old = "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns=\"http://my.netscape.com/rdf/simple/0.9/\"><channel><title>H</title></channel><item><title>A</title><link>https://news.example/7</link></item></rdf:RDF>";
    let newer = "<rss version=\"0.91\"><channel><title>H</title><item><title>A</title><link>https://news.example/7</link></item></channel></rss>";
    for text in [old, newer] {
        let update = update(text, AT);
        assert_eq!(
            (update.id.as_str(), update.title.as_deref()),
            ("https://news.example/7", Some("A"))
        );
    }
}

#[test]
fn what_dotnet_writes_in_elements_of_atom_counts() {
    let update = item(
        "<description>Kort</description><atom:author><atom:name>Ida Vang</atom:name><atom:email>iv@news.example</atom:email></atom:author>
        <atom:content type=\"html\">&lt;p&gt;Langt&lt;/p&gt;</atom:content>",
    );
    assert_eq!(
        (&update.authors[..], update.summary.as_deref()),
        (&["Ida Vang".to_owned()][..], Some("Kort"))
    );
    assert!(matches!(&update.body, Body::Html(html, _) if &**html == "<p>Langt</p>"));
}

#[test]
fn pictures_and_files_go_along() {
    fn check(inside: &str, image: Option<&str>, attachments: &[&str]) {
        let reading = read(&channel(&format!("<item><guid>a</guid>{inside}</item>")), AT);
        let (document, _) = document(&reading);
        let items = document.member("items").expect("items").list();
        let text =
            |of: &developing_story::feed::Value, name| Some(of.member(name)?.text()?.to_owned());
        assert_eq!(text(&items[0], "image").as_deref(), image, "{inside}");
        let files = items[0].member("attachments").map_or(&[][..], |files| files.list());
        let files: Vec<String> = files.iter().filter_map(|file| text(file, "url")).collect();
        assert_eq!(files, attachments, "{inside}");
    }
    let (picture, sound) = ("https://news.example/a.jpg", "https://news.example/a.mp3");
    check("<enclosure url=\"/a.jpg\" type=\"image/jpeg\" length=\"0\"/>", Some(picture), &[]);
    check("<enclosure url=\"/a.mp3\" length=\"100\"/>", None, &[sound]);
    check("<media:thumbnail url=\"/a.jpg\"/>", Some(picture), &[]);
    check(
        "<media:content url=\"/a.jpg\" medium=\"image\"/><enclosure url=\"/a.jpg\" type=\"image/jpeg\"/>",
        Some(picture),
        &[],
    );
    check(
        "<media:group><media:content url=\"/a.mp3\" type=\"audio/mpeg\"><media:thumbnail url=\"/a.jpg\"/></media:content></media:group>",
        Some(picture),
        &[sound],
    );
    check("<enclosure url=\"javascript:alert(1)\" type=\"audio/mpeg\"/>", None, &[]);
}

#[test]
fn how_often_to_ask_is_a_hint_and_never_slower_than_five_minutes() {
    fn check(inside: &str, expect: Option<u64>) {
        let read = page(&channel(&format!("{inside}<item><guid>a</guid></item>")), AT);
        assert_eq!(read.feed.poll, expect.map(Duration::from_secs), "{inside}");
    }
    check("", None);
    check("<ttl>1</ttl>", Some(60));
    check("<ttl>60</ttl>", Some(300));
    check("<ttl>0</ttl>", None);
    check("<ttl>soon</ttl>", None);
    check(
        "<sy:updatePeriod> hourly </sy:updatePeriod><sy:updateFrequency>60</sy:updateFrequency>",
        Some(60),
    );
    check("<sy:updatePeriod>hourly</sy:updatePeriod>", Some(300));
    // What WordPress says of every feed says nothing of this one.
    check(
        "<generator>https://wordpress.org/?v=6.5</generator><sy:updatePeriod>hourly</sy:updatePeriod>",
        None,
    );
    let named = "<a:generatorAgent xmlns:a=\"http://webns.net/mvcb/\" xmlns:r=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" r:resource=\"https://wordpress.org/?v=6.5\"/>";
    check(&[named, "<sy:updatePeriod>hourly</sy:updatePeriod>"].concat(), None);
}

#[test]
fn older_items_are_where_the_feed_says_or_where_wordpress_has_them() {
    #[track_caller]
    fn check(at: &str, inside: &str, expect: Option<&str>, is_guess: bool) {
        let text = channel(&format!("{inside}<item><guid>a</guid></item>"));
        assert_eq!(page(&text, at).next, expect.map(link), "{inside}");
        let (_, guessed) = document(&read(&text, at));
        assert_eq!(guessed, is_guess, "{inside}");
    }
    let next = "<atom:link rel=\"next\" href=\"?page=2\"/>";
    let archive = "<atom:link rel=\"prev-archive\" href=\"/archive/1\"/>";
    let wordpress = "<generator>https://wordpress.org/?v=6.5</generator>";
    check(AT, "", None, false);
    check(AT, next, Some("https://news.example/feed/?page=2"), false);
    check(AT, &[next, archive].concat(), Some("https://news.example/archive/1"), false);
    check(AT, wordpress, Some("https://news.example/feed/?paged=2"), true);
    check(
        "https://news.example/?feed=rss2&paged=4#x",
        wordpress,
        Some("https://news.example/?feed=rss2&paged=5"),
        true,
    );
    check(AT, &[wordpress, next].concat(), Some("https://news.example/feed/?page=2"), false);
    let empty = channel(wordpress);
    assert_eq!(page(&empty, AT).next, None, "beyond the last page there is no other");
}

#[test]
fn relative_links_start_from_the_item_or_from_its_base() {
    let base = |text: &str| match update(text, AT).body {
        Body::Html(_, base) => base,
        other => panic!("no HTML: {other:?}"),
    };
    let with = |attribute: &str| {
        channel(&format!(
            "<link>https://news.example/hanoi/</link><item{attribute}><guid>a</guid><link>7</link><description>&lt;b&gt;x&lt;/b&gt;</description></item>"
        ))
    };
    assert_eq!(base(&with("")), Some(link("https://news.example/hanoi/7")));
    assert_eq!(base(&with(" xml:base=\"/other/\"")), Some(link("https://news.example/other/")));
}
