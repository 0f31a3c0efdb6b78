//! Posts of WordPress's REST API.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

mod support;

use developing_story::feed::{Body, Update, Value as Core};
use developing_story::formats::{Format, Outcome, Verdict};
use serde_json::{Value, json};
use support::formats::{document, fault, notes, page, read, read_linked, update};
use support::{ids, link, moment};

const ADDRESS: &str = "https://news.example/wp-json/wp/v2/posts?tags=7";

/// A post with as much as makes it one, and other members.
fn post(id: u32, members: Value) -> Value {
    let mut post = json!({
        "id": id,
        "date_gmt": "2019-02-28T10:00:00",
        "title": { "rendered": format!("Post {id}") },
        "_embedded": {},
    });
    if let (Some(post), Value::Object(members)) = (post.as_object_mut(), members) {
        post.extend(members);
    }
    post
}

fn one(members: Value) -> Update {
    update(&json!([post(1, members)]).to_string(), ADDRESS)
}

fn posts(count: u32) -> String {
    Value::from_iter((1..=count).map(|id| post(id, json!({})))).to_string()
}

#[test]
fn a_post_becomes_an_entry() {
    let text = json!([{
        "id": 4711,
        "date": "2019-02-28T11:00:00",
        "date_gmt": "2019-02-28T10:00:00",
        "modified": "2019-02-28T11:30:00",
        "modified_gmt": "2019-02-28T10:30:00",
        "status": "publish",
        "link": "https://news.example/broen/kran",
        "sticky": true,
        "title": { "rendered": "Kranen &#8211; <i>endelig</i>" },
        "excerpt": { "rendered": "<p>Kranen er her [&hellip;]</p>\n", "protected": false },
        "content": { "rendered": "<p>Kranen er <a href=\"kaj\">her</a>.</p>", "protected": false },
        "_embedded": {
            "author": [{ "id": 3, "name": "Ida &amp; Per" }],
            "wp:featuredmedia": [{ "source_url": "https://news.example/kran.jpg" }],
            "wp:term": [
                [{ "taxonomy": "category", "name": "Havn &amp; bro" }],
                [{ "taxonomy": "post_tag", "name": "Kran" }, { "taxonomy": "post_format", "name": "Video" }],
            ],
        },
    }]);
    let reading = read(&text.to_string(), ADDRESS);
    assert_eq!(reading.format, Some(Format::WordPress));
    assert_eq!(notes(&reading, Verdict::Repaired), []);
    assert_eq!(notes(&reading, Verdict::Accepted), [("/0", "Kranen – endelig")]);
    let (feed, _) = document(&reading);
    let item = feed.member("items").and_then(|items| items.list().first()).expect("an item");
    assert_eq!(item.member("image").and_then(Core::text), Some("https://news.example/kran.jpg"));

    let update = update(&text.to_string(), ADDRESS);
    assert_eq!(update.id.as_str(), "4711");
    assert_eq!(update.url, Some(link("https://news.example/broen/kran")));
    assert_eq!(update.title.as_deref(), Some("Kranen – endelig"));
    assert_eq!(update.summary.as_deref(), Some("Kranen er her […]"));
    let html = "<p>Kranen er <a href=\"kaj\">her</a>.</p>";
    assert_eq!(update.body, Body::Html(html.into(), update.url.clone()));
    assert_eq!((update.published, update.modified), (Some(moment("10:00")), Some(moment("10:30"))));
    assert!(update.pinned);
    assert_eq!(update.authors, ["Ida & Per"]);
    assert_eq!(update.tags, ["Havn & bro", "Kran"]);
}

#[test]
fn a_date_without_a_zone_is_the_last_resort_and_is_told() {
    let local =
        json!([post(1, json!({ "date_gmt": null, "date": "2019-02-28T11:00:00" }))]).to_string();
    assert_eq!(update(&local, ADDRESS).published, Some(moment("11:00")));
    let reading = read(&local, ADDRESS);
    assert_eq!(
        notes(&reading, Verdict::Repaired),
        [("/0/date", "a date of no zone is taken as UTC")]
    );
    let unreadable =
        one(json!({ "date_gmt": "0000-00-00T00:00:00", "date": "2019-02-28T11:00:00" }));
    assert_eq!(unreadable.published, Some(moment("11:00")));
}

#[test]
fn a_text_behind_a_password_stays_there() {
    let hidden = json!({
        "content": { "rendered": "<form>Adgangskode</form>", "protected": true },
        "excerpt": { "rendered": "Skjult", "protected": true },
    });
    let update = one(hidden.clone());
    assert_eq!((update.body, update.summary), (Body::None, None));
    let reading = read(&json!([post(1, hidden)]).to_string(), ADDRESS);
    assert_eq!(notes(&reading, Verdict::Repaired).len(), 1);
}

