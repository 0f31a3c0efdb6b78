//! What a device keeps of a story, and what comes of it.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

mod support;

use developing_story::config::{Config, Unfold};
use developing_story::feed::EntryId;
use developing_story::session::{
    Action, Effect, Event, Memory, Notice, Problem, SAME_VISIT, Ticket,
};
use support::{Conversation, Document, FEED, READER, config, feed, id, item, link, moment};

fn two() -> Document {
    feed([item("b", "09:00"), item("a", "08:00")]).updated("09:00")
}

fn three() -> Document {
    feed([item("c", "11:58"), item("b", "09:00"), item("a", "08:00")]).updated("11:58")
}

/// A page that is loaded, with what the device kept.
fn back(config: Config, document: &Document, age: u64, place: &str) -> Conversation {
    let mut talk = Conversation::unconnected(config, Some(link(FEED)));
    talk.recall(document, age as i64, place).connect();
    talk
}

/// The place that a reader leaves who does this.
fn place_after(steps: &[Action]) -> String {
    let mut talk = Conversation::started(&two());
    for step in steps {
        talk.press(step.clone());
    }
    talk.hide();
    talk.kept.expect("something is kept").place
}

#[test]
fn nothing_is_kept_for_a_reader_who_only_reads() {
    let mut talk = Conversation::started(&two());
    talk.poll(&three()).press(Action::At(Some((id("a"), 12)))).hide().show();
    talk.press(Action::FoldEntry(id("b"), true));
    assert_eq!(talk.kept, None, "b was open already");
    talk.press(Action::Refresh(Ticket(1))).go_to("a", 2).hide().disconnect();
    assert_eq!(talk.kept, None);
}

#[test]
fn every_act_of_the_reader_is_worth_keeping() {
    let acts = [
        Action::FoldEntry(id("a"), true),
        Action::FoldDay("2019-02-28".to_owned(), false),
        Action::FoldStory,
        Action::FoldAll,
        Action::UnfoldAll,
        Action::Reveal,
        Action::Earlier,
        Action::Pause,
        Action::Fill,
    ];
    for act in acts {
        let mut talk = Conversation::started(&two());
        talk.press(act.clone());
        assert!(talk.kept.is_some(), "{act:?}");
    }
}

#[test]
fn where_the_reader_was_is_kept_when_the_element_goes() {
    let mut talk = Conversation::started(&two());
    talk.press(Action::FoldAll).press(Action::At(Some((id("a"), -40))));
    let before = talk.kept.clone().expect("kept").place;
    let after = talk.disconnect().kept.clone().expect("kept").place;
    assert_ne!(before, after);
    assert_eq!(after, place_after(&[Action::FoldAll, Action::At(Some((id("a"), -40)))]));
}

#[test]
fn with_remember_off_nothing_is_kept_and_what_was_kept_goes() {
    let off = || config(|config| config.remember = false);
    let mut talk = Conversation::unconnected(off(), Some(link(FEED)));
    assert!(talk.forgotten, "what an earlier visit left");
    talk.recall(&two(), 60, "").connect();
    assert_eq!(talk.shown(), "");
    talk.answer(&two()).press(Action::FoldAll).hide();
    assert_eq!(talk.kept, None);
    let mut talk = Conversation::started(&two());
    assert!(!talk.forgotten, "nobody has asked for that");
    talk.press(Action::FoldAll).configure(off());
    assert_eq!(talk.kept, None);
    talk.configure(Config::default()).hide();
    assert_eq!(talk.kept, None, "until the reader does something again");
}

#[test]
fn what_was_kept_shows_at_once_with_its_age_and_gives_way_to_the_feed() {
    let mut talk = back(Config::default(), &two(), 25 * 60, "");
    assert_eq!(talk.shown(), "b a");
    assert_eq!(talk.header(), "Henter · Hentet kl. 18.35, for 25 minutter siden");
    assert!(talk.is_open(FEED));
    talk.answer(&three());
    assert_eq!(talk.header(), "Opdateres · Senest for 2 minutter siden");
    assert_eq!(talk.view().reveal.as_deref(), Some("1 ny opdatering"), "nothing moves");
}

#[test]
fn in_a_tab_that_nobody_looks_at_yet_what_was_kept_gives_way_to_the_feed_too() {
    let mut talk = Conversation::unconnected(Config::default(), Some(link(FEED)));
    talk.hide().recall(&two(), 60, "").connect();
    assert!(talk.is_open(FEED));
}

