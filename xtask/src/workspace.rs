//! Where the workspace is, and how other programs are run in it.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::OnceLock,
    thread,
};

use anyhow::{Context, Result, bail};

/// The directory of the workspace.
///
/// Of the package that cargo runs, not of the one that was compiled: two checkouts that share a target directory
/// share this program too.
pub fn root() -> &'static Path {
    static ROOT: OnceLock<PathBuf> = OnceLock::new();
    ROOT.get_or_init(|| {
        let compiled = || env!("CARGO_MANIFEST_DIR").into();
        let package: PathBuf = env::var_os("CARGO_MANIFEST_DIR").map_or_else(compiled, Into::into);
        let is_root = |directory: &&Path| directory.join("xtask/stories").is_dir();
        let found = package.ancestors().find(is_root);
        found.unwrap_or(&package).to_path_buf()
    })
}

/// The cargo that runs this program, or the one on PATH.
pub fn cargo() -> Command {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    program(Path::new(&cargo))
}

/// A program at the root of the workspace, without the terminal's input: nothing here may wait for an answer.
pub fn program(path: &Path) -> Command {
    let mut command = Command::new(path);
    command.current_dir(root()).stdin(Stdio::null());
    command
}

/// Runs to the end; anything but success is an error that names the command.
pub fn run(command: &mut Command) -> Result<()> {
    let line = line(command);
    let status = command.status().with_context(|| format!("cannot run `{line}`"))?;
    if !status.success() {
        bail!("`{line}` failed ({status})");
    }
    Ok(())
}

/// What a command prints, if it succeeds; nothing otherwise, also where there is no such program.
pub fn answer(command: &mut Command) -> Option<String> {
    let output = command.stderr(Stdio::null()).output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    output.status.success().then_some(text)
}

/// The program of this name on PATH.
pub fn on_path(name: &str) -> Option<PathBuf> {
    let name = format!("{name}{}", env::consts::EXE_SUFFIX);
    let path = env::var_os("PATH")?;
    env::split_paths(&path).map(|directory| directory.join(&name)).find(|file| file.is_file())
}

/// The machine and compiler, since a table without them cannot be compared.
pub fn machine() -> String {
    let info = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = info
        .lines()
        .find_map(|line| line.strip_prefix("model name")?.split_once(':'))
        .map_or("unknown processor", |(_, name)| name.trim());
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let rustc = answer(Command::new("rustc").arg("--version"));
    format!(
        "{model}, {cores} cores, {} {}, {}",
        env::consts::OS,
        env::consts::ARCH,
        rustc.unwrap_or_else(|| "unknown rustc".to_owned())
    )
}

fn line(command: &Command) -> String {
    let name = Path::new(command.get_program()).file_stem();
    let mut line = name.unwrap_or_default().to_string_lossy().into_owned();
    for arg in command.get_args() {
        line.push(' ');
        line.push_str(&arg.to_string_lossy());
    }
    line
}
