//! XML that is only almost well-formed, so that it is.

use crate::formats::references;

/// Prefixes that some forget to declare, and what they mean.
const PREFIXES: [(&str, &str); 7] = [
    ("atom", "http://www.w3.org/2005/Atom"),
    ("content", "http://purl.org/rss/1.0/modules/content/"),
    ("dc", "http://purl.org/dc/elements/1.1/"),
    ("dcterms", "http://purl.org/dc/terms/"),
    ("media", "http://search.yahoo.com/mrss/"),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("sy", "http://purl.org/rss/1.0/modules/syndication/"),
];

/// The text with a declaration of a prefix in its first element.
pub(super) fn declare(text: &str, prefix: &str) -> Option<String> {
    let known = PREFIXES.iter().find(|(known, _)| *known == prefix);
    let space = known.map_or("urn:undeclared", |(_, space)| space);
    let (before, after) = text.split_at_checked(root(text)?.0)?;
    Some([before, " xmlns:", prefix, "=\"", space, "\"", after].concat())
}

/// The text without characters that XML forbids, with every `&` and `<` the beginning of a reference or
/// a tag, without an XML declaration, and without what stands behind the last tag.
pub(super) fn mend(text: &str) -> String {
    let mut mended = String::with_capacity(text.len() + text.len() / 50);
    let declares = text.contains("<!ENTITY");
    let mut rest = text;
    while !rest.is_empty() {
        let (end, literal) = if rest.starts_with("<![CDATA[") {
            (rest.find("]]>").map_or(rest.len(), |at| at + 3), true)
        } else {
            let next = rest.get(1..).and_then(|after| after.find("<![CDATA["));
            (next.map_or(rest.len(), |at| at + 1), false)
        };
        // `<` and `&` are single bytes, so that every cut is between characters.
        let (part, after) = rest.split_at(end.min(rest.len()));
        let allowed = part.chars().filter(|c| !is_forbidden(*c));
        if literal {
            mended.extend(allowed);
        } else {
            resolve(&tags(&allowed.collect::<String>()), declares, &mut mended);
        }
        rest = after;
    }
    let last = root(&mended)
        .and_then(|(_, name)| Some(mended.rfind(&["</", name].concat())? + 2 + name.len()));
    if let Some(end) = last {
        mended.truncate(end);
        mended.push('>');
    }
    mended
}

/// Markup whose every `<` begins a tag, without XML declarations: some come too late.
fn tags(text: &str) -> String {
    let mut parts = text.split('<');
    let mut tags = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        if let Some((_, after)) = part.strip_prefix("?xml ").and_then(|part| part.split_once("?>"))
        {
            tags.push_str(after);
            continue;
        }
        let is_tag =
            part.starts_with(|c: char| c.is_alphabetic() || matches!(c, '_' | '/' | '!' | '?'));
        tags.push_str(if is_tag { "<" } else { "&lt;" });
        tags.push_str(part);
    }
    tags
}

fn resolve(text: &str, declares: bool, mended: &mut String) {
    let mut parts = text.split('&');
    mended.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let name = part.split_once(';').map(|(name, _)| name);
        let known = name.filter(|name| is_reference(name) || declares && is_name(name));
        match (known, name.and_then(references::character)) {
            (Some(_), _) => {
                mended.push('&');
                mended.push_str(part);
            }
            (None, Some(character)) => {
                match character {
                    '&' => mended.push_str("&amp;"),
                    '<' => mended.push_str("&lt;"),
                    other => mended.extend(Some(other).filter(|c| !is_forbidden(*c))),
                }
                mended.push_str(part.split_once(';').map_or("", |(_, after)| after));
            }
            (None, None) => {
                mended.push_str("&amp;");
                mended.push_str(part);
            }
        }
    }
}

fn is_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_alphabetic())
        && name.chars().all(|c| c.is_alphanumeric() || c == '.' || c == '-')
}

fn is_reference(name: &str) -> bool {
    let number = |digits: &str, radix| {
        u32::from_str_radix(digits, radix)
            .ok()
            .and_then(char::from_u32)
            .is_some_and(|c| !is_forbidden(c))
    };
    match name.strip_prefix('#') {
        Some(digits) => match digits.strip_prefix('x') {
            Some(digits) => number(digits, 16),
            None => number(digits, 10),
        },
        None => matches!(name, "amp" | "lt" | "gt" | "quot" | "apos"),
    }
}

/// The end of the name in the first tag of a document, and the name.
fn root(text: &str) -> Option<(usize, &str)> {
    let mut rest = text;
    loop {
        let (_, tag) = rest.split_once('<')?;
        let end = if tag.starts_with("!--") {
            "-->"
        } else if tag.starts_with(['!', '?']) {
            ">"
        } else {
            let (name, after) =
                tag.split_at(tag.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/'))?);
            return Some((text.len() - after.len(), name));
        };
        (_, rest) = tag.split_once(end)?;
    }
}

/// Characters that XML 1.0 (§2.2) has no place for.
fn is_forbidden(c: char) -> bool {
    !matches!(c, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..)
}
