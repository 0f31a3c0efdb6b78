//! Documents that are too large, and the largest that is not. What is refused is refused before it has all been read.

use e2e::{Framing, Reply};

use super::{
    encodings::gzip,
    play::check,
    script::{Script, news, script},
};

const MB: usize = 1024 * 1024;

/// The limit.
const LIMIT: usize = 8 * MB;

/// What a client may have taken that reads no further than the limit: buffers on both sides hold a little more.
const WITH_BUFFERS: usize = 32 * MB;

fn refused(name: &'static str, reply: Reply) -> Script {
    script(name, [reply]).tells("too-large").takes_at_most(WITH_BUFFERS)
}

#[tokio::test]
async fn a_document_of_more_than_8_mb_is_refused() {
    let bomb = gzip(padded(64 * MB).body());
    let bomb_in_bomb = gzip(&bomb);
    let coded = |bytes: Vec<u8>, coding| news().with_body(bytes).header("Content-Encoding", coding);
    check([
        refused("50 MB, announced", padded(50 * MB)),
        refused("50 MB in chunks", padded(50 * MB).framed(Framing::Chunked)),
        refused(
            "50 MB until the connection is closed",
            padded(50 * MB).framed(Framing::UntilClosed),
        ),
        refused("5 GB, announced", padded(50 * MB).claims("5368709120")),
        refused("one byte too many, in chunks", padded(LIMIT + 1).framed(Framing::Chunked)),
        refused("a gzip bomb", coded(bomb, "gzip")),
        refused("a gzip bomb in a gzip bomb", coded(bomb_in_bomb, "gzip, gzip")),
    ])
    .await;
}

#[tokio::test]
async fn a_document_of_8_mb_is_taken() {
    let packed = gzip(padded(LIMIT).body());
    check([
        script("announced", [padded(LIMIT)]).brings(4),
        script("in chunks", [padded(LIMIT).framed(Framing::Chunked)]).brings(4),
        script("compressed", [news().with_body(packed).header("Content-Encoding", "gzip")])
            .brings(4),
    ])
    .await;
}

/// A document with one new entry, and spaces up to this length.
fn padded(length: usize) -> Reply {
    let mut body = news().body().to_vec();
    body.resize(length, b' ');
    news().with_body(body)
}
