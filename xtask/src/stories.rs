//! The demonstration's stories: the scripts in `xtask/stories/`, and their final state as files in `www/feeds/`.

use std::{fs, path::PathBuf};

use anyhow::{Context, Result, ensure};

use crate::{
    replay::{edition::Publication, story::Story},
    workspace,
};

/// All scripts, under their names (`hanoi.da`), in the order of these.
pub fn read() -> Result<Vec<(String, Story)>> {
    let directory = workspace::root().join("xtask/stories");
    let mut stories = Vec::new();
    let entries = fs::read_dir(&directory);
    for entry in entries.with_context(|| format!("cannot read {}", directory.display()))? {
        let file = entry?.path();
        if file.extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        let name = file.file_stem().unwrap_or_default();
        let name = name.to_string_lossy().into_owned();
        let told = fs::read_to_string(&file).map_err(Into::into);
        let story = told.and_then(|text| Story::read(&text));
        let story = story.with_context(|| file.display().to_string())?;
        stories.push((name, story));
    }
    ensure!(!stories.is_empty(), "no story in {}", directory.display());
    stories.sort_by(|(one, _), (other, _)| one.cmp(other));
    Ok(stories)
}

/// The static feed of a story: everything on one page, as it is at the end.
pub fn feed(story: &Story) -> String {
    let edition = story.at(story.end(), &Publication::Whole);
    format!("{:#}\n", edition.live.json)
}

/// Where the static feed of a name is.
pub fn path(name: &str) -> PathBuf {
    workspace::root().join("www/feeds").join(format!("{name}.json"))
}

/// Writes all static feeds.
pub fn write() -> Result<()> {
    for (name, story) in read()? {
        let path = path(&name);
        if let Some(directory) = path.parent() {
            fs::create_dir_all(directory)?;
        }
        let written = fs::write(&path, feed(&story));
        written.with_context(|| format!("cannot write {}", path.display()))?;
        println!("{}", path.display());
    }
    Ok(())
}
