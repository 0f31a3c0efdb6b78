//! How sure an entry is and was, what was changed, by which clock, and finding it again.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

mod support;

use developing_story::config::{Clock, Config};
use developing_story::markup::native::Html5ever;
use developing_story::session::{Action, ITEM, Line};
use support::{Conversation, Document, FEED, Item, READER, config, feed, id, item, link};

fn only(item: Item) -> Document {
    feed([item])
}

fn row(talk: &Conversation) -> Line {
    talk.rows().into_iter().next().expect("an entry")
}

fn mark(talk: &Conversation) -> String {
    row(talk).mark.as_ref().expect("a mark").text.clone()
}

#[test]
fn a_certainty_that_changes_says_what_it_was_and_until_when() {
    let sure = |word: &str| item("a", "11:00").story("certainty", word);
    let mut talk =
        Conversation::started(&only(sure("unconfirmed").modified("11:20")).updated("11:20"));
    assert_eq!(row(&talk).mark.as_ref().expect("a mark").was, None);
    talk.poll(&only(sure("confirmed").modified("11:41")).updated("11:41"));
    let was = || "Ubekræftet kl. 18.20 → Bekræftet kl. 18.41".to_owned();
    assert_eq!(row(&talk).mark.as_ref().expect("a mark").was, Some(was()));
    assert_eq!(mark(&talk), "Bekræftet");
    // The text changes later on; how sure it was is not forgotten.
    let later = sure("confirmed").modified("11:50").with("content_text", "Andet.");
    talk.poll(&only(later).updated("11:50"));
    assert_eq!(row(&talk).mark.as_ref().expect("a mark").was, Some(was()));
    // What marks mean is offered where there are any.
    assert_eq!(talk.view().header.marks.as_deref(), Some("Hvad mærkerne betyder"));
    assert_eq!(Conversation::started(&only(item("a", "11:00"))).view().header.marks, None);
}

#[test]
fn what_is_expected_says_when_and_that_it_is_overdue() {
    let expected = item("a", "11:00").story("certainty", "expected");
    let at = |time: &str| expected.clone().story("happened", format!("2019-02-28T{time}:00Z"));
    let talk = Conversation::started(&only(expected.clone()));
    assert_eq!(mark(&talk), "Ventes");
    let mut talk = Conversation::started(&only(at("12:02")));
    assert_eq!(mark(&talk), "Ventes kl. 19.02");
    assert_eq!(row(&talk).happened, None, "it has not happened");
    // The header is told anew every minute while there is something recent; here nothing is.
    let alarm = talk.alarm().expect("it wakes by itself").as_secs();
    assert!(alarm <= 120, "{alarm}");
    talk.until_asked().after(1);
    let mut talk = Conversation::started(&only(at("11:59")));
    assert_eq!(mark(&talk), "Ventet kl. 18.59; der er ikke meldt nyt endnu.");
    talk.poll(&only(at("11:59").modified("12:00")).updated("12:00"));
    assert_eq!(mark(&talk), "Ventes kl. 18.59", "it has been told of since");
}

