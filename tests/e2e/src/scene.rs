//! A page, a release and a newsroom that a test makes up, each on an origin of its own.

use std::{
    collections::BTreeMap,
    path::PathBuf,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU32, Ordering},
    },
};

use axum::{
    Router,
    extract::{Request, State},
    http::{HeaderValue, StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
};
use serde_json::json;
use tower_http::services::ServeDir;
use xtask::server::{Fault, RequestLog, Server};

use crate::{
    browser::Browser,
    feed::Feed,
    gate::{self, Gate},
};

/// Text by path.
type Shelf = Arc<Mutex<BTreeMap<String, String>>>;

/// Everything that a test of one situation needs. It ends when dropped.
#[derive(Debug)]
pub struct Scene {
    /// The browser, which goes first.
    pub browser: Browser,
    /// The origin of the release.
    pub cdn: Server,
    /// The origin of the feeds.
    pub newsroom: Server,
    /// The origin of the pages.
    pub host: Server,
    /// Holds back what the release and the newsroom answer.
    pub gate: Gate,
    feeds: Shelf,
    media: Shelf,
    versions: AtomicU32,
}

impl Scene {
    /// A scene without pages and feeds.
    pub async fn start() -> Self {
        Self::with(Browser::start().await)
    }

    /// The same, in a browser of the test's choice.
    pub fn with(browser: Browser) -> Self {
        Self::of(browser, crate::dist())
    }

    /// The same, with another release.
    pub fn of(browser: Browser, dist: PathBuf) -> Self {
        let (gate, feeds, media) = (Gate::default(), Shelf::default(), Shelf::default());
        let cdn = Router::new()
            .fallback_service(ServeDir::new(dist))
            .layer(middleware::from_fn_with_state(Arc::clone(&media), dress))
            .layer(middleware::from_fn_with_state(gate.clone(), gate::pass));
        let newsroom = Router::new()
            .fallback(publication)
            .with_state(Arc::clone(&feeds))
            .layer(middleware::from_fn_with_state(gate.clone(), gate::pass));
        let start = |router: Router| Server::start(0, |_| router).expect("a server starts");
        Self {
            browser,
            cdn: start(cdn),
            newsroom: start(newsroom),
            host: start(Router::new()),
            gate,
            feeds,
            media,
            versions: AtomicU32::new(0),
        }
    }

    /// Publishes a feed, as a later version than anything before.
    pub fn publish(&self, path: &str, feed: Feed) {
        let version = self.versions.fetch_add(1, Ordering::Relaxed);
        let updated = format!("2019-03-01T08:{:02}:{:02}Z", version / 60, version % 60);
        self.publish_as_it_is(path, feed.story("updated", updated));
    }

    /// Publishes a feed that has a version of its own, or none.
    pub fn publish_as_it_is(&self, path: &str, feed: Feed) {
        put(&self.feeds, path, feed.json().to_string());
    }

    /// What has been asked of the newsroom.
    pub fn log(&self) -> &RequestLog {
        self.newsroom.log()
    }

    /// How often a feed has been asked for.
    pub fn polls(&self, path: &str) -> usize {
        self.log().of(path).len()
    }

    /// Waits until a feed has been asked for so many times more than now.
    pub async fn polled(&self, path: &str, times: usize) {
        let enough = self.polls(path) + times;
        let what = format!("{path} is asked for {times} times more");
        let asked =
            self.log().until(|all| all.iter().filter(|it| it.path == path).count() >= enough);
        self.browser.within(&what, asked).await;
    }

    /// Answers the polls of a feed so, until [`Scene::mend`].
    pub fn break_feed(&self, path: &str, fault: Fault) {
        self.newsroom.faults().from_now_on(path, fault);
    }

    /// Answers rightly again.
    pub fn mend(&self, path: &str) {
        self.newsroom.faults().clear(path);
    }

    /// A file of the release is missing.
    pub fn lacks(&self, path: &str) {
        self.cdn.faults().from_now_on(path, Fault::Status { code: 404, retry_after: None });
    }

    /// A file of the release goes out as another media type.
    pub fn labels(&self, path: &str, media: &str) {
        put(&self.media, path, media.to_owned());
    }

    /// The script tag of the release.
    pub fn script(&self) -> String {
        let address = self.cdn.url("/developing-story.js");
        format!(r#"<script type="module" src="{address}"></script>"#)
    }

    /// An element that starts at once and reads `/feed.json`, in Danish, with further attributes.
    pub fn element(&self, attributes: &str) -> String {
        self.element_of("/feed.json", attributes)
    }

    /// The same, for another feed.
    pub fn element_of(&self, path: &str, attributes: &str) -> String {
        let feed = self.newsroom.url(path);
        format!(
            r#"<developing-story src="{feed}" lang="da" loading="eager" {attributes}><p>Følg med på news.example</p></developing-story>"#
        )
    }

    /// Opens a page with the release's script and this body.
    pub async fn open(&self, body: &str) {
        let page = Page::new(body).head(&self.script());
        self.open_page(&page).await;
    }

    /// Opens a page.
    pub async fn open_page(&self, page: &Page) {
        self.serve("/", page);
        self.browser.open(&self.host.url("/")).await;
    }

    /// Serves a page, for frames and for navigation.
    pub fn serve(&self, path: &str, page: &Page) {
        let beginning = self.browser.beginning().map(|script| match page.policy {
            None => format!("<script>{script}</script>"),
            // Policies allow the release's origin.
            Some(_) => {
                let address = "/beginning.js";
                let script_type = ("content-type".to_owned(), "text/javascript".to_owned());
                let answer = Fault::Exact { headers: vec![script_type], body: script };
                self.cdn.faults().from_now_on(address, answer);
                format!(r#"<script src="{}"></script>"#, self.cdn.url(address))
            }
        });
        self.host.faults().from_now_on(path, page.answer(&beginning.unwrap_or_default()));
    }
}

/// A page of a host.
#[derive(Clone, Debug)]
pub struct Page {
    head: String,
    body: String,
    policy: Option<String>,
}

impl Page {
    /// With this body, and no script.
    pub fn new(body: &str) -> Self {
        Self { head: String::new(), body: body.to_owned(), policy: None }
    }

    /// With this in its head, after what is there already.
    pub fn head(mut self, markup: &str) -> Self {
        self.head.push_str(markup);
        self
    }

    /// Under a Content-Security-Policy.
    pub fn policy(mut self, policy: &str) -> Self {
        self.policy = Some(policy.to_owned());
        self
    }

    /// With `beginning` before everything else.
    fn answer(&self, beginning: &str) -> Fault {
        let Self { head, body, policy } = self;
        let html = ("content-type".to_owned(), "text/html; charset=utf-8".to_owned());
        let policy =
            policy.iter().map(|policy| ("content-security-policy".to_owned(), policy.clone()));
        Fault::Exact {
            headers: [html].into_iter().chain(policy).collect(),
            body: format!(
                r#"<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>A page</title><link rel="icon" href="data:,">{beginning}{head}</head><body>{body}</body></html>"#
            ),
        }
    }
}

fn put(shelf: &Shelf, path: &str, text: String) {
    shelf.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned(), text);
}

fn get(shelf: &Shelf, path: &str) -> Option<String> {
    shelf.lock().unwrap_or_else(PoisonError::into_inner).get(path).cloned()
}

async fn publication(State(feeds): State<Shelf>, request: Request) -> Response {
    match get(&feeds, request.uri().path()) {
        Some(feed) => {
            let headers = [
                (header::CONTENT_TYPE, "application/feed+json; charset=utf-8"),
                (header::CACHE_CONTROL, "no-cache"),
            ];
            (headers, feed).into_response()
        }
        None => {
            (StatusCode::NOT_FOUND, json!({"detail": "no such feed"}).to_string()).into_response()
        }
    }
}

async fn dress(State(media): State<Shelf>, request: Request, next: Next) -> Response {
    let media = get(&media, request.uri().path());
    let mut response = next.run(request).await;
    // Otherwise the browser's cache hides from the log what is asked for twice.
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Some(media) = media.and_then(|media| HeaderValue::from_str(&media).ok()) {
        response.headers_mut().insert(header::CONTENT_TYPE, media);
    }
    response
}
