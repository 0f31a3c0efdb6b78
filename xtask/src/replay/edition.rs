//! What is published at one moment of a story: the live page and the closed ones. A function of the script and
//! the story's time; there is no clock here.
//!
//! The live page holds [`PAGE`] items at most. One more, and the oldest [`CLOSED`] become the next archive page,
//! whose bytes never change again: what happens to its items later stands whole in the live page's
//! `_story.revised`.
//!
//! An item may come in late, dated within what is closed already. It goes to the live page like any other, and
//! the oldest of such items stands first there, so that the page is not in order of `date_published`: otherwise
//! it would cover the time of the closed items, and their absence would read as their withdrawal.

use std::{cmp::Reverse, collections::BTreeSet};

use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::story::{Change, Item, Step, Story};

/// The most items that a live page holds.
pub const PAGE: usize = 12;
/// How many items an archive page holds.
pub const CLOSED: usize = 6;

/// The documentation of `_story`, which JSON Feed asks an extension to name.
const ABOUT: &str = "https://developing-story.example/docs/feeds.md";

/// What of `_story` is said about this moment, and so cannot stand on a page that never changes.
const MOMENTARY: [&str; 5] = ["state", "coverage_end", "poll_seconds", "known", "unknown"];

/// Where and in what portions a story is published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Publication {
    /// In pages: `<base>.json` is the live one, `<base>-1.json` the oldest of the archive.
    Paged {
        /// The feed's absolute address without `.json`.
        base: String,
    },
    /// As one page that holds everything and does not know its address: a file.
    Whole,
}

/// One page of the feed.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// The moment of the story in which it got this content.
    pub updated: Timestamp,
    /// The JSON Feed.
    pub json: Value,
}

/// Everything that is published at one moment.
#[derive(Clone, Debug, PartialEq)]
pub struct Edition {
    /// The page that changes.
    pub live: Document,
    /// The closed pages, oldest first.
    pub archive: Vec<Document>,
}

impl Story {
    /// The edition of a moment.
    pub fn at(&self, time: Timestamp, publication: &Publication) -> Edition {
        let mut desk = Desk::new(self, publication);
        for step in self.until(time) {
            desk.take(step);
        }
        Edition { live: desk.live_page(), archive: desk.archive }
    }
}

/// The state of the story between two steps.
struct Desk<'a> {
    head: &'a Map<String, Value>,
    publication: &'a Publication,
    story: Map<String, Value>,
    updated: Timestamp,
    /// In order of arrival.
    live: Vec<Item>,
    archive: Vec<Document>,
    archived: BTreeSet<String>,
    /// The date of the newest item in the archive.
    frontier: Option<Timestamp>,
    /// Items of the archive in their present form.
    revised: Vec<Item>,
}

impl<'a> Desk<'a> {
    fn new(script: &'a Story, publication: &'a Publication) -> Self {
        let mut story = Map::from_iter([("about".to_owned(), json!(ABOUT))]);
        if let Some(Value::Object(members)) = script.head.get("_story") {
            story.extend(members.clone());
        }
        Self {
            head: &script.head,
            publication,
            story,
            updated: script.begin(),
            live: Vec::new(),
            archive: Vec::new(),
            archived: BTreeSet::new(),
            frontier: None,
            revised: Vec::new(),
        }
    }

    fn take(&mut self, step: &Step) {
        self.updated = step.at;
        match &step.change {
            Change::Story(members) => self.story.extend(members.clone()),
            Change::Item(item) if self.archived.contains(&item.id) => {
                put(&mut self.revised, item);
            }
            Change::Item(item) => {
                put(&mut self.live, item);
                let paged = matches!(self.publication, Publication::Paged { .. });
                if paged && self.live.len() > PAGE {
                    self.close();
                }
            }
        }
    }

    fn close(&mut self) {
        // The sort is stable: of two items of one moment, the one that came first is the older.
        self.live.sort_by_key(|item| item.published);
        let rest = self.live.split_off(CLOSED);
        let closed = std::mem::replace(&mut self.live, rest);
        let mut story = self.story.clone();
        story.retain(|name, _| !MOMENTARY.contains(&name.as_str()));
        let document = self.document(story, false, &closed);
        self.archive.push(document);
        let newest = closed.iter().map(|item| item.published).max();
        self.frontier = self.frontier.max(newest);
        self.archived.extend(closed.into_iter().map(|item| item.id));
    }

    fn live_page(&self) -> Document {
        let mut story = self.story.clone();
        let ended = story.get("state") == Some(&json!("ended"));
        if self.publication != &Publication::Whole {
            story.insert("revised".to_owned(), newest_first(&self.revised, None));
        }
        self.document(story, ended, &self.live)
    }

    fn document(&self, mut story: Map<String, Value>, expired: bool, items: &[Item]) -> Document {
        story.insert("updated".to_owned(), json!(self.updated.to_string()));
        let mut json = self.head.clone();
        json.retain(|name, _| name != "_story" && name != "items");
        if let Publication::Paged { base } = self.publication {
            json.insert("feed_url".to_owned(), json!(format!("{base}.json")));
            if !self.archive.is_empty() {
                let next = format!("{base}-{}.json", self.archive.len());
                json.insert("next_url".to_owned(), json!(next));
            }
        }
        if expired {
            json.insert("expired".to_owned(), json!(true));
        }
        json.insert("_story".to_owned(), Value::Object(story));
        json.insert("items".to_owned(), newest_first(items, self.frontier));
        Document { updated: self.updated, json: Value::Object(json) }
    }
}

/// Replaces the item of this id, or adds it.
fn put(items: &mut Vec<Item>, item: &Item) {
    match items.iter_mut().find(|held| held.id == item.id) {
        Some(held) => *held = item.clone(),
        None => items.push(item.clone()),
    }
}

/// Items in the order of a page: newest first, but before them the oldest if it is behind the archive's frontier.
fn newest_first(items: &[Item], frontier: Option<Timestamp>) -> Value {
    let mut items: Vec<(usize, &Item)> = items.iter().enumerate().collect();
    items.sort_by_key(|(arrival, item)| Reverse((item.published, *arrival)));
    if items.last().is_some_and(|(_, oldest)| Some(oldest.published) <= frontier) {
        items.rotate_right(1);
    }
    items.into_iter().map(|(_, item)| item.json.clone()).collect()
}
