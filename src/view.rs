//! The [`View`] as Yew components: functions of their properties, without state and listeners.
//!
//! What can be pressed carries `data-action`, what folds is a native `<details>` with `data-entry`
//! or `data-day`; two listeners of the shell on the mount turn both into actions. (A listener of
//! Yew's own would keep the host element alive for ever.) Every list stands in an element of its
//! own, with keys, and no component renders nothing beside siblings that change.

mod content;
mod entry;
mod header;
mod template;

use std::rc::Rc;

use yew::prelude::*;
use yew::virtual_dom::{VComp, VText};

use crate::digits::digits;
use crate::joined::joined;
use crate::session::{Day, EarlierView, Fold, Gist, Line, Moment, Phase, Row, View};
use template::Place;

/// Properties of [`Story`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct StoryProps {
    /// What of the timeline it is.
    pub part: Part,
}

/// What a component shows. One type of component for both, since each type brings its own copy of
/// what Yew does with components.
#[derive(Clone, Debug)]
pub enum Part {
    /// The whole timeline, from header to footer.
    Whole(Rc<View>),
    /// One entry, and whether it is made open. It renders nothing while its row is the same one.
    Entry(Rc<Row>, Fold),
}

impl Part {
    /// As elements.
    pub fn html(&self) -> Html {
        match self {
            Self::Whole(view) => whole(view),
            Self::Entry(row, fold) => entry::entry(row, *fold),
        }
    }
}

/// Whoever composes a view takes over the rows that stay as they are (`Host::last`), so nothing in them has to be compared.
impl PartialEq for Part {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Whole(view), Self::Whole(other)) => Rc::ptr_eq(view, other),
            (Self::Entry(row, _), Self::Entry(other, _)) => Rc::ptr_eq(row, other),
            _ => false,
        }
    }
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
        context.props().part.html()
    }
}

/// Text as it is. Texts that are left to `html!` bring what formats: 0.5 KB of wasm.
fn written(text: &str) -> Html {
    VText::new(text.to_owned()).into()
}

fn whole(view: &View) -> Html {
    #[cfg(panic_switch)]
    crate::panic_switch::panic_if(&view.header.title, "panic-in-view");
    let busy = (view.phase == Phase::Loading).then(|| "true".to_owned());
    template::html(
        "(section class=story aria-label=@ aria-busy=@ @ (p class=said role=status @) \
         (div class=inside id=inside hidden=@ (div class=search role=search) (div class=legend) @ @ (div class=reveal @) @ \
         (div class=footer part=footer (slot name=footer))))",
        [
            (&view.name).into(),
            (&busy).into(),
            header::header(&view.header).into(),
            (&view.said).into(),
            (!view.header.fold.is_open()).into(),
            gist(view.gist.as_ref()).into(),
            moments(view),
            reveal(view),
            timeline(view).into(),
        ],
    )
}

fn timeline(view: &View) -> Html {
    match view.phase {
        // The host's own content stands in until there is a timeline; without any, the rail before there is anything
        // on it.
        Phase::Loading => template::html(
            "(div class=stand-in (slot (div class=outline aria-hidden=true \
             (div (i) (i)) (div (i) (i)) (div (i) (i)))))",
            [],
        ),
        Phase::Empty => template::html("(div class=empty (p @))", [(&view.empty).into()]),
        Phase::Filled => {
            let earlier =
                view.earlier.as_ref().map(|it| earlier(it, "earlier".into(), "earlier")).into();
            let (above, below) = if view.oldest_first {
                (earlier, Place::Nothing)
            } else {
                (Place::Nothing, earlier)
            };
            let label = view.pinned.first().map_or(&None, |row| &row.pinned);
            let pinned: Html = view.pinned.iter().map(line).collect();
            let days: Html = view.days.iter().map(day).collect();
            template::html(
                "(div class=timeline (div class=more @) (div class=@ role=@ aria-label=@ @) (div class=days @) (div class=more @))",
                [
                    above,
                    "entries pinned".into(),
                    label.as_ref().map_or(Place::Nothing, |_| "feed".into()),
                    label.into(),
                    pinned.into(),
                    days.into(),
                    below,
                ],
            )
        }
    }
}

