//! A JSON value.

#[cfg(not(target_arch = "wasm32"))]
mod native;
mod parse;

use crate::digits::whole;

/// A JSON value. Reading one never fails on what a value is, so that one bad value costs only
/// itself.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// `null`, and everything that has no JSON type.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number; whole numbers beyond 2^53 have already lost digits in a browser.
    Number(f64),
    /// Text.
    Text(String),
    /// An array.
    List(Vec<Value>),
    /// An object, in the order of the document.
    Map(Vec<(String, Value)>),
}

impl Value {
    /// A member of an object; the last one where a name is used twice, as in `JSON.parse`.
    pub fn member(&self, name: &str) -> Option<&Value> {
        match self {
            Value::Map(members) => {
                members.iter().rev().find(|(key, _)| key == name).map(|(_, value)| value)
            }
            _ => None,
        }
    }

    /// The text of a text.
    pub fn text(&self) -> Option<&str> {
        match self {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The number of a number, or of a text that is one.
    pub fn number(&self) -> Option<f64> {
        match self {
            Value::Number(number) => Some(*number),
            Value::Text(text) => whole::<u32>(text.trim()).map(f64::from),
            _ => None,
        }
    }

    /// The items of an array; nothing for anything else.
    pub fn list(&self) -> &[Value] {
        match self {
            Value::List(items) => items,
            _ => &[],
        }
    }

    /// Whether it is the boolean `true`, and not merely something like it.
    pub fn is_true(&self) -> bool {
        matches!(self, Value::Bool(true))
    }
}
