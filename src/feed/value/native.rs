//! JSON text into a [`Value`] where there is no browser, through serde_json.

use serde::{Deserialize, Deserializer};

use super::Value;
use crate::limits::MAX_DEPTH;

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        serde_json::Value::deserialize(deserializer).map(|read| value(read, MAX_DEPTH))
    }
}

/// What serde_json read, as a value; what nests deeper than `depth` is null.
fn value(of: serde_json::Value, depth: u8) -> Value {
    let deeper = depth.checked_sub(1);
    match (of, deeper) {
        (serde_json::Value::Bool(truth), _) => Value::Bool(truth),
        (serde_json::Value::Number(number), _) => {
            number.as_f64().map_or(Value::Null, Value::Number)
        }
        (serde_json::Value::String(text), _) => Value::Text(text),
        (serde_json::Value::Array(list), Some(deeper)) => {
            Value::List(list.into_iter().map(|item| value(item, deeper)).collect())
        }
        (serde_json::Value::Object(map), Some(deeper)) => {
            Value::Map(map.into_iter().map(|(name, item)| (name, value(item, deeper))).collect())
        }
        _ => Value::Null,
    }
}
