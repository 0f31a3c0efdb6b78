//! www/feeds/schema.json says of feeds what the reader reads.

use std::{collections::BTreeSet, fs};

use developing_story::{
    feed,
    limits::MAX_ITEMS,
    poll::{LONGEST_CADENCE, SHORTEST},
};
use jsonschema::Validator;
use serde_json::{Value, json};
use xtask::{
    replay::{edition::Publication, story::Story},
    stories, workspace,
};

/// Members of `_story` that are for others than the widget.
const UNREAD: [&str; 3] = ["about", "coverage_start", "coverage_end"];

fn schema() -> Value {
    let path = stories::path("schema");
    serde_json::from_str(&fs::read_to_string(path).expect("the schema")).expect("JSON")
}

fn validator(schema: &Value) -> Validator {
    let options = jsonschema::options().should_validate_formats(true);
    options.build(schema).expect("a schema")
}

#[track_caller]
fn is_valid(validator: &Validator, document: &Value, name: &str) {
    let errors: Vec<String> = validator
        .iter_errors(document)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(errors.is_empty(), "{name}: {errors:#?}");
}

#[test]
fn every_static_feed_is_valid() {
    let validator = validator(&schema());
    let directory = stories::path("schema").parent().expect("a directory").to_owned();
    let mut count = 0;
    for entry in fs::read_dir(directory).expect("feeds") {
        let path = entry.expect("an entry").path();
        let name = path.to_string_lossy();
        if !name.ends_with("schema.json") {
            let text = fs::read_to_string(&path).expect("a feed");
            is_valid(&validator, &serde_json::from_str(&text).expect("JSON"), &name);
            count += 1;
        }
    }
    assert!(count > 0);
}

#[test]
fn the_feeds_of_the_guide_are_valid() {
    let validator = validator(&schema());
    let guide = fs::read_to_string(workspace::root().join("docs/feeds.md")).expect("the guide");
    let feeds = guide.split("```json\n").skip(1).filter_map(|rest| rest.split("```").next());
    let feeds: Vec<Value> = feeds.map(|feed| serde_json::from_str(feed).expect("JSON")).collect();
    feeds.iter().for_each(|feed| is_valid(&validator, feed, "docs/feeds.md"));
    assert!(!feeds.is_empty());
}

#[test]
fn every_page_of_the_replay_is_valid_at_every_moment() {
    let validator = validator(&schema());
    let publication = Publication::Paged { base: "https://feeds.example/story".to_owned() };
    let check = |name: &str, story: &Story| {
        for step in 0..=story.steps() {
            let edition = story.at(story.step(step), &publication);
            is_valid(&validator, &edition.live.json, name);
            edition.archive.iter().for_each(|page| is_valid(&validator, &page.json, name));
        }
    };
    for (name, story) in stories::read().expect("stories") {
        check(&name, &story);
    }
}

#[test]
fn a_document_with_a_mistake_is_not() {
    let validator = validator(&schema());
    let whole = || {
        json!({
            "version": "https://jsonfeed.org/version/1.1",
            "title": "Hanoi",
            "home_page_url": "https://news.example/hanoi",
            "_story": {
                "state": "live", "coverage_end": null, "poll_seconds": 15, "known": ["A"],
                "updated": "2019-02-28T08:05:00Z", "revised": [{ "id": "z" }], "more": 1,
            },
            "items": [{
                "id": "a", "url": "a", "date_modified": "2019-02-28T08:05:00+01:00",
                "authors": [{ "name": "Ida" }], "tags": ["asien"], "language": "da",
                "attachments": [{ "url": "a.mp3", "mime_type": "audio/mpeg" }], "more": 1,
                "_story": { "key": true, "certainty": "reported", "correction": "A", "withdrawn": "B", "base": "b/" },
            }],
            "more": 1,
        })
    };
    is_valid(&validator, &whole(), "the whole");
    let check = |place: &str, wrong: Value| {
        let mut document = whole();
        let (at, name) = place.rsplit_once('/').expect("a pointer");
        let holder = document.pointer_mut(at).expect("there");
        // Only `remove` tells absence from null.
        match (holder.as_object_mut(), &wrong) {
            (Some(members), Value::String(word)) if word == "absent" => drop(members.remove(name)),
            (Some(members), _) => drop(members.insert(name.to_owned(), wrong.clone())),
            (None, _) => *document.pointer_mut(place).expect("there") = wrong.clone(),
        }
        assert!(!validator.is_valid(&document), "{place}: {wrong}");
    };
    check("/version", json!("https://jsonfeed.org/version/2"));
    check("/version", json!("absent"));
    check("/title", json!("absent"));
    check("/title", json!(7));
    check("/items", json!("absent"));
    check("/items", json!({}));
    check("/items/0", json!("a"));
    check("/expired", json!("true"));
    check("/language", json!("på dansk"));
    check("/home_page_url", json!("mailto:desk@news.example"));
    check("/next_url", json!("javascript:x"));
    check("/next_url", json!("not an address"));
    check("/authors", json!("Ida"));
    check("/author", json!({}));
    check("/_story", json!([]));
    check("/_story/state", json!("over"));
    check("/_story/coverage_start", json!("i går"));
    check("/_story/coverage_end", json!(7));
    check("/_story/poll_seconds", json!("15"));
    check("/_story/poll_seconds", json!(0));
    check("/_story/poll_seconds", json!(3601));
    check("/_story/place", json!(7));
    check("/_story/time_zone", json!("Asia / Hanoi"));
    check("/_story/known", json!("A"));
    check("/_story/unknown", json!([7]));
    check("/_story/updated", json!("2019-02-30T08:00:00Z"));
    check("/_story/revised", json!([{}]));
    check("/items/0/id", json!("absent"));
    check("/items/0/id", json!(7));
    check("/items/0/id", json!(" "));
    check("/items/0/url", json!("data:,"));
    check("/items/0/title", json!(null));
    check("/items/0/content_html", json!(7));
    check("/items/0/date_published", json!("2019-02-28"));
    check("/items/0/date_modified", json!("absent"));
    check("/items/0/authors/0/name", json!("absent"));
    check("/items/0/tags", json!(["asien", 7]));
    check("/items/0/attachments/0/mime_type", json!("absent"));
    check("/items/0/_story", json!(true));
    check("/items/0/_story/key", json!("true"));
    check("/items/0/_story/pinned", json!(1));
    check("/items/0/_story/certainty", json!("sure"));
    check("/items/0/_story/happened", json!(1_551_335_100));
    check("/items/0/_story/correction", json!(true));
    check("/items/0/_story/withdrawn", json!(1));
    check("/items/0/_story/base", json!("mailto:desk@news.example"));
}

