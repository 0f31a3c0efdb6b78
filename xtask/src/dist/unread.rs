//! Data that nothing of a release reads: what a panic would say, and the tables that it would say it by. What says it is a
//! trap (`snip`), but the linker, which has kept all of this for it, has done its work by then.

use anyhow::{Context, Result};
use sha2::{Digest, Sha384};

use super::locations;

/// What the standard library, Yew and the glue say in panics, and the names of Yew's listeners. No text of ours has any of
/// it in it.
const TEXTS: &[&str] = &[
    "Hash table capacity overflow",
    "capacity overflow",
    "begin > end (",
    ") when slicing `",
    "start byte index ",
    "end byte index ",
    " is out of bounds of `",
    " is not a char boundary; it is inside ",
    "slice index starts at ",
    " index out of bounds: the len is ",
    " but the index is ",
    "range start index ",
    "range end index ",
    " out of range for slice of length ",
    "assertion `left ",
    " right` failed\n  left: ",
    " right` failed: ",
    "cannot access a Thread Local Storage value during or after destruction: ",
    "copy_from_slice: source slice length (",
    ") does not match destination slice length (",
    "insertion index (is ",
    ") should be <= len (is ",
    "removal index (is ",
    ") should be < len (is ",
    "called `Option::unwrap()` on a `None` value",
    "attempt to divide with overflow",
    "LazyCell instance has previously been poisoned",
    "attempt to divide by zero",
    "attempt to calculate the remainder with a divisor of zero",
    "`async fn` resumed after completion",
    "RefCell already mutably borrowed",
    "RefCell already borrowed",
    "overflow when subtracting durations",
    "overflow when multiplying duration by scalar",
    "divide by zero error when dividing duration by scalar",
    "overflow when adding durations",
    "finish: callbacks should be Some",
    "finish: result should be None",
    "a Display implementation returned an error unexpectedly",
    "reentrant init",
    "attempt to join into collection with len > usize::MAX",
    "Can't find the global Window",
    "Can't find document",
    "Once instance has previously been poisoned",
    "one-time initialization may not be performed recursively",
    "cannot modify the panic hook from a panicking thread",
    "failed to generate unique thread ID: bitspace exhausted",
    "called `Result::unwrap()` on an `Err` value",
    "unkeyed child in fully keyed list",
    "FnOnce called more than once",
    "Attempted to initialize thread-local while it is being dropped",
    "can't remove a child",
    "invalid attribute key",
    "could not set property",
    "could not remove attribute",
    "could not remove property",
    "can't create namespaced element for vtag",
    "can't create element for vtag",
    "couldn't clone node to be cached",
    "couldn't clone cached element",
    "internal error: entered unreachable code: empty internal node",
    "internal error: entered unreachable code",
    "failed to append child",
    "failed to insert node before next sibling",
    "failed to create detached element",
    "To suspend rendering, a <Suspense /> component is required.",
    "assertion failed: idx < CAPACITY",
    "assertion failed: edge.height == self.height - 1",
    "assertion failed: self.height > 0",
    "assertion failed: src.len() == dst.len()",
    "assertion failed: edge.height == self.node.height - 1",
    "assertion failed: count > 0",
    "assertion failed: old_right_len + count <= CAPACITY",
    "assertion failed: old_left_len >= count",
    "assertion failed: old_left_len + count <= CAPACITY",
    "assertion failed: old_right_len >= count",
    "assertion failed: match track_edge_idx {\n    LeftOrRight::Left(idx) => idx <= old_left_len,\n    LeftOrRight::Right(idx) => idx <= right_len,\n}",
    "assertion failed: new_left_len <= CAPACITY",
    "Tried to shrink to a larger capacity",
    "attempted to take ownership of Rust value while it was borrowed",
    "called `Option::unwrap_throw()` on a `None` value",
    "called `Result::unwrap_throw()` on an `Err` value",
    "null pointer passed to rust",
    "recursive use of an object detected which would lead to unsafe aliasing in rust",
    "closure invoked recursively or after being dropped",
    "panicked at AccessError",
    "Error\n\nStack:\n\n",
    " but ends at ",
    LISTENERS,
];

/// What is between the parts of such texts, in the standard library's own encoding.
const FORMATS: &[&[u8]] = &[
    b"\x11start byte index \xc0& is not a char boundary; it is inside \xc0\x08 (bytes \xc0\x06) of `\xc0\x01`\xc0\0",
    b"\x0fend byte index \xc0& is not a char boundary; it is inside \xc0\x08 (bytes \xc0\x06) of `\xc0\x01`\xc0\0",
    b"\x16slice index starts at \xc0\r but ends at \xc0\0",
    b" index out of bounds: the len is \xc0\x12 but the index is \xc0\0",
    b"\x12range start index \xc0\" out of range for slice of length \xc0\0",
    b"\x10range end index \xc0\" out of range for slice of length \xc0\0",
    b"\x10assertion `left \xc0\x17 right` failed\n  left: \xc0\t\n right: \xc0\0",
    b"\x10assertion `left \xc0\x10 right` failed: \xc0\t\n  left: \xc0\t\n right: \xc0\0",
    b"Hcannot access a Thread Local Storage value during or after destruction: \xc0\0",
    b"\x08JsValue(\xc0\x01)\0",
    b"&copy_from_slice: source slice length (\xc0+) does not match destination slice length (\xc0\x01)\0",
    b"\x14insertion index (is \xc0\x17) should be <= len (is \xc0\x01)\0",
    b"\x12removal index (is \xc0\x16) should be < len (is \xc0\x01)\0",
];

