//! Closed pages beside the live one, and documents that do not say how old they are.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

mod support;

use developing_story::timeline::{POLLS_TO_BELIEVE, Position, Round, Timeline};
use support::{Document, Item, feed, id, ids, item, moment};

/// A document, and whether it is the live page or a closed one.
type Sent = (Position, Document);

fn live(document: Document) -> Sent {
    (Position::First, document)
}

fn closed(document: Document) -> Sent {
    (Position::Earlier, document)
}

/// What the documents add up to: "c b a", and whether the last of them was believed.
fn after(sent: &[Sent]) -> (Timeline, bool) {
    let mut timeline = Timeline::default();
    let mut believed = true;
    for (position, document) in sent {
        let changes = timeline.apply(document.page(), *position, moment("12:00"));
        believed = changes.is_some();
    }
    (timeline, believed)
}

fn standing(timeline: &Timeline) -> String {
    let each = timeline.entries().map(|entry| {
        let title = entry.update.title.as_deref().unwrap_or_default();
        format!("{}={title}", entry.update.id)
    });
    each.collect::<Vec<_>>().join(" ")
}

fn said(id: &str, published: &str, title: &str) -> Item {
    item(id, published).title(title)
}

#[track_caller]
fn check(sent: &[Sent], expect: &str) {
    assert_eq!(standing(&after(sent).0), expect);
}

/// The same, whatever comes first.
#[track_caller]
fn in_any_order(one: Sent, other: Sent, expect: &str) {
    check(&[one.clone(), other.clone()], expect);
    check(&[other, one], expect);
}

#[test]
fn a_closed_page_adds_what_the_live_page_no_longer_lists() {
    let live_page = || live(feed([said("b", "11:00", "B")]).updated("12:00"));
    let closed_page = || closed(feed([said("a", "10:00", "A")]).updated("10:30"));
    in_any_order(live_page(), closed_page(), "b=B a=A");
    let undated = || closed(feed([said("a", "10:00", "A")]));
    in_any_order(live_page(), undated(), "b=B a=A");
}

#[test]
fn a_closed_page_never_undoes_the_live_page() {
    let of_live =
        || live(feed([said("b", "11:00", "Ny"), said("a", "10:00", "A")]).updated("12:00"));
    for version in ["11:30", "12:00"] {
        let old = || closed(feed([said("b", "11:00", "Gammel")]).updated(version));
        in_any_order(of_live(), old(), "b=Ny a=A");
        // Nor by absence, nor by what the live page has left out of its own range.
        let without = closed(
            feed([said("z", "11:30", "Z"), said("y", "10:30", "Y"), said("0", "09:00", "0")])
                .updated(version),
        );
        check(&[of_live(), without.clone()], "b=Ny a=A 0=0");
        check(&[of_live(), without.clone(), without], "b=Ny a=A 0=0");
    }
}

#[test]
fn a_live_page_that_is_not_in_order_leaves_out_nothing_whatever_the_one_before_it_said() {
    let (c, a) = (|| said("c", "12:00", "C"), || said("a", "10:00", "A"));
    let in_order = live(feed([c(), a()]).updated("12:00"));
    let shuffled = live(feed([c(), said("d", "12:30", "D"), a()]).updated("12:30"));
    let older = closed(feed([said("b", "11:00", "B"), said("0", "09:00", "0")]).updated("11:30"));
    check(&[in_order.clone(), older.clone()], "c=C a=A 0=0");
    check(&[in_order, shuffled, older], "d=D c=C b=B a=A 0=0");
}

#[test]
fn an_item_of_a_closed_page_that_has_no_date_is_nowhere_missing() {
    let of_live = live(feed([said("b", "11:00", "B"), said("a", "10:00", "A")]).updated("12:00"));
    let undated = said("x", "10:30", "X").with("date_published", "i går").modified("10:30");
    check(&[of_live, closed(feed([undated]).updated("11:00"))], "b=B x=X a=A");
}

#[test]
fn what_the_live_page_said_last_is_not_undone_by_a_page_closed_before_that() {
    let at = |version: &str, title: &str| {
        live(feed([said("b", "11:00", title), said("a", "10:00", "A")]).updated(version))
    };
    let between = closed(feed([said("b", "11:00", "Gammel")]).updated("12:05"));
    check(&[at("12:00", "B"), at("12:10", "Ny"), between.clone()], "b=Ny a=A");
    // Not even where the last word was the one before it, over again.
    check(&[at("12:00", "B"), at("12:10", "B"), between], "b=B a=A");
}

