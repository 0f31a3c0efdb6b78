//! Addresses that are safe to fetch or to follow.

use std::fmt;

use crate::limits::MAX_ADDRESS;

/// An absolute address with one of four schemes: `http`, `https`, `mailto`, `tel`.
///
/// The only way to one is [`Link::resolve`], so that nothing else (`javascript:`, `data:`) can
/// reach an attribute of the page. Written by hand because the url crate with its tables for
/// international names is larger than the whole of the rest; the browser does that part.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Link(String);

impl Link {
    /// Resolves `reference` against `base` as a browser does; `None` where the result has no
    /// allowed scheme.
    pub fn resolve(base: Option<&Link>, reference: &str) -> Option<Link> {
        if reference.len() > MAX_ADDRESS {
            return None;
        }
        let reference = trimmed(reference);
        let base = base.and_then(Parts::of);
        let relative = match split_scheme(&reference) {
            None => reference.as_str(),
            Some((scheme, rest)) => match scheme.as_str() {
                "http" | "https" => match base {
                    // "https:a" on a page with that scheme is "a".
                    Some(Parts { scheme: same, .. }) if same == scheme && !is_rooted(rest) => rest,
                    _ => return Self::http(&scheme, &with_slashes(rest)),
                },
                "mailto" | "tel" if !rest.is_empty() => {
                    return Some(Link([scheme.as_str(), ":", rest].concat()));
                }
                _ => return None,
            },
        };
        let base = base?;
        let relative = with_slashes(relative);
        if is_rooted(&relative) {
            return Self::http(base.scheme, &relative);
        }
        let (before_fragment, fragment) = split_before(&relative, '#');
        let (path, query) = split_before(before_fragment, '?');
        let query = if path.is_empty() && query.is_empty() { base.query } else { query };
        let path = match path.as_bytes().first() {
            None => base.path.to_owned(),
            Some(b'/') => without_dots(path),
            Some(_) => {
                let folder = base.path.rfind('/').and_then(|at| base.path.get(..=at));
                without_dots(&[folder.unwrap_or("/"), path].concat())
            }
        };
        Some(Link([base.scheme, "://", base.authority, &path, query, fragment].concat()))
    }

    /// What follows the colon of a web address; the standard takes any number of slashes. Host,
    /// usual port and dots are written in the one way that makes equal addresses equal.
    fn http(scheme: &str, rest: &str) -> Option<Link> {
        let rest = rest.trim_start_matches('/');
        let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let (mut authority, rest) = rest.split_at(end);
        let usual = if scheme == "http" { ":80" } else { ":443" };
        while let Some(host) = authority.strip_suffix(usual) {
            authority = host;
        }
        let (user, host) = authority.split_at(authority.rfind('@').map_or(0, |at| at + 1));
        if host.is_empty() {
            return None;
        }
        let (path, query_and_fragment) = rest.split_at(rest.find(['?', '#']).unwrap_or(rest.len()));
        let path = without_dots(path);
        let host = host.to_ascii_lowercase();
        Some(Link([scheme, "://", user, &host, &path, query_and_fragment].concat()))
    }

    /// The address as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The address as a text of its own.
    pub fn into_string(self) -> String {
        self.0
    }

    /// A web address as readers know it: without what every one begins with, and without a slash at the end.
    pub fn short(&self) -> &str {
        let rest = self.0.split_once(':').map_or("", |(_, rest)| rest).trim_start_matches('/');
        let rest = rest.strip_prefix("www.").unwrap_or(rest);
        rest.strip_suffix('/').unwrap_or(rest)
    }

    /// Host and port of it.
    pub fn host(&self) -> &str {
        let authority = self.short().split(['/', '?', '#']).next().unwrap_or_default();
        let host = authority.rsplit('@').next().unwrap_or_default();
        host.strip_prefix("www.").unwrap_or(host)
    }

    /// Whether it can be fetched, not only followed.
    pub fn is_http(&self) -> bool {
        self.0.starts_with("http")
    }

    /// Whether a fetch of either brings the same document: they differ in the fragment at most.
    pub fn same_document(&self, other: &Link) -> bool {
        split_before(&self.0, '#').0 == split_before(&other.0, '#').0
    }
}

impl fmt::Display for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

struct Parts<'a> {
    scheme: &'a str,
    authority: &'a str,
    path: &'a str,
    /// With its question mark.
    query: &'a str,
}

impl<'a> Parts<'a> {
    /// `None` for what nothing can be relative to.
    fn of(link: &'a Link) -> Option<Self> {
        if !link.is_http() {
            return None;
        }
        let (scheme, rest) = link.0.split_once(':')?;
        let rest = rest.trim_start_matches('/');
        let (rest, _fragment) = split_before(rest, '#');
        let (rest, query) = split_before(rest, '?');
        let (authority, path) = split_before(rest, '/');
        Some(Self { scheme, authority, path, query })
    }
}

/// The URL standard trims controls and spaces, and removes tabs and newlines anywhere; whoever
/// does not, reads "java\nscript:" differently from the browser.
fn trimmed(reference: &str) -> String {
    let inside = reference.trim_matches(|c: char| c <= ' ').chars();
    inside.filter(|c| !matches!(c, '\t' | '\n' | '\r')).collect()
}

/// The URL standard takes a backslash of a web address for a slash, up to query and fragment.
fn with_slashes(reference: &str) -> String {
    let mut in_path = true;
    let chars = reference.chars().map(|c| {
        in_path &= !matches!(c, '?' | '#');
        if in_path && c == '\\' { '/' } else { c }
    });
    chars.collect()
}

/// Whether it names a host, after two slashes of either kind.
fn is_rooted(reference: &str) -> bool {
    matches!(reference.as_bytes(), [b'/' | b'\\', b'/' | b'\\', ..])
}

/// Splits before the first `mark`, which stays with the second part.
fn split_before(text: &str, mark: char) -> (&str, &str) {
    text.split_at(text.find(mark).unwrap_or(text.len()))
}

/// A scheme of RFC 3986 §3.1 in lower case, and what follows its colon.
fn split_scheme(text: &str) -> Option<(String, &str)> {
    let (scheme, rest) = text.split_once(':')?;
    let mut letters = scheme.chars();
    let valid = letters.next().is_some_and(|c| c.is_ascii_alphabetic())
        && letters.all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    valid.then(|| (scheme.to_ascii_lowercase(), rest))
}

/// A path without segments of dots; it begins with a slash.
fn without_dots(path: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let mut segments = path.split('/').skip(1).peekable();
    while let Some(segment) = segments.next() {
        let dots = dots(segment);
        match dots {
            1 => {}
            2 => {
                kept.pop();
            }
            _ => kept.push(segment),
        }
        if segments.peek().is_none() && matches!(dots, 1 | 2) {
            kept.push("");
        }
    }
    ["/", &kept.join("/")].concat()
}

/// How many dots a segment consists of, however they are written; 0 where there is anything else.
fn dots(segment: &str) -> usize {
    let mut rest = segment.as_bytes();
    let mut dots = 0;
    loop {
        rest = match rest {
            [] => return dots,
            [b'.', rest @ ..] | [b'%', b'2', b'e' | b'E', rest @ ..] => rest,
            _ => return 0,
        };
        dots += 1;
    }
}
