//! Dates of feeds and of HTTP, held to a library that does nothing else.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

mod support;

use std::time::Duration;

use developing_story::time::{Instant, Timestamp, max_age, retry_after};
use jiff::fmt::temporal::DateTimeParser;
use jiff::tz::Offset;
use proptest::prelude::*;
use support::{cases, moment};

#[test]
fn a_date_of_rfc_3339_is_read_to_the_millisecond() {
    fn check(input: &str, expect: Option<i64>) {
        assert_eq!(Timestamp::parse_rfc3339(input).map(Timestamp::millis), expect, "{input:?}");
    }
    check("1970-01-01T00:00:00Z", Some(0));
    check("2019-02-28T06:25:00Z", Some(1_551_335_100_000));
    check("2019-02-28T13:25:00+07:00", Some(1_551_335_100_000));
    check("2019-02-28T01:25:00-05:00", Some(1_551_335_100_000));
    check("2019-02-28t06:25:00z", Some(1_551_335_100_000));
    check("2019-02-28 06:25:00Z", Some(1_551_335_100_000));
    check("  2019-02-28T06:25:00Z\n", Some(1_551_335_100_000));
    check("2019-02-28T06:25:00-00:00", Some(1_551_335_100_000));
    check("1970-01-01T00:00:00.5Z", Some(500));
    check("1970-01-01T00:00:00.25Z", Some(250));
    check("1970-01-01T00:00:00.0019999Z", Some(1));
    check("1969-12-31T23:59:59.999Z", Some(-1));
    check("2016-02-29T00:00:00Z", Some(1_456_704_000_000));
    check("2000-02-29T00:00:00Z", Some(951_782_400_000));
    check("0000-01-01T00:00:00Z", Some(-62_167_219_200_000));
    check("9999-12-31T23:59:59Z", Some(253_402_300_799_000));
    // A leap second counts as the first second of the next minute.
    check("1990-12-31T23:59:60Z", Some(662_688_000_000));
}

#[test]
fn what_is_no_date_of_rfc_3339_is_none() {
    for input in [
        "",
        " ",
        "i går",
        "2019",
        "2019-02-28",
        "2019-02-28T06:25",
        "2019-02-28T06:25:00",
        "2019-02-28T06:25Z",
        "2019-02-28T06:25:00+0700",
        "2019-02-28T06:25:00+07",
        "2019-02-28T06:25:00+24:00",
        "2019-02-28T06:25:00+07:60",
        "2019-02-28T06:25:00.Z",
        "2019-02-28T06:25:00,5Z",
        "2019-02-28T24:00:00Z",
        "2019-02-28T06:60:00Z",
        "2019-02-28T06:25:61Z",
        "2019-02-29T06:25:00Z",
        "2100-02-29T06:25:00Z",
        "1900-02-29T06:25:00Z",
        "2019-13-01T06:25:00Z",
        "2019-00-01T06:25:00Z",
        "2019-01-00T06:25:00Z",
        "2019-04-31T06:25:00Z",
        "2019-2-28T06:25:00Z",
        "19-02-28T06:25:00Z",
        "+2019-02-28T06:25:00Z",
        "-0001-02-28T06:25:00Z",
        "2019-02-28T06:25:00Zulu",
        "2019-02-28T06:25:00Z[Asia/Ho_Chi_Minh]",
        "２０１９-02-28T06:25:00Z",
        "1551335100",
        "Thu, 28 Feb 2019 06:25:00 GMT",
    ] {
        assert_eq!(Timestamp::parse_rfc3339(input), None, "{input:?}");
    }
}

#[test]
fn a_date_of_http_is_read_in_the_one_form_that_servers_may_send() {
    fn check(input: &str, expect: Option<&str>) {
        assert_eq!(Timestamp::parse_http_date(input), expect.map(moment), "{input:?}");
    }
    check("Sun, 06 Nov 1994 08:49:37 GMT", Some("1994-11-06T08:49:37Z"));
    check("  Thu, 28 Feb 2019 06:25:00 GMT ", Some("2019-02-28T06:25:00Z"));
    check("Mon, 29 Feb 2016 23:59:59 GMT", Some("2016-02-29T23:59:59Z"));
    check("Fri, 29 Feb 2019 06:25:00 GMT", None);
    check("Thu, 28 feb 2019 06:25:00 GMT", None);
    check("Thu, 28 Feb 2019 06:25:00 UTC", None);
    check("Thu, 28 Feb 2019 06:25:00 GMT+1", None);
    check("Thu, 28 Feb 2019 24:00:00 GMT", None);
    check("Thu, 8 Feb 2019 06:25:00 GMT", None);
    check("Thu, 28 Feb", None);
    check("28 Feb 2019 06:25:00 GMT", None);
    check("Sunday, 06-Nov-94 08:49:37 GMT", None);
    check("Søn, 06 nøv 1994", None);
    check("", None);
}

#[test]
fn max_age_is_found_among_other_directives() {
    fn check(input: &str, expect: Option<u64>) {
        assert_eq!(max_age(input), expect.map(Duration::from_secs), "{input:?}");
    }
    check("max-age=15", Some(15));
    check("public, Max-Age = \"15\", stale-while-revalidate=60", Some(15));
    check("s-maxage=60, max-age=5", Some(5));
    check("max-age=60, max-age=5", Some(5));
    check("s-maxage=60", None);
    check("no-cache", None);
    check("max-age", None);
    check("max-age=-1", None);
    check("max-age=soon", None);
    check("max-age=99999999999999999999999", None);
    check("", None);
}