#[test]
fn what_is_gone_from_the_live_page_is_not_brought_back_once_that_page_has_moved_on() {
    let (b, a) = (|| said("b", "11:00", "B"), || said("a", "10:00", "A"));
    let of = |version: &str, items: &[Item]| feed(items.iter().cloned()).updated(version);
    let c = || said("c", "12:00", "C");
    let moved_on = || live(of("12:10", &[said("d", "12:09", "D"), c()]));
    let before = [live(of("12:00", &[c(), b(), a()])), live(of("12:05", &[c(), a()])), moved_on()];
    for version in ["12:03", "12:05"] {
        let old = closed(of(version, &[b(), a()]));
        check(&[&before[..], &[old]].concat(), "d=D c=C a=A");
    }
    // A page that was closed later has it after all.
    let later = closed(of("12:06", &[b(), a()]));
    check(&[&before[..], &[later]].concat(), "d=D c=C b=B a=A");
}

#[test]
fn what_a_page_closed_since_has_said_is_not_undone_by_a_live_page_from_before_that() {
    let at = |version: &str| live(feed([said("b", "11:00", "Gammel")]).updated(version));
    let since = || closed(feed([said("b", "11:00", "Ny")]).updated("11:30"));
    for again in ["11:00", "11:15", "11:29"] {
        check(&[at("11:00"), since(), at(again)], "b=Ny");
    }
    check(&[at("11:00"), since(), at("11:30")], "b=Gammel");
}

#[test]
fn what_is_news_on_a_missed_page_is_what_is_newer_than_what_was_held() {
    let held = live(feed([said("b", "11:00", "B")]).updated("11:00"));
    let (mut timeline, _) = after(&[held]);
    let seen = timeline.round();
    let missed = feed([item("d", "11:01"), item("c", "11:00"), item("a", "10:59")]);
    timeline.apply(missed.page(), Position::Missed(moment("11:00")), moment("12:00"));
    assert_eq!(ids(timeline.unseen(seen).map(|entry| &entry.update.id)), ["d"]);
}

#[test]
fn a_closed_page_that_says_nothing_of_its_age_undoes_nothing() {
    let of_live = live(feed([said("b", "11:00", "Ny")]).updated("11:00"));
    let undated = closed(feed([said("b", "11:00", "Gammel").with("date_published", "i går")]));
    check(&[of_live, undated], "b=Ny");
}

#[test]
fn a_page_that_names_something_known_reaches_it_whether_or_not_it_can_be_dated() {
    let (timeline, _) = after(&[live(feed([item("b", "11:00"), item("a", "10:00")]))]);
    let reaches = |id: &str| {
        let undated = item(id, "10:00").with("date_published", "i går");
        let page = feed([item("d", "13:00"), undated]).page();
        timeline.reaches(&page, moment("11:00"))
    };
    assert!(reaches("b") && !reaches("x"));
}

#[test]
fn a_page_closed_later_than_the_live_page_that_we_saw_knows_more() {
    let seen = live(feed([said("b", "11:00", "Gammel"), said("a", "10:00", "A")]).updated("11:00"));
    let closed_since =
        closed(feed([said("b", "11:00", "Ny"), said("a", "10:00", "A")]).updated("11:30"));
    check(&[seen, closed_since], "b=Ny a=A");
}

#[test]
fn a_closed_page_covers_what_lies_between_its_ends_and_nothing_else() {
    let first = closed(
        feed([item("d", "10:30"), item("c", "10:20"), item("b", "10:10"), item("a", "10:00")])
            .updated("10:30"),
    );
    let again = closed(feed([said("c", "10:20", "C"), said("a", "10:00", "A")]).updated("10:40"));
    check(&[first.clone(), again], "d=Om d c=C a=A");
    // Of the very moment of its newest item there may be more on the page before.
    let up_to_b = closed(feed([said("x", "10:10", "X"), said("a", "10:00", "A")]).updated("10:40"));
    check(&[first, up_to_b], "d=Om d c=Om c x=X b=Om b a=A");
}

