//! Several pages in one browser, and the ways between pages.

use fantoccini::wd::WindowHandle;

use crate::browser::Browser;

/// A tab, or a window with one tab.
#[derive(Clone, Debug)]
pub struct Tab(WindowHandle);

impl Browser {
    /// The tab that is driven.
    pub async fn tab(&self) -> Tab {
        Tab(self.client.window().await.expect("there is a tab"))
    }

    /// Opens a page in a further tab, which is in front and driven from now on.
    pub async fn open_tab(&self, address: &str) -> Tab {
        self.open_beside(address, true).await
    }

    /// Opens a page in a window of its own, beside what is there.
    pub async fn open_window(&self, address: &str) -> Tab {
        self.open_beside(address, false).await
    }

    async fn open_beside(&self, address: &str, as_tab: bool) -> Tab {
        let opened = self.client.new_window(as_tab).await.expect("the driver opens tabs");
        self.client.switch_to_window(opened.handle.clone()).await.expect("it is there");
        self.furnish().await;
        self.open(address).await;
        Tab(opened.handle)
    }

    /// Drives another tab, which comes to the front of its window.
    pub async fn drive(&self, tab: &Tab) {
        self.client.switch_to_window(tab.0.clone()).await.expect("the tab is there");
    }

    /// Closes the tab that is driven, and drives another.
    pub async fn close_for(&self, other: &Tab) {
        self.client.close_window().await.expect("the tab is there");
        self.drive(other).await;
    }

    /// Goes back to the page before.
    pub async fn back(&self) {
        self.listen().await;
        self.client.back().await.expect("the driver goes back");
        self.arrive().await;
    }

    /// Loads the page anew.
    pub async fn reload(&self) {
        self.listen().await;
        self.client.refresh().await.expect("the driver reloads");
        self.arrive().await;
    }
}
