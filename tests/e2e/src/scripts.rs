//! What tests have in every page, and how it gets there before the page's own scripts: Chromium's driver puts it into
//! whatever is opened; for the others the pages of a scene begin with it, and any other page gets it once it is loaded.

use fantoccini::error::CmdError;
use serde_json::{Value, json};

use crate::{browser::Browser, engine::Engine};

/// What tests ask a page.
const PAGE: &str = include_str!("page.js");

/// What a page's console has said, where the driver does not tell.
const CONSOLE: &str = include_str!("console.js");

/// What pages of a scene answer with, where the driver does not look behind what they have replaced.
const ANSWERS: &str = include_str!("answers.js");

/// What such an answer begins with.
const TEXT: &str = "e2e ";

impl Browser {
    /// What a function body in the page returns, or what the promise that it returns keeps.
    pub(crate) async fn ask(&self, body: &str, arguments: Vec<Value>) -> Result<Value, CmdError> {
        let body = format!("(async () => {{ {body}\n }})()");
        if self.engine != Engine::WebKit {
            return self.client.execute(&format!("return {body}"), arguments).await;
        }
        let script = format!("return {body}.then(window.e2eAnswer ?? ((it) => it))");
        let value = self.client.execute(&script, arguments).await?;
        match value.as_str().and_then(|text| text.strip_prefix(TEXT)) {
            Some(text) => Ok(serde_json::from_str(text)?),
            None => Ok(value),
        }
    }

    /// Runs a script before those of every page that this tab opens, and of the frames in it; beyond Chromium only in the
    /// pages of a scene.
    pub async fn before(&self, script: &str) {
        if self.engine == Engine::Chromium {
            let script = json!({"source": script});
            self.devtools("Page.addScriptToEvaluateOnNewDocument", script).await;
        } else {
            self.first.borrow_mut().push(script.to_owned());
        }
    }

    /// A tab has been opened.
    pub(crate) async fn furnish(&self) {
        if self.engine == Engine::Chromium {
            self.before(PAGE).await;
        }
    }

    /// A page has been loaded.
    pub(crate) async fn arrive(&self) {
        if self.engine != Engine::Chromium {
            self.js::<()>(&[CONSOLE, PAGE, "\nreturn null"].concat()).await;
        }
    }

    /// A frame has been entered, which may have a process of its own.
    pub(crate) async fn step_in(&self) {
        self.js::<()>(&[PAGE, "\nreturn null"].concat()).await;
        self.arrive().await;
    }

    /// What a page of a scene begins with, as one script.
    pub fn beginning(&self) -> Option<String> {
        let first = self.first.borrow();
        let needed = match self.engine {
            Engine::Chromium => return None,
            Engine::Firefox => &[CONSOLE, PAGE][..],
            Engine::WebKit => &[ANSWERS, CONSOLE, PAGE],
        };
        let scripts = needed.iter().copied().chain(first.iter().map(String::as_str));
        Some(scripts.map(|script| format!("{{{script}}}\n")).collect())
    }
}
