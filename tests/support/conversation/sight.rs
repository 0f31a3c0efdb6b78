//! What the reader of a conversation sees.

use developing_story::markup::native::Html5ever;
use developing_story::session::{Host, Line, ReaderId, View};

use super::{Conversation, READER};
use crate::support::{Language, TestLocale, labels};

impl Conversation {
    pub(crate) fn view(&self) -> View {
        self.view_of(READER)
    }

    pub(crate) fn view_of(&self, reader: ReaderId) -> View {
        self.view_after(reader, None)
    }

    /// What a reader sees who saw this before.
    pub(crate) fn view_after(&self, reader: ReaderId, last: Option<&View>) -> View {
        let file = if self.language == Language::Danish { "da" } else { "en" };
        let (locale, labels) = (TestLocale(self.language), labels(file));
        let host = Host { locale: &locale, labels: &labels, parser: &Html5ever, last };
        self.session.view(reader, host, self.moment()).expect("it has joined")
    }

    /// The rows that the reader sees, in reading order.
    pub(crate) fn rows(&self) -> Vec<Line> {
        self.view().lines().cloned().collect()
    }

    pub(crate) fn row(&self, entry: &str) -> Line {
        let row = self.rows().into_iter().find(|row| row.id.as_str() == entry);
        row.unwrap_or_else(|| panic!("{entry} is not shown"))
    }

    /// The ids that the reader sees, in reading order: "c b a".
    pub(crate) fn shown(&self) -> String {
        self.rows().iter().map(|row| row.id.as_str()).collect::<Vec<_>>().join(" ")
    }

    /// The ids that are open.
    pub(crate) fn open(&self) -> String {
        let rows = self.rows();
        let open = rows.iter().filter(|row| row.fold.is_open()).map(|row| row.id.as_str());
        open.collect::<Vec<_>>().join(" ")
    }

    /// What the header says: "Opdateres · Senest for 5 minutter siden".
    pub(crate) fn header(&self) -> String {
        let header = self.view().header;
        let parts = [header.state_text, header.freshness];
        let said: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        said.join(" · ")
    }
}
