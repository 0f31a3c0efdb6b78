//! Feeds as a test's newsroom writes them.

use std::ops::RangeInclusive;

use serde_json::{Value, json};

/// A feed to publish. It asks to be polled every second.
#[derive(Clone, Debug)]
pub struct Feed(Value);

impl Feed {
    /// A story with the entries of these numbers.
    pub fn of(numbers: RangeInclusive<u32>) -> Self {
        let items: Vec<Value> = numbers.rev().map(item).collect();
        Self(json!({
            "version": "https://jsonfeed.org/version/1.1",
            "title": "Prøvehistorien",
            "language": "da",
            "_story": {"state": "live", "poll_seconds": 1},
            "items": items,
        }))
    }

    /// One without entries.
    pub fn empty() -> Self {
        // A range that ends before it begins.
        Self::of(RangeInclusive::new(1, 0))
    }

    /// With another value for a member.
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.0[name] = value.into();
        self
    }

    /// With another value for a member of `_story`.
    pub fn story(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.0["_story"][name] = value.into();
        self
    }

    /// With other members for the entry of a number.
    pub fn entry(mut self, number: u32, members: Value) -> Self {
        let id = id(number);
        let items = self.0["items"].as_array_mut().into_iter().flatten();
        for item in items.filter(|item| item["id"] == id) {
            for (name, value) in members.as_object().into_iter().flatten() {
                item[name] = value.clone();
            }
        }
        self
    }

    /// With a further item, newest of all.
    pub fn item(mut self, item: Value) -> Self {
        let items = self.0["items"].as_array_mut();
        items.expect("a feed has items").insert(0, item);
        self
    }

    /// The document.
    pub fn json(&self) -> &Value {
        &self.0
    }
}

/// The id of an entry.
fn id(number: u32) -> String {
    format!("entry-{number}")
}

/// The entry of a number; a higher one is newer, by a minute.
pub fn item(number: u32) -> Value {
    let (hour, minute) = (8 + number / 60, number % 60);
    json!({
        "id": id(number),
        "title": format!("Nyhed nummer {number}"),
        "content_html": format!("<p>Teksten til nyhed {number}.</p>"),
        "date_published": format!("2019-02-28T{hour:02}:{minute:02}:00Z"),
    })
}
