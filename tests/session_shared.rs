//! One story in several places: elements of one page, tabs of one browser.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

mod support;

use developing_story::config::{Config, Reveal, Unfold};
use developing_story::session::{
    Action, Effect, Event, Notice, Problem, ReaderId, StateKind, Ticket,
};
use support::{Conversation, Document, FEED, READER, config, feed, id, item, link};

const OTHER: ReaderId = ReaderId(7);

fn two() -> Document {
    feed([item("b", "09:00"), item("a", "08:00")]).updated("09:00")
}

fn three() -> Document {
    feed([item("c", "09:30"), item("b", "09:00"), item("a", "08:00")]).updated("09:30")
}

fn rows(talk: &Conversation, reader: ReaderId) -> String {
    let view = talk.view_of(reader);
    let rows = view.days.iter().flat_map(|day| &day.rows);
    rows.map(|row| row.id.as_str()).collect::<Vec<_>>().join(" ")
}

fn told(talk: &mut Conversation, reader: ReaderId) -> Vec<&'static str> {
    let of_reader = talk.effects().into_iter().filter_map(|effect| match effect {
        Effect::Notify(to, notice) if to == reader => Some(match notice {
            Notice::Ready { .. } => "ready",
            Notice::Updated { .. } => "updated",
            Notice::Revealed(_) => "revealed",
            Notice::Toggled(..) => "toggled",
            Notice::StateChanged { .. } => "state",
            Notice::Failed { .. } => "failed",
        }),
        _ => None,
    });
    of_reader.collect()
}

#[test]
fn two_elements_share_one_poll_and_what_comes_of_it() {
    let mut talk = Conversation::begin();
    talk.join(OTHER, Config::default());
    assert_eq!(talk.asked_at(FEED), [0], "one request for both");
    talk.answer(&two());
    assert_eq!((rows(&talk, READER), rows(&talk, OTHER)), ("b a".into(), "b a".into()));
    assert_eq!(told(&mut talk, OTHER), ["ready", "state"]);
    talk.poll(&three());
    assert_eq!(told(&mut talk, OTHER), ["updated"]);
    assert_eq!(talk.asked_at(FEED).len(), 2);
}

#[test]
fn an_element_that_comes_later_shows_all_there_is_at_once() {
    let mut talk = Conversation::started(&two());
    talk.poll(&three());
    talk.effects();
    talk.join(OTHER, Config::default());
    assert_eq!((rows(&talk, READER), rows(&talk, OTHER)), ("b a".into(), "c b a".into()));
    assert_eq!(told(&mut talk, OTHER), ["ready", "state"]);
    assert_eq!(talk.asked_at(FEED).len(), 2, "nothing is asked for");
}

#[test]
fn what_one_reader_opens_and_reveals_is_that_readers_own() {
    let mut talk = Conversation::started(&two());
    talk.join(OTHER, config(|config| config.unfold = Unfold::All));
    talk.poll(&three());
    talk.press(Action::Reveal).press(Action::FoldEntry(id("a"), true));
    assert_eq!((talk.shown(), rows(&talk, OTHER)), ("c b a".into(), "b a".into()));
    assert_eq!(talk.view_of(OTHER).reveal.as_deref(), Some("1 ny opdatering"));
    talk.tell(Event::Reader(OTHER, Action::FoldEntry(id("a"), false)));
    assert!(talk.row("a").fold.is_open());
    talk.tell(Event::Configured(OTHER, config(|config| config.reveal = Reveal::Auto)));
    assert_eq!(rows(&talk, OTHER), "c b a");
}

#[test]
fn polling_goes_on_while_any_element_stands() {
    let mut talk = Conversation::started(&two());
    talk.join(OTHER, Config::default());
    talk.disconnect().poll(&three());
    assert_eq!(told(&mut talk, READER), ["ready", "state"][..0], "who is gone is told nothing");
    talk.until_asked();
    talk.tell(Event::Left(OTHER));
    assert!(!talk.is_open(FEED), "aborted with the last one");
    talk.after(1000);
    assert_eq!(talk.asked_at(FEED).len(), 3);
}

#[test]
fn one_element_that_goes_takes_nothing_from_the_other() {
    let mut talk = Conversation::with(config(|config| config.limit = 2))
        .and_answered(&two().next("feed-2.json"));
    let second = "https://news.example/hanoi/feed-2.json";
    talk.join(OTHER, Config::default());
    talk.press(Action::Earlier).press(Action::Refresh(Ticket(1))).effects();
    talk.tell(Event::Disconnected(OTHER));
    assert!(talk.is_open(FEED) && talk.is_open(second), "somebody still waits");
    assert_eq!(talk.settled(), []);
    talk.answer(&three());
    assert_eq!(talk.settled(), [(1, true)]);
}

#[test]
fn the_attributes_of_one_element_are_not_the_others() {
    let mut talk = Conversation::started(&two());
    talk.join(OTHER, Config::default());
    talk.tell(Event::Configured(OTHER, config(|config| config.limit = 1)));
    assert_eq!((rows(&talk, READER), rows(&talk, OTHER)), ("b a".into(), "b".into()));
}

