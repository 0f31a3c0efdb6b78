//! A newsroom by chance, and readers who get its documents in every way that a network can think
//! of: whatever they went through, they see what the newsroom says.
#![cfg(not(target_arch = "wasm32"))]

mod support;

use std::collections::BTreeMap;

use developing_story::timeline::{Position, Round, Timeline};
use proptest::prelude::*;
use support::{Document, Item, cases, feed, ids, item, moment};

/// Items of the live page at most; beyond it the oldest become a closed page.
const LIVE: usize = 8;

/// Items of a closed page.
const CLOSED: usize = 4;

/// One act of the newsroom; numbers choose among what there is.
#[derive(Clone, Debug)]
enum Act {
    Publish,
    /// Behind what is newest already.
    PublishLate(usize),
    Edit(usize),
    Withdraw(usize),
    Delete(usize),
    EditClosed(usize),
    WithdrawClosed(usize),
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let act = prop_oneof![
        5 => Just(Act::Publish),
        1 => any::<usize>().prop_map(Act::PublishLate),
        2 => any::<usize>().prop_map(Act::Edit),
        1 => any::<usize>().prop_map(Act::Withdraw),
        2 => any::<usize>().prop_map(Act::Delete),
        1 => any::<usize>().prop_map(Act::EditClosed),
        1 => any::<usize>().prop_map(Act::WithdrawClosed),
    ];
    prop::collection::vec(act, 1..40)
}

#[derive(Clone, Debug)]
struct Story {
    id: usize,
    /// Minutes since midnight, in tenths, so that there is room between two.
    published: usize,
    edits: usize,
    withdrawn: bool,
}

impl Story {
    fn item(&self) -> Item {
        let (minutes, seconds) = (self.published / 10, self.published % 10 * 6);
        let date = format!("2019-02-28T{:02}:{:02}:{seconds:02}Z", minutes / 60, minutes % 60);
        let item = item(&self.id.to_string(), &date).title(&self.title());
        if self.withdrawn { item.withdrawn("Forkert.") } else { item }
    }

    fn title(&self) -> String {
        let word = if self.withdrawn { "trukket" } else { "udgave" };
        format!("{word} {}", self.edits)
    }
}

/// What the newsroom has said, version by version.
#[derive(Default)]
struct Newsroom {
    /// Newest first.
    live: Vec<Story>,
    closed: Vec<Story>,
    /// Items of closed pages that have changed since.
    revised: BTreeMap<usize, Story>,
    published: usize,
    /// The live page of every version.
    documents: Vec<Document>,
    /// The version at which each closed page was closed, and the page.
    pages: Vec<(usize, Document)>,
}

impl Newsroom {
    fn after(acts: &[Act]) -> Self {
        let mut newsroom = Self::default();
        newsroom.act(&Act::Publish);
        for act in acts {
            newsroom.act(act);
        }
        newsroom
    }

    fn act(&mut self, act: &Act) {
        let choose = |number: usize, of: usize| (of > 0).then(|| number % of);
        match *act {
            Act::Publish => {
                self.published += 1;
                self.live.insert(0, self.story(self.published * 10));
            }
            Act::PublishLate(number) => {
                // Between two of the live page: below its oldest nobody would find it.
                if let Some(at) = choose(number, self.live.len().saturating_sub(1)) {
                    let (newer, older) = (self.live[at].published, self.live[at + 1].published);
                    if newer - older > 1 {
                        self.published += 1;
                        self.live.insert(at + 1, self.story(older + (newer - older) / 2));
                    }
                }
            }
            Act::Edit(number) => {
                if let Some(at) = choose(number, self.live.len()) {
                    self.live[at].edits += 1;
                }
            }
            Act::Withdraw(number) => {
                if let Some(at) = choose(number, self.live.len()) {
                    self.live[at].withdrawn = true;
                }
            }
            Act::Delete(number) => {
                // The oldest marks the end of the page: that it is gone could mean anything.
                if let Some(at) = choose(number, self.live.len().saturating_sub(1)) {
                    self.live.remove(at);
                }
            }
            Act::EditClosed(number) | Act::WithdrawClosed(number) => {
                if let Some(at) = choose(number, self.closed.len()) {
                    let story = &mut self.closed[at];
                    story.edits += 1;
                    story.withdrawn |= matches!(act, Act::WithdrawClosed(_));
                    self.revised.insert(story.id, story.clone());
                }
            }
        }
        if self.live.len() > LIVE {
            let page = self.live.split_off(self.live.len() - CLOSED);
            let version = self.documents.len();
            let document = feed(page.iter().map(Story::item)).updated(&stamp(version));
            self.pages.push((version, document));
            self.closed.extend(page);
        }
        let document = feed(self.live.iter().map(Story::item)).next("older.json");
        let revised = self.revised.values().map(Story::item);
        self.documents.push(document.revised(revised).updated(&stamp(self.documents.len())));
    }

    fn story(&self, published: usize) -> Story {
        Story { id: self.published, published, edits: 0, withdrawn: false }
    }

    /// Everything that stands, newest first, as a reader should see it.
    fn says(&self) -> Vec<(String, String)> {
        let mut all: Vec<&Story> = self.live.iter().chain(&self.closed).collect();
        all.sort_by_key(|story| std::cmp::Reverse(story.published));
        all.into_iter().map(|story| (story.id.to_string(), story.title())).collect()
    }
}

