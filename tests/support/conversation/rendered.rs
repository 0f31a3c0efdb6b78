//! What has been rendered, beside what there is to see.

use developing_story::feed::EntryId;
use developing_story::session::{Effect, Fold, ITEM, Line, Notice, ReaderId, View};

use super::{Conversation, driver};

/// The first events, which are all looked at; after them of days of polls a few in a row now and then.
const FIRST: usize = 500;
const IN_A_ROW: usize = 32;
const NOW_AND_THEN: usize = 256;

#[derive(Default)]
pub(crate) struct Rendered {
    /// What each element in the document shows, where that is looked at.
    shown: Option<Vec<(ReaderId, View)>>,
    events: usize,
    /// How often anything has been rendered.
    pub(crate) times: usize,
}

impl Rendered {
    /// The element has left the document.
    pub(super) fn forget(&mut self, reader: ReaderId) {
        self.shown.iter_mut().for_each(|all| all.retain(|(shows, _)| *shows != reader));
    }
}

impl Conversation {
    /// After an event that had these effects: everything is rendered, or looks as it did when it was. A view that takes rows
    /// from the one before is the same as one that has none.
    pub(super) fn look(&mut self, effects: &[Effect]) {
        self.rendered.events += 1;
        let events = self.rendered.events;
        let toggled = effects.iter().filter_map(toggled);
        let shown = &mut self.rendered.shown;
        toggled.for_each(|it| shown.iter_mut().flatten().for_each(|view| it.shown_by(view)));
        let looks = events < FIRST || (events / IN_A_ROW).is_multiple_of(NOW_AND_THEN);
        if effects.iter().any(|effect| matches!(effect, Effect::Render(_))) {
            driver::shows(effects, &self.connected);
            self.rendered.times += 1;
            let views = looks.then(|| self.views());
            for shows in views.iter().flatten() {
                let shown = self.rendered.shown.iter().flatten();
                if let Some((reader, last)) = shown.into_iter().find(|(it, _)| *it == shows.0) {
                    let after = (*reader, self.view_after(*reader, Some(last)));
                    is_told(last, &shows.1, effects.iter().filter_map(|it| told(it, *reader)));
                    same(&[after], std::slice::from_ref(shows), "it is without the one before");
                }
            }
            self.rendered.shown = views;
        } else if let Some(shown) = self.rendered.shown.as_ref().filter(|_| looks) {
            same(shown, &self.views(), "it was rendered");
        }
    }

    fn views(&self) -> Vec<(ReaderId, View)> {
        self.connected.iter().map(|reader| (*reader, self.view_of(*reader))).collect()
    }
}

/// An entry that a reader has opened or closed: its element is so already.
struct Toggled<'a>(ReaderId, &'a EntryId, Fold);

fn toggled(effect: &Effect) -> Option<Toggled<'_>> {
    match effect {
        Effect::Notify(reader, Notice::Toggled(entry, open)) => {
            Some(Toggled(*reader, entry, Fold::from_open(*open)))
        }
        _ => None,
    }
}

impl Toggled<'_> {
    fn shown_by(&self, (reader, view): &mut (ReaderId, View)) {
        let days = view.days.iter_mut().flat_map(|day| &mut day.rows);
        let mut lines = view.pinned.iter_mut().chain(days).filter(|_| *reader == self.0);
        if let Some(line) = lines.find(|line| line.id == *self.1) {
            line.fold = self.2;
        }
    }
}

/// What the elements of a reader's entries are told.
fn told(effect: &Effect, to: ReaderId) -> Option<(Fold, &str)> {
    match effect {
        Effect::Fold(reader, usual, others) if *reader == to => Some((*usual, others)),
        _ => None,
    }
}

/// An element that stays is open or closed as before, or as it is told: that is what the view has.
fn is_told<'a>(before: &View, now: &View, told: impl Iterator<Item = (Fold, &'a str)>) {
    let told = told.last();
    for line in now.lines().filter(|line| folds(line)) {
        let before = before.lines().find(|before| before.id == line.id && folds(before));
        let Some(before) = before else { continue };
        let fold = told.map_or(before.fold, |(usual, others)| {
            Fold::from_open(usual.is_open() != others.split(ITEM).any(|id| id == line.id.as_str()))
        });
        assert_eq!(fold, line.fold, "{}", line.id);
    }
}

/// Whether it has an element that folds.
fn folds(line: &Line) -> bool {
    line.withdrawn.is_none() && line.has_more()
}

fn same(shown: &[(ReaderId, View)], now: &[(ReaderId, View)], what: &str) {
    if shown != now {
        let [shown, now] = [shown, now].map(|all| format!("{all:#?}"));
        let lines = shown.lines().zip(now.lines());
        let others: Vec<_> = lines.filter(|(shown, now)| shown != now).take(5).collect();
        panic!("a view is otherwise than {what}: {others:#?}");
    }
}
