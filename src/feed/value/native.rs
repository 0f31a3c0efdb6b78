//! What is wrong with a text, where there is no browser to say it.

use super::Value;

impl Value {
    /// Reads a text as [`Value::parse`] does.
    ///
    /// # Errors
    ///
    /// What is wrong with it and where, in serde_json's words.
    pub fn check(text: &str) -> Result<Self, String> {
        Self::parse(text).ok_or_else(|| {
            serde_json::from_str::<serde_json::Value>(text)
                .map_or_else(|error| error.to_string(), |_| "not JSON".to_owned())
        })
    }
}
