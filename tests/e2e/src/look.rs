//! What a reader sees of an element, as values.

use std::fmt;

use serde::Deserialize;
use serde_json::Value;

/// One element. Texts are those that show; what does not show is `None`.
#[derive(Clone, Debug, Deserialize, PartialEq)]
pub struct Look {
    /// The story's title.
    pub title: Option<String>,
    /// The word for its state.
    pub state: Option<String>,
    /// The line beside it.
    pub freshness: String,
    /// What is known and what is not.
    pub gist: Option<String>,
    /// The button of what waits.
    pub reveal: Option<String>,
    /// The button of what is older.
    pub earlier: Option<String>,
    /// The buttons that fold everything, and that pause.
    pub tools: [Option<String>; 2],
    /// Days, in order.
    pub days: Vec<Day>,
    /// Entries in the document, in order, whether they show or not.
    pub entries: Vec<Entry>,
    /// What stands inside the tag.
    pub fallback: Option<String>,
    /// Whether the outline of a timeline shows.
    pub skeleton: bool,
    /// The element's custom states.
    pub states: Vec<String>,
}

/// A day of a [`Look`].
#[derive(Clone, Debug, Deserialize, PartialEq)]
pub struct Day {
    /// As `2019-02-28`.
    pub date: String,
    /// In the reader's words.
    pub heading: Option<String>,
    /// How many entries, while it is closed.
    pub count: Option<String>,
    /// Whether it is open.
    pub open: bool,
}

/// An entry of a [`Look`].
#[derive(Clone, Debug, Deserialize, PartialEq)]
pub struct Entry {
    /// Its id in the feed.
    pub id: String,
    /// Whether it shows at all.
    pub shown: bool,
    /// Whether it is unfolded.
    pub open: bool,
    /// The headline.
    pub headline: Option<String>,
    /// What a screen reader says before it: new, key moment.
    pub said: Vec<String>,
    /// The time beside it.
    pub time: Option<String>,
    /// The text.
    pub body: Option<String>,
    /// How sure it is.
    pub certainty: Option<String>,
    /// What was corrected.
    pub correction: Option<String>,
    /// What stands in place of a withdrawn entry.
    pub stub: Option<String>,
    /// Its distance from the top of the viewport.
    pub top: f64,
    /// Whether its beginning is in the viewport.
    pub in_view: bool,
}

impl Look {
    /// The entry of that id.
    pub fn entry(&self, id: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.id == id)
    }

    /// Whether that entry is there and so.
    pub fn has(&self, id: &str, so: impl FnOnce(&Entry) -> bool) -> bool {
        self.entry(id).is_some_and(so)
    }

    /// Whether the word for the state is this one.
    pub fn is(&self, state: &str) -> bool {
        self.state.as_deref() == Some(state)
    }

    /// The ids of the entries that show, in order.
    pub fn shown(&self) -> Vec<&str> {
        let shown = self.entries.iter().filter(|entry| entry.shown);
        shown.map(|entry| entry.id.as_str()).collect()
    }

    /// The button that folds or unfolds everything.
    pub fn toggle_all(&self) -> Option<&str> {
        self.tools[0].as_deref()
    }

    /// The button that pauses or resumes.
    pub fn pause(&self) -> Option<&str> {
        self.tools[1].as_deref()
    }
}

impl fmt::Display for Look {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let none = "–";
        let told = |text: &Option<String>| text.as_deref().unwrap_or(none).to_owned();
        writeln!(
            f,
            "  {} | {} | {} | states {:?}",
            told(&self.title),
            told(&self.state),
            self.freshness,
            self.states
        )?;
        writeln!(
            f,
            "  waiting: {} | earlier: {} | fallback: {}{}",
            told(&self.reveal),
            told(&self.earlier),
            told(&self.fallback),
            if self.skeleton { " | skeleton" } else { "" }
        )?;
        for entry in &self.entries {
            let mark = match (entry.shown, entry.open) {
                (false, _) => "hidden",
                (true, true) => "open",
                (true, false) => "closed",
            };
            let headline = entry.headline.as_ref().or(entry.stub.as_ref());
            writeln!(f, "  {mark:>6} {}: {}", entry.id, headline.map_or(none, |text| text))?;
        }
        Ok(())
    }
}

/// An event that the page was told.
#[derive(Clone, Debug, Deserialize, PartialEq)]
pub struct Told {
    /// Its name.
    pub name: String,
    /// Its detail.
    pub detail: Value,
    /// The id of the element, as the page sees it.
    pub target: String,
}

/// A line of the console.
#[derive(Clone, Debug, Deserialize, PartialEq)]
pub struct Said {
    /// `SEVERE`, `WARNING`, `INFO` or `DEBUG`.
    pub level: String,
    /// `console-api`, `network`, `security`, `javascript` and others.
    pub source: String,
    /// Where, and what.
    pub message: String,
}

impl Said {
    /// The text, where it is a message of ours.
    pub fn ours(&self) -> Option<String> {
        // Of the console's interface come the place and the arguments as JSON.
        let (_, text) = self.message.split_once(" \"developing-story:")?;
        let quoted = format!("\"developing-story:{text}");
        serde_json::from_str(&quoted).ok().or(Some(quoted))
    }
}
