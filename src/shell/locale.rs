//! Times and counts through the browser's `Intl` (www/locale.js).

use std::fmt;

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::digits::digits;
use crate::labels;
use crate::locale::{Locale, Plural, Unit, Zone};
use crate::time::Timestamp;

#[wasm_bindgen(module = "/www/locale.js")]
extern "C" {
    type Words;

    #[wasm_bindgen(catch)]
    fn words(language: &str) -> Result<Words, JsValue>;

    #[wasm_bindgen(method)]
    fn tell(this: &Words, kind: &str, at: f64, zone: Option<&str>) -> Option<String>;

    #[wasm_bindgen(method)]
    fn machine(this: &Words, at: f64) -> Option<String>;

    #[wasm_bindgen(method)]
    fn ago(this: &Words, count: u32, unit: &str) -> String;

    #[wasm_bindgen(method)]
    fn count(this: &Words, count: u32) -> String;

    #[wasm_bindgen(method)]
    fn plural(this: &Words, count: u32) -> String;
}

/// `Intl` in one language; `None` where the page has taken it away.
pub struct IntlLocale {
    words: Option<Words>,
}

impl fmt::Debug for IntlLocale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("IntlLocale")
    }
}

impl IntlLocale {
    /// The locale of a BCP 47 tag; an unknown one is English.
    pub fn new(language: &str) -> Self {
        Self { words: words(language).ok() }
    }

    /// A moment that `Intl` cannot tell (beyond the year 275760) is told for machines.
    fn tell(&self, kind: &str, at: Timestamp, zone: &Zone) -> String {
        let zone = match zone {
            Zone::Reader => None,
            Zone::Named(name) => Some(name.as_str()),
        };
        let words = self.words.as_ref();
        let told = words.and_then(|words| words.tell(kind, at.millis() as f64, zone));
        told.unwrap_or_else(|| self.machine(at))
    }
}

impl Locale for IntlLocale {
    fn time(&self, at: Timestamp, zone: &Zone) -> String {
        self.tell("time", at, zone)
    }

    fn day(&self, at: Timestamp, zone: &Zone) -> String {
        self.tell("day", at, zone)
    }

    fn full(&self, at: Timestamp, zone: &Zone) -> String {
        self.tell("full", at, zone)
    }

    fn date(&self, at: Timestamp, zone: &Zone) -> String {
        self.tell("date", at, zone)
    }

    fn machine(&self, at: Timestamp) -> String {
        let told = self.words.as_ref().and_then(|words| words.machine(at.millis() as f64));
        told.unwrap_or_default()
    }

    fn ago(&self, count: u32, unit: Unit) -> String {
        let unit = match unit {
            Unit::Minute => "minute",
            Unit::Hour => "hour",
        };
        self.words.as_ref().map(|words| words.ago(count, unit)).unwrap_or_default()
    }

    fn number(&self, count: u32) -> String {
        self.words.as_ref().map_or_else(|| digits(count), |words| words.count(count))
    }

    fn plural(&self, count: u32) -> Plural {
        let category = self.words.as_ref().map(|words| words.plural(count));
        category.and_then(|name| labels::plural(&name)).unwrap_or(Plural::Other)
    }
}
