//! How the reader's language writes times and counts: a trait, because a browser already knows.

use crate::time::Timestamp;

/// Which clock a time is told by.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Zone {
    /// The reader's own.
    Reader,
    /// A zone of the IANA time zone database, such as `Asia/Ho_Chi_Minh`.
    Named(String),
}

/// The plural categories of Unicode's CLDR.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plural {
    /// For languages that have a form for none.
    Zero,
    /// As in "1 update".
    One,
    /// For languages that have a dual.
    Two,
    /// As in Polish "2 aktualizacje".
    Few,
    /// As in Polish "5 aktualizacji".
    Many,
    /// Everything else; the only one that every language has.
    Other,
}

/// A unit of relative time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Sixty seconds.
    Minute,
    /// Sixty minutes.
    Hour,
}

/// Times and counts as one language writes them: `Intl` in a browser.
pub trait Locale {
    /// The time of day: "14.05" in Danish.
    fn time(&self, at: Timestamp, zone: &Zone) -> String;
    /// The day without its year: "torsdag den 28. februar" in Danish.
    fn day(&self, at: Timestamp, zone: &Zone) -> String;
    /// Day, year, time and zone, in full, for tooltips and screen readers.
    fn full(&self, at: Timestamp, zone: &Zone) -> String;
    /// The calendar day that the moment falls on, as `2019-02-28`: equal for the same day.
    fn date(&self, at: Timestamp, zone: &Zone) -> String;
    /// For machines: RFC 3339.
    fn machine(&self, at: Timestamp) -> String {
        at.to_rfc3339()
    }
    /// So many units ago: "for 5 minutter siden" in Danish.
    fn ago(&self, count: u32, unit: Unit) -> String;
    /// A whole number with the language's digits and separators.
    fn number(&self, count: u32) -> String;
    /// The form of a noun that goes with `count`.
    fn plural(&self, count: u32) -> Plural;
}
