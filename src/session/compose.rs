//! From a session's state to what the reader sees: choice of words, times and rows.

mod header;
mod marks;
mod rows;

use std::rc::Rc;
use std::time::Duration;

use super::headline::headline;
use super::reader::Reader;
use super::{
    Day, EarlierView, Fold, Gist, Host, Line, Moment, Moments, Phase, Row, Session, View, Words,
};
use crate::config::Order;
use crate::joined::joined;
use crate::labels::Label;
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
    /// The rows of the view before that were made in the same words.
    held: Vec<&'a Rc<Row>>,
}

impl<'a> Compose<'a> {
    pub(super) fn new(session: &'a Session, reader: &'a Reader, host: Host<'a>, now: Now) -> Self {
        let text = |label| host.labels.text(label);
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
        let mut words = Rc::new(Words {
            enlarge: text(Label::Enlarge),
            close: text(Label::Close),
            load: text(Label::Load),
            target: reader.config.target.clone(),
            language: session.feed.as_ref().and_then(|feed| feed.language.clone()),
            zones: (zone, other),
        });
        let lines = host.last.into_iter().flat_map(View::lines);
        let mut held: Vec<&Rc<Row>> = lines.map(|line| &line.row).collect();
        match held.first() {
            Some(row) if *row.words == *words => words = Rc::clone(&row.words),
            _ => held.clear(),
        }
        Self { session, reader, host, now, today, words, held }
    }

    pub(super) fn view(&self) -> View {
        let session = self.session;
        let rows = self.rows();
        let phase = match &session.feed {
            None => Phase::Loading,
            Some(_) if rows.is_empty() && self.reader.found.is_none() => Phase::Empty,
            Some(_) => Phase::Filled,
        };
        let header = self.header(phase, &rows);
        let (pinned, rows): (Vec<_>, Vec<_>) = rows.into_iter().partition(|line| line.of.pinned);
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
            pinned,
            days: self.days(rows),
            earlier: self.earlier(),
            oldest_first: self.reader.order == Order::Oldest,
        }
    }

    fn changed_at(&self, entry: &Entry) -> String {
        self.moment(entry.update.modified.unwrap_or(entry.published), entry.published)
    }

    fn days(&self, lines: Vec<Line>) -> Vec<Day> {
        let mut days: Vec<Day> = Vec::new();
        for line in lines {
            match days.last_mut() {
                Some(day) if day.date == line.date => day.rows.push(line),
                _ => days.push(Day {
                    heading: self.host.locale.day(line.published, self.zone()),
                    count: String::new(),
                    fold: self.reader.folds.day(&line.date),
                    date: line.date.clone(),
                    rows: vec![line],
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
            address: joined(&["#story-", entry.update.id.as_str()], ""),
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
        let held_back = self.reader.there(&session.timeline) > self.reader.shown;
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
        &self.words.zones.0
    }

    /// In full, by this clock and the other one, where there is another.
    fn full(&self, at: Timestamp) -> String {
        let full = |zone: &Zone| self.host.locale.full(at, zone);
        match &self.words.zones {
            (zone, Some(other)) => joined(&[&full(zone), " · ", &full(other)], ""),
            (zone, None) => full(zone),
        }
    }

    fn language(&self) -> Option<String> {
        self.words.language.clone()
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
        joined(&[&self.host.locale.day(at, self.zone()), " ", &time], "")
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

/// A list of texts.
fn listed(texts: &[String], between: &str) -> String {
    joined(&texts.iter().map(String::as_str).collect::<Vec<&str>>(), between)
}
