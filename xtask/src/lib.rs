//! What developers run with `cargo xtask`: the demonstration, the checks, the release build.
//!
//! A library too, so that the end-to-end tests start the same servers in their own process, with a clock that
//! they set and faults that they ask for.

pub mod command;

pub mod api;
pub mod bench;
pub mod check_feed;
pub mod checks;
pub mod demo;
pub mod dependencies;
pub mod dist;
pub mod edge;
pub mod fleet;
pub mod fuzz;
pub mod npm;
pub mod oembed;
pub mod prerender;
pub mod sizes;
pub mod stories;
pub mod wordpress;

pub mod replay;
pub mod serve;
pub mod server;

pub mod tools;
pub mod workspace;
