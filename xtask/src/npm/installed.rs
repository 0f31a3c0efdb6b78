//! A directory in which the package is installed as npm packs it, together with what checks it and what the examples need.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::{FOLDER, NAME};
use crate::{dist::VERSION, workspace};

/// What is installed beside the package.
const WITH: [(&str, &str); 23] = [
    // The vocabulary of schema.org, as its own file has it.
    ("@vocabulary/schema", "1.1.0"),
    // Whether every way to import the package finds types that are true.
    ("@arethetypeswrong/cli", "0.18.5"),
    // Svelte for Vite.
    ("@sveltejs/vite-plugin-svelte", "7.3.1"),
    // The types of React, in whose JSX the tag stands.
    ("@types/react", "19.3.3"),
    // Vue for Vite.
    ("@vitejs/plugin-vue", "6.0.11"),
    // Holds the manifest to its schema.
    ("ajv", "8.20.0"),
    // Whether the AMP page of the examples is one.
    ("amphtml-validator", "1.0.38"),
    // An example: the last one that runs on Node 20.
    ("astro", "5.18.2"),
    // What webpack makes of styles on most pages; the timeline's are not for it.
    ("css-loader", "7.1.5"),
    // The schema of manifests.
    ("custom-elements-manifest", "2.1.0"),
    // An example, with a server of its own and Turbopack.
    ("next", "16.4.6"),
    // The oldest compiler that is promised.
    ("oldest-typescript", "npm:typescript@5.0.4"),
    // An example, and its types.
    ("preact", "11.2.0"),
    // Whether the package's description is true.
    ("publint", "0.3.25"),
    // An example: the framework, and how it comes into a page.
    ("react", "19.3.1"),
    ("react-dom", "19.3.1"),
    // The vocabulary of schema.org as types, which postings are held to.
    ("schema-dts", "2.1.0"),
    // How webpack's styles come into a page.
    ("style-loader", "4.0.0"),
    // An example.
    ("svelte", "5.57.3"),
    // The newest compiler.
    ("typescript", "7.0.2"),
    // What most pages with a build are built with.
    ("vite", "8.4.0"),
    // An example, and its types.
    ("vue", "3.5.45"),
    // What the rest are built with.
    ("webpack", "5.113.0"),
];

/// Its command line.
const WEBPACK_CLI: (&str, &str) = ("webpack-cli", "7.3.1");

/// The directory.
pub(super) struct Installed(PathBuf);

impl Installed {
    /// Packs the package of a release, and installs everything.
    pub(super) fn of(dist: &Path) -> Result<Self> {
        let place = Self(workspace::root().join("target/npm"));
        fs::create_dir_all(place.path())?;
        let with: Value =
            WITH.into_iter().chain([WEBPACK_CLI]).map(|(name, of)| (name, json!(of))).collect();
        let description = json!({ "private": true, "type": "module", "devDependencies": with });
        fs::write(place.path().join("package.json"), description.to_string())?;
        let quietly = ["--silent", "--no-audit", "--no-fund", "--no-package-lock"];
        workspace::run(place.npm().arg("install").args(quietly))
            .context("cannot install what checks the package")?;
        workspace::run(place.npm().args(["pack", "--silent"]).arg(dist.join(FOLDER)))?;
        let packed = format!("./{}", Self::packed());
        workspace::run(place.npm().args(["install", "--no-save", &packed]).args(quietly))
            .context("npm cannot install what it has packed")?;
        Ok(place)
    }

    /// Where it is.
    pub(super) fn path(&self) -> &Path {
        &self.0
    }

    /// The name of the packed package in it.
    pub(super) fn packed() -> String {
        format!("{NAME}-{VERSION}.tgz")
    }

    /// A program that has been installed.
    pub(super) fn tool(&self, name: &str) -> Command {
        self.command(&self.path().join("node_modules/.bin").join(name))
    }

    /// Node.
    pub(super) fn node(&self) -> Command {
        self.command(Path::new("node"))
    }

    /// npm.
    pub(super) fn npm(&self) -> Command {
        self.command(Path::new("npm"))
    }

    fn command(&self, program: &Path) -> Command {
        let mut command = workspace::program(program);
        command.current_dir(self.path());
        command
    }
}
