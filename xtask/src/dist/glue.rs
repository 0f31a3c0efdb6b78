//! The glue that wasm-bindgen writes, as the release has it: without what this wasm does not import, and with a guard.

use std::collections::HashSet;

use anyhow::{Context, Result, bail};
use wasmparser::{Parser, Payload};

/// Where the glue says which exports it calls.
const EXPORTS: &str = "wasm = instance.exports;";

/// Where its ways to begin begin: everything from here on is for pages that have other wishes than ours.
const BEGINS: &str = "async function __wbg_load(";

/// What the glue has for ways that nobody goes here, and for browsers older than ours: the line with which it begins, and
/// that with which it ends.
const IDLE: [(&str, &str); 7] = [
    // What has been handed over stays so, where a page runs out of memory.
    ("        } catch (e) {", "        }"),
    ("    wasmInstance = instance;", ""),
    ("    wasmModule = module;", ""),
    ("if (Symbol.dispose) ", ""),
    // Three bytes for each character at first; see ENCODED.
    ("    let len = arg.length;", "    WASM_VECTOR_LEN = offset;"),
    ("if (!('encodeInto' in cachedTextEncoder)) {", "}"),
    ("    ? { register: () => {}, unregister: () => {} }", ""),
];

/// The questions before the last of them and about texts, and the answers that are left.
const ASKED: [(&str, &str); 3] = [
    (" = (typeof FinalizationRegistry === 'undefined')", " ="),
    ("    : new ", "    new "),
    ("    if (realloc === undefined) {", "    {"),
];

/// Where what is caught there begins, with and without.
const TRIES: [&str; 2] = ["len1;\n        try {\n", "len1;\n"];

/// How a text goes into the wasm: encoded whole, and copied; and encoded where it goes, but for what is left when it has
/// taken a byte for each character. That takes half as long, and no more room either.
const ENCODED: [&str; 2] = [
    "        const buf = cachedTextEncoder.encode(arg);
        const ptr = malloc(buf.length, 1) >>> 0;
        getUint8ArrayMemory0().subarray(ptr, ptr + buf.length).set(buf);
        WASM_VECTOR_LEN = buf.length;
",
    "        let ptr = malloc(arg.length, 1) >>> 0;
        const room = getUint8ArrayMemory0().subarray(ptr, ptr + arg.length);
        let { read, written } = cachedTextEncoder.encodeInto(arg, room);
        if (read < arg.length) {
            const rest = cachedTextEncoder.encode(arg.slice(read));
            ptr = realloc(ptr, arg.length, written + rest.length, 1) >>> 0;
            getUint8ArrayMemory0().set(rest, ptr + written);
            written += rest.length;
        }
        WASM_VECTOR_LEN = written;
",
];

/// Removes the functions that the wasm no longer imports, since what called them has become a trap.
pub(super) fn prune(glue: &str, wasm: &[u8]) -> Result<String> {
    let mut imported = HashSet::new();
    for payload in Parser::new(0).parse_all(wasm) {
        if let Payload::ImportSection(imports) = payload.context("the wasm cannot be read")? {
            for import in imports.into_imports() {
                imported.insert(import?.name);
            }
        }
    }
    let mut pruned = String::with_capacity(glue.len());
    let mut lines = glue.split_inclusive('\n');
    while let Some(line) = lines.next() {
        if let Some((_, end)) = IDLE.iter().find(|(begin, _)| line.starts_with(begin)) {
            if !end.is_empty() {
                lines.find(|line| line.trim_end() == *end);
            }
        } else if member(line).is_none_or(|name| imported.contains(name)) {
            let line =
                ASKED.iter().fold(line.to_owned(), |line, (from, to)| line.replace(from, to));
            pruned.push_str(&line);
        } else {
            lines.find(|line| line.starts_with("        }") && line.ends_with("},\n"));
        }
    }
    Ok(pruned.replace(TRIES[0], TRIES[1]).replace(ENCODED[0], ENCODED[1]))
}

/// The name of the function for the wasm that begins in this line.
fn member(line: &str) -> Option<&str> {
    let (name, _) = line.strip_prefix("        ")?.split_once(": function(")?;
    name.starts_with("__wb").then_some(name)
}

/// Has the wasm begin with an answer, by way of www/guard.js.
pub(super) fn begin(glue: &str) -> Result<String> {
    let (before, _) = glue.split_once(BEGINS).context("the glue begins otherwise")?;
    // It would need the names that the release shortens.
    if before.contains("\nimport * as ") {
        bail!(
            "the wasm imports straight from a module: give that function a text to take, or let it fail"
        );
    }
    Ok(format!(
        "import {{ instance as of }} from './guard.js';\n\
         {before}\
         export default async ({{ module_or_path: given }}) => {{\n\
         __wbg_finalize_init(await of(given, __wbg_get_imports()));\n\
         }};\n"
    ))
}

