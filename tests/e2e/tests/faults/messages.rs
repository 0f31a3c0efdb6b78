//! Messages that are no good HTTP, or hardly.

use e2e::{Break, Ending, Engine, Framing, Reply};

use super::{
    play::check,
    script::{news, script},
};

#[tokio::test]
async fn a_body_whose_end_is_told_wrongly() {
    let length = news().body().len();
    check([
        script("longer than it is", [news().claims(&(length + 100).to_string())])
            .not_in(Engine::WebKit)
            .tells("network"),
        script("longer than any document may be", [news().claims("9437184")]).tells("too-large"),
        script("shorter than it is", [news().claims(&(length / 2).to_string())]).tells("not-json"),
        script("no length at all", [news().claims("0")]).tells("not-json"),
        script("two lengths", [news().header("Content-Length", "17")])
            .not_in(Engine::WebKit)
            .tells("network"),
        script("a length that is no number", [news().claims("mange")])
            .not_in(Engine::WebKit)
            .brings(4),
        script("in chunks", [news().framed(Framing::Chunked)]).brings(4),
        script(
            "in chunks, and with a wrong length",
            [news().framed(Framing::Chunked).header("Content-Length", "17")],
        )
        .brings(4),
        script(
            "in chunks that are cut off in the middle",
            [news().framed(Framing::Chunked).breaks(Break::InBody, Ending::Close)],
        )
        .tells("network"),
        script(
            "in chunks without the last",
            [news().framed(Framing::Chunked).breaks(Break::BeforeEnd, Ending::Close)],
        )
        .not_in(Engine::WebKit)
        .tells("network"),
        script(
            "in chunks whose length is no number",
            [Reply::new("mange\r\n{}\r\n0\r\n\r\n")
                .framed(Framing::UntilClosed)
                .header("Transfer-Encoding", "chunked")],
        )
        .not_in(Engine::WebKit)
        .tells("network"),
        script("until the connection is closed", [news().framed(Framing::UntilClosed)]).brings(4),
        script(
            "until the connection is closed, which is too early",
            [news().framed(Framing::UntilClosed).breaks(Break::InBody, Ending::Close)],
        )
        .tells("not-json"),
    ])
    .await;
}

#[tokio::test]
async fn a_head_that_is_wrong_or_unusual() {
    check([
        // The browser takes what there is of it for all of it.
        script("cut off in the middle", [news().breaks(Break::InHead, Ending::Close)])
            .not_in(Engine::WebKit)
            .tells("not-json"),
        script("without a body behind it", [news().breaks(Break::AfterHead, Ending::Close)])
            .not_in(Engine::WebKit)
            .tells("network"),
        script("larger than any browser reads", [news().header("X-Trace", &"x".repeat(400_000))])
            .tells("network"),
        script("with a zero byte", [news().header("X-Trace", "a\0b")]).tells("network"),
        script("with a line that is no header", [news().header("Traceback (most recent call", "")])
            .brings(4),
        script("with line feeds only", [news().line_end("\n")]).brings(4),
        script("of HTTP/1.0", [news().line("HTTP/1.0 200 OK").framed(Framing::UntilClosed)])
            .brings(4),
        script("without a reason", [news().line("HTTP/1.1 200")]).brings(4),
        script("of a version to come", [news().line("HTTP/4.0 200 OK")])
            .not_in(Engine::Firefox)
            .not_in(Engine::WebKit)
            .brings(4),
    ])
    .await;
}

#[tokio::test]
async fn something_that_is_not_http() {
    check([
        script("noise", [Reply::raw((0..=255).collect::<Vec<u8>>())]).tells("network"),
        script("the document without a head", [Reply::raw(news().body())]).tells("network"),
        script("TLS", [Reply::raw(b"\x15\x03\x01\x00\x02\x02\x46")]).tells("network"),
        script("SSH", [Reply::raw("SSH-2.0-OpenSSH_9.9\r\n")]).tells("network"),
        script("nothing", [Reply::raw([])]).not_in(Engine::Firefox).tells("network"),
    ])
    .await;
}
