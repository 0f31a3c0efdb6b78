//! What is published at a moment of a story, without any clock or network.

use jiff::Timestamp;
use serde_json::{Value, json};
use xtask::{
    replay::{
        edition::{Edition, Publication},
        story::Story,
    },
    stories,
};

use crate::script::{at, items, story, told};

fn edition(story: &Story, clock: &str) -> Edition {
    let time: Timestamp = at(clock).parse().expect("a time");
    story.at(time, &paged())
}

fn paged() -> Publication {
    let base = "https://feeds.example/story".to_owned();
    Publication::Paged { base }
}

#[track_caller]
fn check(lines: &str, clock: &str, expect: &str) {
    assert_eq!(told(&edition(&story(lines), clock)), expect);
}

/// The script is refused, and the chain of reasons begins so.
#[track_caller]
fn refused(script: &Value, because: &str) {
    let error = Story::read(&script.to_string()).expect_err("refused");
    let error = format!("{error:#}");
    assert!(error.starts_with(because), "{error}");
}

#[test]
fn a_play_begins_with_what_was_published_before() {
    check("09:00 a\n09:30 b\n10:10 c", "10:00", "b a");
}

#[test]
fn a_new_item_stands_first() {
    check("09:00 a\n10:10 b", "10:09", "a");
    check("09:00 a\n10:10 b", "10:10", "b a");
}

#[test]
fn of_two_items_of_one_moment_the_later_stands_first() {
    check("09:00 a\n10:10 b dated 09:00", "10:10", "b a");
}

#[test]
fn a_back_dated_item_stands_by_its_date() {
    check("09:00 a\n09:30 b\n10:10 c dated 09:10", "10:10", "b c a");
}

#[test]
fn a_revision_replaces_the_item_in_its_place() {
    check("09:00 a\n09:30 b\n10:10 a revised 09:00", "10:10", "b a*");
}

#[test]
fn a_withdrawal_leaves_the_stub_in_its_place() {
    check("09:00 a\n09:30 b\n10:10 a withdrawn 09:00", "10:10", "b a!");
}

#[test]
fn an_ended_story_has_expired() {
    check("09:00 a\n10:10 ended", "10:09", "a");
    check("09:00 a\n10:10 ended", "10:10", "a, expired");
}

#[test]
fn twelve_items_are_one_page_and_the_thirteenth_closes_six() {
    check(&items(12), "10:00", "l k j i h g f e d c b a");
    check(&items(13), "10:00", "m l k j i h g | f e d c b a");
}

#[test]
fn archive_pages_follow_each_other() {
    let archive = "| f e d c b a | l k j i h g";
    check(&items(19), "10:00", &format!("s r q p o n m {archive}"));
    let story = story(&items(19));
    let edition = edition(&story, "10:00");
    let address = |n| json!(format!("https://feeds.example/story-{n}.json"));
    assert_eq!(edition.live.json["next_url"], address(2));
    assert_eq!(edition.archive[1].json["next_url"], address(1));
    assert_eq!(edition.archive[0].json.get("next_url"), None);
}

#[test]
fn what_happens_to_an_item_of_a_closed_page_stands_whole_in_the_live_one() {
    let lines =
        items(13) + "10:10 a revised 08:00\n10:20 c withdrawn 08:02\n10:30 a withdrawn 08:00";
    let closed = "| f e d c b a";
    check(&lines, "10:10", &format!("m l k j i h g, revised a* {closed}"));
    check(&lines, "10:20", &format!("m l k j i h g, revised c! a* {closed}"));
    check(&lines, "10:30", &format!("m l k j i h g, revised c! a! {closed}"));
}

#[test]
fn an_item_dated_behind_the_archive_stands_first_so_that_its_page_is_not_in_order() {
    let lines = items(13) + "10:10 z dated 07:00\n10:20 y";
    check(&lines, "10:10", "z m l k j i h g | f e d c b a");
    check(&lines, "10:20", "z y m l k j i h g | f e d c b a");
}

#[test]
fn a_page_with_several_late_items_is_not_in_order_either() {
    let lines = items(13) + "10:10 x dated 07:20\n10:11 y dated 07:10\n10:12 z dated 07:15";
    check(&lines, "10:12", "y m l k j i h g x z | f e d c b a");
    let all_late = lines + "\n10:13 u dated 07:40\n10:14 v dated 07:50\n10:15 w dated 07:30";
    check(&all_late, "10:15", "m l k j i h g | f e d c b a | y v u w x z");
}

