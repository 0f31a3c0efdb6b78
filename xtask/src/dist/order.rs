//! Functions that look alike, side by side.
//!
//! Their order in a wasm has no meaning, but brotli finds what is near for fewer bits, and learns what to expect
//! from what came just before: 2 KB of 86.

use std::{collections::HashMap, thread};

use anyhow::{Context, Result};
use wasm_encoder::{
    CodeSection, Function, FunctionSection, Module,
    reencode::{self, Reencode},
};
use wasmparser::{FunctionBody, FunctionSectionReader, Parser, Payload, TypeRef};

use crate::sizes::Bytes;

/// The length, in bytes, of the sequences that functions are compared by.
const SEQUENCE: usize = 4;

/// How many functions are tried as the first one, which changes what follows: 0.2 KB between the best and the first.
const TRIED: usize = 24;

/// Puts the functions of a module into an order that compresses well.
pub(super) fn order(wasm: &[u8]) -> Result<Vec<u8>> {
    let count = count(wasm)?;
    let step = count.div_ceil(TRIED).max(1);
    let firsts: Vec<usize> = (0..count.max(1)).step_by(step).collect();
    // On two threads, since brotli takes its time.
    let (ones, others) = firsts.split_at(firsts.len() / 2);
    let tried = thread::scope(|scope| {
        let ones = scope.spawn(|| orders(wasm, ones));
        let others = orders(wasm, others)?;
        let ones = ones.join().map_err(|_| anyhow::anyhow!("a thread has panicked"))??;
        anyhow::Ok([ones, others].concat())
    })?;
    let least = tried.into_iter().min_by_key(|(size, _)| *size);
    least.map(|(_, module)| module).context("a module has an order")
}

fn count(wasm: &[u8]) -> Result<usize> {
    let mut count = 0;
    for payload in Parser::new(0).parse_all(wasm) {
        count += usize::from(matches!(payload?, Payload::CodeSectionEntry(_)));
    }
    Ok(count)
}

/// The module in the orders that begin with these functions, with the bytes that each has in brotli.
fn orders(wasm: &[u8], firsts: &[usize]) -> Result<Vec<(usize, Vec<u8>)>> {
    let mut imported = 0;
    let mut types = Vec::new();
    let mut bodies = Vec::new();
    for payload in Parser::new(0).parse_all(wasm) {
        match payload? {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    imported +=
                        usize::from(matches!(import?.ty, TypeRef::Func(_) | TypeRef::FuncExact(_)));
                }
            }
            Payload::FunctionSection(section) => {
                for of_function in section {
                    types.push(of_function?);
                }
            }
            Payload::CodeSectionEntry(body) => bodies.push(body.as_bytes()),
            _ => {}
        }
    }
    let in_order = |first: &usize| {
        let order = by_likeness(&bodies, *first);
        let mut places = vec![0; order.len()];
        for (place, function) in order.iter().enumerate() {
            places[*function] = place;
        }
        let mut module = Module::new();
        Mover { imported, types: types.clone(), order, places, moved: Vec::new() }
            .parse_core_module(&mut module, Parser::new(0), wasm)
            .map_err(|error| anyhow::anyhow!("the wasm cannot be read: {error}"))?;
        let module = module.finish();
        Ok((Bytes::of(&module)?.brotli, module))
    };
    firsts.iter().map(in_order).collect()
}

/// From one on, in the order of sizes, the next is always the one that shares the largest part of itself with the one before,
/// and a third as much with the one before that.
fn by_likeness(bodies: &[&[u8]], first: usize) -> Vec<usize> {
    let mut holders: HashMap<&[u8], Vec<usize>> = HashMap::new();
    for (function, body) in bodies.iter().enumerate() {
        for sequence in body.windows(SEQUENCE) {
            let holders = holders.entry(sequence).or_default();
            if holders.last() != Some(&function) {
                holders.push(function);
            }
        }
    }
    // Holders of each sequence of a function; every sequence once.
    let mut held: Vec<Vec<&Vec<usize>>> = vec![Vec::new(); bodies.len()];
    for functions in holders.values() {
        for function in functions {
            held[*function].push(functions);
        }
    }
    let mut left: Vec<usize> = (0..bodies.len()).collect();
    left.sort_by_key(|function| bodies[*function].len());
    let mut order = Vec::with_capacity(bodies.len());
    let mut next = first;
    while next < left.len() {
        order.push(left.remove(next));
        let mut shared = vec![0_u64; bodies.len()];
        for (weight, before) in [3, 1].into_iter().zip(order.iter().rev()) {
            for function in held[*before].iter().copied().flatten() {
                shared[*function] += weight;
            }
        }
        next = 0;
        for (place, function) in left.iter().enumerate() {
            // The fractions shared/held, compared without division; the first of equals is the smallest.
            let part = |function: usize| (shared[function], held[function].len().max(1) as u64);
            let ((a, all_a), (b, all_b)) = (part(*function), part(left[next]));
            if a * all_b > b * all_a {
                next = place;
            }
        }
    }
    order
}

