//! Rules of the repository that a machine can hold.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use developing_story::config::ATTRIBUTES;

/// Longer files are two files.
const LONGEST: usize = 400;

/// Modules that know the browser: the shell, and, for Yew applications, what the component asks of the element.
const SHELL: [&str; 3] = ["src/shell.rs", "src/shell/", "src/component/element.rs"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Files under a folder with one of these endings, as paths from the root.
fn files(folder: &str, endings: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder of the repository") {
            let path: PathBuf = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if endings.iter().any(|ending| path.extension().is_some_and(|e| e == *ending)) {
                let path = path.strip_prefix(root()).expect("inside the repository");
                found.push(path.to_string_lossy().into_owned());
            }
        }
    }
    found.sort();
    found
}

fn sources() -> impl Iterator<Item = (String, String)> {
    files("src", &["rs"]).into_iter().map(|path| {
        let text = read(&path);
        (path, text)
    })
}

#[track_caller]
fn nowhere(words: &[&str], what: &str, is_meant: impl Fn(&str) -> bool) {
    for (path, text) in sources().filter(|(path, _)| is_meant(path)) {
        for (number, line) in text.lines().enumerate() {
            let code = line.split("//").next().unwrap_or_default();
            for word in words {
                assert!(!code.contains(word), "{path}:{}: {word} ({what})", number + 1);
            }
        }
    }
}

#[test]
fn no_file_is_too_long_to_read() {
    let written = [
        ("src", "rs"),
        ("xtask", "rs"),
        ("tests", "rs"),
        ("fuzz/src", "rs"),
        ("fuzz/fuzz_targets", "rs"),
        ("www", "js"),
        ("www", "css"),
        ("integrations", "php"),
        ("integrations", "js"),
    ];
    for (folder, ending) in written {
        for path in files(folder, &[ending]) {
            let lines = read(&path).lines().count();
            assert!(lines <= LONGEST, "{path} has {lines} lines: make it two files");
        }
    }
}

#[test]
fn no_module_is_called_after_nothing() {
    for folder in ["src", "xtask/src"] {
        for path in files(folder, &["rs"]) {
            let name = Path::new(&path).file_stem().unwrap_or_default().to_string_lossy();
            let vague = ["util", "utils", "helper", "helpers", "common", "manager", "misc"];
            assert!(!vague.contains(&&*name), "{path} says nothing about what is in it");
        }
    }
}

#[test]
fn core_and_view_know_no_browser() {
    let browser = ["web_sys", "js_sys", "wasm_bindgen", "gloo_", "talc::"];
    nowhere(&browser, "only the shell knows the browser", |path| {
        !SHELL.iter().any(|shell| path.starts_with(shell))
    });
}

#[test]
fn the_core_asks_no_clock_and_no_chance() {
    let asking = ["Instant::now", "SystemTime", "Date::now", "random"];
    nowhere(&asking, "time and seed are handed in", |path| !path.starts_with("src/shell"));
}

#[test]
fn nothing_is_forgotten_and_no_markup_is_trusted() {
    let never =
        [".forget()", "mem::forget", "innerHTML", "inner_html", "VRaw", "from_html_unchecked"];
    nowhere(&never, "what must stop is dropped; feed markup reaches the page as content", |_| true);
}

#[test]
fn views_have_no_listeners_and_no_inline_styles() {
    let never = ["style=", "onclick", "ontoggle", "oninput", "onchange", "onkeydown", "Callback"];
    nowhere(&never, "two listeners of the shell do", |path| path.starts_with("src/view"));
    // The release has no code for them (xtask/src/dist/snip.rs).
    let snipped = [
        "create_portal",
        "Suspense",
        "Suspension",
        "AttrValue::from_html",
        "add_attribute",
        "IndexMap",
    ];
    nowhere(&snipped, "their code is taken out of the release", |_| true);
}

