//! Scripts, styles and texts without what only people read.

use std::{fs, path::Path};

use anyhow::{Context, Result};
use serde_json::Value;

use crate::{tools, workspace};

/// Browsers that have what the element needs anyway understand this.
const TARGET: &str = "es2022,chrome111,firefox115,safari16.4";

/// Minifies scripts and styles in place.
pub(super) fn minify(files: &[&Path]) -> Result<()> {
    let esbuild = tools::esbuild()?;
    for file in files {
        let mut minify = workspace::program(&esbuild);
        minify
            .arg(file)
            .args(["--minify", "--legal-comments=none", "--log-level=warning", "--allow-overwrite"])
            .args(["--charset=utf8", &format!("--target={TARGET}")])
            .arg(format!("--outfile={}", file.display()));
        workspace::run(&mut minify).with_context(|| format!("cannot minify {}", file.display()))?;
    }
    Ok(())
}

/// Writes a JSON file without white space.
pub(super) fn compact(file: &Path) -> Result<()> {
    let value: Value = serde_json::from_slice(&fs::read(file)?)
        .with_context(|| format!("{} is not JSON", file.display()))?;
    Ok(fs::write(file, value.to_string())?)
}
