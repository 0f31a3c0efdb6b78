//! `cargo xtask wordpress`: the plugin in WordPress itself, before and since that knows script modules.

mod site;

use std::sync::Mutex;

use anyhow::{Context, Result, ensure};

pub use crate::tools::WORDPRESS_VERSIONS as VERSIONS;
pub use site::Site;

use crate::{api::Api, tools};

/// Where the plugin is.
pub const PLUGIN: &str = "integrations/wordpress/developing-story";

/// Installs each WordPress with the plugin, and holds it to the sentences of tests/wordpress. Says so and does nothing
/// where there is no PHP.
pub fn check() -> Result<()> {
    let attributes: Vec<String> = Api::read()?.attributes.into_iter().map(|it| it.name).collect();
    let attributes = serde_json::to_string(&attributes)?;
    for version in VERSIONS {
        let Some(site) = site(version)? else {
            println!("Not tested in WordPress: PHP with its SQLite is not on this machine");
            return Ok(());
        };
        let said = site.run("run.php", &[&attributes])?;
        println!("{said}");
        site.run("constants.php", &[])?;
        let complaints = site.complaints();
        ensure!(complaints.is_empty(), "WordPress {version} complains:\n{complaints}");
    }
    Ok(())
}

/// A WordPress of a version with the plugin; none where there is no PHP.
pub fn site(version: &str) -> Result<Option<Site>> {
    static INSTALLING: Mutex<()> = Mutex::new(());
    let (php, versions) = {
        // Tests that run beside each other install PHP and WordPress once.
        let _one = INSTALLING.lock();
        let Some(php) = tools::php()? else { return Ok(None) };
        let versions = tools::wordpress(&php)?;
        (php, versions)
    };
    let site = Site::install(php, &versions, version);
    site.with_context(|| format!("cannot install WordPress {version}")).map(Some)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use serde_json::Value;

    use super::PLUGIN;
    use crate::{api::Api, dist::VERSION, workspace::root};

    fn read(file: &str) -> String {
        fs::read_to_string(root().join(PLUGIN).join(file)).expect("a file of the plugin")
    }

    #[test]
    fn the_plugin_has_the_version_of_the_release_wherever_it_says_one() {
        for (file, line) in [
            ("developing-story.php", format!(" * Version:           {VERSION}\n")),
            ("readme.txt", format!("\nStable tag: {VERSION}\n")),
            ("block/block.json", format!("\t\"version\": \"{VERSION}\",\n")),
            ("block/editor.asset.php", format!("'version'      => '{VERSION}',")),
        ] {
            assert!(read(file).contains(&line), "{file} lacks {line:?}");
        }
    }

    #[test]
    fn plugin_and_directory_are_told_the_same_requirements() {
        let (plugin, readme) = (read("developing-story.php"), read("readme.txt"));
        let value = |text: &str, name: &str| {
            let line = text.lines().find_map(|line| {
                line.trim_start_matches(" * ").strip_prefix(name)?.strip_prefix(':')
            });
            line.map(|it| it.trim().to_owned()).unwrap_or_else(|| panic!("{name} is missing"))
        };
        for name in ["Requires at least", "Requires PHP", "License", "License URI"] {
            assert_eq!(value(&plugin, name), value(&readme, name), "{name}");
        }
    }

    /// Where there is no PHP, this is what notices an attribute that was forgotten.
    #[test]
    fn the_block_takes_what_the_tag_takes() {
        let block: Value = serde_json::from_str(&read("block/block.json")).expect("it is JSON");
        let mut known: Vec<String> =
            Api::read().expect("the tables").attributes.iter().map(|it| it.property()).collect();
        known.extend(["link", "text"].map(str::to_owned));
        known.sort();
        let names = block["attributes"].as_object().expect("attributes").keys();
        let mut names: Vec<String> = names.cloned().collect();
        names.sort();
        assert_eq!(names, known);
        let editor = read("block/editor.js");
        for name in names.iter().filter(|name| *name != "src") {
            assert!(editor.contains(&format!("[ '{name}', __(")), "the editor lacks {name}");
        }
    }

    #[test]
    fn the_editor_names_the_scripts_that_it_uses() {
        let (editor, named) = (read("block/editor.js"), read("block/editor.asset.php"));
        // `wp.blockEditor` is the script `wp-block-editor`.
        let word = |rest: &str| {
            let end = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
            rest[..end].replace('E', "-e")
        };
        let mut used: Vec<String> = editor.split(" wp.").skip(1).map(word).collect();
        used.extend(editor.split("\twp.").skip(1).map(word));
        used.sort();
        used.dedup();
        let named: Vec<&str> =
            named.split('\'').skip(1).step_by(2).filter_map(|it| it.strip_prefix("wp-")).collect();
        assert_eq!(used, named);
    }
}
