//! Characters by name and number, as HTML knows them (HTML Standard §13.5 and §13.2.5.80).

/// Names of characters from U+00A0 on.
const LATIN: &str = "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml";

/// The others that newsrooms write.
const OTHERS: [(&str, char); 43] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("ndash", '–'),
    ("mdash", '—'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("sbquo", '‚'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("bdquo", '„'),
    ("bull", '•'),
    ("hellip", '…'),
    ("lsaquo", '‹'),
    ("rsaquo", '›'),
    ("euro", '€'),
    ("trade", '™'),
    ("OElig", 'Œ'),
    ("oelig", 'œ'),
    ("Scaron", 'Š'),
    ("scaron", 'š'),
    ("Ccaron", 'Č'),
    ("ccaron", 'č'),
    ("Zcaron", 'Ž'),
    ("zcaron", 'ž'),
    ("Lstrok", 'Ł'),
    ("lstrok", 'ł'),
    ("permil", '‰'),
    ("prime", '′'),
    ("larr", '←'),
    ("rarr", '→'),
    ("minus", '−'),
    ("ne", '≠'),
    ("le", '≤'),
    ("ge", '≥'),
    ("infin", '∞'),
    ("zwnj", '\u{200c}'),
    ("zwj", '\u{200d}'),
    ("ensp", '\u{2002}'),
    ("emsp", '\u{2003}'),
    ("thinsp", '\u{2009}'),
];

/// What the numbers from 128 to 159 mean: characters of Windows-1252.
const WINDOWS: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";

/// The character that a reference names, between `&` and `;`.
pub(super) fn character(name: &str) -> Option<char> {
    let Some(digits) = name.strip_prefix('#') else {
        let latin = LATIN.split(' ').position(|known| known == name);
        let latin = latin.and_then(|at| char::from_u32(at as u32 + 0xa0));
        let other = || OTHERS.iter().find(|(known, _)| *known == name).map(|(_, other)| *other);
        return latin.or_else(other);
    };
    let number = match digits.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16).ok()?,
        None => digits.parse().ok()?,
    };
    match number {
        0x80..=0x9f => WINDOWS.chars().nth(number as usize - 0x80),
        0 => Some('\u{fffd}'),
        _ => Some(char::from_u32(number).unwrap_or('\u{fffd}')),
    }
}

/// A text with every reference replaced by its character; what is none stays as it is.
pub(super) fn resolve(text: &str, into: &mut String) {
    let mut parts = text.split('&');
    into.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let found = part.split_once(';').and_then(|(name, rest)| Some((character(name)?, rest)));
        match found {
            Some((character, rest)) => {
                into.push(character);
                into.push_str(rest);
            }
            None => {
                into.push('&');
                into.push_str(part);
            }
        }
    }
}