/// Writes the functions in another order, and calls them by their new numbers.
struct Mover {
    imported: usize,
    types: Vec<u32>,
    /// Which function comes first, second, …
    order: Vec<usize>,
    /// Where each function has gone.
    places: Vec<usize>,
    moved: Vec<Function>,
}

impl Reencode for Mover {
    type Error = std::convert::Infallible;

    fn function_index(&mut self, function: u32) -> Result<u32, reencode::Error<Self::Error>> {
        let own = (function as usize).checked_sub(self.imported);
        Ok(own.map_or(function, |own| (self.imported + self.places[own]) as u32))
    }

    fn parse_function_section(
        &mut self,
        functions: &mut FunctionSection,
        _: FunctionSectionReader<'_>,
    ) -> Result<(), reencode::Error<Self::Error>> {
        for function in &self.order {
            functions.function(self.types[*function]);
        }
        Ok(())
    }

    fn parse_function_body(
        &mut self,
        code: &mut CodeSection,
        body: FunctionBody<'_>,
    ) -> Result<(), reencode::Error<Self::Error>> {
        let mut function = self.new_function_with_parsed_locals(&body)?;
        let mut instructions = body.get_operators_reader()?;
        while !instructions.eof() {
            function.instruction(&self.parse_instruction(&mut instructions)?);
        }
        self.moved.push(function);
        if self.moved.len() == self.order.len() {
            for function in &self.order {
                code.function(&self.moved[*function]);
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{ExportKind, ExportSection, Instruction, TypeSection};

    use super::*;

    /// Functions of these constants, the last one calling the first.
    fn module(constants: &[&[i32]]) -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let mut functions = FunctionSection::new();
        let mut code = CodeSection::new();
        for (number, constants) in constants.iter().enumerate() {
            functions.function(0);
            let mut function = Function::new([]);
            for constant in *constants {
                function.instruction(&Instruction::I32Const(*constant));
                function.instruction(&Instruction::Drop);
            }
            if number == 2 {
                function.instruction(&Instruction::Call(0));
            }
            function.instruction(&Instruction::End);
            code.function(&function);
        }
        let mut exports = ExportSection::new();
        exports.export("first", ExportKind::Func, 0);
        let mut module = Module::new();
        module.section(&types).section(&functions).section(&exports).section(&code);
        module.finish()
    }

    #[test]
    fn alike_functions_become_neighbours() {
        let (one, other): (&[u8], &[u8]) = (b"abcdefgh", b"ABCDEFGH");
        let all = [one, other, b"bcdefg", b"BCDEFGx"];
        assert_eq!(by_likeness(&all, 0), [2, 0, 3, 1]);
        assert_eq!(by_likeness(&all, 1), [3, 1, 2, 0]);
        assert_eq!(by_likeness(&[], 0), [] as [usize; 0]);
    }

    #[test]
    fn calls_and_exports_follow_their_functions() {
        let ordered = order(&module(&[&[1, 2, 3, 4], &[9], &[1, 2, 3]])).expect("a module");
        let mut exported = None;
        let mut called = Vec::new();
        for payload in Parser::new(0).parse_all(&ordered) {
            match payload.expect("a section") {
                Payload::ExportSection(exports) => {
                    exported = exports.into_iter().next().map(|export| export.expect("one").index);
                }
                Payload::CodeSectionEntry(body) => {
                    for operator in body.get_operators_reader().expect("operators") {
                        if let wasmparser::Operator::Call { function_index } =
                            operator.expect("an operator")
                        {
                            called.push(function_index);
                        }
                    }
                }
                _ => {}
            }
        }
        assert_eq!(called, [exported.expect("an export")]);
    }

    #[test]
    fn of_many_orders_the_one_with_the_fewest_bytes_is_taken() {
        let constants: Vec<Vec<i32>> = (0..60)
            .map(|at| (0..at % 9 + 2).map(|place| at * 7919 % (place + 5)).collect())
            .collect();
        let functions: Vec<&[i32]> = constants.iter().map(Vec::as_slice).collect();
        let wasm = module(&functions);
        let size = |module: &[u8]| Bytes::of(module).expect("it can be compressed").brotli;
        let best = size(&order(&wasm).expect("a module"));
        let tried: Vec<_> = orders(&wasm, &[0, 20, 40]).expect("a module");
        assert!(tried.iter().all(|(one, module)| best <= *one && *one == size(module)), "{best}");
    }

    #[test]
    fn what_is_no_wasm_is_refused() {
        assert!(order(b"no wasm").is_err());
    }
}
