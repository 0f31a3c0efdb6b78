//! Visits of a page with one timeline, each in a tab of its own, so that nothing is left of the one before.

use std::{cell::Cell, path::Path, time::Duration};

use e2e::{Browser, Tab};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use xtask::bench::Side;

use crate::newsroom::Newsroom;

/// What measures in the page.
const OBSERVE: &str = include_str!("../../../xtask/bench/observe.js");

/// What takes longer is no figure any more.
const LONGEST: Duration = Duration::from_secs(300);

/// In turns.
pub(crate) const BOTH: [Side; 2] = [Side::Ours, Side::Floor];

/// What comes after the first view.
fn afterwards(side: Side) -> &'static [&'static str] {
    match side {
        Side::Ours => &["/attend.js", "/labels/more/da.json"],
        Side::Floor => &[],
    }
}

/// The machine and the network of a reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reader {
    /// As this machine is.
    Fast,
    /// A processor at a quarter, and slow 4G as Chrome's developer tools have it.
    Slow,
}

/// A browser and what it visits.
#[derive(Debug)]
pub(crate) struct Visits {
    browser: Browser,
    pub(crate) newsroom: Newsroom,
    home: Tab,
    count: Cell<usize>,
}

/// A page in a tab.
pub(crate) struct Visit<'a> {
    visits: &'a Visits,
    page: String,
}

impl Visits {
    /// Starts the browser and the server.
    pub(crate) async fn start(release: &Path, compressed: bool) -> Self {
        let browser = Browser::with(&[]).await;
        browser.patience(LONGEST).await;
        let home = browser.tab().await;
        let newsroom = Newsroom::start(release, compressed);
        Self { browser, newsroom, home, count: Cell::new(0) }
    }

    /// The browser's name and version.
    pub(crate) async fn browser_name(&self) -> String {
        let version = self.browser.devtools("Browser.getVersion", json!({})).await;
        version["product"].as_str().unwrap_or("unknown browser").to_owned()
    }

    /// Makes a page with a timeline of a feed whose first view has so many entries, with further attributes, and a tab for it.
    pub(crate) async fn prepare(
        &self,
        side: Side,
        reader: Reader,
        feed: &str,
        shown: usize,
        attributes: &str,
    ) -> Visit<'_> {
        let count = self.count.get();
        self.count.set(count + 1);
        let (script, tag) = match side {
            Side::Ours => ("developing-story.js", "developing-story"),
            Side::Floor => ("floor.js", "floor-story"),
        };
        let page = format!("/page-{count}");
        // At addresses that nothing is known of: not by the browser's caches, and not by what a reader has done before.
        let html = format!(
            "<!doctype html><html lang=da><meta charset=utf-8><meta name=viewport content=width=device-width>\
             <title>A page</title><link rel=icon href=data:,><script type=module src=/{count}/{script}></script>\
             <body><{tag} src=/{count}{feed} loading=eager {attributes}></{tag}>"
        );
        self.newsroom.page(&page, &html);
        let browser = &self.browser;
        browser.open_tab("about:blank").await;
        browser.before(&OBSERVE.replace("COUNT", &shown.to_string())).await;
        browser.devtools("Performance.enable", json!({"timeDomain": "threadTicks"})).await;
        if reader == Reader::Slow {
            browser.devtools("Emulation.setCPUThrottlingRate", json!({"rate": 4})).await;
            let network = json!({
                "offline": false, "latency": 562.5,
                "downloadThroughput": 180_000, "uploadThroughput": 84_375,
            });
            browser.devtools("Network.enable", json!({})).await;
            browser.devtools("Network.emulateNetworkConditions", network).await;
        }
        Visit { visits: self, page }
    }
}

impl Visit<'_> {
    /// Opens the page, and waits for its first view and what comes after it; what was measured meanwhile.
    pub(crate) async fn view(&self, side: Side) -> Value {
        self.visits.browser.open(&self.visits.newsroom.url(&self.page)).await;
        self.call("view", json!([afterwards(side)])).await
    }

    /// Calls a function of what measures in the page.
    pub(crate) async fn call<T: DeserializeOwned>(&self, name: &str, arguments: Value) -> T {
        let body = "const [name, given] = arguments; return window.bench[name](...given)";
        self.visits.browser.js_with(body, vec![json!(name), arguments]).await
    }

    /// Milliseconds that the main thread has worked, by the processor's clock: what else runs on the machine is not in them.
    pub(crate) async fn work(&self) -> f64 {
        let told = self.devtools("Performance.getMetrics", json!({})).await;
        let mut all = told["metrics"].as_array().into_iter().flatten();
        let found = all.find(|metric| metric["name"] == "TaskDuration");
        found.and_then(|metric| metric["value"].as_f64()).unwrap_or(f64::NAN) * 1000.0
    }

    /// What the page keeps, without what nothing refers to any more.
    pub(crate) async fn heap(&self) -> Value {
        self.devtools("HeapProfiler.collectGarbage", json!({})).await;
        self.devtools("Runtime.getHeapUsage", json!({})).await
    }

    /// A command of the DevTools protocol.
    pub(crate) async fn devtools(&self, name: &'static str, params: Value) -> Value {
        self.visits.browser.devtools(name, params).await
    }

    /// Closes the tab.
    pub(crate) async fn close(self) {
        self.visits.browser.close_for(&self.visits.home).await;
    }
}
