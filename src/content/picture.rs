//! Pictures, and what is played.

use super::Piece;
use super::make::{anchor, made, number, set};
use super::read::Reader;
use crate::link::{Link, last};
use crate::markup::{self, Node};

/// Whether a picture stands for a character, or is there to count readers: it is at most 32 CSS pixels high or wide.
pub(super) fn is_sign(img: &markup::Element) -> bool {
    let is_small = |name| {
        let pixels = img.attribute(name).and_then(number);
        pixels.is_some_and(|pixels| pixels.len() == 1 || pixels.len() == 2 && pixels <= "32")
    };
    let classes = img.attribute("class").unwrap_or_default();
    let is_sign = |class| matches!(class, "emoji" | "wp-smiley");
    is_small("height") || is_small("width") || classes.split(' ').any(is_sign)
}

impl Reader<'_> {
    /// An `<img>` or a `<picture>`, as a button that enlarges it, or as the link that it stands in.
    pub(super) fn picture(&mut self, of: &markup::Element) -> Option<Piece> {
        let is_picture = of.name == "picture";
        let img = if is_picture { children(of, "img").next()? } else { of };
        let src = self.source(img)?;
        let mut shown = set(made(IMG, Vec::new()), "src", src.as_str());
        if let (Piece::Element(shown), Piece::Element(kept)) =
            (&mut shown, self.make("img srcset:c sizes:w width:n height:n alt:t", img, Vec::new()))
        {
            // A width that the feed's own page gives it is better than none.
            let has_sizes = kept.get("srcset").is_none() || kept.get("sizes").is_some();
            shown.attributes.extend(kept.attributes);
            shown.set("alt", "");
            if !has_sizes {
                shown.set("sizes", "auto, 100vw");
            }
        }
        if is_picture {
            let mut inside = Vec::new();
            for source in children(of, "source") {
                let rule = "source srcset:c sizes:w media:w type:w width:n height:n";
                let source = self.make(rule, source, Vec::new());
                inside.extend(Some(source).filter(|source| source.has("srcset")));
            }
            inside.push(shown);
            shown = made("picture", inside);
        }
        Some(figure(shown, &src, self.link.as_ref()))
    }

    /// A `<video>` or an `<audio>`: the browser's own controls, and nothing before they are used.
    pub(super) fn media(&mut self, of: &markup::Element) -> Option<Piece> {
        let mut inside = Vec::new();
        if let Some(src) = self.source(of) {
            inside.push(set(made("source", Vec::new()), "src", src.as_str()));
        }
        for (name, rule) in [
            ("source", "source src:u type:w"),
            ("track", "track src:u kind:w srclang:w label:t default:f"),
        ] {
            for part in children(of, name) {
                let part = self.make(rule, part, Vec::new());
                // Captions alone are nothing.
                if part.has("src") && (name == "source" || !inside.is_empty()) {
                    inside.push(part);
                }
            }
        }
        let rule = if of.name == "video" { VIDEO } else { AUDIO };
        (!inside.is_empty()).then(|| self.make(rule, of, inside))
    }

    /// The address of a file, also where a script would have put it in.
    pub(super) fn source(&mut self, of: &markup::Element) -> Option<Link> {
        let file = |name| of.attribute(name).and_then(|address| self.file(address));
        file("src").or_else(|| file("data-src"))
    }
}

/// It loads when it comes near.
const IMG: &str = "img loading=lazy decoding=async";

/// It never plays by itself, and loads nothing before it does. Captions from another origin are readable where the film
/// is asked for as the feed says.
const VIDEO: &str =
    "video controls= preload=none playsinline= poster:u width:n height:n crossorigin:f";
const AUDIO: &str = "audio controls= preload=none crossorigin:f";

/// A picture without markup of its own.
pub(super) fn plain(src: &Link) -> Piece {
    let img = set(set(made(IMG, Vec::new()), "src", src.as_str()), "alt", "");
    figure(img, src, None)
}

/// What is played without markup of its own.
pub(super) fn player(is_video: bool, src: &Link) -> Piece {
    let source = set(made("source", Vec::new()), "src", src.as_str());
    made(if is_video { VIDEO } else { AUDIO }, vec![source])
}

/// A picture in what makes it larger, or in the link that it stands in; a link to a picture is a larger one.
fn figure(shown: Piece, src: &Link, to: Option<&Link>) -> Piece {
    let inside = vec![shown];
    let held = match to {
        Some(to) if !is_picture(to.as_str()) => anchor(to, inside),
        larger => {
            let button = made("button type=button class=enlarge data-action=enlarge", inside);
            set(button, "data-address", larger.filter(|to| to.is_http()).unwrap_or(src).as_str())
        }
    };
    made("figure class=picture", vec![held])
}

/// Whether an address ends as those of pictures do.
pub(super) fn is_picture(address: &str) -> bool {
    let end = last(path(address), b'.').and_then(|at| address.get(at + 1..));
    let is_end = |known: &str| {
        end.and_then(|end| end.get(..known.len()))
            .is_some_and(|end| end.eq_ignore_ascii_case(known))
    };
    ["jpg", "jpeg", "png", "gif", "webp", "avif"].into_iter().any(is_end)
}

/// An address up to its query.
pub(super) fn path(address: &str) -> &str {
    address.find(['?', '#']).and_then(|end| address.get(..end)).unwrap_or(address)
}

fn children<'a>(
    of: &'a markup::Element,
    name: &'a str,
) -> impl Iterator<Item = &'a markup::Element> {
    of.children.iter().filter_map(move |node| match node {
        Node::Element(element) if element.name == name => Some(element),
        _ => None,
    })
}
