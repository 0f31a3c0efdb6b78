//! schema.org's `LiveBlogPosting` as JSON-LD: what of it becomes the story.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

mod support;

use developing_story::feed::{Body, State, Update, Value as Core};
use developing_story::formats::{self, Document, Format, Verdict};
use developing_story::limits::MAX_ITEMS;
use serde_json::{Value, json};
use support::formats::{document, notes, page, read, update};
use support::{ids, link, moment};

const ADDRESS: &str = "https://news.example/broen/live";

fn posting(updates: impl Into<Value>) -> Value {
    json!({
        "@context": "https://schema.org",
        "@type": "LiveBlogPosting",
        "headline": "Havnebroen er lukket",
        "liveBlogUpdate": updates.into(),
    })
}

/// One update, with more members than its id.
fn with(members: Value) -> Value {
    let mut update = json!({ "@type": "BlogPosting", "@id": "#a" });
    if let (Some(update), Value::Object(members)) = (update.as_object_mut(), members) {
        update.extend(members);
    }
    update
}

fn one(members: Value) -> Update {
    update(&posting([with(members)]).to_string(), ADDRESS)
}

fn taken(document: &Value) -> Vec<String> {
    ids(page(&document.to_string(), ADDRESS).updates.iter().map(|update| &update.id))
}

#[test]
fn a_posting_becomes_a_story_with_its_updates() {
    let text = json!({
        "@context": "https://schema.org",
        "@type": "LiveBlogPosting",
        "@id": "https://news.example/broen#live",
        "url": "https://news.example/broen",
        "headline": "Havnebroen er <em>lukket</em> &amp; spærret",
        "inLanguage": "da-DK",
        "publisher": { "@type": "NewsMediaOrganization", "name": "Havneavisen" },
        "coverageStartTime": "2019-02-28T08:00:00+01:00",
        "coverageEndTime": "2019-02-28T23:00:00+01:00",
        "liveBlogUpdate": [
            {
                "@type": "BlogPosting",
                "@id": "https://news.example/broen#to",
                "url": "/broen#to",
                "headline": "Kranen er på plads",
                "articleBody": "<p>Kranen står på <a href=\"/kaj\">kajen</a>.</p>",
                "description": "En kran er kommet",
                "datePublished": "2019-02-28T11:00:00+01:00",
                "dateModified": "2019-02-28T10:30:00Z",
                "author": [{ "@type": "Person", "name": "Ida Vang" }, "Per Holm"],
                "keywords": "Havn, Trafik",
                "articleSection": ["Trafik", "Lokalt"],
            },
            {
                "@type": ["NewsArticle", "BlogPosting"],
                "@id": "https://news.example/broen#et",
                "headline": "Broen lukker",
                "articleBody": "Broen lukker nu.\n\nBrug færgen.",
                "datePublished": "2019-02-28T09:00:00+01:00",
            },
        ],
    });
    let reading = read(&text.to_string(), ADDRESS);
    assert_eq!(reading.format, Some(Format::LiveBlogPosting));
    assert_eq!(notes(&reading, Verdict::Repaired), []);
    let accepted =
        [("/liveBlogUpdate/0", "Kranen er på plads"), ("/liveBlogUpdate/1", "Broen lukker")];
    assert_eq!(notes(&reading, Verdict::Accepted), accepted);

    let page = page(&text.to_string(), ADDRESS);
    assert_eq!(page.feed.title.as_deref(), Some("Havnebroen er lukket & spærret"));
    assert_eq!(page.feed.language.as_deref(), Some("da-DK"));
    assert_eq!(page.feed.home_page, Some(link("https://news.example/broen")));
    assert_eq!(page.feed.state, State::Live);
    assert_eq!(page.next, None);
    let [to, et] = &page.updates[..] else { panic!("expected two updates") };
    assert_eq!(to.id.as_str(), "https://news.example/broen#to");
    assert_eq!(to.url, Some(link("https://news.example/broen#to")));
    assert_eq!(to.title.as_deref(), Some("Kranen er på plads"));
    assert_eq!(to.summary.as_deref(), Some("En kran er kommet"));
    assert!(matches!(&to.body, Body::Html(html, _) if html.contains("href=\"/kaj\"")));
    assert_eq!((to.published, to.modified), (Some(moment("10:00")), Some(moment("10:30"))));
    assert_eq!(to.authors, ["Ida Vang", "Per Holm"]);
    assert_eq!(to.tags, ["Trafik", "Lokalt", "Havn"]);
    assert_eq!(et.body, Body::Text("Broen lukker nu.\n\nBrug færgen.".into()));
    assert_eq!(et.authors, ["Havneavisen"], "inherited");
    assert_eq!(et.url, Some(link("https://news.example/broen#et")), "an @id that can be followed");
}

