//! The plugin in WordPress itself: what readers are sent, and how an editor comes to it.

use e2e::{Browser, Feed, Scene};
use fantoccini::key::Key;
use serde_json::{Value, json};
use xtask::{
    server::Server,
    wordpress::{self, Site, VERSIONS},
    workspace::root,
};

const FEED: &str = "/feed.json";

/// Before script modules, with the post in the page of the editor.
const OLDER: (&str, &str) = (VERSIONS[0], "");

/// Since, with the post in a frame.
const NEWER: (&str, &str) = (VERSIONS[1], "iframe[name=editor-canvas] >>> ");

/// A newsroom with a WordPress of this version, and its origin; none where there is no PHP.
async fn newsroom(version: &str) -> Option<(Scene, Site, String)> {
    let mut site = wordpress::site(version).expect("WordPress can be installed")?;
    let origin = site.serve().expect("WordPress is served");
    let scene = Scene::start().await;
    scene.publish(FEED, Feed::of(1..=3));
    Some((scene, site, origin))
}

fn publish(site: &Site, cdn: &Server, content: &str) -> String {
    site.run("publish.php", &[&cdn.url(""), content]).expect("the post is published")
}

/// Everything that is wrong by the console's word.
async fn errors(browser: &Browser) -> Vec<String> {
    let said = browser.console().await.into_iter();
    said.filter(|it| it.level == "SEVERE").map(|it| it.message).collect()
}

async fn readers_see_the_story_and_load_the_script_once((version, _): (&str, &str)) {
    let Some((scene, site, origin)) = newsroom(version).await else { return };
    let feed = scene.newsroom.url(FEED);
    let attributes = json!({"src": feed, "lang": "da", "loading": "eager", "align": "wide"});
    let content = [
        "<!-- wp:paragraph --><p>Before</p><!-- /wp:paragraph -->".to_owned(),
        format!("<!-- wp:developing-story/timeline {attributes} /-->"),
        format!(
            "<!-- wp:shortcode -->[developing_story src=\"{feed}\" lang=\"da\" loading=\"eager\" order=\"oldest\"]Følg[/developing_story]<!-- /wp:shortcode -->"
        ),
    ];
    let with = publish(&site, &scene.cdn, &content.join("\n"));
    let without = publish(&site, &scene.cdn, "<p>Nothing</p>");
    scene.browser.open(&format!("{origin}/?p={with}")).await;
    for story in ["developing-story[order=oldest]", ".alignwide > developing-story"] {
        let look = scene.browser.story_at(story).ready().await;
        assert_eq!(look.shown().len(), 3, "{version}: {story}");
    }
    let scripts = format!(
        "return document.querySelectorAll('script[type=module][src=\"{}\"]').length",
        scene.cdn.url("/developing-story.js")
    );
    assert_eq!(scene.browser.js::<u32>(&scripts).await, 1, "{version}");
    let bad = errors(&scene.browser).await;
    assert!(bad.is_empty(), "{version}: {bad:?}");
    scene.browser.open(&format!("{origin}/?p={without}")).await;
    assert_eq!(scene.browser.js::<u32>(&scripts).await, 0, "{version}");

    // Whoever reads the site's own feed gets links.
    let ask = "return fetch('/?feed=rss2').then((answer) => answer.text())";
    let rss: String = scene.browser.js(ask).await;
    let link = format!("<p><a href=\"{origin}/?p={with}\">Follow the story on 127.0.0.1</a></p>");
    assert!(rss.contains(&link), "{version}: {rss}");
    assert!(!rss.contains("<developing-story"), "{version}: {rss}");
    assert_eq!(site.complaints(), "", "{version}");
}

