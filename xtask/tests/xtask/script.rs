//! Scripts of stories in short hand, one step a line, and editions told back in as few words.

use serde_json::{Value, json};
use xtask::replay::{edition::Edition, story::Story};

/// Reads lines such as `10:00 a`, `10:05 a revised`, `10:06 a withdrawn`, `10:07 b dated 09:00` and
/// `11:00 ended`. The play begins at 10:00.
pub(crate) fn story(lines: &str) -> Story {
    let steps: Vec<Value> = lines.lines().filter_map(step).collect();
    let script = json!({
        "feed": {
            "version": "https://jsonfeed.org/version/1.1",
            "title": "A story",
            "home_page_url": "https://news.example/story",
            "_story": { "state": "live", "known": [], "poll_seconds": 5, "place": "Hanoi" },
        },
        "begin": at("10:00"),
        "steps": steps,
    });
    Story::read(&script.to_string()).expect("a script")
}

/// The moment of a day that all scripts share.
pub(crate) fn at(clock: &str) -> String {
    format!("2019-02-28T{clock}:00Z")
}

/// So many items, one a minute from 08:00, named `a`, `b`, `c`…
pub(crate) fn items(count: u8) -> String {
    (0..count).map(|n| format!("08:{n:02} {}\n", char::from(b'a' + n))).collect()
}

/// The live page's items, then what it says besides, then the archive's pages. `*` marks a revised item and
/// `!` a withdrawn one.
pub(crate) fn told(edition: &Edition) -> String {
    let live = &edition.live.json;
    let mut words = names(&live["items"]);
    let revised = names(&live["_story"]["revised"]);
    if !revised.is_empty() {
        words += &format!(", revised {revised}");
    }
    if live["expired"] == json!(true) {
        words += ", expired";
    }
    for page in &edition.archive {
        words += &format!(" | {}", names(&page.json["items"]));
    }
    words
}

fn step(line: &str) -> Option<Value> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let (&clock, words) = words.split_first()?;
    Some(match words {
        ["ended"] => json!({ "at": at(clock), "story": { "state": "ended" } }),
        ["known", fact] => json!({ "at": at(clock), "story": { "known": [fact] } }),
        [id, rest @ ..] => {
            let mut item = json!({ "id": id, "date_published": at(clock) });
            match rest {
                ["dated", dated] => item["date_published"] = json!(at(dated)),
                [mark @ ("revised" | "withdrawn"), dated] => {
                    item["date_published"] = json!(at(dated));
                    item["date_modified"] = json!(at(clock));
                    if *mark == "withdrawn" {
                        item["_story"] = json!({ "withdrawn": "It was wrong." });
                    }
                }
                _ => {}
            }
            json!({ "at": at(clock), "item": item })
        }
        [] => return None,
    })
}

fn names(items: &Value) -> String {
    let items = items.as_array().map(Vec::as_slice).unwrap_or_default();
    let names = items.iter().map(|item| {
        let mark = match (item.get("_story"), item.get("date_modified")) {
            (Some(_), _) => "!",
            (None, Some(_)) => "*",
            (None, None) => "",
        };
        format!("{}{mark}", item["id"].as_str().unwrap_or("?"))
    });
    names.collect::<Vec<_>>().join(" ")
}
