//! A WordPress as a value: installed in a folder of its own, served if asked to, and gone when dropped.

use std::{
    env, fs,
    net::{Ipv4Addr, TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{self, Child, Command, Stdio},
    sync::atomic::{AtomicU32, Ordering},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail, ensure};

use super::PLUGIN;
use crate::{tools::SQLITE, workspace};

/// How long PHP may take to listen.
const TO_LISTEN: Duration = Duration::from_secs(20);

/// Complaints go to a file, and not into what is printed.
const SILENT: [&str; 2] = ["-d", "display_errors=0"];

/// Between two attempts to reach it.
const BETWEEN: Duration = Duration::from_millis(20);

/// An installed WordPress with the plugin, which is active.
#[derive(Debug)]
pub struct Site {
    php: PathBuf,
    folder: PathBuf,
    server: Option<Child>,
}

impl Site {
    /// Installs a version.
    pub(super) fn install(php: PathBuf, versions: &Path, version: &str) -> Result<Self> {
        static INSTALLED: AtomicU32 = AtomicU32::new(0);
        let number = INSTALLED.fetch_add(1, Ordering::Relaxed);
        let name = format!("developing-story-wordpress-{}-{number}", process::id());
        let site = Self { php, folder: env::temp_dir().join(name), server: None };
        let content = site.folder.join("wp-content");
        // What a killed process of the same number may have left.
        let _ = fs::remove_dir_all(&site.folder);
        copy(&versions.join(version), &site.folder)?;
        copy(&versions.join(SQLITE), &content.join(SQLITE))?;
        copy(&workspace::root().join(PLUGIN), &content.join("plugins/developing-story"))?;
        fs::copy(tests("wp-config.php"), site.folder.join("wp-config.php"))?;
        fs::copy(tests("db.php"), content.join("db.php"))?;
        fs::create_dir(content.join("mu-plugins"))?;
        fs::copy(tests("quiet.php"), content.join("mu-plugins/quiet.php"))?;
        // PHP's server has nothing to say to browsers that ask for it.
        fs::write(site.folder.join("favicon.ico"), [])?;
        site.run("install.php", &[])?;
        Ok(site)
    }

    /// Runs a script of tests/wordpress in it, and returns what that prints.
    pub fn run(&self, script: &str, args: &[&str]) -> Result<String> {
        let mut php = Command::new(&self.php);
        php.args(SILENT).arg(tests(script)).arg(&self.folder).args(args).stdin(Stdio::null());
        let output = php.output().context("PHP does not run")?;
        let (said, complaints) =
            (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        ensure!(
            output.status.success(),
            "{script} fails:\n{complaints}{said}{}",
            self.complaints()
        );
        Ok(said.trim().to_owned())
    }

    /// What WordPress and PHP have complained about so far.
    pub fn complaints(&self) -> String {
        meant(&fs::read_to_string(self.folder.join("debug.log")).unwrap_or_default())
    }

    /// Serves it from now on, and returns its origin.
    pub fn serve(&mut self) -> Result<String> {
        let free = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?;
        let mut server = Command::new(&self.php);
        server.args(SILENT).arg("-S").arg(free.to_string()).arg("-t").arg(&self.folder);
        server.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let server = self.server.insert(server.spawn().context("PHP does not serve")?);
        let limit = Instant::now() + TO_LISTEN;
        while TcpStream::connect(free).is_err() {
            if let Some(status) = server.try_wait()? {
                bail!("PHP stopped before it listened ({status})");
            }
            ensure!(Instant::now() < limit, "PHP does not listen at {free}");
            thread::sleep(BETWEEN);
        }
        Ok(format!("http://{free}"))
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        if let Some(mut server) = self.server.take() {
            // Where it has stopped, this does nothing.
            let _ = server.kill();
            let _ = server.wait();
        }
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// Complaints without those of a PHP that is younger than WordPress about WordPress itself. What WordPress calls
/// deprecated, it says since when.
fn meant(log: &str) -> String {
    let is_others = |line: &&str| {
        line.contains("PHP Deprecated:")
            && !line.contains("since version")
            && !line.contains("/plugins/developing-story/")
    };
    let meant: Vec<&str> = log.lines().filter(|line| !is_others(line)).collect();
    meant.join("\n")
}

fn tests(file: &str) -> PathBuf {
    workspace::root().join("tests/wordpress").join(file)
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to).with_context(|| format!("cannot make {}", to.display()))?;
    for entry in fs::read_dir(from).with_context(|| format!("cannot read {}", from.display()))? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::meant;

    #[test]
    fn wordpress_may_be_older_than_php() {
        for (line, is_meant) in [
            ("PHP Deprecated:  Return type of A::b() in /x/wp-includes/a.php on line 1", false),
            ("PHP Deprecated:  Return type in /x/plugins/developing-story/includes/a.php", true),
            (
                "PHP Deprecated:  Function a is <strong>deprecated</strong> since version 6.4.0!",
                true,
            ),
            ("PHP Warning:  Undefined variable $a in /x/wp-includes/a.php on line 1", true),
            ("PHP Fatal error:  Uncaught Error: a()", true),
        ] {
            assert_eq!(meant(line) == line, is_meant, "{line}");
        }
        assert_eq!(meant(""), "");
    }
}
