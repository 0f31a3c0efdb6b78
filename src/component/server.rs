//! Where there is no browser the tag is written, and nothing happens.

use yew::{AttrValue, Callback, NodeRef};

pub(super) fn listen<T>(_: &NodeRef, _: &'static str, _: &Callback<T>) {}

pub(super) fn hand(_: &NodeRef, _: &Option<AttrValue>) {}
