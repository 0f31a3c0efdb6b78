//! The pages of `examples/`, as bundlers make them of the package.

use std::fs;

use e2e::{Browser, dist};

/// What is built, in the folder of its name, and whether what stands inside the tag is in the page as it is sent.
const BUILT: [(&str, bool); 8] = [
    ("astro", true),
    ("html", true),
    ("next", true),
    ("preact", false),
    ("react", false),
    ("svelte", false),
    ("vue", false),
    ("webpack", true),
];

#[tokio::test]
async fn every_example_shows_the_story_and_hears_of_it() {
    let built = xtask::npm::examples(&dist()).expect("the examples are built");
    let site = xtask::serve::site(0, &built, "http://127.0.0.1:9").expect("they are served");
    for (example, is_sent) in BUILT {
        let page = fs::read_to_string(built.join(example).join("index.html")).expect("the page");
        let tag = page
            .split_once("<developing-story ")
            .and_then(|(_, rest)| rest.split_once("</developing-story>"));
        let sent =
            tag.is_some_and(|(inside, _)| inside.contains("Følg dækningen på news.example</a>"));
        assert_eq!(sent, is_sent, "{example} sends what stands inside the tag");

        let browser = Browser::start().await;
        browser.open(&site.url(&format!("/{example}/index.html"))).await;
        let look = browser.story().ready().await;
        assert!(!look.entries.is_empty(), "{example}");
        assert_eq!(look.state.as_deref(), Some("Dækningen er slut"), "{example}");
        let told = browser.told_of("story-ready").await;
        let count = told[0]["entries"].to_string();
        let heard = format!("document.querySelector('output').textContent === '{count}'");
        browser.until_js(&format!("{example} has heard of {count} entries"), &heard).await;
        // The styles are the timeline's, and not the page's.
        let styles: (String, u32) = browser.js("return [getComputedStyle(document.querySelector('developing-story')).display, document.styleSheets.length]").await;
        assert_eq!(styles, ("block".to_owned(), 0), "{example}");
        // What comes after the first view, and what a reader asks for, are found too.
        browser.until_js("what comes later is there", "document.querySelector('developing-story').shadowRoot.querySelector('[aria-posinset]')").await;
        browser.story().click("[data-action=search]").await;
        browser.until_js("what a reader asks for is there, in the page's language", "document.querySelector('developing-story').shadowRoot.querySelector('.search input')?.placeholder === 'Søg i opdateringerne'").await;
        let bad: Vec<_> =
            browser.console().await.into_iter().filter(|it| it.level != "INFO").collect();
        assert!(bad.is_empty(), "{example}: {bad:?}");
    }
}
