//! A session and its reader: what waits, what is shown, what is open, and the way back.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

mod support;

use developing_story::config::{Order, Reveal, Unfold};
use developing_story::session::{Action, Effect, Fold, Notice, Ticket};
use support::{Conversation, Document, Item, READER, config, feed, id, ids, item};

fn three() -> Document {
    feed([item("c", "09:30"), item("b", "09:00"), item("a", "08:00")]).updated("09:30")
}

/// The first three with these on top.
fn and(newer: &[(&str, &str)]) -> Document {
    let newer = newer.iter().map(|(name, at)| item(name, at));
    let all: Vec<Item> = newer.collect();
    let last = [item("c", "09:30"), item("b", "09:00"), item("a", "08:00")];
    feed(all.into_iter().chain(last)).updated("11:00")
}

fn button(talk: &Conversation) -> String {
    talk.view().reveal.unwrap_or_default()
}

fn unread(talk: &Conversation) -> String {
    let rows = talk.rows();
    let unread = rows.iter().filter(|row| row.unread.is_some()).map(|row| row.id.as_str());
    unread.collect::<Vec<_>>().join(" ")
}

#[test]
fn new_entries_wait_behind_a_button_that_counts_them() {
    fn check(newer: &[(&str, &str)], danish: &str, english: &str) {
        let mut talk = Conversation::started(&three());
        talk.poll(&and(newer));
        assert_eq!((talk.shown().as_str(), button(&talk).as_str()), ("c b a", danish));
        assert_eq!(talk.view().said.is_empty(), newer.is_empty());
        assert_eq!(button(&talk.in_english()), english);
    }
    check(&[], "", "");
    check(&[("d", "10:00")], "1 ny opdatering", "1 new update");
    let three_more = [("f", "10:10"), ("e", "10:05"), ("d", "10:00")];
    check(&three_more, "3 nye opdateringer", "3 new updates");
}

#[test]
fn what_waits_is_said_to_screen_readers_too() {
    let mut talk = Conversation::started(&three());
    talk.poll(&and(&[("e", "10:05"), ("d", "10:00")]));
    assert_eq!(talk.view().said, "2 nye opdateringer venter.");
    talk.press(Action::Reveal);
    assert_eq!(talk.view().said, "");
}

#[test]
fn revealing_shows_marks_opens_and_goes_to_the_oldest_of_them() {
    let mut talk = Conversation::started(&three());
    talk.poll(&and(&[("e", "10:05"), ("d", "10:00")])).effects();
    talk.press(Action::Reveal);
    let revealed = Effect::Notify(READER, Notice::Revealed(vec![id("d"), id("e")]));
    assert_eq!(talk.effects(), [Effect::Show(READER, id("d")), revealed]);
    assert_eq!((talk.shown().as_str(), button(&talk).as_str()), ("e d c b a", ""));
    assert_eq!(unread(&talk), "e d");
    assert_eq!(talk.open(), "e c", "the newest, and what was open already");
    talk.press(Action::Reveal);
    assert_eq!((talk.effects(), unread(&talk).as_str()), (vec![], "e d"), "nothing waits");
    talk.poll(&and(&[("f", "10:10"), ("e", "10:05"), ("d", "10:00")])).press(Action::Reveal);
    assert_eq!(unread(&talk), "f e d", "what has not been read stays new");
}

#[test]
fn revealing_opens_a_story_that_was_folded() {
    let mut talk = Conversation::started(&three());
    talk.press(Action::FoldStory).poll(&and(&[("d", "10:00")]));
    assert_eq!(
        (talk.view().header.fold, button(&talk).as_str()),
        (Fold::Closed, "1 ny opdatering")
    );
    talk.press(Action::Reveal);
    assert_eq!(talk.view().header.fold, Fold::Open);
}

