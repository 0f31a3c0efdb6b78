//! `cargo xtask prerender`: the story as static HTML for the inside of the tag, and its `LiveBlogPosting`.

mod locale;

use std::{collections::HashMap, fs};

use anyhow::{Context, Result, bail};
use developing_story::{
    config::Config, feed::Value, labels::Labels, markup::native::Html5ever, prerender,
    session::Host, time::Timestamp,
};

use crate::{
    check_feed::{self, Story},
    workspace,
};
pub use locale::Icu;

/// What the command is told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// A file or a URL.
    pub what: String,
    /// What relative links in a file start from.
    pub base: Option<String>,
    /// And the `LiveBlogPosting`, in an element of its own.
    pub json_ld: bool,
    /// The page that the story stands on; the feed's own word if nobody says.
    pub page: Option<String>,
    /// Attributes of the tag that the HTML is for.
    pub attributes: Vec<(String, String)>,
}

/// Prints it.
pub fn run(options: &Options) -> Result<()> {
    println!("{}", make(options)?.trim_end());
    Ok(())
}

/// Finds the feed, over the network where it is a URL, and makes of it what is asked for.
pub fn make(options: &Options) -> Result<String> {
    let asked =
        check_feed::Options { what: options.what.clone(), base: options.base.clone(), json: false };
    let report = check_feed::check(&asked);
    let story = match report.outcome {
        Ok(story) => story,
        Err(fault) => bail!("{} {}. {}", options.what, fault.what, fault.remedy),
    };
    let mut made = html(&story, options)?;
    if options.json_ld {
        let page = options.page.as_deref().or_else(|| home(&story));
        let page =
            page.context("--json-ld wants --page URL, since the feed has no home_page_url")?;
        let base = report.address.as_ref();
        let posting = prerender::posting(&story.document, &story.page, page, base, &Html5ever);
        made.push_str("<script type=\"application/ld+json\">");
        made.push_str(&prerender::inert(&posting));
        made.push_str("</script>\n");
    }
    Ok(made)
}

fn home(story: &Story) -> Option<&str> {
    story.feed.home_page.as_ref().map(|home| home.as_str())
}

fn html(story: &Story, options: &Options) -> Result<String> {
    let mut attributes: HashMap<&str, String> =
        options.attributes.iter().map(|(name, value)| (&**name, value.clone())).collect();
    // Nobody knows yet who will read it, or where.
    let zone = story.feed.time_zone.as_ref().map_or("UTC", |_| "scene");
    attributes.entry("time-zone").or_insert_with(|| zone.to_owned());
    let (config, misread) = Config::read(|name| attributes.get(name).cloned());
    if let Some(misread) = misread.first() {
        let (name, value) = (misread.name, &misread.value);
        bail!(
            "--{name} {value:?} is not understood (README.md says what the attribute {name} takes)"
        );
    }
    let language = attributes.get("lang").or(story.feed.language.as_ref());
    let (language, labels) = labels(language.map_or("en", |language| language))?;
    let locale = Icu::new(&language);
    let host = Host { locale: &locale, labels: &labels, parser: &Html5ever, last: None };
    let now = Timestamp::from_millis(jiff::Timestamp::now().as_millisecond());
    let view = prerender::view(story.page.clone(), config, host, now)
        .with_context(|| format!("{} has no entries to show", options.what))?;
    let home = options.page.as_deref().or_else(|| home(story));
    Ok(prerender::html(&view, &language, home))
}

/// The interface's texts in a language, and the language that they are in: English where there are none.
fn labels(tag: &str) -> Result<(String, Labels)> {
    let folder = workspace::root().join("www/labels");
    let primary = tag.split('-').next().unwrap_or(tag);
    let is_there = |name: &&str| folder.join(format!("{name}.json")).is_file();
    let file = [tag, primary].into_iter().find(is_there).unwrap_or("en");
    let read = |path: String| -> Result<Value> {
        let text = fs::read_to_string(folder.join(&path))
            .with_context(|| format!("cannot read {path}"))?;
        Value::check(&text).map_err(anyhow::Error::msg)
    };
    let mut labels = Labels::read(&read(format!("{file}.json"))?);
    labels.learn(&read(format!("more/{file}.json"))?);
    let language = if file == "en" && primary != "en" { "en" } else { tag };
    Ok((language.to_owned(), labels))
}
