//! The programs that the build and the tests need: found, or installed where they disturb nobody.
//!
//! Trunk and wasm-bindgen have to be of exact versions, so they are installed into a cache of the user's
//! (`~/.cache/developing-story/tools/<name>-<version>`), and a developer's own are left alone.

mod browser;
mod debian;
mod install;
mod php;
mod poppler;
mod varnish;
mod wordpress;

use std::{
    env,
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result};

pub use browser::{Browser, Engine, browser, engines};
pub use php::php;
pub use poppler::printed;
pub use varnish::varnish;
pub use wordpress::{SQLITE, VERSIONS as WORDPRESS_VERSIONS, wordpress};

use crate::workspace;
use install::Tool;

/// The target that the browser runs.
pub const WASM: &str = "wasm32-unknown-unknown";

/// The version that `Trunk.toml` is written for.
const TRUNK: &str = "0.21.14";

/// The version whose flags `xtask/src/fuzz.rs` knows.
const CARGO_FUZZ: &str = "0.13.1";

/// The version that `deny.toml` is written for.
const CARGO_DENY: &str = "0.20.2";

/// The version whose rules the end-to-end tests are held to.
const AXE: &str = "4.14.1";

/// The version that a host page stands under.
const BOOTSTRAP: &str = "5.3.9";

/// The same.
const TAILWIND: &str = "4.3.5";

/// The version whose port the end-to-end tests know how to read.
const GECKODRIVER: &str = "0.37.1";

/// Makes sure that the compiler has the standard library for wasm.
pub fn wasm_target() -> Result<()> {
    // Asked of the compiler and not of rustup: a distribution's Rust has no rustup.
    let mut question = workspace::program(Path::new("rustc"));
    question.args(["--print", "target-libdir", "--target", WASM]);
    let directory = workspace::answer(&mut question);
    if directory.is_some_and(|directory| Path::new(&directory).is_dir()) {
        return Ok(());
    }
    println!("Installing the target {WASM}");
    workspace::run(workspace::program(Path::new("rustup")).args(["target", "add", WASM]))
        .with_context(|| format!("the target {WASM} is missing and cannot be installed"))
}

/// The path of Trunk.
pub fn trunk() -> Result<PathBuf> {
    of_cargo("trunk", TRUNK, 6)
}

/// The path of cargo-fuzz.
pub fn cargo_fuzz() -> Result<PathBuf> {
    of_cargo("cargo-fuzz", CARGO_FUZZ, 2)
}

/// The path of cargo-deny.
pub fn cargo_deny() -> Result<PathBuf> {
    of_cargo("cargo-deny", CARGO_DENY, 4)
}

/// The path of geckodriver, which drives Firefox.
pub fn geckodriver() -> Result<PathBuf> {
    of_cargo("geckodriver", GECKODRIVER, 3)
}

/// The path of the program that a crate is named after.
fn of_cargo(krate: &'static str, version: &str, minutes: u8) -> Result<PathBuf> {
    let tool = Tool {
        krate,
        version: version.to_owned(),
        program: krate,
        beside: &[],
        locked: true,
        minutes,
    };
    Ok(tool.directory()?.join(executable(krate)))
}

/// The directory with `wasm-bindgen` and `wasm-bindgen-test-runner`, at the version of the crate in Cargo.lock:
/// what one wrote, only the same one reads.
pub fn wasm_bindgen() -> Result<PathBuf> {
    let lock = fs::read_to_string(workspace::root().join("Cargo.lock"))?;
    let version = locked(&lock, "wasm-bindgen").context("Cargo.lock has no wasm-bindgen")?;
    let wasm_bindgen = Tool {
        krate: "wasm-bindgen-cli",
        version: version.to_owned(),
        program: "wasm-bindgen",
        beside: &["wasm-bindgen-test-runner"],
        // Its lock file names a version of a crate that registries may lack.
        locked: false,
        minutes: 2,
    };
    wasm_bindgen.directory()
}

/// The path of esbuild, which minifies scripts and styles.
pub fn esbuild() -> Result<PathBuf> {
    of_npm("esbuild", "0.28.2", "esbuild", "0.28.2")
}

