//! The pages of `examples/`, built as their makers would build them.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, ensure};

use super::installed::Installed;
use crate::workspace;

/// The page without a framework, whose script webpack builds too.
const PLAIN: &str = "html";

/// Builds every example with the package of a release, and returns the directory that is to be served.
pub fn examples(dist: &Path) -> Result<PathBuf> {
    let place = Installed::of(dist)?;
    let root = workspace::root();
    let examples = place.path().join("examples");
    if examples.is_dir() {
        fs::remove_dir_all(&examples)?;
    }
    copy(&root.join("examples"), &examples)?;
    fs::create_dir_all(examples.join("public"))?;
    fs::copy(root.join("www/feeds/hanoi.da.json"), examples.join("public/feed.json"))?;
    let built = examples.join("dist");
    workspace::run(
        place.tool("vite").args(["build", "--logLevel", "warn"]).current_dir(&examples),
    )?;

    let webpack = built.join("webpack");
    workspace::run(
        place
            .tool("webpack")
            .args(["build", "--mode", "production", "--no-stats", "--entry"])
            .arg(format!("./{PLAIN}/main.js"))
            .arg("--output-path")
            .arg(&webpack)
            .current_dir(&examples),
    )?;
    // What webpack makes is no module.
    let page = fs::read_to_string(examples.join(PLAIN).join("index.html"))?;
    let (module, script) =
        ("<script type=\"module\" src=\"main.js\">", "<script defer src=\"main.js\">");
    ensure!(page.contains(module), "examples/{PLAIN}/index.html loads its script otherwise");
    fs::write(webpack.join("index.html"), page.replace(module, script))?;
    Ok(built)
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from).with_context(|| format!("cannot read {}", from.display()))? {
        let entry = entry?;
        let to = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &to)?;
        } else {
            fs::copy(entry.path(), to)?;
        }
    }
    Ok(())
}
