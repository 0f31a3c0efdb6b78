//! Times and counts as Danish and English write them, by hand, and where nobody's clock matters.

use developing_story::locale::{Locale, Plural, Unit, Zone};
use developing_story::time::Timestamp;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Language {
    Danish,
    English,
}

/// The reader is in Hanoi (UTC+7); of named zones it knows `UTC` and takes all others for Hanoi.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TestLocale(pub(crate) Language);

const DAYS: [[&str; 2]; 7] = [
    ["torsdag", "Thursday"],
    ["fredag", "Friday"],
    ["lørdag", "Saturday"],
    ["søndag", "Sunday"],
    ["mandag", "Monday"],
    ["tirsdag", "Tuesday"],
    ["onsdag", "Wednesday"],
];

const MONTHS: [[&str; 2]; 12] = [
    ["januar", "January"],
    ["februar", "February"],
    ["marts", "March"],
    ["april", "April"],
    ["maj", "May"],
    ["juni", "June"],
    ["juli", "July"],
    ["august", "August"],
    ["september", "September"],
    ["oktober", "October"],
    ["november", "November"],
    ["december", "December"],
];

const DAY: i64 = 86_400_000;

/// What a wall clock in that zone shows, as RFC 3339 without its zone.
fn clock(at: Timestamp, zone: &Zone) -> (Timestamp, String) {
    let hours = if *zone == Zone::Named("UTC".to_owned()) { 0 } else { 7 };
    let local = Timestamp::from_millis(at.millis() + hours * 3_600_000);
    (local, local.to_rfc3339())
}

impl TestLocale {
    fn of<'a>(self, both: &[&'a str; 2]) -> &'a str {
        both[self.0 as usize]
    }
}

impl Locale for TestLocale {
    fn time(&self, at: Timestamp, zone: &Zone) -> String {
        let (_, text) = clock(at, zone);
        format!("{}{}{}", &text[11..13], self.of(&[".", ":"]), &text[14..16])
    }

    fn day(&self, at: Timestamp, zone: &Zone) -> String {
        let (local, text) = clock(at, zone);
        let weekday = self.of(&DAYS[local.millis().div_euclid(DAY).rem_euclid(7) as usize]);
        let month: usize = text[5..7].parse().unwrap_or(1);
        let (month, day) = (self.of(&MONTHS[month - 1]), text[8..10].trim_start_matches('0'));
        match self.0 {
            Language::Danish => format!("{weekday} den {day}. {month}"),
            Language::English => format!("{weekday} {day} {month}"),
        }
    }

    fn full(&self, at: Timestamp, zone: &Zone) -> String {
        format!("{} {} ({zone:?})", self.day(at, zone), self.time(at, zone))
    }

    fn date(&self, at: Timestamp, zone: &Zone) -> String {
        clock(at, zone).1[..10].to_owned()
    }

    fn ago(&self, count: u32, unit: Unit) -> String {
        let (danish, english) = match (unit, count) {
            (Unit::Minute, 1) => ("minut", "minute"),
            (Unit::Minute, _) => ("minutter", "minutes"),
            (Unit::Hour, 1) => ("time", "hour"),
            (Unit::Hour, _) => ("timer", "hours"),
        };
        match self.0 {
            Language::Danish => format!("for {count} {danish} siden"),
            Language::English => format!("{count} {english} ago"),
        }
    }

    fn number(&self, count: u32) -> String {
        count.to_string()
    }

    fn plural(&self, count: u32) -> Plural {
        if count == 1 { Plural::One } else { Plural::Other }
    }
}
