//! Addresses that are safe to fetch or to follow.

use std::fmt;

/// Longest address accepted, in bytes.
pub const MAX_LENGTH: usize = 8192;

/// An absolute address with one of four schemes: `http`, `https`, `mailto`, `tel`.
///
/// The only way to one is [`Link::resolve`], so that nothing else (`javascript:`, `data:`) can
/// reach an attribute of the page. Written by hand because the url crate with its tables for
/// international names is larger than the whole of the rest; the browser does that part.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Link(String);

impl Link {
    /// Resolves `reference` against `base` as RFC 3986 §5.2 does, with the browser's leniency
    /// about white space and control characters; `None` where the result has no allowed scheme.
    pub fn resolve(base: Option<&Link>, reference: &str) -> Option<Link> {
        if reference.len() > MAX_LENGTH {
            return None;
        }
        let reference = as_browsers_read(reference);
        if let Some((scheme, rest)) = split_scheme(&reference) {
            return match scheme.as_str() {
                "http" | "https" => Self::http(&scheme, rest),
                "mailto" | "tel" if !rest.is_empty() => Some(Link(format!("{scheme}:{rest}"))),
                _ => None,
            };
        }
        let base = Parts::of(base?)?;
        if reference.starts_with("//") {
            return Self::http(base.scheme, &reference);
        }
        let (before_fragment, fragment) = split_before(&reference, '#');
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

    /// What follows the colon of a web address; the standard takes any number of slashes.
    fn http(scheme: &str, rest: &str) -> Option<Link> {
        let rest = rest.trim_start_matches('/');
        let authority = rest.split(['/', '?', '#']).next()?;
        let slash = if authority.len() == rest.len() { "/" } else { "" };
        (!authority.is_empty()).then(|| Link([scheme, "://", rest, slash].concat()))
    }

    /// The address as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it can be fetched, not only followed.
    pub fn is_http(&self) -> bool {
        self.0.starts_with("http")
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
    fn of(link: &'a Link) -> Option<Self> {
        let (scheme, rest) = link.0.split_once(':')?;
        let rest = rest.trim_start_matches('/');
        let (rest, _fragment) = split_before(rest, '#');
        let (rest, query) = split_before(rest, '?');
        let (authority, path) = split_before(rest, '/');
        let path = if path.is_empty() { "/" } else { path };
        Some(Self { scheme, authority, path, query })
    }
}

/// The URL standard trims controls and spaces, removes tabs and newlines anywhere, and takes a
/// backslash of the path for a slash; whoever does not, reads "java\nscript:" or "\\evil.example"
/// differently from the browser.
fn as_browsers_read(reference: &str) -> String {
    let mut in_path = true;
    let trimmed = reference.trim_matches(|c: char| c <= ' ').chars();
    let kept = trimmed.filter(|c| !matches!(c, '\t' | '\n' | '\r')).map(|c| {
        in_path &= !matches!(c, '?' | '#');
        if in_path && c == '\\' { '/' } else { c }
    });
    kept.collect()
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

/// RFC 3986 §5.2.4 for a path that begins with a slash.
fn without_dots(path: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let mut segments = path.split('/').skip(1).peekable();
    while let Some(segment) = segments.next() {
        let last = segments.peek().is_none();
        match segment {
            "." => {}
            ".." => {
                kept.pop();
            }
            _ => kept.push(segment),
        }
        if last && matches!(segment, "." | "..") {
            kept.push("");
        }
    }
    format!("/{}", kept.join("/"))
}