#[test]
fn an_entry_that_comes_late_is_shown_when_revealed_however_far_down_it_belongs() {
    let talk = Conversation::with(config(|c| c.limit = 1)).and_answered(&three());
    assert_eq!(talk.shown(), "c");
    let mut talk = talk;
    let late = [item("c", "09:30"), item("b", "09:00"), item("late", "08:30"), item("a", "08:00")];
    talk.poll(&feed(late).updated("09:40")).effects();
    talk.press(Action::Reveal);
    assert_eq!(talk.scrolled_to(), ["late"]);
    assert_eq!(talk.shown(), "c b late");
    // However much is new above it.
    let mut talk = Conversation::with(config(|c| c.limit = 1)).and_answered(&three());
    let late = [item("d", "10:00"), item("c", "09:30"), item("b", "09:00"), item("late", "08:30")];
    talk.poll(&feed(late).updated("10:00")).press(Action::Reveal);
    assert_eq!(talk.shown(), "d c b late");
}

#[test]
fn a_correction_changes_shown_and_waiting_entries_and_leaves_the_wait_as_it_is() {
    let mut talk = Conversation::started(&three());
    talk.poll(&and(&[("d", "10:00")])).effects();
    let fixed = |name: &str, at: &str| {
        item(name, at).title("Rettet").story("correction", "Stavefejl.").modified("10:30")
    };
    let next = [fixed("d", "10:00"), fixed("c", "09:30"), item("b", "09:00"), item("a", "08:00")];
    talk.poll(&feed(next).updated("11:01"));
    let told = talk.notices();
    let [Notice::Updated { added, revised, withdrawn, unseen: 1 }] = told.as_slice() else {
        panic!("{told:?}");
    };
    assert_eq!((ids(added).len(), ids(withdrawn).len()), (0, 0));
    let mut revised = ids(revised);
    revised.sort();
    assert_eq!(revised, ["c", "d"]);
    assert_eq!(button(&talk), "1 ny opdatering");
    let row = talk.row("c");
    let note = row.correction.clone().expect("a note");
    assert_eq!((note.lead.as_str(), note.text.as_str()), ("Rettet kl. 17.30:", "Stavefejl."));
    assert_eq!((row.headline.as_str(), row.fold), ("Rettet", Fold::Open));
    talk.press(Action::Reveal);
    assert_eq!(talk.row("d").headline, "Rettet");
}

#[test]
fn a_text_that_is_corrected_while_it_is_read_is_the_new_one() {
    let text = |talk: &Conversation| format!("{:?}", talk.row("c").body());
    let mut talk = Conversation::started(&three());
    assert!(text(&talk).contains("Alt om c."));
    let c = item("c", "09:30").with("content_text", "Nu forholder det sig anderledes.");
    talk.poll(&feed([c, item("b", "09:00"), item("a", "08:00")]).updated("09:31"));
    assert!(text(&talk).contains("anderledes"), "{}", text(&talk));
}

#[test]
fn a_withdrawn_entry_is_a_stub_with_the_reason_and_without_its_text() {
    let mut talk = Conversation::started(&three());
    let taken_back = item("b", "09:00").withdrawn("Det passede ikke.").modified("10:00");
    talk.poll(&feed([item("c", "09:30"), taken_back, item("a", "08:00")]).updated("10:00"));
    let row = talk.row("b");
    assert_eq!(row.withdrawn.as_deref(), Some("Trukket tilbage kl. 17.00: Det passede ikke."));
    assert!(row.body().is_empty() && row.correction.is_none());
    let english = talk.in_english();
    let stub = english.row("b").withdrawn.clone().expect("a stub");
    assert_eq!(stub, "Withdrawn at 17:00: Det passede ikke.");
}

#[test]
fn a_waiting_entry_that_is_withdrawn_no_longer_waits() {
    let mut talk = Conversation::started(&three());
    talk.poll(&and(&[("e", "10:05"), ("d", "10:00")]));
    let taken_back = |name: &str, at: &str| item(name, at).withdrawn("Forkert").modified("10:30");
    let rest = || [item("c", "09:30"), item("b", "09:00"), item("a", "08:00")];
    let one = [item("e", "10:05"), taken_back("d", "10:00")];
    talk.poll(&feed(one.into_iter().chain(rest())).updated("11:01"));
    assert_eq!(button(&talk), "1 ny opdatering");
    talk.poll(&feed(rest()).updated("11:02"));
    assert_eq!((button(&talk).as_str(), talk.shown().as_str()), ("", "c b a"));
}

