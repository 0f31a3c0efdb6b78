//! Connections that fail, or merely take their time.

use std::time::Duration;

use e2e::{Break, Ending, Engine, Reply};

use super::{
    play::check,
    script::{news, script},
};

const MOMENT: Duration = Duration::from_millis(20);

#[tokio::test]
async fn a_connection_that_fails_is_told_and_made_anew() {
    check([
        script("nobody listens", []).tells("network"),
        script("torn down before a word", [Reply::raw([]).ends(Ending::Reset)])
            .not_in(Engine::Firefox)
            .tells("network"),
        script("torn down in the head", [news().breaks(Break::InHead, Ending::Reset)])
            .tells("network"),
        script("torn down in the body", [news().breaks(Break::InBody, Ending::Reset)])
            .tells("network"),
        script("closed in the body", [news().breaks(Break::InBody, Ending::Close)])
            .not_in(Engine::WebKit)
            .tells("network"),
        script(
            "every other one fails",
            [
                news(),
                Reply::raw([]).ends(Ending::Reset),
                news(),
                news().breaks(Break::InBody, Ending::Close),
                news(),
            ],
        )
        .not_in(Engine::WebKit)
        .tells_once("network"),
    ])
    .await;
}

#[tokio::test]
async fn a_connection_that_is_slow_or_reused_is_not_a_failure() {
    let kept = || news().ends(Ending::KeepAlive);
    check([
        script("kept for the next request", [kept(), kept(), kept()]).brings(4),
        script(
            "kept, and torn down at the next request",
            [kept(), Reply::raw([]).ends(Ending::Reset), news()],
        )
        .brings(4),
        script("kept, and closed at the next request", [kept(), Reply::raw([]), news()]).brings(4),
        script("byte by byte", [news().dribbles(1, Duration::from_millis(1))]).brings(4),
        script("in small pieces", [news().dribbles(100, MOMENT)]).brings(4),
        script("after two seconds", [news().after(Duration::from_secs(2))]).brings(4),
        script("torn down behind the last byte", [news().ends(Ending::Reset)]).brings(4),
        script("left open behind the last byte", [news().ends(Ending::Silence)]).brings(4),
    ])
    .await;
}
