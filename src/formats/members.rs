//! Members of JSON objects, so read that a bad one costs only itself.

use super::draft::Draft;
use super::note::Note;
use crate::feed::Value;
use crate::time::Timestamp;

/// A text that shows something.
pub(super) fn text<'a>(of: &'a Value, name: &str) -> Option<&'a str> {
    shown(of.member(name)?.text()?)
}

/// A text that shows something, without the white space around it.
pub(super) fn shown(text: &str) -> Option<&str> {
    let text = text.trim();
    (!text.is_empty()).then_some(text)
}

/// A member of a member, and so on.
pub(super) fn inside<'a>(of: &'a Value, path: &[&str]) -> Option<&'a Value> {
    path.iter().try_fold(of, |of, name| of.member(name))
}

/// Whether a member is `true`.
pub(super) fn is(of: &Value, name: &str) -> bool {
    of.member(name).is_some_and(Value::is_true)
}

/// A text, or a whole number that a browser keeps, as an id.
pub(super) fn id(value: &Value) -> Option<String> {
    match value {
        Value::Text(text) => shown(text).map(str::to_owned),
        Value::Number(id) if id.fract() == 0.0 && id.abs() < 9_007_199_254_740_992.0 => {
            Some((*id as i64).to_string())
        }
        _ => None,
    }
}

/// A date; one that cannot be read is reported and left out.
pub(super) fn date(draft: &mut Draft, at: &str, value: Option<&Value>) -> Option<Timestamp> {
    match value? {
        Value::List(dates) => date(draft, at, dates.first()),
        Value::Text(text) => draft.date(at, Some(text)),
        Value::Null | Value::Bool(_) => None,
        _ => {
            let what = "the date is not a text and is left out";
            draft.note(Note::repaired(at, what, "Write it as 2019-02-28T07:12:00Z (RFC 3339)."));
            None
        }
    }
}

/// Names or files of one item; each is compared with those before it.
pub(super) const MOST: usize = 100;

/// Adds a name that is not there yet.
pub(super) fn add_new(names: &mut Vec<String>, name: Option<String>) {
    if let Some(name) = name.filter(|name| names.len() < MOST && !names.contains(name)) {
        names.push(name);
    }
}
