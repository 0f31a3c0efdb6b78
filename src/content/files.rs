//! An entry's text with its picture and its files.

use super::make::{anchor, made};
use super::picture::{self, is_picture, path};
use super::{Content, Piece, from_html, from_text};
use crate::feed::{Body, File, Update};
use crate::limits::MAX_FILES;
use crate::link::{Link, last};
use crate::markup::Parser;

/// All that an update shows under its headline: its picture where the text has it not, the text, and its files.
pub fn whole(update: &Update, parser: &dyn Parser) -> Content {
    let summary = || update.summary.as_deref().map(from_text).unwrap_or_default();
    let mut content = match &update.body {
        Body::Html(html, base) => from_html(&parser.html(html), base.as_ref()),
        Body::Text(text) => from_text(text),
        // Without a title the summary is the headline.
        Body::None => update.title.as_ref().map(|_| summary()).unwrap_or_default(),
    };
    if let Some(image) = update.image.iter().find(|image| !has(&content.blocks, image)) {
        content.blocks.insert(0, picture::plain(image));
    }
    for (index, file) in update.files.iter().enumerate() {
        if index == MAX_FILES {
            content.is_cut = true;
            break;
        }
        if !has(&content.blocks, &file.address) {
            content.blocks.push(shown(file));
        }
    }
    content
}

fn shown(file: &File) -> Piece {
    let kind = file.kind.split('/').next().unwrap_or_default();
    let caption = file.title.as_deref().map(|title| made("figcaption", vec![Piece::text(title)]));
    let mut figure = match kind {
        "image" => picture::plain(&file.address),
        "video" | "audio" => made("figure", vec![picture::player(kind == "video", &file.address)]),
        _ => {
            let name = file.address.short();
            let name = last(name, b'/').and_then(|at| name.get(at + 1..)).unwrap_or(name);
            let title = file.title.as_deref().unwrap_or(name);
            return made("p class=file", vec![anchor(&file.address, vec![Piece::text(title)])]);
        }
    };
    if let Piece::Element(figure) = &mut figure {
        figure.inside.extend(caption);
    }
    figure
}

/// Whether a text has a file already, in whatever size.
fn has(blocks: &[Piece], address: &Link) -> bool {
    blocks.iter().any(|piece| match piece {
        Piece::Text(_) => false,
        Piece::Element(element) => {
            let is_same = |name: &&str| {
                element.get(name).is_some_and(|named| bare(named) == bare(address.as_str()))
            };
            ["src", "href", "data-address"].iter().any(is_same) || has(&element.inside, address)
        }
    })
}

/// An address without what tells sizes of the same picture apart: the scheme, the query, and WordPress's "-300x200".
fn bare(address: &str) -> (&str, &str) {
    let address = address.strip_prefix("https").or(address.strip_prefix("http")).unwrap_or(address);
    if !is_picture(address) {
        return (address, "");
    }
    let path = path(address);
    let (name, end) = path.split_at(last(path, b'.').unwrap_or(path.len()));
    let size = last(name, b'-').map(|at| name.split_at(at));
    let is_size = |size: &str| size.bytes().all(|c| c.is_ascii_digit() || matches!(c, b'x' | b'-'));
    match size {
        Some((before, size)) if is_size(size) => (before, end),
        _ => (name, end),
    }
}
