//! A release that panics where a feed asks for it, for the tests of what happens then.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use serde_json::Value;
use wasm_encoder::{CustomSection, Section};
use wasmparser::{Parser, Payload};

use super::{CORE, anywhere, bind, files, meet, minify, snip};
use crate::{tools, workspace};

/// Compiles the switch (src/panic_switch.rs) into the wasm of the timeline.
const BUILD: &str = "rustc --quiet --locked --release --package developing-story --lib --crate-type cdylib --features timeline \
    --message-format json-render-diagnostics";

/// Makes a copy of a release, in a directory of its own, with another wasm of the timeline and its glue. They go through
/// the steps that decide what a panic does, and through none that only make them smaller.
pub fn panicking(release: &Path) -> Result<PathBuf> {
    let mut build = workspace::cargo();
    build.args(BUILD.split_whitespace()).envs(anywhere()).args([
        "--target",
        tools::WASM,
        "--",
        "--cfg",
        "panic_switch",
    ]);
    let told = workspace::answer(&mut build).context("the wasm that panics cannot be built")?;
    let built = built(&told).context("cargo does not say where the wasm that panics is")?;
    let copy = built.with_file_name("panicking");
    if copy.is_dir() {
        fs::remove_dir_all(&copy)?;
    }
    for file in files(release)? {
        let to = copy.join(file.strip_prefix(release)?);
        fs::create_dir_all(to.parent().context("a file is in a directory")?)?;
        fs::copy(&file, &to)?;
    }
    bind(&built, &copy)?;
    let [script, wasm] = [".js", "_bg.wasm"].map(|end| copy.join([CORE, end].concat()));
    let snipped = snip::snip(&fs::read(&wasm)?, snip::NEVER_IN_CORE)?;
    meet(&script, &wasm, &snipped, CORE)?;
    fs::write(&wasm, named(&fs::read(&wasm)?, &snipped)?)?;
    fs::copy(workspace::root().join("www/guard.js"), copy.join("guard.js"))?;
    minify::bundle(&script)?;
    Ok(copy)
}

/// A wasm with the names that its functions have had before: profiles tell of them.
fn named(wasm: &[u8], before: &[u8]) -> Result<Vec<u8>> {
    let mut named = wasm.to_vec();
    for payload in Parser::new(0).parse_all(before) {
        let Payload::CustomSection(section) = payload? else { continue };
        if section.name() == "name" {
            CustomSection { name: "name".into(), data: section.data().into() }
                .append_to(&mut named);
        }
    }
    Ok(named)
}

/// The wasm among what cargo says that it has made.
fn built(told: &str) -> Option<PathBuf> {
    let messages = told.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let files = messages.filter_map(|message| message.get("filenames").cloned());
    let paths = files.flat_map(|files| files.as_array().cloned().unwrap_or_default());
    let mut paths = paths.filter_map(|path| path.as_str().map(PathBuf::from));
    paths.rfind(|path| path.extension().is_some_and(|end| end == "wasm"))
}