#[test]
fn an_entry_that_was_changed_says_when_and_knows_what_it_was() {
    let first = item("a", "11:00").with("content_text", "Ti mand kom.");
    let mut talk = Conversation::started(&only(first.clone()).updated("11:00"));
    assert_eq!(row(&talk).correction, None);
    let now = first.with("content_text", "Tolv mand kom.").modified("11:31");
    talk.poll(&only(now.clone()).updated("11:31"));
    let note = row(&talk).correction.clone().expect("a note");
    assert_eq!((note.lead.as_str(), note.text.as_str()), ("Opdateret kl. 18.31", ""));
    assert_eq!(note.changes.as_deref(), Some("Vis ændringer"));
    let told = talk.session.texts(READER, Some("a"), &Html5ever);
    let parts: Vec<_> = told.trim_end_matches('\u{1e}').split(ITEM).collect();
    assert_eq!(parts, ["a", "Om a\nTolv mand kom.", "", "Om a\nTi mand kom."]);
    // The newsroom's own words go first.
    talk.poll(&only(now.story("correction", "Antallet er rettet.")).updated("11:32"));
    let note = row(&talk).correction.clone().expect("a note");
    assert_eq!(
        (note.lead.as_str(), note.text.as_str()),
        ("Rettet kl. 18.31:", "Antallet er rettet.")
    );
    assert!(note.changes.is_some());
    // Who has only seen the changed one is told that it was changed, and no more.
    let seen = item("a", "11:00").modified("11:31");
    let note = row(&Conversation::started(&only(seen))).correction.clone().expect("a note");
    assert_eq!((note.lead.as_str(), note.changes), ("Opdateret kl. 18.31", None));
    let soon = item("a", "11:00").with("date_modified", "2019-02-28T11:00:30Z");
    assert_eq!(row(&Conversation::started(&only(soon))).correction, None, "that is no change");
}

#[test]
fn what_this_browser_has_seen_before_a_reload_is_known_after_it() {
    let was = item("a", "11:00").with("content_text", "Ti mand kom.").modified("11:05");
    let now = was.clone().with("content_text", "Tolv mand kom.").modified("11:31");
    let was = was.story("certainty", "unconfirmed");
    let now = now.story("certainty", "confirmed");
    let mut talk = Conversation::unconnected(Config::default(), Some(link(FEED)));
    let before = feed([was.clone(), item("gone", "10:00"), now.clone()]);
    talk.recall_with(&only(now.clone()).updated("11:31"), &before, 60).connect();
    let note = row(&talk).correction.clone().expect("a note");
    assert_eq!(note.changes.as_deref(), Some("Vis ændringer"));
    let told = talk.session.texts(READER, Some("a"), &Html5ever);
    assert!(told.contains("Tolv mand kom.") && told.contains("Ti mand kom."), "{told:?}");
    let certainty = |talk: &Conversation| row(talk).mark.clone().expect("a mark").was;
    let known = certainty(&talk);
    assert!(known.as_deref().is_some_and(|was| was.starts_with("Ubekræftet")), "{known:?}");
    // The feed's answer brings nothing new to that.
    talk.poll(&only(now).updated("11:31"));
    assert_eq!(certainty(&talk), known);
    assert_eq!(talk.shown(), "a", "what is there no more does not come back");
}

#[test]
fn the_reader_chooses_between_their_own_clock_and_that_of_the_scene() {
    let in_london = only(item("a", "11:00")).story("time_zone", "UTC").story("place", "London");
    let mut talk = Conversation::started(&in_london);
    assert_eq!(row(&talk).time, "18.00");
    let choice = |talk: &Conversation| talk.view().header.clock;
    assert_eq!(choice(&talk), Some((Clock::Scene, "Vis tider i London".to_owned())));
    assert!(row(&talk).full_time.contains(" · "), "{}", row(&talk).full_time);
    talk.press(Action::Clock(Clock::Scene));
    assert_eq!(row(&talk).time, "11.00");
    assert_eq!(choice(&talk), Some((Clock::Reader, "Vis dine egne tider".to_owned())));
}

#[test]
fn key_moments_are_listed_with_the_address_of_their_entry() {
    let key = |name: &str, at: &str| item(name, at).story("key", true);
    let story = feed([item("c", "11:30"), key("b", "11:20"), key("a", "11:10")]);
    let mut talk = Conversation::started(&story.clone().updated("11:30"));
    let list = |talk: &Conversation| {
        let moments = talk.view().moments.expect("moments").list.into_iter();
        moments.map(|it| (it.address, it.time, it.headline)).collect::<Vec<_>>()
    };
    let moment =
        |name: &str, at: &str| (format!("#story-{name}"), at.to_owned(), format!("Om {name}"));
    assert_eq!(list(&talk), [moment("b", "18.20"), moment("a", "18.10")]);
    talk.poll(
        &feed([item("c", "11:30"), key("b", "11:20").withdrawn("Forkert"), key("a", "11:10")])
            .updated("11:40"),
    );
    assert_eq!(list(&talk), [moment("a", "18.10")]);
    assert_eq!(Conversation::started(&feed([item("c", "11:30")])).view().moments, None);
}

