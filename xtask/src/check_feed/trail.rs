//! Where the way to a feed led, and what a browser would have missed on it.

use developing_story::{formats::Format, link::Link};

use super::{charset::Decoded, source::Found, story::Story};

/// A document that named another instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// "redirect", or "lead" of a page that names a feed.
    pub by: &'static str,
    /// Where to.
    pub to: Link,
}

/// Something that is right for this program, and may be wrong for a browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// What is missing, and what comes of it.
    pub what: String,
    /// What to do about it.
    pub remedy: &'static str,
}

/// The way so far.
#[derive(Debug, Default)]
pub(super) struct Trail {
    pub(super) followed: Vec<Step>,
    pub(super) hints: Vec<Hint>,
}

impl Trail {
    pub(super) fn led(&mut self, to: &Link) -> &mut Self {
        self.followed.push(Step { by: "lead", to: to.clone() });
        self
    }

    pub(super) fn redirected(&mut self, to: &Link) {
        self.followed.push(Step { by: "redirect", to: to.clone() });
    }

    /// What counts for every document on the way: a browser stops at the first that it may not read.
    pub(super) fn of_answer(&mut self, address: &Link, allowed: Option<&str>, origin: &str) {
        let remedy = "Send Access-Control-Allow-Origin: * with it.";
        match allowed {
            Some(allowed) if allowed == "*" || allowed == origin => {}
            None => self.hint(
                format!("browsers on other origins cannot read it: {address} has no Access-Control-Allow-Origin"),
                remedy,
            ),
            Some(allowed) => self.hint(
                format!("browsers on other origins than {allowed:?} cannot read it (Access-Control-Allow-Origin of {address})"),
                remedy,
            ),
        }
        if address.as_str().starts_with("http:") && !is_loopback(address) {
            let what = format!("pages on https cannot read it: {address} is not on https");
            self.hint(what, "Serve it over https.");
        }
    }

    /// What counts for every document that is read.
    pub(super) fn of_text(&mut self, decoded: &Decoded) {
        let Decoded { charset, is_malformed, ignored, .. } = decoded;
        let what = if let Some(ignored) = ignored {
            format!("it is said to be in {ignored}, but JSON is always read as UTF-8")
        } else if *is_malformed {
            format!("some of its bytes are not {charset}, and show as \u{fffd}")
        } else if *charset != "UTF-8" {
            format!("it is in {charset}, which not every reader of feeds knows")
        } else {
            return;
        };
        self.hint(what, "Send it as UTF-8, and say so.");
    }

    /// What counts for the document that is polled.
    pub(super) fn of_feed(&mut self, found: &Found, format: Option<Format>, story: &Story) {
        let Some(cache) = &found.cache else { return };
        if cache.control.is_none() {
            self.hint(
                "caches guess how long it stays fresh: there is no Cache-Control".to_owned(),
                "Send Cache-Control: public, max-age=1, stale-while-revalidate=10, stale-if-error=86400.",
            );
        }
        if !cache.is_validated {
            self.hint(
                "every poll carries the whole document: there is neither ETag nor Last-Modified"
                    .to_owned(),
                "Send an ETag, and answer 304 where the browser holds that version.",
            );
        }
        if format == Some(Format::JsonFeed) && story.version.is_none() {
            self.hint(
                "which copy is the older one is a guess: there is neither _story.updated nor Last-Modified".to_owned(),
                "Write in _story.updated when the document was last changed.",
            );
        }
    }

    fn hint(&mut self, what: String, remedy: &'static str) {
        self.hints.push(Hint { what, remedy });
    }
}

/// Whether it is this machine, which browsers trust without https.
pub(super) fn is_loopback(address: &Link) -> bool {
    let host = address.as_str().split('/').nth(2).unwrap_or_default();
    let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    name == "localhost" || name.starts_with("127.") || name == "[::1]" || host == "[::1]"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_is_read_without_https() {
        let check = |address: &str, fine: bool| {
            let address = Link::resolve(None, address).expect("an address");
            let mut trail = Trail::default();
            trail.of_answer(&address, Some("*"), "https://partner.example");
            assert_eq!(trail.hints.is_empty(), fine, "{address}");
        };
        check("https://news.example/feed.json", true);
        check("http://news.example/feed.json", false);
        check("http://127.0.0.1:8081/feed.json", true);
        check("http://localhost/feed.json", true);
        check("http://[::1]:8081/feed.json", true);
        check("http://me@localhost:80/feed.json", true);
        check("http://localhost.example/feed.json", false);
        check("http://localhost@news.example/feed.json", false);
    }
}
