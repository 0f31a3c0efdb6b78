//! From a session's state to what the reader sees: choice of words, times and rows.

mod header;

use std::rc::Rc;

use super::headline::headline;
use super::reader::Reader;
use super::{
    Day, EarlierView, Fold, GapView, Gist, Host, Mark, More, Note, Phase, Row, Session, View, Words,
};
use crate::config::Order;
use crate::feed::Certainty;
use crate::labels::Label;
use crate::link::Link;
use crate::locale::Zone;
use crate::time::{Now, Timestamp};
use crate::timeline::Entry;

pub(super) struct Compose<'a> {
    session: &'a Session,
    reader: &'a Reader,
    host: Host<'a>,
    now: Now,
    words: Rc<Words>,
}

impl<'a> Compose<'a> {
    pub(super) fn new(session: &'a Session, reader: &'a Reader, host: Host<'a>, now: Now) -> Self {
        let text = |label| host.labels.text(label);
        let words = Words {
            enlarge: text(Label::Enlarge),
            close: text(Label::Close),
            load: text(Label::Load),
            target: reader.config.target.clone(),
        };
        Self { session, reader, host, now, words: Rc::new(words) }
    }

    pub(super) fn view(&self) -> View {
        let session = self.session;
        let rows = self.rows();
        let phase = match &session.feed {
            None => Phase::Loading,
            Some(_) if rows.is_empty() => Phase::Empty,
            Some(_) => Phase::Filled,
        };
        let (pinned, rows): (Vec<_>, Vec<_>) = rows.into_iter().partition(|(pinned, ..)| *pinned);
        let header = self.header(phase);
        View {
            name: header.title.clone(),
            phase,
            header,
            gist: self.gist(),
            reveal: self.waiting(Label::Waiting),
            said: self.waiting(Label::WaitingSaid).unwrap_or_default(),
            empty: self.text(Label::Empty),
            pinned: pinned.into_iter().map(|(_, _, row)| row).collect(),
            days: self.days(rows),
            earlier: self.earlier(),
            oldest_first: self.reader.config.order == Order::Oldest,
        }
    }