#[test]
fn a_shown_entry_that_is_gone_from_its_page_goes_while_another_waits() {
    let mut talk = Conversation::started(&three());
    let next = [item("d", "10:00"), item("c", "09:30"), item("a", "08:00")];
    talk.poll(&feed(next).updated("10:00"));
    assert_eq!((talk.shown().as_str(), button(&talk).as_str()), ("c a", "1 ny opdatering"));
}

#[test]
fn with_reveal_auto_new_entries_appear_by_themselves() {
    let mut talk = Conversation::with(config(|c| {
        (c.reveal, c.limit) = (Reveal::Auto, 3);
    }))
    .and_answered(&three());
    talk.poll(&and(&[("e", "10:05"), ("d", "10:00")]));
    assert_eq!((talk.shown().as_str(), button(&talk).as_str()), ("e d c b a", ""));
    assert_eq!((unread(&talk).as_str(), talk.open().as_str()), ("e d", "e c"));
    assert!(talk.scrolled_to().is_empty(), "nothing moves what is being read");
}

#[test]
fn turning_reveal_to_auto_shows_what_waits() {
    let mut talk = Conversation::started(&three());
    talk.poll(&and(&[("d", "10:00")])).configure(config(|c| c.reveal = Reveal::Auto));
    assert_eq!((talk.shown().as_str(), button(&talk).as_str()), ("d c b a", ""));
    assert!(talk.scrolled_to().is_empty());
}

#[test]
fn the_oldest_can_come_first_in_days_and_entries() {
    let two_days = || {
        feed(
            [item("c", "2019-02-28T03:00:00Z"), item("b", "2019-02-27T05:00:00Z")]
                .into_iter()
                .chain([item("a", "2019-02-27T04:00:00Z")]),
        )
    };
    let mut talk = Conversation::started(&two_days());
    assert_eq!(talk.shown(), "c b a");
    talk.configure(config(|c| c.order = Order::Oldest));
    assert_eq!(talk.shown(), "a b c");
    let view = talk.view();
    assert!(view.oldest_first);
    let days: Vec<_> = view.days.iter().map(|day| (&*day.heading, &*day.count)).collect();
    let onsdag = ("onsdag den 27. februar", "2 opdateringer");
    assert_eq!(days, [onsdag, ("torsdag den 28. februar", "1 opdatering")]);
    let mut talk = Conversation::with(config(|c| (c.order, c.limit) = (Order::Oldest, 2)))
        .and_answered(&two_days());
    assert_eq!(talk.shown(), "b c", "the limit keeps the newest");
    talk.press(Action::Earlier);
    assert_eq!(talk.shown(), "a b c");
}

#[test]
fn unfold_says_which_entries_start_open() {
    fn check(unfold: Unfold, at_first: &str, after_reveal: &str) {
        let mut talk = Conversation::with(config(|c| c.unfold = unfold)).and_answered(&three());
        assert_eq!(talk.open(), at_first, "{unfold:?}");
        talk.poll(&and(&[("d", "10:00")])).press(Action::Reveal);
        assert_eq!(talk.open(), after_reveal, "{unfold:?}");
    }
    check(Unfold::Newest, "c", "d c");
    check(Unfold::All, "c b a", "d c b a");
    check(Unfold::Nothing, "", "");
}

#[test]
fn what_the_reader_folds_stays_as_it_is_through_updates() {
    let mut talk = Conversation::started(&three());
    talk.press(Action::FoldEntry(id("b"), true)).press(Action::FoldEntry(id("c"), false));
    assert_eq!(talk.open(), "b");
    let changed = item("c", "09:30").title("Ny").modified("10:00");
    talk.poll(&feed([changed, item("b", "09:00"), item("a", "08:00")]).updated("10:00"));
    assert_eq!(talk.open(), "b");
}

