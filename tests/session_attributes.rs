//! An attribute that changes: what follows from it, and what does not.
#![cfg(not(target_arch = "wasm32"))]

mod support;

use developing_story::config::{Config, Order};
use developing_story::session::Action;
use support::{Conversation, Document, FEED, config, feed, item};

fn three() -> Document {
    feed([item("c", "09:30"), item("b", "09:00"), item("a", "08:00")]).updated("09:30")
}

fn four() -> Document {
    feed([item("d", "09:45"), item("c", "09:30"), item("b", "09:00"), item("a", "08:00")])
        .updated("09:45")
}

/// The attributes of a reader who has done everything that could be undone by a change.
fn attributes(order: Order) -> Config {
    config(|config| (config.limit, config.order) = (1, order))
}

#[test]
fn another_attribute_changes_neither_what_waits_nor_what_is_shown_and_asks_for_nothing() {
    let mut talk = Conversation::with(attributes(Order::Newest)).and_answered(&three());
    talk.press(Action::Earlier).poll(&four()).after(2);
    assert_eq!(talk.shown(), "c b");
    let asked = talk.asked_at(FEED);
    talk.configure(attributes(Order::Oldest));
    assert_eq!(talk.shown(), "b c");
    assert_eq!(talk.view().reveal.as_deref(), Some("1 ny opdatering"));
    assert_eq!(talk.asked_at(FEED), asked);
}

#[test]
fn another_limit_counts_from_the_newest_entry_anew() {
    let mut talk = Conversation::with(attributes(Order::Newest)).and_answered(&three());
    talk.press(Action::Earlier).press(Action::Earlier);
    assert_eq!(talk.shown(), "c b a");
    talk.configure(config(|config| config.limit = 2));
    assert_eq!(talk.shown(), "c b");
}
