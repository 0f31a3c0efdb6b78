//! What others serve (videos, posts, frames), as cards made of what the feed says: nothing is asked of them before the
//! reader wants it.

use super::Piece;
use super::make::{anchor, made, set};
use super::picture::path;
use super::read::Reader;
use crate::link::Link;
use crate::markup;

/// A line each: whose it is, and addresses of one video, post or sound; `#` is a number, and `*` anything. Which address
/// the frame of each has, www/media.js knows; where a line begins with a dash, only the feed can know.
const PROVIDERS: &str = "\
YouTube=youtube.com/watch youtu.be/* youtube.com/shorts/* youtube.com/live/* youtube-nocookie.com/embed/*
Vimeo=vimeo.com/#
X=x.com/*/status/# twitter.com/*/status/#
Bluesky=bsky.app/profile/*/post/*
Instagram=instagram.com/p/* instagram.com/reel/*
Facebook=facebook.com/*/posts/* facebook.com/*/videos/* facebook.com/watch facebook.com/reel/# fb.watch/*
TikTok=tiktok.com/@*/video/#
Spotify=open.spotify.com/*/*
SoundCloud=soundcloud.com/*/*
-DR=dr.dk/drtv/*
-TV 2=tv2.dk/video/*
Mastodon=*/@*/#";

/// Longest address shown, in characters.
const LONGEST: usize = 60;

impl Reader<'_> {
    /// An `<iframe>`.
    pub(super) fn frame(&mut self, of: &markup::Element) -> Option<Piece> {
        let frame = self.source(of)?;
        let mut what = Vec::new();
        if let Some(title) = of.attribute("title").filter(|title| !title.is_empty()) {
            what.push(made("p", vec![self.text(title)]));
        }
        let name = provider(&frame, false).unwrap_or(frame.host());
        Some(card(name, &frame, what, true))
    }

    /// A quotation: of a post elsewhere a card, and otherwise with its source.
    pub(super) fn quote(&mut self, of: &markup::Element) -> Piece {
        let quote = made("blockquote", self.blocks(&of.children));
        let cite = of.attribute("cite").and_then(|cite| self.link(cite)).filter(Link::is_http);
        let mut last = None;
        last_post(&quote, &mut last);
        let post = cite.as_ref().and_then(|cite| Some((provider(cite, true)?, cite.clone())));
        match (post.or(last), cite) {
            (Some((name, link)), _) => card(name, &link, vec![quote], false),
            (None, Some(cite)) if !quote.is_blank() => {
                let source = made("figcaption", vec![anchor(&cite, vec![shown(&cite)])]);
                made("figure", vec![quote, source])
            }
            _ => quote,
        }
    }
}

/// The last link to a post in a piece.
fn last_post(piece: &Piece, last: &mut Option<(&'static str, Link)>) {
    let Piece::Element(element) = piece else { return };
    let link = element.get("href").and_then(|to| Link::resolve(None, to));
    if let Some(link) = link
        && let Some(name) = provider(&link, true)
    {
        *last = Some((name, link));
    }
    element.inside.iter().for_each(|piece| last_post(piece, last));
}

/// A line as a paragraph, or as a card where it is nothing but the address of a post.
pub(super) fn of_line(line: Vec<Piece>) -> Piece {
    if let [only] = line.as_slice() {
        let mut title = String::new();
        only.write(&mut title);
        let address = match only {
            Piece::Text(_) => Some(title.as_str()),
            Piece::Element(element) => element.get("href"),
        };
        let link = address.and_then(|address| Link::resolve(None, address));
        if let Some(link) = link
            && let Some(name) = provider(&link, true)
        {
            let is_title = !title.trim_start().starts_with("http");
            let what =
                if is_title { vec![made("p", vec![Piece::Text(title)])] } else { Vec::new() };
            return card(name, &link, what, false);
        }
    }
    made("p", line)
}

fn card(name: &str, link: &Link, mut what: Vec<Piece>, is_frame: bool) -> Piece {
    let (name, has_frame) = name.strip_prefix('-').map_or((name, true), |name| (name, is_frame));
    let source = anchor(link, vec![Piece::text(name), Piece::text(" · "), shown(link)]);
    what.push(made("p class=source", vec![source]));
    if has_frame {
        // What is loaded goes in here.
        what.push(set(made("div class=frame", Vec::new()), "data-address", link.as_str()));
        let button = made("button type=button class=load data-action=load", Vec::new());
        what.push(set(button, "data-from", name));
    }
    made("figure class=card", what)
}

fn shown(link: &Link) -> Piece {
    let text = link.short();
    let mut short: String = text.chars().take(LONGEST).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    Piece::Text(short)
}

/// Whose address it is: of a post, or any.
fn provider(link: &Link, of_post: bool) -> Option<&'static str> {
    let address = path(link.short());
    let address = address.strip_prefix("m.").unwrap_or(address);
    let fits = |pattern: &str| {
        let mut segments = address.split('/');
        let mut parts = pattern.split('/');
        if of_post {
            parts.all(|part| segments.next().is_some_and(|segment| is_like(part, segment)))
        } else {
            let before = parts.next().and_then(|theirs| link.host().strip_suffix(theirs));
            before.is_some_and(|before| before.is_empty() || before.ends_with('.'))
        }
    };
    PROVIDERS.split('\n').find_map(|line| {
        let (name, patterns) = line.split_once('=')?;
        patterns.split(' ').any(fits).then_some(name)
    })
}

fn is_like(pattern: &str, segment: &str) -> bool {
    match pattern.strip_suffix('*') {
        Some(start) => segment.len() > start.len() && segment.starts_with(start),
        None if pattern == "#" => segment.starts_with(|c: char| c.is_ascii_digit()),
        None => pattern == segment,
    }
}