#[test]
fn key_moments_of_earlier_pages_are_fetched_when_the_reader_asks_for_them() {
    let key = |name: &str, at: &str| item(name, at).story("key", true);
    let first = feed([item("d", "11:30"), key("c", "11:20")]).updated("11:30").next("feed-2.json");
    let mut talk = Conversation::with(config(|c| c.limit = 1)).and_answered(&first);
    let moments = |talk: &Conversation| {
        let view = talk.view();
        let list = view.moments.expect("moments").list.into_iter().map(|it| it.headline);
        let more = view.earlier.filter(|earlier| earlier.has_more);
        (list.collect::<Vec<_>>().join(", "), more.map_or_else(String::new, |it| it.text))
    };
    let told = |list: &str, button: &str| (list.to_owned(), button.to_owned());
    assert_eq!(moments(&talk), told("Om c", "Vis tidligere"));
    talk.press(Action::EarlierMoments);
    assert_eq!(moments(&talk), told("Om c", "Henter tidligere …"));
    talk.answer_from(
        "https://news.example/hanoi/feed-2.json",
        &feed([key("b", "11:10"), item("a", "11:00")]),
    );
    assert_eq!(moments(&talk), told("Om c, Om b", ""));
    assert_eq!(talk.shown(), "d", "the list of entries is as long as it was");
}

#[test]
fn only_what_was_found_shows_and_a_link_to_anything_else_shows_all_again() {
    let story = feed([item("c", "11:30"), item("b", "11:20"), item("a", "11:10")]);
    let mut talk = Conversation::started(&story);
    talk.press(Action::Find(Some(vec![id("a"), id("c"), id("nobody")])));
    assert_eq!(talk.shown(), "c a");
    talk.press(Action::Find(Some(Vec::new())));
    assert_eq!(talk.shown(), "");
    talk.press(Action::Find(None));
    assert_eq!(talk.shown(), "c b a");
    talk.press(Action::Find(Some(vec![id("a")])))
        .press(Action::GoTo(id("b"), developing_story::session::Ticket(1)));
    assert_eq!(talk.shown(), "c b a");
}

#[test]
fn what_can_be_looked_through_has_headline_text_marks_and_tags() {
    let story = feed([
        item("b", "11:20").withdrawn("Forkert"),
        item("a", "11:10").with("tags", serde_json::json!(["x", "y"])).story("key", true),
    ]);
    let talk = Conversation::started(&story);
    let told = talk.session.texts(READER, None, &Html5ever);
    assert_eq!(told, "a\u{1f}Om a\nAlt om a.\u{1f}key\u{1f}\u{1f}x\u{1f}y\u{1e}");
}

#[test]
fn what_was_changed_is_told_word_by_word() {
    use developing_story::changes::{Change, changes};
    fn check(before: &str, after: &str, expect: &str) {
        let told: String = changes(before, after)
            .into_iter()
            .map(|(change, text)| match change {
                Change::Kept => text,
                Change::Inserted => format!("[+{text}]"),
                Change::Deleted => format!("[-{text}]"),
            })
            .collect();
        assert_eq!(told, expect, "{before} / {after}");
    }
    check("Ti mand kom.", "Tolv mand kom.", "[-Ti ][+Tolv ]mand kom.");
    check("Et spørgmål om tid", "Et spørgsmål om tid", "Et [-spørgmål ][+spørgsmål ]om tid");
    check("A\nb c", "A\nc d", "A\n[-b c][+c d]");
    check("", "Alt nyt", "[+Alt nyt]");
    check("Som før", "Som før", "Som før");
}
