//! What an event costs, in counts that are the same on every machine: nodes made, changes to the page, times told, requests.

use e2e::{Feed, Scene, Story};
use serde::Deserialize;
use serde_json::json;

const FEED: &str = "/feed.json";

/// As many entries as are shown at once.
const SHOWN: u32 = 200;

/// Counts how often the browser is asked to tell a time, which takes longer than all else of a view.
const TIMES: &str = "<script>
    var times = 0;
    const { get } = Object.getOwnPropertyDescriptor(Intl.DateTimeFormat.prototype, 'format');
    Object.defineProperty(Intl.DateTimeFormat.prototype, 'format', { get() { times += 1; return get.call(this); } });
    </script>";

/// Counts what changes inside the element from now on.
const COUNT: &str = "
    window.cost = { added: 0, removed: 0, attributes: 0, texts: 0, entries: [], times: -window.times };
    const all = (list) => [...list].reduce((sum, it) => sum + 1 + (it.querySelectorAll?.('*').length ?? 0), 0);
    window.counting?.disconnect();
    window.counting = new MutationObserver((records) => {
        for (const { type, target, addedNodes, removedNodes } of records) {
            cost.added += all(addedNodes);
            cost.removed += all(removedNodes);
            cost.attributes += type === 'attributes' ? 1 : 0;
            cost.texts += type === 'characterData' ? 1 : 0;
            const entry = (target.closest ? target : target.parentElement)?.closest('article')?.dataset.id;
            if (entry && !cost.entries.includes(entry)) cost.entries.push(entry);
        }
    });
    counting.observe(document.querySelector('developing-story').shadowRoot,
        { subtree: true, childList: true, attributes: true, characterData: true });
    return null";

#[derive(Debug, Default, Deserialize, PartialEq)]
struct Cost {
    added: u32,
    removed: u32,
    attributes: u32,
    texts: u32,
    /// The entries in which something has changed.
    entries: Vec<String>,
    /// How many times have been told.
    times: u32,
}

/// A story of as many entries as a page may show at once, all of them shown.
async fn story() -> Scene {
    let scene = Scene::start().await;
    scene.publish(FEED, feed());
    let element = scene.element(&format!("limit={SHOWN} reveal=auto remember=off"));
    scene.open(&[TIMES, &element].concat()).await;
    let story = scene.browser.story();
    story.until("all show", |look| look.entries.len() == SHOWN as usize).await;
    // What comes after the first view has come.
    let told =
        "document.querySelector('developing-story').shadowRoot.querySelector('[aria-posinset]')";
    scene.browser.until_js("places are told", told).await;
    scene
}

fn feed() -> Feed {
    Feed::of(1..=SHOWN).story("poll_seconds", 3600)
}

/// What it costs that the newsroom has published this.
async fn cost(scene: &Scene, feed: Feed) -> Cost {
    scene.publish(FEED, feed);
    scene.browser.js::<()>(COUNT).await;
    let before = scene.polls(FEED);
    scene.browser.story().refresh().await;
    let cost = counted(&scene.browser.story()).await;
    assert_eq!(scene.polls(FEED), before + 1, "one request");
    cost
}

async fn counted(story: &Story<'_>) -> Cost {
    story.js("e2e.turn().then(() => e2e.turn()).then(() => ({ ...window.cost, times: window.cost.times + window.times }))").await
}

#[tokio::test]
async fn a_poll_that_brings_nothing_changes_nothing() {
    let scene = story().await;
    assert_eq!(cost(&scene, feed()).await, Cost::default());
}

#[tokio::test]
async fn an_edit_changes_its_entry() {
    let scene = story().await;
    let edited = feed().entry(150, json!({"title": "Nyhed nummer 150, rettet"}));
    let cost = cost(&scene, edited).await;
    assert_eq!(cost.entries, ["entry-150"]);
    assert!(cost.added < 20 && cost.removed < 5 && cost.attributes < 5, "{cost:?}");
    assert!(cost.times < 10, "{cost:?}");
}

#[tokio::test]
async fn a_withdrawal_changes_its_entry() {
    let scene = story().await;
    let withdrawn = feed().entry(150, json!({"_story": {"withdrawn": "Forkert."}}));
    let cost = cost(&scene, withdrawn).await;
    assert_eq!(cost.entries, ["entry-150"]);
    assert!(cost.added < 5 && cost.removed < 20 && cost.attributes < 5, "{cost:?}");
    assert!(cost.times < 10, "{cost:?}");
}

#[tokio::test]
async fn a_new_entry_makes_one_entry() {
    let scene = story().await;
    let cost = cost(&scene, Feed::of(1..=SHOWN + 1).story("poll_seconds", 3600)).await;
    // The entry, the line up to which the reader had got, and the slot that stands after each fifth entry anew.
    let slots = SHOWN / 5;
    assert!(cost.added < 100 + slots && cost.removed < 5 + slots && cost.texts < 5, "{cost:?}");
    // Every entry is told its place in the feed, and of how many.
    assert!(cost.attributes < 2 * SHOWN + 10, "{cost:?}");
    assert!(cost.times < 20, "{cost:?}");
}

#[tokio::test]
async fn a_fold_changes_its_entry() {
    let scene = story().await;
    let story = scene.browser.story();
    scene.browser.js::<()>(COUNT).await;
    story.act("el.shadowRoot.querySelector('[data-id=entry-150] summary').click()").await;
    let cost = counted(&story).await;
    assert_eq!(cost.entries, ["entry-150"]);
    // The newest is open, so "Fold all" stays what it is.
    assert_eq!((cost.added + cost.removed + cost.texts, cost.attributes), (0, 1), "{cost:?}");
    assert_eq!(cost.times, 0, "{cost:?}");
}
