//! A JSON value, the same whether it came from a page's `JSON.parse` or from native text.

use std::fmt;

use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, EnumAccess, IgnoredAny, MapAccess, SeqAccess,
    Visitor,
};

/// Values nested deeper than this are read as null: no feed needs it, and no feed can use it to
/// run the reader out of stack.
pub const MAX_DEPTH: u8 = 16;

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
            Value::Text(text) => text.trim().parse::<u32>().ok().map(f64::from),
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

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Depth(MAX_DEPTH).deserialize(deserializer)
    }
}

/// How much deeper values may nest.
struct Depth(u8);

impl Depth {
    fn deeper(&self) -> Option<Depth> {
        self.0.checked_sub(1).map(Depth)
    }
}

impl<'de> DeserializeSeed<'de> for Depth {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Depth {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value as f64))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value as f64))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Value::Number(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::Text(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::Text(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        if self.0 == 0 {
            while items.next_element::<IgnoredAny>()?.is_some() {}
            return Ok(Value::Null);
        }
        while let Some(item) = items.next_element_seed(self.deeper().unwrap_or(Depth(0)))? {
            list.push(item);
        }
        Ok(Value::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let mut map = Vec::new();
        if self.0 == 0 {
            while members.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
            return Ok(Value::Null);
        }
        while let Some(name) = members.next_key_seed(Depth(0))? {
            let value = members.next_value_seed(self.deeper().unwrap_or(Depth(0)))?;
            if let Value::Text(name) = name {
                map.push((name, value));
            }
        }
        Ok(Value::Map(map))
    }

    // What JSON does not have is read as null too. serde's own answers to these would be errors
    // with a text, and the text draws the formatting of floating point numbers (6 KB) into the
    // wasm.

    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, value: D) -> Result<Value, D::Error> {
        value.deserialize_any(self)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, value: D) -> Result<Value, D::Error> {
        value.deserialize_any(self)
    }

    fn visit_bytes<E>(self, _: &[u8]) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_i128<E>(self, _: i128) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_u128<E>(self, _: u128) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_enum<A: EnumAccess<'de>>(self, _: A) -> Result<Value, A::Error> {
        Ok(Value::Null)
    }
}
