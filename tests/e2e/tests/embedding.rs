//! Every sample of docs/embedding.md and of README.md's beginning, as a partner would paste it.

use std::fs;

use e2e::{Feed, Page, Scene};
use xtask::workspace::root;

const FEED: &str = "/feed.json";

/// The samples of a document in a language, in order.
fn samples(document: &str, language: &str) -> Vec<String> {
    let text = fs::read_to_string(root().join(document)).expect("the document");
    let opening = format!("```{language}\n");
    let blocks = text.split(&opening).skip(1);
    blocks.filter_map(|block| Some(block.split_once("\n```")?.0.to_owned())).collect()
}

/// A sample with the servers of this test in place of the documents'.
fn here(scene: &Scene, sample: &str) -> String {
    let feed = scene.newsroom.url(FEED);
    let encoded = feed.replace(':', "%3A").replace('/', "%2F");
    sample
        .replace("https://cdn.example/developing-story/", &scene.cdn.url("/"))
        .replace("https://news.example/hanoi/feed.json", &feed)
        .replace("https%3A%2F%2Fnews.example%2Fhanoi%2Ffeed.json", &encoded)
        // AMP's own script is not ours to load; what it makes is a frame.
        .replace("amp-iframe", "iframe")
}

#[tokio::test]
async fn every_sample_of_a_page_shows_the_story() {
    let scene = Scene::start().await;
    scene.publish(FEED, Feed::of(1..=3));
    let all = [samples("README.md", "html"), samples("docs/embedding.md", "html")].concat();
    assert!(all.len() >= 10, "{}", all.len());
    for sample in all {
        let mut page = Page::new(&here(&scene, &sample));
        if !sample.contains("developing-story.js") && !sample.contains("<iframe") {
            page = page.head(&scene.script());
        }
        scene.open_page(&page).await;
        if sample.contains("iframe") {
            scene.browser.enter("iframe").await;
        }
        let ready = "document.querySelector('developing-story:state(ready)')?.shadowRoot.querySelectorAll('article').length === 3";
        scene.browser.until_js(&format!("this shows the story: {sample}"), ready).await;
    }
}

#[test]
fn every_sample_of_a_script_is_a_part_of_an_example() {
    for (language, files) in [
        ("js", &["html/main.js"][..]),
        ("jsx", &["react/main.jsx", "preact/main.jsx"]),
        ("vue", &["vue/Page.vue"]),
        ("svelte", &["svelte/Page.svelte"]),
        ("rust", &["yew/src/app.rs"]),
        ("astro", &["astro/src/pages/index.astro"]),
        ("jsx app/page.jsx", &["next/app/page.jsx"]),
        ("jsx app/count.jsx", &["next/app/count.jsx"]),
    ] {
        let samples = samples("docs/embedding.md", language);
        assert!(!samples.is_empty(), "{language}");
        for file in files {
            let example = fs::read_to_string(root().join("examples").join(file)).expect("a file");
            let lines: Vec<&str> = example.lines().map(str::trim).collect();
            for line in samples.iter().flat_map(|sample| sample.lines()) {
                assert!(lines.contains(&line.trim()), "{file} lacks: {line}");
            }
        }
    }
}
