//! PHP, which runs the WordPress that the plugin is tested in.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::debian::{self, Packages};
use crate::workspace;

/// What WordPress needs of it, with a database in a file, and how its archives are unpacked.
const EXTENSIONS: &str = r#"exit(array_filter(["dom", "mbstring", "pdo_sqlite", "phar"], fn($it) => !extension_loaded($it)) ? 1 : 0);"#;

const NAMES: &[&str] = &["php-cli", "php-mbstring", "php-sqlite3", "php-xml"];

const PACKAGES: Packages = Packages { debian: NAMES, ubuntu: NAMES };

/// The path of PHP, installed where that can be done without asking; none where it cannot be had.
pub fn php() -> Result<Option<PathBuf>> {
    debian::unless(find, &PACKAGES).context("cannot install PHP")
}

fn find() -> Option<PathBuf> {
    let php = workspace::on_path("php")?;
    has_extensions(&php).then_some(php)
}

fn has_extensions(php: &Path) -> bool {
    workspace::answer(workspace::program(php).args(["-r", EXTENSIONS])).is_some()
}
