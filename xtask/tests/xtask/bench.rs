//! Figures of the page bench: medians, ratios, tables and what programs read.

use std::{fs, path::PathBuf};

use serde_json::{Value, json};
use xtask::bench::{self, FEWEST, Pair, Side, Table};

#[track_caller]
fn median_of(values: &[f64], expect: Option<f64>) {
    assert_eq!(bench::median(values), expect, "{values:?}");
}

#[test]
fn the_median_is_the_middle_whatever_the_order() {
    median_of(&[], None);
    median_of(&[7.0], Some(7.0));
    median_of(&[9.0, 1.0, 5.0], Some(5.0));
    median_of(&[4.0, 1.0, 100.0, 2.0], Some(3.0));
}

#[track_caller]
fn ratio_of(ours: &[f64], floor: &[f64], expect: Option<f64>) {
    let pair = Pair { ours: ours.to_vec(), floor: floor.to_vec() };
    assert_eq!(pair.ratio(), expect, "{pair:?}");
}

#[test]
fn the_ratio_is_of_the_medians_and_nothing_has_none() {
    ratio_of(&[3.0, 900.0, 2.0], &[2.0, 1.0, 2.0], Some(1.5));
    ratio_of(&[3.0], &[0.0], None);
    ratio_of(&[3.0], &[], None);
}

fn table() -> Table {
    let mut table = Table::new("A first view", ["10 entries", "100 entries"]);
    for (ours, floor) in [(120.4, 0.5), (119.6, 0.25), (120.0, 0.3)] {
        table.pair("ready, ms", 0).push(Side::Ours, ours);
        table.pair("ready, ms", 0).push(Side::Floor, floor);
    }
    table.pair("nodes", 1).push(Side::Ours, 12.0);
    table.pair("nodes", 1).push(Side::Floor, 0.0);
    table
}

#[test]
fn a_table_has_both_medians_and_the_ratio() {
    let expect = "A first view\n\n\
        | timeline / floor | 10 entries | 100 entries |\n\
        | --- | ---: | ---: |\n\
        | ready, ms | 120 / 0.30 (400.0×) | – |\n\
        | nodes | – | 12 / 0 |\n";
    assert_eq!(table().markdown(), expect);
}

#[test]
fn programs_read_every_run_and_the_machine() {
    let file = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("bench/figures.json");
    bench::write(&[table()], "Chrome/1", &file).expect("written");
    let text = fs::read_to_string(file).expect("it is there");
    let told: Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(told["browser"], "Chrome/1");
    assert!(told["machine"].as_str().is_some_and(|machine| machine.contains("cores")));
    let ready = &told["tables"][0]["rows"]["ready, ms"]["10 entries"];
    assert_eq!(ready["ours"], json!({"median": 120.0, "runs": [120.4, 119.6, 120.0]}));
    assert_eq!(ready["ratio"], 400.0);
}

#[test]
fn too_few_runs_are_no_figure() {
    let mut table = Table::new("Changes", ["20", "1,000"]);
    for _ in 0..FEWEST {
        table.pair("one edit", 1).push(Side::Ours, 1.0);
        table.pair("one edit", 1).push(Side::Floor, 1.0);
    }
    bench::check(&[table.clone()]).expect("enough of one, and none of the other");
    table.pair("one edit", 0).push(Side::Ours, 1.0);
    let error = bench::check(&[table]).expect_err("refused").to_string();
    assert_eq!(error, format!("Changes: one edit has fewer than {FEWEST} runs"));
}
