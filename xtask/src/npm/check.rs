//! What others make of the package: npm packs it, publint and Are The Types Wrong find nothing, its manifest has the form
//! of manifests, and what tests/npm writes compiles, with the oldest TypeScript that is promised and with the newest.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::{FOLDER, NAME};
use crate::{dist::VERSION, workspace};

/// What checks the package, and whose types the tests have to do with.
const CHECKERS: [(&str, &str); 9] = [
    // Whether every way to import it finds types that are true.
    ("@arethetypeswrong/cli", "0.18.5"),
    // Holds the manifest to its schema.
    ("ajv", "8.20.0"),
    // The types of React, in whose JSX the tag stands.
    ("@types/react", "19.3.3"),
    // The schema of manifests.
    ("custom-elements-manifest", "2.1.0"),
    // The oldest compiler that is promised.
    ("oldest-typescript", "npm:typescript@5.0.4"),
    // The types of Preact.
    ("preact", "11.2.0"),
    // Whether the package's description is true.
    ("publint", "0.3.25"),
    // The newest compiler.
    ("typescript", "7.0.2"),
    // The types of Vue.
    ("vue", "3.5.45"),
];

/// How the tests are compiled.
const COMPILER: [&str; 14] = [
    "--noEmit",
    "--strict",
    "--target",
    "es2022",
    "--lib",
    "es2022,dom,dom.iterable",
    "--module",
    "nodenext",
    "--moduleResolution",
    "nodenext",
    "--jsx",
    "react-jsx",
    "--typeRoots",
    "none",
];

/// Tests of the element alone, and those that need the types of others.
const ALONE: [&str; 1] = ["element.ts"];
const MANIFEST: &str = "manifest.mjs";
const WITH_OTHERS: [&str; 3] = ["preact.tsx", "react.tsx", "vue.ts"];

/// Checks the package of a release.
pub fn check(dist: &Path) -> Result<()> {
    let place = place()?;
    let mut pack = npm(&place);
    workspace::run(pack.args(["pack", "--silent"]).arg(dist.join(FOLDER)))?;
    let packed = format!("{NAME}-{VERSION}.tgz");
    workspace::run(npm(&place).args(["install", "--silent", "--no-save", &format!("./{packed}")]))
        .context("npm cannot install what it has packed")?;

    workspace::run(tool(&place, "publint").args(["--strict", &format!("node_modules/{NAME}")]))?;
    let types = ["--profile", "esm-only", "--format", "ascii", "--no-emoji"];
    workspace::run(tool(&place, "attw").arg(&packed).args(types))?;

    let tests = workspace::root().join("tests/npm");
    for test in ALONE.iter().chain(&WITH_OTHERS).chain([&MANIFEST]) {
        fs::copy(tests.join(test), place.join(test))
            .with_context(|| format!("tests/npm/{test}"))?;
    }
    workspace::run(compiler(&place, "typescript").args(ALONE.iter().chain(&WITH_OTHERS)))?;
    workspace::run(compiler(&place, "oldest-typescript").args(ALONE))?;
    // The types of others are written for younger compilers.
    let with_others = compiler(&place, "oldest-typescript");
    workspace::run({ with_others }.arg("--skipLibCheck").args(WITH_OTHERS))?;

    workspace::run(command(&place, Path::new("node")).arg(MANIFEST))?;
    // A server that renders the tag imports it too.
    let on_server = format!("import('{NAME}').then(({{ define }}) => define())");
    workspace::run(command(&place, Path::new("node")).args(["-e", &on_server]))
}

/// The directory of the checks, with everything installed.
fn place() -> Result<PathBuf> {
    let place = workspace::root().join("target/npm");
    fs::create_dir_all(&place)?;
    let checkers: Value =
        CHECKERS.into_iter().map(|(name, version)| (name, json!(version))).collect();
    let description = json!({ "private": true, "type": "module", "devDependencies": checkers });
    fs::write(place.join("package.json"), description.to_string())?;
    let quietly = ["install", "--silent", "--no-audit", "--no-fund", "--no-package-lock"];
    workspace::run(npm(&place).args(quietly)).context("cannot install what checks the package")?;
    Ok(place)
}

fn compiler(place: &Path, package: &str) -> Command {
    let mut compiler = command(place, Path::new("node"));
    compiler.arg(format!("node_modules/{package}/bin/tsc")).args(COMPILER);
    compiler
}

fn tool(place: &Path, name: &str) -> Command {
    command(place, &place.join("node_modules/.bin").join(name))
}

fn npm(place: &Path) -> Command {
    command(place, Path::new("npm"))
}

fn command(place: &Path, program: &Path) -> Command {
    let mut command = workspace::program(program);
    command.current_dir(place);
    command
}
