//! Title, state and controls.

use yew::prelude::*;

use super::written;
use crate::session::{Header, StateKind};

pub(super) fn header(header: &Header) -> Html {
    let open = header.fold.is_open();
    html! {
        <header part="header" class="header">
            <h2 part="title" lang={header.language.clone()}>
                <button type="button" class="title" data-action="fold-story"
                    aria-expanded={if open { "true" } else { "false" }} aria-controls="inside">
                    { written(&header.title) }
                </button>
            </h2>
            <div class="tools">
                { toggle_all(header) }
                { pause(header) }
                <slot name="header-end" />
            </div>
            <p class="status">
                <span part="state" class="state" data-state={state(header.state)}>
                    <span class="dot" aria-hidden="true" />{ written(&header.state_text) }
                </span>
                { " " }
                <span part="freshness" class="freshness">{ written(&header.freshness) }</span>
            </p>
        </header>
    }
}

fn toggle_all(header: &Header) -> Html {
    let Some((fold, text)) = &header.toggle_all else { return html! { <span hidden={true} /> } };
    let action = if fold.is_open() { "unfold-all" } else { "fold-all" };
    html! {
        <button type="button" part="toggle-all" data-action={action}>{ written(text) }</button>
    }
}

fn pause(header: &Header) -> Html {
    let Some((paused, text, name)) = &header.pause else {
        return html! { <span hidden={true} /> };
    };
    let action = if *paused { "resume" } else { "pause" };
    html! {
        <button type="button" part="pause" data-action={action} aria-label={name.clone()}>
            { written(text) }
        </button>
    }
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
