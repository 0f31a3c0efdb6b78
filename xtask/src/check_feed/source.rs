//! Where a document comes from: a file, or an answer.

use std::{fs::File, io::Read, path::Path, time::Duration};

use developing_story::{
    feed::Value,
    formats::{self, Fault, Outcome},
    link::Link,
    time::{Timestamp, max_age},
};

use super::{
    Options,
    charset::{self, Decoded},
    exchange::{self, Answer},
};

/// Where a file lies that does not say where it will lie; RFC 2606 keeps this name free.
const NOWHERE: &str = "https://file.invalid/";

/// A document with what came with it.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) address: Link,
    pub(super) decoded: Decoded,
    /// The `Link` header.
    pub(super) links: Option<String>,
    /// What caches and later polls go by; nothing for a file.
    pub(super) cache: Option<Cache>,
}

/// The headers about time and versions.
#[derive(Debug)]
pub(super) struct Cache {
    /// `Cache-Control`.
    pub(super) control: Option<String>,
    /// There is a version to ask about.
    pub(super) is_validated: bool,
    /// `Last-Modified`.
    pub(super) modified: Option<Timestamp>,
}

impl Found {
    pub(super) fn of(answer: Answer) -> Self {
        let header = |name| answer.header(name).map(str::to_owned);
        let modified = header("last-modified");
        let cache = Cache {
            control: header("cache-control"),
            is_validated: modified.is_some() || header("etag").is_some(),
            modified: modified.as_deref().and_then(Timestamp::parse_http_date),
        };
        let links = header("link");
        let decoded = charset::decode(&answer.body, answer.header("content-type"));
        Self { address: answer.address, decoded, links, cache: Some(cache) }
    }

    /// `Cache-Control: max-age`.
    pub(super) fn max_age(&self) -> Option<Duration> {
        self.cache.as_ref()?.control.as_deref().and_then(max_age)
    }
}

/// A URL over HTTP; anything else is a file.
pub(super) fn address(what: &str) -> Option<Link> {
    let scheme = what.split_once("://")?.0;
    let is_url = ["http", "https"].iter().any(|known| scheme.eq_ignore_ascii_case(known));
    is_url.then(|| Link::resolve(None, what)).flatten()
}

/// A file. Its relative links start from the base that was asked for, else from where it says that it lies
/// (`feed_url`), else from the story's own page.
pub(super) fn file(options: &Options, now: Timestamp) -> Result<Found, Fault> {
    let path = Path::new(&options.what);
    let bytes = read(path).map_err(|why| Fault {
        what: format!("cannot be read ({why})"),
        remedy: "Name a file, or a URL that begins with http:// or https://.",
    })?;
    let decoded = charset::decode(&bytes, None);
    let base = options.base.as_deref().map(|base| {
        address(base).ok_or(Fault {
            what: format!("has no such base as {base:?}"),
            remedy: "Give --base a URL that begins with http:// or https://.",
        })
    });
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let name: String = name.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '.').collect();
    let nowhere = Link::resolve(None, &[NOWHERE, &name].concat()).ok_or_else(|| Fault {
        what: "has a name that no address can have".to_owned(),
        remedy: "Say with --base where it will lie.",
    })?;
    let mut found = Found { address: nowhere, decoded, links: None, cache: None };
    found.address = match base {
        Some(base) => base?,
        None => lies(&found, now).unwrap_or(found.address),
    };
    Ok(found)
}

fn read(path: &Path) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    // What a file says of its length is not true of every file.
    let file = File::open(path).map_err(|error| error.to_string())?;
    let read = file.take(exchange::LONGEST + 1).read_to_end(&mut bytes);
    match read.map_err(|error| error.to_string())? as u64 {
        length if length > exchange::LONGEST => Err(exchange::TOO_LONG.to_owned()),
        _ => Ok(bytes),
    }
}

/// The address that a document of any format has for itself, or for the page of its story.
fn lies(found: &Found, now: Timestamp) -> Option<Link> {
    let Outcome::Feed { document, .. } = formats::read(found.document(now), Value::check).outcome
    else {
        return None;
    };
    let named = ["feed_url", "home_page_url"].into_iter().find_map(|name| {
        let link = Link::resolve(None, document.member(name).and_then(Value::text)?)?;
        link.is_http().then_some(link)
    });
    named.filter(|link| !link.as_str().starts_with(NOWHERE))
}
