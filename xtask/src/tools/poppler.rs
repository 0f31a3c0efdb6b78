//! What reads printed pages, for the tests of paper.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::debian::{self, Packages};
use crate::workspace;

const PACKAGES: Packages = Packages { debian: &["poppler-utils"], ubuntu: &["poppler-utils"] };

/// The text of a PDF.
pub fn printed(pdf: &Path) -> Result<String> {
    let program = pdftotext()?.context("Poppler's pdftotext is missing: install it")?;
    workspace::answer(workspace::program(&program).arg(pdf).arg("-"))
        .with_context(|| format!("{} cannot be read", pdf.display()))
}

fn pdftotext() -> Result<Option<PathBuf>> {
    debian::unless(|| workspace::on_path("pdftotext"), &PACKAGES)
        .context("cannot install Poppler's pdftotext")
}
