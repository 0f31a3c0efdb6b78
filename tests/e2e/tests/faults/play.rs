//! Plays scripts, and asks the same of all of them.

use std::{collections::BTreeSet, panic::AssertUnwindSafe};

use e2e::{Engine, FaultServer, Look, Scene, Story};
use futures_util::{FutureExt, future};
use serde_json::json;

use super::{
    claims::{ids, waiting},
    script::{BEFORE, Meanwhile, Script},
};

/// After so many failures in a row, the next poll by itself may take longer than a test should.
const PATIENCE: usize = 2;

/// Plays all scripts, at the same time and on the same page.
pub(super) async fn check(scripts: impl IntoIterator<Item = Script>) {
    let scene = Scene::start().await;
    let mut actors: Vec<Actor<'_>> = scripts
        .into_iter()
        .filter(|script| !script.not_in.contains(&Engine::chosen()))
        .enumerate()
        .map(|(number, script)| Actor::new(&scene, number, script))
        .collect();
    let elements: String = actors.iter().map(Actor::element).collect();
    scene.open(&elements).await;
    let plays = actors.iter_mut().map(async |actor| {
        let played = AssertUnwindSafe(actor.play()).catch_unwind().await;
        played.is_err().then_some(actor.script.name)
    });
    let failed: Vec<&str> = future::join_all(plays).await.into_iter().flatten().collect();
    assert!(failed.is_empty(), "these scripts failed, as told above: {failed:#?}");
}

/// An element, its server, and the script that both play.
pub(super) struct Actor<'a> {
    pub(super) scene: &'a Scene,
    pub(super) id: String,
    story: Story<'a>,
    pub(super) server: FaultServer,
    pub(super) script: Script,
    /// How often the feed had been asked for when the script began.
    pub(super) polls_before: usize,
}

impl<'a> Actor<'a> {
    fn new(scene: &'a Scene, number: usize, script: Script) -> Self {
        let id = format!("script-{number}");
        let server = FaultServer::start(script.versions.right(BEFORE).revalidates());
        for (path, reply) in &script.others {
            server.put(path, reply.clone());
        }
        if script.at_first {
            server.play(script.replies.clone());
        }
        let story = scene.browser.story_at(&format!("#{id}"));
        Self { scene, id, story, server, script, polls_before: 0 }
    }

    fn element(&self) -> String {
        let (id, feed) = (&self.id, self.server.feed());
        format!(
            r#"<developing-story id="{id}" src="{feed}" lang="da" loading="eager" limit="50"></developing-story>"#
        )
    }

    async fn play(&mut self) {
        let before = if self.script.at_first { None } else { Some(self.begin().await) };
        self.hear_all().await;
        match self.script.meanwhile.clone() {
            Meanwhile::Live(entries) => {
                self.is_live_with(entries).await;
                self.was_told(&[]).await;
            }
            Meanwhile::Over(kind) => {
                self.is_live_with(BEFORE + 1).await;
                self.was_told(&[kind]).await;
            }
            Meanwhile::Told(kinds, _) => self.is_told(&kinds, before.as_ref()).await,
        }
        let (most, limit) = (self.server.most_sent(), self.script.takes_at_most);
        // Firefox and WebKit take what nobody reads.
        let is_held_back = Engine::chosen() == Engine::Chromium;
        assert!(
            !is_held_back || most <= limit,
            "{}: {most} bytes of one answer were taken",
            self.script.name
        );
        if self.script.is_over {
            self.nothing_more_is_asked().await;
        } else {
            self.goes_on().await;
        }
        let what = format!("{}: no answer is left half read", self.script.name);
        self.scene.browser.within(&what, self.server.rests()).await;
        self.asked_well();
        self.told_once().await;
    }

    /// A good answer, before anything goes wrong.
    async fn begin(&mut self) -> Look {
        let look = self.until("it is live", |look| look.is("Opdateres")).await;
        assert_eq!(look.shown(), ids(BEFORE), "{}", self.script.name);
        self.polls_before = self.server.polls().len();
        self.server.play(self.script.replies.clone());
        if self.script.replies.is_empty() {
            self.server.close();
            self.ask().await;
        }
        look
    }

    /// Every answer of the script is given and taken.
    async fn hear_all(&self) {
        if self.script.replies.len() == 1 {
            // By itself: what the test asks for would look like haste. Where nothing is to be seen of the first answer,
            // the second request says that it was taken.
            let taken = matches!(self.script.meanwhile, Meanwhile::Live(BEFORE));
            let what = format!("{}: a poll by itself", self.script.name);
            let gives = self.server.gives(1 + usize::from(taken));
            self.scene.browser.within(&what, gives).await;
        }
        while self.server.given() < self.script.replies.len() {
            self.ask().await;
        }
    }

    /// What is published afterwards arrives: what comes next by itself unless there were many failures, and what
    /// comes then by itself in any case.
    async fn goes_on(&mut self) {
        let name = self.script.name;
        let failures = self.server.given();
        let asks = self.script.only_asked || self.script.at_first || failures > PATIENCE;
        let next = if self.script.at_first { BEFORE } else { BEFORE + 3 };
        self.server.publish(self.script.versions.right(next));
        self.server.mend();
        if asks {
            self.ask().await;
        }
        let next_waits = waiting(next - BEFORE);
        let so = |look: &Look| look.is("Opdateres") && look.reveal == next_waits;
        let look = self.until(&format!("it is live again, and {next_waits:?}"), so).await;
        let (_, matter) = self.script.meanwhile.header();
        assert!(matter.is_empty() || !look.freshness.contains(&matter), "{name}: {look}");
        for mark in ["stale", "failed"] {
            assert!(!look.states.contains(&mark.to_owned()), "{name}: {look}");
        }
        self.was_left_alone(if asks { failures - 1 } else { failures });
        self.story.act("el.reveal()").await;
        self.shows_all(next).await;

        self.server.publish(self.script.versions.right(next + 1));
        self.until("the next one comes by itself", |look| look.reveal == waiting(1)).await;
        self.story.act("el.reveal()").await;
        self.shows_all(next + 1).await;
        let told = self.told_of("story-state-changed").await;
        let last = json!({"state": "live", "freshness": "current"});
        assert_eq!(told.last(), Some(&last), "{name}");
    }

    /// The last word has been said: not even a wish brings another request.
    async fn nothing_more_is_asked(&mut self) {
        let asked = self.server.polls().len();
        self.server.publish(self.script.versions.right(BEFORE + 3));
        self.server.mend();
        self.ask().await;
        assert_eq!(self.server.polls().len(), asked, "{}", self.script.name);
    }

    /// One poll, asked and answered. The wish is not waited for in one go: others use the browser meanwhile.
    async fn ask(&self) {
        let script = "el.answers ??= 0, el.refresh().then(() => { el.answers += 1 }), el.answers";
        let answers: u32 = self.story.js(script).await;
        let answered = format!("e2e.find('#{}').answers > {answers}", self.id);
        let what = format!("{}: the poll is answered", self.script.name);
        self.scene.browser.until_js(&what, &answered).await;
    }

    /// Waits until it looks so; meanwhile, nothing is ever there twice.
    pub(super) async fn until(&self, what: &str, mut so: impl FnMut(&Look) -> bool) -> Look {
        let name = self.script.name;
        let what = format!("{name}: {what}");
        let look = self.story.until(&what, |look| {
            let different: BTreeSet<&str> = look.entries.iter().map(|it| it.id.as_str()).collect();
            assert_eq!(different.len(), look.entries.len(), "{name}: something is double\n{look}");
            so(look)
        });
        look.await
    }
}
