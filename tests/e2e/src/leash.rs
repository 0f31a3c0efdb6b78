//! A program that ends with us, however we end: also with what it has started, where a test run is broken off, and where
//! nobody drops it.

use std::{
    ffi::OsStr,
    io::{self, BufRead, BufReader},
    os::unix::process::CommandExt,
    path::Path,
    process::{Child, Command, Stdio},
    thread,
};

/// Waits for the end of its input, which comes at the latest when we are gone; then ends all of its group, and removes
/// what that leaves.
const WATCH: &str = r#""$@" & exec >/dev/null; read -r _; trap '' TERM; kill -TERM 0; wait; until rm -rf "$RUBBISH"; do sleep .1; done; kill -KILL 0"#;

/// A running program. It ends when dropped.
#[derive(Debug)]
pub(crate) struct Leash {
    watch: Child,
}

impl Leash {
    /// Starts a program as described, in a group of its own, and hears as much of what it says as `hear` wants.
    pub(crate) fn start<T>(
        program: &Command,
        rubbish: Option<&Path>,
        hear: impl FnOnce(&mut dyn BufRead) -> T,
    ) -> io::Result<(Self, T)> {
        let mut watch = Command::new("sh");
        watch.args(["-c", WATCH, "sh"]).arg(program.get_program()).args(program.get_args());
        let set = program.get_envs().filter_map(|(name, value)| Some((name, value?)));
        watch.envs(set).env("RUBBISH", rubbish.map_or(OsStr::new(""), Path::as_os_str));
        watch.process_group(0).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut watch = watch.spawn()?;
        let output = watch.stdout.take().map(BufReader::new);
        let mut output = output.ok_or_else(|| io::Error::other("it has no output"))?;
        let heard = hear(&mut output);
        // Closed, its output would end it at its next line. Full, it would hold it there: Firefox in the middle of a page,
        // once enough pages have been told of.
        thread::spawn(move || io::copy(&mut output, &mut io::sink()));
        Ok((Self { watch }, heard))
    }
}

impl Drop for Leash {
    fn drop(&mut self) {
        drop(self.watch.stdin.take());
        let _ = self.watch.wait();
    }
}

#[cfg(test)]
mod tests {
    use std::{env, fs, process, time::Duration};

    use super::*;

    #[test]
    fn a_program_that_says_much_goes_on() {
        let there = env::temp_dir().join(format!("leash-{}", process::id()));
        let mut program = Command::new("sh");
        program.args(["-c", "echo begun; head -c 1000000 /dev/zero; echo > \"$RUBBISH\""]);
        let (leash, heard) = Leash::start(&program, Some(&there), |output| {
            let mut heard = String::new();
            output.read_line(&mut heard).map(|_| heard)
        })
        .expect("there is a shell");
        assert_eq!(heard.ok().as_deref(), Some("begun\n"));
        let gone_on = (0..1000).any(|_| {
            thread::sleep(Duration::from_millis(10));
            there.exists()
        });
        assert!(gone_on, "it stands still");
        drop(leash);
        assert!(fs::metadata(&there).is_err(), "what it leaves is removed");
    }
}
