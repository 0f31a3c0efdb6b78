//! Tests of the servers and of everything that they serve, by feature.

mod fleet;
mod origin;
mod pages;
mod request;
mod script;
mod site;
mod sizes;
mod story;