async fn an_editor_pastes_the_address_and_sees_the_story((version, canvas): (&str, &str)) {
    let Some((scene, site, origin)) = newsroom(version).await else { return };
    let (browser, feed) = (&scene.browser, scene.newsroom.url(FEED));
    publish(&site, &scene.cdn, "");
    log_in(browser, &origin).await;
    browser.open(&format!("{origin}/wp-admin/post-new.php")).await;
    browser.until_js("the editor is up", EDITOR).await;
    browser.js::<Value>(INSERT).await;

    let field = format!("{canvas}.wp-block-developing-story-timeline input");
    type_into(browser, &field, "feed.json").await;
    browser.press(Key::Enter).await;
    let form = json!(format!("{canvas}.wp-block-developing-story-timeline form"));
    let told = format!("e2e.find({form}).textContent.includes('This is no address of a feed')");
    browser.until_js("what is no address is told", &told).await;
    type_into(browser, &field, &feed).await;
    browser.press(Key::Enter).await;
    let story = browser.story_at(&format!("{canvas}developing-story"));
    let look = story.ready().await;
    assert_eq!(look.shown().len(), 3, "{version}");

    browser.js::<Value>(SIDEBAR).await;
    for (label, text) in [("Language", "da"), ("Reading order", "O"), ("Entries at first", "20000")]
    {
        let control = format!("return ({CONTROL})({})", json!(label));
        browser.until_js(label, &format!("(() => {{ {control} }})()")).await;
        let control: String = browser.js(&control).await;
        type_into(browser, &control, text).await;
    }
    let oldest = "entry-1";
    let look = story
        .until("the sidebar is obeyed", |look| {
            look.entries.first().is_some_and(|it| it.id == oldest)
        })
        .await;
    assert_eq!(look.state.as_deref(), Some("Opdateres"), "{version}");
    let attributes: Value = story.js("[el.getAttribute('lang'), el.getAttribute('limit')]").await;
    assert_eq!(attributes, json!(["da", null]), "{version}: what is too much is left out");
    let picture = format!("target/pictures/wordpress/editor-{version}.png");
    browser.picture(&root().join(picture)).await;

    let saved: String = browser.js(SAVE).await;
    let block = format!(r#"{{"src":"{feed}","lang":"da","order":"oldest"}}"#);
    assert_eq!(saved, format!("<!-- wp:developing-story/timeline {block} /-->"), "{version}");
    let post: u32 = browser.js("return wp.data.select('core/editor').getCurrentPostId()").await;

    // Opened again, it is what it was.
    browser.open(&format!("{origin}/wp-admin/post.php?post={post}&action=edit")).await;
    browser.story_at(&format!("{canvas}developing-story")).ready().await;
    let blocks: Value = browser.js(BLOCKS).await;
    assert_eq!(blocks, json!([["developing-story/timeline", true]]), "{version}");
    let bad = errors(browser).await;
    assert!(bad.is_empty(), "{version}: {bad:?}");

    browser.open(&format!("{origin}/?p={post}")).await;
    let look = browser.story_at("developing-story[lang=da][order=oldest]").ready().await;
    assert_eq!(look.shown().len(), 3, "{version}");
    assert_eq!(site.complaints(), "", "{version}");
}

const EDITOR: &str = "document.readyState === 'complete' && window.wp?.blocks?.getBlockType('developing-story/timeline')";

const INSERT: &str = "wp.data.dispatch('core/block-editor').insertBlock(wp.blocks.createBlock('developing-story/timeline')); return null";

const SIDEBAR: &str = "const { select, dispatch } = wp.data; dispatch('core/block-editor').selectBlock(select('core/block-editor').getBlocks()[0].clientId); dispatch('core/edit-post').openGeneralSidebar('edit-post/block'); return null";

/// Where the control with a label is, once it is there.
const CONTROL: &str = "(text) => { const label = [...document.querySelectorAll('.block-editor-block-inspector label')].find((it) => it.textContent.trim() === text); return label && '#' + CSS.escape(label.htmlFor); }";

const SAVE: &str = "const { select, dispatch } = wp.data; dispatch('core/editor').editPost({ title: 'Hanoi', status: 'publish' }); return dispatch('core/editor').savePost().then(() => select('core/editor').getCurrentPostAttribute('content'))";

const BLOCKS: &str =
    "return wp.data.select('core/block-editor').getBlocks().map((it) => [it.name, it.isValid])";

async fn log_in(browser: &Browser, origin: &str) {
    browser.open(&format!("{origin}/wp-login.php")).await;
    let script = "const { loginform } = document.forms; loginform.log.value = 'admin'; loginform.pwd.value = 'password'; loginform.submit(); return null";
    browser.js::<()>(script).await;
    browser.until_js("the editor is logged in", "location.pathname === '/wp-admin/'").await;
}

/// In place of what is there. By the keyboard, which goes where the focus is, into frames too.
async fn type_into(browser: &Browser, selector: &str, text: &str) {
    let field = format!("e2e.find({})", json!(selector));
    browser.until_js("there is a field", &field).await;
    let focused = format!(
        "({field}.focus(), {field}.select?.(), {field}.ownerDocument.activeElement === {field})"
    );
    browser.until_js("the field has the focus", &focused).await;
    for character in text.chars() {
        browser.press(character).await;
    }
}

#[tokio::test]
async fn readers_of_an_older_wordpress_see_the_story() {
    readers_see_the_story_and_load_the_script_once(OLDER).await;
}

#[tokio::test]
async fn readers_of_a_newer_wordpress_see_the_story() {
    readers_see_the_story_and_load_the_script_once(NEWER).await;
}

#[tokio::test]
async fn an_editor_of_an_older_wordpress_sees_the_story() {
    an_editor_pastes_the_address_and_sees_the_story(OLDER).await;
}

#[tokio::test]
async fn an_editor_of_a_newer_wordpress_sees_the_story() {
    an_editor_pastes_the_address_and_sees_the_story(NEWER).await;
}
