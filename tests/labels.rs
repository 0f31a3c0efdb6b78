//! Interface texts: places, plural forms, and what becomes of a faulty file.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use developing_story::feed::Value;
use developing_story::labels::{KEYS, Label, Labels, plural};
use developing_story::locale::{Locale, Plural, Unit, Zone};
use developing_story::time::Timestamp;
use proptest::prelude::*;
use support::{Language, TestLocale, cases, labels, path, text, value};

/// The texts as they ship, of both files of a language.
fn files() -> Vec<(String, serde_json::Map<String, serde_json::Value>)> {
    let mut more: BTreeMap<_, _> = files_in("www/labels/more").into_iter().collect();
    let joined = files_in("www/labels").into_iter().map(|(language, mut file)| {
        file.extend(more.remove(&language).unwrap_or_default());
        (language, file)
    });
    joined.collect()
}

fn files_in(at: &str) -> Vec<(String, serde_json::Map<String, serde_json::Value>)> {
    let folder = fs::read_dir(path(at)).expect("the labels");
    let names = folder.map(|file| file.expect("a file").file_name().to_string_lossy().into_owned());
    let read = names.filter_map(|name| {
        let language = name.strip_suffix(".json")?.to_owned();
        let file = serde_json::from_str(&text(&format!("{at}/{name}"))).expect("an object");
        Some((language, file))
    });
    read.collect()
}

/// The forms of a text, by plural category; a text without forms is "other".
fn forms(text: &serde_json::Value) -> BTreeMap<&str, &str> {
    match text.as_object() {
        Some(forms) => forms
            .iter()
            .map(|(name, form)| (name.as_str(), form.as_str().unwrap_or_default()))
            .collect(),
        None => BTreeMap::from([("other", text.as_str().unwrap_or_default())]),
    }
}

/// The places of a text: "{time}" and the like.
fn places(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0)).collect()
}

/// What only scripts say, and none of it in the timeline's own view.
const OF_SCRIPTS: &[&str] = &[
    "all",
    "analysis-why",
    "confirmed-why",
    "copied",
    "copy-failed",
    "expected-why",
    "found",
    "grown",
    "key-only",
    "reported-why",
    "search",
    "tag",
    "unconfirmed-why",
];

#[test]
fn every_language_has_every_text_and_no_other() {
    let keys = |file: &serde_json::Map<String, serde_json::Value>| -> BTreeSet<String> {
        file.keys().cloned().collect()
    };
    let expected: BTreeSet<String> =
        KEYS.split_terminator(' ').chain(OF_SCRIPTS.iter().copied()).map(str::to_owned).collect();
    let (first, more) = (files_in("www/labels"), files_in("www/labels/more"));
    let english = |files: &[(String, serde_json::Map<String, serde_json::Value>)]| {
        let (_, file) = files.iter().find(|(language, _)| language == "en").expect("English");
        keys(file)
    };
    let (of_first, of_more) = (english(&first), english(&more));
    assert_eq!(of_first.union(&of_more).cloned().collect::<BTreeSet<_>>(), expected);
    assert!(of_first.is_disjoint(&of_more));
    let names = |files: &[(String, _)]| -> BTreeSet<String> {
        files.iter().map(|(language, _)| language.clone()).collect()
    };
    assert_eq!(names(&first), names(&more));
    for (language, file) in first {
        assert_eq!(keys(&file), of_first, "{language}");
    }
    for (language, file) in more {
        assert_eq!(keys(&file), of_more, "more/{language}");
    }
}

#[test]
fn no_text_is_empty_and_every_form_is_one_of_unicodes() {
    for (language, file) in files() {
        for (key, text) in &file {
            let forms = forms(text);
            assert!(forms.contains_key("other"), "{language} {key}");
            for (name, form) in forms {
                assert!(plural(name).is_some(), "{language} {key}: {name}");
                assert!(!form.trim().is_empty(), "{language} {key}: {name}");
            }
        }
    }
}

