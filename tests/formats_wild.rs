//! Feeds as they occur: almost right, and with everything in them all the same.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

mod support;

use developing_story::feed::{Body, Update};
use developing_story::formats::{Outcome, Verdict};
use support::formats::{fault, notes, page, read, update};
use support::{link, moment};

const AT: &str = "https://news.example/feed/";

fn rss(inside: &str) -> String {
    format!("<rss version=\"2.0\"><channel>{inside}</channel></rss>")
}

fn html(update: &Update) -> &str {
    match &update.body {
        Body::Html(html, _) => html,
        other => panic!("no HTML: {other:?}"),
    }
}

#[test]
fn a_feed_is_read_in_whatever_namespace_its_first_element_is() {
    #[track_caller]
    fn check(text: &str) {
        let page = page(text, AT);
        assert_eq!(page.feed.title.as_deref(), Some("T"));
        assert_eq!(page.updates[0].title.as_deref(), Some("A"));
    }
    let atom = "<title>T</title><entry><id>a</id><title>A</title></entry>";
    check(&format!("<feed>{atom}</feed>"));
    check(&format!("<feed xmlns=\"http://purl.org/pie/\">{atom}</feed>"));
    let rss = "<channel><title>T</title></channel><item><title>A</title><link>/a</link></item>";
    check(&format!("<rss xmlns=\"http://news.example/own\">{rss}</rss>"));
    check(&format!(
        "<r:RDF xmlns:r=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns=\"http://channel.netscape.com/rdf/simple/0.9/\">{rss}</r:RDF>"
    ));
    // What belongs to another vocabulary stays there.
    let other = "<channel><title>T</title><item><guid>a</guid><x:title xmlns:x=\"x\">X</x:title><title>A</title></item></channel>";
    check(&format!("<rss>{other}</rss>"));
}

#[test]
fn prefixes_that_nobody_has_declared_mean_what_they_mean_elsewhere() {
    let text = rss(
        "<item><guid>a</guid><dc:creator>Kim</dc:creator><x:y z:w=\"\"/><content:encoded>&lt;p&gt;A & B&lt;/p&gt;</content:encoded></item>",
    );
    let update = update(&text, AT);
    assert_eq!(
        (update.authors.as_slice(), html(&update)),
        (&["Kim".to_owned()][..], "<p>A & B</p>")
    );
    assert_eq!(notes(&read(&text, AT), Verdict::Repaired).len(), 1);
    let many: String = (0..20).map(|n| format!("<a{n}:b/>")).collect();
    assert!(fault(read(&rss(&many), AT)).what.contains("unknown namespace prefix"));
}

#[test]
fn what_stands_behind_the_end_of_a_feed_does_no_harm() {
    #[track_caller]
    fn check(after: &str, repaired: usize) {
        let text = format!("{}{after}", rss("<item><guid>a</guid></item>"));
        assert_eq!(page(&text, AT).updates.len(), 1, "{after}");
        assert_eq!(notes(&read(&text, AT), Verdict::Repaired).len(), repaired, "{after}");
    }
    check("\n<!-- cached at 07:12 -->\n", 0);
    check("\n<script>stats()</script>", 1);
    check("OK", 1);
    check("<rss/>", 1);
}

#[test]
fn html_that_is_not_escaped_is_html_all_the_same() {
    let markup = "<p>One <b>two</b></p><p>three & <a href=\"/4\">four</a></p>";
    let of_rss = format!("<item><guid>a</guid><description>{markup}</description></item>");
    assert_eq!(html(&update(&rss(&of_rss), AT)), markup);
    let encoded = "<content:encoded xmlns:content=\"http://purl.org/rss/1.0/modules/content/\">";
    let of_module = format!("<item><guid>a</guid>{encoded}{markup}</content:encoded></item>");
    assert_eq!(html(&update(&rss(&of_module), AT)), markup);
    let of_atom = format!(
        "<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry><id>a</id><content type=\"html\">{markup}</content></entry></feed>"
    );
    assert_eq!(html(&update(&of_atom, AT)), markup);
}

#[test]
fn names_and_categories_are_read_as_headlines_are() {
    let text = rss(
        "<item><guid>a</guid><category><![CDATA[Mad &amp; vin]]></category><dc:creator xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><![CDATA[Kim &amp; Bo]]></dc:creator></item>",
    );
    let update = update(&text, AT);
    assert_eq!(
        (update.authors, update.tags),
        (vec!["Kim & Bo".to_owned()], vec!["Mad & vin".to_owned()])
    );
}

#[test]
fn what_is_said_of_a_film_is_the_text_where_there_is_no_other() {
    let video = |inside: &str| {
        format!(
            "<feed xmlns=\"http://www.w3.org/2005/Atom\" xmlns:media=\"http://search.yahoo.com/mrss/\"><entry><id>yt:video:a</id><title>Live</title>{inside}<media:group><media:content url=\"https://video.example/a\" type=\"application/x-shockwave-flash\"/><media:description>Linje 1\n\nLinje 2</media:description></media:group></entry></feed>"
        )
    };
    assert_eq!(update(&video(""), AT).body, Body::Text("Linje 1\n\nLinje 2".into()));
    assert_eq!(update(&video("<content>Tekst</content>"), AT).body, Body::Text("Tekst".into()));
    let caption = "<item><guid>a</guid><media:content xmlns:media=\"http://search.yahoo.com/mrss/\" url=\"/a.jpg\"><media:description>En mand</media:description></media:content></item>";
    assert_eq!(update(&rss(caption), AT).body, Body::None);
}