#[test]
fn the_page_is_told_of_a_fold_when_it_changes_and_only_of_entries_there_are() {
    let mut talk = Conversation::started(&three());
    let mut told = |entry: &str, open: bool| {
        talk.press(Action::FoldEntry(id(entry), open));
        talk.notices()
    };
    assert_eq!(told("a", true), [Notice::Toggled(id("a"), true)]);
    assert_eq!(told("a", true), []);
    assert_eq!(told("a", false), [Notice::Toggled(id("a"), false)]);
    assert_eq!(told("c", true), [], "it is open already");
    assert_eq!(told("nobody", true), []);
}

#[test]
fn one_button_closes_every_entry_while_one_is_open_and_else_opens_them_all() {
    fn check(action: Option<Action>, open: &str, expect: Fold, danish: &str, english: &str) {
        let mut talk = Conversation::started(&three());
        if let Some(action) = action {
            talk.press(action);
        }
        assert_eq!(talk.open(), open);
        assert_eq!(talk.view().header.toggle_all, Some((expect, danish.to_owned())));
        let (_, text) = talk.in_english().view().header.toggle_all.expect("a button");
        assert_eq!(text, english);
    }
    check(None, "c", Fold::Closed, "Fold alle", "Fold all");
    check(Some(Action::FoldAll), "", Fold::Open, "Fold alle ud", "Unfold all");
    check(Some(Action::UnfoldAll), "c b a", Fold::Closed, "Fold alle", "Fold all");
    let mut talk = Conversation::started(&three());
    talk.press(Action::FoldStory);
    assert_eq!(talk.view().header.toggle_all, None, "a folded story has nothing to toggle");
    talk.press(Action::UnfoldAll);
    assert_eq!((talk.view().header.fold, talk.open().as_str()), (Fold::Open, "c b a"));
}

#[test]
fn a_day_folds_stays_folded_and_opens_for_whoever_goes_there() {
    let mut talk = Conversation::started(&three());
    let day = |talk: &Conversation| talk.view().days.first().expect("a day").fold;
    let fold = |open| Action::FoldDay("2019-02-28".to_owned(), open);
    talk.press(fold(false));
    assert_eq!(day(&talk), Fold::Closed);
    talk.poll(&and(&[("d", "10:00")]));
    assert_eq!(day(&talk), Fold::Closed);
    talk.press(Action::Reveal);
    assert_eq!(day(&talk), Fold::Open, "what is revealed can be seen");
    talk.press(fold(false));
    assert_eq!(day(&talk), Fold::Closed);
    talk.go_to("a", 1);
    assert_eq!(day(&talk), Fold::Open);
    talk.press(fold(false)).press(fold(true));
    assert_eq!(day(&talk), Fold::Open);
    talk.press(fold(false)).press(Action::UnfoldAll);
    assert_eq!(day(&talk), Fold::Open);
}

#[test]
fn a_pinned_entry_stays_on_top_beyond_the_limit_and_in_either_order() {
    let document = feed([item("c", "09:30"), item("b", "09:00"), item("p", "08:00").pinned()]);
    let mut talk = Conversation::with(config(|c| c.limit = 1)).and_answered(&document);
    assert_eq!(talk.shown(), "p c");
    talk.configure(config(|c| (c.limit, c.order) = (2, Order::Oldest)));
    assert_eq!(talk.shown(), "p b c");
    assert_eq!(talk.view().pinned.len(), 1);
    let newest = feed([item("p", "10:00").pinned(), item("c", "09:30"), item("b", "09:00")]);
    let talk = Conversation::with(config(|c| c.limit = 1)).and_answered(&newest);
    assert_eq!(talk.shown(), "p c");
}

#[test]
fn going_to_an_entry_that_is_there_opens_it() {
    let mut talk = Conversation::started(&three());
    talk.press(Action::FoldStory).effects();
    talk.press(Action::GoTo(id("a"), Ticket(3)));
    assert_eq!(talk.effects(), [Effect::Show(READER, id("a")), Effect::Resolve(Ticket(3), true)]);
    assert_eq!((talk.open().as_str(), talk.view().header.fold), ("c a", Fold::Open));
    talk.poll(&and(&[("d", "10:00")])).go_to("b", 4);
    assert_eq!(button(&talk), "1 ny opdatering", "what waits goes on waiting");
}
