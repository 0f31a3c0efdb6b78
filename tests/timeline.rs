//! What documents add up to: order, revisions, withdrawals, and what absence means.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

mod support;

use developing_story::timeline::{Changes, Position, Round, Timeline};
use support::{Document, Item, feed, id, ids, item, moment};

/// A timeline, and what the last document changed.
#[derive(Default)]
struct Story {
    timeline: Timeline,
    /// New entries wait.
    hold: bool,
    seen: Round,
}

impl Story {
    /// What the feed itself brings; what it changed as "+new ~revised -withdrawn", or "older".
    fn live(&mut self, document: &Document) -> String {
        self.take(document, Position::First)
    }

    /// What a page of older items brings.
    fn archive(&mut self, document: &Document) -> String {
        self.take(document, Position::Earlier)
    }

    fn take(&mut self, document: &Document, position: Position) -> String {
        let changes = self.timeline.apply(document.page(), position, moment("12:00"));
        if !self.hold {
            self.seen = self.timeline.round();
        }
        changes.map_or_else(|| "older".to_owned(), |changes| told(&changes))
    }

    /// Entries that stand, newest first.
    fn standing(&self) -> String {
        ids(self.timeline.entries().map(|entry| &entry.update.id)).join(" ")
    }

    fn seen(&self) -> String {
        ids(self.timeline.seen(self.seen).map(|entry| &entry.update.id)).join(" ")
    }

    fn unseen(&self) -> usize {
        self.timeline.unseen(self.seen).count()
    }

    /// What waited, oldest first.
    fn reveal(&mut self) -> String {
        let revealed = ids(self.timeline.unseen(self.seen).map(|entry| &entry.update.id)).join(" ");
        self.seen = self.timeline.round();
        revealed
    }

    fn title(&self, entry: &str) -> Option<String> {
        self.timeline.get(&id(entry))?.update.title.clone()
    }
}

fn told(changes: &Changes) -> String {
    let of = |mark: &str, entries: &[_]| {
        ids(entries).into_iter().map(|id| format!("{mark}{id}")).collect()
    };
    let all: [Vec<String>; 3] =
        [of("+", &changes.added), of("~", &changes.revised), of("-", &changes.withdrawn)];
    all.concat().join(" ")
}

/// Items "c", "b", "a", an hour apart, newest first.
fn three() -> [Item; 3] {
    [item("c", "12:00"), item("b", "11:00"), item("a", "10:00")]
}

#[test]
fn entries_stand_newest_first_however_they_were_sent() {
    fn check(items: impl IntoIterator<Item = Item>, expect: &str) {
        let mut story = Story::default();
        story.live(&feed(items));
        assert_eq!(story.standing(), expect);
    }
    let [c, b, a] = three();
    check(three(), "c b a");
    check([a.clone(), b.clone(), c.clone()], "c b a");
    check([b, c, a], "c b a");
    check([], "");
}

#[test]
fn of_the_same_moment_the_greater_id_is_the_newer() {
    let mut story = Story::default();
    story.live(&feed(["9", "100", "11", "b", "a"].map(|id| item(id, "10:00"))));
    assert_eq!(story.standing(), "100 11 b a 9");
}

#[test]
fn new_revised_re_dated_and_unchanged_entries_are_told_apart() {
    let mut story = Story::default();
    assert_eq!(story.live(&feed(three())), "+c +b +a");
    assert_eq!(story.live(&feed(three())), "");
    let [c, b, a] = three();
    let revised = feed([item("d", "12:30"), c, b.title("Rettet"), a]);
    assert_eq!(story.live(&revised), "+d ~b");
    assert_eq!(story.standing(), "d c b a");
    assert_eq!(story.title("b").as_deref(), Some("Rettet"));
    let [c, b, a] = three();
    let re_dated = feed([item("d", "12:30"), a.at("12:10"), c, b]);
    assert_eq!(story.live(&re_dated), "~a ~b");
    assert_eq!(story.standing(), "d a c b");
    assert_eq!(story.live(&re_dated), "", "it is found where it stands now");
    assert_eq!(story.live(&feed([item("d", "12:30"), item("x", "09:00")])), "+x -a -c -b");
}

