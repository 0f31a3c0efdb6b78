//! A Yew application that has the timeline as a component (examples/yew).

use e2e::{Browser, dist};

const STORY: &str = "document.querySelector('developing-story')";

#[tokio::test]
async fn a_yew_application_has_it_as_a_component() {
    let site = xtask::serve::site(0, &dist(), "http://127.0.0.1:9").expect("the release is served");
    let browser = Browser::start().await;
    browser.open(&site.url("/hosts/yew/index.html")).await;
    let root = format!("{STORY}?.shadowRoot");
    let says = |number: u8, what: &str| {
        format!("document.querySelectorAll('output')[{number}]?.textContent === {what}")
    };
    let shows = |lang: &str| {
        format!(
            "{STORY}?.matches(':state(ready)') && {root}.firstElementChild.lang === '{lang}' \
             && {root}.querySelector('.entry')"
        )
    };
    browser.until_js("the Danish story is shown", &shows("da")).await;
    let count = "'20'";
    browser.until_js("the application is told how many there are", &says(0, count)).await;

    // What an application asks of the element, and what it hears of the reader.
    let unfolded = format!("{root}.querySelector('article details[open]')");
    browser.until_js("one is open", &unfolded).await;
    let press = |name: &str| {
        format!(
            "[...document.querySelectorAll('button')].find((it) => it.textContent === '{name}').click(); return null"
        )
    };
    browser.js::<()>(&press("Fold sammen")).await;
    browser.until_js("the application has folded all", &format!("!{unfolded}")).await;
    let open = format!("{root}.querySelector('article details summary').click(); return null");
    browser.js::<()>(&open).await;
    let id = format!("{root}.querySelector('article').dataset.id");
    browser.until_js("it is told what was opened", &says(1, &id)).await;

    // Another story in the same element; what was kept inside the tag is still there.
    let mark = format!("{STORY}.mine = true; return null");
    browser.js::<()>(&mark).await;
    browser.js::<()>(&press("English")).await;
    browser.until_js("the English story is shown", &shows("en")).await;
    assert!(browser.js::<bool>(&format!("return {STORY}.mine === true")).await);
    let link = format!("return {STORY}.querySelector('a').textContent");
    assert_eq!(browser.js::<String>(&link).await, "Følg dækningen på news.example");
}
