//! The AMP page of `examples/`, held to AMP's own validator.

use std::{fs, path::Path};

use anyhow::{Context, Result};

use super::installed::Installed;
use crate::workspace;

/// The last Next that brings the validator's rules: its npm package has them fetched from AMP's server.
const BROUGHT_BY: (&str, &str) = ("next", "15.5.29");

/// Where they are in it.
const RULES: &str = "package/dist/compiled/amphtml-validator/validator_wasm.js";

/// Says what the validator has against a page.
const VALIDATE: &str = "\
import validator from 'amphtml-validator';
import { readFileSync } from 'node:fs';

const [page, rules] = process.argv.slice(-2);
const { errors, status } = (await validator.getInstance(rules)).validateString(readFileSync(page, 'utf8'));
for (const { line, message } of errors) console.error(`${page}:${line}: ${message}`);
process.exit(status === 'PASS' ? 0 : 1);
";

/// Fails if a page is no AMP page.
pub(super) fn validate(place: &Installed, page: &Path) -> Result<()> {
    let rules = place.path().join(RULES);
    if !rules.is_file() {
        let (name, version) = BROUGHT_BY;
        workspace::run(place.npm().args(["pack", "--silent", &format!("{name}@{version}")]))?;
        let packed = place.path().join(format!("{name}-{version}.tgz"));
        let mut unpack = workspace::program(Path::new("tar"));
        workspace::run(unpack.arg("-xzf").arg(&packed).arg(RULES).current_dir(place.path()))?;
        fs::remove_file(packed)?;
    }
    let evaluate = ["--input-type=module", "--eval", VALIDATE, "--"];
    workspace::run(place.node().args(evaluate).arg(page).arg(rules))
        .with_context(|| format!("{} is no AMP page", page.display()))
}
