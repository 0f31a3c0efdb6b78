//! What a document may hold before it is parsed: roxmltree compares every attribute of an element with
//! every other, copies the prefixes in force wherever one is declared, and writes entities out as often
//! as they are named.

use std::mem;

use crate::formats::Fault;

/// Attributes of an element.
const MAX_ATTRIBUTES: usize = 500;

/// Declarations of namespaces, each with the square of the prefixes that there are.
const MAX_DECLARATIONS: usize = 20_000_000;

/// Entities that a document declares: XHTML has 253.
const MAX_ENTITIES: usize = 300;

/// Characters of one of them.
const LONGEST_ENTITY: usize = 256;

/// Bytes that all references may become.
const MAX_EXPANDED: usize = 16 * 1024 * 1024;

/// Refuses what would take a parser more than a moment.
pub(super) fn check(text: &str) -> Result<(), Fault> {
    let (mut prefixes, mut declarations, mut has_entities) = (Vec::new(), 0, false);
    let mut rest = text;
    // By hand: to split a text this short at every `<` takes a third of all the time that a document needs.
    while let Some(at) = rest.bytes().position(|byte| byte == b'<') {
        rest = rest.get(at + 1..).unwrap_or_default();
        if rest.starts_with("!DOCTYPE") && !mem::replace(&mut has_entities, true) {
            entities(text)?;
        }
        if rest.starts_with(['/', '!', '?']) {
            continue;
        }
        let mut attributes = 0;
        each_attribute(rest, |name| {
            attributes += 1;
            if name.starts_with("xmlns") {
                declarations += 1;
                if let Err(at) = prefixes.binary_search(&name) {
                    prefixes.insert(at, name);
                }
            }
        });
        if attributes > MAX_ATTRIBUTES {
            let what = format!("has an element with more than {MAX_ATTRIBUTES} attributes");
            return Err(Fault {
                what,
                remedy: "Check what the address sends; no feed has so many.",
            });
        }
        if declarations * prefixes.len() * prefixes.len() > MAX_DECLARATIONS {
            return Err(Fault {
                what: "declares too many namespaces".to_owned(),
                remedy: "Declare each namespace once, in the first element.",
            });
        }
    }
    Ok(())
}

/// Shows the name of each attribute of a tag.
fn each_attribute<'a>(tag: &'a str, mut show: impl FnMut(&'a str)) {
    let (mut quote, mut begins) = (None, 0);
    for (at, byte) in tag.bytes().enumerate() {
        match (quote, byte) {
            // No value of an attribute may have a `<`.
            (None, b'>') | (_, b'<') => return,
            (None, b'=') => show(tag.get(begins..at).unwrap_or_default().trim()),
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b' ' | b'\t' | b'\n' | b'\r') => begins = at,
            (Some(open), _) if byte == open => {
                quote = None;
                begins = at + 1;
            }
            _ => {}
        }
    }
}

fn entities(text: &str) -> Result<(), Fault> {
    let fault = |what: String| Err(Fault { what, remedy: "Write characters as they are." });
    let (mut count, mut longest, mut nested) = (0, 0, 0);
    for (at, _) in text.match_indices("<!ENTITY") {
        let mut bytes = text.bytes().skip(at);
        let open = bytes.find(|byte| matches!(byte, b'"' | b'\''));
        let value = bytes.take(LONGEST_ENTITY + 1).take_while(|byte| Some(*byte) != open);
        let (mut length, mut before) = (0, 0);
        for byte in value {
            length += 1;
            nested += usize::from(before == b'&' && byte != b'#');
            before = byte;
        }
        count += 1;
        longest = longest.max(length);
        if count > MAX_ENTITIES {
            return fault(format!("declares more than {MAX_ENTITIES} entities"));
        }
        if length > LONGEST_ENTITY {
            return fault(format!("has an entity of more than {LONGEST_ENTITY} bytes"));
        }
    }
    // An entity may name up to 255 others, all in all.
    let expanded = [1 + nested.min(255), text.matches('&').count()];
    // Of 32 bits in a browser.
    let expanded = expanded.into_iter().fold(longest, usize::saturating_mul);
    if count > 0 && expanded > MAX_EXPANDED {
        return fault("has entities that are named too often".to_owned());
    }
    Ok(())
}
