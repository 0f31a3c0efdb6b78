//! The release build: Trunk's output without its leftovers, as small as it gets, and the digests that partners
//! pin.

mod again;
mod glue;
mod locations;
mod minify;
mod order;
mod panicking;
mod publish;
mod shorten;
mod snip;
mod unread;

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use base64::{Engine, prelude::BASE64_STANDARD};
use sha2::{Digest, Sha384};

pub use again::again;
pub use minify::LATER;
pub use panicking::panicking;
pub use publish::{VERSION, folders, publish, snippet};

use crate::{
    npm,
    sizes::functions::{self, Contents},
    tools, workspace,
};

/// The file that names every other one.
const INTEGRITY: &str = "integrity.json";

/// The name of the timeline among what Trunk builds.
const CORE: &str = "story_core";

/// Builds the release and returns its directory.
pub fn build() -> Result<PathBuf> {
    tools::wasm_target()?;
    let (root, dist) = (workspace::root(), workspace::root().join("dist"));

    // Trunk builds offline, so that it never downloads a tool of its own choice; the crates come before that.
    workspace::run(workspace::cargo().args([
        "fetch",
        "--quiet",
        "--locked",
        "--target",
        tools::WASM,
    ]))?;
    trunk(root, &dist)?;
    // A host that is a Yew application, which includes the release like any other page. Trunk would bring what it has
    // found in the glue of the one before along with it.
    let found = root.join("target/wasm-bindgen/release/snippets");
    if found.is_dir() {
        fs::remove_dir_all(found)?;
    }
    let host = dist.join("hosts/yew");
    trunk(&root.join("examples/yew"), &host)?;
    minify::optimize(&host.join("yew-host_bg.wasm"), &[])?;

    let styles = dist.join("hosts/styles");
    fs::create_dir_all(&styles)?;
    for (name, of) in tools::styles()? {
        fs::copy(of, styles.join(name))?;
    }

    sweep(&dist)?;
    shrink(&dist)?;
    pin(&dist)?;
    npm::pack(&dist, &publish(&dist)?)?;
    Ok(dist)
}

/// Has Trunk build what the folder's `Trunk.toml` says.
fn trunk(of: &Path, to: &Path) -> Result<()> {
    let mut build = workspace::program(&tools::trunk()?);
    build
        .args(["build", "--release", "--offline", "true", "--dist"])
        .arg(to)
        .current_dir(of)
        .env("PATH", tools::path_with(&[&tools::wasm_bindgen()?])?)
        .envs(anywhere())
        // The convention is any value; Trunk 0.21 refuses all but `true` and `false`.
        .env_remove("NO_COLOR");
    workspace::run(&mut build)
}

/// What has the compiler write the same wherever the machine keeps its crates, and the library's sources if it has them:
/// panics name their files.
fn anywhere() -> Option<(&'static str, String)> {
    let home = env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| env::home_dir().map(|home| home.join(".cargo")))?;
    let told = |line: &str| {
        workspace::answer(workspace::program("rustc".as_ref()).args(line.split_whitespace()))
    };
    let (sysroot, version) = (told("--print sysroot")?, told("--version --verbose")?);
    // What is compiled without these sources names this.
    let commit = version.lines().find_map(|line| line.strip_prefix("commit-hash: "))?;
    // What follows .cargo/config.toml's.
    Some((
        "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS",
        format!(
            "--remap-path-prefix={}=/cargo --remap-path-prefix={sysroot}/lib/rustlib/src/rust=/rustc/{commit}",
            home.display()
        ),
    ))
}

/// Removes the types that wasm-bindgen writes for nobody.
fn sweep(dist: &Path) -> Result<()> {
    let files = files(dist)?;
    let mut types = files.iter().filter(|file| file.to_string_lossy().ends_with(".d.ts"));
    Ok(types.try_for_each(fs::remove_file)?)
}

