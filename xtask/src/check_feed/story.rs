//! What the widget would show of a document: the reader's own page, timeline, headlines and cadence.

use std::{rc::Rc, time::Duration};

use developing_story::{
    feed::{self, Feed, Page, State, Update, Value},
    formats::Fault,
    link::Link,
    markup::native::Html5ever,
    poll::Poll,
    session,
    time::Timestamp,
    timeline::{Position, Timeline},
};

use super::source::Found;

/// A first visit to the story.
#[derive(Debug)]
pub struct Story {
    /// The document, as a JSON Feed.
    pub document: Value,
    /// What it says.
    pub page: Page,
    /// Title, state, place.
    pub feed: Feed,
    /// Time between polls; nothing where they have come to an end.
    pub cadence: Option<Duration>,
    /// The page of older items.
    pub next: Option<Link>,
    /// Nobody has named that page: it is where such pages usually are.
    pub guessed: bool,
    /// The document's version.
    pub version: Option<Timestamp>,
    /// Newest first; pinned ones are shown above the others.
    pub entries: Vec<Row>,
}

/// A row of the timeline.
#[derive(Debug)]
pub struct Row {
    /// The title, or the first words.
    pub headline: String,
    /// Where it stands.
    pub published: Timestamp,
    /// Its item.
    pub update: Rc<Update>,
}

impl Story {
    pub(super) fn of(
        document: &Value,
        guessed: bool,
        found: &Found,
        now: Timestamp,
    ) -> Result<Self, Fault> {
        let Ok((mut page, _)) = feed::read(document, Some(&found.address)) else {
            let remedy = "Write a list of items, even where it is empty.";
            return Err(Fault { what: "has no list of items".to_owned(), remedy });
        };
        let modified = found.cache.as_ref().and_then(|cache| cache.modified);
        page.version = page.version.or(modified);
        let version = page.version;
        let feed = page.feed.clone();
        let next = page.next.clone().filter(|next| !next.same_document(&found.address));
        let mut timeline = Timeline::default();
        timeline.apply(page.clone(), Position::First, now);
        let entries = timeline.entries().map(|entry| {
            let (headline, _) = session::headline(&entry.update, &entry.content(&Html5ever));
            let update = Rc::clone(&entry.update);
            Row { headline, published: entry.published, update }
        });
        let entries = entries.collect();
        let document = document.clone();
        let cadence = cadence(&feed, found);
        Ok(Self { document, page, feed, cadence, next, guessed, version, entries })
    }
}

fn cadence(feed: &Feed, found: &Found) -> Option<Duration> {
    // The seed is for jitter, which a cadence is without.
    let mut poll = Poll::new(0);
    let wishes = poll.wishes();
    wishes.feed = feed.poll;
    wishes.ended = feed.state == State::Ended;
    wishes.max_age = found.max_age();
    (!feed.expired).then(|| poll.cadence())
}
