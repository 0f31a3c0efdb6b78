//! Chromium and its driver, which no cargo can install.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use super::debian::{self, Packages};
use crate::workspace;

const CHROMIUM: [&str; 3] = ["chromium", "chromium-browser", "google-chrome"];
const DRIVER: &str = "chromedriver";

const PACKAGES: Packages = Packages {
    debian: &["chromium", "chromium-driver"],
    ubuntu: &["chromium-browser", "chromium-chromedriver"],
};

/// A browser that tests can drive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Browser {
    /// Chromium or Chrome.
    pub chromium: PathBuf,
    /// Its WebDriver, of the same version.
    pub driver: PathBuf,
}

/// Finds the browser; installs it where that can be done without asking.
pub fn browser() -> Result<Browser> {
    if let Ok(browser) = find() {
        return Ok(browser);
    }
    debian::install(&PACKAGES).with_context(remedy)?;
    find()
}

fn find() -> Result<Browser> {
    let chromium = CHROMIUM.iter().find_map(|name| workspace::on_path(name));
    match (chromium, workspace::on_path(DRIVER)) {
        (Some(chromium), Some(driver)) => Ok(Browser { chromium, driver }),
        (None, Some(_)) => bail!("Chromium is missing. {}", remedy()),
        (Some(_), None) => bail!("{DRIVER} is missing. {}", remedy()),
        (None, None) => bail!("Chromium and {DRIVER} are missing. {}", remedy()),
    }
}

fn remedy() -> String {
    format!(
        "Install them so that PATH has {} and a {DRIVER} of the same version: on Debian as root \
         `apt-get install chromium chromium-driver`, elsewhere from the distribution or from \
         https://googlechromelabs.github.io/chrome-for-testing/",
        CHROMIUM.join(" or ")
    )
}
