//! The story as static HTML, for the inside of the tag: what readers without scripts, search engines and the first moment
//! of a visit see. Natively only: a newsroom's server makes it.
//!
//! It says what the timeline would say, in the same words, since it is made of the same [`View`]. It has no styles and no
//! classes but those of [h-feed and h-entry](https://microformats.org/wiki/h-entry), and `id`s to which the addresses of
//! entries lead.

mod posting;

use std::time::Duration;

use crate::config::Config;
use crate::content::{Element, Piece};
use crate::feed::Page;
use crate::session::{
    Day, Event, Gist, Host, Moments, Phase, ReaderId, Row, Session, StateKind, View,
};
use crate::time::{Instant, Now, Timestamp};

pub use posting::{inert, posting};

/// Elements that have no end.
const VOID: [&str; 5] = ["hr", "br", "img", "source", "track"];

/// Attributes that are the timeline's own, and mean nothing without it.
const OWN: [&str; 4] = ["class", "tabindex", "role", "loading"];

/// So much later it is read, at least.
const LATER: Duration = Duration::from_secs(86_400);

/// The timeline as a reader sees it who comes at this moment, for a page that shows it with these attributes. Nothing where
/// there is nothing to show yet.
pub fn view(page: Page, config: Config, host: Host<'_>, now: Timestamp) -> Option<View> {
    let mut session = Session::new(None, 0);
    let reader = ReaderId(0);
    let at = |wall| Now { instant: Instant::from_millis(0), wall };
    for event in [
        Event::Joined(reader, config),
        Event::Connected(reader),
        Event::Handed(Box::new(page), Vec::new()),
    ] {
        session.handle(event, at(now));
    }
    let mut view = session.view(reader, host, at(now))?;
    // Whoever reads this reads it later: "5 minutes ago" would not be true.
    let later = Timestamp::from_millis(now.millis().saturating_add(LATER.as_millis() as i64));
    view.header.freshness = session.view(reader, host, at(later))?.header.freshness;
    (view.phase == Phase::Filled).then_some(view)
}

/// A view as HTML, in the interface's language; `home` is the story's own page.
pub fn html(view: &View, language: &str, home: Option<&str>) -> String {
    let mut page = Writer::default();
    page.open("div", &[("class", "h-feed"), ("lang", language)]);
    let title = &view.header.title;
    if !title.is_empty() {
        page.open("h2", &[("class", "p-name"), ("lang", lang(&view.header.language))]);
        match home {
            Some(home) => page.text_in("a", &[("class", "u-url"), ("href", home)], title),
            None => page.text(title),
        }
        page.close("h2");
    }
    let state = (view.header.state != StateKind::Live).then_some(&*view.header.state_text);
    page.line(state.into_iter().chain([&*view.header.freshness]));
    view.gist.iter().for_each(|gist| page.gist(gist));
    view.moments.iter().for_each(|moments| page.moments(moments));
    view.pinned.iter().for_each(|row| page.row(row));
    view.days.iter().for_each(|day| page.day(day));
    page.close("div");
    page.0
}

/// A text as it stands between the quotes of an attribute.
pub fn quoted(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;")
}

fn lang(language: &Option<String>) -> &str {
    language.as_deref().unwrap_or_default()
}

/// As a heading begins; the timeline has it from its styles.
fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}

#[derive(Default)]
struct Writer(String);

impl Writer {
    /// The beginning of an element; attributes without a value are left out.
    fn open(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.0.push('<');
        self.0.push_str(name);
        for (name, value) in attributes.iter().filter(|(_, value)| !value.is_empty()) {
            self.attribute(name, value);
        }
        self.0.push('>');
    }

    fn attribute(&mut self, name: &str, value: &str) {
        self.0.push(' ');
        self.0.push_str(name);
        self.0.push_str("=\"");
        self.0.push_str(&quoted(value));
        self.0.push('"');
    }

    fn close(&mut self, name: &str) {
        self.0.push_str("</");
        self.0.push_str(name);
        self.0.push('>');
        if matches!(
            name,
            "div" | "section" | "article" | "p" | "ul" | "ol" | "li" | "h2" | "h3" | "h4"
        ) {
            self.0.push('\n');
        }
    }

