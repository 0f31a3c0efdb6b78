//! The pages of `examples/`, built as their makers would build them.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Stdio,
};

use anyhow::{Context, Result, ensure};

use super::{amp, installed::Installed};
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
    webpack(&place, &examples, &built.join("webpack"))?;
    astro(&place, &examples)?;
    amp::validate(&place, &examples.join("amp/index.html"))?;
    next(&place, &examples.join("next"), &built.join("next"))?;
    Ok(built)
}

fn webpack(place: &Installed, examples: &Path, built: &Path) -> Result<()> {
    workspace::run(
        place
            .tool("webpack")
            .args(["build", "--mode", "production", "--no-stats", "--entry"])
            .arg(format!("./{PLAIN}/main.js"))
            .arg("--output-path")
            .arg(built)
            .current_dir(examples),
    )?;
    // What webpack makes is no module.
    let page = fs::read_to_string(examples.join(PLAIN).join("index.html"))?;
    let (module, script) =
        ("<script type=\"module\" src=\"main.js\">", "<script defer src=\"main.js\">");
    ensure!(page.contains(module), "examples/{PLAIN}/index.html loads its script otherwise");
    Ok(fs::write(built.join("index.html"), page.replace(module, script))?)
}

fn astro(place: &Installed, examples: &Path) -> Result<()> {
    let mut astro = place.tool("astro");
    astro.args(["build", "--root", "astro"]).current_dir(examples);
    // It would tell its makers, and lists every file.
    workspace::run(astro.env("ASTRO_TELEMETRY_DISABLED", "1").stdout(Stdio::null()))
}

fn next(place: &Installed, example: &Path, built: &Path) -> Result<()> {
    let mut next = place.tool("next");
    next.arg("build").current_dir(example);
    // It would tell its makers, and lists every route.
    workspace::run(next.env("NEXT_TELEMETRY_DISABLED", "1").stdout(Stdio::null()))?;
    // Next writes into the folder of the example alone.
    Ok(fs::rename(example.join("out"), built)?)
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
