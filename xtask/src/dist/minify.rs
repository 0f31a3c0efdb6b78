//! Scripts, styles and texts without what only people read, and the wasm as small as it gets.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use serde_json::Value;

use crate::{tools, workspace};

/// The oldest browsers in which the element starts (www/trouble.js says so to the others).
const TARGET: &str = "es2022,chrome120,firefox115,safari17";

/// Scripts that others ask for when they need them.
pub const LATER: [&str; 13] = [
    "attend.js",
    "exchange.js",
    "focus.js",
    "formats.js",
    "json-ld.js",
    "media.js",
    "more.js",
    "request.js",
    "selection.js",
    "stand.js",
    "story_core.js",
    "trouble.js",
    "versions.js",
];

/// What of WebAssembly rustc uses by default since 1.87; wasm-opt must not use more.
const FEATURES: [&str; 9] = [
    "bulk-memory",
    "bulk-memory-opt",
    "call-indirect-overlong",
    "extended-const",
    "multivalue",
    "mutable-globals",
    "nontrapping-float-to-int",
    "reference-types",
    "sign-ext",
];

/// Optimizes the wasm in place, for its size in brotli: inlining and shared subexpressions make it smaller as it is,
/// but larger compressed (86.2 KB with them, 85.3 KB without).
pub(super) fn optimize(wasm: &Path, further: &[&str]) -> Result<()> {
    let mut optimize = workspace::program(&tools::wasm_opt()?);
    optimize
        .arg(wasm)
        .args(["-Oz", "--converge"])
        .arg("--one-caller-inline-max-function-size=0")
        .arg("--always-inline-max-function-size=0")
        .arg("--skip-pass=local-cse")
        // The first KB is the far end of the stack, which nothing reaches, so that no address wraps round to it.
        .arg("--low-memory-unused")
        .args(FEATURES.map(|feature| format!("--enable-{feature}")))
        .args(further)
        .arg("-o")
        .arg(wasm);
    workspace::run(&mut optimize).with_context(|| format!("cannot optimize {}", wasm.display()))
}

/// Minifies scripts and styles in place.
pub(super) fn minify(files: &[PathBuf]) -> Result<()> {
    files.iter().try_for_each(|file| esbuild(file, &[]))
}

/// Minifies a script in place, with everything that it imports at once.
pub(super) fn bundle(script: &Path) -> Result<()> {
    let mut options =
        vec!["--bundle".to_owned(), "--format=esm".into(), "--loader:.css=text".into()];
    options.extend(LATER.iter().map(|name| format!("--external:./{name}*")));
    esbuild(script, &options)
}

fn esbuild(file: &Path, further: &[String]) -> Result<()> {
    let mut minify = workspace::program(&tools::esbuild()?);
    minify
        .arg(file)
        .args(["--minify", "--legal-comments=none", "--log-level=warning", "--allow-overwrite"])
        .args(["--charset=utf8", &format!("--target={TARGET}")])
        .args(further)
        .arg(format!("--outfile={}", file.display()));
    workspace::run(&mut minify).with_context(|| format!("cannot minify {}", file.display()))
}

/// Writes a JSON file without white space.
pub(super) fn compact(file: &Path) -> Result<()> {
    let value: Value = serde_json::from_slice(&fs::read(file)?)
        .with_context(|| format!("{} is not JSON", file.display()))?;
    Ok(fs::write(file, value.to_string())?)
}
