//! The story as a schema.org LiveBlogPosting in the head of its page, where the page asks for it.

use e2e::{Feed, Page, Scene};
use serde_json::{Value, json};
use xtask::prerender::{Options, make};

const FEED: &str = "/feed.json";

const POSTINGS: &str = "return [...document.head.querySelectorAll('script[type=\"application/ld+json\"]')].map((it) => it.textContent)";

fn feed() -> Feed {
    Feed::of(1..=3)
        .with("home_page_url", "https://news.example/hanoi")
        .with("title", "</script><script>window.harmed = 1</script>")
        .with("authors", json!([{"name": "Signe Holmbo", "url": "https://news.example/signe"}]))
        .story("place", "Hanoi")
        .story("coverage_start", "2019-02-28T07:00:00Z")
        .story("known", json!(["Topmødet er slut."]))
        .entry(3, json!({"url": "https://news.example/3", "image": "/3.jpg", "date_modified": "2019-02-28T09:00:00Z", "language": "en"}))
        .entry(2, json!({"_story": {"withdrawn": "Forkert."}}))
}

async fn postings(scene: &Scene) -> Vec<String> {
    scene.browser.js(POSTINGS).await
}

async fn only(scene: &Scene) -> Value {
    let all = postings(scene).await;
    assert_eq!(all.len(), 1, "{all:#?}");
    assert!(!all[0].contains('<'), "{}", all[0]);
    serde_json::from_str(&all[0]).expect("it is JSON")
}

const THERE: &str = "document.head.querySelector('script[type=\"application/ld+json\"]')";

#[tokio::test]
async fn a_page_that_asks_has_the_story_in_its_head_as_it_is_now() {
    let scene = Scene::start().await;
    scene.publish(FEED, feed());
    let head = "<link rel=canonical href='https://news.example/hanoi'><meta property=og:site_name content='Dagens Tidende'>";
    let page = Page::new(&scene.element("json-ld=always")).head(head).head(&scene.script());
    scene.open_page(&page).await;
    let story = scene.browser.story();
    story.ready().await;
    scene.browser.until_js("it is described", THERE).await;
    let posting = only(&scene).await;
    let check = |path: &str, expect: Value| {
        assert_eq!(posting.pointer(path), Some(&expect), "{path}: {posting:#}");
    };
    check("/@context", json!("https://schema.org"));
    check("/@type", json!("LiveBlogPosting"));
    check("/url", json!("https://news.example/hanoi"));
    check("/headline", json!("</script><script>window.harmed = 1</script>"));
    check("/description", json!("Topmødet er slut."));
    check("/inLanguage", json!("da"));
    check("/datePublished", json!("2019-02-28T08:01:00Z"));
    check("/coverageStartTime", json!("2019-02-28T07:00:00Z"));
    check("/author/0/name", json!("Signe Holmbo"));
    check("/publisher/name", json!("Dagens Tidende"));
    check("/about/location/name", json!("Hanoi"));
    check("/liveBlogUpdate/0/url", json!("https://news.example/hanoi#story-entry-3"));
    check("/liveBlogUpdate/0/headline", json!("Nyhed nummer 3"));
    check("/liveBlogUpdate/0/articleBody", json!("Teksten til nyhed 3."));
    check("/liveBlogUpdate/0/dateModified", json!("2019-02-28T09:00:00Z"));
    check("/liveBlogUpdate/0/image", json!(scene.newsroom.url("/3.jpg")));
    check("/liveBlogUpdate/1/@id", json!("https://news.example/hanoi#story-entry-1"));
    assert_eq!(posting["liveBlogUpdate"].as_array().map(Vec::len), Some(2), "none is withdrawn");
    assert_eq!(posting.get("coverageEndTime"), None);
    assert!(!scene.browser.js::<bool>("return 'harmed' in window").await);

    // It is kept up to date, and has an end when the story has.
    scene.publish(FEED, feed().with("title", "Slut").story("state", "ended").item(e2e::item(4)));
    story.refresh().await;
    scene
        .browser
        .until_js("it is up to date", &format!("{THERE}.textContent.includes('\"Slut\"')"))
        .await;
    let posting = only(&scene).await;
    assert_eq!(posting["liveBlogUpdate"].as_array().map(Vec::len), Some(3));
    assert_eq!(posting["coverageEndTime"], json!("2019-02-28T09:00:00Z"));

    // The page takes it back, and wants it again; it goes with the element.
    story.act("el.setAttribute('json-ld', 'off')").await;
    scene.browser.until_js("it is taken back", &format!("!{THERE}")).await;
    story.act("el.jsonLd = 'auto'").await;
    scene.browser.until_js("it is there again", THERE).await;
    story.act("el.remove()").await;
    scene.browser.until_js("it is gone", &format!("!{THERE}")).await;
}

#[tokio::test]
async fn a_page_that_describes_itself_is_left_alone_unless_it_says_always() {
    let scene = Scene::start().await;
    scene.publish(FEED, feed());
    let own = "<script type='application/ld+json'>{\"@context\":\"https://schema.org\",\"@graph\":[{\"@type\":\"LiveBlogPosting\"}]}</script>";
    let page = Page::new(&scene.element("json-ld=auto")).head(own).head(&scene.script());
    scene.open_page(&page).await;
    let story = scene.browser.story();
    story.ready().await;
    scene.browser.until_js("it stands", "e2e.find('developing-story >>> [aria-posinset]')").await;
    assert_eq!(postings(&scene).await.len(), 1);
    story.act("el.jsonLd = 'always'").await;
    let two = "document.head.querySelectorAll('script[type=\"application/ld+json\"]').length === 2";
    scene.browser.until_js("there are two", two).await;
    story.act("el.jsonLd = 'off'").await;
    scene.browser.until_js("the page's own stays", &format!("!({two})")).await;
    assert!(postings(&scene).await[0].contains("@graph"));
}

#[tokio::test]
async fn where_trusted_types_are_demanded_it_is_there_all_the_same() {
    let scene = Scene::start().await;
    scene.publish(FEED, feed());
    let policy = "require-trusted-types-for 'script'; trusted-types developing-story";
    let page = Page::new(&scene.element("json-ld=always")).head(&scene.script()).policy(policy);
    scene.open_page(&page).await;
    scene.browser.story().ready().await;
    scene.browser.until_js("it is described", THERE).await;
    only(&scene).await;
    assert_eq!(scene.browser.js::<Vec<String>>("return e2e.violations").await, [""; 0]);
}

#[tokio::test]
async fn what_is_prerendered_says_the_same() {
    let scene = Scene::start().await;
    scene.publish(FEED, feed());
    let head = "<link rel=canonical href='https://news.example/hanoi'>";
    let page = Page::new(&scene.element("json-ld=always")).head(head).head(&scene.script());
    scene.open_page(&page).await;
    scene.browser.story().ready().await;
    scene.browser.until_js("it is described", THERE).await;
    let options = Options { what: scene.newsroom.url(FEED), json_ld: true, ..Options::default() };
    let made = make(&options).expect("the feed is read");
    let (_, made) = made.split_once("<script type=\"application/ld+json\">").expect("it begins");
    let (made, _) = made.split_once("</script>").expect("it ends");
    assert!(!made.contains('<'), "{made}");
    let made: Value = serde_json::from_str(made).expect("JSON");
    assert_eq!(format!("{made:#}"), format!("{:#}", only(&scene).await));
}
