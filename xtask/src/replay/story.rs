//! The script of a story: what the newsroom did, and when.
//!
//! ```json
//! { "feed": { …the head of the feed, with its `_story`… },
//!   "begin": "2019-02-28T11:30:00+07:00",
//!   "steps": [ { "at": "…", "item": { …a whole item, new or revised… } },
//!              { "at": "…", "story": { …members of `_story` that change… } } ] }
//! ```

use anyhow::{Context, Result, bail, ensure};
use jiff::Timestamp;
use serde_json::{Map, Value};

/// A story as it will be told.
#[derive(Clone, Debug)]
pub struct Story {
    pub(super) head: Map<String, Value>,
    begin: Timestamp,
    steps: Vec<Step>,
}

/// One thing that the newsroom did.
#[derive(Clone, Debug)]
pub(super) struct Step {
    pub(super) at: Timestamp,
    pub(super) change: Change,
}

#[derive(Clone, Debug)]
pub(super) enum Change {
    /// An item published, or published again.
    Item(Item),
    /// Members of `_story` that have other values now.
    Story(Map<String, Value>),
}

/// An item with what its place in the feed depends on.
#[derive(Clone, Debug)]
pub(super) struct Item {
    pub(super) id: String,
    pub(super) published: Timestamp,
    pub(super) json: Value,
}

impl Story {
    /// Reads a script. A script is our own, so the first mistake in it is an error.
    pub fn read(text: &str) -> Result<Self> {
        let script: Value = serde_json::from_str(text).context("the script is not JSON")?;
        let head = object(&script, "feed")?.clone();
        ensure!(head.contains_key("home_page_url"), "`feed` lacks `home_page_url`");
        let begin = time(&script, "begin")?;
        let Some(Value::Array(array)) = script.get("steps") else {
            bail!("`steps` is missing or not an array");
        };
        let mut steps: Vec<Step> = Vec::with_capacity(array.len());
        for (number, value) in (1..).zip(array) {
            let step = Step::read(value).with_context(|| format!("step {number}"))?;
            if let Some(before) = steps.last() {
                ensure!(before.at <= step.at, "step {number} is earlier than the step before it");
            }
            steps.push(step);
        }
        ensure!(
            steps.first().is_some_and(|first| first.at <= begin),
            "no step at or before `begin`: the play would open on nothing"
        );
        Ok(Self { head, begin, steps })
    }

    /// The moment at which a play opens, with everything before it already published.
    pub fn begin(&self) -> Timestamp {
        self.begin
    }

    /// The moment of the last step; nothing happens after it.
    pub fn end(&self) -> Timestamp {
        self.steps.last().map_or(self.begin, |step| step.at)
    }

    /// The moment of the n-th step after `begin` (0 is `begin` itself), or the end if there are fewer.
    pub fn step(&self, n: usize) -> Timestamp {
        let Some(n) = n.checked_sub(1) else {
            return self.begin;
        };
        let mut later = self.steps.iter().filter(|step| step.at > self.begin);
        later.nth(n).map_or(self.end(), |step| step.at)
    }

    /// How many steps there are after `begin`.
    pub fn steps(&self) -> usize {
        self.steps.iter().filter(|step| step.at > self.begin).count()
    }

    pub(super) fn until(&self, time: Timestamp) -> impl Iterator<Item = &Step> {
        self.steps.iter().take_while(move |step| step.at <= time)
    }
}

impl Step {
    fn read(value: &Value) -> Result<Self> {
        let at = time(value, "at")?;
        let change = match (value.get("item"), value.get("story")) {
            (Some(item), None) => Change::Item(Item::read(item)?),
            (None, Some(_)) => Change::Story(object(value, "story")?.clone()),
            _ => bail!("has to have either `item` or `story`"),
        };
        Ok(Self { at, change })
    }
}

impl Item {
    fn read(json: &Value) -> Result<Self> {
        let Some(Value::String(id)) = json.get("id") else {
            bail!("the item's `id` is missing or not text");
        };
        Ok(Self {
            id: id.clone(),
            published: time(json, "date_published").with_context(|| format!("item {id:?}"))?,
            json: json.clone(),
        })
    }
}

fn object<'a>(value: &'a Value, name: &str) -> Result<&'a Map<String, Value>> {
    value
        .get(name)
        .and_then(Value::as_object)
        .with_context(|| format!("`{name}` is missing or not an object"))
}

fn time(value: &Value, name: &str) -> Result<Timestamp> {
    let text = value.get(name).and_then(Value::as_str);
    let text = text.with_context(|| format!("`{name}` is missing or not text"))?;
    text.parse().with_context(|| format!("`{name}` is {text:?} (expected an RFC 3339 time)"))
}
