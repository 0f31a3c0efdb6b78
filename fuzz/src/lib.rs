//! What holds of every document, whatever its bytes are.

use developing_story::content::{self, ATTRIBUTES, ELEMENTS, Piece};
use developing_story::feed::{self, Value};
use developing_story::formats::{self, Document, Format, Outcome, Reading, Verdict};
use developing_story::limits::MAX_BLOCKS;
use developing_story::link::Link;
use developing_story::markup::Parser;
use developing_story::markup::native::Html5ever;
use developing_story::time::Timestamp;

/// Some address; relative links start from it.
const ADDRESS: &str = "https://news.example/story/feed?page=1";

/// Reads a document, and holds what comes of it to what its readers rely on.
///
/// # Panics
///
/// Where something does not hold: that is the finding.
pub fn read(text: &str) -> Reading {
    let address = Link::resolve(None, ADDRESS).expect("an address");
    let now = Timestamp::parse_rfc3339("2019-02-28T12:00:00Z").expect("a date");
    let reading = formats::read(Document { text, address: &address, links: None, now }, Value::check);
    for note in &reading.notes {
        assert!(note.verdict == Verdict::Accepted || !note.remedy.is_empty(), "{note:?}");
    }
    if let Outcome::Feed { document, .. } = &reading.outcome {
        let (page, rejected) = feed::read(document, Some(&address)).expect("a feed has items");
        if reading.format != Some(Format::JsonFeed) {
            assert_eq!(rejected, [], "what is refused is refused while it is translated");
        }
        let accepted = reading.notes.iter().filter(|note| note.verdict == Verdict::Accepted);
        assert_eq!(accepted.count(), page.updates.len() + page.revised.len());
        for list in [&page.updates, &page.revised] {
            let mut ids: Vec<&str> = list.iter().map(|update| update.id.as_str()).collect();
            ids.sort_unstable();
            let all = ids.len();
            ids.dedup();
            assert_eq!(ids.len(), all, "ids are unique");
        }
    }
    reading
}

/// Reads a text as the headline and the text of a post, and as what follows in a page.
pub fn read_markup(text: &str) {
    let quoted = serde_json::Value::from(text);
    read(&format!(
        r#"[{{"id":1,"date":"2019","title":{{"rendered":{quoted}}},"content":{{"rendered":{quoted}}}}}]"#
    ));
    read(&format!(
        r#"{{"@type":"LiveBlogPosting","headline":{quoted},"liveBlogUpdate":{{"@id":"a","articleBody":{quoted}}}}}"#
    ));
    read(&format!("<!doctype html>{text}"));
}

/// Reads the markup of an entry: elements, attributes and addresses of what comes out are known, and it is no more than an
/// entry may have.
///
/// # Panics
///
/// Where something else comes out.
pub fn read_content(text: &str) {
    fn check(pieces: &[Piece]) {
        for piece in pieces {
            let Piece::Element(element) = piece else { continue };
            assert!(ELEMENTS.contains(&element.name), "{}", element.name);
            for (name, value) in &element.attributes {
                assert!(ATTRIBUTES.contains(name), "{name}");
                if ["href", "src", "poster", "data-address"].contains(name) {
                    let link = Link::resolve(None, value).expect("an address that can be followed");
                    assert!(*name == "href" || link.is_http(), "{value}");
                }
                assert!(
                    *name != "srcset" || value.split(", ").all(|one| one.starts_with("http")),
                    "{value}"
                );
            }
            check(&element.inside);
        }
    }
    let address = Link::resolve(None, ADDRESS).expect("an address");
    let nodes = Html5ever.html(text);
    let made = content::from_html(&nodes, Some(&address));
    check(&made.blocks);
    let plain = content::from_text(text);
    check(&plain.blocks);
    for content in [made, plain] {
        assert!(content.blocks.len() <= MAX_BLOCKS);
    }
}

/// Reads a date, and what it says again.
///
/// # Panics
///
/// Where the two differ.
pub fn read_date(text: &str) {
    if let Some(date) = formats::parse_date(text) {
        let written = date.to_rfc3339();
        assert_eq!(Timestamp::parse_rfc3339(&written), Some(date), "{text:?} became {written}");
        assert_eq!(formats::parse_date(&written), Some(date), "{text:?} became {written}");
    }
}
