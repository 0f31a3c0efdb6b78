//! A story on a page: its first document, and what is shown of each entry.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

mod support;

use developing_story::config::Unfold;
use developing_story::feed::Certainty;
use developing_story::session::{Action, Fold, Phase, StateKind};
use support::pieces::written;
use support::{Conversation, Document, FEED, Item, config, feed, id, item};

/// Items "b" and "a", and the version of the document.
fn two() -> Document {
    feed([item("b", "11:00"), item("a", "10:00")]).updated("11:00")
}

/// One more on top.
fn three() -> Document {
    feed([item("c", "11:30"), item("b", "11:00"), item("a", "10:00")]).updated("11:30")
}

#[test]
fn the_feed_is_asked_for_at_once_and_shown_when_it_comes() {
    let mut talk = Conversation::begin();
    assert_eq!(talk.asked_at(FEED), [0]);
    let view = talk.view();
    assert_eq!((view.phase, view.header.state), (Phase::Loading, StateKind::Loading));
    assert_eq!(
        (view.header.title.as_str(), view.header.state_text.as_str()),
        ("Tidslinje", "Henter")
    );
    assert_eq!(view.header.pause, None, "nothing to pause yet");
    talk.answer(&two());
    let view = talk.view();
    assert_eq!((view.phase, view.header.state), (Phase::Filled, StateKind::Live));
    assert_eq!(
        (view.header.title.as_str(), view.name.as_str()),
        ("Topmødet i Hanoi", "Topmødet i Hanoi")
    );
    assert_eq!(view.reveal, None, "nothing of the first document waits");
    assert_eq!(talk.shown(), "b a");
}

#[test]
fn a_story_without_entries_says_so() {
    let talk = Conversation::started(&feed([]));
    let view = talk.view();
    assert_eq!(
        (view.phase, view.empty.as_str()),
        (Phase::Empty, "Der er endnu ingen opdateringer.")
    );
    assert_eq!(view.header.toggle_all, None);
}

#[test]
fn the_first_entries_of_an_empty_story_appear_by_themselves() {
    let mut talk = Conversation::started(&feed([]).updated("10:00"));
    talk.poll(&two());
    assert_eq!((talk.view().reveal, talk.shown().as_str()), (None, "b a"), "nothing can move");
}

#[test]
fn a_waiting_entry_that_is_withdrawn_takes_its_button_with_it() {
    for in_words in [true, false] {
        let mut talk = Conversation::started(&two());
        talk.poll(&three());
        assert!(talk.view().reveal.is_some());
        let withdrawn = in_words.then(|| item("c", "11:30").withdrawn("Forkert."));
        let rest = [item("b", "11:00"), item("a", "10:00")];
        let after: Vec<Item> = withdrawn.into_iter().chain(rest).collect();
        talk.poll(&feed(after).updated("11:31"));
        assert_eq!((talk.view().reveal, talk.shown().as_str()), (None, "b a"), "{in_words}");
        talk.effects();
        talk.press(Action::Reveal);
        assert_eq!((talk.scrolled_to(), talk.notices()), (vec![], vec![]));
    }
}

#[test]
fn a_withdrawn_entry_is_a_stub_without_its_text() {
    let rich = || {
        let item = item("b", "11:00").story("certainty", "confirmed").story("correction", "x");
        item.story("happened", "2019-02-28T09:00:00Z")
            .with("author", serde_json::json!({ "name": "Ida" }))
    };
    let mut talk = Conversation::started(&feed([rich(), item("a", "10:00")]).updated("11:00"));
    let whole = talk.row("b");
    assert!(whole.has_more() && whole.mark.is_some());
    let document = |b: Item| feed([b.modified("11:50"), item("a", "10:00")]);
    talk.poll(&document(rich().withdrawn("Forkert kilde.")).updated("11:50"));
    let stub = talk.row("b");
    assert_eq!(stub.withdrawn.as_deref(), Some("Trukket tilbage kl. 18.50: Forkert kilde."));
    assert_eq!((stub.body().len(), stub.mark.clone(), stub.correction.clone()), (0, None, None));
    assert_eq!((stub.happened.clone(), stub.byline.as_str()), (None, ""));
    talk.poll(&document(rich().story("withdrawn", true)).updated("11:51"));
    assert_eq!(talk.row("b").withdrawn.as_deref(), Some("Trukket tilbage kl. 18.50."));
    talk.poll(&feed([item("z", "11:40"), item("a", "10:00")]).updated("11:52"));
    assert_eq!(talk.shown(), "a", "and gone where the newsroom takes it off the page");
}