/// The path of wasm-opt, which makes the wasm smaller. npm's package is binaryen compiled to wasm itself, so it runs
/// wherever node does.
pub fn wasm_opt() -> Result<PathBuf> {
    of_npm("binaryen", "132.0.0", "wasm-opt", "132")
}

/// The path of axe-core's script, which finds what keeps people out of a page.
pub fn axe() -> Result<PathBuf> {
    npm_file("axe-core", AXE, "axe.min.js")
}

/// The style sheets that host pages stand under, by the names that they are asked for.
pub fn styles() -> Result<[(&'static str, PathBuf); 2]> {
    Ok([
        ("bootstrap.css", npm_file("bootstrap", BOOTSTRAP, "dist/css/bootstrap.min.css")?),
        ("preflight.css", npm_file("tailwindcss", TAILWIND, "preflight.css")?),
    ])
}

/// The path of a file of one version of a package of npm's.
fn npm_file(package: &str, version: &str, file: &str) -> Result<PathBuf> {
    let root = npm_root(package, version)?;
    let path = root.join("node_modules").join(package).join(file);
    if !path.is_file() {
        npm_install(package, version, &root)?;
    }
    Ok(path)
}

/// Where one version of a package of npm's is.
fn npm_root(package: &str, version: &str) -> Result<PathBuf> {
    Ok(install::cache()?.join(format!("{package}-{version}")))
}

fn npm_install(package: &str, version: &str, root: &Path) -> Result<()> {
    println!("Installing {package} {version} into {} (once)", root.display());
    fs::create_dir_all(root)?;
    let mut install = workspace::program(Path::new("npm"));
    install
        .args(["install", "--silent", "--no-save", "--no-audit", "--no-fund", "--prefix"])
        .arg(root)
        .arg(format!("{package}@{version}"));
    workspace::run(&mut install)
        .with_context(|| format!("cannot install {package} {version} with npm"))
}

/// The path of a program from one version of a package of npm's, which `--version` tells as `says`. Another version
/// writes other bytes, and the budgets are for these.
fn of_npm(package: &str, version: &str, program: &str, says: &str) -> Result<PathBuf> {
    let root = npm_root(package, version)?;
    let path = root.join("node_modules/.bin").join(program);
    if !is_version(&path, says) {
        npm_install(package, version, &root)?;
    }
    Ok(path)
}

/// The path of the program that runs wasm tests.
pub fn wasm_test_runner() -> Result<PathBuf> {
    Ok(wasm_bindgen()?.join(executable("wasm-bindgen-test-runner")))
}

/// PATH with directories before all others.
pub fn path_with(first: &[&Path]) -> Result<OsString> {
    let path = env::var_os("PATH").unwrap_or_default();
    let first = first.iter().map(|directory| directory.to_path_buf());
    Ok(env::join_paths(first.chain(env::split_paths(&path)))?)
}

fn executable(name: &str) -> String {
    format!("{name}{}", env::consts::EXE_SUFFIX)
}

/// Whether a program says that it is of this version.
fn is_version(program: &Path, version: &str) -> bool {
    let said = workspace::answer(Command::new(program).arg("--version").env_remove("NO_COLOR"));
    said.is_some_and(|said| said.split_whitespace().any(|word| word == version))
}

/// The version of a package in the text of a lock file.
fn locked<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name);
    lines.nth(1)?.strip_prefix("version = \"")?.strip_suffix('"')
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCK: &str = "\
[[package]]
name = \"wasm-bindgen-futures\"
version = \"0.4.80\"

[[package]]
name = \"wasm-bindgen\"
version = \"0.2.130\"
";

    #[test]
    fn the_version_is_the_one_in_the_lock_file() {
        assert_eq!(locked(LOCK, "wasm-bindgen"), Some("0.2.130"));
        assert_eq!(locked(LOCK, "wasm"), None);
    }

    #[test]
    fn a_version_is_the_whole_word() {
        let rustc = Path::new("rustc");
        assert!(is_version(rustc, "rustc"));
        assert!(!is_version(rustc, "rust"));
        assert!(!is_version(Path::new("/no/such/program"), "1"));
    }
}
