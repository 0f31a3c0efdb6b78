//! The static feeds are the stories' last word.

use std::fs;

use xtask::stories;

#[test]
fn static_feeds_are_what_the_scripts_give() {
    for (name, story) in stories::read().expect("stories") {
        let path = stories::path(&name);
        let written = fs::read_to_string(&path).unwrap_or_default();
        assert!(
            written == stories::feed(&story),
            "{} is not what its script gives: run cargo xtask stories",
            path.display()
        );
    }
}
