//! What becomes of a document, as text that a newsroom could read: what the reader gets, then the notes.

use std::fmt::{Debug, Display, Write};

use developing_story::feed::{self, Body, Page, Update, Value};
use developing_story::formats::{Outcome, Reading};
use developing_story::time::Timestamp;

use crate::support::formats::read;
use crate::support::link;

/// How much of a text is shown: enough to see how it begins and that nothing stands before it.
const SHOWN: usize = 200;

/// The whole snapshot of one document.
pub(crate) fn of(text: &str, address: &str) -> String {
    let reading = read(text, address);
    let mut out = String::new();
    line(&mut out, 0, "address", Some(address));
    line(&mut out, 0, "format", reading.format);
    match &reading.outcome {
        Outcome::Feed { document, guessed } => {
            let (page, rejected) =
                feed::read(document, Some(&link(address))).expect("a feed has items");
            head(&mut out, &page, *guessed);
            let items = document.member("items").map_or(&[][..], Value::list);
            entries(&mut out, "entry", &page.updates, items);
            let revised = document.member("_story").and_then(|story| story.member("revised"));
            entries(&mut out, "revised", &page.revised, revised.map_or(&[][..], Value::list));
            for refusal in rejected {
                line(
                    &mut out,
                    0,
                    "the core rejects",
                    Some(format!("{} {}", refusal.at, refusal.reason)),
                );
            }
        }
        Outcome::Lead(to) => line(&mut out, 0, "leads to", Some(to.as_str())),
        Outcome::Unreadable(fault) => {
            line(&mut out, 0, "unreadable", Some(&fault.what));
            line(&mut out, 0, "remedy", Some(fault.remedy));
        }
    }
    notes(&mut out, &reading);
    out
}

fn head(out: &mut String, page: &Page, guessed: bool) {
    let feed = &page.feed;
    line(out, 0, "title", feed.title.as_deref());
    line(out, 0, "language", feed.language.as_deref());
    line(out, 0, "home page", feed.home_page.as_ref().map(|link| link.as_str()));
    line(out, 0, "state", Some(feed.state.word()));
    line(out, 0, "expired", feed.expired.then_some("yes"));
    line(out, 0, "poll", feed.poll.map(|every| format!("{} s", every.as_secs())));
    let guess = if guessed { " (a guess)" } else { "" };
    line(out, 0, "next", page.next.as_ref().map(|next| format!("{}{guess}", next.as_str())));
    line(out, 0, "version", page.version.map(Timestamp::to_rfc3339));
    line(out, 0, "place", feed.place.as_deref());
    line(out, 0, "time zone", feed.time_zone.as_deref());
    list(out, 0, "known", &feed.known);
    list(out, 0, "unknown", &feed.unknown);
}

fn entries(out: &mut String, heading: &str, of: &[std::rc::Rc<Update>], items: &[Value]) {
    for update in of {
        let is_it = |item: &&Value| match item.member("id") {
            Some(Value::Number(id)) => id.to_string() == update.id.as_str(),
            id => id.and_then(Value::text).map(str::trim) == Some(update.id.as_str()),
        };
        entry(out, heading, update, items.iter().find(is_it).unwrap_or(&Value::Null));
    }
}

fn entry(out: &mut String, heading: &str, of: &Update, item: &Value) {
    out.push('\n');
    line(out, 0, heading, Some(of.id.as_str()));
    line(out, 1, "url", of.url.as_ref().map(|link| link.as_str()));
    line(out, 1, "published", of.published.map(Timestamp::to_rfc3339));
    line(out, 1, "modified", of.modified.map(Timestamp::to_rfc3339));
    line(out, 1, "happened", of.happened.map(Timestamp::to_rfc3339));
    list(out, 1, "authors", &of.authors);
    list(out, 1, "tags", &of.tags);
    line(out, 1, "language", of.language.as_deref());
    line(out, 1, "key", of.key.then_some("yes"));
    line(out, 1, "pinned", of.pinned.then_some("yes"));
    line(out, 1, "certainty", of.certainty.map(debug));
    line(out, 1, "correction", of.correction.as_deref());
    line(out, 1, "withdrawn", of.withdrawn.as_ref().map(debug));
    line(out, 1, "title", of.title.as_deref());
    line(out, 1, "summary", of.summary.as_deref().map(shown));
    match &of.body {
        Body::Html(html, base) => {
            line(out, 1, "html", Some(shown(html)));
            line(out, 1, "base", base.as_ref().map(|link| link.as_str()));
        }
        Body::Text(text) => line(out, 1, "text", Some(shown(text))),
        Body::None => {}
    }
    line(out, 1, "image", item.member("image").and_then(Value::text));
    for file in item.member("attachments").map_or(&[][..], Value::list) {
        let say = |name| file.member(name).and_then(Value::text).unwrap_or("?");
        let bytes = file.member("size_in_bytes").and_then(Value::number);
        let bytes = bytes.map_or_else(String::new, |bytes| format!(", {bytes} bytes"));
        let file = format!("{} ({}{bytes})", say("url"), say("mime_type"));
        line(out, 1, "file", Some(file));
    }
}

fn notes(out: &mut String, reading: &Reading) {
    if !reading.notes.is_empty() {
        out.push_str("\nnotes\n");
    }
    for note in &reading.notes {
        let at = if note.at.is_empty() { "the document" } else { &note.at };
        line(out, 1, note.verdict.word(), Some(format!("{at}: {}", shown(&note.what))));
    }
}

/// One fact to a line; what is not there has none.
fn line(out: &mut String, depth: usize, name: &str, value: Option<impl Display>) {
    if let Some(value) = value {
        let indent = "  ".repeat(depth);
        writeln!(out, "{indent}{name}: {value}").expect("a text takes everything");
    }
}

fn list(out: &mut String, depth: usize, name: &str, values: &[String]) {
    line(out, depth, name, (!values.is_empty()).then(|| values.join(" | ")));
}

fn debug(of: impl Debug) -> String {
    format!("{of:?}")
}

/// The beginning of a text on one line, white space made visible where it would break that.
fn shown(text: &str) -> String {
    let mut shown: String = text.chars().take(SHOWN).collect();
    if shown.len() < text.len() {
        shown.push('…');
    }
    shown.replace('\r', "␍").replace('\n', "⏎").replace('\t', "⇥")
}
