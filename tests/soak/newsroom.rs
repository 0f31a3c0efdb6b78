//! A newsroom at work for a day, by chance, and within what the contract lets it do.
//!
//! What has left the live page stands on a closed page that never changes again; what has changed
//! since it was published, and is on a closed page, stands in `_story.revised`. It deletes nothing
//! that is on a closed page, and not the oldest item of the live page, whose absence could mean
//! anything.

use std::rc::Rc;

use developing_story::feed::{Page, Update};

use super::chance::Chance;
use super::story::{Story, stamp};
use super::support::{feed, link};

/// Items of the live page at most; beyond it the oldest become a closed page.
const LIVE: usize = 12;

/// Items of a closed page.
const CLOSED: usize = 5;

/// Editions that a stale node may still hold.
const KEPT: usize = 60;

const PINNED: usize = 3;

/// One version of the live page.
#[derive(Clone, Debug)]
pub(crate) struct Edition {
    /// The second at which it came out, which is its version.
    pub(crate) at: i64,
    pub(crate) page: Page,
    /// How many pages were closed by then.
    pub(crate) closed: usize,
}

#[derive(Debug)]
pub(crate) struct Newsroom {
    chance: Chance,
    now: i64,
    next: i64,
    /// Everything that stands, newest first.
    pub(crate) stories: Vec<Story>,
    /// Which story was deleted when.
    pub(crate) deleted: Vec<(i64, Story)>,
    pub(crate) pages: Vec<Page>,
    pub(crate) editions: Vec<Edition>,
    count: u32,
    poll: u64,
}

impl Newsroom {
    /// One that has been at work for some hours when the reader comes.
    pub(crate) fn open(seed: u64) -> Self {
        let mut newsroom = Self {
            chance: Chance(seed),
            now: -20_000,
            next: -20_000,
            stories: Vec::new(),
            deleted: Vec::new(),
            pages: Vec::new(),
            editions: Vec::new(),
            count: 0,
            poll: 15,
        };
        newsroom.work(0);
        newsroom
    }

    /// Works up to that second.
    pub(crate) fn work(&mut self, until: i64) {
        while self.next <= until {
            self.now = self.next;
            self.act();
            self.close();
            self.print();
            // Each hour of the day is a busy one, one like any other, or a slow one.
            let mood = (self.now.div_euclid(3600) * 7 + self.count as i64 / 40).rem_euclid(5);
            let pause = match mood {
                0 => self.chance.between(3, 60),
                1 | 2 => self.chance.between(20, 300),
                _ => self.chance.between(120, 900),
            };
            self.next += pause as i64;
        }
        self.now = until;
    }

    /// When it last said anything new.
    pub(crate) fn last(&self) -> i64 {
        self.editions.last().map_or(0, |edition| edition.at)
    }

    pub(crate) fn edition(&self) -> &Edition {
        &self.editions[self.editions.len() - 1]
    }

    pub(crate) fn address(page: usize) -> String {
        format!("https://news.example/hanoi/page-{page}.json")
    }

    /// What it says altogether, as a reader should see it: pinned ones first, then the newest.
    pub(crate) fn says(&self) -> Vec<&Story> {
        let (mut all, rest): (Vec<_>, Vec<_>) = self.stories.iter().partition(|s| s.pinned);
        all.extend(rest);
        all
    }

