//! What became of each part of a document, for whoever publishes it.

/// What became of an item, or of a value in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// An item that is shown.
    Accepted,
    /// A value that was left out or replaced; its item is shown.
    Repaired,
    /// An item that is left out.
    Refused,
}

impl Verdict {
    /// In one word.
    pub fn word(self) -> &'static str {
        match self {
            Verdict::Accepted => "accepted",
            Verdict::Repaired => "repaired",
            Verdict::Refused => "refused",
        }
    }
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// What became of it.
    pub verdict: Verdict,
    /// Where: a JSON pointer (RFC 6901), or "line 34" of an XML document.
    pub at: String,
    /// The reason; of an accepted item its headline.
    pub what: String,
    /// What to do about it; nothing for an accepted item.
    pub remedy: &'static str,
}

impl Note {
    /// An item that is shown.
    pub(super) fn accepted(at: &str, what: impl Into<String>) -> Self {
        Self { verdict: Verdict::Accepted, at: at.to_owned(), what: what.into(), remedy: "" }
    }

    /// A value that could not be used as it was.
    pub(super) fn repaired(at: &str, what: impl Into<String>, remedy: &'static str) -> Self {
        Self { verdict: Verdict::Repaired, at: at.to_owned(), what: what.into(), remedy }
    }

    /// An item that is left out.
    pub(super) fn refused(at: &str, what: impl Into<String>, remedy: &'static str) -> Self {
        Self { verdict: Verdict::Refused, at: at.to_owned(), what: what.into(), remedy }
    }
}