#[test]
fn a_reason_cannot_write_in_our_places() {
    let item = item("b", "11:00").withdrawn("{time} {reason} {");
    let talk = Conversation::started(&feed([item]));
    let stub = talk.row("b").withdrawn.clone();
    assert_eq!(stub.as_deref(), Some("Trukket tilbage kl. 18.00: {time} {reason} {"));
}

#[test]
fn an_entry_shows_what_the_newsroom_says_of_it() {
    let rich = item("b", "11:00")
        .with("content_html", "<p>Ingen <b>aftale</b>.</p>")
        .with("authors", serde_json::json!([{ "name": "Ida" }, { "name": "Bo" }]))
        .with("language", "en")
        .story("key", true)
        .story("certainty", "unconfirmed")
        .story("happened", "2019-02-27T10:30:00Z");
    let talk = Conversation::started(&feed([rich, item("a", "10:00")]));
    let row = talk.row("b");
    assert_eq!((row.time.as_str(), row.datetime.as_str()), ("18.00", "2019-02-28T11:00:00Z"));
    assert_eq!((row.headline.as_str(), row.byline.as_str()), ("Om b", "Ida, Bo"));
    assert_eq!((row.language.as_deref(), row.key.as_deref()), (Some("en"), Some("Vigtigt")));
    let mark = row.mark.clone().expect("a mark");
    assert_eq!((mark.certainty, mark.text.as_str()), (Certainty::Unconfirmed, "Ubekræftet"));
    assert_eq!(row.happened.as_deref(), Some("Skete onsdag den 27. februar kl. 17.30"));
    assert_eq!(written(row.body()), "p(Ingen strong(aftale).)");
    let plain = talk.row("a");
    assert_eq!((plain.key.clone(), plain.mark.clone(), plain.happened.clone()), (None, None, None));
    assert_eq!(plain.language.as_deref(), Some("da"), "the feed's");
}

#[test]
fn an_entry_without_a_title_has_the_best_headline_that_there_is() {
    fn check(item: Item, headline: &str, has_more: bool) {
        let talk = Conversation::started(&feed([item.with("title", "")]));
        let row = talk.row("a");
        assert_eq!((row.headline.as_str(), row.has_more()), (headline, has_more));
    }
    let of = |name: &str, text: &str| item("a", "10:00").with("content_text", "").with(name, text);
    check(of("summary", "Kort."), "Kort.", false);
    check(of("content_text", "Lang\n tekst."), "Lang tekst.", true);
    check(
        of("content_html", "<p>\n Lang\n <em>tekst</em><br>her.</p><p>Mere</p>"),
        "Lang tekst her.",
        true,
    );
    check(of("content_html", "<ul><li>Punkt</li></ul><h2>Overskrift</h2>"), "Overskrift", true);
    let long = "ord ".repeat(40);
    check(of("content_text", &long), &format!("{}…", "ord ".repeat(22).trim()), true);
    let endless = "x".repeat(200);
    check(of("content_text", &endless), &format!("{}…", "x".repeat(90)), true);
    check(of("content_text", ""), "", false);
    let both = of("content_text", "Lang tekst.").with("summary", "Kort.");
    check(both, "Kort.", true);
}

