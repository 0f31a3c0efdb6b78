//! Statuses other than 200.

use e2e::{Engine, Feed, Reply, Scene};
use xtask::server::Fault;

use super::{
    play::check,
    script::{edition, news, script},
};

const FEED: &str = "/feed.json";

#[tokio::test]
async fn a_status_other_than_success_is_told_as_it_is() {
    let status = Reply::status;
    check([
        script("300 without a choice", [status(300)]).tells_status(300),
        script("304 that nobody asked for", [status(304).with_body([])])
            .tells_status(304)
            .at_first(),
        script(
            "401 with a question",
            [status(401).header("WWW-Authenticate", "Basic realm=\"Redaktionen\"")],
        )
        .tells_status(401),
        script("403", [status(403)]).tells_status(403),
        script("404", [status(404)]).tells_status(404),
        script("408", [status(408)]).tells_status(408),
        script("418", [status(418)]).tells_status(418),
        // The browser by itself tries this one again at once, on another connection.
        script("421", [status(421)]).tells_status(421).leaves_alone(0),
        script("425", [status(425)]).tells_status(425),
        script("451", [status(451)]).tells_status(451),
    ])
    .await;
}

#[tokio::test]
async fn a_server_in_trouble_is_told_by_its_status() {
    let status = Reply::status;
    check([
        script(
            "500 as a page",
            [status(500).with_body("<!doctype html><title>Fejl</title>").without("Content-Type")],
        )
        .tells_status(500),
        script("501", [status(501)]).tells_status(501),
        script("502 without a body", [status(502).with_body([])]).tells_status(502),
        script("503", [status(503)]).tells_status(503),
        script("504", [status(504)]).tells_status(504),
        script("520, which no standard knows", [status(520)]).tells_status(520),
        script(
            "500 with the right document",
            [Reply::of(&edition(5)).line("HTTP/1.1 500 Internal Server Error")],
        )
        .tells_status(500),
        script("500 once, between two good answers", [news(), status(500), news()])
            .tells_once("status"),
        script(
            "three of its kind and then something else",
            [status(500), status(503), status(502), Reply::new("{"), Reply::raw([])],
        )
        .tells_in_turn(["status", "not-json", "network"]),
    ])
    .await;
}

#[tokio::test]
async fn what_comes_before_an_answer_and_what_has_no_body() {
    let hints = "HTTP/1.1 103 Early Hints\r\nLink: </x.css>; rel=preload\r\n\r\n";
    check([
        script("100 before the answer", [news().preceded_by("HTTP/1.1 100 Continue\r\n\r\n")])
            .brings(4),
        script("103 before the answer", [news().preceded_by(hints)]).brings(4),
        script("103 thirty times before the answer", [news().preceded_by(hints.repeat(30))])
            .brings(4),
        script(
            "101 to a protocol that nobody asked for",
            [news().line("HTTP/1.1 101 Switching Protocols").header("Upgrade", "h2c")],
        )
        .not_in(Engine::Firefox)
        .tells("network"),
        script("201 with the document", [news().line("HTTP/1.1 201 Created")]).brings(4),
        script("204", [Reply::status(204).with_body([])]).tells("not-json"),
        script("205", [Reply::status(205).with_body([])]).tells("not-json"),
        script(
            "206 with half the document, that nobody asked for",
            [half().line("HTTP/1.1 206 Partial Content").header("Content-Range", "bytes 0-99/200")],
        )
        .tells("not-json"),
    ])
    .await;
}

/// The first half of a document.
fn half() -> Reply {
    let whole = news();
    let half = whole.body()[..whole.body().len() / 2].to_vec();
    whole.with_body(half)
}

#[tokio::test]
async fn who_asks_to_be_left_alone_is_left_alone_if_it_can_be_understood() {
    let later = |value| Reply::status(429).header("Retry-After", value);
    let date = "Fri, 01 Mar 2019 08:00:04 GMT";
    let server_date = "Fri, 01 Mar 2019 08:00:00 GMT";
    check([
        script("429 with seconds", [later("4")]).tells_status(429).leaves_alone(4),
        script(
            "503 with a date",
            [Reply::status(503).header("Retry-After", date).header("Date", server_date)],
        )
        .tells_status(503)
        .leaves_alone(4),
        script("429 with a date, and no date of the server's own", [later(date)]).tells_status(429),
        script(
            "429 with a date that is over",
            [later("Thu, 28 Feb 2019 08:00:00 GMT").header("Date", server_date)],
        )
        .tells_status(429),
        script("429 with nonsense", [later("snart")]).tells_status(429),
        script("429 with less than nothing", [later("-100")]).tells_status(429),
        script("429 with more than a number holds", [later("99999999999999999999")])
            .tells_status(429),
        script("429 with a year", [later("31536000")]).tells_status(429).only_asked(),
        script(
            "429 with a header that it does not show",
            [later("3600").without("Access-Control-Expose-Headers")],
        )
        .tells_status(429),
    ])
    .await;
}

#[tokio::test]
async fn only_a_wish_is_not_kept_waiting() {
    let scene = Scene::start().await;
    scene.publish(FEED, Feed::of(1..=3));
    scene.open(&scene.element("")).await;
    let story = scene.browser.story();
    story.until("it is live", |look| look.is("Opdateres")).await;
    // A page beside it that goes on polling is the clock.
    scene.publish("/clock.json", Feed::of(1..=1));
    scene
        .browser
        .js::<()>(&format!(
            "document.body.insertAdjacentHTML('beforeend', `{}`); return null",
            scene.element_of("/clock.json", "id=clock")
        ))
        .await;
    let wait = Some("3600".to_owned());
    scene.break_feed(FEED, Fault::Status { code: 503, retry_after: wait });
    story.until("it is told", |look| look.is("Kan ikke hente nyt")).await;
    let asked = scene.polls(FEED);
    // Without the header, the next poll came after three seconds at the latest.
    scene.polled("/clock.json", 6).await;
    assert_eq!(scene.polls(FEED), asked);
    // Whoever asks does not wait.
    scene.mend(FEED);
    story.refresh().await;
    story.until("it is good again", |look| look.is("Opdateres")).await;
}
