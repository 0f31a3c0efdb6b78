//! Times and counts through the browser's `Intl`.

use std::cell::RefCell;
use std::fmt;
use std::rc::Rc;

use js_sys::{Object, Reflect};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::digits::digits;
use crate::labels;
use crate::locale::{Locale, Plural, Unit, Zone};
use crate::time::Timestamp;

#[wasm_bindgen]
extern "C" {
    // js-sys declares these constructors as if they could not throw; they do, for a language or
    // a zone that the browser does not know.
    #[wasm_bindgen(js_namespace = Intl)]
    type DateTimeFormat;

    #[wasm_bindgen(constructor, js_namespace = Intl, catch)]
    fn new(language: &str, options: &JsValue) -> Result<DateTimeFormat, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn format(this: &DateTimeFormat, at: f64) -> Result<String, JsValue>;

    #[wasm_bindgen(js_namespace = Intl)]
    type RelativeTimeFormat;

    #[wasm_bindgen(constructor, js_namespace = Intl, catch)]
    fn new(language: &str) -> Result<RelativeTimeFormat, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn format(this: &RelativeTimeFormat, count: i32, unit: &str) -> Result<String, JsValue>;

    #[wasm_bindgen(js_namespace = Intl)]
    type PluralRules;

    #[wasm_bindgen(constructor, js_namespace = Intl, catch)]
    fn new(language: &str) -> Result<PluralRules, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn select(this: &PluralRules, count: u32) -> Result<String, JsValue>;

    #[wasm_bindgen(js_namespace = Intl)]
    type NumberFormat;

    #[wasm_bindgen(constructor, js_namespace = Intl, catch)]
    fn new(language: &str) -> Result<NumberFormat, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn format(this: &NumberFormat, count: u32) -> Result<String, JsValue>;
}

/// `Intl` in one language. Formatters are dear to make and are kept.
pub struct IntlLocale {
    language: String,
    relative: Option<RelativeTimeFormat>,
    plurals: Option<PluralRules>,
    numbers: Option<NumberFormat>,
    clocks: RefCell<Vec<(Zone, Rc<Clock>)>>,
}

impl fmt::Debug for IntlLocale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.language)
    }
}

/// The formatters of one zone; `None` where the browser refuses even its own defaults.
struct Clock {
    time: Option<DateTimeFormat>,
    day: Option<DateTimeFormat>,
    full: Option<DateTimeFormat>,
    date: Option<DateTimeFormat>,
}

impl IntlLocale {
    /// The locale of a BCP 47 tag; an unknown one is English.
    pub fn new(language: &str) -> Self {
        let known = NumberFormat::new(language).is_ok();
        let language = if known { language } else { "en" }.to_owned();
        Self {
            relative: RelativeTimeFormat::new(&language).ok(),
            plurals: PluralRules::new(&language).ok(),
            numbers: NumberFormat::new(&language).ok(),
            clocks: RefCell::default(),
            language,
        }
    }

    fn clock(&self, zone: &Zone) -> Rc<Clock> {
        if let Some((_, clock)) = self.clocks.borrow().iter().find(|(known, _)| known == zone) {
            return Rc::clone(clock);
        }
        let clock = Rc::new(Clock::new(&self.language, zone));
        self.clocks.borrow_mut().push((zone.clone(), Rc::clone(&clock)));
        clock
    }
}

impl Clock {
    fn new(language: &str, zone: &Zone) -> Self {
        let format = |language: &str, options: &[(&str, &str)]| {
            let reader = object(options);
            let mut chosen = None;
            if let Zone::Named(name) = zone {
                let named = object(options);
                set(&named, "timeZone", name);
                chosen = DateTimeFormat::new(language, &named).ok();
            }
            // A zone that the browser does not know is told by the reader's clock.
            chosen.or_else(|| DateTimeFormat::new(language, &reader).ok())
        };
        let day = [("weekday", "long"), ("day", "numeric"), ("month", "long")];
        let rest = [
            ("year", "numeric"),
            ("hour", "numeric"),
            ("minute", "2-digit"),
            ("timeZoneName", "short"),
        ];
        Self {
            time: format(language, &[("timeStyle", "short")]),
            day: format(language, &day),
            full: format(language, &[&day[..], &rest[..]].concat()),
            // Swedish writes dates as ISO 8601 does.
            date: format("sv", &[("year", "numeric"), ("month", "2-digit"), ("day", "2-digit")]),
        }
    }
}

impl Locale for IntlLocale {
    fn time(&self, at: Timestamp, zone: &Zone) -> String {
        tell(&self.clock(zone).time, at)
    }

    fn day(&self, at: Timestamp, zone: &Zone) -> String {
        tell(&self.clock(zone).day, at)
    }

    fn full(&self, at: Timestamp, zone: &Zone) -> String {
        tell(&self.clock(zone).full, at)
    }

    fn date(&self, at: Timestamp, zone: &Zone) -> String {
        tell(&self.clock(zone).date, at)
    }

    fn ago(&self, count: u32, unit: Unit) -> String {
        let unit = match unit {
            Unit::Minute => "minute",
            Unit::Hour => "hour",
        };
        let count = i32::try_from(count).unwrap_or(i32::MAX);
        let told = self.relative.as_ref().and_then(|format| format.format(-count, unit).ok());
        told.unwrap_or_default()
    }

    fn number(&self, count: u32) -> String {
        let told = self.numbers.as_ref().and_then(|format| format.format(count).ok());
        told.unwrap_or_else(|| digits(count))
    }

    fn plural(&self, count: u32) -> Plural {
        let category = self.plurals.as_ref().and_then(|rules| rules.select(count).ok());
        category.and_then(|name| labels::plural(&name)).unwrap_or(Plural::Other)
    }
}

/// A moment that `Intl` cannot tell (beyond the year 275760) is told as RFC 3339.
fn tell(format: &Option<DateTimeFormat>, at: Timestamp) -> String {
    let told = format.as_ref().and_then(|format| format.format(at.millis() as f64).ok());
    told.unwrap_or_else(|| at.to_rfc3339())
}

fn object(members: &[(&str, &str)]) -> Object {
    let object = Object::new();
    for (name, value) in members {
        set(&object, name, value);
    }
    object
}

fn set(object: &Object, name: &str, value: &str) {
    // Only fails on a frozen object, and this one is ours.
    let _ = Reflect::set(object, &name.into(), &value.into());
}
