//! `cargo xtask test --long`: each fuzz target for a minute, from the documents of tests/fixtures on.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use developing_story::formats::parse_date;

use crate::{tools, workspace};

/// Seconds that each target gets.
const SECONDS: u32 = 60;

/// A document that takes longer than this, in seconds, has found a loop.
const SLOWEST: u32 = 10;

/// A document that takes more memory than this, in MB, has found a way to take all of it.
const LARGEST: u32 = 2048;

/// A fuzz target, and what it begins with.
struct Target {
    /// Its name in fuzz/Cargo.toml.
    name: &'static str,
    /// Folders of tests/fixtures whose documents it begins with.
    seeds: &'static [&'static str],
    /// The words that it puts together, in fuzz/dictionaries.
    dictionary: &'static str,
    /// Bytes of its longest input: so many that a document of this kind has room for several items.
    longest: u32,
}

const TARGETS: [Target; 10] = [
    Target { name: "json_feed", seeds: &["json_feed"], dictionary: "json", longest: 8_192 },
    Target { name: "atom", seeds: &["atom"], dictionary: "xml", longest: 8_192 },
    Target { name: "rss", seeds: &["rss"], dictionary: "xml", longest: 8_192 },
    Target { name: "live_blog", seeds: &["live_blog"], dictionary: "json", longest: 8_192 },
    Target { name: "wordpress", seeds: &["wordpress"], dictionary: "json", longest: 8_192 },
    Target { name: "superdesk", seeds: &["superdesk"], dictionary: "json", longest: 8_192 },
    Target { name: "page", seeds: &["page", "live_blog"], dictionary: "html", longest: 8_192 },
    Target { name: "dates", seeds: &["rss", "atom"], dictionary: "dates", longest: 64 },
    Target { name: "content", seeds: &["page", "wordpress"], dictionary: "html", longest: 4_096 },
    Target { name: "tags", seeds: &["page"], dictionary: "html", longest: 1_024 },
];

/// The names of all targets.
pub fn targets() -> impl Iterator<Item = &'static str> {
    TARGETS.iter().map(|target| target.name)
}

/// Runs one of them. What it has found before is in its corpus and is tried again first.
pub fn run(name: &str) -> Result<()> {
    let target = TARGETS.iter().find(|target| target.name == name);
    let target = target.with_context(|| format!("there is no fuzz target {name:?}"))?;
    let fuzz = workspace::root().join("fuzz");
    seed(target, &fuzz.join("corpus").join(name))?;
    let dictionary = fuzz.join("dictionaries").join(target.dictionary).with_extension("dict");

    let mut cargo = workspace::program(&tools::cargo_fuzz()?);
    cargo
        // Sanitizers need a nightly compiler, and find what safe Rust does not have.
        .args(["fuzz", "run", "--sanitizer", "none", "--fuzz-dir"])
        .arg(&fuzz)
        .arg(name)
        .arg("--")
        .arg(format!("-max_total_time={SECONDS}"))
        .arg(format!("-timeout={SLOWEST}"))
        .arg(format!("-rss_limit_mb={LARGEST}"))
        .arg(format!("-max_len={}", target.longest))
        .arg(format!("-dict={}", dictionary.display()))
        .args(["-verbosity=0", "-print_final_stats=1"])
        // The flags that count what a document reaches are not in stable Rust.
        .env("RUSTC_BOOTSTRAP", "1");
    workspace::run(&mut cargo)
}

/// Puts the documents into the corpus; the target adds to it what it finds.
fn seed(target: &Target, corpus: &Path) -> Result<()> {
    fs::create_dir_all(corpus)?;
    for folder in target.seeds {
        for document in documents(&workspace::root().join("tests/fixtures").join(folder))? {
            let name = document.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let text = fs::read_to_string(&document)
                .with_context(|| format!("cannot read {}", document.display()))?;
            if target.name == "dates" {
                for (index, date) in dates(&text).into_iter().enumerate() {
                    fs::write(corpus.join(format!("{folder}-{name}-{index}")), date)?;
                }
            } else {
                fs::write(corpus.join(format!("{folder}-{name}")), text)?;
            }
        }
    }
    Ok(())
}

fn documents(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder)
        .with_context(|| format!("cannot read the folder {}", folder.display()))?;
    let paths = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    let is_document = |path: &PathBuf| path.extension().is_none_or(|ending| ending != "snap");
    Ok(paths.into_iter().filter(is_document).collect())
}

/// The dates in a document, as they are written.
fn dates(document: &str) -> Vec<&str> {
    let texts = document.split(['<', '>', '"']).map(str::trim);
    texts.filter(|text| parse_date(text).is_some()).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_target_is_run_and_has_what_it_begins_with() {
        let fuzz = workspace::root().join("fuzz");
        let files = documents(&fuzz.join("fuzz_targets")).expect("the folder");
        let stem = |path: &PathBuf| path.file_stem().map(|stem| stem.display().to_string());
        let files: BTreeSet<String> = files.iter().filter_map(stem).collect();
        assert_eq!(files, targets().map(str::to_owned).collect());
        let manifest = fs::read_to_string(fuzz.join("Cargo.toml")).expect("the manifest");
        for target in &TARGETS {
            assert!(manifest.contains(&format!("name = \"{}\"", target.name)), "{}", target.name);
            let dictionary = fuzz.join(format!("dictionaries/{}.dict", target.dictionary));
            assert!(dictionary.is_file(), "{}", dictionary.display());
            for folder in target.seeds {
                let folder = workspace::root().join("tests/fixtures").join(folder);
                assert!(!documents(&folder).expect("the folder").is_empty());
            }
        }
    }

    #[test]
    fn the_seeds_of_dates_are_those_of_documents() {
        let text = "<a>Thu, 28 Feb 2019 07:12:00 GMT</a><b c=\"2019-02-28T07:12:00Z\">28. x</b>";
        assert_eq!(dates(text), ["Thu, 28 Feb 2019 07:12:00 GMT", "2019-02-28T07:12:00Z"]);
    }
}
