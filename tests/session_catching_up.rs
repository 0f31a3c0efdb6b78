//! What is unread, the line where the reader left off, the way back, and reading from the beginning.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

mod support;

use developing_story::config::{Config, Order};
use developing_story::session::{Action, Effect, SAME_VISIT};
use support::{Conversation, Document, FEED, READER, feed, id, item, link};

fn entries(names: &[(&str, &str)]) -> Document {
    let newest = names.first().map_or("09:00", |(_, at)| at);
    feed(names.iter().map(|(name, at)| item(name, at))).updated(newest)
}

const TWO: [(&str, &str); 2] = [("b", "11:40"), ("a", "11:30")];
const FOUR: [(&str, &str); 4] = [("d", "12:10"), ("c", "12:05"), TWO[0], TWO[1]];

fn unread(talk: &Conversation) -> String {
    let rows = talk.rows();
    let unread = rows.iter().filter(|row| row.unread.is_some()).map(|row| row.id.as_str());
    unread.collect::<Vec<_>>().join(" ")
}

/// Above which entry the line stands, and what it says.
fn line(talk: &Conversation) -> Option<(String, String)> {
    let rows = talk.rows();
    let lines = rows.iter().filter_map(|row| Some((row.id.to_string(), row.reached.clone()?)));
    let lines: Vec<_> = lines.collect();
    assert!(lines.len() < 2, "one line: {lines:?}");
    lines.into_iter().next()
}

fn stands(above: &str, text: &str) -> Option<(String, String)> {
    Some((above.to_owned(), text.to_owned()))
}

#[test]
fn what_is_revealed_is_unread_until_it_has_been_seen_and_the_line_stands_under_it() {
    let mut talk = Conversation::started(&entries(&TWO));
    assert_eq!((unread(&talk), line(&talk)), (String::new(), None), "a first visit has no past");
    talk.poll(&entries(&FOUR));
    talk.press(Action::Reveal);
    assert_eq!(unread(&talk), "d c");
    assert_eq!(line(&talk), stands("b", "Du nåede hertil kl. 19.00"));
    talk.press(Action::Read(id("c")));
    assert_eq!(unread(&talk), "d");
    talk.press(Action::Read(id("c"))).press(Action::Read(id("nobody")));
    assert_eq!(unread(&talk), "d");
    // More comes before the rest is read: the way back is to the oldest of all.
    let five: Vec<_> = [("e", "12:20")].into_iter().chain(FOUR).collect();
    talk.poll(&entries(&five)).effects();
    talk.press(Action::Reveal);
    assert!(talk.effects().contains(&Effect::Show(READER, id("d"))));
    assert_eq!(line(&talk), stands("b", "Du nåede hertil kl. 19.00"), "the line stays");
    talk.press(Action::Read(id("d"))).press(Action::Read(id("e")));
    let six: Vec<_> = [("f", "12:30")].into_iter().chain(five).collect();
    talk.after(600).poll(&entries(&six));
    talk.press(Action::Reveal);
    let (above, text) = line(&talk).expect("a line");
    assert_eq!(above, "e");
    assert!(text.starts_with("Du nåede hertil kl. 19.1"), "{text}");
}

#[test]
fn the_line_says_when_the_reader_left_not_when_they_came_back() {
    let mut talk = Conversation::started(&entries(&TWO));
    talk.hide().sleeps(3600).show();
    talk.poll(&entries(&FOUR));
    talk.press(Action::Reveal);
    assert_eq!(line(&talk), stands("b", "Du nåede hertil kl. 19.00"));
}

#[test]
fn oldest_first_the_line_stands_above_what_is_new() {
    let mut talk = Conversation::started(&entries(&TWO));
    talk.poll(&entries(&FOUR));
    talk.press(Action::Reveal).press(Action::Order(Order::Oldest));
    assert_eq!(talk.shown(), "a b c d");
    assert_eq!(line(&talk), stands("c", "Du nåede hertil kl. 19.00"));
}

#[test]
fn while_nothing_unread_is_in_sight_the_button_leads_back() {
    let mut talk = Conversation::started(&entries(&TWO));
    talk.press(Action::Elsewhere(true));
    assert_eq!(talk.view().reveal, None, "there is nothing unread");
    talk.press(Action::Elsewhere(false)).poll(&entries(&FOUR));
    talk.press(Action::Reveal).effects();
    assert_eq!(talk.view().reveal, None, "it is in sight");
    talk.press(Action::Elsewhere(true));
    assert_eq!(talk.view().reveal.as_deref(), Some("Tilbage til det ulæste"));
    assert!(talk.view().leads_back);
    talk.press(Action::Unread);
    assert!(talk.effects().contains(&Effect::Show(READER, id("c"))));
    let five: Vec<_> = [("e", "12:20")].into_iter().chain(FOUR).collect();
    talk.poll(&entries(&five));
    assert_eq!(talk.view().reveal.as_deref(), Some("1 ny opdatering"), "news goes first");
    assert!(!talk.view().leads_back);
}

/// What is kept after these actions, of a story of two entries.
fn kept(actions: &[Action]) -> String {
    let mut talk = Conversation::started(&entries(&TWO));
    talk.press(Action::FoldAll);
    for action in actions {
        talk.press(action.clone());
    }
    talk.kept.expect("something is kept").place
}

fn back(age: u64, place: &str) -> Conversation {
    let mut talk = Conversation::unconnected(Config::default(), Some(link(FEED)));
    talk.recall(&entries(&TWO), age as i64, place).connect();
    talk
}

#[test]
fn after_a_reload_the_line_stands_where_the_last_visit_ended() {
    let place = kept(&[]);
    for (age, reveals) in [(60, true), (SAME_VISIT.as_secs() + 1, false)] {
        let mut talk = back(age, &place);
        assert_eq!(line(&talk), None, "nothing is new yet");
        talk.answer(&entries(&FOUR));
        if reveals {
            talk.press(Action::Reveal);
        }
        assert_eq!(talk.shown(), "d c b a", "{age}");
        assert_eq!(unread(&talk), "d c", "{age}");
        assert_eq!(line(&talk), stands("b", "Du nåede hertil kl. 19.00"), "{age}");
    }
}

#[test]
fn order_and_clock_are_the_readers_own_and_remembered_until_the_page_says_otherwise() {
    let place = kept(&[Action::Order(Order::Oldest)]);
    for age in [60, SAME_VISIT.as_secs() + 1] {
        let talk = back(age, &place);
        assert_eq!(talk.shown(), "a b", "{age}");
    }
    let mut talk = back(60, &place);
    talk.configure(support::config(|config| config.order = Order::Oldest));
    talk.configure(Config::default());
    assert_eq!(talk.shown(), "b a");
    assert_eq!(back(60, &kept(&[])).shown(), "b a");
}

#[test]
fn reading_from_the_beginning_fetches_what_is_missing_of_it() {
    let mut talk = Conversation::started(&entries(&TWO).next("feed-2.json"));
    talk.press(Action::Order(Order::Oldest));
    let older = "https://news.example/hanoi/feed-2.json";
    talk.answer_from(older, &entries(&[("y", "08:10"), ("x", "08:00")]));
    assert_eq!(talk.shown(), "x y a b");
    assert_eq!(talk.view().header.order, Some((Order::Newest, "Nyeste først".to_owned())));
    talk.press(Action::Order(Order::Newest));
    assert_eq!(talk.shown(), "b a y x");
    assert_eq!(talk.view().header.order, Some((Order::Oldest, "Læs fra begyndelsen".to_owned())));
}
