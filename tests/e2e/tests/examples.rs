//! The pages of `examples/`, as bundlers make them of the package.

use e2e::{Browser, dist};

#[tokio::test]
async fn every_example_shows_the_story_and_hears_of_it() {
    let built = xtask::npm::examples(&dist()).expect("the examples are built");
    let site = xtask::serve::site(0, &built, "http://127.0.0.1:9").expect("they are served");
    for example in ["html", "preact", "react", "svelte", "vue", "webpack"] {
        let browser = Browser::start().await;
        browser.open(&site.url(&format!("/{example}/index.html"))).await;
        let look = browser.story().ready().await;
        assert!(!look.entries.is_empty(), "{example}");
        let told = browser.told_of("story-ready").await;
        let count = told[0]["entries"].to_string();
        let heard = format!("document.querySelector('output').textContent === '{count}'");
        browser.until_js(&format!("{example} has heard of {count} entries"), &heard).await;
        // What comes after the first view, and what a reader asks for, are found too.
        browser.until_js("what comes later is there", "document.querySelector('developing-story').shadowRoot.querySelector('[aria-posinset]')").await;
        browser.story().click("[data-action=search]").await;
        browser.until_js("what a reader asks for is there", "document.querySelector('developing-story').shadowRoot.querySelector('.search input')").await;
        let bad: Vec<_> =
            browser.console().await.into_iter().filter(|it| it.level != "INFO").collect();
        assert!(bad.is_empty(), "{example}: {bad:?}");
    }
}
