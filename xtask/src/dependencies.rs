//! What comes from others: under which licence, from where, and whether something is known against it (`deny.toml`).

use std::path::Path;

use anyhow::Result;

use crate::{tools, workspace};

/// Checks everything that the package of a manifest is built of. What is known against a version is asked of the
/// RustSec database; where that cannot be reached, the rest is checked and this is said.
pub fn check(manifest: &str) -> Result<()> {
    let deny = tools::cargo_deny()?;
    let told = |args: &[&str]| {
        let mut deny = workspace::program(Path::new(&deny));
        deny.arg("--manifest-path")
            .arg(workspace::root().join(manifest))
            .arg("--locked")
            .args(args);
        workspace::run(&mut deny)
    };
    told(&["check", "bans", "licenses", "sources"])?;
    if told(&["fetch", "db"]).is_err() {
        println!("NOT CHECKED: advisories. The RustSec database cannot be fetched from here.");
        return Ok(());
    }
    told(&["--offline", "check", "advisories"])
}
