//! Whole documents that are no feed, or hardly.

use e2e::{Feed, Reply, Scene};
use serde_json::{Value, json};

use super::{
    play::check,
    script::{edition, news, script},
};

#[tokio::test]
async fn what_is_no_json_or_no_feed_is_refused_whole() {
    let text = || String::from_utf8_lossy(news().body()).into_owned();
    let half = text()[..text().len() / 2].to_owned();
    let json = |value: Value| [Reply::new(value.to_string())];
    check([
        script("nothing", [Reply::new([])]).tells("not-json"),
        script("only spaces", [Reply::new("  \r\n\t ")]).tells("not-json"),
        script(
            "an error page that says 200",
            [Reply::new("<!doctype html><title>Vi er straks tilbage</title>")
                .without("Content-Type")],
        )
        .tells("not-json"),
        script("half a document, as if it were whole", [Reply::new(half)]).tells("not-json"),
        script("two documents", [Reply::new(text().repeat(2))]).tells("not-json"),
        script("a document behind a guard", [Reply::new(format!(")]}}'\n{}", text()))])
            .tells("not-json"),
        script("brackets without end", [Reply::new("[".repeat(200_000))]).tells("not-json"),
        script("null", json(Value::Null)).tells("not-feed"),
        script("a list", json(json!([edition(4).json()]))).tells("not-feed"),
        script("an error that says 200", json(json!({"error": "upstream"}))).tells("not-feed"),
        script("items that are no list", json(json!({"items": {"entry-1": {}}}))).tells("not-feed"),
    ])
    .await;
}

#[tokio::test]
async fn a_bad_value_costs_only_itself() {
    let sent = |feed: e2e::Feed| [Reply::of(&feed)];
    let nested = format!("{}{}", "[".repeat(500), "]".repeat(500));
    let nested =
        String::from_utf8_lossy(news().body()).replacen('{', &format!("{{\"x\":{nested},"), 1);
    let mut strange = edition(4).json().clone();
    let items = strange["items"].as_array_mut().expect("a feed has items");
    items.splice(2..2, [json!(null), json!(17), json!("entry-9"), json!([]), json!({"id": ""})]);
    check([
        script("things among the items that are none", [Reply::new(strange.to_string())]).brings(4),
        script("an item twice", sent(edition(4).item(e2e::item(2)).item(e2e::item(4)))).brings(4),
        script("nesting without reason", [Reply::new(nested)]).brings(4),
        script("expired as a text", sent(edition(4).with("expired", "true"))).brings(4),
        script("expired as a number", sent(edition(4).with("expired", 1))).brings(4),
        script("a state that nobody knows", sent(edition(4).story("state", "breaking"))).brings(4),
        script("a cadence of less than nothing", sent(edition(4).story("poll_seconds", -3)))
            .brings(4)
            .only_asked(),
        script("a cadence of a second and a bit", sent(edition(4).story("poll_seconds", 1.0001)))
            .brings(4),
        script("a cadence beyond all measure", sent(edition(4).story("poll_seconds", 1e300)))
            .brings(4)
            .only_asked(),
        script("no extension", sent(edition(4).with("_story", "none"))).brings(4).only_asked(),
    ])
    .await;
}

#[tokio::test]
async fn one_bad_item_is_left_out_alone_and_named_once() {
    let scene = Scene::start().await;
    let feed = || Feed::of(1..=3).item(json!({"title": "Without an id", "content_text": "x"}));
    scene.publish("/feed.json", feed());
    scene.open(&scene.element("")).await;
    let story = scene.browser.story();
    let look = story.ready().await;
    assert_eq!(look.shown(), ["entry-3", "entry-2", "entry-1"]);
    assert!(look.is("Opdateres"));
    // The same again, in a document that differs.
    scene.publish("/feed.json", feed().item(e2e::item(4)));
    story.refresh().await;
    story.until("the update is there", |look| look.reveal.is_some()).await;
    let ours = scene.browser.ours().await;
    let [(level, message)] = &ours[..] else { panic!("not one message: {ours:?}") };
    assert_eq!(level, "WARNING");
    let of_feed = format!(
        "developing-story: 1 of the items of {} are left out:",
        scene.newsroom.url("/feed.json")
    );
    assert!(message.starts_with(&of_feed), "{message}");
    assert!(message.contains("/items/0: no usable id"), "{message}");
}
