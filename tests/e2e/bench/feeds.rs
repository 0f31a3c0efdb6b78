//! Feeds as long as it takes, the same in every run: short entries in words that compress about as well as a newsroom's.

use serde_json::{Value, json};

const WORDS: [&str; 64] = [
    "politiet",
    "oplyser",
    "minister",
    "mødet",
    "aften",
    "borgere",
    "vandstand",
    "broen",
    "trafikken",
    "forventes",
    "skolerne",
    "lukket",
    "igen",
    "ifølge",
    "kommunen",
    "varsler",
    "storm",
    "kysten",
    "beredskabet",
    "melder",
    "ingen",
    "tilskadekomne",
    "huse",
    "evakueret",
    "natten",
    "talsmand",
    "siger",
    "stedet",
    "situationen",
    "roligere",
    "vinden",
    "aftager",
    "langsomt",
    "elselskabet",
    "strøm",
    "husstande",
    "arbejder",
    "reparere",
    "færgerne",
    "sejler",
    "torsdag",
    "morgen",
    "regeringen",
    "indkalder",
    "pressemøde",
    "klokken",
    "oplysninger",
    "bekræftet",
    "kilder",
    "tæt",
    "på",
    "forhandlingerne",
    "aftale",
    "parterne",
    "uenige",
    "om",
    "fristen",
    "havnen",
    "Esbjerg",
    "Hanoi",
    "København",
    "diget",
    "holder",
    "endnu",
];

/// So many words, by a number that decides which.
fn words(seed: u64, count: usize) -> String {
    let mut state = seed << 32;
    let mut next = || {
        // SplitMix64: text only has to be unlike other text.
        state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        WORDS[(mixed >> 58) as usize]
    };
    let all: Vec<&str> = (0..count).map(|_| next()).collect();
    all.join(" ")
}

/// The id of an entry; a higher number is newer.
pub(crate) fn id(number: usize) -> String {
    format!("e{number}")
}

/// Five minutes lie between two entries.
fn date(number: usize) -> String {
    let (day, minute) = (number / 288, number % 288 * 5);
    format!(
        "2019-{:02}-{:02}T{:02}:{:02}:00Z",
        1 + day / 28,
        1 + day % 28,
        minute / 60,
        minute % 60
    )
}

fn item(number: usize) -> Value {
    let seed = number as u64 * 8;
    let mut item = json!({
        "id": id(number),
        "title": words(seed, 6),
        "content_html": format!(
            "<p>{} <b>{}</b> {}.</p><p>{} <a href=\"https://news.example/{number}\">{}</a>.</p>",
            words(seed + 1, 8), words(seed + 2, 2), words(seed + 3, 8), words(seed + 4, 12), words(seed + 5, 3)
        ),
        "date_published": date(number),
    });
    if number.is_multiple_of(4) {
        item["_story"] = json!({"certainty": "reported"});
    }
    item
}

/// A story whose versions differ as a newsroom's do.
#[derive(Clone, Debug)]
pub(crate) struct Story {
    items: Vec<Value>,
    version: usize,
}

impl Story {
    /// One with so many entries.
    pub(crate) fn of(entries: usize) -> Self {
        Self { items: (0..entries).rev().map(item).collect(), version: 0 }
    }

    /// The entry at a place, of which 0 is the newest.
    pub(crate) fn id_at(&self, place: usize) -> String {
        self.items[place]["id"].as_str().unwrap_or_default().to_owned()
    }

    /// A further entry, newest of all; its id.
    pub(crate) fn add(&mut self) -> String {
        let number = self.items.len();
        self.items.insert(0, item(number));
        self.version += 1;
        id(number)
    }

    /// Other words in the entry at a place; its id.
    pub(crate) fn edit(&mut self, place: usize) -> String {
        let id = self.id_at(place);
        let item = &mut self.items[place];
        item["content_html"] =
            format!("<p>{} rettet {id}.</p>", words(place as u64 + 99, 20)).into();
        item["date_modified"] = "2020-01-01T00:00:00Z".into();
        self.version += 1;
        id
    }

    /// Takes back the entry at a place; its id.
    pub(crate) fn withdraw(&mut self, place: usize) -> String {
        self.items[place]["_story"] = json!({"withdrawn": "Oplysningen var forkert."});
        self.version += 1;
        self.id_at(place)
    }

    /// The document.
    pub(crate) fn text(&self) -> String {
        json!({
            "version": "https://jsonfeed.org/version/1.1",
            "title": "Stormflod ved vestkysten",
            "language": "da",
            "_story": {
                "state": "live",
                // Nothing polls but the bench.
                "poll_seconds": 3600,
                "known": ["Digerne holder.", "Ingen er kommet til skade."],
                "updated": format!("2020-01-02T00:{:02}:{:02}Z", self.version / 60, self.version % 60),
            },
            "items": self.items,
        })
        .to_string()
    }
}
