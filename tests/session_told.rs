//! What the page and the console are told, and when.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

mod support;

use developing_story::session::{Action, Effect, Event, Notice, Problem, Ticket};
use serde_json::json;
use support::{Conversation, Document, FEED, Item, READER, config, feed, id, ids, item};

/// A first document with three entries.
fn three() -> Document {
    feed([item("c", "09:30"), item("b", "09:00"), item("a", "08:00")]).updated("09:30")
}

fn state_changes(talk: &mut Conversation) -> Vec<(&'static str, &'static str)> {
    let changes = talk.notices().into_iter().filter_map(|notice| match notice {
        Notice::StateChanged { state, freshness } => Some((state, freshness)),
        _ => None,
    });
    changes.collect()
}

/// What the page was told of documents, as "+new ~revised -withdrawn".
fn updates(talk: &mut Conversation) -> Vec<String> {
    let updates = talk.notices().into_iter().filter_map(|notice| match notice {
        Notice::Updated { added, revised, withdrawn, .. } => Some((added, revised, withdrawn)),
        _ => None,
    });
    let told = updates.map(|(added, revised, withdrawn)| {
        let of = |mark: &str, entries: &[_]| -> Vec<String> {
            ids(entries).into_iter().map(|id| format!("{mark}{id}")).collect()
        };
        [of("+", &added), of("~", &revised), of("-", &withdrawn)].concat().join(" ")
    });
    told.collect()
}

#[test]
fn items_that_are_left_out_are_named_once_for_as_long_as_they_are_the_same() {
    let bad = Item(json!({ "title": "Uden id" }));
    let with_bad = |at: &str, items: &[&Item]| {
        feed(items.iter().map(|item| (*item).clone()).chain([item("a", "09:00")])).updated(at)
    };
    let mut talk = Conversation::begin();
    talk.answer(&with_bad("09:00", &[&bad]));
    assert_eq!(talk.shown(), "a", "the good item is shown");
    let said = talk.warnings();
    assert_eq!(said.len(), 1);
    assert!(said[0].contains(FEED) && said[0].contains("/items/0: no usable id"), "{said:?}");
    talk.poll(&with_bad("09:01", &[&bad]));
    assert_eq!(talk.warnings().len(), 0);
    talk.poll(&with_bad("09:02", &[&bad, &bad]));
    assert_eq!(talk.warnings().len(), 1);
}

#[test]
fn an_item_that_is_left_out_is_not_named_again_when_new_ones_push_it_down() {
    let bad = || Item(json!({ "title": "Uden id" }));
    let mut talk = Conversation::started(&feed([bad(), item("a", "09:00")]).updated("09:00"));
    talk.poll(&feed([item("b", "09:30"), bad(), item("a", "09:00")]).updated("09:30"));
    assert!(talk.warnings().is_empty());
}

#[test]
fn items_that_are_left_out_of_an_earlier_page_are_named_too() {
    let mut talk = Conversation::with(config(|c| c.limit = 3))
        .and_answered(&three().next("/hanoi/feed-2.json"));
    talk.press(Action::Earlier);
    let second = "https://news.example/hanoi/feed-2.json";
    talk.answer_from(second, &feed([item("z", "07:00"), Item(json!(7))]));
    let said = talk.warnings();
    assert!(said.len() == 1 && said[0].contains(second), "{said:?}");
    assert_eq!(talk.shown(), "c b a z");
}

#[test]
fn the_page_is_told_what_each_document_changed_and_only_then() {
    let mut talk = Conversation::started(&three());
    talk.poll(
        &feed([
            item("d", "09:45"),
            item("c", "09:30").title("Ny overskrift").modified("09:44"),
            item("b", "09:00").withdrawn("Forkert").modified("09:44"),
            item("a", "08:00"),
        ])
        .updated("09:45"),
    );
    let told = talk.notices();
    let [Notice::Updated { added, revised, withdrawn, unseen: 1 }] = told.as_slice() else {
        panic!("{told:?}");
    };
    assert_eq!(
        (ids(added), ids(revised), ids(withdrawn)),
        (vec!["d".to_owned()], vec!["c".to_owned()], vec!["b".to_owned()])
    );
}

#[test]
fn the_page_is_told_of_what_is_taken_back_even_where_nothing_else_has_changed() {
    let mut talk = Conversation::started(&three());
    talk.poll(&feed([item("c", "09:30"), item("a", "08:00")]).updated("09:31"));
    assert_eq!(updates(&mut talk), ["-b"]);
}

#[test]
fn what_is_taken_back_before_it_was_there_is_nothing_new() {
    let mut talk = Conversation::started(&three());
    let taken_back = item("d", "09:45").withdrawn("Forkert");
    let rest = [item("c", "09:30"), item("b", "09:00"), item("a", "08:00")];
    talk.poll(&feed([taken_back].into_iter().chain(rest)).updated("09:45"));
    assert_eq!(updates(&mut talk), [""; 0]);
}

