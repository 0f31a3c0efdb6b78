//! Times and counts as a language writes them, where there is no browser: ICU4X, which has the same data (Unicode's CLDR)
//! as the `Intl` of browsers.

use developing_story::{
    locale::{Locale, Plural, Unit, Zone},
    time::Timestamp,
};
use icu_datetime::{
    DateTimeFormatter, NoCalendarFormatter,
    fieldsets::{MDE, T, YMDE, YMDET},
    input::{Date, DateTime, Time},
};
use icu_decimal::DecimalFormatter;
use icu_plurals::{PluralCategory, PluralRules};
use jiff::{ZonedDateTime, tz::TimeZone};

/// One language. The reader's own zone is UTC, since nobody knows who will read.
pub struct Icu {
    time: Option<NoCalendarFormatter<T>>,
    day: Option<DateTimeFormatter<MDE>>,
    full: Option<DateTimeFormatter<YMDET>>,
    numbers: Option<DecimalFormatter>,
    plurals: Option<PluralRules>,
}

impl Icu {
    /// The words of a BCP 47 tag; an unknown one counts as English.
    pub fn new(tag: &str) -> Self {
        let locale: icu_locale_core::Locale = tag.parse().unwrap_or(icu_locale_core::locale!("en"));
        Self {
            time: NoCalendarFormatter::try_new((&locale).into(), T::hm()).ok(),
            day: DateTimeFormatter::try_new((&locale).into(), MDE::long()).ok(),
            full: DateTimeFormatter::try_new((&locale).into(), YMDE::long().with_time_hm()).ok(),
            numbers: DecimalFormatter::try_new((&locale).into(), Default::default()).ok(),
            plurals: PluralRules::try_new_cardinal((&locale).into()).ok(),
        }
    }
}

fn zoned(at: Timestamp, zone: &Zone) -> Option<ZonedDateTime> {
    let zone = match zone {
        Zone::Named(name) => TimeZone::get(name).unwrap_or(TimeZone::UTC),
        Zone::Reader => TimeZone::UTC,
    };
    Some(jiff::Timestamp::from_millisecond(at.millis()).ok()?.to_zoned_datetime(zone))
}

fn told<F>(
    at: Timestamp,
    zone: &Zone,
    format: impl FnOnce(DateTime<icu_calendar::Iso>) -> Option<F>,
) -> Option<String>
where
    F: ToString,
{
    let at = zoned(at, zone)?;
    let date = Date::try_new_iso(at.year().into(), at.month() as u8, at.day() as u8).ok()?;
    let time = Time::try_new(at.hour() as u8, at.minute() as u8, at.second() as u8, 0).ok()?;
    Some(format(DateTime { date, time })?.to_string())
}

impl Locale for Icu {
    fn time(&self, at: Timestamp, zone: &Zone) -> String {
        told(at, zone, |at| Some(self.time.as_ref()?.format(&at.time).to_string()))
            .unwrap_or_default()
    }

    fn day(&self, at: Timestamp, zone: &Zone) -> String {
        told(at, zone, |at| Some(self.day.as_ref()?.format(&at.date).to_string()))
            .unwrap_or_default()
    }

    fn full(&self, at: Timestamp, zone: &Zone) -> String {
        let text = told(at, zone, |at| Some(self.full.as_ref()?.format(&at).to_string()));
        let offset = zoned(at, zone).map(|at| {
            let seconds = at.offset().seconds();
            let (hours, minutes) = (seconds.abs() / 3600, seconds.abs() / 60 % 60);
            match seconds {
                0 => "UTC".to_owned(),
                _ if minutes == 0 => format!("UTC{}{hours}", if seconds < 0 { "−" } else { "+" }),
                _ => format!("UTC{}{hours}:{minutes:02}", if seconds < 0 { "−" } else { "+" }),
            }
        });
        [text.unwrap_or_default(), offset.unwrap_or_default()].join(" ")
    }

    fn date(&self, at: Timestamp, zone: &Zone) -> String {
        zoned(at, zone).map(|at| at.date().to_string()).unwrap_or_default()
    }

    /// Nothing that is prerendered says how long ago it was.
    fn ago(&self, count: u32, unit: Unit) -> String {
        format!("{count} {unit:?}")
    }

    fn number(&self, count: u32) -> String {
        let format = |numbers: &DecimalFormatter| numbers.format(&count.into()).to_string();
        self.numbers.as_ref().map_or_else(|| count.to_string(), format)
    }

    fn plural(&self, count: u32) -> Plural {
        match self.plurals.as_ref().map(|plurals| plurals.category_for(count)) {
            Some(PluralCategory::Zero) => Plural::Zero,
            Some(PluralCategory::One) => Plural::One,
            Some(PluralCategory::Two) => Plural::Two,
            Some(PluralCategory::Few) => Plural::Few,
            Some(PluralCategory::Many) => Plural::Many,
            Some(PluralCategory::Other) | None => Plural::Other,
        }
    }
}