#[test]
fn the_posting_is_found_wherever_it_stands() {
    let posting = posting([with(json!({}))]);
    let prefixed = |prefix: &str| {
        json!({
            "@type": [format!("{prefix}LiveBlogPosting")],
            format!("{prefix}liveBlogUpdate"): { "@id": "#a", format!("{prefix}headline"): "A" },
        })
    };
    for document in [
        posting.clone(),
        json!([{ "@type": "BreadcrumbList" }, posting]),
        json!({ "@graph": [{ "@type": "WebPage" }, posting] }),
        json!({ "@type": "WebPage", "mainEntity": posting }),
        json!({ "@type": "NewsArticle", "hasPart": [{ "subjectOf": posting }] }),
        prefixed("schema:"),
        prefixed("http://schema.org/"),
        prefixed("https://schema.org/"),
        json!({ "@type": "NewsArticle", "liveBlogUpdate": [{ "@id": "#a" }] }),
        json!({ "type": "LiveBlogPosting", "liveBlogUpdate": { "itemListElement": [
            { "@type": "ListItem", "position": 1, "item": { "@id": "#a" } },
        ] } }),
    ] {
        assert_eq!(taken(&document), ["#a"], "{document}");
    }
}

#[test]
fn of_several_postings_the_one_that_tells_most_is_the_story() {
    let [few, many] =
        [posting([with(json!({}))]), posting([json!({"@id":"b"}), json!({"@id":"c"})])];
    assert_eq!(taken(&json!([few, many])), ["b", "c"]);
    assert_eq!(taken(&json!({ "@graph": [many, few] })), ["b", "c"]);
    let [a, b] = [posting([json!({ "@id": "a" })]), posting([json!({ "@id": "b" })])];
    assert_eq!(taken(&json!([a, b])), ["a"], "of equals the first");
}

#[test]
fn objects_that_are_only_named_are_looked_up_in_the_document() {
    let document = json!({ "@graph": [
        { "@type": "WebPage", "mainEntity": { "@id": "#story" } },
        { "@type": "LiveBlogPosting", "@id": "#story", "liveBlogUpdate": [{ "@id": "#u" }] },
        { "@type": "BlogPosting", "@id": "#u", "headline": "Broen åbner", "author": { "@id": "#ida" } },
        { "@type": "Person", "@id": "#ida", "name": "Ida Vang" },
    ] });
    let update = update(&document.to_string(), ADDRESS);
    assert_eq!((update.id.as_str(), update.title.as_deref()), ("#u", Some("Broen åbner")));
    assert_eq!(update.authors, ["Ida Vang"]);
}

#[test]
fn an_update_is_known_by_the_first_thing_that_is_its_own() {
    fn check(updates: Value, expected: &[&str], repaired: usize) {
        let document = posting(updates);
        assert_eq!(taken(&document), expected, "{document}");
        let reading = read(&document.to_string(), ADDRESS);
        assert_eq!(notes(&reading, Verdict::Repaired).len(), repaired, "{document}");
    }
    check(json!([{ "@id": "a", "url": "/b", "identifier": "c" }]), &["a"], 0);
    check(json!([{ "url": "#b", "identifier": "c" }]), &["#b"], 0);
    check(json!([{ "identifier": "c" }, { "identifier": 7 }]), &["c", "7"], 0);
    check(json!([{ "identifier": { "@type": "PropertyValue", "value": "d" } }]), &["d"], 0);
    // Every update has the address of the story, or of some other page.
    check(json!([{ "@id": ADDRESS, "url": "#b" }]), &["#b"], 0);
    check(
        json!([{ "@id": "x", "identifier": 1 }, { "@id": "x", "identifier": 2 }]),
        &["1", "2"],
        0,
    );
    let same = |time: &str, headline: &str| json!({ "url": ADDRESS, "datePublished": format!("2019-02-28T{time}:00Z"), "headline": headline });
    let derived = ["2019-02-28T10:01:00Z B", "2019-02-28T10:00:00Z A"];
    check(json!([same("10:01", "B"), same("10:00", "A")]), &derived, 2);
    check(json!([{ "articleBody": "Uden det hele" }]), &["Uden det hele"], 1);
}

#[test]
fn an_update_is_at_its_address_or_at_its_place_on_the_page_of_the_story() {
    fn check(update: &Value, expected: Option<&str>) {
        let mut document = posting([update.clone()]);
        document["url"] = json!("https://news.example/broen");
        let page = page(&document.to_string(), "https://news.example/api/live.json");
        assert_eq!(page.updates[0].url, expected.map(link), "{update}");
    }
    check(&json!({ "@id": "a", "url": "kran" }), Some("https://news.example/api/kran"));
    check(&json!({ "@id": "a", "url": "#b" }), Some("https://news.example/broen#b"));
    check(&json!({ "@id": "#a" }), Some("https://news.example/broen#a"));
    check(&json!({ "@id": "https://x.example/a" }), Some("https://x.example/a"));
    check(&json!({ "@id": "a" }), None);
    check(&json!({ "@id": "urn:a" }), None);
    check(&json!({ "@id": "a", "url": "javascript:alert(1)" }), None);
}

