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

/// Another engine that the end-to-end tests run in.
#[derive(Clone, Debug)]
pub struct Engine {
    /// The stage of the checks.
    pub stage: &'static str,
    /// The variables by which the tests know it, and find its programs.
    pub variables: Vec<(&'static str, OsString)>,
}

impl Engine {
    fn new(
        stage: &'static str,
        name: &str,
        programs: impl IntoIterator<Item = (&'static str, PathBuf)>,
    ) -> Self {
        let named = ("DEVELOPING_STORY_ENGINE", name.into());
        let programs = programs.into_iter().map(|(variable, path)| (variable, path.into()));
        Self { stage, variables: [named].into_iter().chain(programs).collect() }
    }
}

/// Finds Firefox and WebKitGTK, and installs them where that can be done without asking; says which are missing.
pub fn engines() -> Result<Vec<Engine>> {
    let firefox = || ["firefox-esr", "firefox"].iter().find_map(|name| workspace::on_path(name));
    let firefox = match debian::unless(firefox, &FIREFOX)? {
        Some(firefox) => Some([("FIREFOX", firefox), ("FIREFOX_DRIVER", super::geckodriver()?)]),
        None => None,
    };
    let webkit = || {
        let browser = PathBuf::from(MINI_BROWSER);
        let driver = workspace::on_path("WebKitWebDriver")?;
        let screen = workspace::on_path("Xvfb")?;
        browser.is_file().then_some([("WEBKIT_DRIVER", driver), ("XVFB", screen)])
    };
    let webkit = debian::unless(webkit, &WEBKIT)?;
    let mut found = Vec::new();
    for (stage, name, programs) in [
        ("end to end in Firefox", "firefox", firefox),
        ("end to end in WebKitGTK", "webkit", webkit),
    ] {
        match programs {
            Some(programs) => found.push(Engine::new(stage, name, programs)),
            None => println!("Not tested in {name}: it is not on this machine"),
        }
    }
    Ok(found)
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
