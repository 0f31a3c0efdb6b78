//! What a release has for those who serve it: each file compressed, a folder for each way to name its version, and what
//! a page copies.

use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use serde_json::{Map, Value, json};

use super::{INTEGRITY, LATER, files, integrity};
use crate::sizes::Compressed;

/// The version that is built.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// What of a release is for looking at it, and no part of what partners load.
const SHOWN: [&str; 3] = ["index.html", "feeds", "hosts"];

/// The folders under which the same files are published: one never changes, and one follows the newest release whose
/// major version it is.
pub fn folders() -> [&'static str; 2] {
    [VERSION, VERSION.split('.').next().unwrap_or(VERSION)]
}

/// What partners load: the files of a release, but for its demonstration, by their paths in it.
fn library(dist: &Path) -> Result<Vec<PathBuf>> {
    let mut found = built(dist)?;
    found.retain(|path| !SHOWN.iter().any(|shown| path.starts_with(shown)));
    Ok(found)
}

/// The files of a release that has not been published, by their paths in it.
fn built(dist: &Path) -> Result<Vec<PathBuf>> {
    let inside = |file: PathBuf| file.strip_prefix(dist).map(Path::to_path_buf);
    let mut found: Vec<PathBuf> = files(dist)?.into_iter().map(inside).collect::<Result<_, _>>()?;
    found.retain(|path| path.as_path() != INTEGRITY);
    found.sort();
    Ok(found)
}

/// Writes each file in brotli and gzip beside itself, the folders of versions, and the digests of everything; returns
/// the paths of what partners load.
pub fn publish(dist: &Path) -> Result<Vec<PathBuf>> {
    let library = library(dist)?;
    let mut digests = Map::new();
    for file in built(dist)? {
        digests.insert(named(&file), compress(&dist.join(&file))?);
    }
    let mut published = Map::new();
    for file in &library {
        let digest = &digests[&named(file)];
        published.insert(named(file), digest.clone());
    }
    for folder in folders() {
        for file in &library {
            let to = dist.join(folder).join(file);
            fs::create_dir_all(to.parent().unwrap_or(&to))?;
            for end in ["", ".br", ".gz"] {
                let from = dist.join(named(file) + end);
                fs::copy(&from, named(&to) + end)
                    .with_context(|| format!("cannot copy {}", from.display()))?;
            }
            digests.insert(format!("{folder}/{}", named(file)), digests[&named(file)].clone());
        }
        write(&dist.join(folder), published.clone())?;
    }
    write(dist, digests)?;
    Ok(library)
}

fn write(folder: &Path, mut digests: Map<String, Value>) -> Result<()> {
    digests.sort_keys();
    Ok(fs::write(folder.join(INTEGRITY), format!("{:#}\n", Value::Object(digests)))?)
}

fn named(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

/// Writes a file compressed, and says what is to be known of it.
fn compress(file: &Path) -> Result<Value> {
    let content = fs::read(file)?;
    let Compressed { gzip, brotli } = Compressed::of(&content)?;
    fs::write(named(file) + ".gz", &gzip)?;
    fs::write(named(file) + ".br", &brotli)?;
    Ok(json!({
        "integrity": integrity(&content),
        "bytes": { "raw": content.len(), "gzip": gzip.len(), "brotli": brotli.len() },
    }))
}

/// What a page copies, for a release that lies below `base`: the script with its digest, an import map with those of
/// the scripts that it loads, and the tag.
pub fn snippet(dist: &Path, base: &str) -> Result<String> {
    let text = fs::read_to_string(dist.join(INTEGRITY)).context("there is no release")?;
    let digests: Map<String, Value> = serde_json::from_str(&text)?;
    let folder = format!("{}/{VERSION}", base.trim_end_matches('/'));
    let digest = |path: &str| digests[path]["integrity"].as_str().unwrap_or_default();
    let pinned = LATER.map(|path| (format!("{folder}/{path}"), Value::from(digest(path))));
    let map: Map<String, Value> = pinned.into_iter().collect();
    let mut snippet = String::new();
    // Writing to a String cannot fail.
    let _ = writeln!(
        snippet,
        "<script type=\"importmap\">\n{:#}\n</script>\n\
         <script type=\"module\" src=\"{folder}/developing-story.js\"\n  integrity=\"{}\" crossorigin=\"anonymous\"></script>\n\n\
         <developing-story src=\"https://news.example/hanoi/feed.json\" lang=\"da\">\n  \
         <a href=\"https://news.example/hanoi\">Følg dækningen på news.example</a>\n\
         </developing-story>",
        json!({ "integrity": map }),
        digest("developing-story.js"),
    );
    Ok(snippet)
}
