//! The reader's clock and the scene's: summer time, the date line, and zones that are not whole hours apart.

use e2e::{Browser, Feed, Scene};
use serde_json::{Value, json};

const FEED: &str = "/feed.json";

fn entry(id: &str, at: &str) -> Value {
    json!({"id": id, "title": id, "content_text": "Tekst", "date_published": at})
}

/// By the reader's clock and then by the scene's: days with the times under them, newest first.
async fn check(
    reader: &str,
    scene_zone: &str,
    at: [&str; 2],
    by_reader: [&str; 2],
    by_scene: [&str; 2],
) {
    let scene = Scene::with(Browser::in_zone(reader).await);
    let feed = Feed::empty()
        .story("place", "Stedet")
        .story("time_zone", scene_zone)
        .item(entry("first", at[0]))
        .item(entry("second", at[1]));
    scene.publish(FEED, feed);
    scene.open(&scene.element("")).await;
    let story = scene.browser.story();
    story.ready().await;
    let told = "[...el.shadowRoot.querySelectorAll('.day')].flatMap((day) => [...day.querySelectorAll('.time')].map((time) => `${day.dataset.day} ${time.textContent}`)).reverse()";
    let now: Vec<String> = story.js(told).await;
    assert_eq!(now, by_reader, "{reader}");
    // Both clocks, each with its zone, for the mouse and for a screen reader.
    let both: Vec<String> = story
        .js("[el.shadowRoot.querySelector('.time').title, el.shadowRoot.querySelector('.time + .said')?.textContent]")
        .await;
    assert_eq!(both[0], both[1]);
    let (ours, theirs) = both[0].split_once(" · ").expect("two clocks");
    let time = |told: &str| told.rsplit(' ').next().unwrap_or_default().to_owned();
    assert!(ours.contains(&time(by_reader[1])) && theirs.contains(&time(by_scene[1])), "{both:?}");
    story.click("[data-action=clock-scene]").await;
    let back = "e2e.find('developing-story >>> [data-action=clock-reader]')";
    scene.browser.until_js("the clock is the scene's", back).await;
    let now: Vec<String> = story.js(told).await;
    assert_eq!(now, by_scene, "{scene_zone}");
    let named = story.look().await.expect("it is there").freshness;
    assert!(named.ends_with("tider i Stedet"), "{named}");
    story.click("[data-action=clock-reader]").await;
    let there = "e2e.find('developing-story >>> [data-action=clock-scene]')";
    scene.browser.until_js("the clock is the reader's", there).await;
    assert_eq!(story.js::<Vec<String>>(told).await, by_reader, "{reader} again");
}

#[tokio::test]
async fn summer_time_begins_between_two_entries() {
    check(
        "Europe/Copenhagen",
        "America/New_York",
        ["2026-03-29T00:30:00Z", "2026-03-29T01:30:00Z"],
        ["2026-03-29 01.30", "2026-03-29 03.30"],
        ["2026-03-28 20.30", "2026-03-28 21.30"],
    )
    .await;
}

#[tokio::test]
async fn the_date_line_lies_between_reader_and_scene() {
    check(
        "Pacific/Pago_Pago",
        "Pacific/Kiritimati",
        ["2026-11-26T10:30:00Z", "2026-11-26T11:30:00Z"],
        ["2026-11-25 23.30", "2026-11-26 00.30"],
        ["2026-11-27 00.30", "2026-11-27 01.30"],
    )
    .await;
}

#[tokio::test]
async fn zones_are_quarters_and_halves_of_an_hour_apart() {
    check(
        "Asia/Kolkata",
        "Asia/Kathmandu",
        ["2026-11-26T18:20:00Z", "2026-11-26T18:40:00Z"],
        ["2026-11-26 23.50", "2026-11-27 00.10"],
        ["2026-11-27 00.05", "2026-11-27 00.25"],
    )
    .await;
}
