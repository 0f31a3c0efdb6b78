//! A first view: from the address to everything that it shows, for feeds of many lengths.

use std::time::Instant;

use serde_json::{Value, json};
use xtask::bench::{Side, Table};

use crate::{
    RUNS,
    feeds::Story,
    visit::{BOTH, Reader, Visits},
};

const LENGTHS: [usize; 4] = [10, 100, 1_000, 10_000];

/// Entries that a timeline shows at first.
const SHOWN: usize = 20;

/// The longest feed that is also shown whole: the next one would take longer than everything else that is measured.
const LONGEST: usize = 1_000;

/// A figure with what it is of.
type Figure = (&'static str, f64);

/// Measures it for one kind of reader.
pub(crate) async fn measure(visits: &Visits, reader: Reader) -> Table {
    let heading = match reader {
        Reader::Fast => "A first view, by entries in the feed",
        Reader::Slow => "The same with a processor at a quarter, and slow 4G",
    };
    let mut table = Table::new(heading, LENGTHS.map(|length| format!("{length} entries")));
    for (column, length) in LENGTHS.into_iter().enumerate() {
        let began = Instant::now();
        let (text, path) = (Story::of(length).text(), format!("/feed-{length}.json"));
        let sent = visits.newsroom.publish(&path, &text);
        for run in 0..=RUNS {
            for side in BOTH {
                let mut figures = visit(visits, side, reader, &path, length).await;
                figures.extend([
                    ("the feed, KB", kilobytes(text.len() as f64)),
                    ("the feed as sent, KB", kilobytes(sent as f64)),
                ]);
                for (name, value) in figures.into_iter().filter(|_| run > 0) {
                    table.pair(name, column).push(side, value);
                }
            }
        }
        eprintln!("{heading}: {length} in {:.0} s", began.elapsed().as_secs_f64());
    }
    table
}

async fn visit(
    visits: &Visits,
    side: Side,
    reader: Reader,
    feed: &str,
    length: usize,
) -> Vec<Figure> {
    let visit = visits.prepare(side, reader, feed, length.min(SHOWN), "").await;
    let view = visit.view(side).await;
    let work = visit.work().await;
    let heap = visit.heap().await;
    let mut figures = vec![
        ("ready, ms", number(&view, "ready")),
        ("first entry painted, ms", number(&view, "first")),
        ("first view painted whole, ms", number(&view, "all")),
        (
            "first entry painted after the last byte, ms",
            number(&view, "first") - number(&view, "there"),
        ),
        ("main thread, ms", work),
        ("longest task, ms (0: none over 50)", number(&view, "longest")),
        ("total blocking time, ms", number(&view, "blocked")),
        ("files beside page and feed", number(&view, "files")),
        ("their bytes as sent, KB", kilobytes(number(&view, "transferred"))),
        ("their bytes, KB", kilobytes(number(&view, "raw"))),
        ("nodes", number(&view, "nodes")),
        ("heap of JavaScript, KB", kilobytes(number(&heap, "usedSize"))),
        ("memory of wasm, KB", kilobytes(number(&view, "wasm"))),
        ("memory in all, KB", memory(&heap, &view)),
    ];
    if reader == Reader::Fast && length <= LONGEST {
        let took: f64 = visit.call("everything", json!([length])).await;
        let work = visit.work().await - work;
        let heap = visit.heap().await;
        let weighed: Value = visit.call("weighed", json!([])).await;
        figures.extend([
            ("all entries painted, ms after that is asked for", took),
            ("all entries: main thread, ms", work),
            ("all entries: nodes", number(&weighed, "nodes")),
            ("all entries: heap of JavaScript, KB", kilobytes(number(&heap, "usedSize"))),
            ("all entries: memory of wasm, KB", kilobytes(number(&weighed, "wasm"))),
            ("all entries: memory in all, KB", memory(&heap, &weighed)),
        ]);
    }
    visit.close().await;
    figures
}

/// JavaScript's objects and buffers, the browser's own objects for them, and the wasm's memory.
fn memory(heap: &Value, weighed: &Value) -> f64 {
    let heaps = ["usedSize", "backingStorageSize", "embedderHeapUsedSize"];
    let heaps: f64 = heaps.into_iter().map(|name| number(heap, name)).sum();
    kilobytes(heaps + number(weighed, "wasm"))
}

fn kilobytes(bytes: f64) -> f64 {
    bytes / 1000.0
}

fn number(of: &Value, name: &str) -> f64 {
    of[name].as_f64().unwrap_or(f64::NAN)
}