#[test]
fn only_who_stands_in_the_document_is_told_how_things_stand() {
    let mut talk = Conversation::started(&two());
    talk.join(OTHER, Config::default()).disconnect().effects();
    talk.fail(Problem::Network);
    let effects = talk.effects();
    let to = |reader| {
        let told = effects
            .iter()
            .filter(move |effect| matches!(effect, Effect::Notify(to, _) if *to == reader));
        told.count()
    };
    assert_eq!((to(READER), to(OTHER)), (0, 2), "the failure, and the state: {effects:?}");
    talk.connect();
    assert_eq!(told(&mut talk, READER), ["state"], "and on its return");
}

#[test]
fn one_element_goes_to_an_entry_and_the_other_stays_where_it_is() {
    let one = || config(|config| config.limit = 1);
    let mut talk = Conversation::with(one()).and_answered(&two());
    talk.join(OTHER, one()).effects();
    talk.tell(Event::Reader(OTHER, Action::GoTo(id("a"), Ticket(1))));
    assert_eq!(talk.effects(), [Effect::Show(OTHER, id("a")), Effect::Resolve(Ticket(1), true)]);
    assert_eq!((rows(&talk, READER), rows(&talk, OTHER)), ("b".into(), "b a".into()));
}

#[test]
fn an_element_that_has_gone_has_no_say_any_more() {
    let mut talk = Conversation::started(&two());
    talk.join(OTHER, config(|config| config.remember = false));
    talk.press(Action::FoldAll);
    assert_eq!(talk.kept, None);
    talk.tell(Event::Left(OTHER));
    talk.press(Action::UnfoldAll);
    assert!(talk.kept.is_some());
}

#[test]
fn the_shortest_cadence_that_an_element_asks_for_counts() {
    let seconds =
        |seconds| config(|config| config.poll = Some(std::time::Duration::from_secs(seconds)));
    let mut talk = Conversation::with(seconds(600)).and_answered(&two());
    talk.join(OTHER, seconds(30));
    talk.until_asked().answer(&two()).until_asked();
    let asked = talk.asked_at(FEED);
    let last = asked[asked.len() - 1] - asked[asked.len() - 2];
    assert!((24..=37).contains(&last), "{asked:?}");
    talk.tell(Event::Disconnected(OTHER));
    talk.answer(&two()).until_asked();
    let asked = talk.asked_at(FEED);
    assert!(
        asked[asked.len() - 1] - asked[asked.len() - 2] > 400,
        "of those that stand: {asked:?}"
    );
}

#[test]
fn a_tab_that_follows_asks_once_and_then_listens() {
    let mut talk = Conversation::following();
    talk.answer(&two());
    for _ in 0..20 {
        talk.after(15).hear(&two());
    }
    assert_eq!(talk.asked_at(FEED), [0], "five minutes of the other tab's polls");
    talk.hear(&three());
    assert_eq!(talk.view().reveal.as_deref(), Some("1 ny opdatering"));
    assert_eq!(talk.view().header.state, StateKind::Live);
}

#[test]
fn a_tab_that_follows_says_what_is_the_matter_too() {
    let mut talk = Conversation::following();
    talk.answer(&two()).after(10).hear_failure(Problem::Network);
    assert_eq!(talk.view().header.state_text, "Kan ikke hente nyt");
    talk.after(10).hear(&two());
    assert_eq!(talk.view().header.state_text, "Opdateres");
}

#[test]
fn a_tab_that_hears_nothing_asks_by_itself_within_two_cadences() {
    let mut talk = Conversation::following();
    talk.answer(&two()).until_asked();
    let asked = talk.asked_at(FEED);
    assert!((24..=37).contains(&asked[1]), "{asked:?}");
}

#[test]
fn a_tab_that_takes_over_polls_within_one_cadence() {
    for dies_after in [0, 5, 14, 20] {
        let mut talk = Conversation::following();
        talk.answer(&two()).after(60).hear(&two()).after(dies_after).lead();
        let began = talk.second();
        talk.until_asked();
        assert!(talk.second() - began <= 15, "{dies_after}: {}", talk.second() - began);
        talk.answer(&three()).until_asked();
        let asked = talk.asked_at(FEED);
        let pause = asked[asked.len() - 1] - asked[asked.len() - 2];
        assert!((11..=19).contains(&pause), "and at the usual cadence: {asked:?}");
    }
}

#[test]
fn only_who_polls_takes_part() {
    let mut talk = Conversation::unconnected(Config::default(), Some(link(FEED)));
    talk.hide().connect();
    assert!(talk.is_open(FEED) && !talk.shares, "in a tab that nobody looks at yet");
    let mut talk = Conversation::started(&two());
    assert!(talk.shares);
    let steps: [fn(&mut Conversation) -> &mut Conversation; 3] =
        [|talk| talk.hide(), |talk| talk.press(Action::Pause), |talk| talk.disconnect()];
    for step in steps {
        step(&mut talk);
        assert!(!talk.shares, "others may poll now");
        talk.hear(&three());
        assert_eq!(talk.view().reveal, None, "said before it stopped listening");
        talk.show().press(Action::Resume).connect();
        assert!(talk.shares);
    }
}

#[test]
fn a_refresh_in_a_tab_that_follows_asks_by_itself() {
    let mut talk = Conversation::following();
    talk.answer(&two()).press(Action::Refresh(Ticket(1)));
    assert_eq!(talk.asked_at(FEED).len(), 2);
    talk.answer(&three());
    assert_eq!(talk.settled(), [(1, true)]);
}
