//! Markup in headlines and texts.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| developing_story_fuzz::read_markup(text));
