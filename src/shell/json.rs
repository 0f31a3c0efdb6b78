//! JSON between the page and the wasm of the other formats.

use js_sys::{Array, JsString, Object, Reflect};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::feed::Value;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = JSON, js_name = parse, catch)]
    fn parse(text: &JsString) -> Result<JsValue, JsValue>;
}

/// Reads a text, or says what is wrong with it in the words of the browser.
pub(super) fn check(text: &str) -> Result<Value, String> {
    Value::parse(text).ok_or_else(|| {
        let message = parse(&JsString::from(text))
            .err()
            .and_then(|error| Reflect::get(&error, &"message".into()).ok());
        message.and_then(|message| message.as_string()).unwrap_or_default()
    })
}

/// A value as the page has them.
pub(super) fn told(value: &Value) -> JsValue {
    match value {
        Value::Null => JsValue::NULL,
        Value::Bool(truth) => (*truth).into(),
        Value::Number(number) => (*number).into(),
        Value::Text(text) => text.into(),
        Value::List(items) => items.iter().map(told).collect::<Array>().into(),
        Value::Map(members) => {
            let entries =
                members.iter().map(|(name, value)| Array::of2(&name.into(), &told(value)));
            let entries: Array = entries.collect();
            Object::from_entries(&entries).map_or(JsValue::NULL, JsValue::from)
        }
    }
}
