//! `cargo xtask oembed`: what sites need that make a frame of a link to the story's page (oEmbed 1.0, type `rich`,
//! <https://oembed.com>).

use std::{fs, path::PathBuf};

use anyhow::{Context, Result, ensure};
use developing_story::prerender::quoted;
use serde_json::{Value, json};
use url::Url;

use crate::dist::VERSION;

/// The size of the frame where nobody listens to what it says of its height, in CSS pixels.
const SIZE: (u32, u32) = (600, 720);

/// For so long consumers keep the answer, in seconds.
const KEPT: u32 = 86_400;

/// What the command is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// The page of the story.
    pub page: String,
    /// The feed.
    pub feed: String,
    /// Where the release lies.
    pub base: String,
    /// The language of the interface.
    pub lang: Option<String>,
    /// What the story is called; the page's host if nobody says.
    pub title: Option<String>,
    /// The file to write.
    pub out: PathBuf,
    /// Where that file will lie on the web; beside the page if nobody says.
    pub at: Option<String>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            page: String::new(),
            feed: String::new(),
            base: "https://cdn.example/developing-story".into(),
            lang: None,
            title: None,
            out: "oembed.json".into(),
            at: None,
        }
    }
}

/// Writes the file, and prints the link by which it is discovered.
pub fn run(options: &Options) -> Result<()> {
    let answer = answer(options)?;
    fs::write(&options.out, format!("{answer:#}\n"))
        .with_context(|| format!("cannot write {}", options.out.display()))?;
    println!(
        "{} is written. For the head of {}:\n\n{}",
        options.out.display(),
        options.page,
        link(options)?
    );
    Ok(())
}

/// The answer of oEmbed.
pub fn answer(options: &Options) -> Result<Value> {
    let page = address("the page", &options.page)?;
    let title = title(options, &page);
    let (width, height) = SIZE;
    Ok(json!({
        "version": "1.0",
        "type": "rich",
        "title": title,
        "provider_name": page.host_str(),
        "provider_url": page.origin().ascii_serialization(),
        "cache_age": KEPT,
        "width": width,
        "height": height,
        "html": frame(options, &title)?,
    }))
}

/// The frame, for pages that take no scripts.
pub fn frame(options: &Options, title: &str) -> Result<String> {
    let feed = address("--feed", &options.feed)?;
    let base = address("--base", options.base.trim_end_matches('/'))?;
    let mut frame = address("--base", &format!("{base}/{VERSION}/embed.html"))?;
    frame.query_pairs_mut().append_pair("src", feed.as_str()).append_pair("from", &options.page);
    if let Some(lang) = &options.lang {
        frame.query_pairs_mut().append_pair("lang", lang);
    }
    let (width, height) = SIZE;
    Ok(format!(
        "<iframe src=\"{}\" title=\"{}\" width=\"{width}\" height=\"{height}\" style=\"width:100%;border:0\" \
         loading=\"lazy\" allow=\"clipboard-write; fullscreen; web-share\"></iframe>",
        quoted(frame.as_str()),
        quoted(title),
    ))
}

/// The link in the head of the page.
pub fn link(options: &Options) -> Result<String> {
    let page = address("the page", &options.page)?;
    let beside = format!("{}/oembed.json", options.page.trim_end_matches('/'));
    let at = address("--at", options.at.as_ref().unwrap_or(&beside))?;
    Ok(format!(
        "<link rel=\"alternate\" type=\"application/json+oembed\" href=\"{}\" title=\"{}\">",
        quoted(at.as_str()),
        quoted(&title(options, &page)),
    ))
}

fn title(options: &Options, page: &Url) -> String {
    options.title.clone().unwrap_or_else(|| page.host_str().unwrap_or_default().to_owned())
}

fn address(what: &str, text: &str) -> Result<Url> {
    let address = Url::parse(text)
        .with_context(|| format!("{what} is no address: {text:?} (expected https://…)"))?;
    ensure!(
        matches!(address.scheme(), "http" | "https"),
        "{what} is no address of the web: {text:?} (expected https://…)"
    );
    Ok(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options() -> Options {
        Options {
            page: "https://news.example/hanoi".into(),
            feed: "https://news.example/hanoi/feed.json?a=1&b=2".into(),
            base: "https://cdn.example/developing-story/".into(),
            lang: Some("da".into()),
            title: Some("Topmødet i \"Hanoi\"".into()),
            ..Options::default()
        }
    }

    #[test]
    fn the_answer_has_what_the_specification_asks_for() {
        let answer = answer(&options()).expect("an answer");
        for (member, value) in [
            ("version", json!("1.0")),
            ("type", json!("rich")),
            ("provider_name", json!("news.example")),
            ("provider_url", json!("https://news.example")),
            ("width", json!(600)),
            ("height", json!(720)),
        ] {
            assert_eq!(answer[member], value, "{member}");
        }
        let html = answer["html"].as_str().expect("a text");
        let frame = "<iframe src=\"https://cdn.example/developing-story/0.1.0/embed.html?src=https%3A%2F%2Fnews.example%2Fhanoi%2Ffeed.json%3Fa%3D1%26b%3D2&amp;from=https%3A%2F%2Fnews.example%2Fhanoi&amp;lang=da\" title=\"Topmødet i &quot;Hanoi&quot;\"";
        assert!(html.starts_with(frame), "{html}");
    }

    #[test]
    fn the_link_leads_beside_the_page_or_where_it_is_told_to() {
        let link_of = |at: Option<&str>| {
            link(&Options { at: at.map(str::to_owned), ..options() }).expect("a link")
        };
        assert!(link_of(None).contains("href=\"https://news.example/hanoi/oembed.json\""));
        assert!(
            link_of(Some("https://a.example/o.json")).contains("href=\"https://a.example/o.json\"")
        );
    }

    #[test]
    fn what_is_no_address_is_named() {
        for (options, because) in [
            (Options { page: "hanoi".into(), ..options() }, "the page is no address: \"hanoi\""),
            (
                Options { feed: "feed.json".into(), ..options() },
                "--feed is no address: \"feed.json\"",
            ),
            (
                Options { feed: "javascript:alert(1)".into(), ..options() },
                "--feed is no address of the web",
            ),
        ] {
            let error = format!("{:#}", answer(&options).expect_err("refused"));
            assert!(error.starts_with(because), "{error}");
        }
    }
}
