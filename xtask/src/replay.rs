//! Plays a story in shortened time and publishes it as a good origin would.
//!
//! A script ([`story`]) says what happened when; an [`edition`] is what is published at one moment of the story,
//! a function of script and time; a [`play`] is a story with a clock; [`http`] answers requests.

pub mod edition;
pub mod http;
pub mod play;
pub mod story;

use std::sync::Arc;

use anyhow::Result;

use crate::server::Server;
use play::{Pace, Play};
use story::Story;

/// The replayed stories and the server that publishes them, until dropped.
#[derive(Debug)]
pub struct Replay {
    server: Server,
    plays: Arc<[Play]>,
}

impl Replay {
    /// Begins every story (under its name, such as `hanoi.da`) and serves it at `/<name>.json`.
    pub fn start(
        port: u16,
        stories: impl IntoIterator<Item = (String, Story)>,
        pace: Pace,
    ) -> Result<Self> {
        let plays: Arc<[Play]> =
            stories.into_iter().map(|(name, story)| Play::begin(name, story, pace)).collect();
        let server = Server::start(port, |origin| http::routes(Arc::clone(&plays), origin))?;
        Ok(Self { server, plays })
    }

    /// Where it is, what it has been asked, and its faults.
    pub fn server(&self) -> &Server {
        &self.server
    }

    /// The stories being played.
    pub fn plays(&self) -> &[Play] {
        &self.plays
    }

    /// One of them.
    pub fn play(&self, name: &str) -> Option<&Play> {
        self.plays.iter().find(|play| play.name() == name)
    }
}
