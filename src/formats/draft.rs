//! A JSON Feed in the making: what every format fills in.

use super::note::{Note, Verdict};
use super::paging::Next;
use super::xml::{self, Lines};
use super::{Format, Outcome, Reading, dates};
use crate::feed::Value;
use crate::limits::MAX_ITEMS;
use crate::link::Link;
use crate::time::Timestamp;

/// Values told of; a document with more has one mistake, many times.
pub(super) const MAX_REPAIRED: usize = 1000;

/// Characters of a text that stands for an id.
const MAX_STAND_IN: usize = 200;

/// A feed of any format, in the terms of JSON Feed and `_story`.
#[derive(Debug, Default)]
pub(super) struct Draft {
    /// Plain text.
    pub(super) title: Option<String>,
    /// A BCP 47 tag.
    pub(super) language: Option<String>,
    /// Where the story lives.
    pub(super) home_page: Option<Link>,
    /// Names that items without authors inherit.
    pub(super) authors: Vec<String>,
    /// The page of older items.
    pub(super) next: Option<Next>,
    /// `true` where the coverage has ended.
    pub(super) ended: bool,
    /// When the coverage began and ended.
    pub(super) coverage: [Option<Timestamp>; 2],
    /// Seconds between polls, in the words of the format.
    pub(super) poll: Option<f64>,
    items: Vec<Value>,
    revised: Vec<Value>,
    ids: Vec<String>,
    /// Sorted, as are those of what is revised.
    revised_ids: Vec<String>,
    /// Items looked at, whatever became of them.
    count: usize,
    /// Values that were repaired, told of or not.
    repaired: usize,
    notes: Vec<Note>,
    lines: Lines,
}

/// An item of any format, in the terms of JSON Feed and `_story`.
#[derive(Debug, Default)]
pub(super) struct Item {
    /// What tells it from the others.
    pub(super) id: Option<String>,
    /// Its own page.
    pub(super) url: Option<Link>,
    /// Plain text.
    pub(super) title: Option<String>,
    /// Plain text.
    pub(super) summary: Option<String>,
    /// HTML.
    pub(super) html: Option<String>,
    /// Plain text, where there is no HTML.
    pub(super) text: Option<String>,
    /// What relative links in the HTML start from, where it is not the item's own page.
    pub(super) base: Option<Link>,
    /// When it was published.
    pub(super) published: Option<Timestamp>,
    /// When it was last changed.
    pub(super) modified: Option<Timestamp>,
    /// Names.
    pub(super) authors: Vec<String>,
    /// Categories.
    pub(super) tags: Vec<String>,
    /// A BCP 47 tag.
    pub(super) language: Option<String>,
    /// The item's picture.
    pub(super) image: Option<Link>,
    /// Its files.
    pub(super) attachments: Vec<Attachment>,
    /// A key moment.
    pub(super) key: bool,
    /// Stays on top.
    pub(super) pinned: bool,
    /// Taken back, with the reason, which may be empty.
    pub(super) withdrawn: Option<String>,
}

/// A file that belongs to an item.
#[derive(Debug)]
pub(super) struct Attachment {
    /// Where it is.
    pub(super) url: Link,
    /// Its media type.
    pub(super) mime_type: String,
    /// Its size, in bytes.
    pub(super) bytes: Option<f64>,
}

impl Draft {
    /// Begins with what was found of the document as a whole.
    pub(super) fn new(notes: Vec<Note>) -> Self {
        Self { notes, ..Self::default() }
    }

    /// Begins an XML document with what was found of it as a whole.
    pub(super) fn of_xml(tree: &roxmltree::Document<'_>, notes: Vec<Note>) -> Self {
        Self { notes, lines: Lines::of(tree), ..Self::default() }
    }

    /// Where an element stands.
    pub(super) fn line(&self, node: roxmltree::Node<'_, '_>) -> String {
        self.lines.place(node)
    }

    /// Tells of something that is not an item.
    pub(super) fn note(&mut self, note: Note) {
        self.repaired += usize::from(note.verdict == Verdict::Repaired);
        if note.verdict != Verdict::Repaired || self.repaired <= MAX_REPAIRED {
            self.notes.push(note);
        }
    }

    /// Leaves out an item. Returns whether more may follow.
    pub(super) fn refuse(
        &mut self,
        at: &str,
        what: impl Into<String>,
        remedy: &'static str,
    ) -> bool {
        self.counts(at) && {
            self.note(Note::refused(at, what, remedy));
            true
        }
    }

