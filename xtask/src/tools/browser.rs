//! Chromium and its driver, which no cargo can install.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};

use crate::workspace;

const CHROMIUM: [&str; 3] = ["chromium", "chromium-browser", "google-chrome"];
const DRIVER: &str = "chromedriver";

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
    let os = fs::read_to_string("/etc/os-release").unwrap_or_default();
    let privilege = workspace::on_path("apt-get").and_then(|_| Privilege::now());
    if let (Some(packages), Some(privilege)) = (packages(&os), privilege) {
        println!("Installing {} (apt-get)", packages.join(" and "));
        install(packages, privilege).with_context(remedy)?;
    }
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

/// The packages of a distribution, by its os-release; none where it has no apt-get.
fn packages(os: &str) -> Option<[&'static str; 2]> {
    let words = |key: &str| {
        let line = os.lines().find_map(|line| line.strip_prefix(key));
        let line = line.unwrap_or_default().trim_matches('"').to_owned();
        line.split_whitespace().map(str::to_owned).collect::<Vec<_>>()
    };
    let mut family = words("ID=");
    family.extend(words("ID_LIKE="));
    let is = |name: &str| family.iter().any(|word| word == name);
    if is("ubuntu") {
        Some(["chromium-browser", "chromium-chromedriver"])
    } else if is("debian") {
        Some(["chromium", "chromium-driver"])
    } else {
        None
    }
}

/// How apt-get may be run without a question.
#[derive(Clone, Copy)]
enum Privilege {
    Root,
    Sudo,
}

impl Privilege {
    fn now() -> Option<Self> {
        let id = workspace::answer(workspace::program(Path::new("id")).arg("-u"));
        if id.as_deref() == Some("0") {
            return Some(Self::Root);
        }
        let sudo = workspace::program(Path::new("sudo")).args(["-n", "true"]).output();
        sudo.is_ok_and(|output| output.status.success()).then_some(Self::Sudo)
    }
}

fn install(packages: [&str; 2], privilege: Privilege) -> Result<()> {
    let apt_get = |args: &[&str]| {
        let before: &[&str] = match privilege {
            Privilege::Root => &["env"],
            Privilege::Sudo => &["sudo", "-n", "env"],
        };
        let mut command = workspace::program(Path::new(before[0]));
        command
            .args(&before[1..])
            .args(["DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"])
            .args(args);
        workspace::run(&mut command)
    };
    apt_get(&["update"])?;
    apt_get(&[&["install", "-y", "--no-install-recommends"], &packages[..]].concat())
}

#[cfg(test)]
mod tests {
    use super::packages;

    #[test]
    fn packages_are_those_of_the_distribution() {
        let debian = Some(["chromium", "chromium-driver"]);
        let ubuntu = Some(["chromium-browser", "chromium-chromedriver"]);
        assert_eq!(packages("NAME=x\nID=debian\n"), debian);
        assert_eq!(packages("ID=ubuntu\nID_LIKE=debian\n"), ubuntu);
        assert_eq!(packages("ID_LIKE=\"ubuntu debian\"\nID=linuxmint\n"), ubuntu);
        assert_eq!(packages("ID=fedora\nVERSION_ID=43\n"), None);
        assert_eq!(packages(""), None);
    }
}
