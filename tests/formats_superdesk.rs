//! Posts of Superdesk Live Blog's public API.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

mod support;

use developing_story::feed::{Body, Update, Value as Core};
use developing_story::formats::{Format, Verdict};
use serde_json::{Value, json};
use support::formats::{document, notes, page, read, update};
use support::{ids, link, moment};

const ADDRESS: &str =
    "https://live.example/api/client_blogs/5c77a0b1d2e3f4a5b6c7d8e9/posts?max_results=2";

/// A post of these parts.
fn of(parts: Value) -> Value {
    let refs: Vec<Value> =
        parts.as_array().into_iter().flatten().map(|part| json!({ "item": part })).collect();
    json!({
        "_id": "urn:post:1",
        "published_date": "2019-02-28T10:00:00+00:00",
        "post_status": "open",
        "groups": [{ "id": "root", "refs": [{ "idRef": "main" }] }, { "id": "main", "refs": refs }],
    })
}

/// A post with other members.
fn with(members: Value) -> Value {
    let mut post = of(json!([{ "item_type": "text", "text": "Broen er lukket" }]));
    if let (Some(post), Value::Object(members)) = (post.as_object_mut(), members) {
        post.extend(members);
    }
    post
}

fn posts(posts: impl Into<Value>) -> String {
    json!({ "_items": posts.into() }).to_string()
}

fn one(post: Value) -> Update {
    update(&posts([post]), ADDRESS)
}

fn html(parts: Value) -> Option<String> {
    match one(of(parts)).body {
        Body::Html(html, _) => Some(html.to_string()),
        _ => None,
    }
}

#[test]
fn a_post_becomes_an_entry() {
    let text = posts([with(json!({
        "content_updated_date": "2019-02-28T10:30:00+00:00",
        "_updated": "2019-02-28T11:00:00+00:00",
        "lb_highlight": true,
        "sticky": true,
        "deleted": false,
        "headline": "Broen &amp; havnen",
        "tags": ["Havn", "Havn", 7],
        "original_creator": "5c77",
        "publisher": { "display_name": "Ida Vang", "byline": "iv" },
        "byline": "iv",
    }))]);
    let reading = read(&text, ADDRESS);
    assert_eq!(reading.format, Some(Format::Superdesk));
    assert_eq!(notes(&reading, Verdict::Accepted), [("/_items/0", "Broen & havnen")]);
    let update = update(&text, ADDRESS);
    assert_eq!(update.id.as_str(), "urn:post:1");
    assert_eq!(update.title.as_deref(), Some("Broen & havnen"));
    assert_eq!((update.published, update.modified), (Some(moment("10:00")), Some(moment("10:30"))));
    assert!(update.key && update.pinned);
    assert_eq!(update.authors, ["Ida Vang"]);
    assert_eq!(update.tags, ["Havn"]);
    assert_eq!(update.withdrawn, None);
    assert!(matches!(&update.body, Body::Html(html, _) if &**html == "<div>Broen er lukket</div>"));
}

#[test]
fn a_post_that_was_taken_back_is_withdrawn_and_one_that_never_came_is_refused() {
    let gone = |members: Value| {
        let page = page(&posts([with(members)]), ADDRESS);
        assert_eq!(page.updates, [], "who never saw it need not know");
        let update = Update::clone(&page.revised[0]);
        assert_eq!((update.withdrawn.as_deref(), &update.body), (Some(""), &Body::None));
        update.modified
    };
    let updated = json!({ "deleted": true, "_updated": "2019-02-28T11:00:00Z", "content_updated_date": "2019-02-28T10:30:00Z" });
    assert_eq!(gone(updated), Some(moment("11:00")));
    gone(json!({ "post_status": "draft", "unpublished_date": "2019-02-28T10:30:00Z" }));
    let again = one(with(json!({ "unpublished_date": "2019-02-28T09:30:00Z" })));
    assert_eq!(again.withdrawn, None, "published again");

    let text = posts([
        with(json!({ "post_status": "draft" })),
        with(json!({ "post_status": "comment", "published_date": null })),
        with(json!({ "deleted": true, "published_date": null })),
        json!("tekst"),
        with(json!({ "_id": null })),
        with(json!({ "_id": "b" })),
    ]);
    assert_eq!(ids(page(&text, ADDRESS).updates.iter().map(|update| &update.id)), ["b"]);
    let reading = read(&text, ADDRESS);
    let refused: Vec<&str> =
        notes(&reading, Verdict::Refused).into_iter().map(|note| note.1).collect();
    assert_eq!(
        refused,
        [
            "not published (its status is \"draft\")",
            "not published (its status is \"comment\")",
            "deleted before it was published",
            "not an object",
            "no id",
        ]
    );
}

