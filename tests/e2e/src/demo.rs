//! The demonstration as `cargo xtask demo` serves it, with a clock that the test sets.

use xtask::{
    replay::{
        Replay,
        play::{Pace, Play},
    },
    serve,
    server::Server,
    stories,
};

use crate::browser::Browser;

/// The news page, the partner's page, and the replayed feeds. It ends when dropped.
#[derive(Debug)]
pub struct Demo {
    /// The browser, which goes first.
    pub browser: Browser,
    /// The origin of the news page and the release.
    pub site: Server,
    /// The origin of the partner's page.
    pub partner: Server,
    /// The origin of the feeds.
    pub replay: Replay,
}

/// The feed of the news page.
const NEWS: &str = "/hanoi.da.json";

impl Demo {
    /// Starts it, at the beginning of the play.
    pub async fn start() -> Self {
        let browser = Browser::start().await;
        let stories = stories::read().expect("the scripts can be read");
        let replay = Replay::start(0, stories, Pace::Manual).expect("the replay starts");
        let (feeds, dist) = (replay.server().origin(), crate::dist());
        let site = serve::site(0, &dist, feeds).expect("the site starts");
        let partner = serve::partner(0, &dist, feeds, site.origin()).expect("the partner starts");
        Self { browser, site, partner, replay }
    }

    /// The Danish story.
    pub fn play(&self) -> &Play {
        self.replay.play("hanoi.da").expect("the Danish story is played")
    }

    /// Opens the news page.
    pub async fn open_news(&self) {
        self.browser.open(&self.site.url("/")).await;
    }

    /// Opens the partner's page.
    pub async fn open_partner(&self) {
        self.browser.open(&self.partner.url("/")).await;
    }

    /// How often the feed of the news page has been asked for.
    pub fn polls(&self) -> usize {
        self.replay.server().log().of(NEWS).len()
    }

    /// Waits until it has been asked for so many times more than now.
    pub async fn polled(&self, times: usize) {
        let enough = self.polls() + times;
        let log = self.replay.server().log();
        let asked = log.until(|all| all.iter().filter(|it| it.path == NEWS).count() >= enough);
        self.browser.within("the feed is asked for again", asked).await;
    }
}
