//! What the header says: the state, what is the matter, and how fresh the timeline is.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

mod support;

use developing_story::config::{Clock, Config};
use developing_story::session::{Action, Notice, Phase, Problem, StateKind};
use support::{Conversation, Document, FEED, config, feed, item};

/// One entry of that time; the conversation begins at 12:00 UTC, which is 19.00 in Hanoi.
fn one(at: &str) -> Document {
    feed([item("a", at)])
}

/// An ended story, so that no poll comes for minutes on end.
fn ended(at: &str) -> Document {
    one(at).state("ended").story("poll_seconds", 3600)
}

#[test]
fn each_kind_of_failure_keeps_the_timeline_is_said_and_is_cleared_by_the_next_good_answer() {
    fn check(problem: Problem, kind: &str, danish: &str, english: &str) {
        let failed = || {
            let mut talk = Conversation::started(&one("11:00"));
            talk.fail(problem);
            talk
        };
        let mut talk = failed();
        assert_eq!(talk.header(), format!("{danish} · Hentet kl. 19.00"));
        assert_eq!(talk.shown(), "a");
        assert_eq!(talk.view().header.state, StateKind::Trouble);
        let told = talk.notices();
        let Some(Notice::Failed { kind: said, message }) = told.first() else { panic!("{told:?}") };
        assert_eq!(*said, kind);
        assert!(message.contains(FEED) && message.contains("polling goes on"), "{message}");
        let before = talk.asked_at(FEED).len();
        talk.until_asked();
        assert_eq!(talk.asked_at(FEED).len(), before + 1, "polling goes on");
        talk.unchanged();
        assert_eq!(talk.header(), "Opdateres · Senest kl. 18.00");
        assert_eq!(failed().in_english().header(), format!("{english} · Loaded at 19:00"));
    }
    check(
        Problem::Timeout,
        "timeout",
        "Kan ikke hente nyt · Serveren svarer ikke",
        "Cannot get updates · The server does not answer",
    );
    check(
        Problem::Network,
        "network",
        "Kan ikke hente nyt · Der er ikke hul igennem til serveren",
        "Cannot get updates · The server cannot be reached",
    );
    check(
        Problem::Status(503),
        "status",
        "Kan ikke hente nyt · Serveren svarer med fejl 503",
        "Cannot get updates · The server answers with error 503",
    );
    check(
        Problem::NotJson,
        "not-json",
        "Feedet kan ikke læses · Det er ikke JSON",
        "The feed cannot be read · It is not JSON",
    );
    check(
        Problem::NotFeed,
        "not-feed",
        "Feedet kan ikke læses · Det er ikke et JSON Feed",
        "The feed cannot be read · It is not a JSON Feed",
    );
    check(
        Problem::TooLarge,
        "too-large",
        "Feedet kan ikke læses · Det fylder mere end 8 MB",
        "The feed cannot be read · It is larger than 8 MB",
    );
}

#[test]
fn a_failure_before_the_first_document_is_said_over_the_outline() {
    let mut talk = Conversation::begin();
    assert_eq!(talk.header(), "Henter");
    talk.fail(Problem::Network);
    assert_eq!(talk.header(), "Kan ikke hente nyt · Der er ikke hul igennem til serveren");
    assert_eq!((talk.view().phase, talk.view().header.title), (Phase::Loading, "Tidslinje".into()));
    talk.poll(&one("11:00"));
    assert_eq!(
        (talk.header().as_str(), talk.shown().as_str()),
        ("Opdateres · Senest kl. 18.00", "a")
    );
}

#[test]
fn the_line_tells_the_newest_change_by_the_clock_with_the_day_where_it_is_another() {
    fn check(published: &str, danish: &str, english: &str) {
        let talk = Conversation::started(&one(published));
        assert_eq!(talk.header(), format!("Opdateres · {danish}"), "{published}");
        assert_eq!(talk.in_english().header(), format!("Live · {english}"), "{published}");
    }
    check("07:05", "Senest kl. 14.05", "Last update 14:05");
    check("11:00", "Senest kl. 18.00", "Last update 18:00");
    check(
        "2019-02-27T07:05:00Z",
        "Senest onsdag den 27. februar kl. 14.05",
        "Last update Wednesday 27 February, 14:05",
    );
    check("11:55", "Senest for 5 minutter siden", "Last update 5 minutes ago");
    check("11:59", "Senest for 1 minut siden", "Last update 1 minute ago");
    check("2019-02-28T11:00:01Z", "Senest for 59 minutter siden", "Last update 59 minutes ago");
    check("2019-02-28T11:59:30Z", "Senest kl. 18.59", "Last update 18:59");
    // The newsroom's clock is ahead of the reader's.
    check("12:10", "Senest kl. 19.10", "Last update 19:10");
}

#[test]
fn a_change_of_an_old_entry_is_the_newest_word_too() {
    let document = feed([item("b", "09:00"), item("a", "08:00").modified("11:50")]);
    assert_eq!(
        Conversation::started(&document).header(),
        "Opdateres · Senest for 10 minutter siden"
    );
    // Written before it was published.
    let document = feed([item("b", "11:50").modified("11:00"), item("a", "08:00")]);
    assert_eq!(
        Conversation::started(&document).header(),
        "Opdateres · Senest for 10 minutter siden"
    );
}

