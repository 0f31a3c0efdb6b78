//! What is claimed of every script while it is played: nothing is lost, nothing is double, and the header is true.

use std::collections::BTreeSet;

use e2e::{Entry, Look, Told};
use serde_json::{Value, json};

use super::{play::Actor, script::BEFORE};

/// The header, when nothing more will come.
const ENDED: &str = "Dækningen er slut";

impl Actor<'_> {
    /// It is borne in silence: what is known shows, or waits.
    pub(super) async fn is_live_with(&self, entries: u32) {
        let name = self.script.name;
        let waiting = waiting(entries - BEFORE);
        let state = if self.script.is_over { ENDED } else { "Opdateres" };
        let so = |look: &Look| look.is(state) && look.reveal == waiting;
        let look = self.until(&format!("{state}, and {waiting:?}"), so).await;
        assert_eq!(look.shown(), ids(BEFORE), "{name}: {look}");
        assert!(look.entries.iter().all(|it| it.stub.is_none()), "{name}: {look}");
        assert!(!look.states.contains(&"stale".to_owned()), "{name}: {look}");
    }

    /// Reader and page are told what the matter is, and all that was there is still there.
    pub(super) async fn is_told(&self, kinds: &[&str], before: Option<&Look>) {
        let name = self.script.name;
        let (state, matter) = match self.script.is_over {
            true => (ENDED, String::new()),
            false => self.script.meanwhile.header(),
        };
        let so = |look: &Look| look.is(state) && look.freshness.starts_with(&matter);
        let look = self.until(&format!("{state}: {matter}"), so).await;
        assert_eq!(texts(&look), before.map(texts).unwrap_or_default(), "{name}");
        self.was_told(kinds).await;
        if self.script.is_over {
            let has = |state: &str| look.states.contains(&state.to_owned());
            if before.is_some() {
                assert!(has("ended") && !has("live") && !has("stale"), "{name}: {look}");
            }
            return;
        }
        let mark = if before.is_some() { "stale" } else { "failed" };
        assert!(look.states.contains(&mark.to_owned()), "{name}: {look}");
        if before.is_some() {
            assert!(look.freshness.contains("Hentet kl. "), "{name}: since when? {look}");
        }
    }

    /// The page was told of failures of these kinds, one after the other.
    pub(super) async fn was_told(&self, kinds: &[&str]) {
        let (name, address) = (self.script.name, self.server.feed());
        let told = self.told_of("story-failed").await;
        let mut told_kinds: Vec<&str> = told.iter().filter_map(|it| it["kind"].as_str()).collect();
        told_kinds.dedup();
        assert_eq!(told_kinds, kinds, "{name}");
        for failure in &told {
            let message = failure["message"].as_str().unwrap_or_default();
            assert!(message.starts_with(&address), "{name}: {message}");
        }
    }

    /// Nobody asked faster than was told, from the first answer of the script on. Where there are several answers,
    /// it was the test that asked.
    pub(super) fn was_left_alone(&self, polls: usize) {
        let script = &self.script;
        if script.replies.len() != 1 {
            return;
        }
        let since = self.server.polls().split_off(self.polls_before);
        for pair in since[..=polls].windows(2) {
            let pause = pair[1].at - pair[0].at;
            assert!(pause >= script.leaves_alone, "{}: {pause:?} between polls", script.name);
        }
    }

    /// Everything shows once, in order, with its text, and nothing waits.
    pub(super) async fn shows_all(&self, entries: u32) {
        let what = format!("all {entries} entries show");
        let look = self.until(&what, |look| look.shown() == ids(entries)).await;
        assert_eq!(look.reveal, None, "{}: {look}", self.script.name);
        for (entry, number) in look.entries.iter().zip((1..=entries).rev()) {
            let headline = format!("Nyhed nummer {number}");
            assert_eq!(entry.headline, Some(headline), "{}: {look}", self.script.name);
        }
    }

    /// No request needed a preflight, and none said who the reader is.
    pub(super) fn asked_well(&self) {
        for asked in self.server.asked() {
            assert_eq!(asked.method, "GET", "{}: {asked:?}", self.script.name);
            assert_eq!(asked.header("cookie"), None, "{}: {asked:?}", self.script.name);
        }
    }

    /// The page was told of each new entry once, and of none that it was withdrawn.
    pub(super) async fn told_once(&self) {
        let mut known = BTreeSet::new();
        for update in self.told_of("story-updated").await {
            assert_eq!(update["withdrawn"], json!([]), "{}: {update}", self.script.name);
            for id in update["added"].as_array().into_iter().flatten() {
                assert!(known.insert(id.to_string()), "{}: {id} twice", self.script.name);
            }
        }
        assert_eq!(self.told_of("story-ready").await.len(), 1, "{}", self.script.name);
    }

    /// The details of the events of one name.
    pub(super) async fn told_of(&self, name: &str) -> Vec<Value> {
        let told = self.scene.browser.told().await.into_iter();
        let mine = told.filter(|it: &Told| it.target == self.id && it.name == name);
        mine.map(|it| it.detail).collect()
    }
}

/// The ids of a story of so many entries, newest first.
pub(super) fn ids(entries: u32) -> Vec<String> {
    (1..=entries).rev().map(|number| format!("entry-{number}")).collect()
}

/// What the button of what waits says.
pub(super) fn waiting(entries: u32) -> Option<String> {
    match entries {
        0 => None,
        1 => Some("1 ny opdatering".to_owned()),
        more => Some(format!("{more} nye opdateringer")),
    }
}

/// What a reader reads, wherever it stands.
fn texts(look: &Look) -> Vec<(String, bool, Option<String>, Option<String>)> {
    let text = |it: &Entry| (it.id.clone(), it.shown, it.headline.clone(), it.body.clone());
    look.entries.iter().map(text).collect()
}