#[test]
fn every_kind_of_part_becomes_text() {
    #[track_caller]
    fn check(part: Value, expected: Option<&str>) {
        assert_eq!(html(json!([part])).as_deref(), expected, "{part}");
    }
    let text = "<b>Fra CMS</b>";
    let written = Some("<div><b>Fra CMS</b></div>");
    check(json!({ "item_type": "text", "text": text }), written);
    check(json!({ "item_type": "Scorecard", "text": text }), written);
    check(json!({ "text": text }), written);
    check(json!({ "item_type": "text", "text": " " }), None);

    let renditions = json!({ "thumbnail": { "href": "https://live.example/s.jpg" },
        "baseImage": { "href": "/l.jpg?a=1&b=2" }, "original": { "href": "" } });
    let meta = json!({ "caption": "Kran & \"kaj\"", "credit": "<Foto>", "media": { "renditions": renditions } });
    let figure = "<figure><img src=\"https://live.example/l.jpg?a=1&amp;b=2\" alt=\"Kran &amp; &quot;kaj&quot;\">\
                  <figcaption>Kran &amp; &quot;kaj&quot; · &lt;Foto&gt;</figcaption></figure>";
    check(json!({ "item_type": "image", "text": text, "meta": meta }), Some(figure));
    check(
        json!({ "item_type": "image", "text": text, "meta": { "media": { "renditions": {} } } }),
        written,
    );

    let quote = json!({ "quote": "Vi < i", "credit": "Havnefogeden" });
    check(
        json!({ "item_type": "quote", "text": text, "meta": quote }),
        Some("<blockquote><p>Vi &lt; i</p><p>Havnefogeden</p></blockquote>"),
    );
    check(json!({ "item_type": "quote", "text": text, "meta": [] }), written);

    let card = json!({ "title": "Kort & godt", "description": "Om broen", "credit": "Per",
        "original_url": "https://video.example/1?a=1&b=2", "html": "<iframe></iframe>" });
    let quoted = "<blockquote><p><a href=\"https://video.example/1?a=1&amp;b=2\">Kort &amp; godt</a></p>\
                  <p>Om broen</p><p>Per</p></blockquote>";
    check(json!({ "item_type": "embed", "text": text, "meta": card }), Some(quoted));
    check(json!({ "item_type": "video", "text": text, "meta": card }), Some(quoted));
    let unsafe_card = json!({ "title": "Kort", "original_url": "javascript:alert(1)" });
    check(
        json!({ "item_type": "embed", "meta": unsafe_card }),
        Some("<blockquote><p>Kort</p></blockquote>"),
    );
    let silent = json!({ "html": "<iframe src=a></iframe><script>x</script>", "url": "https://video.example/1" });
    let link = "<p><a href=\"https://video.example/1\">https://video.example/1</a></p>";
    check(json!({ "item_type": "embed", "meta": silent }), Some(link));
    let telling = json!({ "html": "<p>Set herfra</p>", "url": "https://video.example/1" });
    check(json!({ "item_type": "embed", "meta": telling }), Some("<div><p>Set herfra</p></div>"));
    check(json!({ "item_type": "embed", "text": text, "meta": null }), written);
}

#[test]
fn the_first_picture_is_the_entrys() {
    let image = |href: &str| json!({ "item_type": "image", "meta": { "media": { "renditions": { "viewImage": { "href": href } } } } });
    let parts = json!([{ "item_type": "text", "text": "A" }, image("mailto:a@news.example"), image("/a.jpg"), image("/b.jpg")]);
    let (feed, _) = document(&read(&posts([of(parts)]), ADDRESS));
    let item = feed.member("items").and_then(|items| items.list().first()).expect("an item");
    assert_eq!(item.member("image").and_then(Core::text), Some("https://live.example/a.jpg"));
}

