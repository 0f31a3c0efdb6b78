//! What a reader can know: which stories have reached the session, and what is lost to everybody
//! who did not listen at the right moment.

use std::collections::{BTreeMap, BTreeSet};

use developing_story::feed::{Page, Update};
use developing_story::session::View;

use super::newsroom::{Edition, Newsroom};
use super::story::{Story, second, stamp};

/// Pages that are fetched for a gap without being asked for.
const UNASKED: usize = developing_story::session::PAGES_UNASKED as usize;

/// What the timeline must show of a story: id, headline, date, and whether it is a stub.
pub(crate) type Line = (String, String, String, bool);

#[derive(Debug)]
pub(crate) struct Reach {
    /// Stories that some document has listed, and the date that they had last.
    known: BTreeMap<u32, i64>,
    /// Deleted while nobody listened, and beyond the live page since: they may stand or be gone.
    pub(crate) ghosts: BTreeSet<u32>,
    /// What stood on the live page that the session had last, and the oldest date of it.
    live: BTreeSet<u32>,
    since: i64,
    /// Below a gap that waits to be asked for, and perhaps not as it left the live page.
    below: BTreeSet<u32>,
    /// Everything from here on has been within reach.
    floor: i64,
    version: Option<i64>,
    closed: usize,
    /// So many pages were closed while nobody listened that a gap may wait to be asked for.
    pub(crate) wide: bool,
}

impl Reach {
    pub(crate) fn new() -> Self {
        Self {
            known: BTreeMap::new(),
            ghosts: BTreeSet::new(),
            live: BTreeSet::new(),
            since: i64::MAX,
            below: BTreeSet::new(),
            floor: i64::MAX,
            version: None,
            closed: 0,
            wide: false,
        }
    }

    /// The session has the live page, unless it has a newer one already.
    pub(crate) fn takes(&mut self, edition: &Edition, newsroom: &Newsroom) {
        let Some(before) = self.version.replace(edition.at.max(self.version.unwrap_or(i64::MIN)))
        else {
            self.closed = edition.closed;
            self.stands(&edition.page);
            return self.lists(&edition.page);
        };
        if edition.at < before {
            return;
        }
        if edition.closed - self.closed > UNASKED {
            self.wide = true;
            self.below.append(&mut self.live);
            let since = |(id, date): (&u32, &i64)| (*date >= self.since).then_some(*id);
            self.below.extend(self.known.iter().filter_map(since));
        }
        self.closed = edition.closed;
        self.stands(&edition.page);
        let unseen = newsroom.deleted.iter().filter(|(at, _)| (before..=edition.at).contains(at));
        for (_, story) in unseen {
            if self.known.get(&story.id).is_some_and(|date| *date <= self.since) {
                self.ghosts.insert(story.id);
            }
        }
        self.lists(&edition.page);
        for update in &edition.page.revised {
            if let Some(date) = self.known.get_mut(&number(update)) {
                *date = published(update);
            }
        }
    }

    fn stands(&mut self, page: &Page) {
        let upright = page.updates.iter().filter(|update| !update.pinned);
        self.since = upright.map(|update| published(update)).min().unwrap_or(i64::MAX);
        self.live = page.updates.iter().map(|update| number(update)).collect();
    }

    /// The session has a page that lists these.
    pub(crate) fn lists(&mut self, page: &Page) {
        for update in &page.updates {
            self.known.insert(number(update), published(update));
            if !update.pinned {
                self.floor = self.floor.min(published(update));
            }
        }
    }

    /// Whether a gap waits. Where none does, all of it has been fetched.
    pub(crate) fn waits(&mut self, gap: bool) {
        self.wide &= gap;
        if !gap {
            self.below.clear();
        }
    }

    /// From here on nothing is too far back.
    pub(crate) fn reaches_everything(&mut self) {
        self.waits(false);
        self.floor = i64::MIN;
    }

    /// Holds everything that is shown to what the newsroom says.
    pub(crate) fn compare(&self, view: &View, newsroom: &Newsroom) -> Result<(), String> {
        let says = newsroom.says();
        let gap = view.lines().any(|row| row.gap.is_some());
        if gap && !self.wide {
            return Err("something is missing that could have been fetched unasked".to_owned());
        }
        // What was dated back while nobody listened may have left the live page unseen.
        let lost = |story: &&&Story| !self.known.contains_key(&story.id) && !story.late;
        let mut within = says.iter().filter(|story| story.published >= self.floor);
        if let Some(story) = within.find(lost).filter(|_| !gap) {
            return Err(format!("{} never came, and no gap says so", story.id));
        }
        let known = |story: &&&Story| self.known.contains_key(&story.id);
        let known = says.iter().filter(known).filter(|story| !self.below.contains(&story.id));
        let expect: Vec<Line> = known.map(|story| line(story)).collect();
        let stands: BTreeSet<u32> = says.iter().map(|story| story.id).collect();
        let ghosts = self.ghosts.difference(&stands).chain(&self.below);
        let ghosts: Vec<String> = ghosts.map(u32::to_string).collect();
        let shown: Vec<Line> = lines(view).filter(|(id, ..)| !ghosts.contains(id)).collect();
        match differs(&shown, &expect) {
            Some(how) => Err(how),
            None => Ok(()),
        }
    }
}

/// What is shown, in reading order.
pub(crate) fn lines(view: &View) -> impl Iterator<Item = Line> {
    view.lines().map(|row| {
        let stub = row.withdrawn.is_some();
        (row.id.to_string(), row.headline.clone(), row.datetime.clone(), stub)
    })
}

fn line(story: &Story) -> Line {
    let date = stamp(story.published).to_rfc3339();
    (story.id.to_string(), story.title(), date, story.withdrawn)
}

/// Where two lists first part.
fn differs(shown: &[Line], expect: &[Line]) -> Option<String> {
    let at = (0..shown.len().max(expect.len())).find(|at| shown.get(*at) != expect.get(*at))?;
    let (shown, expect) = (shown.get(at), expect.get(at));
    Some(format!("row {at} is {shown:?}, and the newsroom says {expect:?}"))
}

fn number(update: &Update) -> u32 {
    update.id.as_str().parse().unwrap_or_default()
}

fn published(update: &Update) -> i64 {
    update.published.map_or(0, second)
}