#[test]
fn an_entry_that_was_published_late_stands_where_it_happened() {
    let mut story = Story::default();
    story.live(&feed(three()));
    let [c, b, a] = three();
    assert_eq!(story.live(&feed([c, b, item("late", "10:30"), a])), "+late");
    assert_eq!(story.standing(), "c b late a");
}

#[test]
fn an_entry_without_a_readable_date_stands_where_the_next_best_date_puts_it() {
    fn check(undated: Item, updated: Option<&str>, expect: &str) {
        let items = [item("b", "11:00"), undated, item("a", "10:00"), item("z", "13:00")];
        let document = feed(items);
        let mut story = Story::default();
        story.live(&match updated {
            Some(at) => document.updated(at),
            None => document,
        });
        assert_eq!(story.standing(), expect);
    }
    let undated = || item("x", "10:00").with("date_published", "i går");
    check(undated().modified("10:30"), Some("11:30"), "z b x a");
    check(undated(), Some("11:30"), "z x b a");
    check(undated(), Some("10:30"), "z b x a");
    // First seen at 12:00.
    check(undated(), None, "z x b a");
}

#[test]
fn a_date_that_becomes_unreadable_moves_and_withdraws_nothing() {
    let mut story = Story::default();
    story.live(&feed(three()).updated("12:00"));
    let [c, b, a] = three();
    let bad = b.with("date_published", "i går");
    assert_eq!(story.live(&feed([c.clone(), bad, a.clone()]).updated("12:01")), "~b");
    assert_eq!(story.standing(), "c b a");
    // Nobody knows where an item without a date would stand, so its absence means nothing.
    assert_eq!(story.live(&feed([c, a]).updated("12:02")), "");
    assert_eq!(story.standing(), "c b a");
}

#[test]
fn an_entry_whose_date_becomes_unreadable_stays_where_it_was() {
    let mut story = Story::default();
    story.live(&feed(three()).updated("12:00"));
    let [c, b, a] = three();
    let bad = a.with("date_published", "i går").modified("12:01");
    assert_eq!(story.live(&feed([c, b, bad]).updated("12:01")), "~a");
    assert_eq!(story.standing(), "c b a");
}

#[test]
fn one_unreadable_date_does_not_keep_others_from_being_withdrawn() {
    let mut story = Story::default();
    let undated = || item("x", "10:00").with("date_published", "i går");
    let [c, b, a] = three();
    story.live(&feed([c.clone(), undated(), b, a.clone()]).updated("12:00"));
    assert_eq!(story.live(&feed([c, undated(), a]).updated("12:01")), "-b");
}

#[test]
fn what_is_withdrawn_in_words_stays_as_a_stub() {
    let mut story = Story::default();
    story.live(&feed(three()).updated("12:00"));
    let [c, b, a] = three();
    let withdrawn = b.withdrawn("Forkert kilde.");
    let b_withdrawn = || item("b", "11:00").withdrawn("Forkert.");
    let document = feed([c.clone(), withdrawn.clone(), a.clone()]).updated("12:01");
    assert_eq!(story.live(&document), "-b");
    assert_eq!(story.standing(), "c b a");
    let entry = story.timeline.get(&id("b")).expect("the stub");
    assert_eq!(entry.update.withdrawn.as_deref(), Some("Forkert kilde."));
    // Another reason is a revision, and so is its return.
    let reason = withdrawn.withdrawn("Forkert.");
    assert_eq!(story.live(&feed([c, reason, a]).updated("12:02")), "~b");
    assert_eq!(story.live(&feed(three()).updated("12:03")), "~b");
    // What nobody has seen is not new when it is taken back, and a page from before takes back
    // nothing.
    let unknown = feed([item("x", "09:00").withdrawn("Forkert."), b_withdrawn()]);
    assert_eq!(story.archive(&unknown.updated("11:00")), "");
}

#[test]
fn what_is_missing_within_the_range_of_a_page_is_withdrawn() {
    let mut story = Story::default();
    story.live(&feed(three()).updated("12:00"));
    let [c, _, a] = three();
    assert_eq!(story.live(&feed([c, a]).updated("12:01")), "-b");
    assert_eq!(story.standing(), "c a");
    assert!(story.timeline.get(&id("b")).is_none());
    // And comes back when it is listed again.
    assert_eq!(story.live(&feed(three()).updated("12:02")), "+b");
    assert_eq!(story.standing(), "c b a");
}

