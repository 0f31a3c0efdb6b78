//! A report as text for people and as JSON for programs.

use developing_story::{
    feed::Certainty,
    formats::{Fault, Note, Verdict},
    link::Link,
    time::Timestamp,
};
use serde_json::{Value, json};

use super::{Hint, Report, Row, Step, Story};

/// Lines of what is accepted, and rows of the timeline; `--json` has them all.
const SHORT: [usize; 2] = [10, 20];

/// A place longer than this has a line to itself.
const WIDEST: usize = 36;

/// Everything but the error.
pub(super) fn text(report: &Report) -> String {
    let mut text = String::new();
    let format = report.format.map(|format| format.to_string()).unwrap_or_default();
    let mut say = |line: String| text.extend([line.trim_end(), "\n"]);
    say(report.asked.clone());
    for Step { by, to } in &report.followed {
        say(format!("  {by} to {to}"));
    }
    if let Some(address) = report.address.as_ref().filter(|it| it.as_str() != end(report)) {
        say(format!("  relative links start from {address}"));
    }
    let [accepted, repaired, refused] = VERDICTS.map(|verdict| report.count(verdict));
    if report.outcome.is_ok() {
        say(format!("{format}: {accepted} accepted, {repaired} repaired, {refused} refused"));
    }
    for verdict in [Verdict::Refused, Verdict::Repaired, Verdict::Accepted] {
        section(verdict, &report.notes, &mut say);
    }
    if !report.hints.is_empty() {
        say("\nhints".to_owned());
    }
    for Hint { what, remedy } in &report.hints {
        say(format!("  {what}\n    → {remedy}"));
    }
    if let Ok(story) = &report.outcome {
        story_as_text(story, &mut say);
    }
    text
}

/// Why there is nothing to show.
pub(super) fn error(report: &Report, fault: &Fault) -> String {
    format!("error: {} {}\n  → {}\n", end(report), fault.what, fault.remedy)
}

/// The document that was asked for in the end.
fn end(report: &Report) -> &str {
    report.followed.last().map_or(&report.asked, |step| step.to.as_str())
}

const VERDICTS: [Verdict; 3] = [Verdict::Accepted, Verdict::Repaired, Verdict::Refused];

fn section(verdict: Verdict, notes: &[Note], say: &mut impl FnMut(String)) {
    let notes: Vec<&Note> = notes.iter().filter(|note| note.verdict == verdict).collect();
    if notes.is_empty() {
        return;
    }
    say(format!("\n{}", verdict.word()));
    let places = notes.iter().map(|note| note.at.chars().count());
    let width = places.filter(|width| *width <= WIDEST).max().unwrap_or_default();
    let shown = if verdict == Verdict::Accepted { SHORT[0] } else { notes.len() };
    for note in notes.iter().take(shown) {
        let at = if note.at.is_empty() { "/" } else { &note.at };
        if at.chars().count() > width {
            say(format!("  {at}\n  {:width$}  {}", "", note.what));
        } else {
            say(format!("  {at:width$}  {}", note.what));
        }
        if !note.remedy.is_empty() {
            say(format!("  {:width$}  → {}", "", note.remedy));
        }
    }
    rest(notes.len(), shown, say);
}

