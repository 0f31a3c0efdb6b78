//! Whatever happens, in whatever order: one request at a time, no timer in the past, every promise
//! settled once, and in the end the reader sees what the newsroom says.
#![cfg(not(target_arch = "wasm32"))]

mod support;

use std::collections::BTreeMap;
use std::time::Duration;

use developing_story::config::{Order, Reveal, Unfold};
use developing_story::poll::{Command, Outcome, Poll, RequestId};
use developing_story::session::{Action, Effect, Problem, Ticket};
use developing_story::time::Instant;
use proptest::prelude::*;
use proptest::sample::select;
use support::{Conversation, Document, FEED, Item, cases, config, feed, id, item};

const SECOND: &str = "https://news.example/hanoi/feed-2.json";

/// One thing that can happen to a session.
#[derive(Clone, Debug)]
enum Happening {
    Pass(u64),
    Sleep(u64),
    /// The newsroom publishes, and the request on its way, if any, brings it.
    News,
    Same,
    Stale,
    Fail(Problem),
    Page,
    NoPage,
    Visible(bool),
    Online(bool),
    Connected(bool),
    Configured(usize),
    Press(Action),
    Refresh,
    GoTo(&'static str),
}

fn happenings() -> impl Strategy<Value = Vec<Happening>> {
    let problems = [
        Problem::Timeout,
        Problem::Network,
        Problem::Status(500),
        Problem::NotJson,
        Problem::NotFeed,
    ];
    let actions = [
        Action::Reveal,
        Action::Earlier,
        Action::EarlierMoments,
        Action::Pause,
        Action::Resume,
        Action::FoldAll,
        Action::UnfoldAll,
        Action::FoldStory,
        Action::FoldDay("2019-02-28".to_owned(), false),
        Action::FoldEntry(id("1"), true),
    ];
    let one = prop_oneof![
        6 => (0..40_u64).prop_map(Happening::Pass),
        1 => (0..9000_u64).prop_map(Happening::Sleep),
        4 => Just(Happening::News),
        1 => Just(Happening::Same),
        1 => Just(Happening::Stale),
        2 => select(problems.to_vec()).prop_map(Happening::Fail),
        2 => Just(Happening::Page),
        1 => Just(Happening::NoPage),
        2 => any::<bool>().prop_map(Happening::Visible),
        2 => any::<bool>().prop_map(Happening::Online),
        2 => any::<bool>().prop_map(Happening::Connected),
        1 => (0..5_usize).prop_map(Happening::Configured),
        4 => select(actions.to_vec()).prop_map(Happening::Press),
        1 => Just(Happening::Refresh),
        2 => select(&["1", "2", "40", "z", "nobody"][..]).prop_map(Happening::GoTo),
    ];
    prop::collection::vec(one, 0..60)
}

/// A live page whose entries are numbered, of which the newest is `newest`.
fn live(newest: usize) -> Document {
    let items: Vec<Item> = (1..=newest).rev().map(story).collect();
    feed(items).updated(&stamp(newest)).next("feed-2.json")
}

fn story(number: usize) -> Item {
    item(&number.to_string(), &stamp(number))
}

fn stamp(number: usize) -> String {
    format!("{:02}:{:02}", 8 + number / 60, number % 60)
}

fn older() -> Document {
    feed([item("z", "07:00"), item("y", "06:00")]).updated("07:00")
}

/// The conversation, and what it still owes.
struct Walk {
    talk: Conversation,
    newest: usize,
    tickets: u32,
}

impl Walk {
    fn step(&mut self, happening: &Happening) {
        let talk = &mut self.talk;
        match happening {
            Happening::Pass(seconds) => {
                talk.after(*seconds);
            }
            Happening::Sleep(seconds) => {
                talk.sleeps(*seconds).after(0);
            }
            Happening::News => {
                self.newest += 1;
                if talk.is_open(FEED) {
                    talk.answer(&live(self.newest));
                }
            }
            Happening::Same if talk.is_open(FEED) => {
                talk.unchanged();
            }
            Happening::Stale if talk.is_open(FEED) => {
                talk.answer(&live(1));
            }
            Happening::Fail(problem) if talk.is_open(FEED) => {
                talk.fail(*problem);
            }
            Happening::Page if talk.is_open(SECOND) => {
                talk.answer_from(SECOND, &older());
            }
            Happening::NoPage if talk.is_open(SECOND) => {
                talk.fail_from(SECOND, Problem::Network);
            }
            Happening::Visible(true) => {
                talk.show();
            }
            Happening::Visible(false) => {
                talk.hide();
            }
            Happening::Online(online) => {
                talk.online(*online);
            }
            Happening::Connected(true) => {
                talk.connect();
            }
            Happening::Connected(false) => {
                talk.disconnect();
            }
            Happening::Configured(which) => {
                talk.configure(config(|config| match which {
                    0 => config.reveal = Reveal::Auto,
                    1 => config.order = Order::Oldest,
                    2 => config.unfold = Unfold::All,
                    3 => config.limit = 3,
                    _ => config.poll = Some(Duration::from_secs(60)),
                }));
            }
            Happening::Press(action) => {
                talk.press(action.clone());
            }
            Happening::Refresh => {
                self.tickets += 1;
                talk.press(Action::Refresh(Ticket(self.tickets)));
            }
            Happening::GoTo(entry) => {
                self.tickets += 1;
                talk.go_to(entry, self.tickets);
            }
            _ => {}
        }
        // Whatever it is, it can be shown.
        let view = self.talk.view();
        assert!(!view.header.state_text.is_empty() && !view.header.title.is_empty());
    }

