//! From a session's state to what the reader sees: choice of words, times and rows.

mod header;
mod marks;

use std::rc::Rc;
use std::time::Duration;

use super::headline::headline;
use super::reader::Reader;
use super::{
    Day, EarlierView, Fold, GapView, Gist, Host, Moment, Moments, More, Phase, Row, Session, View,
    Words,
};
use crate::config::Order;
use crate::feed::Certainty;
use crate::labels::Label;
use crate::link::Link;
use crate::locale::Zone;
use crate::time::{Now, Timestamp};
use crate::timeline::Entry;

/// So many key moments are listed at most, the newest ones; the list scrolls by itself.
const MOMENTS: usize = 200;

/// Clocks change, and days end, on a quarter of an hour somewhere.
const QUARTER: Duration = Duration::from_secs(900);

pub(super) struct Compose<'a> {
    session: &'a Session,
    reader: &'a Reader,
    host: Host<'a>,
    now: Now,
    /// When the quarter of an hour began. What has been told of a moment is kept (www/locale.js); the moment itself would
    /// be another one with each view.
    today: Timestamp,
    words: Rc<Words>,
    /// The clock in use, and the other one where there is another.
    zones: (Zone, Option<Zone>),
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
        let scene = session.feed.as_ref().and_then(|feed| feed.time_zone.as_deref());
        let zone = reader.clock.zone(scene);
        let other = match zone {
            Zone::Reader => scene.map(|scene| Zone::Named(scene.to_owned())),
            Zone::Named(_) => scene.map(|_| Zone::Reader),
        };
        let quarter = QUARTER.as_secs() as i64 * 1000;
        let today = Timestamp::from_millis(now.wall.millis() / quarter * quarter);
        let full = |zone: &Zone| host.locale.full(today, zone);
        let other = other.filter(|other| full(other) != full(&zone));
        Self { session, reader, host, now, today, words: Rc::new(words), zones: (zone, other) }
    }

    pub(super) fn view(&self) -> View {
        let session = self.session;
        let rows = self.rows();
        let phase = match &session.feed {
            None => Phase::Loading,
            Some(_) if rows.is_empty() && self.reader.found.is_none() => Phase::Empty,
            Some(_) => Phase::Filled,
        };
        let marked = rows.iter().any(|(_, _, row)| row.mark.is_some());
        let (pinned, rows): (Vec<_>, Vec<_>) = rows.into_iter().partition(|(pinned, ..)| *pinned);
        let header = self.header(phase, marked);
        let (waiting, reading) = (self.waiting(Label::Waiting), &self.reader.reading);
        let leads_back = waiting.is_none() && reading.is_elsewhere && !reading.unread.is_empty();
        View {
            name: header.title.clone(),
            phase,
            header,
            gist: self.gist(),
            reveal: waiting.or(leads_back.then(|| self.text(Label::UnreadNext))),
            leads_back,
            moments: self.moments(),
            said: self.waiting(Label::WaitingSaid).unwrap_or_default(),
            empty: self.text(Label::Empty),
            pinned: pinned.into_iter().map(|(_, _, row)| row).collect(),
            days: self.days(rows),
            earlier: self.earlier(),
            oldest_first: self.reader.order == Order::Oldest,
        }
    }

    /// Pinned or not, the moment, and the row, in reading order.
    fn rows(&self) -> Vec<(bool, Timestamp, Rc<Row>)> {
        let oldest_first = self.reader.order == Order::Oldest;
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
        if let Some(found) = &self.reader.found {
            let all = self.session.timeline.seen(self.reader.seen);
            ordered = all.filter(|entry| found.contains(&entry.update.id)).collect();
            if oldest_first {
                ordered.reverse();
            }
        }
        let numbered = ordered.iter().enumerate();
        let rows = numbered.map(|(index, entry)| {
            let mut row = self.row(entry, index + 1);
            let before = index.checked_sub(1).and_then(|before| ordered.get(before));
            row.gap = before.and_then(|before| self.gap(before, entry));
            row.reached = before.and_then(|before| self.reached(before, entry));
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

    fn row(&self, entry: &Entry, number: usize) -> Row {
        let update = &entry.update;
        let withdrawn = update.withdrawn.as_deref().map(|why| self.withdrawn(entry, why));
        let content = match withdrawn {
            None => entry.content(self.host.parser),
            Some(_) => Rc::clone(&self.session.no_content),
        };
        let (headline, said) = headline(update, &content);
        let address = ["#story-", update.id.as_str()].concat();
        let own = update.url.as_ref().map_or(address.as_str(), Link::as_str).to_owned();
        Row {
            id: update.id.clone(),
            number,
            gap: None,
            reached: None,
            address,
            share: (own, self.text(Label::Share)),
            time: self.time(entry.published),
            datetime: self.host.locale.machine(entry.published),
            full_time: self.full(entry.published),
            two_clocks: self.zones.1.is_some(),
            headline,
            language: update.language.clone().or_else(|| self.language()),
            fold: self.reader.folds.entry(&update.id),
            key: self.is_key(entry).then(|| self.text(Label::Key)),
            pinned: update.pinned.then(|| self.text(Label::Pinned)),
            unread: self
                .reader
                .reading
                .unread
                .contains(&update.id)
                .then(|| self.text(Label::Unread)),
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

    fn changed_at(&self, entry: &Entry) -> String {
        self.moment(entry.update.modified.unwrap_or(entry.published), entry.published)
    }

    fn days(&self, rows: Vec<(bool, Timestamp, Rc<Row>)>) -> Vec<Day> {
        let zone = self.zone();
        let mut days: Vec<Day> = Vec::new();
        for (_, published, row) in rows {
            let date = self.host.locale.date(published, zone);
            match days.last_mut() {
                Some(day) if day.date == date => day.rows.push(row),
                _ => days.push(Day {
                    heading: self.host.locale.day(published, zone),
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

    fn moments(&self) -> Option<Moments> {
        let entries = self.session.timeline.seen(self.reader.seen);
        let keys = entries.filter(|entry| self.is_key(entry) && !entry.is_withdrawn());
        let moment = |entry: &Entry| Moment {
            address: ["#story-", entry.update.id.as_str()].concat(),
            time: self.bare(entry.published, self.session.latest.unwrap_or(self.today)),
            headline: headline(&entry.update, &entry.content(self.host.parser)).0,
            language: entry.update.language.clone().or_else(|| self.language()),
        };
        let mut list: Vec<Moment> = keys.take(MOMENTS).map(moment).collect();
        if self.reader.order == Order::Oldest {
            list.reverse();
        }
        (!list.is_empty()).then(|| Moments { heading: self.text(Label::Moments), list })
    }

    fn is_key(&self, entry: &Entry) -> bool {
        entry.update.key || self.reader.config.is_key(&entry.update.tags)
    }

    fn waiting(&self, label: Label) -> Option<String> {
        let unseen = self.session.timeline.unseen(self.reader.seen).count();
        (unseen > 0).then(|| self.count(label, unseen))
    }

    fn earlier(&self) -> Option<EarlierView> {
        let session = self.session;
        let held_back = self.reader.unpinned(&session.timeline).nth(self.reader.shown).is_some();
        let has_more = session.earlier.has_more();
        let busy = session.earlier.is_asking();
        (held_back || has_more).then(|| EarlierView {
            text: self.text(match (busy, session.earlier.failed) {
                (true, _) => Label::EarlierLoading,
                (false, true) => Label::EarlierFailed,
                (false, false) => Label::Earlier,
            }),
            busy,
            has_more,
        })
    }

    fn zone(&self) -> &Zone {
        &self.zones.0
    }

    /// In full, by this clock and the other one, where there is another.
    fn full(&self, at: Timestamp) -> String {
        let full = |zone: &Zone| self.host.locale.full(at, zone);
        match &self.zones {
            (zone, Some(other)) => [&full(zone), " · ", &full(other)].concat(),
            (zone, None) => full(zone),
        }
    }

    fn language(&self) -> Option<String> {
        self.session.feed.as_ref()?.language.clone()
    }

    fn time(&self, at: Timestamp) -> String {
        self.host.locale.time(at, self.zone())
    }

    /// "kl. 14.05", with the day where that is not the day of `beside`.
    fn moment(&self, at: Timestamp, beside: Timestamp) -> String {
        let time = self.time(at);
        if self.same_day(at, beside) {
            self.fill(Label::At, &[("time", &time)])
        } else {
            let day = self.host.locale.day(at, self.zone());
            self.fill(Label::On, &[("day", &day), ("time", &time)])
        }
    }

    /// "14.05", with the day where that is not the day of `beside`.
    fn bare(&self, at: Timestamp, beside: Timestamp) -> String {
        let time = self.time(at);
        if self.same_day(at, beside) {
            return time;
        }
        [&self.host.locale.day(at, self.zone()), " ", &time].concat()
    }

    fn same_day(&self, a: Timestamp, b: Timestamp) -> bool {
        let zone = self.zone();
        self.host.locale.date(a, zone) == self.host.locale.date(b, zone)
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

/// A list of texts; the library's own way is in the wasm once, for `&str`.
fn listed(texts: &[String], between: &str) -> String {
    texts.iter().map(String::as_str).collect::<Vec<&str>>().join(between)
}
