//! End-to-end tests of `developing-story`: what they share.
//!
//! A [`Browser`] is one session of an [`Engine`], with a driver of its own. A [`Story`] is an element on
//! its page; [`Look`] is what a reader sees of it. A [`Demo`] is the served demonstration, with a clock that the
//! test sets; a [`Scene`] is a page, a release and a newsroom that a test makes up. A [`FaultServer`] is a newsroom
//! that answers wrongly, as a script says.
//!
//! Nothing here sleeps for a fixed time: everything waits for a condition, with a limit, and says what it waited
//! for and what the page looked like.

mod axe;
mod browser;
mod clock;
mod commands;
mod demo;
mod driver;
mod engine;
mod faults;
mod feed;
mod gate;
mod leash;
mod left;
mod look;
mod scene;
mod scripts;
mod story;
mod tabs;

use std::{env, path::PathBuf, sync::OnceLock, time::Duration};

pub use browser::{Browser, Theme};
pub use demo::Demo;
pub use engine::Engine;
pub use faults::{Asked, Break, Ending, FaultServer, Framing, Reply};
pub use feed::{Feed, item};
pub use gate::Gate;
pub use look::{Day, Entry, Look, Said, Told};
pub use scene::{Page, Scene};
pub use story::Story;
pub use tabs::Tab;

/// How long a condition may take to come true. The element itself waits 30 seconds for the end of an answer.
pub const LIMIT: Duration = Duration::from_secs(45);

/// The release that is tested: `DEVELOPING_STORY_DIST`, or `dist/` of the workspace.
pub fn dist() -> PathBuf {
    let chosen = env::var_os("DEVELOPING_STORY_DIST").map(PathBuf::from);
    chosen.unwrap_or_else(|| xtask::workspace::root().join("dist"))
}

/// A copy of it that panics where a feed asks for it.
pub fn panicking() -> PathBuf {
    static COPY: OnceLock<PathBuf> = OnceLock::new();
    let make = || xtask::dist::panicking(&dist()).expect("it can be built");
    COPY.get_or_init(make).clone()
}
