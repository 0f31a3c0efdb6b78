//! The element's attributes as one value: the only place that knows their names and defaults.

use std::time::Duration;

use crate::digits;
use crate::locale::Zone;

/// Entries shown at first, and by each "Show earlier".
pub const DEFAULT_LIMIT: usize = 20;

/// Seconds between polls where neither feed nor attribute says otherwise.
pub const DEFAULT_POLL: Duration = Duration::from_secs(15);

/// Every attribute, in the order of the contract; what each expects is said by www/trouble.js.
pub const ATTRIBUTES: &[&str] = &[
    "src",
    "lang",
    "order",
    "reveal",
    "unfold",
    "limit",
    "poll",
    "time-zone",
    "theme",
    "loading",
    "json-ld",
    "remember",
    "key-tags",
    "target",
    "consent",
    "heading-level",
    "debug",
];

/// Reading order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// Newest first.
    #[default]
    Newest,
    /// Oldest first.
    Oldest,
}

/// What becomes of entries that arrive while the reader reads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reveal {
    /// They wait behind the button.
    #[default]
    Hold,
    /// They appear by themselves.
    Auto,
}

/// Which entries start open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Unfold {
    /// The newest one.
    #[default]
    Newest,
    /// Every one.
    All,
    /// None.
    Nothing,
}

/// Which clock the host asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Clock {
    /// The reader's own.
    #[default]
    Reader,
    /// That of the story's place, as the feed names it.
    Scene,
    /// A zone of the host's choice.
    Named(String),
}

/// What the page asked for. Attributes that only the element class or the style sheet act on
/// (`lang`, `theme`, `loading`, `consent`, `heading-level`, `debug`) are checked here and not kept; `src` is the class's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// Attribute `order`.
    pub order: Order,
    /// Attribute `reveal`.
    pub reveal: Reveal,
    /// Attribute `unfold`.
    pub unfold: Unfold,
    /// Attribute `limit`.
    pub limit: usize,
    /// Attribute `poll`; the feed's own word goes first.
    pub poll: Option<Duration>,
    /// Attribute `time-zone`.
    pub clock: Clock,
    /// Attribute `remember`: whether anything may be kept on the device.
    pub remember: bool,
    /// Attribute `key-tags`: tags of the feed that make an entry a key moment.
    pub key_tags: Vec<String>,
    /// Attribute `target`: where links open, if not where the page opens its own.
    pub target: Option<String>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            order: Order::default(),
            reveal: Reveal::default(),
            unfold: Unfold::default(),
            limit: DEFAULT_LIMIT,
            poll: None,
            clock: Clock::default(),
            remember: true,
            key_tags: Vec::new(),
            target: None,
        }
    }
}

/// An attribute whose value was not understood; its default counts instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misread {
    /// Which attribute.
    pub name: &'static str,
    /// What it said.
    pub value: String,
}

impl Config {
    /// Reads attributes by name; an absent or empty one is its default, a bad one too, and
    /// is told.
    pub fn read(attribute: impl Fn(&str) -> Option<String>) -> (Self, Vec<Misread>) {
        let mut config = Self::default();
        let mut misread = Vec::new();
        for name in ATTRIBUTES {
            let Some(value) = attribute(name) else { continue };
            if value.trim().is_empty() {
                continue;
            }
            if config.set(name, value.trim()).is_none() {
                misread.push(Misread { name, value });
            }
        }
        (config, misread)
    }

    fn set(&mut self, name: &str, value: &str) -> Option<()> {
        match name {
            "lang" if !is_language_tag(value) => return None,
            "order" => {
                self.order = match choice(value, "newest oldest")? {
                    0 => Order::Newest,
                    _ => Order::Oldest,
                }
            }
            "reveal" => {
                self.reveal = match choice(value, "hold auto")? {
                    0 => Reveal::Hold,
                    _ => Reveal::Auto,
                }
            }
            "unfold" => {
                self.unfold = match choice(value, "newest all none")? {
                    0 => Unfold::Newest,
                    1 => Unfold::All,
                    _ => Unfold::Nothing,
                }
            }
            "limit" => self.limit = whole(value, 1, 10_000)? as usize,
            "poll" => self.poll = Some(Duration::from_secs(whole(value, 5, 3600)?.into())),
            "time-zone" => {
                self.clock = match value {
                    "reader" => Clock::Reader,
                    "scene" => Clock::Scene,
                    zone if is_zone_name(zone) => Clock::Named(zone.to_owned()),
                    _ => return None,
                }
            }
            "heading-level" => drop(whole(value, 1, 6)?),
            "theme" => drop(choice(value, "auto light dark")?),
            "loading" => drop(choice(value, "lazy eager")?),
            "json-ld" => drop(choice(value, "off auto always")?),
            "remember" => self.remember = choice(value, "local off")? == 0,
            "target" if is_target(value) => self.target = Some(value.to_owned()),
            "target" => return None,
            "key-tags" => {
                let tags = value.split(',').map(str::trim).filter(|tag| !tag.is_empty());
                self.key_tags = tags.map(str::to_owned).collect();
            }
            _ => {}
        }
        Some(())
    }

    /// Whether an entry with these tags is a key moment by the host's word. Capital letters make a
    /// difference outside ASCII only: the tables of Unicode are 3 KB of wasm.
    pub fn is_key(&self, tags: &[String]) -> bool {
        let is_key = |tag: &String| self.key_tags.iter().any(|key| key.eq_ignore_ascii_case(tag));
        tags.iter().any(is_key)
    }
}

impl Clock {
    /// The zone that times are told in, given what the feed says of the scene.
    pub fn zone(&self, scene: Option<&str>) -> Zone {
        match (self, scene) {
            (Self::Named(zone), _) => Zone::Named(zone.clone()),
            (Self::Scene, Some(zone)) => Zone::Named(zone.to_owned()),
            (Self::Scene, None) | (Self::Reader, _) => Zone::Reader,
        }
    }
}

/// Which of these words it is.
fn choice(value: &str, words: &str) -> Option<usize> {
    words.split(' ').position(|word| value.eq_ignore_ascii_case(word))
}

fn whole(value: &str, least: u32, most: u32) -> Option<u32> {
    digits::whole(value).filter(|number| (least..=most).contains(number))
}

/// Whether a tag has the form of BCP 47; which language it is, `Intl` knows.
fn is_language_tag(tag: &str) -> bool {
    tag.starts_with(|c: char| c.is_ascii_alphabetic())
        && tag.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
}

/// Whether a name is one of a frame, as HTML has them ("valid navigable target names").
fn is_target(name: &str) -> bool {
    !name.starts_with('_') || ["_self", "_blank", "_parent", "_top"].contains(&name)
}

/// Whether a name has the form of an IANA zone; whether it is one, `Intl` knows.
fn is_zone_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '/' | '_' | '-' | '+'))
}
