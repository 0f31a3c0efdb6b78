//! Points in time, as values that are handed in: nothing in the core reads a clock.

mod http;

use std::ops::{Add, Sub};
use std::time::Duration;

pub use http::{max_age, retry_after};

/// A moment on the calendar, in milliseconds since 1970-01-01T00:00:00Z, as `Date.now()` counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(i64);

/// A moment on a clock that never goes back, in milliseconds since an origin of the host's choice.
///
/// Deadlines and cadences are counted on this clock, so that a reader's wrong or changing wall
/// clock never decides what is fetched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(u64);

/// What time it is, on both clocks, at the moment of one event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Now {
    /// For waiting.
    pub instant: Instant,
    /// For display, and for dating what came without a date.
    pub wall: Timestamp,
}

impl Timestamp {
    /// 1970-01-01T00:00:00Z.
    pub const EPOCH: Self = Self(0);

    /// Before every date that a feed can name.
    pub const EARLIEST: Self = Self(i64::MIN);

    /// The moment `millis` milliseconds after 1970-01-01T00:00:00Z.
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    /// Milliseconds since 1970-01-01T00:00:00Z.
    pub const fn millis(self) -> i64 {
        self.0
    }

    /// Time from `earlier` to `self`; zero if `earlier` is the later one.
    pub fn since(self, earlier: Self) -> Duration {
        Duration::from_millis(u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or(0))
    }

    /// Reads a date-time of RFC 3339 §5.6; `None` for anything else.
    ///
    /// A leap second counts as the first second of the next minute; fractions beyond the
    /// millisecond are cut off. Written by hand because jiff adds 32 KB (brotli) to the wasm.
    pub fn parse_rfc3339(text: &str) -> Option<Self> {
        let mut rest = Digits(text.trim().as_bytes());
        let year = rest.number(4)?;
        rest.expect(b"-")?;
        let month = rest.number(2)?;
        rest.expect(b"-")?;
        let day = rest.number(2)?;
        rest.expect(b"Tt ")?;
        let hour = rest.number(2)?;
        rest.expect(b":")?;
        let minute = rest.number(2)?;
        rest.expect(b":")?;
        let second = rest.number(2)?;
        let millis = rest.fraction()?;
        let offset = rest.offset()?;
        let valid = (1..=12).contains(&month)
            && (1..=days_in_month(year, month)).contains(&day)
            && hour < 24
            && minute < 60
            && second <= 60;
        if !valid || !rest.0.is_empty() {
            return None;
        }
        let minutes = (days_from_civil(year, month, day) * 24 + hour) * 60 + minute - offset;
        Some(Self((minutes * 60 + second) * 1000 + millis))
    }

    /// The date-time of RFC 3339 in UTC, with milliseconds where there are any: `2019-02-28T06:25:00Z`. Years stay within
    /// the four digits that it has.
    pub fn to_rfc3339(self) -> String {
        let seconds = self.0.div_euclid(1000);
        let (year, month, day) = civil_from_days(seconds.div_euclid(86_400));
        let rest = seconds.rem_euclid(86_400);
        let parts = [
            (year.clamp(0, 9999), 4, '-'),
            (month, 2, '-'),
            (day, 2, 'T'),
            (rest / 3600, 2, ':'),
            (rest / 60 % 60, 2, ':'),
            (rest % 60, 2, '.'),
            (self.0.rem_euclid(1000), 3, 'Z'),
        ];
        // By hand: padded formatting is 0.5 KB of wasm.
        let mut text = String::with_capacity(24);
        for (number, digits, end) in parts {
            if digits == 3 && number == 0 {
                text.pop();
            } else {
                let digits = (0..digits).rev().map(|place| number / 10_i64.pow(place) % 10);
                text.extend(digits.map(|digit| char::from(b'0' + digit as u8)));
            }
            text.push(end);
        }
        text
    }
}

impl Instant {
    /// The moment `millis` milliseconds after the host's origin.
    pub const fn from_millis(millis: u64) -> Self {
        Self(millis)
    }

    /// Time from `earlier` to `self`; zero if `earlier` is the later one.
    pub fn since(self, earlier: Self) -> Duration {
        Duration::from_millis(self.0.saturating_sub(earlier.0))
    }
}

impl Add<Duration> for Instant {
    type Output = Self;

    fn add(self, span: Duration) -> Self {
        Self(self.0.saturating_add(millis(span)))
    }
}

impl Add<Duration> for Timestamp {
    type Output = Self;

    fn add(self, span: Duration) -> Self {
        Self(self.0.saturating_add_unsigned(millis(span)))
    }
}

impl Sub<Duration> for Timestamp {
    type Output = Self;

    fn sub(self, span: Duration) -> Self {
        Self(self.0.saturating_sub_unsigned(millis(span)))
    }
}

fn millis(span: Duration) -> u64 {
    u64::try_from(span.as_millis()).unwrap_or(u64::MAX)
}

/// What is left to read of a date-time.
struct Digits<'a>(&'a [u8]);

impl Digits<'_> {
    fn number(&mut self, width: usize) -> Option<i64> {
        let (digits, rest) = self.0.split_at_checked(width)?;
        let mut value = 0;
        for digit in digits {
            if !digit.is_ascii_digit() {
                return None;
            }
            value = value * 10 + i64::from(digit - b'0');
        }
        self.0 = rest;
        Some(value)
    }

    fn expect(&mut self, any_of: &[u8]) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        any_of.contains(first).then_some(*first)
    }

    /// Milliseconds of an optional fraction of a second.
    fn fraction(&mut self) -> Option<i64> {
        if self.0.first() != Some(&b'.') {
            return Some(0);
        }
        self.expect(b".")?;
        let mut millis = self.number(1)? * 100;
        for unit in [10, 1] {
            match self.number(1) {
                Some(digit) => millis += digit * unit,
                None => return Some(millis),
            }
        }
        while self.number(1).is_some() {}
        Some(millis)
    }

    /// Minutes east of UTC.
    fn offset(&mut self) -> Option<i64> {
        let sign = match self.expect(b"Zz+-")? {
            b'+' => 1,
            b'-' => -1,
            _ => return Some(0),
        };
        let hours = self.number(2)?;
        self.expect(b":")?;
        let minutes = self.number(2)?;
        (hours < 24 && minutes < 60).then_some(sign * (hours * 60 + minutes))
    }
}

fn days_in_month(year: i64, month: i64) -> i64 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

/// Days from 1970-01-01 to a date of the proleptic Gregorian calendar.
///
/// Counted in years that begin in March, so that a leap day is the last day of its year.
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let month = (month + 9) % 12;
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    year * 365 + leap_days + (month * 153 + 2) / 5 + day - 1 - 719_468
}

/// The inverse of [`days_from_civil`]: year, month, day.
fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    // The average year is 146,097 / 400 days long; the guess is at most one too high.
    let mut year = (days * 400).div_euclid(146_097);
    let start =
        |year: i64| year * 365 + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    while start(year) > days {
        year -= 1;
    }
    while start(year + 1) <= days {
        year += 1;
    }
    let day_of_year = days - start(year);
    let month = (day_of_year * 5 + 2) / 153;
    let day = day_of_year - (month * 153 + 2) / 5 + 1;
    let month = month + 3;
    if month > 12 { (year + 1, month - 12, day) } else { (year, month, day) }
}
