//! The replayed feeds over HTTP, as a good origin would serve them.

use std::sync::Arc;

use axum::{
    Json, Router,
    body::Body,
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use jiff::fmt::rfc2822;
use serde_json::json;
use sha2::{Digest, Sha256};

use super::{edition::Document, play::Play};

/// A second: in front of a real origin stands a CDN, which turns the polls of all readers into one request a
/// second, and no reader is later than that. Where the origin fails, an old copy is better than none.
const LIVE: &str = "public, max-age=1, stale-if-error=86400";

/// A closed page has its last content.
const ARCHIVE: &str = "public, max-age=31536000, immutable";

#[derive(Clone)]
struct Stage {
    plays: Arc<[Play]>,
    origin: String,
}

/// The routes of the replay: `/<name>.json`, `/<name>-<n>.json`, and `POST /restart`.
pub fn routes(plays: Arc<[Play]>, origin: &str) -> Router {
    Router::new()
        .route("/{file}", get(page))
        .route("/restart", post(restart))
        .fallback(async || problem(StatusCode::NOT_FOUND, "there is nothing here"))
        .method_not_allowed_fallback(async || {
            problem(
                StatusCode::METHOD_NOT_ALLOWED,
                "feeds are read with GET or HEAD; the play is restarted with POST /restart",
            )
        })
        .with_state(Stage { plays, origin: origin.to_owned() })
}

async fn page(State(stage): State<Stage>, Path(file): Path<String>, asked: HeaderMap) -> Response {
    match stage.find(&file) {
        Some((document, cache)) => respond(&document, cache, &asked),
        None => problem(StatusCode::NOT_FOUND, "no story has a page of this name (yet)"),
    }
}

async fn restart(State(stage): State<Stage>) -> StatusCode {
    stage.plays.iter().for_each(Play::restart);
    StatusCode::NO_CONTENT
}

impl Stage {
    fn find(&self, file: &str) -> Option<(Document, &'static str)> {
        let stem = file.strip_suffix(".json")?;
        if let Some(play) = self.play(stem) {
            return Some((play.edition(&self.origin).live, LIVE));
        }
        let (name, number) = stem.rsplit_once('-')?;
        // "01" would be a second address of the same page.
        let index: usize = number.parse::<usize>().ok()?.checked_sub(1)?;
        if number.starts_with('0') {
            return None;
        }
        let archive = self.play(name)?.edition(&self.origin).archive;
        Some((archive.into_iter().nth(index)?, ARCHIVE))
    }

    fn play(&self, name: &str) -> Option<&Play> {
        self.plays.iter().find(|play| play.name() == name)
    }
}

fn respond(document: &Document, cache: &'static str, asked: &HeaderMap) -> Response {
    let body = document.json.to_string();
    let tag = entity_tag(&body);
    let mut response = if holds(asked, &tag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        Response::new(Body::from(body))
    };
    let headers = response.headers_mut();
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(header::ETAG, tag);
    }
    if let Some(date) = http_date(document) {
        headers.insert(header::LAST_MODIFIED, date);
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    // A 304 has to name it as well, and compression adds it only where there is a body.
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if response.status() == StatusCode::OK {
        let feed = HeaderValue::from_static("application/feed+json; charset=utf-8");
        response.headers_mut().insert(header::CONTENT_TYPE, feed);
    }
    response
}

/// Weak, because the compressed bytes and the others share it.
fn entity_tag(body: &str) -> String {
    let digest = Sha256::digest(body);
    let hex: String = digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    format!("W/\"{hex}\"")
}

/// Whether the client says that it holds this version; the comparison is the weak one.
fn holds(asked: &HeaderMap, tag: &str) -> bool {
    let bare = |tag: &str| tag.strip_prefix("W/").unwrap_or(tag).to_owned();
    asked
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|list| list.split(','))
        .map(str::trim)
        .any(|held| held == "*" || bare(held) == bare(tag))
}

fn http_date(document: &Document) -> Option<HeaderValue> {
    let printer = rfc2822::DateTimePrinter::new();
    let date = printer.timestamp_to_rfc9110_string(&document.updated).ok()?;
    HeaderValue::from_str(&date).ok()
}

/// A problem as RFC 9457 has it, so that people with curl and scripts alike see what is wrong.
fn problem(status: StatusCode, detail: &str) -> Response {
    let body = json!({
        "type": "about:blank",
        "title": status.canonical_reason(),
        "status": status.as_u16(),
        "detail": detail,
    });
    let mut response = (status, Json(body)).into_response();
    let media = HeaderValue::from_static("application/problem+json");
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, media);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
