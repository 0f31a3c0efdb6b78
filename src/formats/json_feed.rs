//! [JSON Feed](https://jsonfeed.org/version/1.1) as it is: nothing to translate, all the more to check.
//!
//! What is accepted and refused is the word of [`feed::read`] itself. What it leaves out or replaces
//! is told by the tables below: each member that it reads, with what it has to be.

use std::iter::Peekable;
use std::rc::Rc;
use std::slice;

use super::draft::MAX_REPAIRED;
use super::note::Note;
use super::{Document, Format, Outcome, Reading};
use crate::feed::{self, Reason, Rejected, Update, Value};
use crate::link::Link;
use crate::poll::{LONGEST_CADENCE, SHORTEST};
use crate::time::Timestamp;

/// Characters of a value that are told back.
const SHOWN: usize = 60;

/// What becomes of most values that are not what they have to be.
const LEFT_OUT: &str = "it is left out";

/// The words of `certainty`.
const CERTAINTIES: [&str; 5] = ["confirmed", "reported", "unconfirmed", "expected", "analysis"];

/// What a member has to be.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Version,
    Id,
    Text,
    Texts,
    Name,
    Names,
    Flag,
    Date,
    Address,
    Web,
    Next,
    State,
    Certainty,
    Seconds,
    Object,
    Items,
    Withdrawn,
}

use Kind::*;

const FEED: [(&str, Kind); 8] = [
    ("version", Version),
    ("title", Text),
    ("language", Text),
    ("home_page_url", Web),
    ("next_url", Next),
    ("authors", Names),
    ("author", Name),
    ("expired", Flag),
];

const STORY: [(&str, Kind); 10] = [
    ("state", State),
    ("coverage_start", Date),
    ("coverage_end", Date),
    ("poll_seconds", Seconds),
    ("place", Text),
    ("time_zone", Text),
    ("known", Texts),
    ("unknown", Texts),
    ("updated", Date),
    ("revised", Items),
];

const ITEM: [(&str, Kind); 12] = [
    ("id", Id),
    ("url", Address),
    ("title", Text),
    ("summary", Text),
    ("content_html", Text),
    ("content_text", Text),
    ("date_published", Date),
    ("date_modified", Date),
    ("authors", Names),
    ("author", Name),
    ("tags", Texts),
    ("language", Text),
];

const MARKS: [(&str, Kind); 7] = [
    ("key", Flag),
    ("pinned", Flag),
    ("certainty", Certainty),
    ("happened", Date),
    ("correction", Text),
    ("withdrawn", Withdrawn),
    ("base", Address),
];

/// The feed itself, with a note on everything that [`crate::feed::read`] would leave out.
pub(super) fn read(value: &Value, document: Document<'_>) -> Reading {
    let Ok((page, rejected)) = feed::read(value, Some(document.address)) else {
        let remedy = "Write a list of items, even where it is empty.";
        return Reading::unreadable(Some(Format::JsonFeed), "has no list of items", remedy);
    };
    let mut check = Check { address: document.address, notes: Vec::new(), repaired: 0 };
    let story = value.member("_story").unwrap_or(&Value::Null);
    if value.member("version").is_none() {
        let what = "version is missing: it is read as JSON Feed 1.1 all the same";
        check.repaired("/version", what.to_owned(), Version.remedy());
    }
    check.members(value, "", &FEED);
    check.story(value, "", &STORY);
    if !is_in_order(&page.updates) {
        let what = "items are not in order of date_published: none is withdrawn by its absence";
        let remedy = "Put the newest first; leave it where the page deliberately has a late item.";
        check.repaired("/items", what.to_owned(), remedy);
    }
    let mut rejected = rejected.iter().peekable();
    let dated = page.version.is_some();
    for (place, list, updates) in [
        ("/items", value.member("items"), &page.updates),
        ("/_story/revised", story.member("revised"), &page.revised),
    ] {
        check.items(list.unwrap_or(&Value::Null), place, updates, &mut rejected, dated);
    }
    let outcome = Outcome::Feed { document: value.clone(), guessed: false };
    Reading { format: Some(Format::JsonFeed), outcome, notes: check.notes }
}