#[test]
fn items_that_all_lead_to_the_page_of_the_story_are_told_apart() {
    let item = |title: &str, date: &str| {
        format!(
            "<item><title>{title}</title><link>https://news.example/live</link><pubDate>{date}</pubDate></item>"
        )
    };
    let text = rss(&[
        item("A", "Thu, 28 Feb 2019 07:12:00 GMT"),
        item("B", "Thu, 28 Feb 2019 07:10:00 GMT"),
        "<item><title>C</title><link>https://news.example/c</link></item>".to_owned(),
    ]
    .concat());
    let page = page(&text, AT);
    let ids: Vec<&str> = page.updates.iter().map(|update| update.id.as_str()).collect();
    assert_eq!(
        ids,
        [
            "Thu, 28 Feb 2019 07:12:00 GMT A",
            "Thu, 28 Feb 2019 07:10:00 GMT B",
            "https://news.example/c"
        ]
    );
    assert_eq!(page.updates[1].url, Some(link("https://news.example/live")));
}

#[test]
fn updates_of_one_minute_under_one_headline_are_two() {
    let update = |body: &str| {
        format!(
            "{{\"@type\":\"BlogPosting\",\"headline\":\"Live\",\"articleBody\":\"{body}\",\"datePublished\":[\"2019-02-28T07:12:00Z\"]}}"
        )
    };
    let text = format!(
        "{{\"@type\":\"LiveBlogPosting\",\"liveBlogUpdate\":[{},{},{}]}}",
        update("Et"),
        update("To"),
        update("To")
    );
    let page = page(&text, AT);
    assert_eq!(page.updates.len(), 2, "the third says nothing else");
    assert!(page.updates.iter().all(|update| update.published == Some(moment("07:12"))));
}

#[test]
fn a_post_without_a_date_is_a_post() {
    let text = "[{\"id\":7,\"link\":\"https://news.example/7\",\"title\":{\"rendered\":\"A &#8211; B\"},\"excerpt\":{\"rendered\":\"<p>Kort</p>\"}}]";
    let update =
        update(text, "https://news.example/wp-json/wp/v2/posts?_fields=id,link,title,excerpt");
    assert_eq!((update.title.as_deref(), update.summary.as_deref()), (Some("A – B"), Some("Kort")));
}

#[test]
fn a_page_names_neither_comments_nor_its_own_api_as_its_feed() {
    let page = |links: &str| {
        let text = format!(
            "<!doctype html><head>{links}<link rel=\"alternate\" type=\"application/rss+xml\" href=\"/feed/\"></head>"
        );
        match read(&text, "https://news.example/").outcome {
            Outcome::Lead(to) => to,
            other => panic!("no lead: {other:?}"),
        }
    };
    for other in [
        "<link rel=\"alternate\" type=\"application/rss+xml\" title=\"Kanał z komentarzami\" href=\"/wpis/feed/\">",
        "<link rel=\"alternate\" type=\"application/json\" href=\"/index.php?rest_route=/wp/v2/pages/5\">",
    ] {
        assert_eq!(page(other), link("https://news.example/feed/"), "{other}");
    }
}

/// Lists and files in one item, and items in one document, without bound.
#[test]
fn nothing_is_compared_or_told_without_bound() {
    let many = |count: usize, each: fn(usize) -> String| (0..count).map(each).collect::<String>();
    let files = many(20_000, |n| format!("<enclosure url=\"/{n}.mp3\"/>"));
    page(&rss(&format!("<item><guid>a</guid>{files}</item>")), AT);
    let tags = many(100_000, |n| format!("{n},"));
    let text = format!(
        "{{\"@type\":\"LiveBlogPosting\",\"liveBlogUpdate\":[{{\"@id\":\"a\",\"keywords\":\"{tags}\"}}]}}"
    );
    assert_eq!(update(&text, AT).tags.len(), 100);

    #[track_caller]
    fn check(text: &str, refused: usize, repaired: usize) {
        let reading = read(text, AT);
        assert_eq!(notes(&reading, Verdict::Refused).len(), refused);
        assert_eq!(notes(&reading, Verdict::Repaired).len(), repaired);
    }
    check(&rss(&"<item/>".repeat(50_000)), 10_001, 0);
    check(&rss(&"<item><guid>a</guid></item>".repeat(50_000)), 10_000, 0);
    let no_posts = "1,".repeat(50_000);
    check(
        &format!("[{{\"id\":1,\"date\":null,\"title\":{{\"rendered\":\"A\"}}}},{no_posts}1]"),
        10_000,
        1,
    );
    check(
        &format!("{{\"@type\":\"LiveBlogPosting\",\"liveBlogUpdate\":[{no_posts}1]}}"),
        10_001,
        0,
    );
    check(&format!("{{\"_items\":[{no_posts}1]}}"), 10_001, 0);
    let bad = "<enclosure url=\"javascript:a\"/>".repeat(20_000);
    check(&rss(&format!("<item><guid>a</guid>{bad}</item>")), 0, 1000);
}