/// An entry, and after the first and every fifth of them a place where the host may put something of its own. What is only
/// further down now is the same row.
fn line(line: &Line) -> Html {
    let properties = Rc::new(StoryProps { part: Part::Entry(Rc::clone(&line.row), line.fold) });
    let entry: Html = VComp::new::<Story>(properties, None).into();
    let number = line.number;
    let after = (number == 1 || number.is_multiple_of(5)).then(|| {
        let name = joined(&["after-", &digits(number as u32)], "");
        template::html("(slot name=@)", [(&name).into()])
    });
    // The other keys of such a list have no such sign before them.
    let key = joined(&["#", line.id.as_str()], "");
    template::html("(div key=@ @ @)", [(&key).into(), entry.into(), after.into()])
}

fn earlier(earlier: &EarlierView, part: Place, action: &'static str) -> Html {
    let busy = earlier.busy.then(|| "true".to_owned());
    template::html(
        "(button type=button part=@ class=earlier data-action=@ aria-disabled=@ @)",
        [part, action.into(), (&busy).into(), (&earlier.text).into()],
    )
}

fn reveal(view: &View) -> Place {
    let Some(text) = &view.reveal else { return Place::Nothing };
    let action = if view.leads_back { "unread" } else { "reveal" };
    template::html("(button type=button part=reveal data-action=@ @)", [action.into(), text.into()])
        .into()
}

fn moments(view: &View) -> Place {
    let Some(moments) = &view.moments else { return Place::Nothing };
    let more = view.earlier.as_ref().filter(|it| it.has_more);
    let link = |moment: &Moment| {
        template::html(
            "(li (a href=@ lang=@ (span class=when @) @))",
            [
                (&moment.address).into(),
                (&moment.language).into(),
                (&moment.time).into(),
                (&moment.headline).into(),
            ],
        )
    };
    let list: Html = moments.list.iter().map(link).collect();
    template::html(
        "(nav part=moments class=moments aria-label=@ (h3 @) (ol @) @)",
        [
            (&moments.heading).into(),
            (&moments.heading).into(),
            list.into(),
            more.map(|it| earlier(it, Place::Nothing, "earlier-moments")).into(),
        ],
    )
    .into()
}

/// There is room for it in the tree while there is none, so one template makes both.
fn gist(gist: Option<&Gist>) -> Html {
    let side = |of: fn(&Gist) -> &(String, Vec<String>)| {
        let Some((gist, (heading, statements))) = gist.map(|gist| (gist, of(gist))) else {
            return Place::Nothing;
        };
        if statements.is_empty() {
            return Place::Nothing;
        }
        let list: Html =
            statements.iter().map(|it| template::html("(li @)", [it.into()])).collect();
        template::html(
            "(div (h3 @) (ul lang=@ @))",
            [heading.into(), (&gist.language).into(), list.into()],
        )
        .into()
    };
    let part = gist.map_or(Place::Nothing, |_| "summary".into());
    template::html(
        "(div class=gist part=@ hidden=@ @ @)",
        [part, gist.is_none().into(), side(|it| &it.known), side(|it| &it.unknown)],
    )
}

fn day(day: &Day) -> Html {
    let rows = day.rows.iter().flat_map(|it| [reached(it), gap(it), Some(line(it))]).flatten();
    let rows: Html = rows.collect();
    template::html(
        "(details key=@ part=day class=day data-day=@ open=@ (summary (h3 @) (span class=count @)) (div class=entries role=feed aria-label=@ @))",
        [
            (&day.date).into(),
            (&day.date).into(),
            day.fold.is_open().into(),
            (&day.heading).into(),
            (&day.count).into(),
            (&day.heading).into(),
            rows.into(),
        ],
    )
}

/// How far the reader had got, above a row.
fn reached(line: &Line) -> Option<Html> {
    let text = line.reached.as_ref()?;
    Some(template::html("(div key=reached class=reached @)", [text.into()]))
}

/// What is missing above a row.
fn gap(line: &Line) -> Option<Html> {
    let gap = line.gap.as_ref()?;
    let key = joined(&["gap ", line.id.as_str()], "");
    let busy = gap.busy.then(|| "true".to_owned());
    Some(template::html(
        "(div key=@ class=gap role=article (button type=button class=earlier data-action=fill aria-disabled=@ @))",
        [(&key).into(), (&busy).into(), (&gap.text).into()],
    ))
}
