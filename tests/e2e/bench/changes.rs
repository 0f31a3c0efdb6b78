//! What changes under a reader's eyes: new entries, edits, withdrawals, polls that bring nothing, and folding.

use std::{slice, time::Instant};

use axum::body::Bytes;
use serde_json::{Value, json};
use xtask::bench::{Side, Table};

use crate::{
    RUNS,
    feeds::Story,
    visit::{BOTH, Reader, Visit, Visits},
};

/// Entries in the feed, and how many of them show.
pub(crate) const SITUATIONS: [(usize, usize); 3] = [(20, 20), (1_000, 20), (1_000, 200)];

/// How often each change is made in a visit: a figure is the mean of them.
const TIMES: usize = 5;

const FEED: &str = "/live.json";

/// One kind of change.
#[derive(Clone)]
pub(crate) struct Change {
    /// What it is.
    pub(crate) name: &'static str,
    /// The function that makes it in the page, and what that gets.
    call: (&'static str, Value),
    times: usize,
    /// The versions of the feed that come one after the other.
    versions: Vec<Bytes>,
}

impl Change {
    /// All of them, in the order in which they are made.
    pub(crate) fn all(mut story: Story) -> Vec<Self> {
        let once: Vec<String> = (1..=3).map(|place| story.id_at(place)).collect();
        // Opened, and closed again.
        let folded = [once.clone(), once].concat();
        let fold = |name, times, call| Self { name, call, times, versions: Vec::new() };
        let mut all = vec![
            fold("one entry folded or unfolded", folded.len(), ("folds", json!([folded]))),
            fold("all folded or unfolded", 2, ("foldsAll", json!([1]))),
        ];
        let mut poll = |name, kind, change: &dyn Fn(&mut Story, usize) -> String| {
            let (mut versions, mut ids) = (Vec::new(), Vec::new());
            for time in 0..TIMES {
                ids.push(change(&mut story, time));
                versions.push(story.text().into());
            }
            all.push(Self { name, call: ("polls", json!([kind, ids])), times: TIMES, versions });
        };
        poll("an unchanged poll", "same", &|story, _| story.id_at(0));
        poll("one edit", "edit", &|story, time| story.edit(3 + time));
        poll("one withdrawal", "withdrawal", &|story, time| story.withdraw(3 + time));
        poll("one new entry", "new", &|story, _| story.add());
        all
    }

    /// Makes it; milliseconds from each press or answer to what shows.
    pub(crate) async fn make(&self, visits: &Visits, visit: &Visit<'_>) -> Vec<f64> {
        if !self.versions.is_empty() {
            visits.newsroom.publish_in_turn(FEED, &self.versions);
        }
        visit.call(self.call.0, self.call.1.clone()).await
    }
}

/// A page on which all of them can be made, with its first view.
pub(crate) async fn visit<'a>(
    visits: &'a Visits,
    side: Side,
    first: &Bytes,
    shown: usize,
) -> Visit<'a> {
    visits.newsroom.publish_in_turn(FEED, slice::from_ref(first));
    let attributes = format!("reveal=auto limit={shown}");
    let visit = visits.prepare(side, Reader::Fast, FEED, shown, &attributes).await;
    visit.view(side).await;
    visit
}

/// Measures all of them.
pub(crate) async fn measure(visits: &Visits) -> Table {
    let columns = SITUATIONS.map(|(entries, shown)| format!("{shown} shown of {entries}"));
    let mut table = Table::new("Changes", columns);
    for (column, (entries, shown)) in SITUATIONS.into_iter().enumerate() {
        let began = Instant::now();
        let story = Story::of(entries);
        let (first, changes) = (story.text().into(), Change::all(story));
        for run in 0..=RUNS {
            for side in BOTH {
                let visit = visit(visits, side, &first, shown).await;
                for change in &changes {
                    let before = visit.work().await;
                    let times = change.make(visits, &visit).await;
                    let work = (visit.work().await - before) / change.times as f64;
                    let mean = times.iter().sum::<f64>() / times.len() as f64;
                    if run > 0 {
                        let name = change.name;
                        table.pair(&format!("{name}: main thread, ms"), column).push(side, work);
                        table.pair(&format!("{name}: painted after, ms"), column).push(side, mean);
                    }
                }
                visit.close().await;
            }
        }
        eprintln!("Changes: {shown} of {entries} in {:.0} s", began.elapsed().as_secs_f64());
    }
    table
}