#[test]
fn the_newest_entry_is_withdrawn_by_a_newer_document_without_it() {
    let mut story = Story::default();
    story.live(&feed(three()).updated("12:00"));
    let [_, b, a] = three();
    assert_eq!(story.live(&feed([b, a]).updated("12:01")), "-c");
    assert_eq!(story.standing(), "b a");
}

#[test]
fn what_is_missing_outside_the_range_has_only_moved_to_an_older_page() {
    let mut story = Story::default();
    story.live(&feed(three()).updated("12:00"));
    let newer = feed([item("d", "13:00"), item("c", "12:00")]).updated("13:00");
    assert_eq!(story.live(&newer), "+d");
    assert_eq!(story.standing(), "d c b a");
    assert_eq!(story.live(&feed([item("d", "13:00")]).updated("13:01")), "");
    assert_eq!(story.live(&feed([]).updated("13:02")), "", "an empty page covers nothing");
    assert_eq!(story.standing(), "d c b a");
}

#[test]
fn of_the_very_moment_at_which_a_page_ends_nothing_is_known() {
    let mut story = Story::default();
    story.live(
        &feed([item("c", "12:00"), item("b2", "11:00"), item("b1", "11:00")]).updated("12:00"),
    );
    assert_eq!(story.live(&feed([item("c", "12:00"), item("b2", "11:00")]).updated("12:01")), "");
    assert_eq!(story.standing(), "c b2 b1");
}

#[test]
fn a_page_that_is_not_in_order_says_nothing_by_absence() {
    let mut story = Story::default();
    let [c, b, a] = three();
    story.live(&feed([item("d", "12:30"), c.clone(), b, a.clone()]).updated("12:30"));
    assert_eq!(story.live(&feed([c.clone(), item("d", "12:30"), a.clone()]).updated("12:31")), "");
    assert_eq!(story.standing(), "d c b a");
    let shuffled = [a.clone(), item("d", "12:30"), c.clone()];
    assert_eq!(story.live(&feed(shuffled).updated("12:31")), "");
    assert_eq!(story.live(&feed([item("d", "12:30"), c, a]).updated("12:32")), "-b");
}

#[test]
fn entries_of_the_same_moment_do_not_disturb_the_order_of_a_page() {
    let mut story = Story::default();
    let [c, b, a] = three();
    let twin = || item("c2", "12:00");
    story.live(&feed([twin(), c.clone(), b, a.clone()]).updated("12:00"));
    assert_eq!(story.live(&feed([twin(), c, a]).updated("12:01")), "-b");
}

#[test]
fn a_page_with_the_oldest_first_says_what_is_missing_between_its_ends() {
    let mut story = Story::default();
    let [c, b, a] = three();
    story.live(&feed([a.clone(), b, c.clone()]).updated("12:00"));
    assert_eq!(story.live(&feed([a.clone(), c]).updated("12:01")), "-b");
    assert_eq!(story.live(&feed([a, item("x", "10:30")]).updated("12:02")), "+x");
    assert_eq!(story.standing(), "c x a");
}

#[test]
fn pinned_items_are_outside_order_and_range() {
    let mut story = Story::default();
    let pin = || item("pin", "08:00").pinned();
    let [c, b, a] = three();
    story.live(&feed([pin(), c.clone(), b, a.clone(), item("old", "09:00")]).updated("12:00"));
    // The pin is out of order and older than all, and stretches no range down to itself.
    assert_eq!(story.live(&feed([pin(), c.clone(), a.clone()]).updated("12:01")), "-b");
    assert_eq!(story.standing(), "c a old pin");
    // No longer on the page, and not of its range: back in its place on an older one.
    assert_eq!(story.live(&feed([c.clone(), a.clone()]).updated("12:02")), "");
    assert_eq!(story.standing(), "c a old pin");
    // Only pinned items: no range at all.
    assert_eq!(story.live(&feed([pin()]).updated("12:03")), "");
    assert_eq!(story.standing(), "c a old pin");
    // A pinned item of the range that is gone is gone.
    assert_eq!(
        story.live(
            &feed([c.clone(), item("new-pin", "11:30").pinned(), a.clone()]).updated("12:04")
        ),
        "+new-pin"
    );
    assert_eq!(story.live(&feed([c, a]).updated("12:05")), "-new-pin");
}

