//! Answers that lead elsewhere.

use e2e::{FaultServer, Reply, Scene};

use super::{
    play::check,
    script::{Versions, edition, news, script},
};

#[tokio::test]
async fn a_redirect_to_the_document_is_followed() {
    let to = |code| [Reply::redirect(code, "/moved.json")];
    let moved = |name, code| script(name, to(code)).beside("/moved.json", news()).brings(4);
    check([
        moved("301", 301),
        moved("302", 302),
        moved("303", 303),
        moved("307", 307),
        moved("308", 308),
        script("five in a row", [Reply::redirect(302, "/1")])
            .beside("/1", Reply::redirect(301, "/2"))
            .beside("/2", Reply::redirect(307, "2/3"))
            .beside("/2/3", Reply::redirect(308, "?4"))
            .beside("/2/3?4", Reply::redirect(303, "{here}/5"))
            .beside("/5", news())
            .brings(4),
        script("to another origin", [Reply::redirect(302, "{elsewhere}/moved.json")])
            .beside("/moved.json", news())
            .brings(4),
        script("once, and then no more", [Reply::redirect(308, "/moved.json"), news()]).brings(4),
    ])
    .await;
}

#[tokio::test]
async fn a_redirect_that_leads_to_no_document_is_told() {
    let to = |location| [Reply::redirect(302, location)];
    check([
        // The browser goes round twenty times.
        script("to itself", to("/feed.json")).tells("network").leaves_alone(0),
        script("in a circle", to("/1"))
            .beside("/1", Reply::redirect(302, "/2"))
            .beside("/2", Reply::redirect(302, "/1"))
            .tells("network"),
        script("nowhere", [Reply::status(302)]).tells_status(302),
        script("to something that is no address", to("http://[")).tells("network"),
        script("to a script", to("javascript:alert(1)")).tells("network"),
        script("to a file", to("file:///etc/passwd")).tells("network"),
        script("to a host that does not exist", to("http://news.example/")).tells("network"),
        script("to a login page", to("/login"))
            .beside("/login", Reply::new("<!doctype html><title>Log ind</title>"))
            .tells("not-json"),
        script("to a login page of another origin", to("{elsewhere}/login"))
            .beside("/login", Reply::new("<!doctype html><title>Log ind</title>").without_cors())
            .tells("network"),
        script("to what is not found", to("/gone"))
            .beside("/gone", Reply::status(404))
            .tells_status(404),
        script("to another origin that forbids to read", to("{elsewhere}/moved.json"))
            .beside("/moved.json", news().without_cors())
            .tells("network"),
        script(
            "by a server that forbids to read where to",
            [Reply::redirect(302, "/moved.json").without_cors()],
        )
        .tells("network"),
    ])
    .await;
}

#[tokio::test]
async fn what_a_moved_document_says_of_its_neighbours_is_said_from_where_it_is() {
    let scene = Scene::start().await;
    let server = FaultServer::start(Versions::Stated.right(3));
    let live = edition(9).with("next_url", "older.json");
    server.put("/archive/2019/feed.json", Reply::of(&live));
    server.put("/archive/2019/older.json", Reply::of(&e2e::Feed::of(1..=3)));
    server.play(vec![Reply::redirect(302, "/archive/2019/feed.json")]);
    let feed = server.feed();
    let element = format!("<developing-story src={feed} lang=da loading=eager></developing-story>");
    scene.open(&element).await;
    let story = scene.browser.story();
    story.ready().await;
    story.click("[part=earlier]").await;
    let archive = "/archive/2019/older.json";
    story.until("the older page was asked for", |look| look.earlier.is_none()).await;
    let asked = server.asked();
    assert!(asked.iter().any(|it| it.path == archive), "{asked:?}");
}
