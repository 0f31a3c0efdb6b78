//! The markup of an entry.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| developing_story_fuzz::read_content(text));
