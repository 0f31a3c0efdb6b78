//! The live timeline of a breaking story, on any news page, in one tag.
//!
//! The modules stand in reading order, from bytes to pixels:
//!
//! 1. [`time`], [`link`], [`markup`], [`content`]: the small vocabulary.
//! 2. [`feed`]: a document becomes a [`feed::Page`] of [`feed::Update`]s.
//!    [`formats`] makes one of what newsrooms publish already.
//! 3. [`timeline`]: updates become the [`timeline::Entry`]s of one story.
//! 4. [`poll`]: when to ask for the next document.
//! 5. [`session`]: the one mutating function, `handle(event, now) -> effects`, and the
//!    [`session::View`] that follows from its state.
//! 6. [`config`], [`labels`], [`locale`]: what the page, the language and the reader's place say.
//! 7. [`view`]: the `View` as Yew components.
//! 8. `shell` (wasm32 only): the one part that knows the browser.
//!
//! Beside them, natively only, `prerender`: the `View` as static HTML; and for Yew applications
//! [`DevelopingStory`], the tag as a component ([`component`]).
//!
//! Everything but `shell` is pure: it is told the time and the answers and asks for nothing, so
//! its tests run natively and in virtual time. ARCHITECTURE.md states the invariants.

pub mod digits;
mod joined;

pub mod limits;

pub mod time;

pub mod link;

pub mod markup;

pub mod content;

pub mod feed;

pub mod changes;
pub mod formats;

pub mod timeline;

pub mod poll;

pub mod session;

pub mod config;

pub mod labels;

pub mod locale;

pub mod view;

#[cfg(not(target_arch = "wasm32"))]
pub mod prerender;

pub mod component;
#[cfg(target_arch = "wasm32")]
pub use component::DevelopingStoryElement;
pub use component::{
    DevelopingStory, DevelopingStoryProps, Failed, Ready, Revealed, Shared, StateChanged, Toggled,
    Updated,
};

#[cfg(panic_switch)]
mod panic_switch;

#[cfg(target_arch = "wasm32")]
pub mod shell;
