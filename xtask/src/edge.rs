//! A real cache in front of the replay server, and polls in earnest: what comes through to the origin.
//!
//! Everything is on 127.0.0.1, and everything ends: each load after [`LASTS`], Varnish and the server when
//! their values are dropped.

mod figures;
mod polls;
mod varnish;

use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use developing_story::time::max_age;
use hyper::Method;
use tokio::{runtime, time};

use crate::{
    replay::{Replay, play::Pace},
    server::Fault,
    stories, tools, workspace,
};
use figures::{Event, Row, check, table};
use polls::Load;
use varnish::Varnish;

/// Polls in a second, one load after the other.
const RATES: [u32; 4] = [500, 1_500, 3_000, 6_000];

/// How long each load lasts.
const LASTS: Duration = Duration::from_secs(10);

/// The load during which the origin fails half-way, and how long it lasts.
const RATE_OF_FAILURE: u32 = 1_500;
const FAILURE: Duration = Duration::from_secs(20);

/// The configuration of the cache, but for the port of the origin and the path of the feed.
const VCL: &str = include_str!("edge/feed.vcl");

/// Loads a cache in front of the replay, prints what reached the replay, and refuses more than there should be.
/// Says so and does nothing where there is no Varnish.
pub fn bench() -> Result<()> {
    let Some(program) = tools::varnish()? else {
        println!(
            "\nSkipped: polls through a real cache. Varnish is missing; on Debian and Ubuntu it is installed, \
             elsewhere put varnishd on PATH."
        );
        return Ok(());
    };
    let replay = Replay::start(0, stories::read()?, Pace::Manual)?;
    let play = replay.plays().first().context("there is no story")?;
    let path = format!("/{}.json", play.name());
    let port = replay.server().origin().rsplit(':').next().unwrap_or_default();
    let mut varnish =
        Varnish::start(&program, &VCL.replace("{port}", port).replace("{path}", &path))?;
    let address = varnish.address()?;

    let runtime = runtime::Builder::new_current_thread().enable_all().build()?;
    let rows = runtime.block_on(async {
        let first = polls::once(address, &path).await?;
        let fresh = max_age(&first.cache).context("the replay sends no max-age")?;
        let mut rows = Vec::new();
        let loads = RATES.map(|rate| (rate, LASTS, Event::Published));
        let loads = loads.into_iter().chain([(RATE_OF_FAILURE, FAILURE, Event::Fails)]);
        for (number, (rate, lasts, event)) in (1..).zip(loads) {
            replay.server().log().clear();
            let load = Load { address, path: path.clone(), rate, lasts };
            let happens = async {
                time::sleep(lasts / 2).await;
                match event {
                    Event::Published => play.steps(number),
                    Event::Fails => {
                        let fault = Fault::Status { code: 503, retry_after: None };
                        replay.server().faults().from_now_on(&path, fault);
                    }
                }
                Instant::now()
            };
            let (polled, happened) = tokio::join!(polls::run(&load), happens);
            let polls = replay.server().log().of(&path);
            let at_origin = polls.iter().filter(|it| it.method == Method::GET).count();
            rows.push(Row::of(event, &load, fresh, &polled?, happened, at_origin)?);
        }
        Ok::<_, anyhow::Error>(rows)
    })?;
    println!("\nPolls through Varnish ({})\n\n{}", workspace::machine(), table(&rows));
    check(&rows)
}