fn story_as_text(story: &Story, say: &mut impl FnMut(String)) {
    let feed = &story.feed;
    let state = if feed.expired { "ended, for good" } else { feed.state.word() };
    let cadence = match story.cadence {
        Some(cadence) => format!("a poll every {} s", cadence.as_secs()),
        None => "no polls".to_owned(),
    };
    let guess = if story.guessed { " (a guess)" } else { "" };
    let next = story.next.as_ref().map(|next| format!("{next}{guess}"));
    say("\nthe widget shows".to_owned());
    for (name, value) in [
        ("title", feed.title.as_deref().unwrap_or("none")),
        ("language", feed.language.as_deref().unwrap_or("none")),
        ("state", state),
        ("cadence", &cadence),
        ("place", feed.place.as_deref().unwrap_or("none")),
        ("next page", next.as_deref().unwrap_or("none")),
    ] {
        say(format!("  {name:9}  {value}"));
    }
    for Row { headline, published, update } in story.entries.iter().take(SHORT[1]) {
        let certainty = update.certainty.map(word);
        let marks: Vec<&str> = [
            update.pinned.then_some("pinned"),
            update.key.then_some("key"),
            certainty,
            update.withdrawn.as_ref().map(|_| "withdrawn"),
        ]
        .into_iter()
        .flatten()
        .collect();
        let marks =
            if marks.is_empty() { String::new() } else { format!(" ({})", marks.join(", ")) };
        say(format!("  {}  {headline}{marks}", published.to_rfc3339()));
    }
    rest(story.entries.len(), SHORT[1], say);
}

fn rest(all: usize, shown: usize, say: &mut impl FnMut(String)) {
    let more = all.saturating_sub(shown);
    if more > 0 {
        say(format!("  … and {more} more"));
    }
}

/// Everything, in the form that [`super`] describes.
pub(super) fn json(report: &Report) -> Value {
    let [accepted, repaired, refused] = VERDICTS.map(|verdict| report.count(verdict));
    let advice = |what: &str, remedy: &str| json!({ "what": what, "remedy": remedy });
    let error = report.outcome.as_ref().err().map(|it| advice(&it.what, it.remedy));
    let steps = report.followed.iter().map(|step| json!({ "by": step.by, "to": step.to.as_str() }));
    let notes = report.notes.iter().map(|note| {
        let Note { verdict, at, what, remedy } = note;
        json!({ "verdict": verdict.word(), "at": at, "what": what, "remedy": remedy })
    });
    json!({
        "asked": report.asked,
        "address": address(report.address.as_ref()),
        "followed": steps.collect::<Vec<_>>(),
        "format": report.format.map(|format| format.to_string()),
        "status": report.status() as u8,
        "accepted": accepted,
        "repaired": repaired,
        "refused": refused,
        "notes": notes.collect::<Vec<_>>(),
        "hints": report.hints.iter().map(|it| advice(&it.what, it.remedy)).collect::<Vec<_>>(),
        "error": error,
        "feed": report.outcome.as_ref().ok().map(story_as_json),
    })
}

fn story_as_json(story: &Story) -> Value {
    let feed = &story.feed;
    let next = story.next.as_ref();
    json!({
        "title": feed.title,
        "language": feed.language,
        "home_page": address(feed.home_page.as_ref()),
        "state": feed.state.word(),
        "expired": feed.expired,
        "cadence": story.cadence.map(|cadence| cadence.as_secs()),
        "place": feed.place,
        "time_zone": feed.time_zone,
        "known": feed.known,
        "unknown": feed.unknown,
        "next": next.map(|next| json!({ "address": next.as_str(), "guessed": story.guessed })),
        "entries": story.entries.iter().map(row_as_json).collect::<Vec<_>>(),
    })
}

fn row_as_json(row: &Row) -> Value {
    let update = &row.update;
    json!({
        "id": update.id.as_str(),
        "headline": row.headline,
        "published": row.published.to_rfc3339(),
        "modified": update.modified.map(Timestamp::to_rfc3339),
        "url": address(update.url.as_ref()),
        "key": update.key,
        "pinned": update.pinned,
        "certainty": update.certainty.map(word),
        "withdrawn": update.withdrawn.is_some(),
    })
}

fn address(link: Option<&Link>) -> Option<&str> {
    link.map(Link::as_str)
}

/// The word of the feed.
fn word(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Confirmed => "confirmed",
        Certainty::Reported => "reported",
        Certainty::Unconfirmed => "unconfirmed",
        Certainty::Expected => "expected",
        Certainty::Analysis => "analysis",
    }
}
