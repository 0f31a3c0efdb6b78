//! The package for npm, in `dist/npm`: the same files as partners load, with types and a manifest for editors that are
//! made of README.md's tables.

mod amp;
mod bundled;
mod check;
mod examples;
mod installed;
mod manifest;
mod types;

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use serde_json::{Value, json};

pub use check::check;
pub use examples::examples;

use crate::{api::Api, dist::VERSION, workspace};

/// The name of the package, and of the tag.
pub const NAME: &str = "developing-story";

/// The class of the element.
const CLASS: &str = "DevelopingStory";

/// The folder in a release.
pub const FOLDER: &str = "npm";

/// The element for a framework's templates: types alone.
const FRAMEWORKS: [(&str, &str); 3] =
    [("react", types::REACT), ("preact", types::PREACT), ("vue", types::VUE)];

/// What a module for types does when it runs.
const NOTHING: &str = "export {};\n";

/// Where there is no browser there is no element, and nothing breaks either.
const ON_SERVERS: &str = "\
// Where there is no browser, there is no element: the tag is written as it is, and what stands inside shows.
export const DevelopingStory = undefined;
export const define = () => {};
";

/// Writes the package of the `library` of a release.
pub fn pack(dist: &Path, library: &[PathBuf]) -> Result<()> {
    let package = dist.join(FOLDER);
    for file in library {
        let to = package.join(file);
        fs::create_dir_all(to.parent().unwrap_or(&to))?;
        fs::copy(dist.join(file), to)?;
    }
    bundled::for_bundlers(&package)?;
    let api = Api::read()?;
    let write = |name: &str, text: &str| {
        fs::write(package.join(name), text).with_context(|| format!("cannot write {name}"))
    };
    // One element, whichever of the two is imported.
    fs::copy(
        workspace::root().join("www/developing-story.js"),
        package.join("developing-story.js"),
    )?;
    write("server.js", ON_SERVERS)?;
    write("types.js", NOTHING)?;
    write("developing-story.d.ts", &types::element(&api))?;
    for (framework, text) in FRAMEWORKS {
        write(&format!("{framework}.d.ts"), text)?;
    }
    write("custom-elements.json", &pretty(&manifest::manifest(&api)))?;
    write("package.json", &pretty(&description()))?;
    for name in ["README.md", "LICENSE-MIT", "LICENSE-APACHE"] {
        fs::copy(workspace::root().join(name), package.join(name))?;
    }
    Ok(())
}

fn pretty(value: &Value) -> String {
    format!("{value:#}\n")
}

fn description() -> Value {
    let types = "./developing-story.d.ts";
    let element =
        |module: &str| json!({ "types": types, "node": "./server.js", "default": module });
    let mut exports = json!({
        ".": element("./developing-story.js"),
        "./pure": element("./pure.js"),
    });
    for (framework, _) in FRAMEWORKS {
        exports[format!("./{framework}")] =
            json!({ "types": format!("./{framework}.d.ts"), "default": "./types.js" });
    }
    exports["./custom-elements.json"] = "./custom-elements.json".into();
    exports["./package.json"] = "./package.json".into();
    json!({
        "name": NAME,
        "version": VERSION,
        "description": "The live timeline of a breaking story, on any news page, in one tag",
        "keywords": ["live blog", "news", "timeline", "web component", "custom element", "webassembly"],
        "license": "MIT OR Apache-2.0",
        "type": "module",
        "exports": exports,
        "types": types,
        "unpkg": "./developing-story.js",
        "jsdelivr": "./developing-story.js",
        "sideEffects": ["./developing-story.js"],
        "customElements": "custom-elements.json",
    })
}
