//! What the page bench measures, as values: pairs of the timeline and of a floor, their medians and ratios, as Markdown and
//! as JSON. The measuring itself is in tests/e2e/bench, with a browser; the floor is xtask/bench/floor.js.

use std::{
    ffi::OsStr,
    fmt::Write as _,
    fs,
    path::{self, Path, PathBuf},
};

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use crate::{checks, dist, tools, workspace};

/// The fewest runs whose median says something.
pub const FEWEST: usize = 9;

/// What is asked of the page bench.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Where the figures go as JSON, if not to target/bench.json.
    pub json: Option<PathBuf>,
    /// Whether to tell where the time goes instead.
    pub profile: bool,
}

/// Whose figure it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The release's timeline.
    Ours,
    /// The one that does the least.
    Floor,
}

/// One figure of the timeline and of the floor, run by run; the warm-up is not among them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pair {
    /// Of the timeline.
    pub ours: Vec<f64>,
    /// Of the floor.
    pub floor: Vec<f64>,
}

impl Pair {
    /// A further run.
    pub fn push(&mut self, side: Side, value: f64) {
        match side {
            Side::Ours => self.ours.push(value),
            Side::Floor => self.floor.push(value),
        }
    }

    /// The median of the timeline in medians of the floor; nothing, where the floor is at nothing.
    pub fn ratio(&self) -> Option<f64> {
        let (ours, floor) = (median(&self.ours)?, median(&self.floor)?);
        (floor > 0.0).then_some(ours / floor)
    }

    /// Both medians, and the ratio.
    fn cell(&self) -> String {
        let (Some(ours), Some(floor)) = (median(&self.ours), median(&self.floor)) else {
            return "–".to_owned();
        };
        let ratio = self.ratio().map_or_else(String::new, |ratio| format!(" ({ratio:.1}×)"));
        format!("{} / {}{ratio}", figure(ours), figure(floor))
    }

    fn json(&self) -> Value {
        json!({
            "ours": {"median": median(&self.ours), "runs": self.ours},
            "floor": {"median": median(&self.floor), "runs": self.floor},
            "ratio": self.ratio(),
        })
    }
}

/// Figures of one kind: a line for each, a column for each situation.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// What all of them have in common.
    pub heading: String,
    /// The situations.
    pub columns: Vec<String>,
    /// What is measured, and a pair for each situation.
    pub rows: Vec<(String, Vec<Pair>)>,
}

impl Table {
    /// One without figures.
    pub fn new(heading: &str, columns: impl IntoIterator<Item = impl Into<String>>) -> Self {
        let columns = columns.into_iter().map(Into::into).collect();
        Self { heading: heading.to_owned(), columns, rows: Vec::new() }
    }

    /// The pair of a line and a situation, which may be new.
    pub fn pair(&mut self, row: &str, column: usize) -> &mut Pair {
        let known = self.rows.iter().position(|(name, _)| name == row);
        let at = known.unwrap_or_else(|| {
            self.rows.push((row.to_owned(), vec![Pair::default(); self.columns.len()]));
            self.rows.len() - 1
        });
        &mut self.rows[at].1[column]
    }

    /// As Markdown, with its heading.
    pub fn markdown(&self) -> String {
        let mut text = format!("{}\n\n| timeline / floor |", self.heading);
        for column in &self.columns {
            // Writing to a String cannot fail.
            let _ = write!(text, " {column} |");
        }
        text.push_str("\n| --- |");
        text.push_str(&" ---: |".repeat(self.columns.len()));
        for (name, pairs) in &self.rows {
            let _ = write!(text, "\n| {name} |");
            for pair in pairs {
                let _ = write!(text, " {} |", pair.cell());
            }
        }
        text.push('\n');
        text
    }

    fn json(&self) -> Value {
        let rows = self.rows.iter().map(|(name, pairs)| {
            let situations = self.columns.iter().cloned().zip(pairs.iter().map(Pair::json));
            (name.clone(), Value::Object(situations.collect()))
        });
        json!({"heading": self.heading, "rows": Value::Object(rows.collect())})
    }
}

/// Writes everything for programs: each run, and what it ran on.
pub fn write(tables: &[Table], browser: &str, to: &Path) -> Result<()> {
    let tables: Vec<Value> = tables.iter().map(Table::json).collect();
    let all = json!({
        "command": "cargo xtask bench page",
        "machine": workspace::machine(),
        "browser": browser,
        "tables": tables,
    });
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder)?;
    }
    let text = serde_json::to_string_pretty(&all)? + "\n";
    fs::write(to, text).with_context(|| format!("cannot write {}", to.display()))
}

/// The middle of them, or what is halfway between the two in the middle.
pub fn median(values: &[f64]) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let (low, high) =
        (sorted.get(sorted.len().checked_sub(1)? / 2)?, sorted.get(sorted.len() / 2)?);
    Some((low + high) / 2.0)
}

/// As exact as it is of use: three digits, and whole numbers whole.
fn figure(value: f64) -> String {
    match value {
        whole if whole.fract() == 0.0 => format!("{whole:.0}"),
        ..10.0 => format!("{value:.2}"),
        10.0..100.0 => format!("{value:.1}"),
        _ => format!("{value:.0}"),
    }
}

/// Refuses figures that hang on too few runs.
pub fn check(tables: &[Table]) -> Result<()> {
    for table in tables {
        for (name, pairs) in &table.rows {
            let mut runs = pairs.iter().flat_map(|pair| [pair.ours.len(), pair.floor.len()]);
            // A situation that a line does not have is left out.
            ensure!(
                runs.all(|count| count == 0 || count >= FEWEST),
                "{}: {name} has fewer than {FEWEST} runs",
                table.heading
            );
        }
    }
    Ok(())
}

/// `cargo xtask bench page`: builds, and has a browser measure the timeline beside the floor, or profile it alone.
pub fn page(options: &Options) -> Result<()> {
    let (browser, dist) = (tools::browser()?, dist::build()?);
    let json = match &options.json {
        // The bench itself runs elsewhere.
        Some(file) => path::absolute(file)?,
        None => workspace::root().join("target/bench.json"),
    };
    let mut bench = workspace::cargo();
    bench
        .args(["run", "--quiet", "-p", "e2e", "--bin", "page-bench", "--"])
        .arg(if options.profile { OsStr::new("--profile") } else { json.as_os_str() })
        .env("DEVELOPING_STORY_DIST", dist)
        .envs(checks::driver(&browser));
    workspace::run(&mut bench)
}
