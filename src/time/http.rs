//! Times in HTTP headers.

use std::time::Duration;

use super::{Digits, Timestamp, days_from_civil, days_in_month};
use crate::digits::whole;

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

impl Timestamp {
    /// Reads an IMF-fixdate of RFC 9110 §5.6.7, the one form that servers may send:
    /// `Sun, 06 Nov 1994 08:49:37 GMT`.
    pub fn parse_http_date(text: &str) -> Option<Self> {
        let mut rest = Digits(text.trim().split_once(',')?.1.trim_start().as_bytes());
        let day = rest.number(2)?;
        rest.expect(b" ")?;
        let (name, after) = rest.0.split_at_checked(3)?;
        let month = MONTHS.iter().position(|month| month.as_bytes() == name)? as i64 + 1;
        rest.0 = after;
        rest.expect(b" ")?;
        let year = rest.number(4)?;
        rest.expect(b" ")?;
        let hour = rest.number(2)?;
        rest.expect(b":")?;
        let minute = rest.number(2)?;
        rest.expect(b":")?;
        let second = rest.number(2)?;
        let valid = (1..=days_in_month(year, month)).contains(&day)
            && hour < 24
            && minute < 60
            && second <= 60
            && rest.0 == b" GMT";
        let minutes = (days_from_civil(year, month, day) * 24 + hour) * 60 + minute;
        valid.then_some(Self((minutes * 60 + second) * 1000))
    }
}

/// `max-age` of a `Cache-Control` header (RFC 9111 §5.2.2.1); other directives are passed over.
pub fn max_age(cache_control: &str) -> Option<Duration> {
    let ages = cache_control.split(',').filter_map(|directive| {
        let (name, value) = directive.split_once('=')?;
        let seconds: u32 = whole(value.trim().trim_matches('"'))?;
        name.trim().eq_ignore_ascii_case("max-age").then_some(Duration::from_secs(seconds.into()))
    });
    ages.min()
}

/// A `Retry-After` header (RFC 9110 §10.2.3): seconds, or a date, which is counted from the
/// server's own `Date` so that the reader's clock does not matter.
pub fn retry_after(value: &str, date: Option<&str>) -> Option<Duration> {
    if let Some(seconds) = whole::<u32>(value.trim()) {
        return Some(Duration::from_secs(seconds.into()));
    }
    let until = Timestamp::parse_http_date(value)?;
    Some(until.since(Timestamp::parse_http_date(date?)?))
}
