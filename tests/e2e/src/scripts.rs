//! What tests have in every page, and how it gets there before the page's own scripts: Chromium's driver puts it into
//! whatever is opened; for the others the pages of a scene begin with it, and any other page gets it once it is loaded.

use serde_json::json;

use crate::{browser::Browser, engine::Engine};

/// What tests ask a page.
const PAGE: &str = include_str!("page.js");

/// What a page's console has said, where the driver does not tell.
const CONSOLE: &str = include_str!("console.js");

impl Browser {
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
    pub(crate) fn beginning(&self) -> Option<String> {
        (self.engine != Engine::Chromium).then(|| {
            let first = self.first.borrow();
            let scripts = [CONSOLE, PAGE].into_iter().chain(first.iter().map(String::as_str));
            scripts.map(|script| format!("{{{script}}}\n")).collect()
        })
    }
}
