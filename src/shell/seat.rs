//! One element of a story: its language, and what there is of the page while it stands in it.

use std::rc::Rc;

use gloo_events::EventListener;
use js_sys::Function;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::AppHandle;

use super::{IntlLocale, PageParser, clock};
use crate::labels::Labels;
use crate::session::{Host, ReaderId, Session, View};
use crate::view::{Part, Story, StoryProps};

pub(super) struct Seat {
    pub(super) reader: ReaderId,
    locale: IntlLocale,
    pub(super) labels: Labels,
    pub(super) stage: Option<Stage>,
}

/// What there is of the page while the element stands in it.
pub(super) struct Stage {
    mount: HtmlElement,
    app: Option<AppHandle<Story>>,
    /// What it shows.
    last: Option<Rc<View>>,
    notify: Function,
    _listeners: Vec<EventListener>,
}

impl Seat {
    pub(super) fn new(reader: ReaderId, locale: IntlLocale, labels: Labels) -> Self {
        Self { reader, locale, labels, stage: None }
    }

    /// Who sits here, and where the story is mounted.
    pub(super) fn mount(&self) -> Option<(ReaderId, HtmlElement)> {
        Some((self.reader, self.stage.as_ref()?.mount.clone()))
    }

    pub(super) fn render(&mut self, session: &Session) {
        let Some(stage) = &mut self.stage else { return };
        let host = Host {
            locale: &self.locale,
            labels: &self.labels,
            parser: &PageParser,
            last: stage.last.as_deref(),
        };
        let Some(view) = session.view(self.reader, host, clock::now()) else { return };
        let view = Rc::new(view);
        stage.last = Some(Rc::clone(&view));
        match &mut stage.app {
            Some(app) => app.update(StoryProps { part: Part::Whole(view) }),
            None => {
                let mount = stage.mount.clone().unchecked_into();
                let renderer = yew::Renderer::<Story>::with_root_and_props(
                    mount,
                    StoryProps { part: Part::Whole(view) },
                );
                stage.app = Some(renderer.render());
            }
        }
    }
}

impl Stage {
    pub(super) fn new(mount: HtmlElement, notify: Function, listeners: Vec<EventListener>) -> Self {
        Self { mount, app: None, last: None, notify, _listeners: listeners }
    }

    pub(super) fn notify(&self) -> Function {
        self.notify.clone()
    }

    pub(super) fn leave(self) {
        if let Some(app) = self.app {
            app.destroy();
        }
    }
}