#[test]
fn retry_after_is_seconds_or_a_date_counted_on_the_servers_clock() {
    const DATE: &str = "Thu, 28 Feb 2019 06:25:00 GMT";
    fn check(value: &str, date: Option<&str>, expect: Option<u64>) {
        assert_eq!(
            retry_after(value, date),
            expect.map(Duration::from_secs),
            "{value:?}, {date:?}"
        );
    }
    check("120", None, Some(120));
    check(" 0 ", None, Some(0));
    check("Thu, 28 Feb 2019 06:27:00 GMT", Some(DATE), Some(120));
    check("Thu, 28 Feb 2019 06:24:00 GMT", Some(DATE), Some(0));
    check("Thu, 28 Feb 2019 06:27:00 GMT", None, None);
    check("Thu, 28 Feb 2019 06:27:00 GMT", Some("today"), None);
    check("-1", Some(DATE), None);
    check("later", Some(DATE), None);
}

#[test]
fn no_span_goes_beyond_the_ends_of_the_calendar_or_below_zero() {
    let (early, late) = (Timestamp::from_millis(i64::MIN), Timestamp::from_millis(i64::MAX));
    assert_eq!(early.since(late), Duration::ZERO);
    assert_eq!(late + Duration::MAX, late);
    assert_eq!(early - Duration::MAX, early);
    assert_eq!(moment("10:05").since(moment("10:00")), Duration::from_secs(300));
    let end = Instant::from_millis(u64::MAX);
    assert_eq!(end + Duration::MAX, end);
    assert_eq!(Instant::from_millis(1).since(end), Duration::ZERO);
    for at in [early, late] {
        assert!(at.to_rfc3339().ends_with('Z'), "{at:?} can be written");
    }
}

/// Any moment between the years 1 and 9998, so that no offset leaves the range of RFC 3339.
fn any_millis() -> impl Strategy<Value = i64> {
    -62_135_000_000_000_i64..253_360_000_000_000
}

fn jiff_of(millis: i64) -> jiff::Timestamp {
    jiff::Timestamp::from_millisecond(millis).expect("within the range of jiff")
}

proptest! {
    #![proptest_config(cases(2000))]

    #[test]
    fn our_reader_agrees_with_jiff_on_every_date_and_offset(
        millis in any_millis(),
        digits in 0_usize..10,
        minutes in -1439_i32..1440,
    ) {
        let offset = Offset::from_seconds(minutes * 60).expect("less than a day");
        let zoned = jiff_of(millis).to_zoned_datetime(offset.to_time_zone());
        let mut written = zoned.strftime("%Y-%m-%dT%H:%M:%S").to_string();
        if digits > 0 {
            let fraction = format!("{:03}987654", millis.rem_euclid(1000));
            written.push('.');
            written.push_str(&fraction[..digits]);
        }
        written.push_str(&zoned.strftime("%:z").to_string());
        let theirs: jiff::Timestamp = written.parse().expect("jiff reads what jiff wrote");
        let expected = theirs.as_nanosecond().div_euclid(1_000_000) as i64;
        let ours = Timestamp::parse_rfc3339(&written).map(Timestamp::millis);
        prop_assert_eq!(ours, Some(expected), "{}", written);
    }

    #[test]
    fn what_we_write_is_what_jiff_writes_and_is_read_back(millis in any_millis()) {
        for millis in [millis, millis.div_euclid(1000) * 1000] {
            let written = Timestamp::from_millis(millis).to_rfc3339();
            let digits = if millis.rem_euclid(1000) == 0 { 0 } else { 3 };
            prop_assert_eq!(&written, &format!("{:.1$}", jiff_of(millis), digits));
            prop_assert_eq!(Timestamp::parse_rfc3339(&written), Some(Timestamp::from_millis(millis)));
        }
    }

    #[test]
    fn our_reader_of_http_dates_agrees_with_jiff(millis in any_millis()) {
        let seconds = millis.div_euclid(1000) * 1000;
        let zoned = jiff_of(seconds).to_zoned_datetime(jiff::tz::TimeZone::UTC);
        let written = zoned.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string();
        prop_assert_eq!(Timestamp::parse_http_date(&written), Some(Timestamp::from_millis(seconds)));
    }

    #[test]
    fn what_looks_like_a_date_is_read_as_jiff_reads_it_or_not_at_all(
        text in "[0-9]{4}-[0-1][0-9]-[0-3][0-9][Tt ][0-2][0-9]:[0-6][0-9]:[0-6][0-9](\\.[0-9]{1,4})?(Z|z|[+-](0[0-9]|1[0-9]|2[0-3]):[0-6][0-9])",
    ) {
        let ours = Timestamp::parse_rfc3339(&text).map(Timestamp::millis);
        // jiff counts a leap second as the last second of its own minute.
        let theirs = DateTimeParser::new().parse_timestamp(&text).ok();
        if let (Some(ours), Some(theirs), false) = (ours, theirs, text[17..].starts_with("60")) {
            prop_assert_eq!(ours, theirs.as_nanosecond().div_euclid(1_000_000) as i64, "{}", text);
        }
        prop_assert!(ours.is_some() || theirs.is_none(), "jiff reads {}", text);
    }

    #[test]
    fn nothing_that_is_read_as_a_date_makes_us_panic(text in ".{0,40}") {
        let _ = Timestamp::parse_rfc3339(&text);
        let _ = Timestamp::parse_http_date(&text);
        let _ = retry_after(&text, Some(&text));
        let _ = max_age(&text);
    }

    #[test]
    fn any_moment_can_be_written(millis: i64) {
        prop_assert!(Timestamp::from_millis(millis).to_rfc3339().len() >= 20);
    }
}
