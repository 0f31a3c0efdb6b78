//! The story as a schema.org `LiveBlogPosting` (<https://schema.org/LiveBlogPosting>), as www/json-ld.js makes it in
//! browsers; tests/e2e/tests/json_ld.rs holds the two together.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json, json};

use crate::feed::{Page, Value};
use crate::link::Link;
use crate::markup::Parser;
use crate::session;
use crate::time::Timestamp;

/// The posting of a document that has been read as `of`, for the page at `page`; `base` is where the document lies.
pub fn posting(
    document: &Value,
    of: &Page,
    page: &str,
    base: Option<&Link>,
    parser: &dyn Parser,
) -> Json {
    let story = document.member("_story").unwrap_or(&Value::Null);
    let authors = document.member("authors").map_or_else(
        || people(document.member("author").into_iter(), base),
        |authors| people(authors.list().iter(), base),
    );
    let withdrawn = |item: &&Value| {
        item.member("_story").is_some_and(|story| story.member("withdrawn").is_some())
    };
    let items = document.member("items").map_or(&[][..], Value::list).iter();
    let items: Vec<(&Value, String)> =
        items.filter(|item| !withdrawn(item)).filter_map(|item| Some((item, id(item)?))).collect();
    let dates = |first: &str, second: &str| {
        let date = |(item, _): &(&Value, String)| date(item, first).or_else(|| date(item, second));
        let dates = items.iter().filter_map(date);
        let mut dates: Vec<_> =
            dates.filter_map(|it| Some((Timestamp::parse_rfc3339(&it)?, it))).collect();
        dates.sort();
        dates.into_iter().map(|(_, date)| date).collect::<Vec<_>>()
    };
    let first = dates("date_published", "date_modified").into_iter().next();
    let last = dates("date_modified", "date_published").pop();
    let title = text(document, "title");
    let start = date(story, "coverage_start").or_else(|| first.clone());
    let expired = document.member("expired").is_some_and(Value::is_true);
    let is_over = expired || text(story, "state").as_deref() == Some("ended");
    let known = story.member("known").map_or(&[][..], Value::list).iter();
    let known: Vec<&str> = known.filter_map(Value::text).collect();
    let said = Some(known.join(" ").trim().to_owned()).filter(|said| !said.is_empty());
    let home = link(document, "home_page_url", base);
    let texts: BTreeMap<&str, String> = of
        .updates
        .iter()
        .map(|update| (update.id.as_str(), session::plain(update, parser)))
        .collect();
    let update = |(item, id): &(&Value, String)| {
        let address = format!("{page}#story-{}", encoded(id));
        let text_of = texts.get(id.as_str()).map(String::as_str).unwrap_or_default();
        let (first, rest) = text_of.split_once('\n').unwrap_or((text_of, ""));
        let said = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let own = match (item.member("authors"), item.member("author")) {
            (Some(authors), _) => people(authors.list().iter(), base),
            (None, author) => people(author.into_iter(), base),
        };
        object([
            ("@type", Some(json!("BlogPosting"))),
            ("@id", Some(json!(address))),
            ("url", Some(json!(address))),
            (
                "headline",
                text(item, "title")
                    .or_else(|| text(item, "summary"))
                    .or_else(|| said(first))
                    .map(Json::from),
            ),
            ("articleBody", said(rest).or_else(|| text(item, "content_text")).map(Json::from)),
            (
                "datePublished",
                date(item, "date_published")
                    .or_else(|| date(item, "date_modified"))
                    .map(Json::from),
            ),
            ("dateModified", date(item, "date_modified").map(Json::from)),
            ("inLanguage", text(item, "language").map(Json::from)),
            ("author", own.or_else(|| authors.clone())),
            ("image", link(item, "image", base).map(|it| json!(it.as_str()))),
            ("sameAs", link(item, "url", base).map(|it| json!(it.as_str()))),
        ])
    };
    let publisher = home.as_ref().map(|home| {
        object([
            ("@type", Some(json!("Organization"))),
            ("name", Some(json!(home.host()))),
            ("url", Some(json!(origin(home)))),
            ("logo", link(document, "icon", base).map(|it| json!(it.as_str()))),
        ])
    });
    let about = match text(story, "place") {
        Some(place) => object([
            ("@type", Some(json!("Event"))),
            ("name", title.clone().map(Json::from)),
            ("startDate", start.clone().map(Json::from)),
            ("location", Some(json!({ "@type": "Place", "name": place, "address": place }))),
        ]),
        None => object([("@type", Some(json!("Thing"))), ("name", title.clone().map(Json::from))]),
    };
    object([
        ("@context", Some(json!("https://schema.org"))),
        ("@type", Some(json!("LiveBlogPosting"))),
        ("@id", Some(json!(format!("{page}#story")))),
        ("url", Some(json!(page))),
        ("headline", title.map(Json::from)),
        ("description", text(document, "description").or(said).map(Json::from)),
        ("inLanguage", text(document, "language").map(Json::from)),
        ("datePublished", first.map(Json::from)),
        ("dateModified", date(story, "updated").or_else(|| last.clone()).map(Json::from)),
        ("coverageStartTime", start.map(Json::from)),
        (
            "coverageEndTime",
            date(story, "coverage_end").or(last.filter(|_| is_over)).map(Json::from),
        ),
        ("author", authors.clone()),
        ("publisher", publisher),
        ("about", Some(about)),
        ("liveBlogUpdate", Some(items.iter().map(update).collect())),
    ])
}

/// As it stands in a page: nothing in it can end the element that it is in.
pub fn inert(posting: &Json) -> String {
    let text = posting.to_string();
    text.replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029")
}

/// An object of what is there.
fn object<const N: usize>(members: [(&str, Option<Json>); N]) -> Json {
    let there = members.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
    Json::Object(there.collect::<Map<_, _>>())
}

fn text(of: &Value, name: &str) -> Option<String> {
    let text = of.member(name)?.text()?.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// A date that search engines can read, as it is written.
fn date(of: &Value, name: &str) -> Option<String> {
    let date = of.member(name)?.text()?;
    Timestamp::parse_rfc3339(date).map(|_| date.to_owned())
}

fn link(of: &Value, name: &str, base: Option<&Link>) -> Option<Link> {
    let text = text(of, name)?;
    Link::resolve(base, &text).filter(Link::is_http)
}

fn id(item: &Value) -> Option<String> {
    let id = item.member("id")?;
    id.text().map(str::to_owned).or_else(|| id.number().map(|number| number.to_string()))
}

fn people<'a>(authors: impl Iterator<Item = &'a Value>, base: Option<&Link>) -> Option<Json> {
    let person = |author: &Value| {
        let name = text(author, "name")?;
        let url = link(author, "url", base).map(|it| json!(it.as_str()));
        Some(object([("@type", Some(json!("Person"))), ("name", Some(json!(name))), ("url", url)]))
    };
    let people: Vec<Json> = authors.filter_map(person).collect();
    (!people.is_empty()).then(|| people.into())
}

/// Scheme, host and port.
fn origin(of: &Link) -> String {
    let address = of.as_str();
    let host = address.find("://").map_or(0, |at| at + 3);
    let end = address[host..].find(['/', '?', '#']).map_or(address.len(), |at| host + at);
    address[..end].to_owned()
}

/// As `encodeURIComponent` has it.
fn encoded(id: &str) -> String {
    let mut encoded = String::new();
    for byte in id.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.!~*'()".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}