/// Yew's listeners, as they stand in a row.
const LISTENERS: &str = "onauxclickonbluroncanceloncanplayoncanplaythroughonchangeonclickoncloseoncontextmenuoncuechangeondblclickondragondragendondragenterondragexitondragleaveondragoverondragstartondropondurationchangeonemptiedonendedonerroronfocusonfocusinonfocusoutonformdataoninputoninvalidonkeydownonkeypressonkeyuponloadonloadeddataonloadedmetadataonloadstartonmousedownonmouseenteronmouseleaveonmousemoveonmouseoutonmouseoveronmouseuponpauseonplayonplayingonprogressonratechangeonresetonresizeonscrollonsecuritypolicyviolationonseekedonseekingonselectonslotchangeonstalledonsubmitonsuspendontimeupdateontoggleonvolumechangeonwaitingonwheeloncopyoncutonpasteonanimationcancelonanimationendonanimationiterationonanimationstartongotpointercaptureonloadendonlostpointercaptureonpointercancelonpointerdownonpointerenteronpointerleaveonpointerlockchangeonpointerlockerroronpointermoveonpointeroutonpointeroveronpointeruponselectionchangeonselectstartonshowontouchcancelontouchendontouchmoveontouchstartontransitioncancelontransitionendontransitionrunontransitionstart";

/// A table of the standard library: how it begins, how long it is, and how the SHA-384 of it all begins. Another version of
/// Rust may have another one, which then stays.
struct Table {
    start: &'static [u8],
    length: usize,
    digest: [u8; 4],
}

/// What `{:?}` of a text looks up: which characters can be printed, and which join the one before.
const TABLES: [Table; 3] = [
    Table {
        start: &[0, 6, 1, 1, 3, 1, 4, 2, 5, 7, 7, 2],
        length: 1460,
        digest: [0x90, 0x46, 0xec, 0xb6],
    },
    Table {
        start: &[0, 112, 0, 7, 0, 45, 1, 1, 1, 2, 1, 2],
        length: 767,
        digest: [0x53, 0x20, 0x72, 0x18],
    },
    Table {
        start: &[0, 3, 0, 0, 131, 4, 32, 0, 145, 5, 96, 0],
        length: 132,
        digest: [0x73, 0x9f, 0x51, 0x4f],
    },
];

/// What numbers are formatted by, one digit or two at a time.
pub(super) const DIGITS: [&str; 3] = [
    "0123456789abcdef",
    "0x0123456789ABCDEF",
    "00010203040506070809101112131415161718192021222324252627282930313233343536373839404142434445464748495051525354555657585960616263646566676869707172737475767778798081828384858687888990919293949596979899",
];

/// Overwrites all of it, and what else this wasm never reads, with zeros; these take no room in the end.
pub(super) fn forget(wasm: &mut [u8], nor: &[&str]) -> Result<()> {
    for segment in locations::segments(wasm)? {
        let data = wasm.get_mut(segment.bytes).context("data beyond the end of the wasm")?;
        let texts = TEXTS.iter().chain(nor).map(|text| text.as_bytes());
        for text in FORMATS.iter().copied().chain(texts) {
            while let Some(at) = find(data, text) {
                fill(data, at, text.len());
            }
        }
        for Table { start, length, digest } in TABLES {
            let Some(at) = find(data, start) else { continue };
            let found = data.get(at..at + length).map(Sha384::digest);
            if found.is_some_and(|found| found.starts_with(&digest)) {
                fill(data, at, length);
            }
        }
    }
    Ok(())
}

fn find(data: &[u8], part: &[u8]) -> Option<usize> {
    data.windows(part.len()).position(|window| window == part)
}

fn fill(data: &mut [u8], at: usize, length: usize) {
    if let Some(part) = data.get_mut(at..at + length) {
        part.fill(0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_panic_would_say_is_forgotten_and_nothing_else() {
        let mut wasm =
            locations::tests::module(b"Hent mere\0capacity overflow\0can be read, and can't be");
        forget(&mut wasm, &[]).expect("a module");
        assert!(find(&wasm, b"capacity overflow").is_none());
        assert!(find(&wasm, b"Hent mere\0\0\0\0").is_some());
        assert!(find(&wasm, b"\0can be read, and can't be").is_some());
    }

    #[test]
    fn a_table_that_only_begins_like_one_stays() {
        let table = [TABLES[0].start, &[7; 2000]].concat();
        let mut wasm = locations::tests::module(&table);
        forget(&mut wasm, &[]).expect("a module");
        assert!(find(&wasm, &table).is_some());
    }

    #[test]
    fn no_text_of_ours_is_among_them() {
        for text in TEXTS {
            assert!(text.len() >= 12, "{text:?} is too short to be sure of");
        }
    }
}
