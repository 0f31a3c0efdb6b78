//! Every check, in the order in which a developer wants to hear of a failure: the quick ones first.

use std::{
    ffi::OsString,
    time::{Duration, Instant},
};

use anyhow::{Context, Result};

use crate::{
    dependencies, dist, fuzz, npm, sizes,
    tools::{self, Browser, WASM},
    wordpress, workspace,
};

/// Tests that have nothing to do with engines: of the package, of documents, of commands.
const ELSEWHERE: [&str; 4] = ["amp::", "embedding::", "examples::", "wordpress::"];

/// Runs everything and stops at the first failure; the durations are told either way. The long way builds
/// the release once more, and looks for documents that nobody has thought of.
pub fn run(long: bool) -> Result<()> {
    let began = Instant::now();
    let mut report = Report::default();
    let outcome =
        all(&mut report).and_then(|()| if long { at_length(&mut report) } else { Ok(()) });
    report.print(began.elapsed());
    outcome
}

fn all(report: &mut Report) -> Result<()> {
    let (runner, browser, further) = report.stage("tools", || {
        tools::wasm_target()?;
        tools::trunk()?;
        tools::axe()?;
        Ok((tools::wasm_test_runner()?, tools::browser()?, tools::engines()?))
    })?;

    report.cargo("format", "fmt --all --check", [])?;
    report.stage("dependencies", || dependencies::check("Cargo.toml"))?;
    let strict = "-- -D warnings";
    report.cargo("clippy", &format!("clippy --workspace --all-targets {strict}"), [])?;
    report.cargo(
        "clippy for the browser",
        &format!(
            "clippy --target {WASM} -p developing-story --all-features --all-targets {strict}"
        ),
        [],
    )?;
    // With no feature it is what a Yew application gets.
    report.cargo(
        "clippy for a Yew application",
        &format!("clippy --target {WASM} -p developing-story -p yew-host {strict}"),
        [],
    )?;
    let documentation = "doc --no-deps -p developing-story";
    let browsers = format!("{documentation} --target {WASM}");
    for (heading, line) in
        [("documentation", documentation), ("documentation for browsers", &browsers)]
    {
        report.cargo(heading, line, [("RUSTDOCFLAGS", "-D warnings".into())])?;
    }
    report.cargo("native tests", "test --workspace --exclude e2e", [])?;
    report.stage("WordPress plugin", wordpress::check)?;

    let mut drive = vec![("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner.into())];
    drive.extend(driver(&browser));
    report.cargo(
        "browser tests",
        &format!("test --target {WASM} -p developing-story --features timeline --test browser"),
        drive,
    )?;

    let dist = report.stage("release build", dist::build)?;
    report.stage("sizes", || sizes::report(&dist))?;
    report.stage("npm package", || npm::check(&dist))?;

    let mut page = vec![("DEVELOPING_STORY_DIST", dist.into())];
    page.extend(driver(&browser));
    report.cargo("end to end", "test -p e2e", page.clone())?;
    for engine in further {
        let skipped = ELSEWHERE.map(|it| format!(" --skip {it}")).concat();
        let variables = page.iter().cloned().chain(engine.variables);
        report.cargo(engine.stage, &format!("test -p e2e --{skipped}"), variables)?;
    }
    Ok(())
}

/// What a developer does not wait for: the release once more, and the fuzz targets, which are a workspace of their own, so
/// that nothing above has looked at their code.
fn at_length(report: &mut Report) -> Result<()> {
    report.stage("release build, elsewhere", || dist::again(&workspace::root().join("dist")))?;
    report.stage("cargo-fuzz", tools::cargo_fuzz)?;
    report.cargo(
        "format of the fuzz targets",
        "fmt --manifest-path fuzz/Cargo.toml --check",
        [],
    )?;
    report.stage("dependencies of the fuzz targets", || dependencies::check("fuzz/Cargo.toml"))?;
    for target in fuzz::targets() {
        report.stage(target, || fuzz::run(target))?;
    }
    Ok(())
}

/// `cargo xtask bench formats`: how long a megabyte of each format takes in a browser.
pub fn formats() -> Result<()> {
    let browser = tools::browser()?;
    let mut bench = workspace::cargo();
    bench
        .args(["test", "--quiet", "-p", "e2e", "--", "--ignored", "--nocapture", "speed::"])
        .env("DEVELOPING_STORY_DIST", dist::build()?)
        .envs(driver(&browser));
    println!("\n{}", workspace::machine());
    workspace::run(&mut bench)
}

/// The variables by which tests find the browser.
pub(crate) fn driver(browser: &Browser) -> [(&'static str, OsString); 2] {
    [("CHROMEDRIVER", browser.driver.clone().into()), ("CHROMIUM", browser.chromium.clone().into())]
}

/// How long each stage took.
#[derive(Default)]
struct Report(Vec<(&'static str, Duration, bool)>);

impl Report {
    fn stage<T>(&mut self, heading: &'static str, work: impl FnOnce() -> Result<T>) -> Result<T> {
        println!("\n── {heading}");
        let began = Instant::now();
        let outcome = work();
        let took = began.elapsed();
        println!("── {heading}: {:.1} s", took.as_secs_f64());
        self.0.push((heading, took, outcome.is_ok()));
        outcome.with_context(|| heading.to_owned())
    }

    fn cargo(
        &mut self,
        heading: &'static str,
        line: &str,
        env: impl IntoIterator<Item = (&'static str, OsString)>,
    ) -> Result<()> {
        self.stage(heading, || {
            let (args, flags) = line.split_once(" -- ").unwrap_or((line, ""));
            let mut cargo = workspace::cargo();
            cargo.args(args.split_whitespace()).envs(env);
            if !flags.is_empty() {
                cargo.arg("--").args(flags.split_whitespace());
            }
            // wasm-bindgen's runner takes the first driver that it finds; the one we name has to be it.
            for other in ["GECKODRIVER", "SAFARIDRIVER", "MSEDGEDRIVER"] {
                cargo.env_remove(other);
            }
            workspace::run(&mut cargo)
        })
    }

    fn print(&self, whole: Duration) {
        println!();
        for (heading, took, ok) in &self.0 {
            let mark = if *ok { "ok    " } else { "FAILED" };
            println!("{mark} {:>7.1} s  {heading}", took.as_secs_f64());
        }
        println!("       {:>7.1} s  in all", whole.as_secs_f64());
    }
}
