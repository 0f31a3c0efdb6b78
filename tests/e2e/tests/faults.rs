//! What goes wrong between the newsroom and the reader: what was good stays, nothing is there twice, the header says
//! what is the matter, and polling goes on.
//!
//! A [`script::Script`] is a name, the answers, and what the reader is told meanwhile. [`play::check`] plays a table
//! of them on one page, with one element and one [`e2e::FaultServer`] each, and asks the same of all.

mod claims;
mod play;
mod script;

mod caches;
mod connections;
mod cors;
mod documents;
mod encodings;
mod endings;
mod first;
mod messages;
mod order;
mod redirects;
mod sizes;
mod slow;
mod statuses;
