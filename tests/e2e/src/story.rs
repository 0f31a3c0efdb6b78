//! One element on the page.

use std::{future::Future, panic::Location, time::Instant};

use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::{LIMIT, browser::Browser, look::Look};

/// An element, by its selector.
#[derive(Clone, Debug)]
pub struct Story<'a> {
    browser: &'a Browser,
    selector: String,
}

impl<'a> Story<'a> {
    pub(crate) fn new(browser: &'a Browser, selector: &str) -> Self {
        Self { browser, selector: selector.to_owned() }
    }

    /// What a reader sees of it; nothing while there is no such element.
    pub async fn look(&self) -> Option<Look> {
        let body = "return e2e.look(e2e.find(arguments[0]))";
        self.browser.js_with(body, vec![json!(self.selector)]).await
    }

    /// Waits until it looks so, and returns how it looks.
    #[track_caller]
    pub fn until(
        &self,
        what: &str,
        mut so: impl FnMut(&Look) -> bool,
    ) -> impl Future<Output = Look> {
        let at = Location::caller();
        async move {
            let began = Instant::now();
            loop {
                let look = self.look().await;
                match look {
                    Some(look) if so(&look) => return look,
                    // Of many elements on a page, the message has to tell of this one.
                    Some(look) if began.elapsed() > LIMIT => {
                        let what = format!("{what}; {} is so:\n{look}", self.selector);
                        self.browser.go_on(began, &what, at).await;
                    }
                    _ => self.browser.go_on(began, what, at).await,
                }
            }
        }
    }

    /// Waits for its first entries.
    #[track_caller]
    pub fn ready(&self) -> impl Future<Output = Look> {
        self.until("entries show", |look| !look.shown().is_empty())
    }

    /// The value of an expression about the element `el`; what a promise keeps, if it is one.
    pub async fn js<T: DeserializeOwned>(&self, expression: &str) -> T {
        let body = format!("const el = e2e.find(arguments[0]); return ({expression})");
        self.browser.js_with(&body, vec![json!(self.selector)]).await
    }

    /// Does something with the element `el`, and waits for the promise if there is one.
    pub async fn act(&self, expression: &str) {
        let _: Value = self.js(&format!("Promise.resolve({expression}).then(() => null)")).await;
    }

    /// Polls now, and waits for the answer.
    pub async fn refresh(&self) {
        self.act("el.refresh()").await;
    }

    /// Where something of its shadow root is, as a selector.
    pub fn inside(&self, selector: &str) -> String {
        format!("{} >>> {selector}", self.selector)
    }

    /// Clicks with the mouse on something of its shadow root.
    pub async fn click(&self, selector: &str) {
        self.browser.click(&self.inside(selector)).await;
    }

    /// Opens an entry, and waits until that is known: browsers tell of it a task later, and what is removed or left before is
    /// told no more.
    pub async fn unfold(&self, entry: &str) {
        self.click(&format!("[data-id={entry}] summary")).await;
        let told = format!(
            "e2e.told.some((it) => it.name === 'story-toggled' && it.detail.id === '{entry}' && it.detail.open)"
        );
        self.browser.until_js("it is told to be open", &told).await;
    }

    /// Goes by Tab to something of its shadow root.
    pub async fn tab_to(&self, selector: &str) {
        self.browser.tab_to(&self.inside(selector)).await;
    }

    /// Goes back by Shift and Tab to something of its shadow root.
    pub async fn tab_back_to(&self, selector: &str) {
        self.browser.tab_back_to(&self.inside(selector)).await;
    }
}
