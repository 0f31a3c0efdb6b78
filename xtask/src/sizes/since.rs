//! What has changed since the last release: its own docs/size.md says what it weighed.

use std::fmt::Write as _;

use super::Row;
use crate::workspace;

/// Where each release keeps its table.
const KEPT: &str = "docs/size.md";

/// A Markdown table of what each file weighs more or less than at the last tag, or a line on why there is none.
pub(super) fn since(rows: &[Row]) -> String {
    let git = |args: &[&str]| workspace::answer(workspace::program("git".as_ref()).args(args));
    let Some(tag) = git(&["describe", "--tags", "--abbrev=0"]) else {
        return "No release has been tagged yet, so there is no change to tell.".into();
    };
    match git(&["show", &format!("{tag}:{KEPT}")]) {
        Some(text) => changes(&tag, &text, rows),
        None => format!("{tag} has no {KEPT}, so there is no change to tell."),
    }
}

/// The same, from what that file said.
fn changes(tag: &str, text: &str, rows: &[Row]) -> String {
    let mut table = format!("| file | brotli | since {tag} |\n| --- | ---: | ---: |\n");
    for Row { file, bytes, .. } in rows {
        let now = bytes.brotli;
        let change = before(text, file).map_or("new".into(), |before| {
            let change = now as i64 - before as i64;
            if change == 0 { "0".into() } else { format!("{change:+}") }
        });
        // Writing to a String cannot fail.
        let _ = writeln!(table, "| {file} | {now} | {change} |");
    }
    table
}

/// What a file weighed: the fourth column of the first row that begins with its name.
fn before(text: &str, file: &str) -> Option<usize> {
    let rows = text.lines().map(|line| line.split('|').map(str::trim).skip(1));
    let mut row = rows.into_iter().find(|row| row.clone().next() == Some(file))?;
    row.nth(3)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sizes::Bytes;

    #[test]
    fn each_file_is_compared_with_what_it_was() {
        let kept = "# Size\n\n| file | raw | gzip | brotli | budget |\n| --- | ---: |\n\
                    | a.js | 9 | 8 | 7 | 10 |\n| b.js | 9 | 8 | 5 | 10 |\n";
        let row = |file: &str, brotli| Row {
            file: file.into(),
            bytes: Bytes { raw: 0, gzip: 0, brotli },
            budget: 10,
        };
        let told = changes("v0.1.0", kept, &[row("a.js", 4), row("b.js", 5), row("c.js", 3)]);
        let lines: Vec<&str> = told.lines().skip(2).collect();
        assert_eq!(lines, ["| a.js | 4 | -3 |", "| b.js | 5 | 0 |", "| c.js | 3 | new |"]);
    }
}
