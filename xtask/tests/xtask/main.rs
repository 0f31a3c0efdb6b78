//! Tests of the servers and of everything that they serve, by feature.

mod bench;
mod check_feed;
mod component;
mod fleet;
mod origin;
mod pages;
mod request;
mod schema;
mod script;
mod site;
mod sizes;
mod story;