fn stamp(version: usize) -> String {
    format!("2019-03-01T{:02}:{:02}:00Z", version / 60, version % 60)
}

/// A reader of documents.
#[derive(Default)]
struct Reader {
    timeline: Timeline,
    hold: bool,
    seen: Round,
}

impl Reader {
    fn get(&mut self, document: &Document, position: Position) {
        self.timeline.apply(document.page(), position, moment("12:00"));
        if !self.hold {
            self.seen = self.timeline.round();
        }
    }

    fn unseen(&self) -> usize {
        self.timeline.unseen(self.seen).count()
    }

    fn sees(&self) -> Vec<(String, String)> {
        let each = self.timeline.entries().map(|entry| {
            (entry.update.id.to_string(), entry.update.title.clone().unwrap_or_default())
        });
        each.collect()
    }
}

/// Deliveries beside each version in its turn: an earlier version, or a closed page, by number.
#[derive(Clone, Debug)]
enum Beside {
    Nothing,
    Again,
    Stale(usize),
    Closed(usize),
}

fn beside() -> impl Strategy<Value = Vec<Vec<Beside>>> {
    let one = prop_oneof![
        2 => Just(Beside::Nothing),
        1 => Just(Beside::Again),
        2 => any::<usize>().prop_map(Beside::Stale),
        2 => any::<usize>().prop_map(Beside::Closed),
    ];
    prop::collection::vec(prop::collection::vec(one, 0..4), 41)
}

proptest! {
    #![proptest_config(cases(250))]

    #[test]
    fn whoever_follows_sees_what_the_newsroom_says(
        acts in acts(),
        beside in beside(),
        joined: usize,
        hold: bool,
    ) {
        let newsroom = Newsroom::after(&acts);
        let joined = joined % newsroom.documents.len();
        let mut reader = Reader { hold, ..Reader::default() };
        for (version, document) in newsroom.documents.iter().enumerate().skip(joined) {
            reader.get(document, Position::First);
            for delivery in &beside[version] {
                let closed: Vec<_> =
                    newsroom.pages.iter().filter(|(closed, _)| *closed <= version).collect();
                match *delivery {
                    Beside::Nothing => {}
                    Beside::Again => reader.get(document, Position::First),
                    Beside::Stale(number) => {
                        reader.get(&newsroom.documents[number % (version + 1)], Position::First);
                    }
                    Beside::Closed(number) if !closed.is_empty() => {
                        reader.get(&closed[number % closed.len()].1, Position::Earlier);
                    }
                    Beside::Closed(_) => {}
                }
            }
        }
        // In the end the reader goes all the way back.
        for (_, page) in newsroom.pages.iter().rev() {
            reader.get(page, Position::Earlier);
        }
        prop_assert_eq!(reader.sees(), newsroom.says());
    }

    #[test]
    fn whatever_came_before_the_newest_document_is_believed_about_its_own_range(
        acts in acts(),
        order in prop::collection::vec((any::<bool>(), any::<usize>()), 0..30),
    ) {
        let newsroom = Newsroom::after(&acts);
        let mut reader = Reader::default();
        for (is_live, number) in order {
            if is_live || newsroom.pages.is_empty() {
                reader.get(&newsroom.documents[number % newsroom.documents.len()], Position::First);
            } else {
                reader.get(&newsroom.pages[number % newsroom.pages.len()].1, Position::Earlier);
            }
        }
        let newest = &newsroom.documents[newsroom.documents.len() - 1];
        reader.get(newest, Position::First);
        let oldest = newsroom.live.last().map_or(0, |story| story.id).to_string();
        let sees = reader.sees();
        let within = sees.iter().position(|(id, _)| *id == oldest).map_or(0, |at| at + 1);
        let live: Vec<_> = newsroom.says().into_iter().take(newsroom.live.len()).collect();
        prop_assert_eq!(&sees[..within], &live[..]);
    }

    #[test]
    fn a_document_taken_in_twice_changes_nothing_the_second_time(acts in acts(), hold: bool) {
        let newsroom = Newsroom::after(&acts);
        let mut reader = Reader { hold, ..Reader::default() };
        for document in &newsroom.documents {
            reader.get(document, Position::First);
            let (sees, unseen) = (reader.sees(), reader.unseen());
            let again =
                reader.timeline.apply(document.page(), Position::First, moment("12:00"));
            prop_assert!(again.is_some_and(|changes| changes.is_empty()));
            prop_assert_eq!((reader.sees(), reader.unseen()), (sees, unseen));
        }
    }

    #[test]
    fn what_waits_and_what_is_shown_are_all_there_is_and_reveal_shows_it(acts in acts()) {
        let newsroom = Newsroom::after(&acts);
        let mut reader = Reader::default();
        for document in &newsroom.documents {
            reader.get(document, Position::First);
            reader.hold = true;
        }
        let timeline = &reader.timeline;
        let unseen = reader.unseen();
        let before = timeline.seen(reader.seen).count();
        let now = timeline.round();
        prop_assert!(before + unseen <= timeline.seen(now).count());
        let seen = ids(timeline.seen(now).map(|entry| &entry.update.id));
        let all = timeline.entries();
        prop_assert_eq!(seen, ids(all.map(|entry| &entry.update.id)));
        prop_assert_eq!(timeline.unseen(now).count(), 0);
    }
}
