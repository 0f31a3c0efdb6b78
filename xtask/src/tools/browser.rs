//! The browsers and their drivers, which no cargo can install.

use std::{ffi::OsString, path::PathBuf};

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

/// Where Debian has WebKitGTK's small browser, which is on no PATH.
const MINI_BROWSER: &str = "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser";

const FIREFOX: Packages = Packages { debian: &["firefox-esr"], ubuntu: &["firefox"] };

const WEBKIT: Packages =
    Packages { debian: &["webkit2gtk-driver", "xvfb"], ubuntu: &["webkit2gtk-driver", "xvfb"] };

/// Finds Firefox and WebKitGTK, and installs them where that can be done without asking: the variables by which the
/// end-to-end tests find them, and which of them are missing.
pub fn engines() -> Result<Vec<(&'static str, OsString)>> {
    let mut variables = Vec::new();
    let mut missing = Vec::new();
    let firefox = || ["firefox-esr", "firefox"].iter().find_map(|name| workspace::on_path(name));
    match debian::unless(firefox, &FIREFOX)? {
        Some(firefox) => variables.extend([
            ("FIREFOX", firefox.into()),
            ("FIREFOX_DRIVER", super::geckodriver()?.into()),
        ]),
        None => missing.push("firefox"),
    }
    let webkit = || {
        let browser = PathBuf::from(MINI_BROWSER);
        let driver = workspace::on_path("WebKitWebDriver")?;
        let screen = workspace::on_path("Xvfb")?;
        browser.is_file().then_some([("WEBKIT_DRIVER", driver), ("XVFB", screen)])
    };
    match debian::unless(webkit, &WEBKIT)? {
        Some(found) => variables.extend(found.map(|(name, path)| (name, path.into()))),
        None => missing.push("webkit"),
    }
    if !missing.is_empty() {
        println!("Not tested in {}: not on this machine", missing.join(" and "));
    }
    variables.push(("DEVELOPING_STORY_WITHOUT", missing.join(",").into()));
    Ok(variables)
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
