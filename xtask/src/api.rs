//! What of the element is public, as README.md has it: its tables are the only place, and types and manifests are made of
//! them (`xtask/src/npm`).

use std::fs;

use anyhow::{Context, Result, ensure};

use crate::workspace;

/// Everything that a page can rely on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Api {
    /// Attributes of the tag.
    pub attributes: Vec<Attribute>,
    /// Methods.
    pub methods: Vec<Method>,
    /// Properties that are no attributes: name, type in TypeScript, meaning.
    pub properties: Vec<[String; 3]>,
    /// Events: name, type of `detail` in TypeScript, when.
    pub events: Vec<[String; 3]>,
    /// Custom properties for CSS: name, default.
    pub custom_properties: Vec<[String; 2]>,
    /// Names for `::part()`.
    pub parts: Vec<String>,
    /// Named slots, and where they are.
    pub slots: Vec<[String; 2]>,
    /// Names for `:state()`.
    pub states: Vec<String>,
}

/// One attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribute {
    /// Its name.
    pub name: String,
    /// What it takes, in TypeScript.
    pub takes: String,
    /// What it takes, in words, the default first.
    pub values: String,
    /// What it means.
    pub meaning: String,
}

/// One method.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Method {
    /// Its name.
    pub name: String,
    /// Its parameters, as TypeScript has them.
    pub parameters: String,
    /// What it returns, in TypeScript.
    pub result: String,
    /// What it does.
    pub meaning: String,
}

impl Attribute {
    /// The name of its property.
    pub fn property(&self) -> String {
        let mut words = self.name.split('-');
        let mut name = words.next().unwrap_or_default().to_owned();
        for word in words {
            let (first, rest) = word.split_at(1.min(word.len()));
            name.push_str(&first.to_uppercase());
            name.push_str(rest);
        }
        name
    }
}

impl Api {
    /// What README.md says.
    pub fn read() -> Result<Self> {
        let path = workspace::root().join("README.md");
        Self::of(&fs::read_to_string(path).context("cannot read README.md")?)
    }

    /// What a text like README.md says.
    pub fn of(readme: &str) -> Result<Self> {
        let attribute = |[name, values, meaning]: [String; 3]| Attribute {
            name: code(&name),
            takes: takes(&values),
            values: plain(&values),
            meaning: plain(&meaning),
        };
        let method = |[signature, meaning]: [String; 2]| {
            let signature = code(&signature);
            let (name, rest) = signature.split_once('(').context(signature.clone())?;
            let (parameters, result) = rest.rsplit_once("): ").context(signature.clone())?;
            Ok(Method {
                name: name.to_owned(),
                parameters: parameters.to_owned(),
                result: result.to_owned(),
                meaning: plain(&meaning),
            })
        };
        let property = |[named, meaning]: [String; 2]| {
            let named = code(&named);
            let (name, of) = named.split_once(": ").context(named.clone())?;
            Ok([name.to_owned(), of.to_owned(), plain(&meaning)])
        };
        let words = |from: &str, to: &str| {
            let after =
                readme.split_once(from).with_context(|| format!("README.md lacks {from:?}"))?;
            let (list, _) =
                after.1.split_once(to).with_context(|| format!("README.md lacks {to:?}"))?;
            Ok::<_, anyhow::Error>(list.split('`').skip(1).step_by(2).map(str::to_owned).collect())
        };
        let states: Vec<String> = words("custom states ", "\n\n")?;
        let state = |it: &String| it.strip_prefix(":state(")?.strip_suffix(')').map(str::to_owned);
        Ok(Self {
            attributes: table(readme, "attribute")?.into_iter().map(attribute).collect(),
            methods: table(readme, "method")?.into_iter().map(method).collect::<Result<_>>()?,
            properties: table(readme, "property")?
                .into_iter()
                .map(property)
                .collect::<Result<_>>()?,
            events: table(readme, "event")?
                .into_iter()
                .map(|[name, detail, when]| [code(&name), code(&detail), plain(&when)])
                .collect(),
            custom_properties: table(readme, "custom property")?
                .into_iter()
                .map(|[name, default]| [code(&name), plain(&default)])
                .collect(),
            parts: words("Parts for `::part()`: ", ". Every entry")?,
            slots: table(readme, "slot")?
                .into_iter()
                .map(|[name, place]| [code(&name), plain(&place)])
                .collect(),
            states: states.iter().filter_map(state).collect(),
        })
    }
}

