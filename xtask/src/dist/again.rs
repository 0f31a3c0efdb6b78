//! Whether a release is the same wherever and whenever it is built, so that who doubts a digest can build it.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, ensure};

use super::files;
use crate::workspace;

/// Builds the release once more, of a copy of the sources in another folder with nothing compiled before, and
/// compares it with `dist`.
pub fn again(dist: &Path) -> Result<()> {
    let root = workspace::root();
    let copy = root.join("target/again");
    if copy.is_dir() {
        fs::remove_dir_all(&copy)?;
    }
    let mut listing = workspace::program(Path::new("git"));
    let listed =
        workspace::answer(listing.args(["ls-files", "--cached", "--others", "--exclude-standard"]));
    for file in listed.context("git does not say which files are sources")?.lines() {
        let (from, to) = (root.join(file), copy.join(file));
        // What has been removed and not been committed is still listed.
        if from.is_file() {
            fs::create_dir_all(to.parent().unwrap_or(&copy))?;
            fs::copy(from, to)?;
        }
    }
    let mut build = Command::new(env::current_exe()?);
    // The workspace is where cargo says that the package is.
    build.arg("dist").env("CARGO_MANIFEST_DIR", copy.join("xtask")).env_remove("CARGO_TARGET_DIR");
    workspace::run(build.current_dir(&copy))?;
    let differ = different(dist, &copy.join("dist"))?;
    ensure!(differ.is_empty(), "a second build differs: {}", differ.join(", "));
    Ok(())
}

/// The paths of files that only one of two directories has, or that are not the same in both.
fn different(one: &Path, other: &Path) -> Result<Vec<String>> {
    let paths = |of: &Path| -> Result<Vec<PathBuf>> {
        files(of)?.iter().map(|file| Ok(file.strip_prefix(of)?.to_path_buf())).collect()
    };
    let mut all = [paths(one)?, paths(other)?].concat();
    all.sort();
    all.dedup();
    let same = |path: &PathBuf| {
        let [one, other] = [one, other].map(|of| fs::read(of.join(path)).ok());
        one.is_some() && one == other
    };
    Ok(all.iter().filter(|path| !same(path)).map(|path| path.display().to_string()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_differs_is_named() {
        let place = workspace::root().join("target/different");
        let write = |path: &str, text: &str| {
            let path = place.join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(path, text).expect("a file");
        };
        for (path, text) in [
            ("a/same", "1"),
            ("b/same", "1"),
            ("a/x/other", "1"),
            ("b/x/other", "2"),
            ("b/more", "1"),
        ] {
            write(path, text);
        }
        let differ = different(&place.join("a"), &place.join("b")).expect("two folders");
        assert_eq!(differ, ["more", "x/other"]);
    }
}
