//! `LiveBlogPosting`, by itself and in pages: which format a document is, its bytes decide.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| {
    developing_story_fuzz::read(text);
});
