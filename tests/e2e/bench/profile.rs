//! Where the time goes: the functions of a release that has kept their names, by the samples of the browser's profiler.
//! What lies in target/profiles can be opened in the developer tools of a Chromium.

use std::{collections::BTreeMap, fs};

use serde_json::{Value, json};
use xtask::{bench::Side, workspace};

use crate::{
    changes::{self, Change},
    feeds::Story,
    visit::{Reader, Visit, Visits},
};

/// Microseconds between two samples.
const INTERVAL: u32 = 200;

/// Functions that are told of each profile.
const TOLD: usize = 14;

/// Tells where the time goes in first views and in changes.
pub(crate) async fn run() {
    let visits = Visits::start(&e2e::panicking(), false).await;
    for (reader, length, whole) in [
        (Reader::Fast, 20, false),
        (Reader::Slow, 20, false),
        (Reader::Fast, 10_000, false),
        (Reader::Fast, 1_000, true),
    ] {
        let feed = format!("/feed-{length}.json");
        visits.newsroom.publish(&feed, &Story::of(length).text());
        let visit = visits.prepare(Side::Ours, reader, &feed, length.min(20), "").await;
        start(&visit).await;
        visit.view(Side::Ours).await;
        stop(&visit, &format!("a first view of {length} entries, {reader:?}")).await;
        if whole {
            start(&visit).await;
            let _: f64 = visit.call("everything", json!([length])).await;
            stop(&visit, &format!("{length} entries shown at once")).await;
        }
        visit.close().await;
    }
    for (entries, shown) in changes::SITUATIONS {
        let story = Story::of(entries);
        let (first, changes) = (story.text().into(), Change::all(story));
        let visit = changes::visit(&visits, Side::Ours, &first, shown).await;
        for change in changes {
            start(&visit).await;
            change.make(&visits, &visit).await;
            stop(&visit, &format!("{}, several times, {shown} shown of {entries}", change.name))
                .await;
        }
        visit.close().await;
    }
}

/// Samples what runs from now on.
async fn start(visit: &Visit<'_>) {
    visit.devtools("Profiler.enable", json!({})).await;
    visit.devtools("Profiler.setSamplingInterval", json!({"interval": INTERVAL})).await;
    visit.devtools("Profiler.start", json!({})).await;
}

/// Ends that, and tells of the functions with the most samples: alone, and with what they have called.
async fn stop(visit: &Visit<'_>, of: &str) {
    let told = visit.devtools("Profiler.stop", json!({})).await;
    let profile = Profile::read(&told["profile"]);
    let name = [&of.replace([' ', ','], "-"), ".cpuprofile"].concat();
    let file = workspace::root().join("target/profiles").join(name);
    fs::create_dir_all(file.parent().unwrap_or(&file)).expect("target can be written");
    fs::write(&file, told["profile"].to_string()).expect("target can be written");
    println!("\n## {of}: {:.0} ms ({})", profile.whole, file.display());
    for (order, count, by) in [
        ("alone", TOLD, Time::alone as fn(&Time) -> f64),
        ("with what they call", 2 * TOLD, Time::all),
    ] {
        println!("\n| the first {order}: alone, ms | with what it calls, ms | function |");
        println!("| ---: | ---: | --- |");
        let mut functions: Vec<_> = profile.functions.iter().collect();
        functions.sort_by(|(_, one), (_, other)| by(other).total_cmp(&by(one)));
        for (name, time) in functions.into_iter().take(count) {
            println!("| {:.1} | {:.1} | {name} |", time.alone, time.all);
        }
    }
}

#[derive(Clone, Copy, Debug, Default)]
struct Time {
    alone: f64,
    all: f64,
}

impl Time {
    fn alone(&self) -> f64 {
        self.alone
    }

    fn all(&self) -> f64 {
        self.all
    }
}

#[derive(Debug, Default)]
struct Profile {
    whole: f64,
    functions: BTreeMap<String, Time>,
}

impl Profile {
    fn read(told: &Value) -> Self {
        let list = |of: &Value| of.as_array().cloned().unwrap_or_default();
        let nodes = list(&told["nodes"]);
        let mut alone: BTreeMap<u64, f64> = BTreeMap::new();
        for (id, took) in list(&told["samples"]).iter().zip(list(&told["timeDeltas"])) {
            *alone.entry(id.as_u64().unwrap_or_default()).or_default() +=
                took.as_f64().unwrap_or_default() / 1000.0;
        }
        let mut names = BTreeMap::new();
        let mut parents = BTreeMap::new();
        for node in &nodes {
            let id = node["id"].as_u64().unwrap_or_default();
            names.insert(id, name(&node["callFrame"]));
            for child in list(&node["children"]) {
                parents.insert(child.as_u64().unwrap_or_default(), id);
            }
        }
        let mut profile = Self::default();
        for (id, took) in alone {
            let own = names.get(&id).cloned().unwrap_or_default();
            if own == "(idle)" {
                continue;
            }
            profile.whole += took;
            profile.functions.entry(own).or_default().alone += took;
            // A function that calls itself counts once.
            let mut above = vec![];
            let mut at = Some(id);
            while let Some(id) = at {
                if let Some(name) = names.get(&id).filter(|name| !above.contains(name)) {
                    above.push(name);
                }
                at = parents.get(&id).copied();
            }
            for name in above {
                profile.functions.entry(name.clone()).or_default().all += took;
            }
        }
        profile
    }
}

/// Its name, and for a script where it is.
fn name(frame: &Value) -> String {
    let name = frame["functionName"].as_str().unwrap_or_default();
    let file = frame["url"].as_str().unwrap_or_default().rsplit('/').next().unwrap_or_default();
    let line = frame["lineNumber"].as_i64().unwrap_or_default();
    let name: String = name.chars().take(150).collect();
    if file.ends_with(".js") { format!("{name} ({file}:{line})") } else { name }
}