#[test]
fn what_is_not_published_or_no_post_is_refused_alone() {
    let text = json!([
        post(1, json!({ "status": "draft" })),
        post(2, json!({ "status": "publish" })),
        7,
        null,
        [],
        post(3, json!({ "id": null })),
        post(2, json!({})),
        {},
        post(4, json!({ "title": 7, "content": [], "link": {}, "sticky": "ja", "status": 1, "_embedded": [
            { "author": 7 },
        ] })),
    ])
    .to_string();
    let page = page(&text, ADDRESS);
    assert_eq!(ids(page.updates.iter().map(|update| &update.id)), ["2", "4"]);
    let reading = read(&text, ADDRESS);
    let refused = notes(&reading, Verdict::Refused);
    let places: Vec<&str> = refused.iter().map(|(at, _)| *at).collect();
    assert_eq!(places, ["/0", "/2", "/3", "/4", "/5", "/6", "/7"]);
    assert_eq!(refused[0].1, "not published (its status is \"draft\")");
}

#[test]
fn embedded_things_that_could_not_be_read_are_no_names() {
    let refused =
        json!({ "code": "rest_user_invalid_id", "message": "Nej", "data": { "status": 404 } });
    let update =
        one(json!({ "_embedded": { "author": [refused], "wp:term": [refused, [refused]] } }));
    assert_eq!((update.authors.len(), update.tags.len()), (0, 0));
    let text = json!([post(1, json!({ "_embedded": null })), { "id": 2 }]).to_string();
    let reading = read(&text, ADDRESS);
    assert_eq!(notes(&reading, Verdict::Repaired), [], "an empty _embedded is one all the same");
    let bare =
        json!([{ "id": 1, "date_gmt": "2019-02-28T10:00:00", "title": { "rendered": "A" } }])
            .to_string();
    let reading = read(&bare, ADDRESS);
    let [note] = &notes(&reading, Verdict::Repaired)[..] else { panic!("expected one note") };
    assert_eq!(note.0, "");
}

#[test]
fn the_next_page_is_the_one_of_the_header_or_a_guess_after_a_full_page() {
    #[track_caller]
    fn check(text: &str, address: &str, links: Option<&str>, expected: Option<(&str, bool)>) {
        let (feed, guessed) = document(&read_linked(text, address, links));
        let next = feed.member("next_url").and_then(Core::text);
        assert_eq!(next.map(|next| (next, guessed)), expected);
    }
    let second = "https://news.example/wp-json/wp/v2/posts?tags=7&page=2";
    let header = format!(
        "<https://news.example/wp-json/>; rel=\"https://api.w.org/\", <{second}>; rel=\"next\""
    );
    check(&posts(2), ADDRESS, Some(&header), Some((second, false)));
    check(
        &posts(10),
        ADDRESS,
        Some("<https://news.example/wp-json/>; rel=\"https://api.w.org/\""),
        None,
    );
    check(&posts(10), ADDRESS, None, Some((second, true)));
    check(&posts(9), ADDRESS, None, None);
    let third = "https://news.example/wp-json/wp/v2/posts?per_page=3&page=3";
    check(&posts(3), &third.replace("&page=3", "&page=2"), None, Some((third, true)));
    check(&posts(2), "https://news.example/wp-json/wp/v2/posts?per_page=3", None, None);
    check(&posts(3), "https://news.example/wp-json/wp/v2/posts?per_page=3&offset=3", None, None);
    check("[]", "https://news.example/wp-json/wp/v2/posts?per_page=0", None, None);
}

#[test]
fn no_posts_are_an_empty_story_and_one_post_is_a_story() {
    assert_eq!(page("[]", ADDRESS).updates, []);
    let address = "https://news.example/wp-json/wp/v2/posts/7";
    let text = post(7, json!({})).to_string();
    assert_eq!(update(&text, address).id.as_str(), "7");
    assert_eq!(page(&text, address).next, None);
}

#[test]
fn an_error_of_wordpress_is_told_in_its_own_words() {
    let text = json!({
        "code": "rest_no_route",
        "message": "Ingen rute &amp; ingen vej",
        "data": { "status": 404 },
    });
    let reading = read(&text.to_string(), ADDRESS);
    assert_eq!(reading.format, Some(Format::WordPress));
    let what = "is an error of WordPress: Ingen rute & ingen vej (rest_no_route)";
    assert_eq!(fault(reading).what, what);
}

#[test]
fn other_json_is_no_list_of_posts() {
    for text in [
        "{}",
        "[1]",
        "[{\"id\":1}]",
        "[{\"id\":1,\"date\":\"2019\"}]",
        "{\"code\":1,\"message\":\"a\"}",
    ] {
        let reading = read(text, ADDRESS);
        assert_eq!(reading.format, None, "{text}");
        assert!(matches!(reading.outcome, Outcome::Unreadable(_)), "{text}");
    }
}