/// The rows of the table whose first heading this is.
fn table<const COLUMNS: usize>(readme: &str, heading: &str) -> Result<Vec<[String; COLUMNS]>> {
    let opening = format!("\n| {heading} |");
    let (_, from) = readme
        .split_once(&opening)
        .with_context(|| format!("README.md has no table of every {heading}"))?;
    let rows = from.lines().skip(2).take_while(|line| line.starts_with('|'));
    let rows = rows.map(|row| {
        let cells: Vec<String> = cells(row);
        let count = cells.len();
        cells.try_into().map_err(|_| {
            anyhow::anyhow!("README.md, {heading}: {count} cells instead of {COLUMNS} in {row}")
        })
    });
    let rows: Vec<_> = rows.collect::<Result<_>>()?;
    ensure!(!rows.is_empty(), "README.md has no row below {heading}");
    Ok(rows)
}

/// The cells of a row. Within one, a bar is written with a backslash before it.
fn cells(row: &str) -> Vec<String> {
    let row = row.trim().trim_start_matches('|').replace("\\|", "\u{0}");
    let row = row.strip_suffix('|').unwrap_or(&row);
    row.split('|').map(|cell| cell.trim().replace('\u{0}', "|")).collect()
}

/// The first thing in a cell that is code.
fn code(cell: &str) -> String {
    cell.split('`').nth(1).unwrap_or(cell).to_owned()
}

/// A cell without its marks.
fn plain(cell: &str) -> String {
    cell.replace('`', "")
}

/// What an attribute takes, from how people read it: `a` | `b`, 20 (1 to 10,000), none, or anything.
fn takes(values: &str) -> String {
    if values == "none" {
        return "boolean | string".into();
    }
    if values.contains(" to ") && values.ends_with(')') {
        return "number | string".into();
    }
    let choices: Vec<&str> = values.split(" | ").collect();
    let choice = |it: &&str| Some(it.strip_prefix('`')?.strip_suffix('`')?.to_owned());
    let known: Vec<String> = choices.iter().filter_map(choice).collect();
    if known.is_empty() {
        return "string".into();
    }
    let mut takes: Vec<String> = known.iter().map(|it| format!("'{it}'")).collect();
    if known.len() < choices.len() {
        // Any text, and editors still offer the others.
        takes.push("(string & {})".into());
    }
    takes.join(" | ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_is_what_people_read() {
        for (values, takes) in [
            ("URL", "string"),
            ("`newest` | `oldest`", "'newest' | 'oldest'"),
            ("20 (1 to 10,000)", "number | string"),
            ("the feed's own, else 15 (5 to 3,600)", "number | string"),
            ("`reader` | `scene` | IANA name", "'reader' | 'scene' | (string & {})"),
            ("none", "boolean | string"),
            ("tags, separated by commas", "string"),
            ("names, separated by commas (`A, B`, or a host name)", "string"),
        ] {
            assert_eq!(super::takes(values), takes, "{values}");
        }
    }

    #[test]
    fn a_row_that_lacks_a_cell_is_named() {
        let readme =
            "\n| event | `detail` | when |\n| --- | --- | --- |\n| `story-ready` | now |\n";
        let error = table::<3>(readme, "event").expect_err("a cell is missing").to_string();
        assert!(error.contains("2 cells instead of 3") && error.contains("story-ready"), "{error}");
    }

    #[test]
    fn readme_has_all_of_it() {
        let api = Api::read().expect("README.md has its tables");
        let names: Vec<&str> = api.attributes.iter().map(|it| &*it.name).collect();
        assert_eq!(names, developing_story::config::ATTRIBUTES);
        assert_eq!(api.parts.len(), 20, "{:?}", api.parts);
        assert_eq!(api.states, ["ready", "live", "stale", "ended", "failed"]);
        let go_to = api.methods.iter().find(|it| it.name == "goTo").expect("it is there");
        assert_eq!((&*go_to.parameters, &*go_to.result), ("id: string", "Promise<boolean>"));
        assert_eq!(api.slots[2][0], "after-1");
    }
}
