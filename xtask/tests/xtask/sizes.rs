//! Sizes, budgets and digests.

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde_json::{Value, json};
use xtask::{
    dist,
    sizes::{self, Bytes, Row, SUM},
};

fn row(file: &str, brotli: usize, budget: usize) -> Row {
    let bytes = Bytes { raw: 3 * brotli, gzip: 2 * brotli, brotli };
    let file = file.to_owned();
    Row { file, bytes, budget }
}

#[track_caller]
fn check(rows: &[Row], expect: Result<(), &str>) {
    let outcome = sizes::check(rows, &[]).map_err(|error| error.to_string());
    assert_eq!(outcome, expect.map_err(str::to_owned));
}

#[test]
fn a_file_may_be_as_large_as_its_budget_and_no_larger() {
    check(&[row("a.js", 10, 10)], Ok(()));
    check(
        &[row("a.js", 11, 10), row("b.js", 5, 5)],
        Err("over budget: a.js: 11 bytes in brotli, budget 10"),
    );
}

#[test]
fn the_sum_has_a_budget_of_its_own() {
    let expect = format!("over budget: first view: {} bytes in brotli, budget {SUM}", SUM + 1);
    check(&[row("a.js", SUM, SUM), row("b.js", 1, 1)], Err(&expect));
}

#[test]
fn the_table_ends_with_the_sum() {
    let table = sizes::table(&[row("a.js", 1, 10), row("b.js", 2, 20)], &[]);
    let expect = format!(
        "| file | raw | gzip | brotli | budget |\n\
         | --- | ---: | ---: | ---: | ---: |\n\
         | a.js | 3 | 2 | 1 | 10 |\n\
         | b.js | 6 | 4 | 2 | 20 |\n\
         | first view | 9 | 6 | 3 | {SUM} |\n"
    );
    assert_eq!(table, expect);
}

#[test]
fn compression_shrinks_what_repeats() {
    let bytes = Bytes::of(&b"developing story ".repeat(100)).expect("measured");
    assert_eq!(bytes.raw, 1700);
    assert!(bytes.gzip < 100 && bytes.brotli < bytes.gzip, "{bytes:?}");
}

#[test]
fn the_largest_language_stands_for_all() {
    let dist = directory("languages");
    for (file, content) in [
        ("developing-story.js", "js"),
        ("developing-story.css", "css"),
        ("exchange.js", "js"),
        ("story_core.js", "js"),
        ("story_core_bg.wasm", "wasm"),
        ("labels/da.json", r#"{"state":"Opdateres"}"#),
        ("labels/en.json", "{}"),
    ] {
        fs::write(dist.join(file), content).expect("written");
    }
    let rows = sizes::first_view(&dist).expect("measured");
    assert_eq!(rows.last().map(|row| row.file.as_str()), Some("labels/da.json"));
    fs::remove_file(dist.join("story_core.js")).expect("removed");
    let error = sizes::first_view(&dist).expect_err("a file is missing");
    assert!(error.to_string().ends_with("story_core.js, which a first view loads"));
}

#[test]
fn digests_are_sorted_and_as_integrity_attributes_want_them() {
    let dist = directory("digests");
    fs::write(dist.join("labels/da.json"), "").expect("written");
    fs::write(dist.join("b.js"), "").expect("written");
    fs::write(dist.join("integrity.json"), "of before").expect("written");
    fs::create_dir_all(dist.join("feeds")).expect("made");
    fs::write(dist.join("feeds/a.json"), "").expect("written");
    let library = dist::publish(&dist).expect("published");
    assert_eq!(library, ["b.js", "labels/da.json"].map(PathBuf::from));
    let read = |folder: &Path| -> Value {
        let text = fs::read_to_string(folder.join("integrity.json")).expect("digests");
        serde_json::from_str(&text).expect("JSON")
    };
    // The digest of nothing.
    let entry = json!({
        "integrity": "sha384-OLBgp1GsljhM2TJ+sbHjaiH9txEUvgdDTAzHv2P24donTt6/529l+9Ua0vFImLlb",
        "bytes": { "raw": 0, "gzip": 20, "brotli": 1 },
    });
    let expect = json!({ "b.js": entry, "labels/da.json": entry });
    let [version, major] = dist::folders();
    assert_eq!((version, major), ("0.1.0", "0"));
    for folder in [version, major] {
        assert_eq!(read(&dist.join(folder)).to_string(), expect.to_string());
        for file in ["b.js", "b.js.br", "b.js.gz", "labels/da.json.br"] {
            assert!(dist.join(folder).join(file).is_file(), "{folder}/{file}");
        }
    }
    let paths = [
        "0.1.0/b.js",
        "0.1.0/labels/da.json",
        "0/b.js",
        "0/labels/da.json",
        "b.js",
        "feeds/a.json",
        "labels/da.json",
    ];
    let all = read(&dist);
    let all = all.as_object().expect("an object");
    assert_eq!(all.keys().map(String::as_str).collect::<Vec<_>>(), paths);
    assert!(all.values().all(|it| *it == entry));
}

/// An empty release, in a directory of its own for each test.
fn directory(test: &str) -> PathBuf {
    let directory = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(test);
    // What an earlier run left would be measured too.
    let _ = fs::remove_dir_all(&directory);
    fs::create_dir_all(directory.join("labels")).expect("made");
    directory
}