#[test]
fn what_revised_says_wins_over_the_closed_page_whatever_came_first() {
    for closed_at in ["10:30", "12:00", "12:30"] {
        let revising = || {
            live(
                feed([said("b", "11:00", "B")])
                    .updated("12:00")
                    .revised([said("a", "10:00", "Rettet")]),
            )
        };
        let closed_page = || {
            closed(feed([said("a", "10:00", "Gammel"), said("0", "09:00", "0")]).updated(closed_at))
        };
        in_any_order(revising(), closed_page(), "b=B a=Rettet 0=0");
        let (timeline, _) = after(&[revising(), closed_page(), revising(), closed_page()]);
        assert_eq!(standing(&timeline), "b=B a=Rettet 0=0", "{closed_at}");
    }
}

#[test]
fn revised_alone_lists_no_entry() {
    let revising = live(
        feed([said("b", "11:00", "B")]).updated("12:00").revised([said("a", "10:00", "Rettet")]),
    );
    let (timeline, _) = after(&[revising]);
    assert_eq!(standing(&timeline), "b=B");
    let (emptied, _) = after(&[live(feed([]).revised([said("a", "10:00", "Rettet")]))]);
    assert_eq!(emptied.newest(), None, "nothing is held that a page could reach");
    assert!(timeline.get(&id("a")).is_none());
    assert_eq!(timeline.unseen(Round::default()).count(), 1, "b alone");
}

#[test]
fn revised_withdraws_in_words_and_its_own_revision_wins_over_it() {
    let closed_page = || closed(feed([said("a", "10:00", "A")]).updated("10:30"));
    let first = || {
        live(
            feed([said("b", "11:00", "B")])
                .updated("12:00")
                .revised([said("a", "10:00", "A").withdrawn("Forkert.")]),
        )
    };
    let (timeline, _) = after(&[closed_page(), first()]);
    assert!(timeline.get(&id("a")).expect("a stub").is_withdrawn());
    let then = live(
        feed([said("b", "11:00", "B")]).updated("12:10").revised([said("a", "10:00", "Igen")]),
    );
    check(&[closed_page(), first(), then], "b=B a=Igen");
}

#[test]
fn what_only_revised_names_is_outside_the_range_of_the_page() {
    let held = live(
        feed([said("c", "12:00", "C"), said("b", "11:00", "B"), said("a", "10:00", "A")])
            .updated("12:00"),
    );
    let next = live(
        feed([said("c", "12:00", "C"), said("a", "10:00", "A")])
            .updated("12:01")
            .revised([said("b", "11:00", "Rettet")]),
    );
    check(&[held, next], "c=C b=Rettet a=A");
}

fn unversioned(items: &[&Item]) -> Document {
    feed(items.iter().map(|item| (*item).clone()))
}

#[test]
fn without_a_version_an_older_looking_document_is_believed_at_the_third_poll_in_a_row() {
    assert_eq!(POLLS_TO_BELIEVE, 3);
    let (b, a) = (&item("b", "11:00"), &item("a", "10:00"));
    let (newer, older) = (unversioned(&[b, a]), unversioned(&[a]));
    let believed = |sent: &[&Document]| {
        let sent: Vec<Sent> = sent.iter().map(|document| live((*document).clone())).collect();
        let (timeline, believed) = after(&sent);
        assert_eq!(believed, timeline.get(&id("b")).is_none());
        believed
    };
    assert!(!believed(&[&newer, &older]));
    assert!(!believed(&[&newer, &older, &older]));
    assert!(believed(&[&newer, &older, &older, &older]));
    assert!(!believed(&[&newer, &older, &older, &newer, &older, &older]), "in a row");
    let other = unversioned(&[&item("0", "09:00")]);
    assert!(!believed(&[&newer, &older, &older, &other]), "the same one");
    assert!(!believed(&[&newer, &older, &other, &older]), "the same one");
}

#[test]
fn the_same_bytes_again_are_one_more_poll_for_a_document_in_doubt() {
    let (b, a) = (item("b", "11:00"), item("a", "10:00"));
    let (mut timeline, _) = after(&[live(unversioned(&[&b, &a])), live(unversioned(&[&a]))]);
    for believed in [false, true] {
        let page = timeline.doubted().cloned().expect("still in doubt");
        assert_eq!(timeline.apply(page, Position::First, moment("12:00")).is_some(), believed);
    }
    assert!(timeline.doubted().is_none());
    assert_eq!(ids(timeline.entries().map(|entry| &entry.update.id)), ["a"]);
}

#[test]
fn a_held_document_that_comes_again_ends_the_doubt() {
    let (b, a) = (item("b", "11:00"), item("a", "10:00"));
    let held = live(unversioned(&[&b, &a]));
    let (timeline, _) = after(&[held.clone(), live(unversioned(&[&a])), held]);
    assert!(timeline.doubted().is_none());
}