#[test]
fn what_describes_itself_describes_itself_rightly() {
    let schema = schema();
    jsonschema::meta::validate(&schema).expect("a schema");
    let definitions = schema["$defs"].as_object().expect("definitions");
    let places = definitions.keys().map(|name| format!("#/$defs/{name}/properties"));
    let mut examples = 0;
    for place in places.chain(["#/properties".to_owned()]) {
        let Some(Value::Object(members)) = schema.pointer(&place[1..]) else { continue };
        for (name, member) in members {
            assert!(member["description"].is_string(), "{place}/{name} is not described");
            let mut part = schema.clone();
            let Some(whole) = part.as_object_mut() else { continue };
            whole.retain(|name, _| {
                matches!(name.as_str(), "$schema" | "$id" | "$defs" | "properties")
            });
            let part = json!({ "$defs": { "whole": part }, "$ref": format!("{}{}/{name}", schema["$id"].as_str().expect("an id"), place) });
            for example in member["examples"].as_array().into_iter().flatten() {
                is_valid(&validator(&part), example, name);
                examples += 1;
            }
        }
    }
    assert!(examples > 20);
}

#[test]
fn schema_and_reader_know_the_same_members_of_story() {
    let path = workspace::root().join("src/feed/json_feed.rs");
    let source = fs::read_to_string(path).expect("the reader");
    let (of_feed, of_item) = source.split_once("struct Defaults").expect("what items inherit");
    let schema = schema();
    let check = |source: &str, definition: &str, unread: &[&str]| {
        let read: BTreeSet<&str> = ["(story, \"", "story.member(\""]
            .iter()
            .flat_map(|call| source.split(call).skip(1))
            .filter_map(|rest| rest.split('"').next())
            .chain(unread.iter().copied())
            .collect();
        let members = schema["$defs"][definition]["properties"].as_object().expect("members");
        let known: BTreeSet<&str> = members.keys().map(String::as_str).collect();
        assert_eq!(known, read, "{definition}");
    };
    check(of_feed, "story", &UNREAD);
    check(of_item, "marks", &[]);
}

#[test]
fn schema_and_reader_know_the_same_words_and_numbers() {
    let schema = schema();
    let words = |place: &str| {
        let words = schema.pointer(place).and_then(Value::as_array).expect("words").clone();
        assert!(words.len() > 2, "{place}");
        words
    };
    let read = |state: &Value, certainty: &Value| {
        let document = json!({
            "_story": { "state": state },
            "items": [{ "id": "a", "_story": { "certainty": certainty } }],
        });
        let document = feed::Value::parse(&document.to_string()).expect("JSON");
        feed::read(&document, None).expect("a feed").0
    };
    for word in words("/$defs/story/properties/state/enum") {
        assert_eq!(read(&word, &Value::Null).feed.state.word(), word);
    }
    for word in words("/$defs/marks/properties/certainty/enum") {
        let certainty = read(&Value::Null, &word).updates[0].certainty;
        assert!(certainty.is_some(), "{word}");
    }
    let poll = &schema["$defs"]["story"]["properties"]["poll_seconds"];
    assert_eq!(poll["minimum"], SHORTEST.as_secs());
    assert_eq!(poll["maximum"], LONGEST_CADENCE.as_secs());
    assert_eq!(schema["properties"]["items"]["maxItems"], MAX_ITEMS);
}
