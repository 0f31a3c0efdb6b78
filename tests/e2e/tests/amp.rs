//! The AMP page of `examples/`. That AMP's validator has nothing against it is seen when the examples are built
//! (`xtask::npm::examples`).

use std::fs;

use e2e::{Feed, Scene};
use xtask::{server::Fault, workspace::root};

const FEED: &str = "/feed.json";

/// The scripts that an AMP page loads, and what stands for them.
const RUNTIME: [(&str, &str); 2] =
    [("/v0.js", ""), ("/v0/amp-iframe-0.1.js", include_str!("amp.js"))];

/// The example with the servers of this test in place of its own.
fn page(scene: &Scene) -> String {
    let page = fs::read_to_string(root().join("examples/amp/index.html")).expect("the example");
    let encoded = scene.newsroom.url(FEED).replace(':', "%3A").replace('/', "%2F");
    let here = [
        ("https://cdn.ampproject.org/", scene.host.url("/")),
        ("https://cdn.example/developing-story/0.1.0/", scene.cdn.url("/")),
        ("https%3A%2F%2Fnews.example%2Fhanoi%2Ffeed.json", encoded),
    ];
    here.iter().fold(page, |page, (there, here)| {
        assert!(page.contains(there), "{there}");
        page.replace(there, here)
    })
}

#[tokio::test]
async fn an_amp_page_has_the_timeline_in_a_frame_as_high_as_it_is() {
    let scene = Scene::start().await;
    scene.publish(FEED, Feed::of(1..=40));
    let serve = |path: &str, kind: &str, body: String| {
        let headers = vec![("content-type".to_owned(), format!("{kind}; charset=utf-8"))];
        scene.host.faults().from_now_on(path, Fault::Exact { headers, body });
    };
    for (path, script) in RUNTIME {
        serve(path, "text/javascript", script.to_owned());
    }
    serve("/", "text/html", page(&scene));
    scene.browser.open(&scene.host.url("/")).await;
    let high = "document.querySelector('amp-iframe').offsetHeight > 1000";
    scene.browser.until_js("the frame has grown", high).await;
    let gone = "document.querySelector('amp-iframe [placeholder]').hidden";
    scene.browser.until_js("the placeholder has gone", gone).await;
    // A desktop's browser cannot share, and says so.
    let bad: Vec<_> = scene.browser.console().await;
    let bad: Vec<_> = bad.iter().filter(|it| it.level == "SEVERE").collect();
    assert!(bad.is_empty(), "{bad:?}");
    scene.browser.enter("amp-iframe iframe").await;
    let look = scene.browser.story().ready().await;
    assert!(look.entries.len() > 10, "{look:?}");
    let fits = "document.documentElement.scrollHeight <= innerHeight";
    scene.browser.until_js("it fits", fits).await;
}
