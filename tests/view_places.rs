//! What may take the place of another element has places for the same attributes: Yew compares those alone, since the release
//! has no code for any other way (xtask/src/dist/snip.rs).
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

mod support;

use std::ptr;
use std::rc::Rc;

use developing_story::session::{Action, Event, View};
use developing_story::view::Part;
use serde_json::json;
use support::{Conversation, Document, Item, READER, config, feed, id, item};
use yew::virtual_dom::{Attributes, VNode};

/// Walks through two trees as Yew does where one takes the place of the other; how many elements it compared.
fn compare(before: &VNode, after: &VNode) -> usize {
    match (before, after) {
        (VNode::VTag(one), VNode::VTag(other))
            if one.key == other.key && one.tag() == other.tag() =>
        {
            let keys = |of: &Attributes| match of {
                Attributes::Dynamic { keys, .. } => *keys,
                _ => panic!("{} has attributes of another kind", one.tag()),
            };
            let (had, has) = (keys(&one.attributes), keys(&other.attributes));
            assert!(ptr::eq(had, has), "{}: {had:?} and {has:?}", one.tag());
            let inside = one.children().zip(other.children());
            1 + inside.map_or(0, |(one, other)| compare(one, other))
        }
        (VNode::VList(one), VNode::VList(other)) => {
            let is_keyed = |list: &[VNode]| list.iter().all(|node| node.key().is_some());
            if is_keyed(one) && is_keyed(other) {
                let same = |node: &&VNode| other.iter().find(|it| it.key() == node.key());
                return one.iter().filter_map(|node| Some(compare(node, same(&node)?))).sum();
            }
            // From the end, whatever comes before.
            one.iter().rev().zip(other.iter().rev()).map(|(one, other)| compare(one, other)).sum()
        }
        // A list of one is that one.
        (VNode::VList(list), node) if list.len() == 1 => compare(&list[0], node),
        (node, VNode::VList(list)) if list.len() == 1 => compare(node, &list[0]),
        _ => 0,
    }
}

fn rich() -> Item {
    item("a", "10:00")
        .with(
            "content_html",
            "<p lang=en>Ingen <b>aftale</b>. <a href=/x>Mere</a></p><ol start=2><li>Et</ol><ul><li>To</ul>\
             <img src=/b.jpg><table><tr><th scope=row>Tal<td>1</table><p><time datetime=2019>I dag</time></p>",
        )
        .with("authors", json!([{ "name": "Signe" }]))
        .modified("10:20")
        .story("certainty", "confirmed")
        .story("key", true)
        .story("happened", "2019-02-28T09:30:00Z")
        .story("correction", "Tallet er rettet.")
}

fn plain() -> Item {
    item("a", "10:00").with("content_html", "<ul><li lang=da>Et</ul><ol><li>To</ol><p>Kort</p>")
}

fn document(items: Vec<Item>) -> Document {
    feed(items).updated("11:00").story("time_zone", "Asia/Ho_Chi_Minh")
}

/// Views of one story as different as they can be.
fn views() -> Vec<View> {
    let start = |document: &Document| Conversation::started(document);
    let b = || item("b", "09:00");
    let mut all = vec![Conversation::with(config(|_| {})).view()];
    for items in [
        vec![],
        vec![rich()],
        vec![plain(), b()],
        vec![item("a", "10:00").withdrawn("Det holdt ikke."), b().story("pinned", true)],
        vec![item("a", "10:00").with("content_text", ""), rich().story("certainty", "expected")],
    ] {
        let mut talk = start(&document(items.clone()));
        all.push(talk.view());
        let known = document(items).updated("11:01").story("known", vec!["Det ved vi."]);
        talk.poll(&known.story("state", "ended"));
        all.push(talk.view());
    }
    let mut talk = start(&document(vec![plain()]));
    talk.poll(&document(vec![item("c", "11:00"), rich()]).updated("11:02"));
    all.push(talk.view());
    for action in [
        Action::Reveal,
        Action::FoldEntry(id("a"), true),
        Action::Elsewhere(true),
        Action::Pause,
        Action::FoldStory,
    ] {
        talk.tell(Event::Reader(READER, action));
        all.push(talk.view());
    }
    all
}

#[test]
fn what_takes_the_place_of_another_element_has_the_same_attributes() {
    let views = views();
    let trees: Vec<VNode> =
        views.iter().map(|view| Part::Whole(Rc::new(view.clone())).html()).collect();
    let rows = views.iter().flat_map(View::lines);
    let rows: Vec<VNode> =
        rows.map(|line| Part::Entry(Rc::clone(&line.row), line.fold).html()).collect();
    let mut compared = 0;
    for all in [&trees, &rows] {
        for before in all {
            compared += all.iter().map(|after| compare(before, after)).sum::<usize>();
        }
    }
    assert!(compared > 5_000, "{compared} elements have been compared");
}
