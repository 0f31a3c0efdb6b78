//! What others make of the package: npm packs it, publint and Are The Types Wrong find nothing, its manifest has the form
//! of manifests, and what tests/npm writes compiles, with the oldest TypeScript that is promised and with the newest.
//! What is said to search engines is held to schema.org's vocabulary in the same place.

use std::{fs, path::Path};

use anyhow::{Context, Result};

use super::{NAME, installed::Installed};
use crate::{prerender, workspace};

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

/// Tests of the element alone.
const ALONE: [&str; 1] = ["element.ts"];

/// Tests that need the types of others.
const WITH_OTHERS: [&str; 3] = ["preact.tsx", "react.tsx", "vue.ts"];

/// Holds the manifest to its schema.
const MANIFEST: &str = "manifest.mjs";

/// The demonstration's story as search engines get it, held to the types of schema.org.
const POSTING: &str = "posting.ts";

/// Holds it to the vocabulary that those types are made of.
const VOCABULARY: &str = "vocabulary.mjs";

/// Checks the package of a release.
pub fn check(dist: &Path) -> Result<()> {
    let place = Installed::of(dist)?;
    workspace::run(place.tool("publint").args(["--strict", &format!("node_modules/{NAME}")]))?;
    let quietly = ["--profile", "esm-only", "--format", "ascii", "--no-emoji", "--quiet"];
    workspace::run(place.tool("attw").arg(Installed::packed()).args(quietly))?;

    let tests = workspace::root().join("tests/npm");
    for test in ALONE.iter().chain(&WITH_OTHERS).chain([&MANIFEST, &VOCABULARY]) {
        fs::copy(tests.join(test), place.path().join(test))
            .with_context(|| format!("tests/npm/{test}"))?;
    }
    let compile = |package: &str| {
        let mut compiler = place.node();
        compiler.arg(format!("node_modules/{package}/bin/tsc")).args(COMPILER);
        compiler
    };
    let posting = posting()?;
    fs::write(
        place.path().join(POSTING),
        format!(
            "import type {{ LiveBlogPosting, WithContext }} from 'schema-dts';\n\
             export const posting: WithContext<LiveBlogPosting> = {posting};\n"
        ),
    )?;
    fs::write(place.path().join("posting.json"), posting)?;
    workspace::run(compile("typescript").arg(POSTING).args(ALONE.iter().chain(&WITH_OTHERS)))?;
    workspace::run(compile("oldest-typescript").args(ALONE))?;
    // The types of others are written for younger compilers.
    workspace::run(compile("oldest-typescript").arg("--skipLibCheck").args(WITH_OTHERS))?;

    workspace::run(place.node().arg(MANIFEST))?;
    workspace::run(place.node().args([VOCABULARY, "posting.json"]))?;
    // A server that renders the tag imports it too.
    let on_server = format!("import('{NAME}').then(({{ define }}) => define())");
    workspace::run(place.node().args(["-e", &on_server]))
}

fn posting() -> Result<String> {
    let what = workspace::root().join("www/feeds/hanoi.da.json").to_string_lossy().into_owned();
    let made = prerender::make(&prerender::Options { what, json_ld: true, ..Default::default() })?;
    let posting = made.split_once("ld+json\">").and_then(|(_, it)| it.split_once("</script>"));
    Ok(posting.context("there is no posting")?.0.to_owned())
}
