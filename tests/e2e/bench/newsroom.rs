//! Where pages, release, floor and feeds come from: one origin, everything compressed ahead, so that nothing is measured but
//! the browser.

use std::{
    collections::{BTreeMap, VecDeque, hash_map::DefaultHasher},
    fs,
    hash::{Hash, Hasher},
    io::Write,
    path::Path,
    sync::{Arc, Mutex, PoisonError},
};

use axum::{
    Router,
    body::Bytes,
    extract::{Request, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use flate2::{Compression, write::GzEncoder};
use xtask::{server::Server, sizes::Compressed, workspace};

/// One answer.
#[derive(Clone, Debug)]
struct Answer {
    media: &'static str,
    encoding: &'static str,
    body: Bytes,
    tag: String,
}

impl Answer {
    fn new(media: &'static str, encoding: &'static str, body: impl Into<Bytes>) -> Self {
        let body = body.into();
        let mut hasher = DefaultHasher::new();
        body.hash(&mut hasher);
        Self { media, encoding, body, tag: format!("\"{:x}\"", hasher.finish()) }
    }
}

/// Answers by path, of which the last stays.
type Shelf = Arc<Mutex<BTreeMap<String, VecDeque<Answer>>>>;

/// The server. It ends when dropped.
#[derive(Debug)]
pub(crate) struct Newsroom {
    server: Server,
    shelf: Shelf,
}

impl Newsroom {
    /// Starts it, with the release and the floor.
    pub(crate) fn start(release: &Path, compressed: bool) -> Self {
        let shelf = Shelf::default();
        let mut files = BTreeMap::new();
        for folder in ["", "labels", "labels/more"] {
            for entry in fs::read_dir(release.join(folder)).expect("a release has this folder") {
                let path = entry.expect("it can be read").path();
                let Some(media) = media(&path) else { continue };
                let name = path.strip_prefix(release).expect("it is inside").to_string_lossy();
                let small = path.with_added_extension("br");
                let answer = match fs::read(small) {
                    Ok(small) if compressed => Answer::new(media, "br", small),
                    _ => Answer::new(media, "identity", fs::read(&path).expect("it can be read")),
                };
                files.insert(format!("/{name}"), answer.into_queue());
            }
        }
        let floor = fs::read(workspace::root().join("xtask/bench/floor.js")).expect("the floor");
        let small = Compressed::of(&floor).expect("it can be compressed").brotli;
        let floor = Answer::new("text/javascript", "br", small);
        files.insert("/floor.js".to_owned(), floor.into_queue());
        shelf.lock().unwrap_or_else(PoisonError::into_inner).extend(files);
        let router = Router::new().fallback(answer).with_state(Arc::clone(&shelf));
        let server = Server::start(0, |_| router).expect("a server starts");
        Self { server, shelf }
    }

    /// The address of a path.
    pub(crate) fn url(&self, path: &str) -> String {
        self.server.url(path)
    }

    /// Puts a page at a path.
    pub(crate) fn page(&self, path: &str, html: &str) {
        let answer = Answer::new("text/html; charset=utf-8", "identity", html.to_owned());
        self.put(path, [answer].into());
    }

    /// Publishes a feed, compressed; how many bytes that is.
    pub(crate) fn publish(&self, path: &str, text: &str) -> usize {
        let mut gzip = GzEncoder::new(Vec::new(), Compression::default());
        gzip.write_all(text.as_bytes()).expect("memory takes it");
        let small = gzip.finish().expect("memory takes it");
        let bytes = small.len();
        self.put(path, [Answer::new(FEED, "gzip", small)].into());
        bytes
    }

    /// Publishes versions of a feed: each request gets the next one. They are not compressed, since that would take longer
    /// than what is measured.
    pub(crate) fn publish_in_turn(&self, path: &str, texts: &[Bytes]) {
        let answers = texts.iter().map(|text| Answer::new(FEED, "identity", text.clone()));
        self.put(path, answers.collect());
    }

    fn put(&self, path: &str, answers: VecDeque<Answer>) {
        let mut shelf = self.shelf.lock().unwrap_or_else(PoisonError::into_inner);
        shelf.insert(path.to_owned(), answers);
    }
}

const FEED: &str = "application/feed+json; charset=utf-8";

impl Answer {
    fn into_queue(self) -> VecDeque<Self> {
        [self].into()
    }
}

fn media(path: &Path) -> Option<&'static str> {
    Some(match path.extension()?.to_str()? {
        "js" => "text/javascript",
        "css" => "text/css",
        "json" => "application/json",
        "wasm" => "application/wasm",
        _ => return None,
    })
}

/// Everything is also in any folder that begins with a digit: a browser that has been in one of them knows nothing of the
/// others.
async fn answer(State(shelf): State<Shelf>, request: Request) -> Response {
    let path = request.uri().path();
    let again = path.get(1..).filter(|rest| rest.starts_with(|it: char| it.is_ascii_digit()));
    let path = again.and_then(|rest| rest.find('/').map(|at| &rest[at..])).unwrap_or(path);
    let found = {
        let mut shelf = shelf.lock().unwrap_or_else(PoisonError::into_inner);
        let answers = shelf.get_mut(path);
        answers.and_then(|all| if all.len() > 1 { all.pop_front() } else { all.front().cloned() })
    };
    let Some(found) = found else { return StatusCode::NOT_FOUND.into_response() };
    let Answer { media, encoding, body, tag } = found;
    let held = request.headers().get(header::IF_NONE_MATCH);
    let headers = [
        (header::CONTENT_TYPE, media),
        (header::CONTENT_ENCODING, encoding),
        (header::CACHE_CONTROL, "no-cache"),
        (header::ETAG, &tag),
    ];
    if held.is_some_and(|held| held.as_bytes() == tag.as_bytes()) {
        return (StatusCode::NOT_MODIFIED, headers).into_response();
    }
    (headers, body).into_response()
}
