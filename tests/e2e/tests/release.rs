//! A release as partners include it: what `cargo xtask dist` prints, its folders, and the class without the tag.

use std::fs;

use e2e::{Feed, Page, Scene, dist};
use xtask::{
    dist::{folders, snippet},
    workspace::root,
};

const FEED: &str = "/feed.json";

async fn scene() -> Scene {
    let scene = Scene::start().await;
    scene.publish(FEED, Feed::of(1..=3));
    scene
}

#[tokio::test]
async fn what_is_printed_to_be_copied_works_and_pins_every_script() {
    let scene = scene().await;
    let printed = snippet(&dist(), &scene.cdn.url("")).expect("there is a release");
    let feed = printed.replace("https://news.example/hanoi/feed.json", &scene.newsroom.url(FEED));
    assert_ne!(printed, feed, "the tag is part of it");
    scene.open_page(&Page::new(&feed)).await;
    let look = scene.browser.story().ready().await;
    assert_eq!(look.shown().len(), 3);
    let [version, _] = folders();
    let log = scene.cdn.log();
    for script in ["developing-story.js", "exchange.js", "story_core.js"] {
        assert_eq!(log.of(&format!("/{version}/{script}")).len(), 1, "{script}");
    }
    // What has been changed on its way does not run.
    let changed = xtask::server::Fault::Exact {
        headers: vec![
            ("content-type".to_owned(), "text/javascript".to_owned()),
            ("access-control-allow-origin".to_owned(), "*".to_owned()),
        ],
        body: "window.ran = true; export const lend = () => {}".to_owned(),
    };
    scene.cdn.faults().from_now_on(&format!("/{version}/exchange.js"), changed);
    scene.open_page(&Page::new(&feed)).await;
    let failed = "e2e.told.some((it) => it.name === 'story-failed')";
    scene.browser.until_js("it does not start", failed).await;
    assert!(!scene.browser.js::<bool>("return 'ran' in window").await);
}

#[tokio::test]
async fn the_folder_of_the_major_version_works_by_itself() {
    let scene = scene().await;
    let [_, major] = folders();
    let address = scene.cdn.url(&format!("/{major}/developing-story.js"));
    let page = Page::new(&scene.element(""))
        .head(&format!("<script type=module src='{address}'></script>"));
    scene.open_page(&page).await;
    scene.browser.story().ready().await;
    for request in scene.cdn.log().received() {
        assert!(request.path.starts_with(&format!("/{major}/")), "{}", request.path);
    }
}

#[tokio::test]
async fn the_class_alone_makes_no_tag_until_it_is_asked_to() {
    let scene = scene().await;
    let address = scene.cdn.url("/pure.js");
    let script = format!(
        "<script type=module>import {{ define, DevelopingStory }} from '{address}'; \
         window.before = customElements.get('developing-story'); \
         window.make = () => {{ define(); define(); return customElements.get('developing-story') === DevelopingStory; }};</script>"
    );
    scene.open_page(&Page::new(&scene.element("")).head(&script)).await;
    scene.browser.until_js("the script has run", "'make' in window").await;
    assert!(scene.browser.js::<bool>("return window.before === undefined").await);
    assert!(scene.browser.js::<bool>("return window.make()").await);
    scene.browser.story().ready().await;
}

#[test]
fn nothing_of_the_machine_is_in_it() {
    let mut folders = vec![dist()];
    let home = std::env::home_dir().expect("a home").into_os_string();
    let (home, root) = (home.as_encoded_bytes(), root().as_os_str().as_encoded_bytes());
    let mut seen = 0;
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("readable").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let content = fs::read(&path).expect("a file");
            for machine in [home, root] {
                let named = content.windows(machine.len()).any(|it| it == machine);
                assert!(!named, "{}", path.display());
            }
            seen += 1;
        }
    }
    assert!(seen > 100, "{seen}");
}
