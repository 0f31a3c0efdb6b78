//! A server that answers wrongly on purpose, as a script says.
//!
//! It speaks HTTP by hand, because no library would send most of what newsrooms, their caches and the networks
//! between them do send. A [`Reply`] is one answer, as data; a [`FaultServer`] gives one after the other.

mod door;
mod message;
mod reply;
mod request;
mod server;

pub use reply::{Break, Ending, Framing, Reply};
pub use request::Asked;
pub use server::FaultServer;