#[test]
fn an_update_that_nothing_tells_apart_is_refused_alone() {
    let document = posting([json!({}), with(json!({})), json!("tekst"), json!(null), json!([7])]);
    let reading = read(&document.to_string(), ADDRESS);
    assert_eq!(taken(&document), ["#a"]);
    let refused = notes(&reading, Verdict::Refused);
    assert_eq!(refused[0], ("/liveBlogUpdate/0", "no id"));
    assert_eq!(refused[1..].iter().map(|note| note.1).collect::<Vec<_>>(), ["not an object"; 3]);
    assert!(
        reading
            .notes
            .iter()
            .all(|note| note.verdict != Verdict::Refused || !note.remedy.is_empty())
    );
}

#[test]
fn a_body_is_text_unless_it_has_elements() {
    fn check(body: &str, html: Option<&str>, text: Option<&str>) {
        let expected = match (html, text) {
            (Some(html), _) => Body::Html(html.into(), Some(link(&format!("{ADDRESS}#a")))),
            (_, Some(text)) => Body::Text(text.into()),
            _ => Body::None,
        };
        assert_eq!(one(json!({ "articleBody": body })).body, expected, "{body}");
    }
    check("<p>Én.</p><p>To.</p>", Some("<p>Én.</p><p>To.</p>"), None);
    check("Én<BR/>to", Some("Én<BR/>to"), None);
    check("Én\nto", None, Some("Én\nto"));
    check("3 < 4 og 5 > 4", None, Some("3 < 4 og 5 > 4"));
    check("Skriv til <ida@news.example>", None, Some("Skriv til <ida@news.example>"));
    check("Kaj &amp; bro\n&quot;Nu&quot;", None, Some("Kaj & bro\n\"Nu\""));
    check("&lt;p&gt;Én.&lt;/p&gt;", Some("<p>Én.</p>"), None);
    check(" \n", None, None);
}

#[test]
fn values_may_be_wrapped_in_their_type() {
    let update = one(json!({
        "headline": { "@value": "Broen åbner", "@language": "da" },
        "datePublished": { "@type": "Date", "@value": "2019-02-28T10:00:00Z" },
        "author": { "name": [{ "@value": "Ida Vang" }] },
        "articleBody": [{ "@value": "Nu." }],
    }));
    assert_eq!(update.title.as_deref(), Some("Broen åbner"));
    assert_eq!(update.published, Some(moment("10:00")));
    assert_eq!(update.authors, ["Ida Vang"]);
    assert_eq!(update.body, Body::Text("Nu.".into()));
}

/// What becomes of one update as an item of a JSON Feed.
fn item(members: Value) -> Core {
    let (feed, _) = document(&read(&posting([with(members)]).to_string(), ADDRESS));
    feed.member("items").and_then(|items| items.list().first()).expect("an item").clone()
}

#[test]
fn pictures_and_files_are_addresses_in_any_of_their_forms() {
    let picture = "https://news.example/kran.jpg";
    for image in [
        json!("/kran.jpg"),
        json!(["/kran.jpg", "/bro.jpg"]),
        json!({ "@type": "ImageObject", "url": picture }),
        json!([{ "@type": "ImageObject", "contentUrl": "/kran.jpg" }]),
        json!({ "@id": picture }),
        json!({ "@type": "ImageObject", "url": { "@id": picture } }),
    ] {
        let item = item(json!({ "image": image }));
        assert_eq!(item.member("image").and_then(Core::text), Some(picture), "{image}");
    }
    let item = item(json!({ "image": "data:image/png;base64,AA", "video": [
        { "@type": "VideoObject", "contentUrl": "/kran.MP4?x=1" },
        { "@type": "VideoObject", "contentUrl": "/kran", "encodingFormat": "video/webm" },
        { "@type": "VideoObject", "embedUrl": "https://video.example/1" },
        { "@type": "VideoObject", "contentUrl": "/kran.html" },
    ] }));
    assert_eq!(item.member("image"), None);
    let files = item.member("attachments").map_or(&[][..], Core::list).iter();
    let kinds = files.map(|file| file.member("mime_type").and_then(Core::text));
    assert_eq!(kinds.collect::<Vec<_>>(), [Some("video/mp4"), Some("video/webm")]);
}

