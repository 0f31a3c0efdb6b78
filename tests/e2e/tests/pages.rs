//! The two pages of the demonstration.

use std::collections::BTreeMap;

use e2e::{Browser, Demo, Scene};

#[tokio::test]
async fn the_news_page_shows_the_story_of_both_days_in_danish() {
    let demo = Demo::start().await;
    demo.open_news().await;
    let look = demo.browser.story().ready().await;

    assert_eq!(look.title.as_deref(), Some("Topmødet i Hanoi"));
    assert_eq!(look.state.as_deref(), Some("Opdateres"));
    assert!(look.freshness.ends_with("tider i Hanoi"), "{}", look.freshness);
    let headings: Vec<_> = look.days.iter().filter_map(|day| day.heading.as_deref()).collect();
    assert_eq!(headings, ["Torsdag 28. februar", "Onsdag 27. februar"]);
    let newest = &look.entries[0];
    assert_eq!(
        newest.headline.as_deref(),
        Some("Kim ser lyst på forbindelseskontorer i hinandens lande")
    );
    assert_eq!(newest.time.as_deref(), Some("09.42"));
    assert_eq!(newest.certainty.as_deref(), Some("Bekræftet"));
    assert!(newest.open, "the newest entry starts open");
    assert_eq!(look.shown().len(), 8);
    assert_eq!(look.shown().last(), Some(&"opening"));
    let gist = look.gist.expect("the gist shows");
    assert!(gist.starts_with("Det ved vi\n"), "{gist}");
    assert!(gist.contains("Det ved vi ikke\nHvad parterne kan blive enige om."), "{gist}");
    assert_eq!(look.states, ["ready", "live"]);
    assert_eq!(look.fallback, None);
    let told = demo.browser.told_of("story-ready").await;
    assert_eq!(told, [serde_json::json!({"entries": 8})]);
}

#[tokio::test]
async fn the_partner_shows_it_in_english_and_in_its_own_colours_and_fonts() {
    let demo = Demo::start().await;
    demo.open_partner().await;
    let story = demo.browser.story();
    let look = story.ready().await;

    assert_eq!(look.title.as_deref(), Some("The Hanoi summit"));
    assert_eq!(look.state.as_deref(), Some("Live"));
    // Each browser has the punctuation of its own edition of the CLDR.
    let day = look.days[0].heading.as_deref().map(|day| day.replace(',', ""));
    assert_eq!(day.as_deref(), Some("Thursday 28 February"));
    assert!(look.gist.is_some_and(|gist| gist.starts_with("What we know\n")));
    let style: BTreeMap<String, bool> = story
        .js("(() => {
            const style = (part) => getComputedStyle(el.shadowRoot.querySelector(`[part=${part}]`));
            const link = getComputedStyle(document.querySelector('.rubric'));
            return {
                accent: style('state').color === link.color,
                font: style('headline').fontFamily === getComputedStyle(document.body).fontFamily,
                radius: style('summary').borderTopLeftRadius === '3px',
                narrow: el.getBoundingClientRect().width <= 320,
            };
        })()")
        .await;
    assert!(style.values().all(|so| *so), "{style:?}");
}

#[tokio::test]
async fn nothing_is_loaded_from_a_third_party_and_nothing_is_stored() {
    let demo = Demo::start().await;
    let feeds = demo.replay.server().origin();
    let (site, partner) = (demo.site.origin(), demo.partner.origin());
    demo.open_news().await;
    demo.browser.story().ready().await;
    only(&demo.browser, &[site, feeds]).await;
    demo.open_partner().await;
    demo.browser.story().ready().await;
    only(&demo.browser, &[partner, site, feeds]).await;
}

/// Everything that the page has asked for is of these origins, and nothing is left on the device.
async fn only(browser: &Browser, origins: &[&str]) {
    let asked: Vec<String> =
        browser.js("return performance.getEntries().map((entry) => entry.name)").await;
    let asked: Vec<_> = asked.into_iter().filter(|name| name.contains("://")).collect();
    let ours = |name: &String| origins.iter().any(|origin| name.starts_with(&format!("{origin}/")));
    assert!(asked.iter().all(ours), "{asked:?} are not all of {origins:?}");
    for origin in origins {
        assert!(
            asked.iter().any(|name| name.starts_with(origin)),
            "{asked:?} has none of {origin}"
        );
    }
    let stored: usize = browser
        .js("return document.cookie.length + localStorage.length + sessionStorage.length")
        .await;
    assert_eq!(stored, 0, "characters of cookies, and what is in storage");
    let databases: usize =
        browser.js("return indexedDB.databases().then((all) => all.length)").await;
    assert_eq!(databases, 0);
    // A request that failed is on the console, whoever sent it.
    assert_eq!(browser.console().await, []);
}

#[tokio::test]
async fn what_a_first_view_needs_is_asked_for_at_the_same_moment() {
    e2e::only_in!(
        Chromium | WebKit,
        "Firefox calls a page loaded only when what its scripts import has come"
    );
    let scene = Scene::start().await;
    // The news page as it is on a static host, and a page whose feed is somewhere else.
    let own = "/feeds/hanoi.da.json";
    scene.gate.close(&[&RELEASE[..], &[own]].concat());
    scene.browser.open(&scene.cdn.url("/index.html")).await;
    together(&scene, &["/story_core.js", own]).await;

    let scene = Scene::start().await;
    scene.publish("/feed.json", e2e::Feed::of(1..=2));
    scene.gate.close(&[&RELEASE[..], &["/feed.json"]].concat());
    scene.open(&scene.element("")).await;
    scene.browser.within("the feed is asked for", scene.log().until(|all| !all.is_empty())).await;
    together(&scene, &["/feed.json"]).await;
}

const RELEASE: [&str; 4] =
    ["/story_core.js", "/story_core_bg.wasm", "/developing-story.css", "/labels/da.json"];

/// Nothing is answered until everything has been asked for: a request that waits for another would never come.
async fn together(scene: &Scene, feed: &[&str]) {
    let of_cdn = |path: &&str| scene.newsroom.log().of(path).is_empty();
    let wanted: Vec<&str> =
        RELEASE.iter().chain(feed).copied().filter(|path| of_cdn(path)).collect();
    let all = scene
        .cdn
        .log()
        .until(|asked| wanted.iter().all(|path| asked.iter().any(|request| request.path == *path)));
    let what = format!("{wanted:?} are asked for while none of them is answered");
    scene.browser.within(&what, all).await;
    scene.gate.open();
    scene.browser.story().ready().await;

    let timing: Vec<(String, f64, f64)> = scene
        .browser
        .js("return performance.getEntriesByType('resource').map((it) => [new URL(it.name).pathname, it.startTime, it.responseEnd])")
        .await;
    let first = |path: &str| timing.iter().find(|(name, ..)| name == path);
    for one in RELEASE.iter().chain(feed) {
        let (_, start, _) = first(one).expect("it is in the timing");
        for other in RELEASE.iter().chain(feed) {
            let (_, _, end) = first(other).expect("it is in the timing");
            assert!(start < end, "{one} starts only when {other} has ended: {timing:?}");
        }
    }
}
