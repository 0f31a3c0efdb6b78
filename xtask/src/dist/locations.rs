//! Where in the sources a panic has happened, which nothing of a release reads: what would print it is a trap
//! (`snip`). A compiler leaves these places out by itself only where it is told to by unstable options.

use std::ops::Range;

use anyhow::{Context, Result};
use wasmparser::{DataKind, Operator, Parser, Payload};

/// Bytes of a `core::panic::Location` in wasm: address and length of a file's name, line, column.
const SIZE: usize = 16;

/// Longer names and lines than any source has.
const LONGEST: Range<u32> = 4..400;
const LINES: Range<u32> = 1..100_000;
const COLUMNS: Range<u32> = 1..1_000;

/// Overwrites every place, and the names of the files, with zeros; these take no room in the end.
pub(super) fn forget(wasm: &mut [u8]) -> Result<()> {
    let segments = segments(wasm)?;
    let (mut places, mut names) = (Vec::new(), Vec::new());
    for segment in &segments {
        // Such values are aligned in memory, not in the file.
        let first = (4 - segment.address % 4) % 4;
        for at in (segment.bytes.start + first..segment.bytes.end).step_by(4) {
            if let Some(name) = name(wasm, &segments, at) {
                places.push(at..at + SIZE);
                names.push(name);
            }
        }
    }
    // Files have many places each, so their names go last.
    for range in places.into_iter().chain(names) {
        wasm.get_mut(range).context("data beyond the end of the wasm")?.fill(0);
    }
    Ok(())
}

/// The name of the file, where the bytes from there are a place in one.
fn name(wasm: &[u8], segments: &[Segment], at: usize) -> Option<Range<usize>> {
    let number = |index: usize| {
        let bytes = wasm.get(at + 4 * index..at + 4 * index + 4)?;
        bytes.try_into().ok().map(u32::from_le_bytes)
    };
    let (address, length) = (number(0)?, number(1)?);
    if !LONGEST.contains(&length)
        || !number(2).is_some_and(|line| LINES.contains(&line))
        || !number(3).is_some_and(|column| COLUMNS.contains(&column))
    {
        return None;
    }
    let name =
        segments.iter().find_map(|segment| segment.range(address as usize, length as usize))?;
    wasm.get(name.clone())?.ends_with(b".rs").then_some(name)
}

/// A part of the memory that is there from the beginning.
pub(super) struct Segment {
    /// Where it goes in memory.
    address: usize,
    /// Where it stands in the file.
    pub(super) bytes: Range<usize>,
}

impl Segment {
    fn range(&self, address: usize, length: usize) -> Option<Range<usize>> {
        let start = self.bytes.start + address.checked_sub(self.address)?;
        (start + length <= self.bytes.end).then_some(start..start + length)
    }
}

pub(super) fn segments(wasm: &[u8]) -> Result<Vec<Segment>> {
    let mut segments = Vec::new();
    for payload in Parser::new(0).parse_all(wasm) {
        let Payload::DataSection(section) = payload.context("the wasm cannot be read")? else {
            continue;
        };
        for data in section {
            let data = data?;
            let DataKind::Active { offset_expr, .. } = data.kind else { continue };
            let Operator::I32Const { value } = offset_expr.get_operators_reader().read()? else {
                continue;
            };
            let (address, end) = (usize::try_from(value)?, usize::try_from(data.range.end)?);
            segments.push(Segment { address, bytes: end - data.data.len()..end });
        }
    }
    Ok(segments)
}

#[cfg(test)]
pub(super) mod tests {
    use wasm_encoder::{ConstExpr, DataSection, MemorySection, MemoryType, Module};

    use super::*;

    const FILE: &[u8] = b"src/poll.rs";

    /// A module whose memory begins with these bytes.
    pub(in crate::dist) fn module(bytes: &[u8]) -> Vec<u8> {
        let (mut memories, mut data) = (MemorySection::new(), DataSection::new());
        memories.memory(MemoryType {
            minimum: 1,
            maximum: None,
            memory64: false,
            shared: false,
            page_size_log2: None,
        });
        data.active(0, &ConstExpr::i32_const(1024), bytes.iter().copied());
        let mut module = Module::new();
        module.section(&memories).section(&data);
        module.finish()
    }

    #[track_caller]
    fn check(numbers: [u32; 4], forgotten: bool) {
        let mut bytes = [FILE, b" in a text", &[0; 3]].concat();
        bytes.extend(numbers.into_iter().flat_map(u32::to_le_bytes));
        let before = module(&bytes);
        let mut wasm = before.clone();
        forget(&mut wasm).expect("a module");
        let has_name = wasm.windows(FILE.len()).any(|window| window == FILE);
        assert_eq!(has_name, !forgotten, "{numbers:?}");
        assert_eq!(wasm.ends_with(&[0; SIZE]), forgotten, "{numbers:?}");
        assert_eq!(wasm.len(), before.len());
        assert!(wasm.windows(10).any(|window| window == b" in a text"));
    }

    #[test]
    fn places_in_sources_are_forgotten_and_nothing_else() {
        check([1024, 11, 398, 20], true);
        // Not the whole name, no line, no column, and an address that has nothing.
        check([1024, 10, 398, 20], false);
        check([1024, 11, 0, 20], false);
        check([1024, 11, 398, 0], false);
        check([9024, 11, 398, 20], false);
    }
}