#[test]
fn the_timeline_formats_nothing() {
    // The release takes out what formats (xtask/src/dist/snip.rs): numbers are written by `digits`, texts by `concat`.
    let words = ["format!(", "write!(", ".to_string()", "println!("];
    nowhere(&[":?}"], "the release can show nothing of that kind", |path| {
        !path.ends_with("native.rs")
    });
    nowhere(&words, "the release of the timeline cannot format", |path| {
        !path.starts_with("src/formats")
            && !path.ends_with("native.rs")
            && path != "src/shell/formats.rs"
            && !path.starts_with("src/prerender")
            // An application has a wasm of its own.
            && !path.starts_with("src/component")
    });
}

#[test]
fn the_element_the_core_and_the_readme_have_the_same_attributes() {
    let core = ATTRIBUTES.to_vec();
    let element = read("www/pure.js");
    assert_eq!(quoted(&element, "const ATTRIBUTES = ["), core, "www/pure.js");
    let readme = read("README.md");
    let table = readme.split("## Attributes").nth(1).expect("README.md has the table");
    let table = table.split("\n## ").next().unwrap_or_default();
    let rows = table.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next());
    assert_eq!(rows.collect::<Vec<_>>(), core, "README.md");
    let trouble = read("www/trouble.js");
    let table = trouble.split("const EXPECTED = {").nth(1).expect("www/trouble.js has the table");
    let table = table.split("\n};").next().unwrap_or_default();
    let rows = table.lines().filter_map(|line| line.trim().strip_prefix('\'')?.split('\'').next());
    assert_eq!(rows.collect::<Vec<_>>(), core, "www/trouble.js");
}

#[test]
fn every_language_of_the_loader_has_its_file_and_none_is_left_over() {
    let element = read("www/language.js");
    let named = element.split("const LANGUAGES = '").nth(1).and_then(|it| it.split('\'').next());
    let named: BTreeSet<String> = named.expect("the list").split(' ').map(str::to_owned).collect();
    let stem =
        |path: &String| Path::new(path).file_stem().map(|name| name.to_string_lossy().into_owned());
    let files: BTreeSet<String> = files("www/labels", &["json"]).iter().filter_map(stem).collect();
    assert_eq!(named, files);
}

/// One that is forgotten would be part of every script that asks for it.
#[test]
fn every_script_that_is_loaded_later_stays_a_file_of_its_own() {
    let mut asked = BTreeSet::new();
    for script in files("www", &["js"]) {
        for import in read(&script).split("import('./").skip(1) {
            let name = import.split(['?', '\'']).next().unwrap_or_default();
            asked.insert(name.to_owned());
        }
    }
    let release = read("xtask/src/dist/minify.rs");
    let list = release.split("const LATER").nth(1).and_then(|it| it.split("];").next());
    let named = list.expect("the list").split('"').skip(1).step_by(2);
    assert_eq!(asked, named.map(str::to_owned).collect());
}

#[test]
fn every_dependency_says_why() {
    let manifests = ["Cargo.toml", "xtask/Cargo.toml", "tests/e2e/Cargo.toml", "fuzz/Cargo.toml"];
    for manifest in manifests {
        let text = read(manifest);
        let mut in_dependencies = false;
        let mut before = "";
        for line in text.lines() {
            let named = line.starts_with(|c: char| c.is_ascii_alphabetic()) && line.contains('=');
            if line.starts_with('[') {
                in_dependencies = line.contains("dependencies");
            } else if in_dependencies && named && !line.starts_with("features") {
                assert!(before.starts_with('#'), "{manifest}: `{line}` does not say why");
            }
            before = line;
        }
    }
}

#[test]
fn the_browser_glue_is_pinned_to_one_version() {
    let manifest = read("Cargo.toml");
    assert!(manifest.contains("wasm-bindgen = \"="), "the CLI reads only its own version");
}

/// The texts in single quotes between an opening and the next `]`.
fn quoted<'a>(text: &'a str, opening: &str) -> Vec<&'a str> {
    let list = text.split(opening).nth(1).expect("the list is there");
    let list = list.split(']').next().unwrap_or_default();
    list.split('\'').skip(1).step_by(2).collect()
}
