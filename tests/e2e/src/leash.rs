//! A program that ends with us, however we end: also with what it has started, where a test run is broken off, and where
//! nobody drops it.

use std::{
    ffi::OsStr,
    io::BufReader,
    os::unix::process::CommandExt,
    path::Path,
    process::{Child, ChildStdout, Command, Stdio},
};

/// Waits for the end of its input, which comes at the latest when we are gone; then ends all of its group, and removes
/// what that leaves.
const WATCH: &str = r#""$@" & exec >/dev/null; read -r _; trap '' TERM; kill -TERM 0; wait; until rm -rf "$RUBBISH"; do sleep .1; done; kill -KILL 0"#;

/// A running program. It ends when dropped.
#[derive(Debug)]
pub(crate) struct Leash {
    watch: Child,
    /// What it says; closed, it would end the program at its next line.
    pub(crate) output: BufReader<ChildStdout>,
}

impl Leash {
    /// Starts a program as described, in a group of its own.
    pub(crate) fn start(program: &Command, rubbish: Option<&Path>) -> std::io::Result<Self> {
        let mut watch = Command::new("sh");
        watch.args(["-c", WATCH, "sh"]).arg(program.get_program()).args(program.get_args());
        let set = program.get_envs().filter_map(|(name, value)| Some((name, value?)));
        watch.envs(set).env("RUBBISH", rubbish.map_or(OsStr::new(""), Path::as_os_str));
        watch.process_group(0).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut watch = watch.spawn()?;
        let output = watch.stdout.take().map(BufReader::new);
        let output = output.ok_or_else(|| std::io::Error::other("it has no output"))?;
        Ok(Self { watch, output })
    }
}

impl Drop for Leash {
    fn drop(&mut self) {
        drop(self.watch.stdin.take());
        let _ = self.watch.wait();
    }
}
