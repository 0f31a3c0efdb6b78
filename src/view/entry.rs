//! One entry: time, rail, headline, and what unfolds under it.

use yew::prelude::*;

use super::content;
use super::template::{Place, html};
use crate::feed::Certainty;
use crate::session::{Fold, Mark, More, Note, Row};

pub(super) fn entry(row: &Row, fold: Fold) -> Html {
    html(
        "(article part=entry class=entry data-key=@ data-unread=@ data-withdrawn=@ data-id=@ tabindex=-1 lang=@ \
         (time part=time class=time datetime=@ title=@ @) @ (div class=cell @))",
        [
            row.key.is_some().into(),
            row.unread.is_some().into(),
            row.withdrawn.is_some().into(),
            row.id.as_str().into(),
            (&row.language).into(),
            (&row.datetime).into(),
            (&row.full_time).into(),
            (&row.time).into(),
            row.two_clocks.then(|| html("(p class=said @)", [(&row.full_time).into()])).into(),
            told(row, fold).into(),
        ],
    )
}

fn told(row: &Row, fold: Fold) -> Html {
    if let Some(withdrawn) = &row.withdrawn {
        return html("(p class=stub @)", [withdrawn.into()]);
    }
    if !row.has_more() {
        return html("(div class=alone @)", [headline(row).into()]);
    }
    html(
        "(details data-entry=@ open=@ (summary @) (div class=more (div part=body class=body @) @ @ @ \
         (p class=foot @ @ (span class=told role=status))))",
        [
            row.id.as_str().into(),
            fold.is_open().into(),
            headline(row).into(),
            content::body(row.body(), &row.words).into(),
            more(row),
            row.happened.as_ref().map(|text| html("(p class=happened @)", [text.into()])).into(),
            correction(row),
            byline(row),
            share(row),
        ],
    )
}

fn headline(row: &Row) -> Html {
    let word = |word: &Option<String>| {
        word.as_ref().map(|word| html("(span class=said @ @)", [word.into(), ": ".into()])).into()
    };
    let pinned = row.pinned.as_ref().map(|word| html("(span class=mark @)", [word.into()]));
    html(
        "(div class=head (h4 part=headline @ @ @) @ @)",
        [
            word(&row.unread),
            word(&row.key),
            (&row.headline).into(),
            row.mark.as_ref().map(mark).into(),
            pinned.into(),
        ],
    )
}

/// A word, and a shape that says the same without colour.
fn mark(mark: &Mark) -> Html {
    let (certainty, shape) = match mark.certainty {
        Certainty::Confirmed => ("confirmed", "M1.5 6.5 4.5 9.5 10.5 2.5"),
        Certainty::Reported => ("reported", "M6 1.5 11 10.5H1Z"),
        Certainty::Unconfirmed => {
            ("unconfirmed", "M3.5 4a2.5 2.5 0 1 1 3.3 2.3Q6 6.7 6 7.8M6 10v1")
        }
        Certainty::Expected => ("expected", "M6 1.2a4.8 4.8 0 1 0 .01 0M6 3.2V6.2L8 7.6"),
        Certainty::Analysis => ("analysis", "M1 2.5H11M1 6H11M1 9.5H7"),
    };
    html(
        "(span part=certainty class=mark data-certainty=@ (svg viewBox=@ aria-hidden=true (path d=@)) @ @)",
        [
            certainty.into(),
            "0 0 12 12".into(),
            shape.into(),
            (&mark.text).into(),
            mark.was.as_ref().map(|was| html("(span class=was @)", [was.into()])).into(),
        ],
    )
}

/// What stands where the text is cut off.
fn more(row: &Row) -> Place {
    match &row.more {
        None => Place::Nothing,
        Some(More { text, to: None }) => html("(p class=source @)", [text.into()]).into(),
        Some(More { text, to: Some(to) }) => html(
            "(p class=source (a href=@ rel=noopener target=@ @))",
            [to.as_str().into(), (&row.words.target).into(), text.into()],
        )
        .into(),
    }
}

fn correction(row: &Row) -> Place {
    let note = row.correction.as_ref().map(|note| {
        html(
            "(div part=correction class=correction (b @) @ @ @)",
            [(&note.lead).into(), " ".into(), (&note.text).into(), changes(note).into()],
        )
    });
    note.into()
}

/// The button that shows what was changed, and where that shows (www/more.js).
fn changes(note: &Note) -> Option<Html> {
    let text = note.changes.as_ref()?;
    Some(html(
        "(div (button type=button class=changes data-action=changes aria-expanded=false @) (div class=compared))",
        [text.into()],
    ))
}

fn byline(row: &Row) -> Place {
    if row.byline.is_empty() {
        return Place::Nothing;
    }
    html("(span part=byline class=byline @)", [(&row.byline).into()]).into()
}

/// A link to the entry, which www/more.js shares.
fn share(row: &Row) -> Place {
    let (address, text) = &row.share;
    html("(a part=share class=share href=@ data-action=share @)", [address.into(), text.into()])
        .into()
}
