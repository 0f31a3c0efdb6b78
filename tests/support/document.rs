//! Documents as a newsroom would send them, made piece by piece.

use developing_story::feed::{self, Page, Rejected};
use serde_json::{Value, json};

use super::{link, value};

/// Where the feed of every test lies.
pub(crate) const FEED: &str = "https://news.example/hanoi/feed.json";

/// A JSON Feed in the making.
#[derive(Clone, Debug)]
pub(crate) struct Document(pub(crate) Value);

/// An item in the making.
#[derive(Clone, Debug)]
pub(crate) struct Item(pub(crate) Value);

/// A document with these items and nothing else.
pub(crate) fn feed(items: impl IntoIterator<Item = Item>) -> Document {
    let items: Vec<Value> = items.into_iter().map(|item| item.0).collect();
    Document(json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Topmødet i Hanoi",
        "language": "da",
        "items": items,
    }))
}

/// An item of that id, published at that time ("10:00"); its title says the same.
pub(crate) fn item(id: &str, published: &str) -> Item {
    Item(json!({ "id": id, "title": format!("Om {id}"), "content_text": format!("Alt om {id}.") }))
        .at(published)
}

fn date(text: &str) -> String {
    if text.len() == 5 { format!("2019-02-28T{text}:00Z") } else { text.to_owned() }
}

impl Item {
    pub(crate) fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.0[name] = value.into();
        self
    }

    pub(crate) fn story(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.0["_story"][name] = value.into();
        self
    }

    pub(crate) fn title(self, title: &str) -> Self {
        self.with("title", title)
    }

    pub(crate) fn at(self, published: &str) -> Self {
        self.with("date_published", date(published))
    }

    pub(crate) fn modified(self, modified: &str) -> Self {
        self.with("date_modified", date(modified))
    }

    pub(crate) fn pinned(self) -> Self {
        self.story("pinned", true)
    }

    pub(crate) fn withdrawn(self, why: &str) -> Self {
        self.story("withdrawn", why)
    }
}

impl Document {
    pub(crate) fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.0[name] = value.into();
        self
    }

    pub(crate) fn story(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.0["_story"][name] = value.into();
        self
    }

    /// The document's version.
    pub(crate) fn updated(self, at: &str) -> Self {
        let at = date(at);
        self.story("updated", at)
    }

    pub(crate) fn state(self, word: &str) -> Self {
        self.story("state", word)
    }

    /// Where older items are.
    pub(crate) fn next(self, address: &str) -> Self {
        self.with("next_url", address)
    }

    pub(crate) fn revised(self, items: impl IntoIterator<Item = Item>) -> Self {
        let items: Vec<Value> = items.into_iter().map(|item| item.0).collect();
        self.story("revised", items)
    }

    pub(crate) fn read(&self) -> (Page, Vec<Rejected>) {
        let document = value(&self.0.to_string());
        feed::read(&document, Some(&link(FEED))).expect("a test's document is a feed")
    }

    pub(crate) fn page(&self) -> Page {
        self.read().0
    }
}
