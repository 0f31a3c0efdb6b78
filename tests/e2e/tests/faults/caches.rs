//! Caches between the newsroom and the reader: their tags, their age, and copies of yesterday.

use e2e::{Engine, Reply};

use super::{
    play::check,
    script::{Versions, edition, modified, news, script, unversioned},
};

fn tagged(entries: u32, tag: &str) -> Reply {
    Reply::of(&edition(entries)).without("ETag").header("ETag", tag)
}

#[tokio::test]
async fn tags_that_mean_nothing_cost_nothing() {
    let right = || Reply::of(&edition(3));
    check([
        script(
            "another tag for the same document each time",
            [tagged(3, "\"a\""), tagged(3, "\"b\""), tagged(3, "\"a\""), tagged(3, "\"b\"")],
        ),
        script("the same tag for another document", [tagged(3, "\"a\""), tagged(4, "\"a\"")])
            .brings(4),
        script(
            "another document for a tag and then the first again",
            [tagged(3, "\"a\""), tagged(4, "\"b\""), tagged(3, "\"a\"").revalidates()],
        )
        .brings(4),
        script(
            "a tag that says unchanged whatever was asked",
            [Reply::new([]).line("HTTP/1.1 304 Not Modified")],
        )
        .not_in(Engine::WebKit),
        script("a tag without quotes", [tagged(4, "a").revalidates()]).brings(4),
        script("a tag of 8,000 characters", [tagged(4, &format!("\"{}\"", "a".repeat(8_000)))])
            .brings(4),
        script("a weak tag, then a strong one", [tagged(3, "W/\"a\""), tagged(3, "\"a\"")]),
        script("no tag", [right().without("ETag")]),
        script("no-store", [right().without("Cache-Control").header("Cache-Control", "no-store")]),
    ])
    .await;
}

#[tokio::test]
async fn ages_that_mean_nothing_cost_nothing() {
    let keeps = |value| news().without("Cache-Control").header("Cache-Control", value);
    check([
        script("a Cache-Control that is nonsense", [keeps("max-age=banan, ,;;=, public=max-age")])
            .brings(4),
        script("a max-age of less than nothing", [keeps("max-age=-100")]).brings(4),
        script("a max-age larger than a number", [keeps("max-age=99999999999999999999")]).brings(4),
        script("a max-age of a year", [keeps("public, max-age=31536000, immutable")])
            .brings(4)
            .only_asked(),
        script(
            "an Expires of tomorrow",
            [news().without("Cache-Control").header("Expires", "Fri, 01 Mar 2119 08:00:00 GMT")],
        )
        .brings(4),
        script("an Age of a year", [news().header("Age", "31536000")]).brings(4),
        script("a Date of yesterday", [news().header("Date", "Thu, 28 Feb 2019 08:00:00 GMT")])
            .brings(4),
        script("a Vary on everything", [news().header("Vary", "*")]).brings(4),
        script("cookies", [news().header("Set-Cookie", "reader=1; Path=/; Max-Age=3600"), news()])
            .brings(4),
    ])
    .await;
}

#[tokio::test]
async fn a_stale_copy_changes_nothing() {
    let bare = |entries| Reply::of(&unversioned(entries));
    let dated = |entries| bare(entries).header("Last-Modified", &modified(entries));
    let dated_so = |entries, date| bare(entries).header("Last-Modified", date);
    let stated = |entries| Reply::of(&edition(entries));
    check([
        script("two nodes, one of them behind", [stated(4), stated(3), stated(4), stated(3)])
            .brings(4),
        script(
            "a node that goes back hours",
            [stated(4), stated(1), stated(1), stated(1), stated(1)],
        )
        .brings(4),
        script("two nodes, without a version", [bare(4), bare(3), bare(4), bare(3)])
            .versions(Versions::None)
            .brings(4),
        script(
            "two polls in a row of a stale node, without a version",
            [bare(4), bare(2), bare(2), bare(4)],
        )
        .versions(Versions::None)
        .brings(4),
        script(
            "two nodes that say when they were written",
            [dated(4), dated(3), dated(4), dated(3)],
        )
        .versions(Versions::Modified)
        .brings(4),
        script(
            "a node that goes back hours, and says so",
            [dated(4), dated(1), dated(1), dated(1)],
        )
        .versions(Versions::Modified)
        .brings(4),
        script("a Last-Modified that is nonsense", [dated_so(4, "i går")])
            .versions(Versions::Modified)
            .brings(4),
        script(
            "a Last-Modified beside a version that says otherwise",
            [
                stated(4).header("Last-Modified", "Thu, 28 Feb 2019 08:00:00 GMT"),
                stated(3).header("Last-Modified", "Fri, 01 Mar 2119 08:00:00 GMT"),
            ],
        )
        .brings(4),
    ])
    .await;
}
