//! What a post is put together from: texts, pictures, quotations, embedded things, readers' comments.

use crate::feed::Value;
use crate::formats::members::{inside, text};
use crate::formats::plain::{escaped, of_html};
use crate::link::Link;

/// Sizes of a picture, the one for a page first.
const SIZES: [&str; 4] = ["baseImage", "viewImage", "original", "thumbnail"];

/// The parts of a post.
pub(super) struct Parts<'a> {
    parts: Vec<&'a Value>,
    base: &'a Link,
}

impl<'a> Parts<'a> {
    /// They stand in groups, or in version 2 of the API in a list.
    pub(super) fn new(post: &'a Value, base: &'a Link) -> Self {
        let list = |of: &'a Value, name: &str| of.member(name).map_or(&[][..], Value::list);
        let groups = list(post, "groups").iter().flat_map(|group| list(group, "refs"));
        let parts = groups.filter_map(|part| part.member("item")).chain(list(post, "items"));
        let parts = parts.filter(|part| matches!(part, Value::Map(_))).collect();
        Self { parts, base }
    }

    /// Whether there is nothing else.
    pub(super) fn advertises(&self) -> bool {
        !self.parts.is_empty() && self.parts.iter().all(|part| is_advertisement(part))
    }

    /// The first part's that has one.
    pub(super) fn headline(&self) -> Option<&'a str> {
        self.parts.iter().find_map(|part| text(part, "headline"))
    }

    /// Who wrote it: of a comment the reader; of what another newsroom has sent its author.
    pub(super) fn author(&self, post: &'a Value) -> Option<&'a str> {
        let commenter = self.comment().and_then(|part| text(part, "commenter"));
        let sent = || self.parts.iter().find_map(|part| name(part.member("syndicated_creator")?));
        let own =
            || ["original_creator", "publisher"].iter().find_map(|who| name(post.member(who)?));
        let listed = || post.member("authors")?.list().iter().find_map(name);
        commenter.or_else(sent).or_else(own).or_else(listed).or_else(|| text(post, "byline"))
    }

    /// The post, where it is a comment and nothing else.
    fn comment(&self) -> Option<&'a Value> {
        match self.parts[..] {
            [part] if kind(part) == "comment" => Some(part),
            _ => None,
        }
    }

    /// The first picture.
    pub(super) fn image(&self) -> Option<Link> {
        self.parts.iter().find_map(|part| self.picture(part))
    }

    fn picture(&self, part: &Value) -> Option<Link> {
        let renditions = inside(part, &["meta", "media", "renditions"]);
        let renditions = renditions.or_else(|| part.member("renditions"));
        let sizes = || SIZES.iter().find_map(|size| text(renditions?.member(size)?, "href"));
        let address = match kind(part).as_str() {
            "image" => sizes(),
            "embed" | "video" => text(part.member("meta")?, "thumbnail_url"),
            _ => None,
        };
        self.link(address?)
    }

    fn link(&self, address: &str) -> Option<Link> {
        Link::resolve(Some(self.base), address).filter(Link::is_http)
    }

    /// All of them, one below the other.
    pub(super) fn html(&self) -> Option<String> {
        let alone = self.comment().is_some();
        let parts = self.parts.iter().filter(|part| !is_advertisement(part));
        let html: String = parts.filter_map(|part| self.part(part, alone)).collect();
        (!html.is_empty()).then_some(html)
    }

    fn part(&self, part: &Value, alone: bool) -> Option<String> {
        let written = || text(part, "text").map(|html| format!("<div>{html}</div>"));
        let meta = part.member("meta").unwrap_or(&Value::Null);
        match kind(part).as_str() {
            "image" => self.figure(part, meta).or_else(written),
            "quote" => quote(meta).or_else(written),
            "embed" | "video" => self.embed(meta).or_else(written),
            "comment" if !alone => {
                let by = paragraph(text(part, "commenter"));
                Some(format!("<blockquote>{}{by}</blockquote>", written()?))
            }
            _ => written(),
        }
    }

    fn figure(&self, part: &Value, meta: &Value) -> Option<String> {
        let said = [text(meta, "caption"), text(meta, "credit")];
        let caption = said.into_iter().flatten().collect::<Vec<_>>().join(" · ");
        let picture = self.picture(part).map(|link| {
            let alt = escaped(said[0].unwrap_or_default());
            format!("<img src=\"{}\" alt=\"{alt}\">", escaped(link.as_str()))
        });
        if caption.is_empty() && picture.is_none() {
            return None;
        }
        let picture = picture.unwrap_or_default();
        Some(format!("<figure>{picture}<figcaption>{}</figcaption></figure>", escaped(&caption)))
    }

    /// What an embedded thing says of itself; a page of ours has neither frames nor scripts.
    fn embed(&self, meta: &Value) -> Option<String> {
        let link = text(meta, "original_url").or_else(|| text(meta, "url"));
        let link = link.and_then(|address| self.link(address));
        let to = |shown: &str| match &link {
            Some(link) => {
                format!("<p><a href=\"{}\">{}</a></p>", escaped(link.as_str()), escaped(shown))
            }
            None => paragraph(Some(shown)),
        };
        let description = text(meta, "description").or_else(|| text(meta, "caption"));
        let title = text(meta, "title").or_else(|| link.as_ref().map(Link::as_str));
        if text(meta, "title").or(description).is_some() {
            let title = title.map(to).unwrap_or_default();
            let (description, credit) = (paragraph(description), paragraph(text(meta, "credit")));
            return Some(format!("<blockquote>{title}{description}{credit}</blockquote>"));
        }
        let html = text(meta, "html").filter(|html| of_html(html).is_some());
        let html = html.map(|html| format!("<div>{html}</div>"));
        html.or_else(|| link.as_ref().map(|link| to(link.as_str())))
    }
}

fn quote(meta: &Value) -> Option<String> {
    let (quote, credit) = (text(meta, "quote")?, text(meta, "credit"));
    Some(format!("<blockquote>{}{}</blockquote>", paragraph(Some(quote)), paragraph(credit)))
}

fn paragraph(text: Option<&str>) -> String {
    text.map_or_else(String::new, |text| format!("<p>{}</p>", escaped(text)))
}

fn kind(part: &Value) -> String {
    text(part, "item_type").unwrap_or_default().to_ascii_lowercase()
}

fn is_advertisement(part: &Value) -> bool {
    kind(part).starts_with("advertisement")
}

fn name(who: &Value) -> Option<&str> {
    text(who, "display_name").or_else(|| text(who, "byline"))
}
