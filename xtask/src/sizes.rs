//! What a reader downloads for a first view, and what it may cost.

pub mod functions;
mod since;

use std::{fmt::Write as _, fs, io::Write as _, path::Path};

use anyhow::{Context, Result, bail};
use flate2::{Compression, write::GzEncoder};

use crate::{dist, workspace};

/// Files of a first view, with the most bytes that each may have in brotli.
pub const BUDGETS: [(&str, usize); 6] = [
    ("developing-story.js", 3_000),
    ("exchange.js", 1_200),
    ("developing-story.css", 3_000),
    ("story_core.js", 4_600),
    ("story_core_bg.wasm", 85_400),
    (LABELS, 1_100),
];

/// The most bytes that all of them may have together in brotli.
pub const SUM: usize = 96_000;

/// What is loaded beside: after the first view, when a reader asks for it, and for a feed that is not JSON Feed; with the
/// most bytes in brotli.
pub const BESIDE: [(&str, usize); 11] = [
    ("json-ld.js", 1_500),
    ("attend.js", 4_700),
    ("selection.js", 700),
    ("focus.js", 600),
    // Beside a first view, where a server has written what stands in.
    ("stand.js", 700),
    ("versions.js", 700),
    ("more.js", 3_000),
    ("media.js", 2_000),
    ("formats.js", 2_300),
    ("story_formats_bg.wasm", 79_000),
    // What a page loads that has the timeline in a frame.
    ("frames.js", 1_000),
];

/// One language is loaded; the largest stands for all.
const LABELS: &str = "labels/*.json";

/// The size of a file as it is, and as servers send it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bytes {
    /// As it is.
    pub raw: usize,
    /// With gzip, at level 9.
    pub gzip: usize,
    /// With brotli, at quality 11 and a window of 22.
    pub brotli: usize,
}

/// One line of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The path in the release.
    pub file: String,
    /// Its size.
    pub bytes: Bytes,
    /// The most that it may have in brotli.
    pub budget: usize,
}

impl Bytes {
    /// Measures.
    pub fn of(content: &[u8]) -> Result<Self> {
        let Compressed { gzip, brotli } = Compressed::of(content)?;
        Ok(Self { raw: content.len(), gzip: gzip.len(), brotli: brotli.len() })
    }
}

/// A file as servers send it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compressed {
    /// With gzip, at level 9.
    pub gzip: Vec<u8>,
    /// With brotli, at quality 11 and a window of 22.
    pub brotli: Vec<u8>,
}

impl Compressed {
    /// Compresses.
    pub fn of(content: &[u8]) -> Result<Self> {
        let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
        gzip.write_all(content)?;
        let mut brotli = Vec::new();
        let params =
            brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
        brotli::BrotliCompress(&mut &content[..], &mut brotli, &params)?;
        Ok(Self { gzip: gzip.finish()?, brotli })
    }
}

/// Measures the files of a first view in a release.
pub fn first_view(dist: &Path) -> Result<Vec<Row>> {
    BUDGETS
        .into_iter()
        .map(|(file, budget)| {
            let (file, bytes) = if file == LABELS {
                largest_labels(&dist.join("labels"))?
            } else {
                (file.to_owned(), measure(&dist.join(file))?)
            };
            Ok(Row { file, bytes, budget })
        })
        .collect()
}

/// Measures what is loaded beside.
pub fn beside(dist: &Path) -> Result<Vec<Row>> {
    let rows = BESIDE.into_iter().map(|(file, budget)| {
        Ok(Row { file: file.to_owned(), bytes: measure(&dist.join(file))?, budget })
    });
    rows.collect()
}

/// The sum of the lines, against the budget of the whole.
pub fn sum(rows: &[Row]) -> Row {
    let mut bytes = Bytes::default();
    for row in rows {
        bytes.raw += row.bytes.raw;
        bytes.gzip += row.bytes.gzip;
        bytes.brotli += row.bytes.brotli;
    }
    Row { file: "first view".to_owned(), bytes, budget: SUM }
}

/// The lines of a first view and their sum, and those of what is loaded beside, as a Markdown table.
pub fn table(first_view: &[Row], beside: &[Row]) -> String {
    let mut table = String::from(
        "| file | raw | gzip | brotli | budget |\n| --- | ---: | ---: | ---: | ---: |\n",
    );
    for row in first_view.iter().chain([&sum(first_view)]).chain(beside) {
        let Bytes { raw, gzip, brotli } = row.bytes;
        let (file, budget) = (&row.file, row.budget);
        // Writing to a String cannot fail.
        let _ = writeln!(table, "| {file} | {raw} | {gzip} | {brotli} | {budget} |");
    }
    table
}

/// Refuses what exceeds its budget.
pub fn check(first_view: &[Row], beside: &[Row]) -> Result<()> {
    let over: Vec<String> = first_view
        .iter()
        .chain([&sum(first_view)])
        .chain(beside)
        .filter(|row| row.bytes.brotli > row.budget)
        .map(|row| {
            let (file, size, budget) = (&row.file, row.bytes.brotli, row.budget);
            format!("{file}: {size} bytes in brotli, budget {budget}")
        })
        .collect();
    if !over.is_empty() {
        bail!("over budget: {}", over.join("; "));
    }
    Ok(())
}

/// `cargo xtask bench size`: builds, prints the tables, and refuses what is over budget.
pub fn bench() -> Result<()> {
    let dist = dist::build()?;
    println!("\nWhat takes how much of the timeline's wasm\n");
    println!("{}", functions::tables(&dist::contents()?));
    let rows = [first_view(&dist)?, beside(&dist)?].concat();
    println!("{}", since::since(&rows));
    report(&dist)
}

/// Prints the table of a release, and refuses what is over budget.
pub fn report(dist: &Path) -> Result<()> {
    let (first_view, beside) = (first_view(dist)?, beside(dist)?);
    let table = table(&first_view, &beside);
    println!(
        "\nBytes of a first view, and of what is loaded beside ({})\n\n{table}",
        workspace::machine()
    );
    check(&first_view, &beside)
}

fn largest_labels(directory: &Path) -> Result<(String, Bytes)> {
    let mut largest: Option<(String, Bytes)> = None;
    let entries = fs::read_dir(directory);
    for entry in entries.with_context(|| format!("cannot read {}", directory.display()))? {
        let path = entry?.path();
        // Not the texts that few readers need, and not what is there compressed.
        if path.extension().is_none_or(|it| it != "json") {
            continue;
        }
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let found = (format!("labels/{name}"), measure(&path)?);
        // The name decides between equals, since the order of a directory is nobody's choice.
        let size = |(name, bytes): &(String, Bytes)| (bytes.brotli, name.clone());
        if largest.as_ref().is_none_or(|held| size(&found) > size(held)) {
            largest = Some(found);
        }
    }
    largest.with_context(|| format!("no labels in {}", directory.display()))
}

fn measure(path: &Path) -> Result<Bytes> {
    let content = fs::read(path)
        .with_context(|| format!("cannot read {}, which a first view loads", path.display()))?;
    Bytes::of(&content)
}
