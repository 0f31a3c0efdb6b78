//! From a session's state to what the reader sees: choice of words, times and rows.

use std::rc::Rc;
use std::time::Duration;

use super::headline::headline;
use super::{
    Day, EarlierView, Fold, Freshness, Gist, Header, Host, Mark, Note, Phase, Problem, Row,
    Session, StateKind, View,
};
use crate::config::Order;
use crate::feed::{Body, Certainty, State};
use crate::labels::Label;
use crate::locale::{Unit, Zone};
use crate::time::{Instant, Now, Timestamp};
use crate::timeline::Entry;

const MINUTE: Duration = Duration::from_secs(60);

const QUARTER: Duration = Duration::from_secs(900);

/// Up to here a time is told as "5 minutes ago"; beyond it by the clock.
const RECENT: Duration = Duration::from_secs(3600);

pub(super) struct Compose<'a> {
    pub(super) session: &'a Session,
    pub(super) host: Host<'a>,
    pub(super) now: Now,
}

impl Compose<'_> {
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
            oldest_first: session.config.order == Order::Oldest,
        }
    }

    /// Pinned or not, the moment, and the row, in reading order.
    fn rows(&self) -> Vec<(bool, Timestamp, Rc<Row>)> {
        let oldest_first = self.session.config.order == Order::Oldest;
        let pinned = self.session.timeline.seen().filter(|entry| entry.update.pinned);
        let mut ordered: Vec<&Entry> = pinned.collect();
        let mut rest: Vec<&Entry> = self.session.unpinned().take(self.session.shown).collect();
        if oldest_first {
            ordered.reverse();
            rest.reverse();
        }
        ordered.extend(rest);
        let numbered = ordered.iter().enumerate();
        let rows = numbered.map(|(index, entry)| {
            (entry.update.pinned, entry.published, Rc::new(self.row(entry, index + 1)))
        });
        rows.collect()
    }

    fn row(&self, entry: &Entry, number: usize) -> Row {
        let update = &entry.update;
        let withdrawn = update.withdrawn.as_deref().map(|why| self.withdrawn(entry, why));
        // What stands as the headline does not stand under it once more.
        let is_all_said = update.title.is_none() && update.body == Body::None;
        let body = match withdrawn {
            None if !is_all_said => entry.blocks(self.host.parser),
            _ => Rc::from([]),
        };
        let (headline, body) = headline(update, body);
        let corrected = update.correction.as_ref().filter(|_| withdrawn.is_none());
        Row {
            id: update.id.clone(),
            number,
            time: self.time(entry.published),
            datetime: entry.published.to_rfc3339(),
            full_time: self.host.locale.full(entry.published, &self.zone()),
            headline,
            language: update.language.clone().or_else(|| self.language()),
            fold: self.session.folds.entry(&update.id),
            key: update.key.then(|| self.text(Label::Key)),
            pinned: update.pinned.then(|| self.text(Label::Pinned)),
            unread: self.session.fresh.contains(&update.id).then(|| self.text(Label::Unread)),
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
            withdrawn,
            body,
        }
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
                    fold: self.session.folds.day(&date),
                    date,
                    rows: vec![row],
                }),
            }
        }
        let counted = days.into_iter().map(|mut day| {
            day.count = self.count(Label::Entries, day.rows.len());
            if day.rows.iter().any(|row| self.session.folds.sought.as_ref() == Some(&row.id)) {
                day.fold = Fold::Open;
            }
            day
        });
        counted.collect()
    }

    fn header(&self, phase: Phase) -> Header {
        let session = self.session;
        let feed = session.feed.as_ref();
        let state = feed.map_or(State::Live, |feed| feed.state);
        let freshness = session.contact.freshness();
        let (kind, label) = match (freshness, state) {
            (Freshness::Loading, _) => (StateKind::Loading, Label::Loading),
            // What has ended cannot go stale.
            (Freshness::Current, State::Ended) => (StateKind::Ended, Label::Ended),
            (Freshness::Stale(Problem::Status(410)), _) => (StateKind::Ended, Label::Ended),
            (Freshness::Current, State::Paused) => (StateKind::Paused, Label::Break),
            (Freshness::Current, State::Live) => (StateKind::Live, Label::Live),
            (Freshness::Paused, _) => (StateKind::Paused, Label::Paused),
            (Freshness::Offline, _) => (StateKind::Trouble, Label::Offline),
            (Freshness::Stale(_), _) => (StateKind::Trouble, Label::Stale),
            (Freshness::Broken(_), _) => (StateKind::Trouble, Label::Broken),
        };
        let open = session.folds.story.is_open();
        let filled = phase == Phase::Filled;
        let may_pause = session.source.is_some() && kind != StateKind::Ended;
        Header {
            title: feed.and_then(|f| f.title.clone()).unwrap_or_else(|| self.text(Label::Story)),
            language: self.language(),
            fold: session.folds.story,
            state: kind,
            state_text: self.text(label),
            freshness: self.freshness(freshness),
            toggle_all: (filled && open).then(|| self.toggle_all()),
            pause: (may_pause && feed.is_some()).then(|| {
                let paused = session.contact.paused;
                let (text, name) = if paused {
                    (Label::Resume, Label::ResumeSaid)
                } else {
                    (Label::Pause, Label::PauseSaid)
                };
                (paused, self.text(text), self.text(name))
            }),
        }
    }

    /// Closes if anything is open, so that one press always makes a difference.
    fn toggle_all(&self) -> (Fold, String) {
        let pinned = self.session.timeline.seen().filter(|entry| entry.update.pinned);
        let mut shown = pinned.chain(self.session.unpinned().take(self.session.shown));
        if shown.any(|entry| self.session.folds.entry(&entry.update.id).is_open()) {
            (Fold::Closed, self.text(Label::FoldAll))
        } else {
            (Fold::Open, self.text(Label::UnfoldAll))
        }
    }

    /// The line beside the state. What it says stays true until the next tick.
    fn freshness(&self, freshness: Freshness) -> String {
        let mut parts = Vec::new();
        match freshness {
            Freshness::Loading | Freshness::Current | Freshness::Paused | Freshness::Offline => {}
            Freshness::Stale(problem) | Freshness::Broken(problem) => {
                parts.push(self.problem(problem));
            }
        }
        match freshness {
            Freshness::Loading => {}
            Freshness::Current => parts.extend(self.session.latest.map(|at| self.latest(at))),
            _ => parts.extend(self.session.contact.last.map(|at| self.contact(at))),
        }
        let place = self.session.feed.as_ref().and_then(|feed| feed.place.as_deref());
        if let (Zone::Named(_), Some(place)) = (self.zone(), place)
            && self.session.config.clock == crate::config::Clock::Scene
        {
            parts.push(self.fill(Label::ClockIn, &[("place", place)]));
        }
        parts.join(" · ")
    }

    fn latest(&self, at: Timestamp) -> String {
        match self.ago(at) {
            Some(ago) => self.fill(Label::LatestAgo, &[("ago", &ago)]),
            None if self.same_day(at, self.now.wall) => {
                self.fill(Label::LatestAt, &[("time", &self.time(at))])
            }
            None => {
                let day = self.host.locale.day(at, &self.zone());
                self.fill(Label::LatestOn, &[("day", &day), ("time", &self.time(at))])
            }
        }
    }

    fn contact(&self, at: Timestamp) -> String {
        let time = self.moment(at, self.now.wall);
        match self.ago(at) {
            Some(ago) => self.fill(Label::ContactAgo, &[("time", &time), ("ago", &ago)]),
            None => self.fill(Label::ContactAt, &[("time", &time)]),
        }
    }

    fn problem(&self, problem: Problem) -> String {
        match problem {
            Problem::Timeout => self.text(Label::ProblemTimeout),
            Problem::Network => self.text(Label::ProblemNetwork),
            Problem::Status(status) => {
                self.fill(Label::ProblemStatus, &[("status", &status.to_string())])
            }
            Problem::NotJson => self.text(Label::ProblemNotJson),
            Problem::NotFeed => self.text(Label::ProblemNotFeed),
            Problem::TooLarge => self.text(Label::ProblemTooLarge),
        }
    }

    /// "5 minutes ago", for what is between one minute and one hour old.
    fn ago(&self, at: Timestamp) -> Option<String> {
        let minutes = recent_minutes(at, self.now.wall)?;
        (minutes > 0).then(|| self.host.locale.ago(minutes, Unit::Minute))
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
        let unseen = self.session.timeline.unseen();
        (unseen > 0).then(|| self.count(label, unseen))
    }

    fn earlier(&self) -> Option<EarlierView> {
        let session = self.session;
        let held_back = session.unpinned().nth(session.shown).is_some();
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
        self.session.config.zone(feed.and_then(|feed| feed.time_zone.as_deref()))
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

impl Session {
    /// When the words of the header next become untrue by themselves.
    pub(super) fn next_tick(&self, now: Now) -> Option<Instant> {
        let told = match self.contact.freshness() {
            Freshness::Loading => None,
            Freshness::Current => self.latest,
            _ => self.contact.last,
        }?;
        let (since, step) = match recent_minutes(told, now.wall) {
            Some(_) => (now.wall.since(told).as_millis(), MINUTE),
            // A clock time is true until the day ends, and days end on a quarter somewhere.
            None => (now.wall.since(Timestamp::EPOCH).as_millis(), QUARTER),
        };
        Some(now.instant + (step - Duration::from_millis((since % step.as_millis()) as u64)))
    }
}

/// Whole minutes since `at`, for as long as that is how the time is told.
fn recent_minutes(at: Timestamp, wall: Timestamp) -> Option<u32> {
    let age = wall.since(at);
    (wall >= at && age < RECENT).then_some((age.as_secs() / 60) as u32)
}