    /// Pinned or not, the moment, and the row, in reading order.
    fn rows(&self) -> Vec<(bool, Timestamp, Rc<Row>)> {
        let oldest_first = self.reader.config.order == Order::Oldest;
        let pinned =
            self.session.timeline.seen(self.reader.seen).filter(|entry| entry.update.pinned);
        let mut ordered: Vec<&Entry> = pinned.collect();
        let mut rest: Vec<&Entry> =
            self.reader.unpinned(&self.session.timeline).take(self.reader.shown).collect();
        if oldest_first {
            ordered.reverse();
            rest.reverse();
        }
        ordered.extend(rest);
        let numbered = ordered.iter().enumerate();
        let rows = numbered.map(|(index, entry)| {
            let mut row = self.row(entry, index + 1);
            let before = index.checked_sub(1).and_then(|before| ordered.get(before));
            row.gap = before.and_then(|before| self.gap(before, entry));
            (entry.update.pinned, entry.published, Rc::new(row))
        });
        rows.collect()
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
            self.moment(older.published, newer.published),
            self.moment(newer.published, older.published),
        );
        let text = if busy {
            self.text(Label::GapLoading)
        } else {
            self.fill(Label::Gap, &[("from", &from), ("to", &to)])
        };
        Some(GapView { text, busy })
    }

    fn row(&self, entry: &Entry, number: usize) -> Row {
        let update = &entry.update;
        let withdrawn = update.withdrawn.as_deref().map(|why| self.withdrawn(entry, why));
        let content = match withdrawn {
            None => entry.content(self.host.parser),
            Some(_) => Rc::default(),
        };
        let (headline, said) = headline(update, &content);
        let corrected = update.correction.as_ref().filter(|_| withdrawn.is_none());
        Row {
            id: update.id.clone(),
            number,
            gap: None,
            time: self.time(entry.published),
            datetime: entry.published.to_rfc3339(),
            full_time: self.host.locale.full(entry.published, &self.zone()),
            headline,
            language: update.language.clone().or_else(|| self.language()),
            fold: self.reader.folds.entry(&update.id),
            key: (update.key || self.reader.config.is_key(&update.tags))
                .then(|| self.text(Label::Key)),
            pinned: update.pinned.then(|| self.text(Label::Pinned)),
            unread: self.reader.fresh.contains(&update.id).then(|| self.text(Label::Unread)),
            mark: update.certainty.filter(|_| withdrawn.is_none()).map(|certainty| Mark {
                certainty,
                text: self.text(match certainty {
                    Certainty::Confirmed => Label::Confirmed,
                    Certainty::Reported => Label::Reported,
                    Certainty::Unconfirmed => Label::Unconfirmed,
                    Certainty::Expected => Label::Expected,
                    Certainty::Analysis => Label::Analysis,
                }),
            }),
            happened: update
                .happened
                .filter(|happened| withdrawn.is_none() && *happened != entry.published)
                .map(|at| {
                    self.fill(Label::Happened, &[("time", &self.moment(at, entry.published))])
                }),
            correction: corrected.map(|text| Note {
                lead: self.fill(Label::Corrected, &[("time", &self.changed_at(entry))]),
                text: text.clone(),
            }),
            byline: match withdrawn {
                None => update.authors.join(", "),
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

    fn changed_at(&self, entry: &Entry) -> String {
        self.moment(entry.update.modified.unwrap_or(entry.published), entry.published)
    }

    fn days(&self, rows: Vec<(bool, Timestamp, Rc<Row>)>) -> Vec<Day> {
        let zone = self.zone();
        let mut days: Vec<Day> = Vec::new();
        for (_, published, row) in rows {
            let date = self.host.locale.date(published, &zone);
            match days.last_mut() {
                Some(day) if day.date == date => day.rows.push(row),
                _ => days.push(Day {
                    heading: self.host.locale.day(published, &zone),
                    count: String::new(),
                    fold: self.reader.folds.day(&date),
                    date,
                    rows: vec![row],
                }),
            }
        }
        let counted = days.into_iter().map(|mut day| {
            day.count = self.count(Label::Entries, day.rows.len());
            if day.rows.iter().any(|row| self.reader.folds.sought.as_ref() == Some(&row.id)) {
                day.fold = Fold::Open;
            }
            day
        });
        counted.collect()
    }

    fn gist(&self) -> Option<Gist> {
        let feed = self.session.feed.as_ref()?;
        let any = !feed.known.is_empty() || !feed.unknown.is_empty();
        any.then(|| Gist {
            known: (self.text(Label::Known), feed.known.clone()),
            unknown: (self.text(Label::Unknown), feed.unknown.clone()),
            language: self.language(),
        })
    }

    fn waiting(&self, label: Label) -> Option<String> {
        let unseen = self.session.timeline.unseen(self.reader.seen).count();
        (unseen > 0).then(|| self.count(label, unseen))
    }

    fn earlier(&self) -> Option<EarlierView> {
        let session = self.session;
        let held_back = self.reader.unpinned(&session.timeline).nth(self.reader.shown).is_some();
        let busy = session.earlier.is_asking();
        (held_back || session.earlier.has_more()).then(|| EarlierView {
            text: self.text(match (busy, session.earlier.failed) {
                (true, _) => Label::EarlierLoading,
                (false, true) => Label::EarlierFailed,
                (false, false) => Label::Earlier,
            }),
            busy,
        })
    }

    fn zone(&self) -> Zone {
        let feed = self.session.feed.as_ref();
        self.reader.config.zone(feed.and_then(|feed| feed.time_zone.as_deref()))
    }

    fn language(&self) -> Option<String> {
        self.session.feed.as_ref()?.language.clone()
    }

    fn time(&self, at: Timestamp) -> String {
        self.host.locale.time(at, &self.zone())
    }

    /// "kl. 14.05", with the day where that is not the day of `beside`.
    fn moment(&self, at: Timestamp, beside: Timestamp) -> String {
        let time = self.time(at);
        if self.same_day(at, beside) {
            self.fill(Label::At, &[("time", &time)])
        } else {
            let day = self.host.locale.day(at, &self.zone());
            self.fill(Label::On, &[("day", &day), ("time", &time)])
        }
    }

    fn same_day(&self, a: Timestamp, b: Timestamp) -> bool {
        let zone = self.zone();
        self.host.locale.date(a, &zone) == self.host.locale.date(b, &zone)
    }

    fn text(&self, label: Label) -> String {
        self.host.labels.text(label)
    }

    fn fill(&self, label: Label, places: &[(&str, &str)]) -> String {
        self.host.labels.fill(label, places)
    }

    fn count(&self, label: Label, count: usize) -> String {
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        self.host.labels.count(label, count, self.host.locale)
    }
}
