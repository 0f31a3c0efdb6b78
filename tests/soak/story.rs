//! One item of the newsroom, and the dates of the day.

use std::rc::Rc;

use developing_story::feed::Update;
use developing_story::time::Timestamp;

use super::support::{feed, item};

#[derive(Clone, Debug)]
pub(crate) struct Story {
    pub(crate) id: u32,
    /// Seconds since the reader came.
    pub(crate) published: i64,
    pub(crate) withdrawn: bool,
    pub(crate) pinned: bool,
    /// Dated to before what was newest. Whoever did not listen then may never find it.
    pub(crate) late: bool,
    pub(crate) edits: u32,
    /// It is not what it was when it was published.
    pub(crate) changed: bool,
    pub(crate) closed: bool,
    update: Option<Rc<Update>>,
}

impl Story {
    pub(crate) fn new(id: u32, published: i64, late: bool) -> Self {
        Self {
            id,
            published,
            withdrawn: false,
            pinned: false,
            late,
            edits: 0,
            changed: false,
            closed: false,
            update: None,
        }
    }

    pub(crate) fn title(&self) -> String {
        format!("Nyhed {} i udgave {}", self.id, self.edits)
    }

    /// As a reader of the feed gets it; read again only when something has changed.
    pub(crate) fn update(&mut self) -> Rc<Update> {
        let read = self.update.take().unwrap_or_else(|| self.read());
        self.update = Some(Rc::clone(&read));
        read
    }

    fn read(&self) -> Rc<Update> {
        let mut item = item(&self.id.to_string(), &stamp(self.published).to_rfc3339());
        item = item.title(&self.title());
        item = if self.withdrawn { item.withdrawn("Det passede ikke.") } else { item };
        item = if self.pinned { item.pinned() } else { item };
        feed([item]).page().updates.remove(0)
    }

    pub(crate) fn change(&mut self) {
        self.changed = true;
        self.update = None;
    }
}

/// 2019-02-28T12:00:00Z, when the reader comes.
const NOON: i64 = 1_551_355_200_000;

/// A second of the day as a date.
pub(crate) fn stamp(second: i64) -> Timestamp {
    Timestamp::from_millis(NOON + second * 1000)
}

/// A date as a second of the day.
pub(crate) fn second(date: Timestamp) -> i64 {
    (date.millis() - NOON) / 1000
}
