//! Answers that the host page's origin may not read.

use e2e::Reply;

use super::{
    play::check,
    script::{news, script},
};

#[tokio::test]
async fn an_answer_that_may_not_be_read_is_told_as_no_answer() {
    let allows = |origin| news().without_cors().header("Access-Control-Allow-Origin", origin);
    check([
        script(
            "the header is missing on the error page only",
            [Reply::status(503).without_cors(), Reply::status(503).without_cors()],
        )
        .tells("network"),
        script(
            "the header is missing on the error page, and there once",
            [Reply::status(503).without_cors(), Reply::status(503)],
        )
        .tells_in_turn(["network", "status"]),
        script("the header is missing", [news().without_cors()]).tells("network"),
        script("it names another origin", [allows("https://news.example")]).tells("network"),
        script("it is there twice", [news().header("Access-Control-Allow-Origin", "*")])
            .tells("network"),
        script("it is empty", [allows("")]).tells("network"),
        script("it names nobody", [allows("null")]).tells("network"),
        script(
            "it is missing on every other answer",
            [news(), news().without_cors(), news(), news().without_cors(), news()],
        )
        .tells_once("network"),
        script(
            "the resource policy forbids it, which is not for this",
            [news().header("Cross-Origin-Resource-Policy", "same-origin")],
        )
        .brings(4),
    ])
    .await;
}
