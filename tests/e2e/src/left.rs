//! Browsers that tests have left, for those that come after: each takes seconds to start. A test has origins of its own
//! (no port is given twice), so that whatever a browser keeps is of no use to another.

use std::{
    sync::{Mutex, PoisonError},
    thread,
};

use fantoccini::{Client, error::CmdError};
use hyper_util::client::legacy::connect::HttpConnector;

use crate::{browser::Browser, driver::Driver, engine::Engine};

static LEFT: Mutex<Vec<Driver>> = Mutex::new(Vec::new());

impl Browser {
    /// One that a test has left, if there is any that still answers, with one empty page.
    pub(crate) async fn left() -> Option<Self> {
        loop {
            let driver = LEFT.lock().unwrap_or_else(PoisonError::into_inner).pop()?;
            let (address, session) = (driver.address(), driver.session()?.to_owned());
            let client =
                Client::with_existing_session(&address, &session, HttpConnector::new()).await;
            if let Ok(client) = client
                && clear(&client).await.is_ok()
            {
                let browser = Self::of(client, driver, true).await;
                browser.listen().await;
                browser.console.borrow_mut().clear();
                return Some(browser);
            }
        }
    }
}

/// Closes every page but one.
async fn clear(client: &Client) -> Result<(), CmdError> {
    client.release_actions().await?;
    let mut open = client.windows().await?;
    let kept = if Engine::chosen() == Engine::Chromium {
        // What its driver has changed goes with the page.
        client.new_window(true).await?.handle
    } else {
        open.remove(0)
    };
    for window in open {
        client.switch_to_window(window).await?;
        client.close_window().await?;
    }
    client.switch_to_window(kept).await?;
    client.goto("about:blank").await
}

impl Drop for Browser {
    fn drop(&mut self) {
        // Nobody knows in which state a test that has failed leaves it.
        if self.usual && !thread::panicking() {
            let mut left = LEFT.lock().unwrap_or_else(PoisonError::into_inner);
            left.extend(self.driver.take());
        }
    }
}