#[test]
fn every_language_fills_the_places_that_english_fills() {
    let all = files();
    let (_, english) = all.iter().find(|(language, _)| language == "en").expect("English");
    for (language, file) in &all {
        for (key, text) in file {
            let ours = english.get(key).unwrap_or(&serde_json::Value::Null);
            assert_eq!(
                ours.is_object(),
                text.is_object(),
                "{language} {key} has plural forms or not"
            );
            let expected = places(forms(ours).get("other").copied().unwrap_or_default());
            for (name, form) in forms(text) {
                assert_eq!(places(form), expected, "{language} {key}: {name}");
            }
        }
    }
}

#[test]
fn what_a_button_is_called_has_what_it_shows() {
    // Whoever speaks to the machine says what they see (WCAG 2.2, 2.5.3).
    for (language, file) in files() {
        for key in ["pause", "resume"] {
            let text = |key: &str| file[key].as_str().unwrap_or_default().to_lowercase();
            let (shown, said) = (text(key), text(&format!("{key}-said")));
            assert!(said.contains(&shown), "{language}: {shown} in {said}");
        }
    }
}

#[test]
fn danish_is_the_danish_of_the_newsroom() {
    let danish = labels("da");
    let check = |label, places: &[(&str, &str)], expect: &str| {
        assert_eq!(danish.fill(label, places), expect);
    };
    check(Label::Live, &[], "Opdateres");
    check(Label::Ended, &[], "Dækningen er slut");
    check(Label::At, &[("time", "14.05")], "kl. 14.05");
    check(Label::LatestAt, &[("time", "14.05")], "Senest kl. 14.05");
    check(Label::LatestAgo, &[("ago", "for 5 minutter siden")], "Senest for 5 minutter siden");
}

#[test]
fn a_count_takes_its_form_and_its_digits() {
    fn check(language: Language, count: u32, expect: &str) {
        let file = if language == Language::Danish { "da" } else { "en" };
        assert_eq!(labels(file).count(Label::Waiting, count, &TestLocale(language)), expect);
    }
    check(Language::Danish, 1, "1 ny opdatering");
    check(Language::Danish, 3, "3 nye opdateringer");
    check(Language::English, 1, "1 new update");
    check(Language::English, 12, "12 new updates");
}

/// A language with forms that neither Danish nor English has.
struct Polish;

impl Locale for Polish {
    fn time(&self, _: Timestamp, _: &Zone) -> String {
        String::new()
    }
    fn day(&self, _: Timestamp, _: &Zone) -> String {
        String::new()
    }
    fn full(&self, _: Timestamp, _: &Zone) -> String {
        String::new()
    }
    fn date(&self, _: Timestamp, _: &Zone) -> String {
        String::new()
    }
    fn ago(&self, _: u32, _: Unit) -> String {
        String::new()
    }
    fn number(&self, count: u32) -> String {
        format!("~{count}~")
    }
    fn plural(&self, count: u32) -> Plural {
        match count {
            1 => Plural::One,
            2..=4 => Plural::Few,
            5..=21 => Plural::Many,
            _ => Plural::Other,
        }
    }
}

#[test]
fn every_plural_form_of_a_file_is_used_and_a_missing_one_is_other() {
    let file = r#"{ "waiting": { "one": "{count} nowa", "few": "{count} nowe", "many": "{count} nowych",
        "other": "{count} nowej", "several": "{count}?" }, "entries": { "one": "jedna", "other": "{count} wpisu" } }"#;
    let labels = Labels::read(&value(file));
    let count = |label, count| labels.count(label, count, &Polish);
    assert_eq!(count(Label::Waiting, 1), "~1~ nowa");
    assert_eq!(count(Label::Waiting, 3), "~3~ nowe");
    assert_eq!(count(Label::Waiting, 5), "~5~ nowych");
    assert_eq!(count(Label::Waiting, 100), "~100~ nowej");
    assert_eq!(count(Label::Entries, 1), "jedna");
    assert_eq!(count(Label::Entries, 3), "~3~ wpisu");
}

