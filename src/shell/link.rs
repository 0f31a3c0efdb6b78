//! Addresses as the browser reads them (www/link.js).

use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen(module = "/www/link.js")]
extern "C" {
    /// A reference resolved by the URL standard.
    pub(crate) fn standard(base: Option<&str>, reference: &str) -> Option<String>;
}