    /// Whether another item may be looked at.
    fn counts(&mut self, at: &str) -> bool {
        self.count += 1;
        if self.count == MAX_ITEMS + 1 {
            let what = format!("beyond the limit of {MAX_ITEMS} items");
            self.note(Note::refused(at, what, "Move older items to further pages."));
        }
        self.count <= MAX_ITEMS
    }

    /// A date as it is written; one that cannot be read is reported and left out.
    pub(super) fn date(&mut self, at: &str, text: Option<&str>) -> Option<Timestamp> {
        let text = text.map(str::trim).filter(|text| !text.is_empty())?;
        let date = dates::parse(text);
        if date.is_none() {
            let what = format!("the date \"{text}\" cannot be read and is left out");
            self.note(Note::repaired(at, what, "Write it as 2019-02-28T07:12:00Z (RFC 3339)."));
        }
        date
    }

    /// An address as it is written; one that cannot be used is reported and left out.
    pub(super) fn link(
        &mut self,
        at: &str,
        base: Option<&Link>,
        text: Option<&str>,
    ) -> Option<Link> {
        let text = text.map(str::trim).filter(|text| !text.is_empty())?;
        let link = Link::resolve(base, text);
        if link.is_none() {
            let what = format!("the address \"{text}\" is left out");
            self.note(Note::repaired(at, what, "Write it with http, https, mailto or tel."));
        }
        link
    }

    /// Whether there is an item of that id.
    pub(super) fn has(&self, id: &str) -> bool {
        self.ids.binary_search_by(|known| known.as_str().cmp(id)).is_ok()
    }

    /// Gives an item without an id another value for one, and says so: of what it has the first that is
    /// its own. A link to the story as a whole is that of every item.
    pub(super) fn stand_in(&mut self, node: roxmltree::Node<'_, '_>, item: &mut Item, of: &str) {
        if item.id.is_some() {
            return;
        }
        let url = item.url.as_ref().filter(|url| self.home_page.as_ref() != Some(*url));
        let mut own = vec![url.map(Link::to_string), item.title.clone()];
        if own.iter().all(Option::is_none) {
            let text = xml::text(node).map(|text| text.chars().take(MAX_STAND_IN).collect());
            own = vec![item.published.or(item.modified).map(Timestamp::to_rfc3339), text];
        }
        let is_new = |id: &&String| !self.has(id);
        let mut found = own.iter().flatten();
        item.id = found.clone().find(is_new).or(found.next()).cloned();
        self.stands(node, item, of);
    }

    /// Says what stands for the id of an item.
    pub(super) fn stands(&mut self, node: roxmltree::Node<'_, '_>, item: &Item, of: &str) {
        if let Some(id) = &item.id {
            let what = format!("no {of}; \"{id}\" stands for it");
            self.note(Note::repaired(
                &self.line(node),
                what,
                "Give every item an id that never changes: an entry whose stand-in changes is a new one.",
            ));
        }
    }

    /// Takes in an item found at a place of the document, or says why not. Returns whether more may
    /// follow.
    pub(super) fn add(&mut self, at: &str, item: Item) -> bool {
        let id = item.id.as_deref().map(str::trim).filter(|id| !id.is_empty());
        let Some(id) = id.map(str::to_owned) else {
            let remedy = "Give every item an id of its own that never changes.";
            return self.refuse(at, "no id", remedy);
        };
        if !self.counts(at) {
            return false;
        }
        match self.ids.binary_search(&id) {
            Ok(_) => {
                let what = format!("the id \"{id}\" is used before");
                self.note(Note::refused(at, what, "Give every item an id of its own."));
            }
            Err(place) => {
                let shown = item.title.as_deref().unwrap_or(&id).to_owned();
                self.ids.insert(place, id.clone());
                self.items.push(item.value(id));
                self.note(Note::accepted(at, shown));
            }
        }
        true
    }

