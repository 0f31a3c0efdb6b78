//! WordPress as npm has it: packed for the Playground, with what keeps its database in a file.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, ensure};

use super::npm_root;
use crate::workspace;

const PACKAGE: &str = "@wp-playground/wordpress-builds";

/// The version of the package that has the [`VERSIONS`].
const PACKED: &str = "0.9.19";

/// Versions of WordPress before and since it knows script modules.
pub const VERSIONS: [&str; 2] = ["6.2", "6.5"];

/// What keeps the database in a file, beside the versions.
pub const SQLITE: &str = "sqlite-database-integration-main";

/// The folder that has a folder for each of the [`VERSIONS`], and [`SQLITE`].
pub fn wordpress(php: &Path) -> Result<PathBuf> {
    let root = npm_root("wordpress-builds", PACKED)?;
    if !root.is_dir() {
        println!("Installing {PACKAGE} {PACKED} into {} (once; 160 MB)", root.display());
        // Of this process alone: tests that run beside each other may all be the first.
        let partial = root.with_extension(format!("partial-{}", std::process::id()));
        // What was broken off.
        let _ = fs::remove_dir_all(&partial);
        fs::create_dir_all(&partial)?;
        unpack(php, &partial).with_context(|| format!("cannot install {PACKAGE} {PACKED}"))?;
        fs::rename(partial, &root)?;
    }
    Ok(root)
}

/// Of each version, npm's package has the code as an archive, and what browsers load as files.
fn unpack(php: &Path, root: &Path) -> Result<()> {
    let mut pack = workspace::program(Path::new("npm"));
    // Not installed: that would write 12,000 files, of which we need a third.
    pack.args(["pack", "--silent", "--pack-destination"]).arg(root);
    let named = workspace::answer(pack.arg(format!("{PACKAGE}@{PACKED}")));
    let packed = root.join(named.context("npm does not pack it")?);
    let tar = |into: &Path, strip: u8, member: &str| {
        fs::create_dir_all(into)?;
        let mut tar = workspace::program(Path::new("tar"));
        tar.arg("-xzf").arg(&packed).arg("-C").arg(into);
        workspace::run(tar.arg(format!("--strip-components={strip}")).arg(member))
    };
    let archives = root.join("archives");
    tar(&archives, 2, "package/src")?;
    let unzip = |archive: &str, into: &Path| {
        let script = "(new PharData($argv[1]))->extractTo($argv[2], null, true);";
        let mut unzip = workspace::program(php);
        workspace::run(unzip.args(["-r", script, "--"]).arg(archives.join(archive)).arg(into))
    };
    for version in VERSIONS {
        let folder = root.join(version);
        tar(&folder, 3, &format!("package/public/wp-{version}"))?;
        unzip(&format!("wordpress/wp-{version}.zip"), &folder)?;
        // It comes installed, which is a part of what is tested.
        fs::remove_dir_all(folder.join("wp-content/database"))?;
        ensure!(folder.join("wp-load.php").is_file(), "there is no WordPress {version} in it");
    }
    unzip("sqlite-database-integration/sqlite-database-integration.zip", root)?;
    fs::remove_dir_all(&archives)?;
    Ok(fs::remove_file(packed)?)
}
