//! Title, state and controls.

use yew::prelude::*;

use super::template::{Place, html};
use crate::config::{Clock, Order};
use crate::session::{Header, StateKind};

pub(super) fn header(header: &Header) -> Html {
    let open = header.fold.is_open();
    html(
        "(header part=header class=header \
         (h2 part=title lang=@ \
         (button type=button class=title data-action=fold-story aria-expanded=@ aria-controls=inside @)) \
         (div class=tools @ @ (slot name=header-end)) \
         (p class=status \
         (span part=state class=state data-state=@ (span class=dot aria-hidden=true) @) @ \
         (span part=freshness class=freshness @)) @)",
        [
            (&header.language).into(),
            if open { "true" } else { "false" }.into(),
            (&header.title).into(),
            toggle_all(header),
            pause(header),
            state(header.state).into(),
            (&header.state_text).into(),
            " ".into(),
            (&header.freshness).into(),
            choices(header),
        ],
    )
}

/// How the story is read: its order, its clock, and a way to look for something.
fn choices(header: &Header) -> Place {
    let Some(search) = &header.search else {
        // Its room, so that nothing moves when it comes.
        let comes = header.state == StateKind::Loading;
        return comes.then(|| html("(div class=choices)", [])).into();
    };
    let button = |(action, text): (&str, &String)| {
        html("(button type=button data-action=@ @)", [action.into(), text.into()])
    };
    let order = header.order.as_ref().map(|(order, text)| match order {
        Order::Oldest => button(("oldest-first", text)),
        Order::Newest => button(("newest-first", text)),
    });
    let clock = header.clock.as_ref().map(|(clock, text)| match clock {
        Clock::Reader => button(("clock-reader", text)),
        _ => button(("clock-scene", text)),
    });
    html(
        "(div class=choices @ @ @ @)",
        [
            order.into(),
            clock.into(),
            button(("search", search)).into(),
            header.marks.as_ref().map(|text| button(("marks", text))).into(),
        ],
    )
    .into()
}

fn toggle_all(header: &Header) -> Place {
    let Some((fold, text)) = &header.toggle_all else { return Place::Nothing };
    let action = if fold.is_open() { "unfold-all" } else { "fold-all" };
    html("(button type=button part=toggle-all data-action=@ @)", [action.into(), text.into()])
        .into()
}

fn pause(header: &Header) -> Place {
    let Some((paused, text, name)) = &header.pause else { return Place::Nothing };
    let action = if *paused { "resume" } else { "pause" };
    html(
        "(button type=button part=pause data-action=@ aria-label=@ @)",
        [action.into(), name.into(), text.into()],
    )
    .into()
}

fn state(kind: StateKind) -> &'static str {
    match kind {
        StateKind::Loading => "loading",
        StateKind::Live => "live",
        StateKind::Paused => "paused",
        StateKind::Trouble => "trouble",
        StateKind::Ended => "ended",
    }
}
