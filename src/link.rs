//! Addresses that are safe to fetch or to follow.

use std::fmt;

use crate::limits::MAX_ADDRESS;

/// A reference resolved by the URL standard, against a base where it needs one: the browser's own way, and the url crate
/// where there is no browser. Nothing may read an address differently from whoever follows it.
#[cfg(target_arch = "wasm32")]
use crate::shell::standard;

#[cfg(not(target_arch = "wasm32"))]
fn standard(base: Option<&str>, reference: &str) -> Option<String> {
    let base = base.and_then(|base| url::Url::parse(base).ok());
    let resolved = url::Url::options().base_url(base.as_ref()).parse(reference);
    Some(resolved.ok()?.into())
}

/// An absolute address with one of four schemes: `http`, `https`, `mailto`, `tel`.
///
/// The only way to one is [`Link::resolve`], so that nothing else (`javascript:`, `data:`) can
/// reach an attribute of the page.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Link(String);

impl Link {
    /// Resolves `reference` against `base` as a browser does; `None` where the result has no
    /// allowed scheme.
    pub fn resolve(base: Option<&Link>, reference: &str) -> Option<Link> {
        if reference.len() > MAX_ADDRESS {
            return None;
        }
        let base = base.filter(|base| base.is_http()).map(Link::as_str);
        let address = standard(base, reference)?;
        let (scheme, rest) = address.split_once(':')?;
        let allowed = matches!(scheme, "http" | "https" | "mailto" | "tel") && !rest.is_empty();
        allowed.then_some(Link(address))
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
        let host =
            last(authority, b'@').and_then(|at| authority.get(at + 1..)).unwrap_or(authority);
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

/// Where an ASCII character stands for the last time. What the library searches by is 0.2 KB more of wasm.
pub(crate) fn last(text: &str, mark: u8) -> Option<usize> {
    text.bytes().rposition(|byte| byte == mark)
}

/// Splits before the first `mark`, which stays with the second part.
fn split_before(text: &str, mark: char) -> (&str, &str) {
    text.split_at(text.find(mark).unwrap_or(text.len()))
}
