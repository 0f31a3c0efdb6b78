//! Varnish, the cache that the bench puts in front of the replay server.

use std::path::PathBuf;

use anyhow::{Context, Result};

use super::debian::{self, Packages};
use crate::workspace;

const PROGRAM: &str = "varnishd";

/// Where it is for root; other users' PATH does not have it.
const SBIN: &str = "/usr/sbin/varnishd";

const PACKAGES: Packages = Packages { debian: &["varnish"], ubuntu: &["varnish"] };

/// The path of varnishd, installed where that can be done without asking; none where it cannot be had.
pub fn varnish() -> Result<Option<PathBuf>> {
    debian::unless(find, &PACKAGES).context("cannot install Varnish")
}

fn find() -> Option<PathBuf> {
    let sbin = PathBuf::from(SBIN);
    workspace::on_path(PROGRAM).or_else(|| sbin.is_file().then_some(sbin))
}
