//! Items that are missing, out of order, or older than they were.

use e2e::{Feed, Reply};
use serde_json::{Value, json};

use super::{
    play::check,
    script::{Versions, edition, script, unversioned},
};

fn reordered(feed: &Feed, change: impl FnOnce(&mut Vec<Value>)) -> Reply {
    let mut document = feed.json().clone();
    change(document["items"].as_array_mut().expect("a feed has items"));
    Reply::new(document.to_string())
}

#[tokio::test]
async fn items_that_are_out_of_order_or_missing_for_a_poll_are_not_lost() {
    let empty = |feed: Feed| reordered(&feed, Vec::clear);
    let from = |first: u32, last: u32| {
        Reply::of(&Feed::of(first..=last).story("updated", format!("2019-03-01T08:{last:02}:30Z")))
    };
    check([
        script("the oldest first", [reordered(&edition(4), |items| items.reverse())]).brings(4),
        script("in no order", [reordered(&edition(4), |items| items.swap(0, 2))]).brings(4),
        script(
            "in another order each time",
            [
                reordered(&edition(4), |items| items.swap(0, 3)),
                reordered(&edition(4), |items| items.rotate_left(1)),
                reordered(&edition(4), |items| items.swap(1, 2)),
            ],
        )
        .brings(4),
        script("none for a poll", [empty(edition(4)), Reply::of(&edition(5))]).brings(5),
        script(
            "none for a poll, without a version",
            [empty(unversioned(4)), Reply::of(&unversioned(4))],
        )
        .versions(Versions::None)
        .brings(4),
        script("the oldest are gone", [from(3, 4)]).brings(4),
        script(
            "the newest is missing for two polls, without a version",
            [
                Reply::of(&unversioned(4)),
                Reply::of(&unversioned(3)),
                Reply::of(&unversioned(3)),
                Reply::of(&unversioned(4)),
            ],
        )
        .versions(Versions::None)
        .brings(4),
        script(
            "all but one in no order, and one missing",
            [reordered(&edition(4), |items| {
                items.swap(0, 1);
                items.remove(2);
            })],
        )
        .brings(4),
    ])
    .await;
}

#[tokio::test]
async fn versions_and_dates_that_cannot_be_read() {
    let with = |version: Value| [Reply::of(&edition(4).story("updated", version))];
    let undated = |feed: Feed| feed.entry(2, json!({"date_modified": "for nylig"}));
    check([
        script("a version that is no date", with(json!("v17"))).brings(4),
        script("a version that is a number", with(json!(1_551_427_200))).brings(4),
        script(
            "a version from before the story",
            [
                Reply::of(&edition(4)),
                Reply::of(&edition(1).story("updated", "1970-01-01T00:00:00Z")),
                Reply::of(&edition(1).story("updated", "0000-00-00T00:00:00Z")),
            ],
        )
        .brings(4),
        script(
            "the same version for another document",
            [
                Reply::of(&edition(4)),
                Reply::of(
                    &edition(3)
                        .story("updated", "2019-03-01T08:04:00Z")
                        .item(e2e::item(5))
                        .item(e2e::item(4)),
                ),
            ],
        )
        .brings(5),
        script("a date of an item that cannot be read", [Reply::of(&undated(edition(4)))])
            .brings(4),
    ])
    .await;
}
