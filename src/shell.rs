//! The only code that knows the browser. It translates between the page and the session and runs
//! effects; what is to be done is decided in [`crate::session`].

mod clock;
mod device;
mod driver;
mod element;
mod fetch;
mod json;
mod locale;
mod notice;
mod page;
mod parser;
mod seat;

pub use device::{Device, Exchange};
pub use element::Story;
pub use locale::IntlLocale;
pub use parser::PageParser;