/// Whether the page says by absence that an item was withdrawn ([`crate::timeline`]).
fn is_in_order(updates: &[Rc<Update>]) -> bool {
    let listed = updates.iter().filter(|update| !update.pinned);
    let dates: Vec<Timestamp> = listed.filter_map(|update| update.published).collect();
    dates.is_sorted_by(|newer, older| newer >= older) || dates.is_sorted()
}

struct Check<'a> {
    address: &'a Link,
    notes: Vec<Note>,
    repaired: usize,
}

impl Check<'_> {
    fn items(
        &mut self,
        list: &Value,
        place: &str,
        updates: &[Rc<Update>],
        rejected: &mut Peekable<slice::Iter<'_, Rejected>>,
        dated: bool,
    ) {
        let mut updates = updates.iter();
        for (index, item) in list.list().iter().enumerate() {
            let at = format!("{place}/{index}");
            if let Some(Rejected { reason, .. }) = rejected.next_if(|rejected| rejected.at == at) {
                let remedy = match reason {
                    Reason::NotAnObject => "Write every item as an object with an id.",
                    Reason::NoId => "Give every item an id of its own that never changes.",
                    Reason::DoubleId => "Give every item an id of its own.",
                    Reason::TooMany => "Move older items to further pages.",
                };
                self.notes.push(Note::refused(&at, reason.to_string(), remedy));
                continue;
            }
            // Behind the limit there is neither.
            let Some(update) = updates.next() else { break };
            let shown = update.title.as_deref().unwrap_or(update.id.as_str());
            self.notes.push(Note::accepted(&at, shown));
            self.members(item, &at, &ITEM);
            self.story(item, &at, &MARKS);
            let lacks = |name| matches!(item.member(name), None | Some(Value::Null));
            if !dated && lacks("date_published") && lacks("date_modified") {
                let what =
                    "has no date: it is dated by its document, or when a reader first sees it";
                self.repaired(&at, what.to_owned(), Date.remedy());
            }
            if update.correction.is_some() && update.modified.is_none() {
                let what = "no readable date_modified says when: the item's own date is shown";
                let remedy = "Write in date_modified when it was corrected.";
                self.repaired(&format!("{at}/_story/correction"), what.to_owned(), remedy);
            }
        }
    }

    fn story(&mut self, of: &Value, at: &str, members: &[(&str, Kind)]) {
        self.members(of, at, &[("_story", Object)]);
        if let Some(story) = of.member("_story") {
            self.members(story, &format!("{at}/_story"), members);
        }
    }

    /// Null and an empty text are what systems write for nothing, and are no mistakes.
    fn members(&mut self, of: &Value, at: &str, members: &[(&str, Kind)]) {
        for (name, kind) in members {
            let Some(value) = of.member(name) else { continue };
            let blank = value.text().is_some_and(|text| text.trim().is_empty());
            if !blank && *value != Value::Null {
                self.member(value, name, &format!("{at}/{name}"), *kind);
            }
        }
    }

    fn member(&mut self, value: &Value, name: &str, at: &str, kind: Kind) {
        let part = match kind {
            Texts => Some(Text),
            Names => Some(Name),
            _ => None,
        };
        if let (Some(part), Value::List(parts)) = (part, value) {
            // One note a list: its other parts have the same mistake.
            let wrong = parts.iter().position(|value| self.fate(value, part).is_some());
            if let Some((index, value)) = wrong.and_then(|at| Some((at, parts.get(at)?))) {
                self.member(value, "it", &format!("{at}/{index}"), part);
            }
        } else if let Some(fate) = self.fate(value, kind) {
            self.repaired(at, [name, " is ", &shown(value), ": ", &fate].concat(), kind.remedy());
        }
    }

    /// What the reader does with a value that is not what it has to be.
    fn fate(&self, value: &Value, kind: Kind) -> Option<String> {
        let text = value.text().map(str::trim);
        // Whatever a relative address starts from, it can be used or it cannot.
        let link = || Link::resolve(Some(self.address), text?);
        let page = || link().filter(Link::is_http);
        let (holds, fate) = match kind {
            Version => {
                let number =
                    text.and_then(|text| text.strip_prefix("https://jsonfeed.org/version/"));
                let known = matches!(number, Some("1" | "1.1"));
                (known, "it is read as JSON Feed 1.1 all the same")
            }
            Id => (text.is_some(), "it becomes a text"),
            Text => (text.is_some(), LEFT_OUT),
            Name => (value.member("name").is_some_and(|name| name.text().is_some()), LEFT_OUT),
            Texts | Names | Items => (matches!(value, Value::List(_)), LEFT_OUT),
            Object => (matches!(value, Value::Map(_)), LEFT_OUT),
            Flag => (matches!(value, Value::Bool(_)), "it counts as false"),
            Date => (
                text.and_then(Timestamp::parse_rfc3339).is_some(),
                "it cannot be read and is left out",
            ),
            Address => (link().is_some(), LEFT_OUT),
            Web => (page().is_some(), LEFT_OUT),
            Next => match page() {
                Some(next) if next.same_document(self.address) => {
                    (false, "it is the page itself, and is not followed")
                }
                next => (next.is_some(), "it is not followed"),
            },
            State => (matches!(text, Some("live" | "paused" | "ended")), "it counts as live"),
            Certainty => (text.is_some_and(|text| CERTAINTIES.contains(&text)), LEFT_OUT),
            Seconds => return seconds(value),
            Withdrawn => (text.is_some() || matches!(value, Value::Bool(_)), "the item stands"),
        };
        (!holds).then(|| fate.to_owned())
    }

    fn repaired(&mut self, at: &str, what: String, remedy: &'static str) {
        self.repaired += 1;
        if self.repaired <= MAX_REPAIRED {
            self.notes.push(Note::repaired(at, what, remedy));
        }
    }
}

