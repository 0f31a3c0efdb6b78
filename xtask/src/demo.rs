//! The demonstration: a newspaper's page, the feed it reads, and a partner that embeds the same story.

use anyhow::Result;
use tokio::{runtime, signal};

use crate::{
    dist,
    replay::{Replay, play::Pace},
    serve, stories,
};

/// How many ports it takes, in a row: the news page, the feed, the partner.
pub const PORTS: u16 = 3;

/// What can be chosen.
#[derive(Clone, Debug, PartialEq)]
pub struct Options {
    /// Seconds of the story in every second.
    pub speed: f64,
    /// The first port.
    pub port: u16,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            // The four and a half hours after the script's `begin` take four and a half minutes.
            speed: 60.0,
            port: 8080,
        }
    }
}

/// Builds, serves, and says where, until Ctrl-C.
pub fn run(options: &Options) -> Result<()> {
    // The ports first: nobody wants to learn of a taken one after minutes of building.
    ports_are_free(options.port)?;
    let dist = dist::build()?;
    let pace = Pace::Times(options.speed);
    let replay = Replay::start(options.port + 1, stories::read()?, pace)?;
    let feeds = replay.server();
    let site = serve::site(options.port, &dist, feeds.origin())?;
    let partner = serve::partner(options.port + 2, &dist, feeds.origin(), site.origin())?;

    println!();
    println!("  The news page   {}", site.url("/"));
    for play in replay.plays() {
        let file = format!("/{}.json", play.name());
        println!("  A replayed feed {}", feeds.url(&file));
    }
    println!("  A partner       {}", partner.url("/"));
    println!();
    if let Some(play) = replay.plays().first() {
        let story = play.story();
        let length = story.begin().duration_until(story.end()).as_secs_f64();
        println!(
            "{} of the story play in {}. To begin anew:",
            plain(length),
            plain(length / options.speed)
        );
        println!("  curl -X POST {}", feeds.url("/restart"));
        println!("and reload the page, since a reader's page never goes back in time.");
    }
    println!("Ctrl-C ends it.");

    let runtime = runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(signal::ctrl_c())?;
    println!();
    Ok(())
}

fn ports_are_free(first: u16) -> Result<()> {
    for port in first..first + PORTS {
        crate::server::bind(port)?;
    }
    Ok(())
}

/// A span in the two largest units that it has.
fn plain(seconds: f64) -> String {
    let seconds = seconds.round() as u64;
    let (hours, minutes) = (seconds / 3600, seconds / 60 % 60);
    match (hours, minutes, seconds % 60) {
        (0, 0, seconds) => format!("{seconds} s"),
        (0, minutes, 0) => format!("{minutes} min"),
        (0, minutes, seconds) => format!("{minutes} min {seconds} s"),
        (hours, 0, _) => format!("{hours} h"),
        (hours, minutes, _) => format!("{hours} h {minutes} min"),
    }
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn a_span_is_told_in_its_two_largest_units() {
        let check = |seconds, expect: &str| assert_eq!(plain(seconds), expect);
        check(16_200.0, "4 h 30 min");
        check(14_400.0, "4 h");
        check(270.4, "4 min 30 s");
        check(240.0, "4 min");
        check(1.6, "2 s");
    }
}
