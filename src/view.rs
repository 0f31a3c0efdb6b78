//! The [`View`] as Yew components: functions of their properties, without state and listeners.
//!
//! What can be pressed carries `data-action`, what folds is a native `<details>` with `data-entry`
//! or `data-day`; two listeners of the shell on the mount turn both into actions. (A listener of
//! Yew's own would keep the host element alive for ever.) Every list stands in an element of its
//! own, with keys, and no component renders nothing beside siblings that change.

mod content;
mod entry;
mod header;

use std::rc::Rc;

use yew::prelude::*;
use yew::virtual_dom::VText;

use crate::session::{Day, Gist, Phase, Row, View};

/// Properties of [`Story`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct StoryProps {
    /// What of the timeline it is.
    pub part: Part,
}

/// What a component shows. One type of component for both, since each type brings its own copy of
/// what Yew does with components.
#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    /// The whole timeline, from header to footer.
    Whole(Rc<View>),
    /// One entry, which renders nothing while its row is equal.
    Entry(Rc<Row>),
}

/// The timeline, or a part of it.
#[derive(Debug)]
pub struct Story;

impl Component for Story {
    type Message = ();
    type Properties = StoryProps;

    fn create(_: &Context<Self>) -> Self {
        Self
    }

    fn view(&self, context: &Context<Self>) -> Html {
        match &context.props().part {
            Part::Whole(view) => whole(view),
            Part::Entry(row) => entry::entry(row),
        }
    }
}

/// Text as it is. Texts that are left to `html!` bring what formats: 0.5 KB of wasm.
fn written(text: &str) -> Html {
    VText::new(text.to_owned()).into()
}

fn whole(view: &View) -> Html {
    #[cfg(panic_switch)]
    crate::panic_switch::panic_if(&view.header.title, "panic-in-view");
    let open = view.header.fold.is_open();
    html! {
        <section class="story" aria-label={view.name.clone()} aria-busy={(view.phase == Phase::Loading).then_some("true")}>
            { header::header(&view.header) }
            <p class="said" role="status">{ written(&view.said) }</p>
            <div class="inside" id="inside" hidden={!open}>
                { gist(view.gist.as_ref()) }
                <div class="reveal">{ reveal(view.reveal.as_deref()) }</div>
                { timeline(view) }
                <div class="footer" part="footer"><slot name="footer" /></div>
            </div>
        </section>
    }
}

fn timeline(view: &View) -> Html {
    match view.phase {
        // The host's own content stands in until there is a timeline; without any, an outline.
        Phase::Loading => html! {
            <div class="stand-in"><slot>{ outline() }</slot></div>
        },
        Phase::Empty => html! { <div class="empty"><p>{ written(&view.empty) }</p></div> },
        Phase::Filled => {
            let earlier = earlier(view);
            let (above, below) = if view.oldest_first {
                (earlier, Html::default())
            } else {
                (Html::default(), earlier)
            };
            html! {
                <div class="timeline">
                    <div class="more">{ above }</div>
                    { pinned(view) }
                    <div class="days">
                        { for view.days.iter().map(day) }
                    </div>
                    <div class="more">{ below }</div>
                </div>
            }
        }
    }
}

fn pinned(view: &View) -> Html {
    html! {
        <ol class="entries pinned">
            { for view.pinned.iter().map(|row| html! {
                <Story key={row.id.as_str()} part={Part::Entry(Rc::clone(row))} />
            }) }
        </ol>
    }
}

fn earlier(view: &View) -> Html {
    match &view.earlier {
        None => Html::default(),
        Some(earlier) => html! {
            <button type="button" part="earlier" class="earlier" data-action="earlier"
                aria-disabled={earlier.busy.then_some("true")}>
                { written(&earlier.text) }
            </button>
        },
    }
}

fn reveal(text: Option<&str>) -> Html {
    match text {
        None => Html::default(),
        Some(text) => html! {
            <button type="button" part="reveal" data-action="reveal">{ written(text) }</button>
        },
    }
}

fn gist(gist: Option<&Gist>) -> Html {
    let Some(gist) = gist else { return html! { <div class="gist" hidden={true} /> } };
    let side = |(heading, statements): &(String, Vec<String>)| match statements.is_empty() {
        true => html! { <div hidden={true} /> },
        false => html! {
            <div>
                <h3>{ written(heading) }</h3>
                <ul lang={gist.language.clone()}>
                    { for statements.iter().map(|statement| html! { <li>{ written(statement) }</li> }) }
                </ul>
            </div>
        },
    };
    html! { <div class="gist" part="summary">{ side(&gist.known) }{ side(&gist.unknown) }</div> }
}

/// The rail before there is anything on it.
fn outline() -> Html {
    html! {
        <div class="outline" aria-hidden="true">
            { for (0..3).map(|_| html! { <div><i /><i /></div> }) }
        </div>
    }
}

fn day(day: &Day) -> Html {
    html! {
        <details key={day.date.as_str()} part="day" class="day" data-day={day.date.clone()}
            open={day.fold.is_open()}>
            <summary><h3>{ written(&day.heading) }</h3><span class="count">{ written(&day.count) }</span></summary>
            <ol class="entries">
                { for day.rows.iter().flat_map(|row| [gap(row), Some(html! {
                    <Story key={row.id.as_str()} part={Part::Entry(Rc::clone(row))} />
                })]).flatten() }
            </ol>
        </details>
    }
}

/// What is missing above a row.
fn gap(row: &Row) -> Option<Html> {
    let gap = row.gap.as_ref()?;
    Some(html! {
        <li key={["gap ", row.id.as_str()].concat()} class="gap">
            <button type="button" class="earlier" data-action="fill"
                aria-disabled={gap.busy.then_some("true")}>
                { written(&gap.text) }
            </button>
        </li>
    })
}
