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
use wasmparser::{FunctionBody, KnownCustom, Name, Operator, Parser, Payload, TypeRef};

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

/// A part of a function's name, and of what that never calls.
const NEVER_CALLED_BY: (&str, &str) = (
    // Nobody holds a node twice, and what copies a tag there is no function of its own.
    "RcExt<T>>::unwrap_or_clone",
    "as core::clone::Clone>::clone",
);

/// The same of the timeline alone.
pub(super) const NEVER_IN_CORE: &[&str] = &[
    // It formats nothing (tests/tidy.rs), and so does Yew but for its panics.
    "::fmt::Formatter>::pad",
    "]::fmt::write",
    "::fmt::Write>::write_",
    "::fmt::Display>::fmt",
    // The one tree map is Yew's queue, of which only the first is taken: nothing stands to the left of that.
    "BalancingContext<K,V>::bulk_steal_left",
];

/// Replaces the bodies of what is never called, here or by this wasm.
pub(super) fn snip(wasm: &[u8], nor: &[&str]) -> Result<Vec<u8>> {
    let mut module = Module::new();
    let (names, imported) = names(wasm)?;
    let never = [NEVER_CALLED, nor].concat();
    let mut snipper = Snipper { names, never, next: imported, at: String::new() };
    snipper
        .parse_core_module(&mut module, Parser::new(0), wasm)
        .map_err(|error| anyhow::anyhow!("the wasm cannot be read: {error}"))?;
    Ok(module.finish())
}

/// The names of functions, and how many of these are imported.
fn names(wasm: &[u8]) -> Result<(HashMap<u32, String>, u32)> {
    let (mut imported, mut names) = (0, HashMap::new());
    for payload in Parser::new(0).parse_all(wasm) {
        match payload.context("the wasm cannot be read")? {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                }
            }
            Payload::CustomSection(section) => {
                let KnownCustom::Name(sections) = section.as_known() else { continue };
                for section in sections {
                    let Name::Function(functions) = section? else { continue };
                    for name in functions {
                        let name = name?;
                        names.insert(name.index, name.name.to_owned());
                    }
                }
            }
            _ => {}
        }
    }
    Ok((names, imported))
}

struct Snipper<'a> {
    names: HashMap<u32, String>,
    never: Vec<&'a str>,
    /// The function whose body comes next.
    next: u32,
    /// The name of the one that is read.
    at: String,
}

impl Reencode for Snipper<'_> {
    type Error = std::convert::Infallible;

    fn parse_function_body(
        &mut self,
        code: &mut CodeSection,
        body: FunctionBody<'_>,
    ) -> Result<(), reencode::Error<Self::Error>> {
        self.at = self.names.get(&self.next).cloned().unwrap_or_default();
        self.next += 1;
        if !self.never.iter().any(|part| self.at.contains(part)) {
            return utils::parse_function_body(self, code, body);
        }
        let mut trap = Function::new([]);
        trap.instruction(&Instruction::Unreachable);
        trap.instruction(&Instruction::End);
        code.function(&trap);
        Ok(())
    }

    fn instruction<'a>(
        &mut self,
        operator: Operator<'a>,
    ) -> Result<Instruction<'a>, reencode::Error<Self::Error>> {
        let (by, called) = NEVER_CALLED_BY;
        match operator {
            Operator::Call { function_index }
                if self.at.contains(by)
                    && self.names.get(&function_index).is_some_and(|it| it.contains(called)) =>
            {
                Ok(Instruction::Unreachable)
            }
            _ => utils::instruction(self, operator),
        }
    }
}

#[cfg(test)]
mod tests {
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
    fn a_call_that_never_comes_is_a_trap_where_it_would_be_made() {
        let (copied, other) = ("<X as core::clone::Clone>::clone::h01", "yew::other::h02");
        let names = [copied, "<Rc<T> as yew::utils::RcExt<T>>::unwrap_or_clone::h03", other];
        let calling = |called| {
            let functions = names.map(|name| (name, vec![Instruction::Call(called)]));
            functions::tests::module_of(&functions)
        };
        assert_eq!(traps(&calling(0)), [false; 3]);
        let snipped = |wasm: &[u8]| traps(&snip(wasm, &[]).expect("it can be read"));
        assert_eq!(snipped(&calling(0)), [false, true, false]);
        assert_eq!(snipped(&calling(2)), [false; 3]);
    }

    #[test]
    fn what_is_no_wasm_is_an_error() {
        assert!(snip(b"not wasm", &[]).is_err());
    }
}