#[test]
fn once_believed_the_older_looking_document_is_the_measure() {
    let (b, a) = (item("b", "11:00"), item("a", "10:00"));
    let older = || live(unversioned(&[&a]));
    let edited = live(unversioned(&[&a.clone().title("Ny")]));
    let sent = [live(unversioned(&[&b, &a])), older(), older(), older(), edited];
    check(&sent, "a=Ny");
}

#[test]
fn once_believed_it_makes_no_word_newer_than_that_was() {
    let (b, a) = (said("b", "11:00", "B"), said("a", "10:00", "A"));
    let closed_at =
        |version: &str, title: &str| closed(feed([said("z", "09:00", title)]).updated(version));
    let older = || live(unversioned(&[&a]));
    let sent = [closed_at("09:10", "Z"), live(unversioned(&[&b, &a])), older(), older(), older()];
    check(&[&sent[..], &[closed_at("09:30", "Ny")]].concat(), "a=A z=Ny");
}

#[test]
fn without_a_version_edits_of_the_same_age_are_taken_at_once() {
    let a = item("a", "10:00");
    check(&[live(unversioned(&[&a])), live(unversioned(&[&a.clone().title("Ny")]))], "a=Ny");
    let modified = a.clone().title("Nyere").modified("10:05");
    check(&[live(unversioned(&[&a])), live(unversioned(&[&modified]))], "a=Nyere");
    let undated = a.clone().title("Nyest").with("date_published", "i går");
    check(&[live(unversioned(&[&a])), live(unversioned(&[&undated]))], "a=Nyest");
}

#[test]
fn a_document_without_any_date_is_never_older_and_makes_no_other_look_older() {
    let a = item("a", "10:00");
    let undated = || live(feed([item("x", "10:00").with("date_published", "i går")]));
    let empty = || live(feed([]));
    for between in [undated(), empty()] {
        // The reader's clock (12:00) has no say in it.
        let (timeline, believed) = after(&[between.clone(), live(unversioned(&[&a]))]);
        assert!(believed && timeline.get(&id("a")).is_some());
        let (_, believed) = after(&[live(unversioned(&[&a])), between]);
        assert!(believed);
    }
    let edited = live(unversioned(&[&a.clone().title("Ny")]));
    check(&[live(unversioned(&[&a])), empty(), edited], "a=Ny");
}

#[test]
fn a_document_without_any_date_does_not_make_us_forget_how_new_the_last_one_was() {
    let (b, a) = (item("b", "11:00"), item("a", "10:00"));
    let stale = live(unversioned(&[&a]));
    let (_, believed) = after(&[live(unversioned(&[&b, &a])), live(feed([])), stale]);
    assert!(!believed);
}

#[test]
fn without_a_version_the_newest_change_says_how_old_a_document_is() {
    let (b, a) = (item("b", "11:00"), item("a", "10:00"));
    let changed = live(unversioned(&[&b, &a.clone().title("Ny").modified("11:30")]));
    let revising = live(unversioned(&[&b]).revised([a.clone().modified("11:30")]));
    for newer in [changed, revising] {
        let (_, believed) = after(&[newer, live(unversioned(&[&b, &a]))]);
        assert!(!believed, "it lacks the newest change");
    }
}

#[test]
fn a_document_that_lost_its_version_is_measured_by_its_dates() {
    let (b, a) = (item("b", "11:00"), item("a", "10:00"));
    let with_version = live(unversioned(&[&a]).updated("11:30"));
    let (timeline, believed) =
        after(&[with_version.clone(), live(unversioned(&[&b, &a.clone().title("Ny")]))]);
    assert!(believed, "it has a newer entry, whatever the other's version was");
    assert_eq!(standing(&timeline), "b=Om b a=Ny");
    let again = live(unversioned(&[&item("c", "11:10"), &b, &a]).updated("11:20"));
    let (_, believed) = after(&[with_version.clone(), live(unversioned(&[&b, &a])), again]);
    assert!(believed, "and so is what comes after it");
    let (_, believed) =
        after(&[live(unversioned(&[&b, &a]).updated("11:30")), live(unversioned(&[&a]))]);
    assert!(!believed, "it lacks the newest entry");
    // And one that has gained a version.
    let (_, believed) =
        after(&[live(unversioned(&[&b, &a])), live(unversioned(&[&a]).updated("11:30"))]);
    assert!(!believed, "it lacks the newest entry");
}
