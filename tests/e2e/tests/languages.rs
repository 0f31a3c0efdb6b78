//! The interface in each of its languages: complete by the browser's own plural rules, mirrored where it runs from right to
//! left, and nothing loaded but the reader's own.

use std::{collections::BTreeMap, fs};

use e2e::{Feed, Scene};
use serde_json::{Value, json};
use xtask::server::Fault;

const FEED: &str = "/feed.json";

const ROOT: &str = "document.querySelector('developing-story').shadowRoot";

/// Both files of each language.
fn labels() -> BTreeMap<String, Value> {
    let folder = xtask::workspace::root().join("www/labels");
    let names = fs::read_dir(&folder).expect("the labels are there");
    let names = names.map(|it| it.expect("a file").file_name().to_string_lossy().into_owned());
    let read = |path: &str| -> Value {
        let text = fs::read_to_string(folder.join(path)).expect("a file");
        serde_json::from_str(&text).expect("JSON")
    };
    names
        .filter(|name| name.ends_with(".json"))
        .map(|name| {
            let both = json!([read(&name), read(&format!("more/{name}"))]);
            (name.trim_end_matches(".json").to_owned(), both)
        })
        .collect()
}

/// Texts that lack a form for some count below a thousand.
const LACKING: &str = "
    return Object.entries(arguments[0]).flatMap(([language, files]) => {
        const rules = new Intl.PluralRules(language);
        const needed = new Set(Array.from({ length: 1000 }, (_, count) => rules.select(count)));
        return files.flatMap((file) => Object.entries(file)).filter(([, text]) => typeof text === 'object' && Object.keys(text).length > 1)
            .flatMap(([key, text]) => [...needed].filter((form) => !Object.hasOwn(text, form)).map((form) => `${language} ${key} ${form}`));
    })";

#[tokio::test]
async fn every_language_has_the_plural_forms_that_the_browser_asks_for() {
    let scene = Scene::start().await;
    scene.open("").await;
    let lacking: Vec<String> = scene.browser.js_with(LACKING, vec![json!(labels())]).await;
    assert!(lacking.is_empty(), "{lacking:#?}");
}

#[tokio::test]
async fn every_language_shows_and_loads_its_own_texts_only() {
    let scene = Scene::start().await;
    let feed = Feed::of(1..=3)
        .entry(2, json!({"_story": {"withdrawn": "Fejl."}}))
        .entry(3, json!({"_story": {"certainty": "reported"}}));
    scene.publish(FEED, feed);
    scene.open(&scene.element("")).await;
    let story = scene.browser.story();
    story.ready().await;
    let last = "/labels/more/da.json";
    let asked = scene.cdn.log().until(|all| all.iter().any(|it| it.path == last));
    scene.browser.within("the Danish texts are asked for", asked).await;
    let all = labels();
    assert!(all.len() >= 31, "{}", all.len());
    for (language, files) in &all {
        let before = scene.cdn.log().received().len();
        story.act(&format!("el.setAttribute('lang', '{language}')")).await;
        let state = files[0]["live"].as_str().expect("a text").to_owned();
        let shown = story.until(language, |look| look.is(&state) && !look.shown().is_empty()).await;
        let first = &shown.entries[0];
        assert_eq!(first.certainty.as_deref(), files[0]["reported"].as_str(), "{language}");
        assert_ne!(shown.entries[1].stub, None, "{language}");
        // The texts that no first view has come by themselves.
        scene.break_feed(FEED, Fault::NotJson);
        story.refresh().await;
        let broken = files[1]["broken"].as_str().expect("a text").to_owned();
        story.until(language, |look| look.is(&broken)).await;
        scene.mend(FEED);
        story.refresh().await;
        story.until(language, |look| look.is(&state)).await;
        let text: String = story.js("el.shadowRoot.querySelector('.story').innerText").await;
        assert!(!text.contains(['{', '}']), "{language}: {text}");
        let is_rtl = ["ar", "fa", "he"].contains(&language.as_str());
        let direction: String =
            story.js("getComputedStyle(el.shadowRoot.querySelector('.story')).direction").await;
        assert_eq!(direction == "rtl", is_rtl, "{language}");
        // Time, rail, text: from the side where reading begins.
        let script = "[...el.shadowRoot.querySelectorAll('article')].slice(0, 1).map((it) => it.querySelector('.time').getBoundingClientRect().x > it.querySelector('h4').getBoundingClientRect().x)[0]";
        assert_eq!(story.js::<bool>(script).await, is_rtl, "{language}");
        let received = scene.cdn.log().received();
        let asked = received[before..].iter().map(|it| it.path.clone());
        let asked: Vec<String> = asked.filter(|path| path.starts_with("/labels/")).collect();
        let own = |path: &String| path.ends_with(&format!("/{language}.json"));
        assert!(asked.iter().all(own), "{language}: {asked:?}");
    }
}

#[tokio::test]
async fn a_language_tag_finds_its_file() {
    let scene = Scene::start().await;
    scene.publish(FEED, Feed::of(1..=1));
    scene.open(&scene.element("")).await;
    let story = scene.browser.story();
    let all = labels();
    for (tag, file) in [
        ("zh-TW", "zh-Hant"),
        ("zh-HK", "zh-Hant"),
        ("zh", "zh-Hans"),
        ("zh-CN", "zh-Hans"),
        ("no", "nb"),
        ("nn-NO", "nn"),
        ("pt-BR", "pt"),
        ("EN-gb", "en"),
        ("iw", "he"),
        ("sr-Latn", "en"),
        ("x_y", "en"),
    ] {
        story.act(&format!("el.setAttribute('lang', '{tag}')")).await;
        let state = all[file][0]["live"].as_str().expect("a text").to_owned();
        story.until(tag, |look| look.is(&state)).await;
    }
    assert!(scene.browser.js::<bool>(&format!("return Boolean({ROOT})")).await);
}
