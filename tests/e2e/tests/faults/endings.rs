//! The newsroom's last word: what was good stays, and nobody asks any more.

use e2e::Reply;

use super::{
    play::check,
    script::{edition, script},
};

#[tokio::test]
async fn after_the_last_word_nothing_is_asked() {
    check([
        script("410", [Reply::status(410)]).tells_status(410).ends(),
        script("410 after trouble", [Reply::status(503), Reply::status(404), Reply::status(410)])
            .tells_status(410)
            .ends(),
        script("expired", [Reply::of(&edition(4).with("expired", true))]).brings(4).ends(),
    ])
    .await;
}
