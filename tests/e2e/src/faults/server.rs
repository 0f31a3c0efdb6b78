//! The server itself: connections, and which answer is next.

use std::{
    collections::BTreeMap,
    future::Future,
    pin::Pin,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};

use tokio::{
    io::{AsyncWriteExt, BufReader},
    net::TcpStream,
    sync::watch,
    time,
};

use super::{Asked, Ending, Reply, door::Door};

/// The path of the feed. Every other one has the right document, unless something else is put there.
const FEED: &str = "/feed.json";

/// Bytes at a time, where no pace is given: small enough that what is counted as sent was wanted.
const PIECE: usize = 64 * 1024;

/// Listens at two ports of 127.0.0.1, which are two origins. It ends when dropped.
#[derive(Debug)]
pub struct FaultServer {
    state: Arc<State>,
    here: Door,
    _elsewhere: Door,
}

#[derive(Debug)]
struct State {
    desk: Mutex<Desk>,
    log: Mutex<Vec<Asked>>,
    /// How many answers of the script were given.
    given: watch::Sender<usize>,
    /// How many answers are on their way.
    under_way: watch::Sender<usize>,
    /// Goes up when everything is put right.
    mended: watch::Sender<u32>,
    released: watch::Sender<bool>,
    /// The most bytes that a client took of one answer.
    most: AtomicUsize,
    /// The two origins, under their names in headers.
    origins: [(&'static str, String); 2],
}

#[derive(Debug)]
struct Desk {
    right: Reply,
    script: Vec<Reply>,
    others: BTreeMap<String, Reply>,
}

impl FaultServer {
    /// Starts with this answer as the right one, on the test's runtime.
    pub fn start(right: Reply) -> Self {
        let (mut here, mut elsewhere) = (Door::new(), Door::new());
        let state = Arc::new(State {
            desk: Mutex::new(Desk { right, script: Vec::new(), others: BTreeMap::default() }),
            log: Mutex::default(),
            given: watch::Sender::new(0),
            under_way: watch::Sender::new(0),
            mended: watch::Sender::new(0),
            released: watch::Sender::new(false),
            most: AtomicUsize::new(0),
            origins: [("{here}", here.origin()), ("{elsewhere}", elsewhere.origin())],
        });
        here.open(to(&state));
        elsewhere.open(to(&state));
        Self { state, here, _elsewhere: elsewhere }
    }

    /// The address of the feed.
    pub fn feed(&self) -> String {
        format!("{}{FEED}", self.here.origin())
    }

    /// From now on this is the right answer.
    pub fn publish(&self, right: Reply) {
        self.desk().right = right;
    }

    /// The right answer.
    pub fn right(&self) -> Reply {
        self.desk().right.clone()
    }

    /// Puts an answer at another path.
    pub fn put(&self, path: &str, reply: Reply) {
        self.desk().others.insert(path.to_owned(), reply);
    }

    /// Answers the next requests for the feed so, one after the other, and the last for ever.
    pub fn play(&self, script: Vec<Reply>) {
        self.desk().script = script;
        self.state.given.send_replace(0);
    }

    /// How many requests for the feed were answered since [`FaultServer::play`].
    pub fn given(&self) -> usize {
        self.state.given()
    }

    /// Waits until so many were.
    pub async fn gives(&self, times: usize) {
        // The sender is in `self` and so cannot be gone.
        let _ = self.state.given.subscribe().wait_for(|given| *given >= times).await;
    }

    /// Answers rightly again. What hangs is cut off.
    pub fn mend(&mut self) {
        self.play(Vec::new());
        self.state.mended.send_modify(|times| *times += 1);
        self.here.open(to(&self.state));
    }

    /// Nobody listens at the feed's port until [`FaultServer::mend`].
    pub fn close(&mut self) {
        self.here.close();
    }

    /// Lets answers go that are held.
    pub fn release(&self) {
        self.state.released.send_replace(true);
    }

    /// Waits until no answer is on its way: all were taken, or refused for good.
    pub async fn rests(&self) {
        // The sender is in `self` and so cannot be gone.
        let _ = self.state.under_way.subscribe().wait_for(|answers| *answers == 0).await;
    }

    /// The most bytes that a client took of one answer.
    pub fn most_sent(&self) -> usize {
        self.state.most.load(Ordering::Relaxed)
    }

    /// Everything asked so far, oldest first.
    pub fn asked(&self) -> Vec<Asked> {
        self.state.log().clone()
    }

    /// What was asked of the feed.
    pub fn polls(&self) -> Vec<Asked> {
        self.asked().into_iter().filter(|asked| asked.path == FEED).collect()
    }

    fn desk(&self) -> MutexGuard<'_, Desk> {
        self.state.desk()
    }
}

impl State {
    fn desk(&self) -> MutexGuard<'_, Desk> {
        self.desk.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn log(&self) -> MutexGuard<'_, Vec<Asked>> {
        self.log.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The next answer for a path.
    fn reply(&self, path: &str) -> Reply {
        let desk = self.desk();
        if path != FEED {
            return desk.others.get(path).unwrap_or(&desk.right).clone();
        }
        let last = desk.script.len().saturating_sub(1);
        let given = self.given.send_replace(self.given() + 1);
        desk.script.get(given.min(last)).unwrap_or(&desk.right).clone()
    }

    fn given(&self) -> usize {
        *self.given.borrow()
    }

    async fn converse(&self, stream: TcpStream) {
        let mut stream = BufReader::new(stream);
        while let Some(asked) = Asked::read(&mut stream).await {
            let mended = self.mended.subscribe();
            let reply = self.reply(&asked.path).for_holder_of(asked.header("if-none-match"));
            self.log().push(asked);
            self.under_way.send_modify(|answers| *answers += 1);
            let sent = self.send(&reply, stream.get_mut(), mended).await;
            self.under_way.send_modify(|answers| *answers -= 1);
            if sent.is_none() {
                return;
            }
        }
    }

    /// Sends an answer. Nothing, where the connection has come to its end.
    async fn send(
        &self,
        reply: &Reply,
        stream: &mut TcpStream,
        mut mended: watch::Receiver<u32>,
    ) -> Option<()> {
        if reply.is_held() {
            self.released.subscribe().wait_for(|released| *released).await.ok()?;
        }
        time::sleep(reply.delay()).await;
        let places: Vec<_> = self.origins.iter().map(|(name, at)| (*name, at.as_str())).collect();
        let message = reply.message(&places);
        let mut sent = 0;
        for piece in message.chunks(reply.pace().map_or(PIECE, |pace| pace.bytes)) {
            if let Some(pace) = reply.pace() {
                time::sleep(pace.pause).await;
                if mended.has_changed().unwrap_or(true) {
                    return None;
                }
            }
            stream.write_all(piece).await.ok()?;
            sent += piece.len();
            self.most.fetch_max(sent, Ordering::Relaxed);
        }
        match reply.ending() {
            Ending::KeepAlive => return Some(()),
            Ending::Close => {
                let _ = stream.shutdown().await;
            }
            Ending::Reset => {
                let _ = stream.set_zero_linger();
            }
            Ending::Silence => {
                let _ = mended.changed().await;
            }
        }
        None
    }
}

/// Where connections lead.
fn to(
    state: &Arc<State>,
) -> impl Fn(TcpStream) -> Pin<Box<dyn Future<Output = ()> + Send>> + Send + 'static {
    let state = Arc::clone(state);
    move |stream| {
        let state = Arc::clone(&state);
        Box::pin(async move { state.converse(stream).await })
    }
}
