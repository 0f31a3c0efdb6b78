//! What bundlers have to be told by the scripts of the package: they follow an address that is written out, and do with a
//! file what its name says.

use std::{collections::BTreeSet, fs, path::Path};

use anyhow::{Context, Result, ensure};

/// The timeline's styles in the release, and in the package: most pages' bundlers take whatever ends in `.css` for styles of
/// the page, put them into it, and leave nothing where the timeline looks for its own.
const STYLES: (&str, &str) = ("developing-story.css", "developing-story.css.txt");

/// How the release says where the texts of a language are, up to the name of the language.
const TEXTS: [&str; 2] = ["new URL(`./labels/${", "new URL(`./labels/more/${"];

/// And from there on.
const END: &str = "}.json`,import.meta.url)";

/// Makes the package's scripts of the release's, in place.
pub(super) fn for_bundlers(package: &Path) -> Result<()> {
    let script = package.join("pure.js");
    let languages = languages(&package.join("labels"))?;
    let text = written_out(&fs::read_to_string(&script)?, &languages)?;
    let (css, txt) = STYLES;
    ensure!(text.matches(css).count() == 1, "pure.js asks for styles otherwise");
    fs::write(&script, text.replace(css, txt))?;
    Ok(fs::rename(package.join(css), package.join(txt))?)
}

/// Every language's address by itself: older webpacks, and the one in Next, follow no other.
fn written_out(script: &str, languages: &BTreeSet<String>) -> Result<String> {
    let mut script = script.to_owned();
    for start in TEXTS {
        let (before, rest) =
            script.split_once(start).context("pure.js asks for texts otherwise")?;
        let (language, after) = rest.split_once(END).context("pure.js names texts otherwise")?;
        ensure!(!after.contains(start), "pure.js asks for texts twice");
        let folder = start.trim_start_matches("new URL(`").trim_end_matches("${");
        // Texts are small, and Vite would write them all into the script that every reader loads, rather than leave each
        // where its readers find it; `no-inline` is how that is said.
        let each = languages.iter().map(|it| {
            format!("\"{it}\":()=>new URL(\"{folder}{it}.json?no-inline\",import.meta.url)")
        });
        let each: Vec<_> = each.collect();
        script = format!("{before}({{{}}})[{language}](){after}", each.join(","));
    }
    Ok(script)
}

/// The languages that there are texts for.
fn languages(labels: &Path) -> Result<BTreeSet<String>> {
    let mut languages = BTreeSet::new();
    for entry in fs::read_dir(labels).with_context(|| format!("{}", labels.display()))? {
        let path = entry?.path();
        if path.extension().is_some_and(|it| it == "json") {
            languages.extend(path.file_stem().map(|it| it.to_string_lossy().into_owned()));
        }
    }
    Ok(languages)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(script: &str, expect: Option<&str>) {
        let languages = ["da", "zh-Hans"].map(str::to_owned).into();
        assert_eq!(written_out(script, &languages).ok().as_deref(), expect);
    }

    #[test]
    fn every_language_has_its_address() {
        check(
            "a(new URL(`./labels/${e}.json`,import.meta.url)),b(new URL(`./labels/more/${e}.json`,import.meta.url))",
            Some(concat!(
                r#"a(({"da":()=>new URL("./labels/da.json?no-inline",import.meta.url),"#,
                r#""zh-Hans":()=>new URL("./labels/zh-Hans.json?no-inline",import.meta.url)})[e]()),"#,
                r#"b(({"da":()=>new URL("./labels/more/da.json?no-inline",import.meta.url),"#,
                r#""zh-Hans":()=>new URL("./labels/more/zh-Hans.json?no-inline",import.meta.url)})[e]())"#,
            )),
        );
    }

    #[test]
    fn a_script_that_asks_otherwise_is_not_packed() {
        check("a(new URL(`./labels/${e}.json`,import.meta.url))", None);
        check(
            "a(new URL(`./labels/${e}.json`,here)),b(new URL(`./labels/more/${e}.json`,here))",
            None,
        );
        check("a(\"labels/da.json\")", None);
    }
}