#[test]
fn every_name_of_a_plural_form_is_known() {
    fn check(name: &str, expect: Option<Plural>) {
        assert_eq!(plural(name), expect, "{name}");
    }
    check("zero", Some(Plural::Zero));
    check("one", Some(Plural::One));
    check("two", Some(Plural::Two));
    check("few", Some(Plural::Few));
    check("many", Some(Plural::Many));
    check("other", Some(Plural::Other));
    check("several", None);
}

#[test]
fn a_missing_text_says_nothing_until_it_is_learned() {
    for file in [
        "null",
        "[]",
        "{}",
        r#"{ "live": 7, "pause": null, "waiting": {}, "empty": { "one": 1 } }"#,
    ] {
        let mut labels = Labels::read(&value(file));
        assert_eq!(labels.text(Label::Live), "", "{file}");
        assert_eq!(labels.text(Label::Pause), "", "{file}");
        assert_eq!(labels.text(Label::Empty), "", "{file}");
        assert_eq!(labels.count(Label::Waiting, 2, &Polish), "", "{file}");
        labels.learn(&value(r#"{ "pause": "Pauza", "waiting": { "other": "{count}" } }"#));
        assert_eq!(labels.text(Label::Pause), "Pauza", "{file}");
        assert_eq!(labels.count(Label::Waiting, 2, &Polish), "~2~", "{file}");
        assert_eq!(labels.text(Label::Live), "", "{file}");
    }
}

#[test]
fn every_label_reads_the_text_of_its_own_key() {
    let members =
        KEYS.split_terminator(' ').map(|key| (key.to_owned(), Value::Text(format!("<{key}>"))));
    let labels = Labels::read(&Value::Map(members.collect()));
    assert_eq!(labels.text(Label::Story), "<story>");
    assert_eq!(labels.text(Label::ProblemTooLarge), "<problem-too-large>");
    assert_eq!(labels.text(Label::WithdrawnWhy), "<withdrawn-why>");
    assert_eq!(labels.text(Label::On), "<on>");
    assert!(KEYS.ends_with(" on "));
}

#[test]
fn places_are_filled_and_what_fills_them_is_not_filled_again() {
    fn check(text: &str, places: &[(&str, &str)], expect: &str) {
        let file = Value::Map(vec![("on".to_owned(), Value::Text(text.to_owned()))]);
        assert_eq!(Labels::read(&file).fill(Label::On, places), expect, "{text}");
    }
    check("{a} og {b}", &[("a", "1"), ("b", "2")], "1 og 2");
    check("{b} og {a}", &[("a", "1"), ("b", "2")], "2 og 1");
    check("{a}{a}", &[("a", "1")], "11");
    check("{a} og {b}", &[("a", "{b}"), ("b", "{a}")], "{b} og {a}");
    check("{a}", &[("a", "{a}")], "{a}");
    check("{{a}}", &[("a", "1")], "{1}");
    check("{a} {", &[("a", "1")], "1 {");
    check("{a og {b}", &[("b", "2")], "{a og 2");
    check("{ukendt}", &[("a", "1")], "{ukendt}");
    check("{}", &[("a", "1")], "{}");
    check("", &[("a", "1")], "");
}

proptest! {
    #![proptest_config(cases(500))]

    #[test]
    fn no_text_and_no_value_keeps_us_filling_for_ever(text in "[{}ab ]{0,20}", one in "[{}ab]{0,6}", two in "[{}ab]{0,6}") {
        let file = Value::Map(vec![("on".to_owned(), Value::Text(text.clone()))]);
        let filled = Labels::read(&file).fill(Label::On, &[("a", &one), ("b", &two)]);
        if !text.contains("{a}") && !text.contains("{b}") {
            prop_assert_eq!(filled, text);
        }
    }
}