#[test]
fn a_late_item_is_closed_with_the_oldest() {
    let late = items(13) + "10:10 z dated 07:00\n";
    let lines = late + "10:11 n\n10:12 o\n10:13 p\n10:14 q\n10:15 r";
    check(&lines, "10:15", "r q p o n m l | f e d c b a | z k j i h g");
}

#[test]
fn a_closed_page_says_only_what_stays_true() {
    let story = story(&items(13));
    let page = &edition(&story, "10:00").archive[0];
    let expect = json!({
        "about": "https://developing-story.example/docs/feeds.md",
        "place": "Hanoi",
        "updated": "2019-02-28T08:12:00Z",
    });
    assert_eq!(page.json["_story"], expect);
    assert_eq!(page.json.get("expired"), None);
}

#[test]
fn the_live_page_says_when_it_got_its_content() {
    let story = story("09:00 a\n10:10 known something\n10:20 b");
    let updated = |clock| edition(&story, clock).live.json["_story"]["updated"].clone();
    assert_eq!(updated("10:09"), json!(at("09:00")));
    assert_eq!(updated("10:19"), json!(at("10:10")));
    let live = edition(&story, "10:10").live.json;
    assert_eq!(live["_story"]["known"], json!(["something"]));
    assert_eq!(live["feed_url"], json!("https://feeds.example/story.json"));
}

#[test]
fn members_stand_in_one_order() {
    let live = edition(&story(&items(13)), "10:00").live.json;
    let members = |value: &Value| {
        let members = value.as_object().expect("an object").keys();
        members.cloned().collect::<Vec<_>>().join(" ")
    };
    assert_eq!(members(&live), "version title home_page_url feed_url next_url _story items");
    assert_eq!(members(&live["_story"]), "about state known poll_seconds place revised updated");
}

#[test]
fn a_file_holds_everything_on_one_page_and_does_not_know_its_address() {
    let story = story(&(items(14) + "11:00 a revised 08:00\n11:10 ended"));
    let edition = story.at(story.end(), &Publication::Whole);
    assert_eq!(told(&edition), "n m l k j i h g f e d c b a*, expired");
    assert_eq!(edition.live.json.get("feed_url"), None);
    assert_eq!(edition.live.json.get("next_url"), None);
    assert_eq!(edition.live.json["_story"].get("revised"), None);
}

#[test]
fn the_steps_of_a_play_are_those_after_its_begin() {
    let story = story("09:00 a\n10:00 b\n10:10 c\n10:20 d");
    assert_eq!(story.steps(), 2);
    let times = [0, 1, 2, 3].map(|n| story.step(n).to_string());
    assert_eq!(times, ["10:00", "10:10", "10:20", "10:20"].map(at));
}

#[test]
fn a_mistake_in_a_script_is_named() {
    let script = |steps: Value| json!({ "feed": { "home_page_url": "" }, "begin": at("10:00"), "steps": steps });
    let item = |clock: &str| json!({ "at": at(clock), "item": { "id": "a", "date_published": at(clock) } });
    refused(&json!({}), "`feed` is missing or not an object");
    refused(&json!({ "feed": {} }), "`feed` lacks `home_page_url`");
    refused(
        &script(json!([item("10:01")])),
        "no step at or before `begin`: the play would open on nothing",
    );
    refused(
        &script(json!([item("09:10"), item("09:00")])),
        "step 2 is earlier than the step before it",
    );
    refused(
        &script(json!([{ "at": at("09:00") }])),
        "step 1: has to have either `item` or `story`",
    );
    refused(
        &script(json!([{ "at": at("09:00"), "item": { "id": "a", "date_published": "now" } }])),
        "step 1: item \"a\": `date_published` is \"now\" (expected an RFC 3339 time)",
    );
}

#[test]
fn archive_pages_of_the_real_stories_never_change() {
    for (name, story) in stories::read().expect("stories") {
        let mut closed: Vec<String> = Vec::new();
        for n in 0..=story.steps() {
            let edition = story.at(story.step(n), &paged());
            let pages = edition.archive.iter().map(|page| page.json.to_string());
            let pages: Vec<String> = pages.collect();
            assert!(pages.starts_with(&closed), "{name}: step {n} changed a closed page");
            closed = pages;
            let live = edition.live.json["items"].as_array().expect("items");
            assert!(live.len() <= 12, "{name}: step {n}");
        }
        assert!(!closed.is_empty(), "{name} is too short to close a page");
    }
}