#[test]
fn the_line_stays_true_by_itself_and_wakes_only_when_its_words_change() {
    let mut talk = Conversation::started(&ended("2019-02-28T11:55:20Z"));
    talk.hide().show().unchanged();
    // Four minutes and forty seconds old: its words change every full minute.
    let mut at = 0;
    for minutes in 5..60 {
        let wait = talk.alarm().expect("a tick");
        assert_eq!(wait.as_secs(), if minutes == 5 { 20 } else { 60 });
        at += wait.as_secs();
        let before = talk.header();
        talk.at(at - 1);
        assert_eq!(talk.header(), before);
        talk.at(at);
        let ago = format!("Senest for {minutes} minutter siden");
        assert_eq!(talk.header(), format!("Dækningen er slut · {ago}"));
    }
    talk.at(at + 60);
    assert_eq!(talk.header(), "Dækningen er slut · Senest kl. 18.55");
}

#[test]
fn a_clock_time_gets_its_day_when_the_day_is_over() {
    let mut talk = Conversation::started(&one("11:00").with("expired", true));
    assert_eq!(talk.header(), "Dækningen er slut · Senest kl. 18.00");
    let midnight = 5 * 3600;
    talk.at(midnight - 1);
    let before = talk.alarm().expect("a tick");
    assert_eq!(before.as_secs(), 1, "it wakes when the day ends");
    talk.at(midnight);
    assert_eq!(talk.header(), "Dækningen er slut · Senest torsdag den 28. februar kl. 18.00");
}

#[test]
fn nothing_ticks_while_nobody_can_see_it() {
    let mut talk = Conversation::started(&one("11:55"));
    talk.hide();
    assert_eq!(talk.alarm(), None);
    talk.show();
    assert!(talk.alarm().is_some());
    talk.disconnect();
    assert_eq!(talk.alarm(), None);
}

#[test]
fn nothing_ticks_while_the_timeline_is_out_of_sight_and_it_is_true_again_when_it_comes_back() {
    let mut talk = Conversation::started(&ended("2019-02-28T11:55:00Z"));
    talk.press(Action::Sight(false));
    let wait = talk.alarm().expect("the next poll");
    assert!(wait.as_secs() > 3000, "{wait:?}");
    let before = talk.header();
    talk.at(600);
    talk.press(Action::Sight(true));
    assert_ne!(talk.header(), before);
    assert_eq!(talk.header(), "Dækningen er slut · Senest for 15 minutter siden");
    assert_eq!(talk.alarm().expect("a tick").as_secs(), 60);
}

#[test]
fn while_paused_the_line_tells_the_last_contact_and_stays_true() {
    let mut talk = Conversation::started(&one("09:00"));
    talk.press(Action::Pause);
    assert_eq!(talk.header(), "Sat på pause · Hentet kl. 19.00");
    talk.at(300);
    assert_eq!(talk.header(), "Sat på pause · Hentet kl. 19.00, for 5 minutter siden");
    talk.at(3700);
    assert_eq!(talk.header(), "Sat på pause · Hentet kl. 19.00");
    talk.at(6 * 3600);
    assert_eq!(talk.header(), "Sat på pause · Hentet torsdag den 28. februar kl. 19.00");
    let english = talk.in_english();
    assert_eq!(english.header(), "Paused · Loaded Thursday 28 February at 19:00");
}

#[test]
fn without_a_connection_it_says_so_in_both_languages() {
    let mut talk = Conversation::started(&one("09:00"));
    talk.online(false);
    assert_eq!(talk.header(), "Ingen forbindelse · Hentet kl. 19.00");
    assert_eq!(talk.in_english().header(), "No connection · Loaded at 19:00");
}

#[test]
fn the_readers_wrong_clock_changes_words_and_no_request() {
    let mut talk = Conversation::started(&one("11:55"));
    talk.wall_clock_jumps(-86_400);
    assert_eq!(talk.header(), "Opdateres · Senest torsdag den 28. februar kl. 18.55");
    talk.at(11);
    assert_eq!(talk.asked_at(FEED).len(), 1);
    talk.at(19);
    assert_eq!(talk.asked_at(FEED).len(), 2);
}

#[test]
fn the_scenes_clock_names_the_place() {
    fn check(clock: Clock, danish: &str, english: &str, time: &str) {
        let config: Config = config(|c| c.clock = clock);
        let document = one("09:00").story("place", "Hanoi").story("time_zone", "UTC");
        let talk = Conversation::with(config).and_answered(&document);
        assert_eq!(talk.header(), format!("Opdateres · {danish}"));
        assert_eq!(talk.row("a").time, time);
        assert_eq!(talk.in_english().header(), format!("Live · {english}"));
    }
    let (danish, english) =
        ("Senest kl. 09.00 · tider i Hanoi", "Last update 09:00 · times in Hanoi");
    check(Clock::Scene, danish, english, "09.00");
    check(Clock::Reader, "Senest kl. 16.00", "Last update 16:00", "16.00");
    check(Clock::Named("UTC".into()), "Senest kl. 09.00", "Last update 09:00", "09.00");
    let without_zone = one("09:00").story("place", "Hanoi");
    let talk = Conversation::with(config(|c| c.clock = Clock::Scene)).and_answered(&without_zone);
    assert_eq!(
        talk.header(),
        "Opdateres · Senest kl. 16.00",
        "it cannot be told by a clock unknown"
    );
}

#[test]
fn the_title_is_the_storys_and_says_in_which_language_it_is() {
    let header = Conversation::started(&one("09:00")).in_english().view().header;
    assert_eq!(
        (header.title.as_str(), header.language.as_deref()),
        ("Topmødet i Hanoi", Some("da"))
    );
}

#[test]
fn what_has_ended_does_not_go_stale() {
    let ended = || feed([item("a", "10:00")]).updated("10:00").state("ended");
    for problem in [Problem::Network, Problem::Status(500), Problem::NotJson] {
        let mut talk = Conversation::started(&ended());
        let before = talk.header();
        talk.fail(problem);
        assert_eq!(talk.header(), before, "{problem:?}");
        talk.online(false);
        assert_eq!(talk.header(), before);
    }
}