    /// Takes in news of an item that this document need not list; of several of one item the first.
    /// Returns whether more may follow.
    pub(super) fn revise(&mut self, at: &str, item: Item) -> bool {
        let id = item.id.as_deref().map(str::trim).filter(|id| !id.is_empty());
        let Some(id) = id.map(str::to_owned) else {
            return self.refuse(at, "no id", "Say which item it is about.");
        };
        match self.revised_ids.binary_search(&id) {
            Ok(_) => {
                let what = format!("news of \"{id}\" was told before");
                self.refuse(at, what, "Tell the latest of each item, once.")
            }
            Err(place) => {
                self.counts(at) && {
                    self.revised_ids.insert(place, id.clone());
                    self.note(Note::accepted(at, format!("news of \"{id}\"")));
                    self.revised.push(item.value(id));
                    true
                }
            }
        }
    }

    /// The feed, and what was found on the way.
    pub(super) fn finish(self, format: Format) -> Reading {
        let (next, guessed) = match self.next {
            Some(Next { link, guessed }) => (Some(link), guessed),
            None => (None, false),
        };
        let [start, end] = self.coverage.map(|date| date.map(|date| text(&date.to_rfc3339())));
        let story = map([
            ("state", self.ended.then(|| text("ended"))),
            ("coverage_start", start),
            ("coverage_end", end),
            ("poll_seconds", self.poll.map(Value::Number)),
            ("revised", list(self.revised)),
        ]);
        let document = map([
            ("version", Some(text("https://jsonfeed.org/version/1.1"))),
            ("title", self.title.as_deref().map(text)),
            ("language", self.language.map(tag)),
            ("home_page_url", self.home_page.as_ref().map(address)),
            ("next_url", next.as_ref().map(address)),
            ("authors", names(self.authors)),
            ("_story", story),
            ("items", Some(Value::List(self.items))),
        ]);
        let document = document.unwrap_or(Value::Null);
        Reading {
            format: Some(format),
            outcome: Outcome::Feed { document, guessed },
            notes: self.notes,
        }
    }
}

impl Item {
    fn value(self, id: String) -> Value {
        let date = |date: Option<Timestamp>| date.map(|date| text(&date.to_rfc3339()));
        let yes = |so: bool| so.then_some(Value::Bool(true));
        let story = map([
            ("key", yes(self.key)),
            ("pinned", yes(self.pinned)),
            ("base", self.base.as_ref().map(address)),
            (
                "withdrawn",
                self.withdrawn
                    .map(|why| if why.is_empty() { Value::Bool(true) } else { Value::Text(why) }),
            ),
        ]);
        let attachments: Vec<Value> =
            self.attachments.into_iter().filter_map(Attachment::value).collect();
        let tags: Vec<Value> = self.tags.into_iter().map(Value::Text).collect();
        let item = map([
            ("id", Some(Value::Text(id))),
            ("url", self.url.as_ref().map(address)),
            ("title", self.title.map(Value::Text)),
            ("summary", self.summary.map(Value::Text)),
            ("content_html", self.html.map(Value::Text)),
            ("content_text", self.text.map(Value::Text)),
            ("image", self.image.as_ref().map(address)),
            ("date_published", date(self.published)),
            ("date_modified", date(self.modified)),
            ("authors", names(self.authors)),
            ("tags", list(tags)),
            ("language", self.language.map(tag)),
            ("attachments", list(attachments)),
            ("_story", story),
        ]);
        item.unwrap_or(Value::Null)
    }
}

impl Attachment {
    fn value(self) -> Option<Value> {
        map([
            ("url", Some(address(&self.url))),
            ("mime_type", Some(Value::Text(self.mime_type))),
            ("size_in_bytes", self.bytes.map(Value::Number)),
        ])
    }
}

fn text(of: &str) -> Value {
    Value::Text(of.to_owned())
}

/// A language as BCP 47 has it; operating systems, and who asks them, write `da_DK`.
fn tag(language: String) -> Value {
    Value::Text(language.replace('_', "-"))
}

fn address(of: &Link) -> Value {
    text(of.as_str())
}

fn names(of: Vec<String>) -> Option<Value> {
    let authors = of.into_iter().filter_map(|name| map([("name", Some(Value::Text(name)))]));
    list(authors.collect())
}

fn list(of: Vec<Value>) -> Option<Value> {
    (!of.is_empty()).then_some(Value::List(of))
}

/// An object of the members that are there; nothing where none is.
fn map<const N: usize>(members: [(&str, Option<Value>); N]) -> Option<Value> {
    let there = members.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
    let there: Vec<_> = there.collect();
    (!there.is_empty()).then_some(Value::Map(there))
}
