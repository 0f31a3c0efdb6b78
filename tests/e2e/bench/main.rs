//! `cargo xtask bench page`: the timeline in Chromium beside the floor (xtask/bench/floor.js), in the same run, in turns.

mod changes;
mod feeds;
mod first_view;
mod newsroom;
mod profile;
mod visit;

use std::{env, path::Path};

use anyhow::{Context, Result};
use xtask::{
    bench::{self, Table},
    workspace,
};

use visit::{Reader, Visits};

/// Runs that count, after one that does not.
const RUNS: usize = bench::FEWEST;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let what = env::args_os().nth(1);
    let what = what.context("the bench wants the file for its figures, or --profile")?;
    if what == "--profile" {
        profile::run().await;
        return Ok(());
    }
    measure(Path::new(&what)).await
}

async fn measure(json: &Path) -> Result<()> {
    let visits = Visits::start(&e2e::dist(), true).await;
    let browser = visits.browser_name().await;
    println!("\n{}; {browser}; medians of {RUNS} runs", workspace::machine());
    let mut tables = Vec::new();
    for reader in [Reader::Fast, Reader::Slow] {
        tables.push(told(first_view::measure(&visits, reader).await));
    }
    tables.push(told(changes::measure(&visits).await));
    bench::write(&tables, &browser, json)?;
    println!("Each run is in {}", json.display());
    bench::check(&tables)
}

/// Whoever waits sees each table when it is there.
fn told(table: Table) -> Table {
    println!("\n{}", table.markdown());
    table
}
