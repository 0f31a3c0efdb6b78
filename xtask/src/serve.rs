//! The release over HTTP: `dist/` for the news page, and a partner's site on another origin.
//!
//! The pages in `dist/` name the static feeds beside them. Served here, they name the replayed feeds instead, so
//! that the same pages are a release on any static host and live in the demonstration. Pages of a situation
//! (`hosts/headers.json`) name the static feed without quotes, and keep it.

use std::{collections::BTreeMap, fs, path::Path, sync::Arc, time::Duration};

use anyhow::{Context, Result, ensure};
use axum::{
    Router,
    body::{self, Body},
    extract::{Request, State},
    http::{HeaderName, HeaderValue, StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
};
use tower_http::{
    services::{ServeDir, ServeFile},
    set_header::SetResponseHeaderLayer,
};

use crate::server::Server;

/// The news page and everything that partners load, from `dist`; its pages read the feeds of `feeds`, an origin.
pub fn site(port: u16, dist: &Path, feeds: &str) -> Result<Server> {
    built(&dist.join("index.html"))?;
    let rewriting = Rewriting::of_feeds(feeds);
    let files = Router::new().fallback_service(ServeDir::new(dist));
    let headers = Arc::new(headers(dist)?);
    let files = files
        .layer(middleware::from_fn_with_state(headers, add_headers))
        .layer(middleware::from_fn(slowly));
    Server::start(port, |_| dress(files, rewriting))
}

/// The headers of each page of `hosts/` that is a situation: what its server would send.
type Headers = BTreeMap<String, BTreeMap<String, String>>;

fn headers(dist: &Path) -> Result<Headers> {
    let file = dist.join("hosts/headers.json");
    if !file.is_file() {
        return Ok(Headers::new());
    }
    let text = fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
    serde_json::from_slice(&text)
        .with_context(|| format!("{} is no table of headers", file.display()))
}

async fn add_headers(
    State(headers): State<Arc<Headers>>,
    request: Request,
    next: Next,
) -> Response {
    let page = request.uri().path().strip_prefix("/hosts/").and_then(|page| headers.get(page));
    let mut response = next.run(request).await;
    for (name, value) in page.into_iter().flatten() {
        let name = HeaderName::try_from(name.as_str());
        if let (Ok(name), Ok(value)) = (name, HeaderValue::from_str(value)) {
            response.headers_mut().insert(name, value);
        }
    }
    response
}

/// The page whose network is slow.
const SLOW: &str = "/hosts/slow.html";

/// How late what it asks for comes.
const LATE: Duration = Duration::from_millis(1500);

async fn slowly(request: Request, next: Next) -> Response {
    let asked_by = request.headers().get(header::REFERER).and_then(|it| it.to_str().ok());
    if asked_by.is_some_and(|page| page.ends_with(SLOW)) {
        tokio::time::sleep(LATE).await;
    }
    next.run(request).await
}

/// A partner's site: its page at `/`, which loads the widget from `site` and the feeds from `feeds`, both origins.
pub fn partner(port: u16, dist: &Path, feeds: &str, site: &str) -> Result<Server> {
    let page = dist.join("hosts/partner.html");
    built(&page)?;
    let rewriting = Rewriting::of_feeds(feeds).and_widget(site);
    let files = ServeDir::new(dist.join("hosts"));
    Server::start(port, |_| {
        let routes = Router::new().route_service("/", ServeFile::new(page));
        dress(routes.fallback_service(files), rewriting)
    })
}

fn built(page: &Path) -> Result<()> {
    ensure!(page.is_file(), "{} is missing: `cargo xtask dist` builds it", page.display());
    Ok(())
}

fn dress(routes: Router, rewriting: Rewriting) -> Router {
    // A rebuild has the same names, so a browser has to ask.
    let fresh = HeaderValue::from_static("no-cache");
    routes
        .layer(middleware::from_fn_with_state(Arc::new(rewriting), rewrite))
        .layer(SetResponseHeaderLayer::overriding(header::CACHE_CONTROL, fresh))
}

/// What is replaced in pages on their way out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rewriting(Vec<(String, String)>);

impl Rewriting {
    /// Feeds beside the page, or one directory up, are those of `feeds`.
    pub fn of_feeds(feeds: &str) -> Self {
        let live = format!("src=\"{feeds}/");
        Self(vec![("src=\"feeds/".to_owned(), live.clone()), ("src=\"../feeds/".to_owned(), live)])
    }

    /// And the widget one directory up is that of `site`.
    pub fn and_widget(mut self, site: &str) -> Self {
        let widget = "developing-story.js";
        let absolute = format!("{site}/{widget}");
        self.0.push((format!("../{widget}"), absolute));
        self
    }

    /// The page as it goes out.
    pub fn apply(&self, page: &str) -> String {
        self.0.iter().fold(page.to_owned(), |page, (from, to)| page.replace(from.as_str(), to))
    }
}

async fn rewrite(
    State(rewriting): State<Arc<Rewriting>>,
    mut request: Request,
    next: Next,
) -> Response {
    let path = request.uri().path();
    if path.ends_with('/') || path.ends_with(".html") {
        // The validators are the file's, and say nothing of what is replaced in it.
        for header in [header::IF_NONE_MATCH, header::IF_MODIFIED_SINCE, header::RANGE] {
            request.headers_mut().remove(header);
        }
    }
    let response = next.run(request).await;
    let html = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|media| media.as_bytes().starts_with(b"text/html"));
    if !html {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let Ok(page) = body::to_bytes(body, usize::MAX).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    if !page.is_empty() {
        parts.headers.remove(header::CONTENT_LENGTH);
    }
    for header in [header::ETAG, header::LAST_MODIFIED, header::ACCEPT_RANGES] {
        parts.headers.remove(header);
    }
    let page = rewriting.apply(&String::from_utf8_lossy(&page));
    Response::from_parts(parts, Body::from(page))
}
