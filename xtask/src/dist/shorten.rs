//! Short names where wasm and glue meet.
//!
//! wasm-bindgen names every import and export for people and for uniqueness (`__wbg_get_5bed4c1b28f5e7f2`), twice:
//! in the wasm and in the glue. Nobody reads them in a release, and hashes do not compress: short ones save 2 KB
//! (brotli) of the wasm and as much of the glue. Custom sections (names of functions, producers) go as well.

use std::collections::HashMap;

use anyhow::{Context, Result};
use wasm_encoder::{
    ExportSection, ImportSection, Module,
    reencode::{self, Reencode},
};
use wasmparser::{CustomSectionReader, Export, ImportSectionReader, Parser};

/// The short name of what the wasm imports from.
const MODULE: &str = "w";

/// Shortens the names in both files of one build.
pub(super) fn shorten(wasm: &[u8], glue: &str, name: &str) -> Result<(Vec<u8>, String)> {
    let mut module = Module::new();
    let mut shortener = Shortener::default();
    shortener
        .parse_core_module(&mut module, Parser::new(0), wasm)
        .map_err(|error| anyhow::anyhow!("the wasm cannot be read: {error}"))?;
    let glue = shortener.rename(glue);
    let imported = format!("\"./{name}_bg.js\"");
    let imports =
        glue.contains(&imported).then(|| glue.replace(&imported, &format!("\"{MODULE}\"")));
    Ok((
        module.finish(),
        imports.context("the glue does not name the module that the wasm imports")?,
    ))
}

#[derive(Default)]
struct Shortener {
    names: HashMap<String, String>,
}

impl Shortener {
    fn short(&mut self, name: &str) -> String {
        if !["__wb", "wasm_bindgen__", "story_"].iter().any(|ours| name.starts_with(ours)) {
            return name.to_owned();
        }
        let next = self.names.len();
        self.names.entry(name.to_owned()).or_insert_with(|| nth(next)).clone()
    }

    /// Replaces whole words: the keys of the import object, and `wasm.name`.
    fn rename(&self, glue: &str) -> String {
        let is_word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '$');
        let mut renamed = String::with_capacity(glue.len());
        let mut rest = glue;
        while !rest.is_empty() {
            let end = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
            let (word, after) = rest.split_at(end);
            renamed.push_str(self.names.get(word).map_or(word, String::as_str));
            let next = after.find(is_word).unwrap_or(after.len());
            let (between, tail) = after.split_at(next);
            renamed.push_str(between);
            rest = tail;
        }
        renamed
    }
}

impl Reencode for Shortener {
    type Error = std::convert::Infallible;

    fn parse_import_section(
        &mut self,
        imports: &mut ImportSection,
        section: ImportSectionReader<'_>,
    ) -> Result<(), reencode::Error<Self::Error>> {
        for import in section.into_imports() {
            let import = import?;
            let name = self.short(import.name);
            imports.import(MODULE, &name, self.entity_type(import.ty)?);
        }
        Ok(())
    }

    fn parse_export(
        &mut self,
        exports: &mut ExportSection,
        export: Export<'_>,
    ) -> Result<(), reencode::Error<Self::Error>> {
        let name = self.short(export.name);
        exports.export(
            &name,
            self.export_kind(export.kind)?,
            self.external_index(export.kind, export.index)?,
        );
        Ok(())
    }

    fn parse_custom_section(
        &mut self,
        _: &mut Module,
        _: CustomSectionReader<'_>,
    ) -> Result<(), reencode::Error<Self::Error>> {
        Ok(())
    }
}

/// The n-th of a, b, … z, A, … Z, aa, ab, …
fn nth(mut n: usize) -> String {
    const LETTERS: &[u8; 52] = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    let mut name = Vec::new();
    loop {
        name.push(LETTERS[n % LETTERS.len()]);
        match (n / LETTERS.len()).checked_sub(1) {
            Some(rest) => n = rest,
            None => break,
        }
    }
    name.reverse();
    name.into_iter().map(char::from).collect()
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{EntityType, ExportKind, MemoryType, TypeSection};

    use super::*;

    fn module() -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let mut imports = ImportSection::new();
        let function = EntityType::Function(0);
        imports.import("./story_core_bg.js", "__wbg_get_5bed4c1b28f5e7f2", function);
        imports.import("./story_core_bg.js", "__wbg_set_5bed4c1b28f5e7f2", function);
        let memory = MemoryType {
            minimum: 1,
            maximum: None,
            memory64: false,
            shared: false,
            page_size_log2: None,
        };
        imports.import("./story_core_bg.js", "memory", memory);
        let mut exports = ExportSection::new();
        exports.export("memory", ExportKind::Memory, 0);
        exports.export("story_act", ExportKind::Func, 0);
        exports.export("__wbg_get_5bed4c1b28f5e7f2", ExportKind::Func, 0);
        let mut module = Module::new();
        module.section(&types).section(&imports).section(&exports);
        module.finish()
    }

    fn names(wasm: &[u8]) -> Vec<String> {
        let mut names = Vec::new();
        for payload in Parser::new(0).parse_all(wasm) {
            match payload.expect("a section") {
                wasmparser::Payload::ImportSection(imports) => {
                    names.extend(
                        imports.into_imports().map(|i| i.expect("an import").name.to_owned()),
                    );
                }
                wasmparser::Payload::ExportSection(exports) => {
                    names
                        .extend(exports.into_iter().map(|e| e.expect("an export").name.to_owned()));
                }
                _ => {}
            }
        }
        names
    }

    #[test]
    fn one_name_is_one_short_name_in_wasm_and_glue() {
        let glue = r#"{"./story_core_bg.js": {__wbg_get_5bed4c1b28f5e7f2: f, __wbg_set_5bed4c1b28f5e7f2: g}}; wasm.story_act(this.__wbg_ptr); wasm.memory"#;
        let (wasm, glue) = shorten(&module(), glue, "story_core").expect("both are whole");
        assert_eq!(names(&wasm), ["a", "b", "memory", "memory", "c", "a"]);
        assert_eq!(glue, r#"{"w": {a: f, b: g}}; wasm.c(this.__wbg_ptr); wasm.memory"#);
    }

    #[test]
    fn glue_of_another_build_is_refused() {
        assert!(shorten(&module(), "export {}", "story_core").is_err());
        assert!(shorten(b"no wasm", r#""./story_core_bg.js""#, "story_core").is_err());
    }

    #[test]
    fn names_go_on_after_the_last_letter() {
        assert_eq!([0, 51, 52, 53, 52 * 53].map(nth), ["a", "Z", "aa", "ab", "aaa"]);
    }
}