#[test]
fn what_an_older_page_still_has_and_what_it_takes_back_in_vain_is_told_to_nobody() {
    let second = "https://news.example/hanoi/feed-2.json";
    let mut talk = Conversation::with(config(|c| c.limit = 3))
        .and_answered(&three().next("/hanoi/feed-2.json"));
    talk.press(Action::Earlier);
    let in_vain = item("a", "08:00").withdrawn("Forkert");
    talk.answer_from(
        second,
        &feed([item("x", "09:15"), in_vain, item("z", "07:00")]).updated("09:20"),
    );
    assert_eq!(updates(&mut talk), [""; 0]);
    assert_eq!(talk.shown(), "c b a z");
}

#[test]
fn the_state_is_told_again_only_when_its_words_change() {
    let mut talk = Conversation::started(&three());
    talk.until_asked();
    talk.fail(Problem::Network);
    assert_eq!(state_changes(&mut talk), [("live", "stale")]);
    talk.until_asked();
    talk.fail(Problem::Status(500));
    assert_eq!(state_changes(&mut talk), []);
    talk.until_asked();
    talk.fail(Problem::NotJson);
    assert_eq!(state_changes(&mut talk), [("live", "broken")]);
    talk.poll(&three());
    assert_eq!(state_changes(&mut talk), [("live", "current")]);
}

#[test]
fn where_nothing_is_left_out_nothing_is_named() {
    let second = "https://news.example/hanoi/feed-2.json";
    let mut talk = Conversation::with(config(|c| c.limit = 3)).and_answered(
        &feed([item("c", "09:30"), Item(json!(7))]).updated("09:30").next("/hanoi/feed-2.json"),
    );
    talk.poll(&three().updated("09:31").next("/hanoi/feed-2.json"));
    talk.press(Action::Earlier).answer_from(second, &feed([item("z", "07:00")]));
    assert_eq!(talk.warnings(), [""; 0]);
}

#[test]
fn ten_of_the_items_that_are_left_out_are_named() {
    let mut talk = Conversation::begin();
    talk.answer(&feed((0..12).map(|_| Item(json!(7)))));
    let said = talk.warnings().concat();
    assert!(said.contains(" 12 of the items of "), "{said}");
    assert_eq!(said.matches("/items/").count(), 10, "{said}");
}

#[test]
fn items_that_are_left_out_of_what_is_handed_over_are_named_too() {
    let mut talk = Conversation::unconnected(config(|_| {}), None);
    talk.connect().hand(&feed([item("a", "09:00"), Item(json!(7))]));
    let said = talk.warnings().concat();
    assert!(said.contains("the property feed"), "{said}");
}

#[test]
fn the_page_is_told_what_an_older_page_changes() {
    let second = "https://news.example/hanoi/feed-2.json";
    let mut talk = Conversation::with(config(|c| c.limit = 3))
        .and_answered(&three().next("/hanoi/feed-2.json"));
    talk.press(Action::Earlier);
    let closed = feed([item("a", "08:00").title("Ny"), item("z", "07:00")]).updated("09:40");
    talk.answer_from(second, &closed);
    assert_eq!(updates(&mut talk), ["~a"]);
}

#[test]
fn a_story_that_has_ended_can_be_paused_and_the_page_is_told() {
    let mut talk = Conversation::started(&three().state("ended"));
    talk.press(Action::Pause);
    assert_eq!(state_changes(&mut talk), [("ended", "paused")]);
}

#[test]
fn what_is_left_out_of_a_document_that_is_not_believed_is_not_named() {
    let mut talk = Conversation::started(&three());
    talk.poll(&feed([Item(json!(7)), item("a", "08:00")]).updated("08:00"));
    assert!(talk.warnings().is_empty());
}

#[test]
fn what_the_browser_tells_of_folds_that_are_known_renders_nothing() {
    let mut talk = Conversation::started(&three());
    talk.press(Action::FoldAll);
    let now = talk.moment();
    let mut renders = |open| {
        let fold = Action::FoldEntry(id("a"), open);
        let effects = talk.session.handle(Event::Reader(READER, fold), now);
        effects.iter().filter(|effect| matches!(effect, Effect::Render(_))).count()
    };
    assert_eq!(renders(false), 0, "it has been closed");
    assert_eq!(renders(true), 1, "the reader has opened it");
    assert_eq!(renders(true), 0);
}

#[test]
fn a_poll_that_brings_nothing_renders_nothing_until_words_are_untrue() {
    let mut talk = Conversation::started(&three());
    let mut before = talk.rendered.times;
    let mut rendered = |talk: &Conversation| {
        talk.rendered.times > std::mem::replace(&mut before, talk.rendered.times)
    };
    talk.until_asked().unchanged();
    talk.press(Action::Refresh(Ticket(1))).unchanged();
    assert!(!rendered(&talk), "all is as it was");
    talk.until_asked().fail(Problem::Network);
    assert!(rendered(&talk), "there is trouble");
    talk.until_asked();
    assert!(!rendered(&talk), "that it is tried again is not seen");
    talk.unchanged();
    assert!(rendered(&talk), "it is over");
    talk.press(Action::Pause);
    assert!(rendered(&talk), "it is paused");
    talk.press(Action::Refresh(Ticket(2)));
    assert!(!rendered(&talk));
    talk.sleeps(16 * 60).press(Action::Refresh(Ticket(3)));
    assert!(rendered(&talk), "the last contact is longer ago");
}
