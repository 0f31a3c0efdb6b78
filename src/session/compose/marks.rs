//! How sure an entry is, what became of it, and what was changed.

use super::Compose;
use crate::feed::{Certainty, Update};
use crate::joined::joined;
use crate::labels::Label;
use crate::session::{Mark, Note};
use crate::time::Timestamp;
use crate::timeline::Entry;

/// A change so soon after publication is none that a reader is told of, in milliseconds.
const SAME_MOMENT: i64 = 60_000;

impl Compose<'_> {
    pub(super) fn mark(&self, entry: &Entry) -> Option<Mark> {
        let certainty = entry.update.certainty?;
        let word = word(certainty);
        let due = entry.update.happened.filter(|_| certainty == Certainty::Expected);
        let text = match due {
            None => self.text(word),
            Some(due) => {
                let time = self.moment(due, entry.published);
                if due < self.now.wall && changed(&entry.update, entry.published) < due {
                    self.fill(Label::Overdue, &[("time", &time)])
                } else {
                    joined(&[&self.text(word), " ", &time], "")
                }
            }
        };
        Some(Mark { certainty, text, was: self.was(entry, certainty) })
    }

    /// "Unconfirmed at 13:20 → confirmed at 13:41".
    fn was(&self, entry: &Entry, now: Certainty) -> Option<String> {
        let versions = &entry.earlier;
        let at = versions.iter().rposition(|it| it.certainty.is_some_and(|it| it != now))?;
        let (before, after) = (versions.get(at)?, versions.get(at + 1).unwrap_or(&entry.update));
        let (from, to) = (changed(before, entry.published), changed(after, entry.published));
        let told = self.fill(
            Label::CertaintyChanged,
            &[
                ("before", &self.text(word(before.certainty?))),
                ("from", &self.moment(from, entry.published)),
                ("now", &self.text(word(now))),
                ("to", &self.moment(to, entry.published)),
            ],
        );
        Some(told)
    }

    /// What was corrected, or that something was changed.
    pub(super) fn note(&self, entry: &Entry) -> Option<Note> {
        let update = &entry.update;
        let time = self.changed_at(entry);
        let changes = entry.text_before().map(|_| self.text(Label::Changes));
        if let Some(text) = &update.correction {
            let lead = self.fill(Label::Corrected, &[("time", &time)]);
            return Some(Note { lead, text: text.clone(), changes });
        }
        let late = changed(update, entry.published).millis() - entry.published.millis();
        (changes.is_some() || late > SAME_MOMENT).then(|| {
            let lead = self.fill(Label::Revised, &[("time", &time)]);
            Note { lead, text: String::new(), changes }
        })
    }
}

/// When that was last changed.
fn changed(update: &Update, published: Timestamp) -> Timestamp {
    update.modified.unwrap_or(published)
}

fn word(certainty: Certainty) -> Label {
    match certainty {
        Certainty::Confirmed => Label::Confirmed,
        Certainty::Reported => Label::Reported,
        Certainty::Unconfirmed => Label::Unconfirmed,
        Certainty::Expected => Label::Expected,
        Certainty::Analysis => Label::Analysis,
    }
}
