//! Dates, in whatever way they are written.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| developing_story_fuzz::read_date(text));