#[test]
fn offline_what_was_kept_stays_and_says_so() {
    let mut talk = back(Config::default(), &two(), 25 * 60, "");
    talk.online(false);
    assert_eq!(talk.header(), "Ingen forbindelse · Hentet kl. 18.35, for 25 minutter siden");
    talk.fail(Problem::Network);
    assert_eq!(talk.shown(), "b a");
    talk.online(true).fail(Problem::Network);
    assert!(talk.header().starts_with("Kan ikke hente nyt"), "{}", talk.header());
}

#[test]
fn another_visit_begins_with_the_newest() {
    let place = place_after(&[Action::FoldAll]);
    let mut talk = back(Config::default(), &two(), SAME_VISIT.as_secs() + 1, &place);
    assert_eq!(talk.shown(), "b a", "until the feed answers");
    talk.answer(&three());
    assert_eq!((talk.shown().as_str(), talk.view().reveal), ("c b a", None));
    assert_eq!(talk.open(), "c b");
    talk.poll(&feed([item("d", "11:59"), item("c", "11:58")]).updated("11:59"));
    assert_eq!(talk.view().reveal.as_deref(), Some("1 ny opdatering"), "from then on it waits");
}

#[test]
fn who_has_read_what_was_kept_while_the_feed_failed_is_not_surprised_by_it() {
    let mut talk = back(Config::default(), &two(), SAME_VISIT.as_secs() + 1, "");
    talk.fail(Problem::Status(503)).poll(&three());
    assert_eq!(talk.shown(), "b a");
    assert_eq!(talk.view().reveal.as_deref(), Some("1 ny opdatering"));
}

#[test]
fn who_has_read_what_was_kept_until_the_feed_said_that_nothing_has_changed_is_not_surprised() {
    let mut talk = back(Config::default(), &two(), SAME_VISIT.as_secs() + 1, "");
    talk.unchanged().poll(&three());
    assert_eq!(talk.shown(), "b a");
    assert_eq!(talk.view().reveal.as_deref(), Some("1 ny opdatering"));
}

#[test]
fn half_an_hour_makes_another_visit() {
    for (age, shown) in [(SAME_VISIT.as_secs() - 1, "b a"), (SAME_VISIT.as_secs(), "c b a")] {
        let mut talk = back(Config::default(), &two(), age, "");
        talk.answer(&three());
        assert_eq!(talk.shown(), shown, "{age}");
    }
    assert_eq!(SAME_VISIT.as_secs(), 1800);
}

#[test]
fn what_was_kept_once_is_kept_on() {
    let mut talk = back(Config::default(), &two(), 60, "");
    talk.answer(&three()).hide();
    assert!(talk.kept.is_some());
}

#[test]
fn nothing_is_kept_of_what_was_handed_over() {
    let mut talk = Conversation::unconnected(Config::default(), None);
    talk.connect().hand(&two()).press(Action::FoldAll).hide();
    assert_eq!(talk.kept, None);
}

#[test]
fn whoever_comes_by_a_link_begins_at_the_top_and_is_where_that_is() {
    let place = place_after(&[Action::FoldAll, Action::At(Some((id("a"), -40)))]);
    let mut talk = Conversation::unconnected(Config::default(), Some(link(FEED)));
    let memory = Memory { at: moment("11:59"), place };
    let page = Box::new(two().page());
    talk.tell(Event::Recalled { page, before: None, memory, came_back: false });
    talk.connect();
    let returned = |effect: &Effect| matches!(effect, Effect::Return(..));
    assert!(!talk.effects().iter().any(returned));
    let place = talk.hide().kept.clone().expect("kept").place;
    assert_eq!(place, place_after(&[Action::FoldAll]), "folds are as they were");
}

#[test]
fn what_was_shown_of_the_story_is_shown_again() {
    let short = || config(|config| config.limit = 1);
    let mut talk = Conversation::with(short()).and_answered(&three());
    talk.press(Action::Earlier);
    let place = talk.kept.clone().expect("kept").place;
    assert_eq!(back(short(), &three(), 60, &place).shown(), "c b");
}

#[test]
fn only_a_document_that_was_believed_is_kept() {
    fn check(documents: &[&Document], expect: usize) {
        let mut talk = Conversation::begin();
        for document in documents {
            talk.poll(document);
        }
        let held = talk.effects().into_iter().filter(|effect| *effect == Effect::Hold).count();
        assert_eq!(held, expect);
    }
    check(&[&two(), &three()], 2);
    check(&[&three(), &two()], 1);
}

