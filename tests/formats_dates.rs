//! Dates as feeds have them.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

mod support;

use developing_story::formats::parse_date;
use proptest::prelude::*;
use support::cases;

#[track_caller]
fn check(text: &str, expect: &str) {
    let read = parse_date(text).map(|date| date.to_rfc3339());
    assert_eq!(read.as_deref(), Some(expect), "{text}");
}

#[track_caller]
fn refused(text: &str) {
    assert_eq!(parse_date(text), None, "{text}");
}

#[test]
fn rfc_822_and_what_has_become_of_it() {
    let expect = "2019-02-28T07:12:00Z";
    for text in [
        "Thu, 28 Feb 2019 07:12:00 GMT",
        "Thu, 28 Feb 2019 07:12:00 UT",
        "Thu, 28 Feb 2019 07:12:00 Z",
        "28 Feb 2019 07:12 GMT",
        "Thu, 28 Feb 19 07:12:00 GMT",
        "Thu, 28 Feb 2019 08:12:00 +0100",
        "Thu, 28 Feb 2019 08:12:00 +01:00",
        "Thu, 28 Feb 2019 08:12:00 +0100 (CET)",
        "Thu, 28 Feb 2019 08:12:00 CET",
        "Thu, 28 Feb 2019 08:12:00 MET",
        "Thu, 28 Feb 2019 02:12:00 ET",
        "Thu, 28 Feb 2019 02:12:00 EST",
        "Thu, 28 Feb 2019 03:12:00 EDT",
        "Wed, 27 Feb 2019 23:12:00 PST",
        "Thu, 28 February 2019 07:12:00 GMT",
        "Thursday, 28-Feb-19 07:12:00 GMT",
        "Thu Feb 28 07:12:00 2019",
        "Thu Feb 28 07:12:00 UTC 2019",
        "February 28, 2019 7:12 AM",
        "Feb 28, 2019, 7:12 am GMT",
        "thu, 28 feb 2019 07:12:00 gmt",
        "  Thu,  28  Feb  2019  07:12:00  GMT ",
        "Thu, 28th Feb 2019 07:12:00 GMT",
        "Thu, 28 Feb 2019 07:12:00",
        "Thu, 28 Feb 2019 07:12:00 Nowhere/Land",
        "Thu, 28 Feb 2019 14:12:00 ICT",
    ] {
        check(text, expect);
    }
    check("Thu, 28 Feb 2019 12:05:00 AM GMT", "2019-02-28T00:05:00Z");
    check("Thu, 28 Feb 2019 12:05:00 PM GMT", "2019-02-28T12:05:00Z");
    check("28 Feb 2019 1:05 pm", "2019-02-28T13:05:00Z");
    check("Thu, 31 Dec 98 23:59:59 GMT", "1998-12-31T23:59:59Z");
    check("28 Feb 2019", "2019-02-28T00:00:00Z");
}

#[test]
fn iso_8601_and_its_variants() {
    let expect = "2019-02-28T07:12:00Z";
    for text in [
        "2019-02-28T07:12:00Z",
        "2019-02-28T07:12Z",
        "2019-02-28 07:12:00",
        "2019-02-28 07:12:00 +0000",
        "2019-02-28T08:12:00+0100",
        "2019-02-28T08:12:00+01",
        "2019-02-28T08:12:00.000+01:00",
        "20190228T071200Z",
        "20190228T081200+0100",
        "20190228T0712Z",
        "2019-02-28T07:12:00 GMT",
        "2019-02-28T7:12:0Z",
        "2019/02/28 07:12:00",
        "Thu, 2019/2/28 02:12:00 EST",
        "2019年2月28日 07:12",
        "2019년 02월 28일 07:12:00",
    ] {
        check(text, expect);
    }
    check("2019-02-28T08:12:00,5+01:00", "2019-02-28T07:12:00.500Z");
    check("2019-02-28", "2019-02-28T00:00:00Z");
    check("20190228", "2019-02-28T00:00:00Z");
    check("2019-02", "2019-02-01T00:00:00Z");
    check("2019-02-28T24:00:00Z", "2019-03-01T00:00:00Z");
    check("2019-02-28T07Z", "2019-02-28T07:00:00Z");
    check("2019-02-28T07:12:00-03:30", "2019-02-28T10:42:00Z");
}

#[test]
fn months_have_names_in_the_languages_of_newsrooms() {
    for text in [
        "tor, 28 feb 2019 07:12:00 +0000",
        "torsdag den 28. februar 2019 07:12",
        "Donnerstag, 28. Februar 2019 07:12",
        "jeudi 28 février 2019 07:12:00",
        "jue, 28 febrero 2019 07:12:00 GMT",
        "giovedì 28 febbraio 2019 07:12",
        "donderdag 28 februari 2019 07:12",
        "28 de fevereiro de 2019 07:12",
        "to 28. helmikuuta 2019 07:12",
        "czwartek, 28 lutego 2019 07:12",
    ] {
        check(text, "2019-02-28T07:12:00Z");
    }
    check("1er mai 2019 10:00", "2019-05-01T10:00:00Z");
    check("1. März 2019", "2019-03-01T00:00:00Z");
    check("mån, 14 okt 2019 10:00:00 +0200", "2019-10-14T08:00:00Z");
}

#[test]
fn what_is_no_date_is_none() {
    for text in [
        "",
        "now",
        "today",
        "2019",
        "02/28",
        "Feb 2019",
        "Thu, 28 Fbe 2019 07:12:00 GMT",
        "30 Feb 2019",
        "2019-13-01",
        "2019-02-30T00:00:00Z",
        "28 Feb 2019 25:00",
        "28 Feb 2019 07:61",
        "28 Feb 2019 07:12:00:01",
        "1551337920",
        "Thu, 28 Feb 2019 07:12:00 +9900",
        "::",
        ",,,",
        "28 28 28",
        "12 Feb 34 56 78",
    ] {
        refused(text);
    }
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn what_mail_would_write_is_read_as_jiff_reads_it(seconds in -2_000_000_000_i64..4_000_000_000) {
        let date = jiff::Timestamp::from_second(seconds).expect("a date");
        let text = jiff::fmt::rfc2822::DateTimePrinter::new().timestamp_to_string(&date).expect("a date of mail");
        let read = parse_date(&text).map(|read| read.millis());
        prop_assert_eq!(read, Some(seconds * 1000), "{}", text);
    }

    #[test]
    fn no_text_is_too_strange(text in "\\PC{0,60}") {
        let _ = parse_date(&text);
    }

    #[test]
    fn nor_is_one_that_looks_like_a_date(text in "[0-9TZ:+ ,./apmFebJanthu-]{0,40}") {
        let _ = parse_date(&text);
    }
}

#[test]
fn days_and_months_in_numbers_are_read_where_there_is_no_doubt() {
    for text in [
        "28.02.2019 07:12",
        "28.2.2019 kl. 07.12",
        "28. februar 2019 kl. 7.12",
        "2019/02/28 07:12:00",
        "28/02/2019 07:12",
        "Thu, 02/28/2019 - 07:12",
        "28-02-2019 08:12 CET",
    ] {
        check(text, "2019-02-28T07:12:00Z");
    }
    check("2.3.2019", "2019-03-02T00:00:00Z");
    check("3/3/2019", "2019-03-03T00:00:00Z");
    check("28. februar 2019", "2019-02-28T00:00:00Z");
    refused("2/3/2019 07:12");
    refused("28/13/2019");
    refused("13.13.2019");
    refused("1.2.3");
}
