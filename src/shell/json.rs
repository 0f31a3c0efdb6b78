//! JSON text into a [`Value`], through the page's own `JSON.parse`.
//!
//! By hand rather than through serde-wasm-bindgen: that costs 9 KB (brotli) of the wasm, a third
//! of it for formatting floating point numbers in error messages that nobody sees.

use js_sys::{Array, Date, JsString, Object, Reflect};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

use crate::feed::Value;
use crate::limits::MAX_DEPTH;

#[wasm_bindgen]
extern "C" {
    // Takes the text as it is, without a copy in wasm memory.
    #[wasm_bindgen(js_namespace = JSON, js_name = parse, catch)]
    fn parse(text: &JsString) -> Result<JsValue, JsValue>;
}

/// Reads a text; `None` where it is not JSON.
#[cfg(feature = "timeline")]
pub(super) fn read(text: &JsString) -> Option<Value> {
    parse(text).ok().map(|parsed| value(&parsed, MAX_DEPTH))
}

/// Reads a text, or says what is wrong with it in the words of the browser.
#[cfg(feature = "formats")]
pub(super) fn check(text: &str) -> Result<Value, String> {
    let parsed = parse(&JsString::from(text));
    parsed.map(|parsed| value(&parsed, MAX_DEPTH)).map_err(|error| {
        let message = Reflect::get(&error, &"message".into()).ok();
        message.and_then(|message| message.as_string()).unwrap_or_default()
    })
}

/// A value as the page has them.
#[cfg(feature = "formats")]
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

/// What `JSON.parse` gave, as a value; what nests deeper than `depth` is null.
pub(super) fn value(of: &JsValue, depth: u8) -> Value {
    if let Some(text) = of.as_string() {
        return Value::Text(text);
    }
    if let Some(number) = of.as_f64() {
        return Value::Number(number);
    }
    if let Some(truth) = of.as_bool() {
        return Value::Bool(truth);
    }
    let Some(deeper) = depth.checked_sub(1) else { return Value::Null };
    if let Some(list) = of.dyn_ref::<Array>() {
        return Value::List((0..list.length()).map(|at| value(&list.get(at), deeper)).collect());
    }
    // Pages have replaced JSON.parse by what makes dates of dates.
    if let Some(date) = of.dyn_ref::<Date>() {
        let is_one = !date.get_time().is_nan();
        return if is_one { Value::Text(date.to_iso_string().into()) } else { Value::Null };
    }
    let Some(object) = of.dyn_ref::<Object>() else { return Value::Null };
    let names = Object::keys(object);
    let members = (0..names.length()).filter_map(|at| {
        let name = names.get(at);
        let member = Reflect::get(object, &name).ok()?;
        Some((name.as_string()?, value(&member, deeper)))
    });
    Value::Map(members.collect())
}
