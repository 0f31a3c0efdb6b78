//! Programs that cargo installs, at one version each.

use std::{
    env,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, ensure};

use super::{executable, is_version};
use crate::workspace;

/// A program and how it is installed.
pub(super) struct Tool {
    /// The crate.
    pub(super) krate: &'static str,
    /// The only version that will do.
    pub(super) version: String,
    /// The program that is asked for its version.
    pub(super) program: &'static str,
    /// Programs that come with it and are needed too.
    pub(super) beside: &'static [&'static str],
    /// Whether its own lock file is used.
    pub(super) locked: bool,
    /// How long the installation takes on two cores.
    pub(super) minutes: u8,
}

impl Tool {
    /// The directory that has it: on PATH, in the cache, or in the cache from now on.
    pub(super) fn directory(&self) -> Result<PathBuf> {
        let found = workspace::on_path(self.program);
        if let Some(directory) = found.as_deref().and_then(Path::parent)
            && self.is_in(directory)
        {
            return Ok(directory.to_path_buf());
        }
        let root = cache()?.join(format!("{}-{}", self.krate, self.version));
        let directory = root.join("bin");
        if !self.is_in(&directory) {
            self.install(&root)?;
            ensure!(
                self.is_in(&directory),
                "{} {} was installed into {} but does not answer",
                self.krate,
                self.version,
                directory.display()
            );
        }
        Ok(directory)
    }

    fn is_in(&self, directory: &Path) -> bool {
        is_version(&directory.join(executable(self.program)), &self.version)
            && self.beside.iter().all(|name| directory.join(executable(name)).is_file())
    }

    fn install(&self, root: &Path) -> Result<()> {
        println!(
            "Installing {} {} into {} (once; about {} minutes)",
            self.krate,
            self.version,
            root.display(),
            self.minutes
        );
        let mut install = workspace::cargo();
        install
            .args(["install", "--quiet", self.krate, "--version", &self.version])
            // Over an installation that is broken or was broken off.
            .arg("--force")
            .arg("--root")
            .arg(root)
            // Flags for our own code are not for theirs.
            .env_remove("RUSTFLAGS")
            .env_remove("CARGO_ENCODED_RUSTFLAGS");
        if self.locked {
            install.arg("--locked");
        }
        workspace::run(&mut install)
            .with_context(|| format!("cannot install {} {}", self.krate, self.version))
    }
}

/// Where this project's tools are kept, for all checkouts of a user.
pub(super) fn cache() -> Result<PathBuf> {
    let cache = env::var_os("XDG_CACHE_HOME").map(PathBuf::from);
    // The specification ignores relative paths.
    let cache = cache.filter(|path| path.is_absolute());
    let home = env::home_dir().map(|home| home.join(".cache"));
    let cache = cache.or(home).context("neither XDG_CACHE_HOME nor HOME is set")?;
    Ok(cache.join("developing-story/tools"))
}