    fn act(&mut self) {
        let live: Vec<usize> = self.numbers(|story| !story.closed);
        let closed: Vec<usize> = self.numbers(|story| story.closed);
        let upright: Vec<usize> = self.numbers(|story| !story.closed && !story.pinned);
        let pinned: Vec<usize> = self.numbers(|story| story.pinned);
        // The oldest marks the end of the page.
        let inner = &upright[..upright.len().saturating_sub(1)];
        let what = self.chance.between(0, 99);
        let mut choose = |of: &[usize]| Some(of[self.chance.among(of.len())?]);
        match what {
            0..=7 => {
                if let Some(at) = choose(inner) {
                    return self.publish_behind(at);
                }
            }
            8..=24 => {
                if let Some(at) = choose(&live) {
                    self.stories[at].edits += 1;
                    return self.stories[at].change();
                }
            }
            25..=30 => {
                if let Some(at) = choose(&live) {
                    self.stories[at].withdrawn = true;
                    return self.stories[at].change();
                }
            }
            31..=37 => {
                if let Some(at) = choose(inner) {
                    let story = self.stories.remove(at);
                    return self.deleted.push((self.now, story));
                }
            }
            38..=41 => {
                if let Some(at) = choose(&upright) {
                    let mut story = self.stories.remove(at);
                    story.published = self.now;
                    story.change();
                    return self.stories.insert(0, story);
                }
            }
            42..=45 => {
                if let Some(at) = choose(inner).filter(|_| pinned.len() < PINNED) {
                    self.stories[at].pinned = true;
                    return self.stories[at].change();
                }
            }
            46..=49 => {
                if let Some(at) = choose(&pinned) {
                    self.stories[at].pinned = false;
                    return self.stories[at].change();
                }
            }
            50..=58 => {
                if let Some(at) = choose(&closed) {
                    self.stories[at].edits += 1;
                    self.stories[at].withdrawn |= what > 55;
                    return self.stories[at].change();
                }
            }
            59 => return self.poll = self.chance.pick(&[5, 10, 15]),
            60..=62 => return self.bring_back(),
            _ => {}
        }
        self.publish(0, self.now, false);
    }

    /// Between two of the live page: below its oldest nobody would find it.
    fn publish_behind(&mut self, at: usize) {
        let older = self.stories.get(at + 1).filter(|story| !story.closed);
        let newer = self.stories[at].published;
        match older.map(|older| older.published).filter(|older| newer - older > 1) {
            Some(older) => self.publish(at + 1, older + (newer - older) / 2, true),
            None => self.publish(0, self.now, false),
        }
    }

    fn publish(&mut self, at: usize, published: i64, late: bool) {
        self.count += 1;
        let story = Story::new(self.count, published, late);
        self.stories.insert(at, story);
    }

    /// What was deleted last stands again, where the live page still holds its date.
    fn bring_back(&mut self) {
        let oldest = self.stories.iter().rfind(|story| !story.closed && !story.pinned);
        let oldest = oldest.map_or(self.now, |story| story.published);
        let free = |at: i64| self.stories.iter().all(|story| story.published != at);
        let stands = |story: &Story| story.published > oldest && free(story.published);
        if let Some((_, mut story)) = self.deleted.pop_if(|(_, story)| stands(story)) {
            story.late = true;
            story.change();
            let at = self.stories.partition_point(|other| other.published > story.published);
            self.stories.insert(at, story);
        }
    }

    /// The oldest of the live page become a closed page; what is pinned stays on the live page too.
    fn close(&mut self) {
        let live = self.numbers(|story| !story.closed);
        if live.len() <= LIVE {
            return;
        }
        let mut updates = Vec::new();
        for at in &live[live.len() - CLOSED..] {
            let story = &mut self.stories[*at];
            (story.closed, story.changed) = (true, false);
            updates.push(self.stories[*at].update());
        }
        let page = self.page(updates, Vec::new());
        self.pages.push(page);
    }

    fn print(&mut self) {
        let (mut listed, mut revised) = (self.numbers(|story| story.pinned), Vec::new());
        listed.extend(self.numbers(|story| !story.closed && !story.pinned));
        revised.extend(self.numbers(|story| story.closed && story.changed));
        let listed = listed.into_iter().map(|at| self.stories[at].update()).collect();
        let revised = revised.into_iter().map(|at| self.stories[at].update()).collect();
        let page = self.page(listed, revised);
        self.editions.push(Edition { at: self.now, page, closed: self.pages.len() });
        if self.editions.len() > KEPT {
            self.editions.remove(0);
        }
    }

    fn page(&self, updates: Vec<Rc<Update>>, revised: Vec<Rc<Update>>) -> Page {
        let document = feed([]).story("poll_seconds", self.poll);
        let next = self.pages.len().checked_sub(1).map(|page| link(&Self::address(page)));
        Page { updates, revised, next, version: Some(stamp(self.now)), ..document.page() }
    }

    fn numbers(&self, of: impl Fn(&Story) -> bool) -> Vec<usize> {
        (0..self.stories.len()).filter(|at| of(&self.stories[*at])).collect()
    }
}
