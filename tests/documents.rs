//! Documents in the shapes that publishers send (tests/fixtures), each with a snapshot of what becomes of it.
//!
//! The texts are our own; the shapes are those of the systems that the files are named after.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

#[path = "documents/snapshot.rs"]
mod snapshot;
mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use developing_story::formats::{Format, Verdict};
use support::formats::read;
use support::path;

/// What the issue asks for at least.
const FEWEST: usize = 40;

/// Every format, and how many documents of it there are at least.
const FORMATS: [Format; 7] = [
    Format::JsonFeed,
    Format::Atom,
    Format::Rss,
    Format::LiveBlogPosting,
    Format::WordPress,
    Format::Superdesk,
    Format::Html,
];
const FEWEST_OF_EACH: usize = 3;

/// Documents of which something else would come at another address.
const ADDRESSES: [(&str, &str); 1] =
    [("page/wordpress-category.html", "https://news.example/tema/havnebrand/")];

/// A document of tests/fixtures, found where its place there says.
struct Fixture {
    path: PathBuf,
    address: String,
    text: String,
}

impl Fixture {
    fn all() -> Vec<Self> {
        let root = path("tests/fixtures");
        let mut found = Vec::new();
        for folder in files(&root) {
            found.extend(files(&folder).into_iter().filter_map(Self::of));
        }
        found.sort_by(|one, other| one.path.cmp(&other.path));
        found
    }

    fn of(path: PathBuf) -> Option<Self> {
        if path.extension().is_some_and(|ending| ending == "snap") {
            return None;
        }
        let folder = path.parent()?.file_name()?.to_string_lossy().into_owned();
        let place = format!("{folder}/{}", path.file_name()?.display());
        let known = ADDRESSES.iter().find(|(of, _)| *of == place);
        let address =
            known.map_or(format!("https://news.example/{place}"), |(_, at)| (*at).to_owned());
        let text = fs::read_to_string(&path).expect("a document in UTF-8");
        Some(Self { path, address, text })
    }

    fn snapshot(&self) -> PathBuf {
        self.path.with_added_extension("snap")
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder of the repository");
    entries.map(|entry| entry.expect("an entry").path()).collect()
}

/// Lines that are gone with a minus, lines that are new with a plus, from the first that differs to the last.
fn difference(expected: &str, found: &str) -> String {
    let (expected, found): (Vec<&str>, Vec<&str>) =
        (expected.lines().collect(), found.lines().collect());
    let same = expected.iter().zip(&found).take_while(|(one, other)| one == other).count();
    let (expected, found) = (&expected[same..], &found[same..]);
    let end = expected.iter().rev().zip(found.iter().rev());
    let end = end.take_while(|(one, other)| one == other).count();
    let gone = expected[..expected.len() - end].iter().map(|line| format!("- {line}\n"));
    let new = found[..found.len() - end].iter().map(|line| format!("+ {line}\n"));
    format!("from line {}:\n{}", same + 1, gone.chain(new).collect::<String>())
}

#[test]
fn every_document_gives_its_snapshot() {
    let rewrites = std::env::var_os("UPDATE_SNAPSHOTS").is_some_and(|value| value == "1");
    let mut differences = String::new();
    for fixture in Fixture::all() {
        let found = snapshot::of(&fixture.text, &fixture.address);
        let path = fixture.snapshot();
        let expected = fs::read_to_string(&path).unwrap_or_default();
        if expected == found {
            continue;
        }
        if rewrites {
            fs::write(&path, found).expect("the folder can be written to");
        } else {
            let difference = difference(&expected, &found);
            differences.push_str(&format!("\n{} {difference}", path.display()));
        }
    }
    assert!(
        differences.is_empty(),
        "{differences}\nIf this is what should come of them: UPDATE_SNAPSHOTS=1 cargo test --test documents"
    );
}

#[test]
fn every_snapshot_has_its_document() {
    for folder in files(&path("tests/fixtures")) {
        for snapshot in
            files(&folder).iter().filter(|file| file.extension().is_some_and(|e| e == "snap"))
        {
            assert!(snapshot.with_extension("").is_file(), "{} is left over", snapshot.display());
        }
    }
}

#[test]
fn there_are_enough_documents_of_every_format() {
    let fixtures = Fixture::all();
    assert!(fixtures.len() >= FEWEST, "{} documents", fixtures.len());
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for fixture in &fixtures {
        let reading = read(&fixture.text, &fixture.address);
        let format = reading.format.map_or_else(|| "none".to_owned(), |format| format.to_string());
        *counts.entry(format).or_default() += 1;
    }
    for format in FORMATS {
        let count = counts.get(&format.to_string()).copied().unwrap_or_default();
        assert!(count >= FEWEST_OF_EACH, "{format}: {count} documents");
    }
}

#[test]
fn whatever_is_not_accepted_says_what_to_do() {
    for fixture in Fixture::all() {
        for note in read(&fixture.text, &fixture.address).notes {
            let explained = note.verdict == Verdict::Accepted || !note.remedy.is_empty();
            assert!(explained, "{}: {}", fixture.path.display(), note.what);
        }
    }
}