#[test]
fn a_document_older_than_the_one_held_changes_nothing() {
    let mut story = Story::default();
    let [c, b, a] = three();
    story.live(&feed([c, b.clone().title("Ny"), a.clone()]).updated("12:05"));
    for _ in 0..5 {
        assert_eq!(
            story.live(&feed([item("x", "12:30"), b.clone(), a.clone()]).updated("12:04")),
            "older"
        );
    }
    assert!(story.timeline.doubted().is_none(), "the publisher's word is no matter of doubt");
    assert_eq!(story.standing(), "c b a");
    assert_eq!(story.title("b").as_deref(), Some("Ny"));
    // The same version again is not older.
    assert_eq!(story.live(&feed([b, a]).updated("12:05")), "~b -c");
}

#[test]
fn a_stale_document_does_not_bring_a_withdrawn_entry_back() {
    let mut story = Story::default();
    let [c, b, a] = three();
    let stale = feed(three()).updated("12:00");
    story.live(&stale);
    story.live(&feed([c.clone(), a.clone()]).updated("12:01"));
    assert_eq!(story.live(&stale), "older");
    assert_eq!(story.standing(), "c a");
    // Nor does an older page that was closed before the withdrawal.
    assert_eq!(story.archive(&feed([b.clone(), a.clone()]).updated("11:59")), "");
    assert_eq!(story.archive(&feed([b, a]).updated("12:01")), "");
    // Nor one that was gone before it was known here.
    assert_eq!(story.archive(&feed([item("x", "10:30")]).updated("11:59")), "");
    assert_eq!(story.standing(), "c a");
}

#[test]
fn an_entry_waits_until_it_is_revealed_and_is_edited_and_withdrawn_meanwhile() {
    let mut story = Story::default();
    story.live(&feed([item("a", "10:00")]).updated("10:00"));
    story.hold = true;
    let [c, b, a] = three();
    story.live(&feed([c.clone(), b.clone(), a.clone()]).updated("12:00"));
    assert_eq!((story.seen(), story.unseen()), ("a".to_owned(), 2));
    assert_eq!(
        story.live(&feed([c.title("Ny"), b.withdrawn("Forkert."), a.title("Ny")]).updated("12:01")),
        "~c ~a -b"
    );
    assert_eq!(story.unseen(), 1, "a withdrawn entry is not worth a click");
    assert_eq!((story.title("a").as_deref(), story.seen()), (Some("Ny"), "a".to_owned()));
    assert_eq!(story.reveal(), "c");
    assert_eq!(story.seen(), "c b a", "the stub shows too");
    assert_eq!(story.title("c").as_deref(), Some("Ny"));
    assert_eq!(story.reveal(), "");
}

#[test]
fn waiting_entries_are_revealed_oldest_first() {
    let mut story = Story::default();
    story.live(&feed([item("a", "10:00")]).updated("10:00"));
    story.hold = true;
    story.live(
        &feed([item("d", "13:00"), item("c", "12:00"), item("b", "11:00"), item("a", "10:00")])
            .updated("13:00"),
    );
    assert_eq!(story.reveal(), "b c d");
}

#[test]
fn a_waiting_entry_that_disappears_no_longer_waits() {
    let mut story = Story::default();
    story.live(&feed([item("a", "10:00")]).updated("10:00"));
    story.hold = true;
    story.live(&feed(three()).updated("12:00"));
    let [c, _, a] = three();
    assert_eq!(story.live(&feed([c, a]).updated("12:01")), "-b");
    assert_eq!(story.unseen(), 1);
    assert_eq!(story.reveal(), "c");
}

#[test]
fn an_entry_that_comes_back_waits_like_a_new_one() {
    let mut story = Story::default();
    story.live(&feed(three()).updated("12:00"));
    story.hold = true;
    let [c, _, a] = three();
    story.live(&feed([c, a]).updated("12:01"));
    story.live(&feed(three()).updated("12:02"));
    assert_eq!((story.seen(), story.unseen()), ("c a".to_owned(), 1));
}