    fn text(&mut self, text: &str) {
        self.0.push_str(&text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;"));
    }

    fn text_in(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) {
        self.open(name, attributes);
        self.text(text);
        self.close(name);
    }

    /// A line of what there is, one after the other.
    fn line<'a>(&mut self, parts: impl Iterator<Item = &'a str>) {
        let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
        if !parts.is_empty() {
            self.text_in("p", &[], &parts.join(" · "));
        }
    }

    fn gist(&mut self, gist: &Gist) {
        for (heading, statements) in [&gist.known, &gist.unknown] {
            if statements.is_empty() {
                continue;
            }
            self.open("section", &[]);
            self.text_in("h3", &[], heading);
            self.open("ul", &[("lang", lang(&gist.language))]);
            statements.iter().for_each(|statement| self.text_in("li", &[], statement));
            self.close("ul");
            self.close("section");
        }
    }

    fn moments(&mut self, moments: &Moments) {
        self.open("section", &[]);
        self.text_in("h3", &[], &moments.heading);
        self.open("ol", &[]);
        for moment in &moments.list {
            self.open("li", &[]);
            self.open("a", &[("href", &moment.address), ("lang", lang(&moment.language))]);
            self.text(&[&*moment.time, " ", &*moment.headline].concat());
            self.close("a");
            self.close("li");
        }
        self.close("ol");
        self.close("section");
    }

    fn day(&mut self, day: &Day) {
        self.open("section", &[]);
        self.text_in("h3", &[], &capitalized(&day.heading));
        day.rows.iter().for_each(|row| self.row(row));
        self.close("section");
    }

    fn row(&mut self, row: &Row) {
        let language = lang(&row.language);
        // To which its address leads.
        let id = row.address.trim_start_matches('#');
        self.open("article", &[("class", "h-entry"), ("id", id)]);
        self.open("h4", &[("class", "p-name"), ("lang", language)]);
        self.text(&row.headline);
        self.close("h4");
        self.open("p", &[]);
        let time =
            [("class", "dt-published"), ("datetime", &*row.datetime), ("title", &*row.full_time)];
        self.text_in("time", &time, &row.time);
        let mark = row.mark.as_ref().map(|mark| &mark.text);
        for word in [row.pinned.as_ref(), row.key.as_ref(), mark].into_iter().flatten() {
            self.text(" · ");
            self.text(word);
        }
        self.close("p");
        if let Some(withdrawn) = &row.withdrawn {
            self.text_in("p", &[], withdrawn);
        }
        if !row.body().is_empty() {
            self.open("div", &[("class", "e-content"), ("lang", language)]);
            row.body().iter().for_each(|piece| self.piece(piece));
            self.close("div");
        }
        if let Some(more) = &row.more {
            self.open("p", &[]);
            match &more.to {
                Some(to) => self.text_in("a", &[("href", to.as_str())], &more.text),
                None => self.text(&more.text),
            }
            self.close("p");
        }
        if let Some(note) = &row.correction {
            self.line([[&*note.lead, &*note.text].join(" ").trim()].into_iter());
        }
        self.line(row.happened.iter().map(String::as_str));
        if !row.byline.is_empty() {
            self.text_in("p", &[("class", "p-author")], &row.byline);
        }
        self.close("article");
    }

    fn piece(&mut self, piece: &Piece) {
        match piece {
            Piece::Text(text) => self.text(text),
            Piece::Element(element) => self.element(element),
        }
    }

    fn element(&mut self, element: &Element) {
        let Element { name, attributes, inside } = element;
        if *name == "button" {
            // A press does nothing here; what it would enlarge is there.
            inside.iter().for_each(|piece| self.piece(piece));
            return;
        }
        self.0.push('<');
        self.0.push_str(name);
        for (name, value) in attributes {
            if !OWN.contains(name) && !name.starts_with("data-") {
                self.attribute(name, value);
            }
        }
        if *name == "a" {
            self.attribute("rel", "noopener");
        }
        if *name == "img" {
            self.attribute("loading", "lazy");
        }
        self.0.push('>');
        if !VOID.contains(name) {
            inside.iter().for_each(|piece| self.piece(piece));
            self.close(name);
        }
    }
}
