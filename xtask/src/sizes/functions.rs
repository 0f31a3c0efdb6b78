//! Which crate and which function takes how much of the timeline's wasm, before it is compressed: compressed, parts of a
//! file have no sizes of their own.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, HashMap},
    fmt::Write as _,
    ops::Range,
};

use anyhow::{Context, Result};
use wasmparser::{KnownCustom, Name, Parser, Payload, TypeRef};

/// How many functions a table names.
const NAMED: usize = 40;

/// A function, by what the compiler calls it, and the bytes of its body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Function {
    /// Path and generic arguments, without the compiler's digest.
    pub name: String,
    /// Bytes, uncompressed.
    pub bytes: usize,
}

/// What stands in a wasm.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contents {
    /// All functions, the largest first.
    pub functions: Vec<Function>,
    /// Bytes of what is in memory from the beginning.
    pub data: usize,
    /// Bytes of the file.
    pub whole: usize,
}

/// Reads a wasm that has still got the names of its functions.
pub fn contents(wasm: &[u8]) -> Result<Contents> {
    let (mut imported, mut bodies, mut names) = (0, Vec::new(), HashMap::new());
    let mut contents = Contents { whole: wasm.len(), ..Contents::default() };
    for payload in Parser::new(0).parse_all(wasm) {
        match payload.context("the wasm cannot be read")? {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                }
            }
            Payload::CodeSectionEntry(body) => bodies.push(length(&body.range())?),
            Payload::DataSection(section) => contents.data = length(&section.range())?,
            Payload::CustomSection(section) => {
                if let KnownCustom::Name(sections) = section.as_known() {
                    for section in sections {
                        let Name::Function(functions) = section? else { continue };
                        for name in functions {
                            let name = name?;
                            names.insert(name.index, plain(name.name));
                        }
                    }
                }
                // Readers do not load it.
                contents.whole -= length(&section.range())?;
            }
            _ => {}
        }
    }
    contents.functions = (imported..)
        .zip(bodies)
        .map(|(at, bytes)| Function { name: names.remove(&at).unwrap_or_default(), bytes })
        .collect();
    contents.functions.sort_by_key(|it| (Reverse(it.bytes), it.name.clone()));
    Ok(contents)
}

fn length(range: &Range<u64>) -> Result<usize> {
    Ok(usize::try_from(range.end - range.start)?)
}

/// Without the compiler's digest, and wasm-opt's numbers for what it has split.
fn plain(name: &str) -> String {
    let digest = name.rfind("::h").filter(|at| {
        let end = &name[at + 3..];
        end.len() >= 16 && end.as_bytes()[..16].iter().all(u8::is_ascii_hexdigit)
    });
    name[..digest.unwrap_or(name.len())].to_owned()
}

/// The crate that has a function in it: for what a trait or a destructor does, the crate of the type that it is done to,
/// if that is nobody's of the standard library.
pub fn crate_of(name: &str) -> &str {
    let mut paths = name
        .split(|it: char| !(it.is_alphanumeric() || it == '_' || it == ':'))
        .filter_map(|path| path.split_once("::"))
        .map(|(root, _)| root)
        // What follows a type in angle brackets.
        .filter(|root| !root.is_empty());
    let first = paths.clone().next().unwrap_or("(the glue's own)");
    paths.find(|root| !matches!(*root, "core" | "alloc" | "std")).unwrap_or(first)
}

