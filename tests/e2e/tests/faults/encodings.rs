//! Bytes that are not what they are said to be.

use std::io::Write;

use e2e::Engine;
use flate2::{
    Compression,
    write::{GzEncoder, ZlibEncoder},
};

use super::{
    play::check,
    script::{news, script},
};

#[tokio::test]
async fn compression_that_is_wrong_or_unusual() {
    let (gzip, body) = (gzip(&text().into_bytes()), text());
    let mut deflate = ZlibEncoder::new(Vec::new(), Compression::fast());
    deflate.write_all(body.as_bytes()).expect("a vector takes everything");
    let deflate = deflate.finish().expect("a vector takes everything");
    let cut = gzip[..gzip.len() / 2].to_vec();
    let mut broken = gzip.clone();
    // The method of compression, of which there is only one.
    broken[2] = 0;
    let twice = self::gzip(&gzip);
    let coded = |bytes: Vec<u8>, coding| news().with_body(bytes).header("Content-Encoding", coding);
    check([
        script("gzip", [coded(gzip.clone(), "gzip")]).brings(4),
        script("gzip, twice", [coded(twice, "gzip, gzip")]).brings(4),
        script("deflate", [coded(deflate, "deflate")]).brings(4),
        script("gzip that is none", [news().header("Content-Encoding", "gzip")])
            .not_in(Engine::WebKit)
            .tells("network"),
        script("brotli that is none", [news().header("Content-Encoding", "br")]).tells("network"),
        script("gzip that is cut off", [coded(cut, "gzip")]).tells("not-json"),
        script("gzip of no known method", [coded(broken, "gzip")])
            .not_in(Engine::WebKit)
            .tells("network"),
        script("gzip that nobody tells", [news().with_body(gzip)]).tells("not-json"),
        script("a coding that nobody knows", [news().header("Content-Encoding", "banan")])
            .brings(4),
    ])
    .await;
}

#[tokio::test]
async fn characters_that_are_wrong_or_unusual() {
    let wide =
        |bytes: fn(u16) -> [u8; 2]| -> Vec<u8> { text().encode_utf16().flat_map(bytes).collect() };
    let bom = |bytes: Vec<u8>, bom: &[u8]| news().with_body([bom, &bytes].concat());
    // One byte a character, as an old editorial system writes them.
    let latin: Vec<u8> = text().chars().map(|c| u8::try_from(c).unwrap_or(b'?')).collect();
    let halved = text().replacen("Nyhed", r"\ud83d Nyhed", 1);
    let media = |media| news().without("Content-Type").header("Content-Type", media);
    check([
        script("Latin-1", [news().with_body(latin)]).brings(4),
        script("UTF-16, the little end first", [bom(wide(u16::to_le_bytes), b"\xff\xfe")])
            .tells("not-json"),
        script("UTF-16, the big end first", [bom(wide(u16::to_be_bytes), b"\xfe\xff")])
            .tells("not-json"),
        script("UTF-8 with a mark of its order", [bom(text().into(), b"\xef\xbb\xbf")]).brings(4),
        script("half a character in a text", [news().with_body(halved)]).brings(4),
        script("zero bytes behind the document", [bom(b"\0\0\0\0".into(), text().as_bytes())])
            .tells("not-json"),
        script("bytes that are no characters", [news().with_body([0xff; 300])]).tells("not-json"),
        script("a wrong charset", [media("application/json; charset=iso-8859-1")]).brings(4),
        script("a wrong media type", [media("text/html")]).brings(4),
        script(
            "a media type that is none",
            [media(";;;").header("X-Content-Type-Options", "nosniff")],
        )
        .brings(4),
        script("no media type", [news().without("Content-Type")]).brings(4),
    ])
    .await;
}

/// A document with one new entry.
fn text() -> String {
    String::from_utf8_lossy(news().body()).into_owned()
}

/// Compressed; of what is small no better than need be.
pub(super) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).expect("a vector takes everything");
    encoder.finish().expect("a vector takes everything")
}
