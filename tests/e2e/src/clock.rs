//! A page whose requests are the time, so that what does not happen can be waited for.

use std::{future::Future, panic::Location};

use xtask::server::Received;

use crate::scene::{Page, Scene};

const STROKE: &str = "/stroke";

impl Scene {
    /// A script for the head of a page of the host: four strokes a second while the page lives.
    pub fn clock(&self) -> String {
        self.serve(STROKE, &Page::new(""));
        format!("<script>setInterval(() => fetch('{STROKE}'), 250)</script>")
    }

    /// How many strokes there have been.
    pub fn struck(&self) -> usize {
        self.host.log().of(STROKE).len()
    }

    /// Lets so many quarters of a second pass.
    pub async fn strokes(&self, times: usize) {
        let enough = self.struck() + times;
        let log = self.host.log();
        let struck = log.until(|all| all.iter().filter(|it| it.path == STROKE).count() >= enough);
        self.browser.within(&format!("{times} strokes of the clock"), struck).await;
    }

    /// How often a page of the host has asked for a feed; the page says who it is by
    /// [`Page::signed`].
    pub fn polls_of(&self, page: &str, path: &str) -> usize {
        count(&self.log().received(), &self.host.url(page), path)
    }

    /// Waits until that page has asked so many times more than when this is called.
    #[track_caller]
    pub fn polled_by(&self, page: &str, path: &str, times: usize) -> impl Future<Output = ()> {
        let enough = self.polls_of(page, path) + times;
        let (at, signed) = (Location::caller(), self.host.url(page));
        let what = format!("{page} asks for {path} {times} times more, said {at}");
        async move {
            let asked = self.log().until(|all| count(all, &signed, path) >= enough);
            self.browser.within(&what, asked).await;
        }
    }
}

fn count(all: &[Received], signed: &str, path: &str) -> usize {
    let by = |it: &&Received| it.path == path && it.header("referer") == Some(signed);
    all.iter().filter(by).count()
}

impl Page {
    /// Every request says which page it comes from.
    #[must_use]
    pub fn signed(self) -> Self {
        self.head("<meta name=referrer content=unsafe-url>")
    }
}
