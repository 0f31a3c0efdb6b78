//! Servers that do not come to the point: ten seconds for the head of an answer, thirty for its end.

use std::time::Duration;

use e2e::{Break, Ending, Engine, Reply};

use super::{
    play::check,
    script::{news, script},
};

/// Often enough that no browser thinks the connection dead.
const NOW_AND_THEN: Duration = Duration::from_millis(500);

#[tokio::test]
async fn who_does_not_come_to_the_point_is_given_up() {
    let hints = "HTTP/1.1 103 Early Hints\r\n\r\n";
    check([
        script("no answer at all", [Reply::raw([]).ends(Ending::Silence)])
            .tells("timeout")
            .leaves_alone(10),
        script("half a head and no more", [news().breaks(Break::InHead, Ending::Silence)])
            .tells("timeout")
            .leaves_alone(10),
        script(
            "a head that does not end",
            [news().header("X-Trace", &"x".repeat(1000)).dribbles(1, NOW_AND_THEN)],
        )
        .tells("timeout")
        .leaves_alone(10),
        script("103 and no more", [Reply::raw(hints).ends(Ending::Silence)])
            .tells("timeout")
            .leaves_alone(10),
        script("a redirect to no answer", [Reply::redirect(302, "/silent")])
            .not_in(Engine::Firefox)
            .beside("/silent", Reply::raw([]).ends(Ending::Silence))
            .tells("timeout")
            .leaves_alone(10),
        script("a head and no body", [news().breaks(Break::AfterHead, Ending::Silence)])
            .not_in(Engine::Firefox)
            .tells("timeout")
            .leaves_alone(30),
        script("half a body and no more", [news().breaks(Break::InBody, Ending::Silence)])
            .tells("timeout")
            .leaves_alone(30),
        script(
            "a body that does not end",
            [Reply::new(vec![b' '; 20_000]).dribbles(200, NOW_AND_THEN)],
        )
        .tells("timeout")
        .leaves_alone(30),
    ])
    .await;
}
