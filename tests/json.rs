//! JSON text into values, beside serde_json, which does the same otherwise.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

mod support;

use developing_story::feed::Value;
use proptest::prelude::*;
use serde_json::json;
use support::cases;

/// Whether serde_json reads it as the same.
fn agree(ours: &Value, theirs: &serde_json::Value) -> bool {
    match (ours, theirs) {
        (Value::Null, serde_json::Value::Null) => true,
        (Value::Bool(ours), serde_json::Value::Bool(theirs)) => ours == theirs,
        (Value::Number(ours), serde_json::Value::Number(theirs)) => {
            theirs.as_f64().is_some_and(|theirs| (ours - theirs).abs() <= theirs.abs() * 1e-13)
        }
        (Value::Text(ours), serde_json::Value::String(theirs)) => ours == theirs,
        (Value::List(ours), serde_json::Value::Array(theirs)) => {
            ours.len() == theirs.len() && ours.iter().zip(theirs).all(|(a, b)| agree(a, b))
        }
        (Value::Map(_), serde_json::Value::Object(theirs)) => {
            theirs.iter().all(|(name, b)| ours.member(name).is_some_and(|a| agree(a, b)))
        }
        _ => false,
    }
}

/// Reads a text in both ways.
#[track_caller]
fn check(text: &str) -> Option<Value> {
    let (ours, theirs) = (Value::parse(text), serde_json::from_str::<serde_json::Value>(text));
    match (&ours, &theirs) {
        (Some(ours), Ok(theirs)) => assert!(agree(ours, theirs), "{text}: {ours:?}, {theirs:?}"),
        (None, Err(_)) => {}
        _ => panic!("{text}: {ours:?}, {theirs:?}"),
    }
    ours
}

#[test]
fn values_of_each_kind_alone_and_inside_of_others() {
    for text in [
        "null",
        "true",
        "false",
        "0",
        "-0",
        "7",
        "-12.5",
        "1e3",
        "1E+3",
        "1.25e-2",
        "0.1",
        "\"\"",
        "\"æ 𝕏\"",
        "[]",
        "{}",
        "[ ]",
        "{ }",
        " [1 , 2]\n",
        "\t{\"a\" : [ {} ] , \"b\":null}\r\n",
        "[[[]],[{}]]",
        "[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e6\\uD835\\uDD4F\\u0000\"]",
        "{\"\":1}",
        "[\"\u{7f}\u{2028}\"]",
    ] {
        assert!(check(text).is_some(), "{text}");
    }
}