impl Kind {
    /// What to write instead.
    fn remedy(self) -> &'static str {
        match self {
            Version => "Write https://jsonfeed.org/version/1.1.",
            Id => "Write ids as texts, in quotation marks.",
            Text => "Write a text.",
            Texts => "Write a list of texts.",
            Name => "Write an object with a name.",
            Names => "Write a list of objects, each with a name.",
            Flag => "Write true or false, without quotation marks.",
            Date => "Write it as 2019-02-28T07:12:00Z (RFC 3339).",
            Address => "Write an address with http, https, mailto or tel.",
            Web => "Write an address with http or https.",
            Next => "Write the address of the page with the next older items, with http or https.",
            State => "Write live, paused or ended.",
            Certainty => "Write confirmed, reported, unconfirmed, expected or analysis.",
            Seconds => "Write a whole number from 1 to 3600, without quotation marks.",
            Object => "Write an object.",
            Items => "Write a list of items.",
            Withdrawn => "Write the reason as a text, or true.",
        }
    }
}

/// The cadence that comes of a `poll_seconds`, where it is not what stands there.
fn seconds(value: &Value) -> Option<String> {
    let Some(seconds) = value.number().filter(|seconds| *seconds > 0.0) else {
        return Some("it is left out, and the page's own cadence counts".to_owned());
    };
    let used = (seconds.min(86_400.0) as u64).clamp(SHORTEST.as_secs(), LONGEST_CADENCE.as_secs());
    let same = *value == Value::Number(used as f64);
    (!same).then(|| format!("{used} is used"))
}

/// A value in short. A fraction is told without its digits: their formatting alone would be 10 KB
/// of wasm.
fn shown(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(truth) => truth.to_string(),
        Value::Number(number) if number.fract() == 0.0 && number.abs() < 1e15 => {
            (*number as i64).to_string()
        }
        Value::Number(_) => "a number".to_owned(),
        Value::Text(text) => {
            let short: String = text.chars().take(SHOWN).collect();
            let more = if short.len() < text.len() { " …" } else { "" };
            format!("\"{short}\"{more}")
        }
        Value::List(_) => "a list".to_owned(),
        Value::Map(_) => "an object".to_owned(),
    }
}
