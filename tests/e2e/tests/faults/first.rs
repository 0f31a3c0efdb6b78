//! What goes wrong before there is anything good: what stands inside the tag stays, and the story comes when it can.

use e2e::{Break, Ending, FaultServer, Look, Reply, Scene};
use futures_util::future;

use super::{
    play::check,
    script::{Versions, news, script},
};

#[tokio::test]
async fn a_story_that_cannot_be_read_at_first_comes_when_it_can() {
    check([
        script("a server in trouble", [Reply::status(503)]).tells_status(503).at_first(),
        script("not found", [Reply::status(404)]).tells_status(404).at_first(),
        script("no answer that may be read", [news().without_cors()]).tells("network").at_first(),
        script("torn down", [news().breaks(Break::InBody, Ending::Reset)])
            .tells("network")
            .at_first(),
        script("a redirect to itself", [Reply::redirect(302, "/feed.json")])
            .tells("network")
            .leaves_alone(0)
            .at_first(),
        script("a page", [Reply::new("<!doctype html><title>Vent</title>")])
            .tells("not-json")
            .at_first(),
        script("no feed", [Reply::new("{}")]).tells("not-feed").at_first(),
        script("50 MB", [Reply::new(vec![b' '; 50 << 20])]).tells("too-large").at_first(),
        script("no answer for ten seconds", [Reply::raw([]).ends(Ending::Silence)])
            .tells("timeout")
            .at_first(),
        script("one thing after the other", [Reply::raw("?"), Reply::status(500), Reply::new("[")])
            .tells_in_turn(["network", "status", "not-json"])
            .at_first(),
    ])
    .await;
}

#[tokio::test]
async fn a_first_answer_that_comes_too_late_does_not_hide_the_story() {
    e2e::only_in!(Chromium | Firefox, "WebKit tells of no request that was given up");
    let scene = Scene::start().await;
    let right = Versions::Stated.right(3).revalidates();
    // Once the next answer is the same bytes, and once the word that they are the same.
    let rights = [right.clone().without("ETag"), right];
    let servers = rights.map(FaultServer::start);
    let element = |server: &FaultServer| {
        let feed = server.feed();
        format!("<developing-story src={feed} lang=da loading=eager></developing-story>")
    };
    for server in &servers {
        server.play(vec![server.right().held()]);
    }
    scene.open(&servers.each_ref().map(element).concat()).await;
    let comes = servers.iter().map(|server| comes_all_the_same(&scene, server));
    future::join_all(comes).await;
}

/// The loader asks first; the session gives that up, and asks again.
async fn comes_all_the_same(scene: &Scene, server: &FaultServer) {
    let (browser, feed) = (&scene.browser, server.feed());
    let story = browser.story_at(&format!("developing-story[src='{feed}']"));
    let given_up = |look: &Look| look.freshness.starts_with("Serveren svarer ikke");
    story.until("the first request is given up", given_up).await;
    server.play(vec![server.right()]);
    server.release();
    let ended = format!("performance.getEntriesByName('{feed}').length === 1");
    browser.until_js("nothing is on its way any more", &ended).await;
    let look = story.look().await.expect("it is there");
    assert_eq!(look.shown(), Vec::<&str>::new(), "{look}");
    story.refresh().await;
    let look = story.ready().await;
    assert_eq!(look.shown(), ["entry-3", "entry-2", "entry-1"]);
    assert!(look.is("Opdateres"), "{look}");
}