    /// Everything is well again: the next answer and every page come.
    fn settle(&mut self) {
        let talk = &mut self.talk;
        talk.connect().online(true).show().press(Action::Resume);
        talk.until_asked().answer(&live(self.newest + 1));
        if talk.is_open(SECOND) {
            talk.answer_from(SECOND, &older());
        }
    }
}

proptest! {
    #![proptest_config(cases(150))]

    #[test]
    fn whatever_happened_all_is_well_after_one_good_answer(happenings in happenings()) {
        let mut walk =
            Walk { talk: Conversation::begin(), newest: 1, tickets: 0 };
        for happening in &happenings {
            walk.step(happening);
        }
        walk.settle();
        let newest = walk.newest + 1;
        let talk = &mut walk.talk;
        prop_assert_eq!(talk.view().header.state_text, "Opdateres");
        let mut settled: BTreeMap<u32, u32> = BTreeMap::new();
        for effect in talk.effects() {
            if let Effect::Resolve(ticket, _) = effect {
                *settled.entry(ticket.0).or_default() += 1;
            }
        }
        let once: BTreeMap<u32, u32> = (1..=walk.tickets).map(|ticket| (ticket, 1)).collect();
        prop_assert_eq!(settled, once);
        talk.press(Action::Reveal).configure(config(|config| config.limit = 10_000));
        prop_assert_eq!(talk.view().reveal, None);
        let mut expect: Vec<String> = (1..=newest).rev().map(|number| number.to_string()).collect();
        if !talk.asked_at(SECOND).is_empty() && talk.view().earlier.is_none() {
            expect.extend(["z".to_owned(), "y".to_owned()]);
        }
        prop_assert_eq!(talk.shown(), expect.join(" "));
    }
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn the_machine_has_one_request_on_its_way_and_no_timer_in_the_past(
        seed: u64,
        steps in prop::collection::vec((0_u8..9, 0_u64..40_000), 0..60),
    ) {
        let (mut poll, mut now) = (Poll::new(seed), Instant::from_millis(0));
        let mut open: Option<RequestId> = None;
        for (what, span) in steps {
            let request = open.unwrap_or(RequestId(u32::MAX));
            let retry_after = (span > 20_000).then(|| Duration::from_millis(span));
            match what {
                0 => poll.sleep(),
                1 => {
                    if let Some(Command::Abandon(given_up)) = poll.wake(now) {
                        prop_assert_eq!(open.take(), Some(given_up));
                    }
                }
                2 => poll.ask_now(now),
                3 => drop(poll.ended(request, Outcome::Good, now)),
                4 => drop(poll.ended(request, Outcome::Failed { retry_after }, now)),
                5 => poll.began(request),
                6 if span > 39_000 => poll.stop(),
                _ => now = now + Duration::from_millis(span),
            }
            open = open.filter(|request| poll.awaits(*request));
            while let Some(command) = poll.step(now) {
                match command {
                    Command::Ask(request) => prop_assert!(open.replace(request).is_none()),
                    Command::Abandon(request) | Command::TimeOut(request) => {
                        prop_assert_eq!(open.take(), Some(request));
                    }
                }
            }
            prop_assert!(poll.wake_at().is_none_or(|at| at > now));
        }
    }
}
