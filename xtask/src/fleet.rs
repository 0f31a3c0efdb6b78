//! A million readers in virtual time, with the polling that browsers run, and what a CDN and the origin behind
//! it get to see of them.
//!
//! [`day`](mod@day) says what happens, `readers` plays it with one `Poll` a reader, `cdn` stands between them
//! and the origin, and `figures` is the table. Nothing here waits: a day of an hour takes as long as its
//! hundred million polls do.

mod cdn;
mod day;
mod figures;
mod readers;
mod tally;
mod weights;
mod wheel;

use std::time::Instant;

use anyhow::Result;

pub use day::{MOST_AFTER, MOST_STEADY, Network, Phase, STEADY, day};
pub use figures::{Rate, Row, check, table};
pub use weights::Weights;

use crate::{edge, workspace};

/// Readers of the bench.
const MILLION: u32 = 1_000_000;

/// Any other will do; this one makes the table come out the same every time.
const SEED: u64 = 20_190_228;

/// Who polls.
#[derive(Clone, Copy, Debug)]
pub struct Fleet {
    /// How many there are.
    pub readers: u32,
    /// What chance hangs on; not 0.
    pub seed: u64,
    /// What answers weigh.
    pub weights: Weights,
}

impl Fleet {
    /// Plays a day; a row for each of its phases.
    pub fn play(&self, day: &[Phase]) -> Vec<Row> {
        readers::play(self, day).rows(self.readers)
    }
}

/// `cargo xtask bench fleet`: prints the tables and refuses what is out of bounds.
pub fn bench() -> Result<()> {
    if cfg!(debug_assertions) {
        // A hundred million polls are for an optimised program; this one is not.
        let mut again = workspace::cargo();
        again.args([
            "run",
            "--quiet",
            "--profile",
            "measure",
            "--package",
            "xtask",
            "--",
            "bench",
            "fleet",
        ]);
        println!("Building the bench with optimisation (once; about three minutes)");
        return workspace::run(&mut again);
    }
    simulate()?;
    edge::bench()
}

fn simulate() -> Result<()> {
    let weights = Weights::measure()?;
    let fleet = Fleet { readers: MILLION, seed: SEED, weights };
    let began = Instant::now();
    let rows = fleet.play(&day());
    println!(
        "\n{MILLION} simulated readers, a poll every 15 s; 200 is {} bytes, 304 is {} ({:.0} s, {})\n\n{}",
        weights.document,
        weights.unchanged,
        began.elapsed().as_secs_f64(),
        workspace::machine(),
        table(&rows)?
    );
    check(&rows)
}
