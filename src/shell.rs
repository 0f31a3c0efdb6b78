//! The only code that knows the browser. It translates between the page and the session and runs
//! effects; what is to be done is decided in [`crate::session`].

// Of two wasms each has its own part: the timeline, and the formats that are not JSON Feed.

#[cfg(feature = "timeline")]
mod clock;
#[cfg(feature = "timeline")]
mod device;
#[cfg(feature = "timeline")]
mod driver;
#[cfg(feature = "timeline")]
mod element;
#[cfg(feature = "timeline")]
mod fetch;
#[cfg(feature = "formats")]
mod formats;
#[cfg(feature = "formats")]
mod json;
mod link;
#[cfg(feature = "timeline")]
mod locale;
#[cfg(feature = "timeline")]
mod notice;
#[cfg(feature = "timeline")]
mod page;
#[cfg(feature = "timeline")]
mod parser;
#[cfg(feature = "timeline")]
mod seat;

#[cfg(feature = "timeline")]
pub use device::{Exchange, Exchanges};
#[cfg(feature = "timeline")]
pub use element::Story;
#[cfg(feature = "formats")]
pub use formats::{compare, translate};
pub(crate) use link::standard;
#[cfg(feature = "timeline")]
pub use locale::IntlLocale;
#[cfg(feature = "timeline")]
pub use parser::PageParser;

/// Of both wasms. Who uses the component has an allocator of their own.
#[cfg(any(feature = "timeline", feature = "formats"))]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();
