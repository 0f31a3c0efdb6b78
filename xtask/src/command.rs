//! The commands and their arguments.

use std::{ffi::OsString, process::ExitCode};

use anyhow::{Context, Result, bail, ensure};
use lexopt::{Arg, Parser, ValueExt};

use crate::{
    bench, check_feed, checks, demo, dist, fleet, npm, oembed, prerender, sizes, stories,
    wordpress, workspace,
};

const USAGE: &str = "\
cargo xtask <command>

  demo [--speed N] [--port P]   build, then serve the news page, the replayed feed and a partner's page
                                N: seconds of the story in every second (60); P: the first of three ports (8080)
  test [--long]                 every check, in order, until one fails
                                --long: and then each format against a minute of documents by chance
  dist [--base URL] [--twice]   the release build, in dist/, and what a page copies to include it
                                URL: where dist/ will lie (https://cdn.example/developing-story)
                                twice: again, in another folder, and whether the bytes are the same
  examples                      build the pages of examples/ with the package that dist has made
  bench [--json FILE]           all of these, in this order
  bench size                    what a first view loads, against its budgets
  bench page [--json FILE] [--profile]
                                how long first views and changes take in a browser, beside a timeline that does the least
                                FILE: where each run's figures go (target/bench.json)
                                profile: instead, in which functions the time goes
  bench formats                 how long a megabyte of each format of feeds takes in a browser
  bench fleet                   what a million readers ask of a CDN and of the origin, against its bounds
  check-feed FILE|URL [--base URL] [--json]
                                what the widget would make of a feed: accepted, repaired, refused, and why; ends
                                with 0 where everything is shown, 1 where items are left out, 2 where nothing is
                                URL: where a FILE will lie (its own word on that); --json: for programs
  oembed PAGE --feed URL [--base URL] [--lang L] [--title T] [--out FILE] [--at URL]
                                write oembed.json, by which other sites make a frame of a link to PAGE, and print the
                                link for the head of PAGE
                                base: where dist/ lies; at: where oembed.json will lie (PAGE/oembed.json)
  prerender FILE|URL [--base URL] [--page URL] [--json-ld] [--lang L] [--order O] [--limit N] [--time-zone Z]
                                the story as static HTML for the inside of the tag, and with --json-ld its LiveBlogPosting
                                page: where the story stands (the feed's home_page_url); the others are the tag's
  wordpress                     what the plugin of integrations/ does in WordPress itself, before and since script modules
  stories                       write the final state of the demonstration's stories to www/feeds/
  help                          this text
";

/// The fastest replay: the whole of the demonstration's story between two polls.
const FASTEST: f64 = 10_000.0;

/// A command with its arguments.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Builds and serves the demonstration.
    Demo(demo::Options),
    /// Runs every check, and the fuzz targets where it may take long.
    Test {
        /// Whether it may.
        long: bool,
    },
    /// Builds the release, and says how a page includes it.
    Dist {
        /// Where it will lie.
        base: String,
        /// Whether to build it again and compare.
        twice: bool,
    },
    /// Builds the examples.
    Examples,
    /// Prints every table.
    Bench(bench::Options),
    /// Prints the sizes.
    BenchSize,
    /// Prints how long the timeline takes.
    BenchPage(bench::Options),
    /// Prints how long documents take.
    BenchFormats,
    /// Prints what a million readers ask for.
    BenchFleet,
    /// Says what the widget would make of a feed.
    CheckFeed(check_feed::Options),
    /// Writes what others make a frame of.
    Oembed(oembed::Options),
    /// Prints the story as static HTML.
    Prerender(prerender::Options),
    /// Writes the static feeds.
    Stories,
    /// Tries the plugin for WordPress.
    WordPress,
    /// Prints the usage.
    Help,
}

impl Command {
    /// Reads the arguments after the program's name.
    pub fn read(args: impl IntoIterator<Item = OsString>) -> Result<Self> {
        let mut parser = Parser::from_args(args);
        let name = match parser.next()? {
            None => return Ok(Self::Help),
            Some(Arg::Long("help") | Arg::Short('h')) => return Ok(Self::Help),
            Some(Arg::Value(name)) => name.string()?,
            Some(other) => return Err(unexpected(&other)),
        };
        let mut command = match name.as_str() {
            "demo" => Self::Demo(demo::Options::default()),
            "test" => Self::Test { long: false },
            "dist" => {
                Self::Dist { base: "https://cdn.example/developing-story".into(), twice: false }
            }
            "examples" => Self::Examples,
            "bench" => Self::Bench(bench::Options::default()),
            "check-feed" => Self::CheckFeed(check_feed::Options::default()),
            "oembed" => Self::Oembed(oembed::Options::default()),
            "prerender" => Self::Prerender(prerender::Options::default()),
            "stories" => Self::Stories,
            "wordpress" => Self::WordPress,
            "help" => Self::Help,
            other => bail!("there is no command {other:?}\n\n{USAGE}"),
        };
        while let Some(arg) = parser.next()? {
            match (&mut command, arg) {
                (_, Arg::Long("help") | Arg::Short('h')) => return Ok(Self::Help),
                (Self::Demo(options), Arg::Long("speed")) => options.speed = speed(&mut parser)?,
                (Self::Demo(options), Arg::Long("port")) => options.port = port(&mut parser)?,
                (Self::Test { long }, Arg::Long("long")) => *long = true,
                (Self::Bench(options), Arg::Value(value)) => {
                    command = match value.to_str() {
                        Some("size") => Self::BenchSize,
                        Some("page") => Self::BenchPage(options.clone()),
                        Some("formats") => Self::BenchFormats,
                        Some("fleet") => Self::BenchFleet,
                        _ => return Err(unexpected(&Arg::Value(value))),
                    };
                }
                (Self::Bench(options) | Self::BenchPage(options), Arg::Long("json")) => {
                    options.json = Some(parser.value().context("--json wants a file")?.into());
                }
                (Self::BenchPage(options), Arg::Long("profile")) => options.profile = true,
                (Self::Dist { twice, .. }, Arg::Long("twice")) => *twice = true,
                (Self::Dist { base, .. }, Arg::Long("base")) => {
                    *base = parser.value().context("--base wants a URL")?.string()?;
                }
                (Self::CheckFeed(options), Arg::Long("json")) => options.json = true,
                (Self::CheckFeed(options), Arg::Long("base")) => {
                    let base = parser.value().context("--base wants a URL")?;
                    options.base = Some(base.string()?);
                }
                (Self::CheckFeed(options), Arg::Value(what)) if options.what.is_empty() => {
                    options.what = what.string()?;
                }
                (Self::Oembed(options), Arg::Value(page)) if options.page.is_empty() => {
                    options.page = page.string()?;
                }
                (Self::Oembed(options), Arg::Long(name)) => {
                    let name = name.to_owned();
                    oembed(options, &name, &mut parser)?;
                }
                (Self::Prerender(options), Arg::Long("json-ld")) => options.json_ld = true,
                (Self::Prerender(options), Arg::Long(name)) => {
                    let name = name.to_owned();
                    prerendered(options, &name, &mut parser)?;
                }
                (Self::Prerender(options), Arg::Value(what)) if options.what.is_empty() => {
                    options.what = what.string()?;
                }
                (_, other) => return Err(unexpected(&other)),
            }
        }
        if let Self::CheckFeed(options) = &command {
            ensure!(!options.what.is_empty(), "check-feed wants a file or a URL\n\n{USAGE}");
        }
        if let Self::Prerender(options) = &command {
            ensure!(!options.what.is_empty(), "prerender wants a file or a URL\n\n{USAGE}");
        }
        if let Self::Oembed(options) = &command {
            ensure!(
                !options.page.is_empty() && !options.feed.is_empty(),
                "oembed wants the address of a page, and --feed\n\n{USAGE}"
            );
        }
        Ok(command)
    }

    /// Does it, and says with what exit status the program ends.
    pub fn run(self) -> Result<ExitCode> {
        let done = match self {
            Self::CheckFeed(options) => {
                return Ok(ExitCode::from(check_feed::run(&options) as u8));
            }
            Self::Demo(options) => demo::run(&options),
            Self::Test { long } => checks::run(long),
            Self::Dist { base, twice } => dist::build().and_then(|dist| {
                if twice {
                    dist::again(&dist)?;
                    println!("A second build has the same bytes.");
                }
                println!(
                    "The release is in {}\n\n{}",
                    dist.display(),
                    dist::snippet(&dist, &base)?
                );
                Ok(())
            }),
            Self::Examples => npm::examples(&workspace::root().join("dist"))
                .map(|built| println!("The examples are in {}", built.display())),
            Self::Bench(options) => {
                sizes::bench()?;
                bench::page(&options)?;
                checks::formats()?;
                fleet::bench()
            }
            Self::BenchSize => sizes::bench(),
            Self::BenchPage(options) => bench::page(&options),
            Self::BenchFormats => checks::formats(),
            Self::BenchFleet => fleet::bench(),
            Self::Oembed(options) => oembed::run(&options),
            Self::Prerender(options) => prerender::run(&options),
            Self::Stories => stories::write(),
            Self::WordPress => wordpress::check(),
            Self::Help => {
                print!("{USAGE}");
                Ok(())
            }
        };
        done.map(|()| ExitCode::SUCCESS)
    }
}

fn prerendered(options: &mut prerender::Options, name: &str, parser: &mut Parser) -> Result<()> {
    let mut value = || Ok::<_, anyhow::Error>(parser.value()?.string()?);
    match name {
        "base" => options.base = Some(value()?),
        "page" => options.page = Some(value()?),
        "lang" | "order" | "limit" | "time-zone" | "key-tags" => {
            options.attributes.push((name.to_owned(), value()?));
        }
        _ => return Err(unexpected(&Arg::Long(name))),
    }
    Ok(())
}

fn oembed(options: &mut oembed::Options, name: &str, parser: &mut Parser) -> Result<()> {
    let mut value = || Ok::<_, anyhow::Error>(parser.value()?.string()?);
    match name {
        "feed" => options.feed = value()?,
        "base" => options.base = value()?,
        "lang" => options.lang = Some(value()?),
        "title" => options.title = Some(value()?),
        "out" => options.out = value()?.into(),
        "at" => options.at = Some(value()?),
        _ => return Err(unexpected(&Arg::Long(name))),
    }
    Ok(())
}

fn speed(parser: &mut Parser) -> Result<f64> {
    let text = parser.value().context("--speed wants a number")?.string()?;
    let speed: f64 =
        text.parse().ok().filter(|speed: &f64| speed.is_finite()).with_context(|| {
            format!("--speed is {text:?} (expected a number: seconds of the story in every second)")
        })?;
    ensure!(
        speed > 0.0 && speed <= FASTEST,
        "--speed is {text} (expected more than 0 and at most {FASTEST})"
    );
    Ok(speed)
}

fn port(parser: &mut Parser) -> Result<u16> {
    let text = parser.value().context("--port wants a number")?.string()?;
    let last = u16::MAX - (demo::PORTS - 1);
    text.parse()
        .ok()
        .filter(|port| (1..=last).contains(port))
        .with_context(|| {
            format!(
                "--port is {text:?} (expected a number from 1 to {last}; the {} ports after it are used too)",
                demo::PORTS - 1
            )
        })
}

fn unexpected(arg: &Arg<'_>) -> anyhow::Error {
    let arg = match arg {
        Arg::Long(name) => format!("--{name}"),
        Arg::Short(name) => format!("-{name}"),
        Arg::Value(value) => value.to_string_lossy().into_owned(),
    };
    anyhow::anyhow!("{arg:?} is not understood here\n\n{USAGE}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Result<Command> {
        Command::read(line.split_whitespace().map(OsString::from))
    }

    #[track_caller]
    fn check(line: &str, expect: Command) {
        assert_eq!(read(line).expect("understood"), expect);
    }

    #[track_caller]
    fn refused(line: &str, because: &str) {
        let error = format!("{:#}", read(line).expect_err("refused"));
        assert!(error.starts_with(because), "{error}");
    }

    #[test]
    fn every_command_is_understood() {
        let demo = |speed, port| Command::Demo(demo::Options { speed, port });
        check("", Command::Help);
        check("demo --help", Command::Help);
        check("demo", demo(60.0, 8080));
        check("demo --speed 0.5 --port=9000", demo(0.5, 9000));
        check("test", Command::Test { long: false });
        check("test --long", Command::Test { long: true });
        let base = |base: &str| Command::Dist { base: base.to_owned(), twice: false };
        check("dist", base("https://cdn.example/developing-story"));
        check("dist --base https://a.example/b", base("https://a.example/b"));
        let twice =
            Command::Dist { base: "https://cdn.example/developing-story".into(), twice: true };
        check("dist --twice", twice);
        check("examples", Command::Examples);
        let json =
            |file: Option<&str>| bench::Options { json: file.map(Into::into), profile: false };
        check("bench", Command::Bench(json(None)));
        check("bench --json a.json", Command::Bench(json(Some("a.json"))));
        check("bench size", Command::BenchSize);
        check("bench page", Command::BenchPage(json(None)));
        let profile = bench::Options { json: None, profile: true };
        check("bench page --profile", Command::BenchPage(profile));
        check("bench page --json a.json", Command::BenchPage(json(Some("a.json"))));
        check("bench formats", Command::BenchFormats);
        check("bench fleet", Command::BenchFleet);
        let options = prerender::Options {
            what: "feed.json".into(),
            json_ld: true,
            page: Some("https://a.example".into()),
            attributes: vec![("lang".into(), "da".into())],
            ..prerender::Options::default()
        };
        let line = "prerender feed.json --json-ld --lang da --page https://a.example";
        check(line, Command::Prerender(options));
        check("stories", Command::Stories);
        check("wordpress", Command::WordPress);
        let options = oembed::Options {
            page: "https://a.example".into(),
            feed: "https://a.example/f".into(),
            lang: Some("da".into()),
            out: "o.json".into(),
            ..oembed::Options::default()
        };
        let line = "oembed https://a.example --feed https://a.example/f --lang da --out o.json";
        check(line, Command::Oembed(options));
        let feed = |base: Option<&str>, json| {
            let what = "feed.json".to_owned();
            Command::CheckFeed(check_feed::Options { what, base: base.map(str::to_owned), json })
        };
        check("check-feed feed.json", feed(None, false));
        check("check-feed --json feed.json", feed(None, true));
        check(
            "check-feed feed.json --base https://a.example",
            feed(Some("https://a.example"), false),
        );
    }

    #[test]
    fn a_mistake_is_named_with_what_was_expected() {
        refused("demos", "there is no command \"demos\"");
        refused("demo --sped 3", "\"--sped\" is not understood here");
        refused("bench size fleet", "\"fleet\" is not understood here");
        refused("bench page --json", "--json wants a file");
        refused("bench --profile", "\"--profile\" is not understood here");
        refused("bench size --json a.json", "\"--json\" is not understood here");
        refused("test --short", "\"--short\" is not understood here");
        refused("test long", "\"long\" is not understood here");
        refused("bench speed", "\"speed\" is not understood here");
        refused("check-feed --json", "check-feed wants a file or a URL");
        refused("check-feed a.json b.json", "\"b.json\" is not understood here");
        refused("check-feed a.json --base", "--base wants a URL");
        refused("stories a.json", "\"a.json\" is not understood here");
        refused("demo --speed", "--speed wants a number");
        refused("demo --speed fast", "--speed is \"fast\" (expected a number");
        refused("demo --speed NaN", "--speed is \"NaN\" (expected a number");
        refused("demo --speed=-1", "--speed is -1 (expected more than 0");
        refused("demo --speed 0", "--speed is 0 (expected more than 0");
        refused("demo --port 65534", "--port is \"65534\" (expected a number from 1 to 65533");
    }
}
