//! Code that is linked and that this application never runs.
//!
//! The linker keeps what might be called; what will be called, only the application knows. The bodies named here
//! become a trap, and wasm-opt then drops everything that only they needed. Names that match nothing do no harm:
//! the budgets tell when something comes back.

use std::collections::HashMap;

use anyhow::{Context, Result};
use wasm_encoder::{
    CodeSection, Function, Instruction, Module,
    reencode::{self, Reencode, utils},
};
use wasmparser::{FunctionBody, KnownCustom, Name, Parser, Payload, TypeRef};

/// Parts of function names, and why nothing calls such a function.
const NEVER_CALLED: &[&str] = &[
    // Yew's listeners and its delegation of events: no view has an `on*` (tests/tidy.rs).
    "ListenerRegistration::register",
    "SubtreeData::add_listener",
    "BSubtree::ensure_handled",
    // Kinds of nodes that no view makes (tests/tidy.rs): raw markup, portals, suspense.
    "VRaw>::",
    "VPortal>::",
    "VSuspense>::",
    // What is made of a template has all its attributes in one way, and nobody holds a node twice.
    "apply_diff_index_maps",
    "apply_diff_as_maps",
    "IndexMap<K,V,S>::get_index_of",
    // A hash map that has lost members and grows again: Yew's are filled once, for one list.
    "rehash_in_place",
    // What happens to a component that waits for something: ours never do.
    "AnyScope>::find_parent_scope",
    "AnyScope::find_parent_scope",
    "BaseSuspense>::",
    "suspense::component",
    "Suspension as core::clone",
    "VNode as core::clone::Clone>::clone",
    "VTag as core::clone::Clone>::clone",
    "VList as core::clone::Clone>::clone",
    "VComp as core::clone::Clone>::clone",
    "Registry::unregister",
    "BRaw>::",
    "braw::BRaw",
    // What happens only in a panic, which ends in a trap with or without a message: the element then shows what
    // stands inside the tag. A build without this step (`trunk build`) has the messages.
    "core::panicking::",
    "std::panicking::",
    "]::panicking::",
    "console_error_panic_hook",
    "::fmt::Debug>::fmt",
    "escape_debug_ext",
    "slice_error_fail",
    "slice_index_fail",
    "copy_from_slice_impl::len_mismatch_fail",
    "option::expect_failed",
    "result::unwrap_failed",
    "panic_access_error",
    "handle_alloc_error",
    "raw_vec::capacity_overflow",
    // What wasm-bindgen would throw where it is used wrongly, which is an exception either way (www/guard.js).
    "wasm_bindgen::throw_str",
];

/// The same of the timeline alone: it formats nothing (tests/tidy.rs), and so does Yew but for its panics.
pub(super) const NEVER_FORMATTED: &[&str] =
    &["::fmt::Formatter>::pad", "]::fmt::write", "::fmt::Write>::write_", "::fmt::Display>::fmt"];

/// Replaces the bodies of what is never called, here or by this wasm.
pub(super) fn snip(wasm: &[u8], nor: &[&str]) -> Result<Vec<u8>> {
    let mut module = Module::new();
    let never = [NEVER_CALLED, nor].concat();
    let mut snipper = Snipper { never: never_called(wasm, &never)?, next: 0 };
    snipper
        .parse_core_module(&mut module, Parser::new(0), wasm)
        .map_err(|error| anyhow::anyhow!("the wasm cannot be read: {error}"))?;
    Ok(module.finish())
}

/// For each function with a body, in order, whether it is never called.
fn never_called(wasm: &[u8], never: &[&str]) -> Result<Vec<bool>> {
    let (mut imported, mut defined) = (0, 0);
    let mut names = HashMap::new();
    for payload in Parser::new(0).parse_all(wasm) {
        match payload.context("the wasm cannot be read")? {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                }
            }
            Payload::FunctionSection(functions) => defined = functions.count(),
            Payload::CustomSection(section) => {
                let KnownCustom::Name(sections) = section.as_known() else { continue };
                for section in sections {
                    let Name::Function(functions) = section? else { continue };
                    for name in functions {
                        let name = name?;
                        names.insert(name.index, name.name);
                    }
                }
            }
            _ => {}
        }
    }
    let is_never = |name: &&str| never.iter().any(|part| name.contains(part));
    let never = (imported..imported + defined).map(|at| names.get(&at).is_some_and(is_never));
    Ok(never.collect())
}

struct Snipper {
    never: Vec<bool>,
    next: usize,
}

impl Reencode for Snipper {
    type Error = std::convert::Infallible;

    fn parse_function_body(
        &mut self,
        code: &mut CodeSection,
        body: FunctionBody<'_>,
    ) -> Result<(), reencode::Error<Self::Error>> {
        let never = self.never.get(self.next).copied().unwrap_or_default();
        self.next += 1;
        if !never {
            return utils::parse_function_body(self, code, body);
        }
        let mut trap = Function::new([]);
        trap.instruction(&Instruction::Unreachable);
        trap.instruction(&Instruction::End);
        code.function(&trap);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use wasmparser::Operator;

    use super::*;
    use crate::sizes::functions;

    /// A module with an empty function of each name.
    fn module(functions: &[&str]) -> Vec<u8> {
        let empty: Vec<(&str, usize)> = functions.iter().map(|name| (*name, 0)).collect();
        functions::tests::module(&empty)
    }

    /// Whether each function begins with a trap.
    fn traps(wasm: &[u8]) -> Vec<bool> {
        let payloads = Parser::new(0).parse_all(wasm).filter_map(Result::ok);
        let first = payloads.filter_map(|payload| match payload {
            Payload::CodeSectionEntry(body) => body.get_operators_reader().ok()?.read().ok(),
            _ => None,
        });
        first.map(|operator| matches!(operator, Operator::Unreachable)).collect()
    }

    #[test]
    fn what_is_never_called_traps_and_everything_else_stays() {
        let wasm = module(&[
            "developing_story::session::Session::handle::h01",
            "core::panicking::panic_fmt::h02",
            "core[c5930c85a12de822]::panicking::panic_bounds_check",
            "yew::dom_bundle::btag::listeners::ListenerRegistration::register::h03",
            "yew::dom_bundle::btag::Attributes::apply::h04",
        ]);
        assert_eq!(traps(&wasm), [false; 5]);
        let snipped = snip(&wasm, &[]).expect("the module can be read");
        assert_eq!(traps(&snipped), [false, true, true, true, false]);
    }

    #[test]
    fn what_is_no_wasm_is_an_error() {
        assert!(snip(b"not wasm", &[]).is_err());
    }
}