/// Two Markdown tables: bytes by crate, and the largest functions.
pub fn tables(contents: &Contents) -> String {
    let mut crates: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for Function { name, bytes } in &contents.functions {
        let (sum, count) = crates.entry(crate_of(name)).or_default();
        *sum += bytes;
        *count += 1;
    }
    let code: usize = contents.functions.iter().map(|it| it.bytes).sum();
    let rest = contents.whole.saturating_sub(code + contents.data);
    let mut rows: Vec<(String, usize, String)> = crates
        .into_iter()
        .map(|(name, (bytes, count))| (name.to_owned(), bytes, count.to_string()))
        .chain([("(data)".into(), contents.data, String::new())])
        .chain([("(types, tables, names)".into(), rest, String::new())])
        .collect();
    rows.sort_by_key(|(name, bytes, _)| (Reverse(*bytes), name.clone()));
    let mut table =
        String::from("| crate | raw | share | functions |\n| --- | ---: | ---: | ---: |\n");
    for (name, bytes, count) in rows {
        let share = 100.0 * bytes as f64 / contents.whole.max(1) as f64;
        // Writing to a String cannot fail.
        let _ = writeln!(table, "| {name} | {bytes} | {share:.1} % | {count} |");
    }
    table.push_str("\n| function | raw |\n| --- | ---: |\n");
    for Function { name, bytes } in contents.functions.iter().take(NAMED) {
        let _ = writeln!(table, "| `{name}` | {bytes} |");
    }
    table
}

#[cfg(test)]
pub(crate) mod tests {
    use wasm_encoder::{
        CodeSection, Function as Body, FunctionSection, Instruction, Module, NameMap, NameSection,
        TypeSection,
    };

    use super::*;

    /// A module with a function of each name, of so many instructions.
    pub(crate) fn module(functions: &[(&str, usize)]) -> Vec<u8> {
        let idle = functions.iter().map(|(name, length)| (*name, vec![Instruction::Nop; *length]));
        module_of(&idle.collect::<Vec<_>>())
    }

    /// A module with a function of each name, of these instructions.
    pub(crate) fn module_of(functions: &[(&str, Vec<Instruction<'_>>)]) -> Vec<u8> {
        let (mut types, mut declared, mut code) =
            (TypeSection::new(), FunctionSection::new(), CodeSection::new());
        types.ty().function([], []);
        let (mut names, mut section) = (NameMap::new(), NameSection::new());
        for (index, (name, instructions)) in (0..).zip(functions) {
            declared.function(0);
            let mut body = Body::new([]);
            for instruction in instructions {
                body.instruction(instruction);
            }
            body.instruction(&Instruction::End);
            code.function(&body);
            names.append(index, name);
        }
        section.functions(&names);
        let mut module = Module::new();
        module.section(&types).section(&declared).section(&code).section(&section);
        module.finish()
    }

    #[test]
    fn the_largest_function_comes_first_and_crates_have_what_is_theirs() {
        let wasm = module(&[
            ("developing_story::feed::read::h0123456789abcdef", 10),
            ("core::ptr::drop_in_place<yew::virtual_dom::VNode>::h0123456789abcdef", 30),
            ("<alloc::vec::Vec<u8> as core::clone::Clone>::clone::h0123456789abcdef", 20),
        ]);
        let contents = contents(&wasm).expect("it is a module");
        let names: Vec<&str> = contents.functions.iter().map(|it| &*it.name).collect();
        assert_eq!(
            names,
            [
                "core::ptr::drop_in_place<yew::virtual_dom::VNode>",
                "<alloc::vec::Vec<u8> as core::clone::Clone>::clone",
                "developing_story::feed::read",
            ]
        );
        let table = tables(&contents);
        assert!(table.contains("| yew | 32 |"), "{table}");
        assert!(table.contains("| alloc | 22 |"), "{table}");
        assert!(contents.whole < wasm.len(), "names are not loaded");
    }

    #[test]
    fn a_function_is_of_the_crate_whose_type_it_is_about() {
        #[track_caller]
        fn check(name: &str, expect: &str) {
            assert_eq!(crate_of(name), expect, "{name}");
        }
        check("developing_story::poll::next", "developing_story");
        check("<yew::html::Scope as core::clone::Clone>::clone", "yew");
        check("alloc::vec::Vec<developing_story::feed::Update>::push", "developing_story");
        check("core::str::trim", "core");
        check("__wbindgen_malloc", "(the glue's own)");
    }
}
