//! What must be true of what is shown, from moment to moment and in the end.

use std::collections::BTreeSet;

use developing_story::session::{Action, Event};

use super::day::{Day, WITNESS};
use super::reach::lines;
use super::support::READER;

impl Day {
    /// The header says that all is well, and everything there is is shown, waits, or is beyond reach.
    pub(crate) fn compare(&mut self) -> Result<(), String> {
        let (mine, mut all) = (self.talk.view(), self.talk.view_of(WITNESS));
        if mine.header.state_text != "Opdateres" {
            return Err(format!("the header says {}", mine.header.state_text));
        }
        if let Some(waits) = all.reveal {
            return Err(format!("to whoever would see everything by itself: {waits}"));
        }
        if self.reach.compare(&all, &self.newsroom).is_err() {
            // What was withdrawn before anybody saw it is not worth showing by itself.
            self.talk.tell(Event::Reader(WITNESS, Action::Reveal));
            all = self.talk.view_of(WITNESS);
            self.reach.compare(&all, &self.newsroom)?;
        }
        let gap = all.days.iter().flat_map(|day| &day.rows).any(|row| row.gap.is_some());
        self.tally.gaps += u32::from(gap);
        self.reach.waits(gap);
        let all: Vec<_> = lines(&all).collect();
        let mut rest = all.iter();
        if let Some(line) = lines(&mine).find(|line| !rest.any(|other| other == line)) {
            return Err(format!("the reader sees {line:?} and should not, or not there"));
        }
        if gap && self.chance.once_in(3) {
            self.note("fills");
            self.talk.press(Action::Fill);
        }
        if self.chance.once_in(4) {
            self.note("reveals");
            self.talk.press(Action::Reveal);
            let mine = self.talk.view();
            let (shown, pinned) = (lines(&mine).collect::<Vec<_>>(), mine.pinned.len());
            if mine.reveal.is_some() || shown.len() == pinned || !all.starts_with(&shown) {
                return Err(format!("the reader has revealed everything and sees {shown:?}"));
            }
        }
        Ok(())
    }

    /// What is true even in the worst of times: nothing twice, nothing out of order.
    pub(crate) fn is_sane(&self) -> Result<(), String> {
        for reader in [READER, WITNESS] {
            let view = self.talk.view_of(reader);
            let mut seen = BTreeSet::new();
            for (id, ..) in lines(&view) {
                if !seen.insert(id.clone()) {
                    return Err(format!("{id} stands twice"));
                }
            }
            let rows = view.days.iter().flat_map(|day| &day.rows);
            let dates: Vec<&str> = rows.map(|row| row.datetime.as_str()).collect();
            if !dates.is_sorted_by(|newer, older| newer >= older) {
                return Err(format!("out of order: {dates:?}"));
            }
        }
        Ok(())
    }

    /// Shows what waits, fills what is missing, goes back to the beginning, and compares.
    pub(crate) fn go_back(&mut self) {
        for _ in 0..400 {
            self.talk.press(Action::Fill).press(Action::Reveal);
            for _ in 0..30 {
                self.pass();
            }
            if self.talk.view_of(WITNESS).earlier.is_some() || self.talk.view().earlier.is_some() {
                self.talk.press(Action::Earlier);
            } else if self.reach.compare(&self.talk.view_of(WITNESS), &self.newsroom).is_ok() {
                break;
            }
        }
        let (mine, all) = (self.talk.view(), self.talk.view_of(WITNESS));
        self.reach.reaches_everything();
        self.holds(self.reach.compare(&all, &self.newsroom));
        self.holds(self.reach.compare(&mine, &self.newsroom));
    }
}
