//! Interface texts in one language, read from `labels/<lang>.json`, and those that no first view has from
//! `labels/more/<lang>.json`.

use crate::feed::Value;
use crate::locale::{Locale, Plural};

/// Declares every text of the interface once: its name here, its key in the files.
macro_rules! labels {
    ($($(#[$doc:meta])* $name:ident = $key:literal,)*) => {
        /// A text of the interface.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Label {
            $($(#[$doc])* $name,)*
        }

        /// The key of each label in the files, in the order of the enum, each with a space behind it: a list of texts would
        /// be 0.2 KB more of wasm.
        pub const KEYS: &str = concat!($($key, " ",)*);

        /// How many there are.
        const COUNT: usize = [$($key,)*].len();
    };
}

labels! {
    /// Name of the region where the story has no title.
    Story = "story",
    /// State: live.
    Live = "live",
    /// State: the newsroom has paused the coverage.
    Break = "break",
    /// State: the coverage has ended.
    Ended = "ended",
    /// State: paused by the reader.
    Paused = "paused",
    /// State: the device has no connection.
    Offline = "offline",
    /// State: polls fail.
    Stale = "stale",
    /// State: the feed cannot be read.
    Broken = "broken",
    /// State: waiting for the first document.
    Loading = "loading",
    /// Freshness, same day: "Senest kl. {time}".
    LatestAt = "latest-at",
    /// Freshness, another day, {day} and {time}.
    LatestOn = "latest-on",
    /// Freshness, less than an hour ago: {ago}.
    LatestAgo = "latest-ago",
    /// Last contact with the feed: {time}, {ago}.
    ContactAgo = "contact-ago",
    /// Last contact less than a minute ago: {time}.
    ContactAt = "contact-at",
    /// Whose clock: "tider i {place}".
    ClockIn = "clock-in",
    /// What is wrong: no answer in time.
    ProblemTimeout = "problem-timeout",
    /// What is wrong: no answer at all.
    ProblemNetwork = "problem-network",
    /// What is wrong: an HTTP status, {status}.
    ProblemStatus = "problem-status",
    /// What is wrong: not JSON.
    ProblemNotJson = "problem-not-json",
    /// What is wrong: JSON, but not a feed.
    ProblemNotFeed = "problem-not-feed",
    /// What is wrong: larger than the limit.
    ProblemTooLarge = "problem-too-large",
    /// No entries yet.
    Empty = "empty",
    /// Heading of what is known.
    Known = "known",
    /// Heading of what is not known.
    Unknown = "unknown",
    /// How many entries wait: {count}.
    Waiting = "waiting",
    /// How many entries wait, said to a screen reader: {count}.
    WaitingSaid = "waiting-said",
    /// Fold every entry.
    FoldAll = "fold-all",
    /// Unfold every entry.
    UnfoldAll = "unfold-all",
    /// Pause updates (visible).
    Pause = "pause",
    /// Pause updates (for screen readers).
    PauseSaid = "pause-said",
    /// Resume updates (visible).
    Resume = "resume",
    /// Resume updates (for screen readers).
    ResumeSaid = "resume-said",
    /// Show earlier entries.
    Earlier = "earlier",
    /// Earlier entries are on their way.
    EarlierLoading = "earlier-loading",
    /// Earlier entries could not be had; press again.
    EarlierFailed = "earlier-failed",
    /// Updates are missing between {from} and {to}; press to fetch them.
    Gap = "gap",
    /// They are on their way.
    GapLoading = "gap-loading",
    /// Certainty.
    Confirmed = "confirmed",
    /// Certainty.
    Reported = "reported",
    /// Certainty.
    Unconfirmed = "unconfirmed",
    /// Certainty.
    Expected = "expected",
    /// Certainty.
    Analysis = "analysis",
    /// A correction: {time}.
    Corrected = "corrected",
    /// An entry taken back: {time}.
    Withdrawn = "withdrawn",
    /// An entry taken back, with a reason: {time}, {reason}.
    WithdrawnWhy = "withdrawn-why",
    /// An entry marked as important (for screen readers).
    Key = "key",
    /// An entry not read yet (for screen readers).
    Unread = "unread",
    /// A pinned entry.
    Pinned = "pinned",
    /// Where the text of an entry is cut off: {host} has the rest.
    ReadMore = "read-more",
    /// Where it is cut off, and nobody says where the rest is.
    CutOff = "cut-off",
    /// Enlarge a picture (for screen readers).
    Enlarge = "enlarge",
    /// Close what was enlarged.
    Close = "close",
    /// Load what somebody else serves: {name}.
    Load = "load",
    /// When it took place, if not when it was published: {time}.
    Happened = "happened",
    /// The number of a day's entries: {count}.
    Entries = "entries",
    /// Where the reader had got to: {time}.
    Reached = "reached",
    /// Leads to what has not been read.
    UnreadNext = "unread-next",
    /// Oldest first, from the beginning or from what has not been read.
    FromStart = "from-start",
    /// Newest first again.
    NewestFirst = "newest-first",
    /// Heading of the list of key moments.
    Moments = "moments",
    /// A certainty that has changed: {before}, {from}, {now}, {to}.
    CertaintyChanged = "certainty-changed",
    /// What was expected, and has not been told of: {time}.
    Overdue = "overdue",
    /// Changed without a word of correction: {time}.
    Revised = "revised",
    /// Show what was changed.
    Changes = "changes",
    /// Tell times by the clock of the scene: {place}.
    ClockScene = "clock-scene",
    /// Tell times by the reader's own clock.
    ClockReader = "clock-reader",
    /// Share an entry.
    Share = "share",
    /// Open the field to search in.
    SearchShort = "search-short",
    /// Open what explains the marks.
    Marks = "marks",
    /// A clock time within a sentence: "kl. {time}".
    At = "at",
    /// A day and a clock time within a sentence: {day}, {time}.
    On = "on",
}

/// The texts of one language.
#[derive(Clone, Debug)]
pub struct Labels(Vec<Forms>);

/// A text in the plural forms that its language has; most have one.
#[derive(Clone, Debug, Default)]
struct Forms {
    other: String,
    by_plural: Vec<(Plural, String)>,
}

impl Labels {
    /// Reads a file's value. What is missing says nothing; the tests hold the files of a language to have everything.
    pub fn read(file: &Value) -> Self {
        let mut labels = Self(vec![Forms::default(); COUNT]);
        labels.learn(file);
        labels
    }

    /// Reads another one's.
    pub fn learn(&mut self, file: &Value) {
        for (key, forms) in KEYS.split(' ').zip(&mut self.0) {
            if let Some(value) = file.member(key) {
                *forms = Forms::read(value);
            }
        }
    }

    /// A text without places to fill.
    pub fn text(&self, label: Label) -> String {
        self.forms(label).map(|forms| forms.other.clone()).unwrap_or_default()
    }

    /// A text with its places (`{name}`) filled.
    pub fn fill(&self, label: Label, places: &[(&str, &str)]) -> String {
        fill(&self.text(label), places)
    }

    /// A text about `count` things, in the form and digits of the language.
    pub fn count(&self, label: Label, count: u32, locale: &dyn Locale) -> String {
        let plural = locale.plural(count);
        let text = self.forms(label).map(|forms| {
            let form = forms.by_plural.iter().find(|(category, _)| *category == plural);
            form.map_or(&forms.other, |(_, text)| text).clone()
        });
        fill(&text.unwrap_or_default(), &[("count", &locale.number(count))])
    }

    fn forms(&self, label: Label) -> Option<&Forms> {
        self.0.get(label as usize)
    }
}

impl Forms {
    fn read(value: &Value) -> Self {
        let text = |value: &Value| value.text().map(str::to_owned);
        let Value::Map(forms) = value else {
            return Self { other: text(value).unwrap_or_default(), by_plural: Vec::new() };
        };
        let mut read = Self::default();
        for (category, form) in forms {
            let Some(form) = text(form) else { continue };
            match plural(category) {
                Some(Plural::Other) => read.other = form,
                Some(category) => read.by_plural.push((category, form)),
                None => {}
            }
        }
        read
    }
}

/// The plural category of a name that `Intl.PluralRules` gives.
pub fn plural(name: &str) -> Option<Plural> {
    Some(match name {
        "zero" => Plural::Zero,
        "one" => Plural::One,
        "two" => Plural::Two,
        "few" => Plural::Few,
        "many" => Plural::Many,
        "other" => Plural::Other,
        _ => return None,
    })
}

/// Fills places in one pass: what fills a place comes from feeds and may itself look like one.
/// A text with its places filled in.
pub(crate) fn fill(text: &str, places: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, from)) = rest.split_once('{') {
        filled.push_str(before);
        let place = from.split_once('}').and_then(|(name, after)| {
            let (_, value) = places.iter().find(|(place, _)| *place == name)?;
            Some((*value, after))
        });
        // A brace that opens no place is a brace.
        let (value, after) = place.unwrap_or(("{", from));
        filled.push_str(value);
        rest = after;
    }
    filled.push_str(rest);
    filled
}
