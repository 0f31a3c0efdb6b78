//! Whom a session meets beside its reader and its feed: other elements, other tabs, the device.

use developing_story::config::Config;
use developing_story::feed::Page;
use developing_story::session::{Answer, Event, Memory, Problem, ReaderId};
use developing_story::time::Timestamp;

use super::{Conversation, good};
use crate::support::{Document, FEED, link};

impl Conversation {
    /// Another element of the page shows the same story.
    pub(crate) fn join(&mut self, reader: ReaderId, config: Config) -> &mut Self {
        self.tell(Event::Joined(reader, config));
        self.tell(Event::Connected(reader));
        self
    }

    /// What another tab tells.
    pub(crate) fn hear(&mut self, document: &Document) -> &mut Self {
        self.tell(Event::Heard(good(document, None)));
        self
    }

    pub(crate) fn hear_failure(&mut self, problem: Problem) -> &mut Self {
        self.tell(Event::Heard(Answer::Failed { problem, retry_after: None, detail: None }));
        self
    }

    /// Another tab polls, from the beginning.
    pub(crate) fn following() -> Self {
        let mut talk = Self::unconnected(Config::default(), Some(link(FEED)));
        talk.follows = true;
        talk.connect();
        talk
    }

    /// The other tab is gone.
    pub(crate) fn lead(&mut self) -> &mut Self {
        self.follows = false;
        self.tell(Event::Leads);
        self
    }

    /// What the device kept: a document that was current so many seconds ago.
    pub(crate) fn recall(&mut self, document: &Document, age: i64, place: &str) -> &mut Self {
        self.recall_page(document.page(), age, place)
    }

    /// The same, and what entries were before.
    pub(crate) fn recall_with(&mut self, now: &Document, before: &Document, age: i64) -> &mut Self {
        let at = Timestamp::from_millis(self.moment().wall.millis() - age * 1000);
        let memory = Memory { at, place: String::new() };
        let (page, before) = (Box::new(now.page()), Some(Box::new(before.page())));
        self.tell(Event::Recalled { page, before, memory, came_back: true });
        self
    }

    pub(crate) fn recall_page(&mut self, page: Page, age: i64, place: &str) -> &mut Self {
        let at = Timestamp::from_millis(self.moment().wall.millis() - age * 1000);
        let memory = Memory { at, place: place.to_owned() };
        let page = Box::new(page);
        self.tell(Event::Recalled { page, before: None, memory, came_back: true });
        self
    }

    pub(crate) fn hand(&mut self, document: &Document) -> &mut Self {
        let (page, rejected) = document.read();
        self.tell(Event::Handed(Box::new(page), rejected));
        self
    }
}
