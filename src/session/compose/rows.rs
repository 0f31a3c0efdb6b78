//! The entries as rows: those that the view before has, as they are, and the others made.

use std::rc::Rc;

use super::{Compose, listed};
use crate::feed::Certainty;
use crate::joined::joined;
use crate::labels::Label;
use crate::link::Link;
use crate::session::headline::headline;
use crate::session::{GapView, Line, More, Row};
use crate::timeline::Entry;

impl Compose<'_> {
    /// In reading order.
    pub(super) fn rows(&self) -> Vec<Line> {
        let ordered = self.reader.entries(&self.session.timeline);
        let mut held = self.held.as_slice();
        let numbered = ordered.iter().enumerate();
        let rows = numbered.map(|(index, entry)| {
            let before = index.checked_sub(1).and_then(|before| ordered.get(before));
            Line {
                reached: before.and_then(|before| self.reached(before, entry)),
                gap: before.and_then(|before| self.gap(before, entry)),
                row: self.held(&mut held, entry).unwrap_or_else(|| Rc::new(self.row(entry))),
                fold: self.reader.folds.entry(&entry.update.id),
                number: index + 1,
            }
        });
        rows.collect()
    }

    /// The row that the view before has of an entry, if it would be made like that again. Most entries stand where they
    /// stood, so it is looked for from where the one before was found.
    fn held<'a>(&'a self, from: &mut &'a [&'a Rc<Row>], entry: &Entry) -> Option<Rc<Row>> {
        // The same word on it: what it was before that is the same, too.
        let is_of = |row: &&Rc<Row>| Rc::ptr_eq(&row.of, &entry.update);
        let at = from.iter().position(is_of);
        if at.is_none() {
            *from = &self.held;
        }
        let at = at.or_else(|| from.iter().position(is_of))?;
        let row = from[at];
        *from = &from[at + 1..];
        let stays = row.unread.is_some() == self.is_unread(entry)
            && row.key.is_some() == self.is_key(entry)
            // It comes to be overdue by itself.
            && entry.update.certainty != Some(Certainty::Expected)
            // The word comes later than the first view.
            && row.correction.as_ref().and_then(|it| it.changes.as_ref()).is_none_or(|it| !it.is_empty());
        stays.then(|| Rc::clone(row))
    }

    /// What is missing between two entries that stand one after the other.
    fn gap(&self, a: &Entry, b: &Entry) -> Option<GapView> {
        let (older, newer) = if a.published < b.published { (a, b) } else { (b, a) };
        let gap = self.session.gaps.iter().find(|gap| {
            let between = |since| older.published <= since && since < newer.published;
            gap.since.is_some_and(between) && !a.update.pinned
        })?;
        let busy = gap.walk.is_asking();
        let (from, to) = (
            self.bare(older.published, newer.published),
            self.bare(newer.published, older.published),
        );
        let text = if busy {
            self.text(Label::GapLoading)
        } else {
            self.fill(Label::Gap, &[("from", &from), ("to", &to)])
        };
        Some(GapView { text, busy })
    }

    /// How far the reader had got, between two entries that stand one after the other.
    fn reached(&self, a: &Entry, b: &Entry) -> Option<String> {
        let reached = self.reader.reading.reached?;
        let (older, newer) = if a.published < b.published { (a, b) } else { (b, a) };
        let between = older.published <= reached.newest && reached.newest < newer.published;
        (between && !a.update.pinned).then(|| {
            let at = self.moment(reached.at, self.today);
            self.fill(Label::Reached, &[("time", &at)])
        })
    }

    fn is_unread(&self, entry: &Entry) -> bool {
        self.reader.reading.unread.contains(&entry.update.id)
    }

    fn row(&self, entry: &Entry) -> Row {
        let update = &entry.update;
        let withdrawn = update.withdrawn.as_deref().map(|why| self.withdrawn(entry, why));
        let content = match withdrawn {
            None => entry.content(self.host.parser),
            Some(_) => Rc::clone(&self.session.no_content),
        };
        let (headline, said) = headline(update, &content);
        let address = joined(&["#story-", update.id.as_str()], "");
        let own = update.url.as_ref().map_or(address.as_str(), Link::as_str).to_owned();
        Row {
            id: update.id.clone(),
            of: Rc::clone(update),
            address,
            share: (own, self.text(Label::Share)),
            time: self.time(entry.published),
            published: entry.published,
            date: self.host.locale.date(entry.published, self.zone()),
            datetime: self.host.locale.machine(entry.published),
            full_time: self.full(entry.published),
            two_clocks: self.words.zones.1.is_some(),
            headline,
            language: update.language.clone().or_else(|| self.language()),
            key: self.is_key(entry).then(|| self.text(Label::Key)),
            pinned: update.pinned.then(|| self.text(Label::Pinned)),
            unread: self.is_unread(entry).then(|| self.text(Label::Unread)),
            mark: self.mark(entry).filter(|_| withdrawn.is_none()),
            happened: update
                .happened
                .filter(|happened| {
                    let told = withdrawn.is_some() || update.certainty == Some(Certainty::Expected);
                    !told && *happened != entry.published
                })
                .map(|at| {
                    self.fill(Label::Happened, &[("time", &self.moment(at, entry.published))])
                }),
            correction: self.note(entry).filter(|_| withdrawn.is_none()),
            byline: match withdrawn {
                None => listed(&update.authors, ", "),
                Some(_) => String::new(),
            },
            more: content.is_cut.then(|| self.more(update.url.as_ref())),
            words: Rc::clone(&self.words),
            withdrawn,
            content,
            said,
        }
    }

    /// Where the rest of an entry's text is.
    fn more(&self, to: Option<&Link>) -> More {
        let to = to.filter(|to| to.is_http());
        let text = match to {
            Some(to) => self.fill(Label::ReadMore, &[("host", to.host())]),
            None => self.text(Label::CutOff),
        };
        More { text, to: to.cloned() }
    }

    fn withdrawn(&self, entry: &Entry, reason: &str) -> String {
        let time = self.changed_at(entry);
        if reason.is_empty() {
            self.fill(Label::Withdrawn, &[("time", &time)])
        } else {
            self.fill(Label::WithdrawnWhy, &[("time", &time), ("reason", reason)])
        }
    }
}