/// Puts www/guard.js between the wasm and the page, which knows from www/device.js how to leave it.
pub(super) fn guard(glue: &str) -> Result<String> {
    let device = glue.split('\'').find(|path| path.ends_with("/www/device.js"));
    let device = device.context("the glue does not import www/device.js")?;
    if glue.matches(EXPORTS).count() != 1 {
        bail!("the glue does not say once: {EXPORTS}");
    }
    let glue = glue.replace(EXPORTS, "wasm = guarded(instance.exports, leave);");
    Ok(format!(
        "import {{ leave }} from '{device}';\n\
         import {{ guarded }} from './guard.js';\n\
         export {{ whenBroken }} from './guard.js';\n\
         {glue}"
    ))
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{EntityType, ImportSection, Module, TypeSection};

    use super::*;

    #[test]
    fn what_the_wasm_does_not_import_goes() {
        let (mut types, mut imports) = (TypeSection::new(), ImportSection::new());
        types.ty().function([], []);
        imports.import("./story_core_bg.js", "__wbg_b_2", EntityType::Function(0));
        imports.import("./story_core_bg.js", "__wbg_d_4", EntityType::Function(0));
        let mut module = Module::new();
        module.section(&types).section(&imports);
        let one =
            |name: &str| format!("        {name}: function(arg0) {{\n            1\n        }},\n");
        let caught = |name: &str| {
            format!(
                "        {name}: function() {{ return handleError(function () {{\n        }}, arguments); }},\n"
            )
        };
        let glue = [
            one("__wbg_a_1"),
            one("__wbg_b_2"),
            caught("__wbg_c_3"),
            caught("__wbg_d_4"),
            "        encodeInto: function(arg) {\n        },\n    };\n".to_owned(),
        ];
        let pruned = prune(&glue.concat(), &module.finish()).expect("a module");
        assert_eq!(pruned, [&*glue[1], &*glue[3], &*glue[4]].concat());
        assert!(prune("", b"no wasm").is_err());
    }

    #[test]
    fn what_nobody_needs_here_goes() {
        let glue = "        let ptr0, len0, ptr1, len1;\n        try {\n            pass();\n        } catch (e) {\n            free();\n        }\n\
                    if (Symbol.dispose) X.prototype[Symbol.dispose] = X.prototype.free;\n\
                    const A = (typeof FinalizationRegistry === 'undefined')\n\
                    \u{20}   ? { register: () => {}, unregister: () => {} }\n\
                    \u{20}   : new FinalizationRegistry(b);\n\
                    \u{20}   if (realloc === undefined) {\n        c();\n        return ptr;\n    }\n    \
                    let len = arg.length;\n    WASM_VECTOR_LEN = offset;\n    return ptr;\n\
                    if (!('encodeInto' in cachedTextEncoder)) {\n    d();\n}\n";
        let left = "        let ptr0, len0, ptr1, len1;\n            pass();\nconst A =\n    new FinalizationRegistry(b);\n    {\n        c();\n        return ptr;\n    }\n    return ptr;\n";
        let module = Module::new().finish();
        assert_eq!(prune(glue, &module).expect("a module"), left);
        assert_eq!(prune(ENCODED[0], &module).expect("a module"), ENCODED[1]);
    }

    #[test]
    fn the_guard_stands_before_the_exports() {
        let parts = [
            "import { leave } from './snippets/x/www/device.js';\n",
            "wasm = instance.exports;\n",
            "async function __wbg_load(module, imports) {}\nexport { initSync }",
        ];
        let begun = begin(&parts.concat()).expect("it is whole");
        let guarded = guard(&begun).expect("it is whole");
        assert!(guarded.contains("\nwasm = guarded(instance.exports, leave);\n"), "{guarded}");
        assert!(guarded.starts_with("import { leave } from './snippets/x/www/device.js';"));
        assert!(!guarded.contains("initSync"), "{guarded}");
        for without in 0..parts.len() {
            let mut broken = parts;
            broken[without] = "";
            let made = begin(&broken.concat()).and_then(|begun| guard(&begun));
            assert!(made.is_err(), "without {}", parts[without]);
        }
        let straight = parts.join("\nimport * as import1 from './snippets/x/www/device.js'\n");
        assert!(begin(&straight).is_err(), "names of such imports would not be shortened");
    }
}
