//! Packages of Debian and Ubuntu, installed where that needs no question.

use std::{fs, path::Path};

use anyhow::Result;

use crate::workspace;

/// What a program is called by two distributions.
pub(super) struct Packages {
    pub(super) debian: &'static [&'static str],
    pub(super) ubuntu: &'static [&'static str],
}

/// How apt-get may be run without a question.
#[derive(Clone, Copy)]
enum Privilege {
    Root,
    Sudo,
}

/// Installs them; nothing happens on other systems, nor where a password would be asked for.
pub(super) fn install(packages: &Packages) -> Result<()> {
    let os = fs::read_to_string("/etc/os-release").unwrap_or_default();
    let privilege = workspace::on_path("apt-get").and_then(|_| Privilege::now());
    let (Some(names), Some(privilege)) = (packages.of(&os), privilege) else {
        return Ok(());
    };
    println!("Installing {} (apt-get)", names.join(" and "));
    privilege.apt_get(&["update"])?;
    privilege.apt_get(&[&["install", "-y", "--no-install-recommends"], names].concat())
}

/// What is found, if need be after an installation; none where it cannot be had.
pub(super) fn unless<T>(find: impl Fn() -> Option<T>, packages: &Packages) -> Result<Option<T>> {
    if let Some(found) = find() {
        return Ok(Some(found));
    }
    install(packages)?;
    Ok(find())
}

impl Packages {
    /// Those of a distribution, by its os-release; none where it has no apt-get.
    fn of(&self, os: &str) -> Option<&'static [&'static str]> {
        let words = |key: &str| {
            let line = os.lines().find_map(|line| line.strip_prefix(key));
            let line = line.unwrap_or_default().trim_matches('"').to_owned();
            line.split_whitespace().map(str::to_owned).collect::<Vec<_>>()
        };
        let mut family = words("ID=");
        family.extend(words("ID_LIKE="));
        let is = |name: &str| family.iter().any(|word| word == name);
        if is("ubuntu") {
            Some(self.ubuntu)
        } else if is("debian") {
            Some(self.debian)
        } else {
            None
        }
    }
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

    fn apt_get(self, args: &[&str]) -> Result<()> {
        let before: &[&str] = match self {
            Self::Root => &["env"],
            Self::Sudo => &["sudo", "-n", "env"],
        };
        let mut command = workspace::program(Path::new(before[0]));
        command
            .args(&before[1..])
            .args(["DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"])
            .args(args);
        workspace::run(&mut command)
    }
}

#[cfg(test)]
mod tests {
    use super::Packages;

    #[test]
    fn packages_are_those_of_the_distribution() {
        #[track_caller]
        fn check(os: &str, expect: Option<&str>) {
            let packages = Packages { debian: &["for-debian"], ubuntu: &["for-ubuntu"] };
            assert_eq!(packages.of(os).map(|names| names.concat()).as_deref(), expect);
        }
        check("NAME=x\nID=debian\n", Some("for-debian"));
        check("ID=ubuntu\nID_LIKE=debian\n", Some("for-ubuntu"));
        check("ID_LIKE=\"ubuntu debian\"\nID=linuxmint\n", Some("for-ubuntu"));
        check("ID=fedora\nVERSION_ID=43\n", None);
        check("", None);
    }
}
