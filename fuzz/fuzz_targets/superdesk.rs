//! Posts of Superdesk Live Blog: which format a document is, its bytes decide.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| {
    developing_story_fuzz::read(text);
});