#[test]
fn what_came_before_another_visit_does_not_wait() {
    let page = "https://news.example/hanoi/page-1.json";
    let mut talk = back(Config::default(), &two(), SAME_VISIT.as_secs() + 1, "");
    let live = feed([item("f", "11:58"), item("e", "11:50")]).updated("11:58").next(page);
    talk.answer(&live);
    talk.answer_from(page, &feed([item("d", "11:00"), item("c", "09:30"), item("b", "09:00")]));
    assert_eq!((talk.shown().as_str(), talk.view().reveal), ("f e d c b a", None));
}

#[test]
fn folds_days_and_the_story_are_as_they_were() {
    let day = "2019-02-28".to_owned();
    let acts = [Action::FoldEntry(id("b"), false), Action::FoldEntry(id("a"), true)];
    let talk = back(Config::default(), &two(), 60, &place_after(&acts));
    assert_eq!(talk.open(), "a");
    let acts = [Action::FoldDay(day, false), Action::FoldStory];
    let view = back(Config::default(), &two(), 60, &place_after(&acts)).view();
    assert!(!view.days[0].fold.is_open() && !view.header.fold.is_open());
    let talk = back(Config::default(), &two(), 60, &place_after(&[Action::UnfoldAll]));
    assert_eq!(talk.open(), "b a");
}

#[test]
fn the_reader_is_brought_back_to_the_entry_that_was_at_the_top() {
    fn returned(effects: Vec<Effect>) -> Option<(EntryId, i32)> {
        effects.into_iter().find_map(|effect| match effect {
            Effect::Return(READER, id, offset) => Some((id, offset)),
            _ => None,
        })
    }
    let place = place_after(&[Action::FoldAll, Action::At(Some((id("a"), -40)))]);
    let mut talk = back(Config::default(), &two(), 60, &place);
    assert_eq!(returned(talk.effects()), Some((id("a"), -40)));
    talk.disconnect().connect();
    assert_eq!(returned(talk.effects()), None, "once");
    let gone = [Action::FoldAll, Action::At(Some((id("a"), -40))), Action::At(None)];
    let mut talk = back(Config::default(), &two(), 60, &place_after(&gone));
    assert_eq!(returned(talk.effects()), None, "no entry was in sight any more");
}

#[test]
fn a_reader_who_was_on_an_older_page_is_brought_back_there() {
    let page = "https://news.example/hanoi/feed-2.json";
    let live = || two().next("feed-2.json");
    let older = feed([item("z", "07:00"), item("y", "06:00")]);
    let mut talk = Conversation::started(&live());
    talk.press(Action::Earlier).answer_from(page, &older).press(Action::At(Some((id("y"), 5))));
    let place = talk.hide().kept.clone().expect("kept").place;
    let mut talk = back(Config::default(), &live(), 60, &place);
    assert!(talk.is_open(page) && talk.is_open(FEED));
    talk.answer_from(page, &older);
    assert_eq!(talk.shown(), "b a z y");
    // Who was on the first page asks for no other.
    let place = place_after(&[Action::FoldAll, Action::At(Some((id("a"), 5)))]);
    assert!(!back(Config::default(), &live(), 60, &place).is_open(page));
}

#[test]
fn a_place_that_nobody_wrote_does_no_harm() {
    for place in ["", "1", "xx", "\u{1e}\u{1e}\u{1e}\u{1e}", "11\u{1e}nobody\u{1f}\u{1e}x\u{1e}-9"]
    {
        let talk = back(config(|config| config.unfold = Unfold::Nothing), &two(), 60, place);
        assert_eq!(talk.shown(), "b a", "{place:?}");
        assert!(talk.view().header.fold.is_open(), "{place:?}");
    }
}

#[test]
fn what_was_kept_comes_too_late_after_the_feed() {
    let mut talk = Conversation::started(&three());
    let header = talk.header();
    for document in [two(), three()] {
        talk.recall(&document, 60, "");
        assert_eq!((talk.shown().as_str(), talk.header()), ("c b a", header.clone()));
    }
}

#[test]
fn a_document_older_than_the_one_kept_changes_nothing() {
    let mut talk = back(Config::default(), &three(), 60, "");
    talk.answer(&two());
    assert_eq!(talk.shown(), "c b a");
    assert!(talk.notices().iter().all(|notice| !matches!(notice, Notice::Updated { .. })));
}

#[test]
fn while_the_same_feed_is_read_the_newest_document_is_kept() {
    let mut talk = Conversation::started(&two());
    talk.press(Action::FoldAll);
    let first = talk.kept.clone().expect("kept").at;
    talk.after(100).poll(&three()).hide();
    let later = talk.kept.clone().expect("kept").at;
    assert!(later > first, "{first:?} {later:?}");
}