#[test]
fn names_are_names_and_no_addresses() {
    fn check(author: Value, expected: &[&str]) {
        assert_eq!(one(json!({ "author": author })).authors, expected, "{author}");
    }
    check(json!("Ida &amp; Per"), &["Ida & Per"]);
    check(json!({ "@type": "Person", "name": "Ida Vang" }), &["Ida Vang"]);
    check(
        json!([{ "name": "Ida Vang" }, { "name": "Ida Vang" }, "Per Holm"]),
        &["Ida Vang", "Per Holm"],
    );
    check(json!(["https://news.example/ida", 7, null, {}, [], { "name": 7 }]), &[]);
}

#[test]
fn a_language_is_a_tag() {
    fn check(language: Value, expected: Option<&str>) {
        let mut document = posting([with(json!({}))]);
        document["inLanguage"] = language.clone();
        let page = page(&document.to_string(), ADDRESS);
        assert_eq!(page.feed.language.as_deref(), expected, "{language}");
    }
    check(json!("da"), Some("da"));
    check(json!("da_DK"), Some("da-DK"));
    check(json!(["de-CH", "fr-CH"]), Some("de-CH"));
    check(json!({ "@type": "Language", "name": "Dansk", "alternateName": "da" }), Some("da"));
    check(json!({ "@type": "Language", "name": "nb" }), Some("nb"));
    check(json!("Dansk"), None);
    check(json!(7), None);
    let own = |language: &str| {
        let mut document = posting([with(json!({ "inLanguage": language }))]);
        document["inLanguage"] = json!("da");
        update(&document.to_string(), ADDRESS).language
    };
    assert_eq!((own("en"), own("da")), (Some("en".to_owned()), None));
}

#[test]
fn coverage_has_ended_when_its_end_is_past_and_nothing_came_after_it() {
    fn check(end: &str, published: &str, expected: State) {
        let mut document = posting([with(json!({ "datePublished": published }))]);
        document["coverageEndTime"] = json!(end);
        let page = page(&document.to_string(), ADDRESS);
        assert_eq!(page.feed.state, expected, "{end} {published}");
        assert!(!page.feed.expired, "corrections may come");
    }
    // It is noon.
    check("2019-02-28T11:00:00Z", "2019-02-28T10:58:00Z", State::Ended);
    check("2019-02-28T11:00:01Z", "2019-02-28T10:58:00Z", State::Live);
    check("2019-02-28T11:59:00Z", "2019-02-28T11:58:00Z", State::Live);
    check("2019-02-28T12:01:00Z", "2019-02-28T11:58:00Z", State::Live);
    check("2019-02-28T10:57:00Z", "2019-02-28T10:58:00Z", State::Live);
    check("2019-02-28T10:59:00Z", "", State::Ended);
    check("i aften", "2019-02-28T11:58:00Z", State::Live);
}

#[test]
fn a_bad_value_costs_that_value_and_is_told_with_its_place() {
    let document = posting([with(json!({
        "headline": { "da": "Broen" },
        "articleBody": 7,
        "url": ["javascript:alert(1)"],
        "image": "ftp://news.example/kran.jpg",
        "datePublished": "i går",
        "dateModified": 1551348000,
        "author": false,
        "keywords": { "a": "b" },
    }))]);
    let text = document.to_string();
    let only = update(&text, ADDRESS);
    assert_eq!((only.title, only.url, only.body, only.published), (None, None, Body::None, None));
    let reading = read(&text, ADDRESS);
    let mut places: Vec<&str> =
        notes(&reading, Verdict::Repaired).into_iter().map(|(at, _)| at).collect();
    places.sort_unstable();
    let bad = ["dateModified", "datePublished", "image"];
    assert_eq!(places, bad.map(|name| format!("/liveBlogUpdate/0/{name}")));
}

#[test]
fn a_posting_without_updates_is_a_story_that_has_not_begun() {
    for updates in [json!([]), json!(null), json!("soon"), json!(7)] {
        assert_eq!(taken(&posting(updates)), [""; 0]);
    }
}

#[test]
fn what_is_too_much_or_too_deep_is_left_out() {
    let many: Vec<Value> = (0..MAX_ITEMS + 20).map(|id| json!({ "@id": id.to_string() })).collect();
    assert_eq!(taken(&posting(many)).len(), MAX_ITEMS);
    let mut deep = posting([with(json!({}))]);
    for _ in 0..60 {
        deep = json!({ "mainEntity": [deep] });
    }
    assert_eq!(read(&deep.to_string(), ADDRESS).format, None);
    // A host that sets no bound of its own.
    let json = |text: &str| {
        let posting = Core::check(text);
        posting.map(|posting| (0..2_000).fold(posting, |inner, _| Core::List(vec![inner])))
    };
    let (text, address) = (posting([with(json!({}))]).to_string(), link(ADDRESS));
    let document = Document { text: &text, address: &address, links: None, now: moment("12:00") };
    assert_eq!(formats::read(document, json).format, None);
}
