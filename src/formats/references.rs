//! Characters by name and number, as HTML knows them (HTML Standard §13.5 and §13.2.5.80).

/// Names of characters from U+00A0 on.
const LATIN: &str = "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml";

/// The others of HTML 4, each with its character behind it.
const OTHERS: &str = "apos' quot\" amp& lt< gt> OEligŒ oeligœ ScaronŠ scaronš CcaronČ ccaronč ZcaronŽ zcaronž LstrokŁ lstrokł YumlŸ fnofƒ circˆ tilde˜ AlphaΑ BetaΒ GammaΓ DeltaΔ EpsilonΕ ZetaΖ EtaΗ ThetaΘ IotaΙ KappaΚ LambdaΛ MuΜ NuΝ XiΞ OmicronΟ PiΠ RhoΡ SigmaΣ TauΤ UpsilonΥ PhiΦ ChiΧ PsiΨ OmegaΩ alphaα betaβ gammaγ deltaδ epsilonε zetaζ etaη thetaθ iotaι kappaκ lambdaλ muμ nuν xiξ omicronο piπ rhoρ sigmafς sigmaσ tauτ upsilonυ phiφ chiχ psiψ omegaω thetasymϑ upsihϒ pivϖ ensp\u{2002} emsp\u{2003} thinsp\u{2009} zwnj\u{200c} zwj\u{200d} lrm\u{200e} rlm\u{200f} ndash– mdash— lsquo‘ rsquo’ sbquo‚ ldquo“ rdquo” bdquo„ dagger† Dagger‡ bull• hellip… permil‰ prime′ Prime″ lsaquo‹ rsaquo› oline‾ frasl⁄ euro€ imageℑ weierp℘ realℜ trade™ alefsymℵ larr← uarr↑ rarr→ darr↓ harr↔ crarr↵ lArr⇐ uArr⇑ rArr⇒ dArr⇓ hArr⇔ forall∀ part∂ exist∃ empty∅ nabla∇ isin∈ notin∉ ni∋ prod∏ sum∑ minus− lowast∗ radic√ prop∝ infin∞ ang∠ and∧ or∨ cap∩ cup∪ int∫ there4∴ sim∼ cong≅ asymp≈ ne≠ equiv≡ le≤ ge≥ sub⊂ sup⊃ nsub⊄ sube⊆ supe⊇ oplus⊕ otimes⊗ perp⊥ sdot⋅ lceil⌈ rceil⌉ lfloor⌊ rfloor⌋ lang〈 rang〉 loz◊ spades♠ clubs♣ hearts♥ diams♦";

/// What the numbers from 128 to 159 mean: characters of Windows-1252.
const WINDOWS: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";

/// The character that a reference names, between `&` and `;`.
pub(super) fn character(name: &str) -> Option<char> {
    let Some(digits) = name.strip_prefix('#') else {
        let latin = LATIN.split(' ').position(|known| known == name);
        let latin = latin.and_then(|at| char::from_u32(at as u32 + 0xa0));
        return latin
            .or_else(|| OTHERS.split(' ').find_map(|known| only(known.strip_prefix(name)?)));
    };
    let number = match digits.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16).ok()?,
        None => digits.parse().ok()?,
    };
    match number {
        0 => Some('\u{fffd}'),
        _ => Some(meant(char::from_u32(number).unwrap_or('\u{fffd}'))),
    }
}

/// A text as it is meant: characters that HTML reads otherwise are no others in XML either.
pub(super) fn mean(text: &str, into: &mut String) {
    // Each of them begins with this byte; most texts have none.
    if text.as_bytes().contains(&0xc2) {
        into.extend(text.chars().map(meant));
    } else {
        into.push_str(text);
    }
}

fn meant(c: char) -> char {
    match c {
        '\u{80}'..='\u{9f}' => WINDOWS.chars().nth(c as usize - 0x80).unwrap_or(c),
        _ => c,
    }
}

/// The one character of a text that has no more.
fn only(text: &str) -> Option<char> {
    let mut characters = text.chars();
    characters.next().filter(|_| characters.next().is_none())
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