#[test]
fn a_summary_under_a_title_is_the_text_where_there_is_no_other() {
    let item = item("a", "10:00").with("content_text", "").with("summary", "Kort.");
    let talk = Conversation::started(&feed([item]));
    assert_eq!(written(talk.row("a").body()), "p(Kort.)");
}

#[test]
fn entries_stand_under_their_days_in_the_readers_zone() {
    // In Hanoi 17:30 UTC is half past midnight.
    let items = [item("c", "17:30"), item("b", "16:30"), item("a", "2019-02-27T10:00:00Z")];
    let talk = Conversation::started(&feed(items));
    let days: Vec<_> =
        talk.view().days.into_iter().map(|day| (day.date, day.heading, day.count)).collect();
    let expect = [
        ("2019-03-01", "fredag den 1. marts", "1 opdatering"),
        ("2019-02-28", "torsdag den 28. februar", "1 opdatering"),
        ("2019-02-27", "onsdag den 27. februar", "1 opdatering"),
    ];
    assert_eq!(
        days,
        expect.map(|(date, day, count)| (date.to_owned(), day.to_owned(), count.to_owned()))
    );
}

#[test]
fn what_is_known_and_what_is_not_is_told_in_words() {
    let document = two().story("known", vec!["Ingen aftale"]).story("unknown", vec!["Hvorfor"]);
    let gist = Conversation::started(&document).view().gist.expect("a gist");
    assert_eq!(gist.known, ("Det ved vi".to_owned(), vec!["Ingen aftale".to_owned()]));
    assert_eq!(gist.unknown, ("Det ved vi ikke".to_owned(), vec!["Hvorfor".to_owned()]));
    assert_eq!(gist.language.as_deref(), Some("da"));
    assert_eq!(Conversation::started(&two()).view().gist, None);
}

#[test]
fn a_feed_can_be_handed_over_instead_of_an_address() {
    let mut talk = Conversation::unconnected(config(|_| {}), None);
    talk.connect();
    talk.hand(&two());
    assert_eq!((talk.shown().as_str(), talk.view().header.state), ("b a", StateKind::Live));
    assert_eq!(talk.view().header.pause, None, "there is nothing to pause");
    talk.hand(&three());
    assert_eq!(talk.view().reveal.as_deref(), Some("1 ny opdatering"));
    talk.at(4000);
    assert_eq!(talk.asked_at(FEED), [0_u64; 0]);
}

#[test]
fn what_is_handed_over_is_no_stale_copy() {
    let mut talk = Conversation::unconnected(config(|_| {}), None);
    talk.connect();
    talk.hand(&feed([item("b", "11:00"), item("a", "10:00")]));
    talk.after(1).hand(&feed([item("a", "10:00")]));
    assert_eq!(talk.shown(), "a", "without three polls");
    talk.after(1).hand(&feed([item("a", "10:00")]).updated("10:00"));
    assert_eq!(talk.shown(), "a");
}

#[test]
fn unfold_set_later_decides_anew_and_leaves_the_story_and_its_days_alone() {
    let mut talk = Conversation::started(&two());
    let unfold = |unfold| config(|config| config.unfold = unfold);
    talk.configure(unfold(Unfold::All));
    assert_eq!(talk.open(), "b a");
    talk.configure(unfold(Unfold::Nothing));
    assert_eq!(talk.open(), "");
    talk.press(Action::FoldDay("2019-02-28".to_owned(), false)).press(Action::FoldStory);
    talk.configure(unfold(Unfold::Newest));
    assert_eq!(talk.open(), "b");
    let view = talk.view();
    assert_eq!((view.header.fold, view.days[0].fold), (Fold::Closed, Fold::Closed));
    talk.press(Action::FoldEntry(id("a"), true)).configure(unfold(Unfold::Newest));
    assert_eq!(talk.open(), "b a", "the same word again changes nothing");
}
