//! One entry: time, rail, headline, and what unfolds under it.

use yew::prelude::*;

use super::content;
use super::written;
use crate::digits::digits;
use crate::feed::Certainty;
use crate::session::{Mark, More, Row};

pub(super) fn entry(row: &Row) -> Html {
    html! {
        <li>
            <article part="entry" class="entry" data-key={row.key.is_some().then_some("")}
                data-unread={row.unread.is_some().then_some("")}
                data-withdrawn={row.withdrawn.is_some().then_some("")} data-id={row.id.as_str().to_owned()} tabindex="-1"
                lang={row.language.clone()}>
                <time part="time" class="time" datetime={row.datetime.clone()}
                    title={row.full_time.clone()}>{ written(&row.time) }</time>
                <div class="cell">{ told(row) }</div>
            </article>
            { after(row.number) }
        </li>
    }
}

fn told(row: &Row) -> Html {
    if let Some(withdrawn) = &row.withdrawn {
        return html! { <p class="stub">{ written(withdrawn) }</p> };
    }
    if !row.has_more() {
        return html! { <div class="alone">{ headline(row) }</div> };
    }
    html! {
        <details data-entry={row.id.as_str().to_owned()} open={row.fold.is_open()}>
            <summary>{ headline(row) }</summary>
            <div class="more">
                <div part="body" class="body">{ content::body(row.body(), &row.words) }</div>
                { more(row) }
                { happened(row) }
                { correction(row) }
                { byline(row) }
            </div>
        </details>
    }
}

fn headline(row: &Row) -> Html {
    html! {
        <div class="head">
            <h4 part="headline">
                { for [&row.unread, &row.key].into_iter().flatten().map(|word| html! {
                    <span class="said">{ written(word) }{ ": " }</span>
                }) }
                { written(&row.headline) }
            </h4>
            { row.mark.as_ref().map(mark).unwrap_or_default() }
            { row.pinned.as_ref().map(|word| html! { <span class="mark">{ written(word) }</span> }).unwrap_or_default() }
        </div>
    }
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
    html! {
        <span part="certainty" class="mark" data-certainty={certainty}>
            <svg viewBox="0 0 12 12" aria-hidden="true"><path d={shape} /></svg>
            { written(&mark.text) }
        </span>
    }
}

/// What stands where the text is cut off.
fn more(row: &Row) -> Html {
    match &row.more {
        None => Html::default(),
        Some(More { text, to: None }) => html! { <p class="source">{ written(text) }</p> },
        Some(More { text, to: Some(to) }) => html! {
            <p class="source">
                <a href={to.as_str().to_owned()} rel="noopener" target={row.words.target.clone()}>{ written(text) }</a>
            </p>
        },
    }
}

fn happened(row: &Row) -> Html {
    row.happened
        .as_ref()
        .map(|text| html! { <p class="happened">{ written(text) }</p> })
        .unwrap_or_default()
}

fn correction(row: &Row) -> Html {
    let note = row.correction.as_ref().map(|note| {
        html! { <p part="correction" class="correction"><b>{ written(&note.lead) }</b>{ " " }{ written(&note.text) }</p> }
    });
    note.unwrap_or_default()
}

fn byline(row: &Row) -> Html {
    if row.byline.is_empty() {
        return Html::default();
    }
    html! { <p part="byline" class="byline">{ written(&row.byline) }</p> }
}

/// Where a host may put something of its own: after the first entry and every fifth.
fn after(number: usize) -> Html {
    if number == 1 || number.is_multiple_of(5) {
        html! { <slot name={["after-", &digits(number as u32)].concat()} /> }
    } else {
        Html::default()
    }
}