#[test]
fn a_comment_is_its_readers_and_is_quoted_where_the_newsroom_answers() {
    let comment = json!({ "item_type": "comment", "text": "Hvornår?", "commenter": "Bo <3" });
    let alone = of(json!([comment]));
    assert_eq!(one(alone.clone()).authors, ["Bo <3"]);
    assert_eq!(html(json!([comment])).as_deref(), Some("<div>Hvornår?</div>"));
    let answer = json!({ "item_type": "text", "text": "Nu." });
    let mut answered = of(json!([comment, answer]));
    answered["original_creator"] = json!({ "display_name": "Ida Vang" });
    assert_eq!(one(answered).authors, ["Ida Vang"]);
    let both = "<blockquote><div>Hvornår?</div><p>Bo &lt;3</p></blockquote><div>Nu.</div>";
    assert_eq!(html(json!([comment, answer])).as_deref(), Some(both));
}

#[test]
fn an_author_is_a_name_that_somebody_bears() {
    fn check(members: Value, expected: &[&str]) {
        assert_eq!(one(with(members.clone())).authors, expected, "{members}");
    }
    let name = |name: &str| json!({ "display_name": name });
    check(json!({ "original_creator": name("A"), "publisher": name("B") }), &["A"]);
    check(json!({ "original_creator": null, "publisher": { "byline": "B" } }), &["B"]);
    check(json!({ "authors": [7, name("C")], "byline": "D" }), &["C"]);
    check(json!({ "publisher": [], "byline": "D" }), &["D"]);
    check(json!({}), &[]);
    let part = json!({ "item_type": "text", "text": "A", "syndicated_creator": name("E") });
    let mut sent = of(json!([part]));
    sent["publisher"] = name("B");
    assert_eq!(one(sent).authors, ["E"]);
}

#[test]
fn advertisements_are_no_entries() {
    let ad = json!({ "item_type": "Advertisement Local", "text": "Køb" });
    let text = json!({ "item_type": "text", "text": "A" });
    assert_eq!(html(json!([ad, text])).as_deref(), Some("<div>A</div>"));
    let reading = read(&posts([of(json!([ad]))]), ADDRESS);
    assert_eq!(notes(&reading, Verdict::Refused), [("/_items/0", "an advertisement")]);
}

#[test]
fn version_two_of_the_api_lists_the_parts() {
    let post = json!({ "_id": "a", "published_date": "2019-02-28T10:00:00Z", "items": [
        { "item_type": "text", "text": "A" },
        { "item_type": "image", "meta": { "caption": "K" }, "renditions": { "viewImage": { "href": "/k.jpg" } } },
    ] });
    let expected = "<div>A</div><figure><img src=\"https://live.example/k.jpg\" alt=\"K\"><figcaption>K</figcaption></figure>";
    assert!(matches!(one(post).body, Body::Html(html, _) if &*html == expected));
}

#[test]
fn older_posts_are_on_the_next_page_of_the_same_question() {
    #[track_caller]
    fn check(address: &str, mut members: Value, expected: Option<&str>) {
        if members.get("_items").is_none() {
            members["_items"] = json!([with(json!({}))]);
        }
        let text = members.to_string();
        assert_eq!(page(&text, address).next, expected.map(link), "{members}");
        assert!(!document(&read(&text, address)).1, "no guess");
    }
    let second = format!("{ADDRESS}&page=2");
    let third = format!("{ADDRESS}&page=3");
    let href = json!({ "next": { "href": "client_blogs/5c77a0b1d2e3f4a5b6c7d8e9/posts?page=2" } });
    check(ADDRESS, json!({ "_links": href }), Some(&second));
    check(&second, json!({ "_links": href }), Some(&third));
    let meta = |page: Value, most: Value, total: Value| json!({ "_meta": { "page": page, "max_results": most, "total": total } });
    check(ADDRESS, meta(json!(1), json!(2), json!(3)), Some(&second));
    check(ADDRESS, meta(json!(1), json!(2), json!(2)), None);
    check(ADDRESS, meta(json!("1"), json!([]), json!(9)), None);
    check(ADDRESS, meta(json!(0), json!(0), json!(1e300)), None);
    check(ADDRESS, json!({ "_items": [], "_links": href }), None);
    check(&format!("{ADDRESS}&page=4294967295"), json!({ "_links": href }), None);
    check(ADDRESS, json!({ "_links": [], "_meta": "x" }), None);
}

#[test]
fn groups_of_the_wrong_kind_cost_no_more_than_the_text() {
    for groups in [
        json!(null),
        json!(7),
        json!([7]),
        json!([{ "refs": {} }]),
        json!([{ "refs": [7, { "item": 7 }] }]),
    ] {
        let update = one(with(json!({ "groups": groups, "headline": ["A"] })));
        assert_eq!(
            (update.id.as_str(), &update.body, update.title),
            ("urn:post:1", &Body::None, None)
        );
    }
}