#[test]
fn what_is_no_json_is_refused() {
    for text in [
        "",
        " ",
        "nul",
        "nulll",
        "True",
        "undefined",
        "NaN",
        "Infinity",
        "'a'",
        "[",
        "]",
        "{",
        "}",
        "[1",
        "[1,",
        "[1,]",
        "[,1]",
        "[1 2]",
        "[1]]",
        "1 2",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{,\"a\":1}",
        "{a:1}",
        "{\"a\" 1}",
        "{1:1}",
        "[1}",
        "{\"a\":1]",
        "01",
        "-01",
        "00",
        "-",
        "+1",
        "1.",
        ".1",
        "1.e3",
        "1e",
        "1e+",
        "1e+-2",
        "0x1",
        "1_0",
        "\"",
        "\"a",
        "\"\\",
        "\"\\x\"",
        "\"\\u12\"",
        "\"\\u+123\"",
        "\"\\uD835",
        "\"\\U0041\"",
        "\"\n\"",
        "\"\t\"",
        "\u{feff}[]",
        "[]\u{a0}",
        "[]\u{c}",
        "/**/[]",
        "[1] // so",
        "\"\u{0}\"",
        "tru",
        "t",
        "[t]",
        "-a",
        "[\"a\" \"b\"]",
        "{\"a\":1 \"b\":2}",
        "{\"a\":1,,\"b\":2}",
        "[\"é",
        "tru\u{e9}",
    ] {
        assert_eq!(check(text), None, "{text}");
    }
}

#[test]
fn half_of_a_pair_is_a_replacement_character_and_takes_nothing_with_it() {
    for (text, read) in [
        (r#""\ud835""#, "\u{fffd}"),
        (r#""\udd4f""#, "\u{fffd}"),
        (r#""\ud835\ud835\udd4f""#, "\u{fffd}𝕏"),
        (r#""\ud835\u0041""#, "\u{fffd}A"),
        (r#""\ud835\n""#, "\u{fffd}\n"),
        (r#""\ud835A""#, "\u{fffd}A"),
    ] {
        assert_eq!(Value::parse(text), Some(Value::Text(read.to_owned())), "{text}");
    }
}

#[test]
fn numbers_are_exact_as_far_as_feeds_have_them_and_have_an_end_at_both_ends() {
    let number = |text: &str| match Value::parse(text) {
        Some(Value::Number(number)) => number,
        other => panic!("{text}: {other:?}"),
    };
    for (text, read) in [
        ("9007199254740991", 9_007_199_254_740_991.0),
        ("-9007199254740991", -9_007_199_254_740_991.0),
        ("0.1", 0.1),
        ("2.5", 2.5),
        ("1e22", 1e22),
        ("1.5e22", 1.5e22),
        ("1e309", f64::INFINITY),
        ("-1e99999999999", f64::NEG_INFINITY),
        ("1e-99999999999", 0.0),
        ("0e99999999999", 0.0),
        ("-0", 0.0),
    ] {
        assert_eq!(number(text), read, "{text}");
    }
    assert!(number("-0").is_sign_negative());
}

#[test]
fn what_nests_without_end_is_null_and_needs_no_stack() {
    let nested =
        |open: &str, close: &str, times: usize| [open.repeat(times), close.repeat(times)].concat();
    assert_eq!(
        Value::parse(&nested("[", "]", 3)),
        Some(Value::List(vec![Value::List(vec![Value::List(vec![])])]))
    );
    for (open, close) in [("[", "]"), ("[{\"[{\\\"\":", "}]")] {
        let value = if close == "]" { "" } else { "1" };
        let deep = [open.repeat(500_000), value.to_owned(), close.repeat(500_000)].concat();
        assert!(Value::parse(&deep).is_some(), "{open}");
        assert_eq!(Value::parse(&deep[..deep.len() - 1]), None, "{open}");
        assert_eq!(Value::parse(&[&deep, close].concat()), None, "{open}");
    }
}

#[test]
fn what_is_wrong_is_told_with_its_place() {
    let told = Value::check("{\"a\": 1,\n \"b\" 2}");
    assert!(told.as_ref().is_err_and(|told| told.contains("line 2")), "{told:?}");
    assert_eq!(Value::check("[1]"), Ok(Value::List(vec![Value::Number(1.0)])));
}

fn any_json() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(json!(null)),
        any::<bool>().prop_map(serde_json::Value::from),
        any::<i64>().prop_map(serde_json::Value::from),
        (-1e15..1e15).prop_map(serde_json::Value::from),
        any::<f64>()
            .prop_filter("an end", |number| number.abs() > 1e-290)
            .prop_map(serde_json::Value::from),
        any::<String>().prop_map(serde_json::Value::from),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(serde_json::Value::from),
            prop::collection::vec((any::<String>(), inner), 0..6)
                .prop_map(|members| members.into_iter().collect()),
        ]
    })
}

proptest! {
    #![proptest_config(cases(500))]

    #[test]
    fn whatever_is_written_is_read_as_serde_json_reads_it(value in any_json(), is_pretty: bool) {
        let text = if is_pretty { serde_json::to_string_pretty(&value) } else { serde_json::to_string(&value) };
        prop_assert!(check(&text.expect("JSON")).is_some());
    }

    /// One character taken out, put in or replaced: still the same verdict.
    #[test]
    fn whatever_becomes_of_it_both_say_the_same(
        value in any_json(),
        at: prop::sample::Index,
        with in "[\\[\\]{}\",:\\\\ue0-9 +.-]{0,2}",
        takes in 0usize..2,
    ) {
        let mut letters: Vec<char> = value.to_string().chars().collect();
        let at = at.index(letters.len());
        letters.splice(at..at + takes, with.chars());
        let text: String = letters.into_iter().collect();
        // serde_json refuses half of a pair, and numbers too large for it.
        prop_assume!(!text.contains("\\ud") && !text.to_lowercase().contains(['e']));
        check(&text);
    }
}