/// Takes out what only people read.
fn shrink(dist: &Path) -> Result<()> {
    for name in [CORE, "story_formats"] {
        pack(dist, name)?;
    }
    let alone = [
        "developing-story.css",
        "embed.css",
        "embed.js",
        "exchange.js",
        "focus.js",
        "frames.js",
        "request.js",
        "selection.js",
        "trouble.js",
    ];
    let parts = ["looks.css", "media.css", "more.css"];
    minify::minify(
        &[&alone[..], &parts].concat().into_iter().map(|name| dist.join(name)).collect::<Vec<_>>(),
    )?;
    // One file for partners to include, and one request less for readers; the same for the glues. Styles go into the
    // scripts that adopt them.
    for (script, parts) in [
        ("developing-story.js", &[][..]),
        ("pure.js", &["anchor.js", "language.js", "loading.js"]),
        ("story_core.js", &[]),
        ("versions.js", &[]),
        ("media.js", &["media.css"]),
        ("more.js", &["more.css"]),
        ("json-ld.js", &["texts.js"]),
        ("attend.js", &["dress.js", "keeping.js", "looks.css", "outline.js", "still.js"]),
        ("formats.js", &["story_formats.js", "device.js", "guard.js"]),
        ("stand.js", &["scrollers.js"]),
    ] {
        minify::bundle(&dist.join(script))?;
        parts.iter().try_for_each(|part| fs::remove_file(dist.join(part)))?;
    }
    let snippets = dist.join("snippets");
    if snippets.is_dir() {
        fs::remove_dir_all(snippets)?;
    }
    for labels in files(&dist.join("labels"))? {
        minify::compact(&labels)?;
    }
    Ok(())
}

/// Writes digests where a host page asks for them (`sha384-of:` and a path of the release).
fn pin(dist: &Path) -> Result<()> {
    let page = dist.join("hosts/integrity.html");
    let text = fs::read_to_string(&page).context("the page that pins is missing")?;
    let mut parts = text.split("sha384-of:");
    let mut pinned = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (path, rest) = part.split_at(part.find('"').context("a path ends with a quote")?);
        pinned.push_str(&integrity(&fs::read(dist.join(path))?));
        pinned.push_str(rest);
    }
    Ok(fs::write(page, pinned)?)
}

/// A digest as Subresource Integrity has it.
fn integrity(content: &[u8]) -> String {
    format!("sha384-{}", BASE64_STANDARD.encode(Sha384::digest(content)))
}

/// Makes one wasm and its glue as small as they get.
fn pack(dist: &Path, name: &str) -> Result<()> {
    let [script, wasm] = [".js", "_bg.wasm"].map(|end| dist.join([name, end].concat()));
    fs::write(&wasm, without_idle_parts(&fs::read(&wasm)?, name)?)?;
    minify::optimize(&wasm, &[])?;
    meet(&script, &wasm, &fs::read(&wasm)?, name)?;
    // Last, since it is the file as it will be sent that has to be small.
    Ok(fs::write(&wasm, order::order(&fs::read(&wasm)?)?)?)
}

/// A wasm without what the linker keeps and nothing calls or reads.
fn without_idle_parts(wasm: &[u8], name: &str) -> Result<Vec<u8>> {
    let (never, unread): (&[&str], &[&str]) =
        if name == CORE { (snip::NEVER_IN_CORE, &unread::DIGITS) } else { (&[], &[]) };
    let mut snipped = snip::snip(wasm, never)?;
    locations::forget(&mut snipped)?;
    unread::forget(&mut snipped, unread)?;
    Ok(snipped)
}

/// What takes how much of the timeline's wasm, as it is released, of the last build.
pub fn contents() -> Result<Contents> {
    let to = workspace::root().join("target/named");
    bind(&workspace::root().join("target").join(tools::WASM).join("release/story_core.wasm"), &to)?;
    let wasm = to.join("story_core_bg.wasm");
    fs::write(&wasm, without_idle_parts(&fs::read(&wasm)?, CORE)?)?;
    minify::optimize(&wasm, &["--debuginfo"])?;
    functions::contents(&fs::read(&wasm)?)
}

/// Has wasm-bindgen write the glue of a wasm that cargo has built.
fn bind(built: &Path, to: &Path) -> Result<()> {
    let mut bind = workspace::program(&tools::wasm_bindgen()?.join("wasm-bindgen"));
    bind.args(["--target", "web", "--no-typescript", "--out-name", CORE, "--out-dir"]).arg(to);
    workspace::run(bind.arg(built))
}

/// Makes a wasm and the glue that was written for it one.
fn meet(script: &Path, wasm: &Path, content: &[u8], name: &str) -> Result<()> {
    let written = fs::read_to_string(script).context("there is no glue")?;
    let written = glue::begin(&glue::prune(&written, content)?)?;
    let written = if name == CORE { glue::guard(&written)? } else { written };
    let (shorter, names) = shorten::shorten(content, &written, name)?;
    fs::write(wasm, shorter)?;
    Ok(fs::write(script, names)?)
}

fn files(directory: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let entries = fs::read_dir(directory);
    for entry in entries.with_context(|| format!("cannot read {}", directory.display()))? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files(&path)?);
        } else {
            found.push(path);
        }
    }
    Ok(found)
}
