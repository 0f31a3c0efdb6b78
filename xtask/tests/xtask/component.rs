//! The component for Yew applications has what README.md says of the tag.

use std::fmt::Debug;

use developing_story::{
    DevelopingStory, DevelopingStoryProps, Failed, Ready, Revealed, Shared, StateChanged, Toggled,
    Updated,
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Map, Value, json};
use xtask::api::Api;
use yew::{Children, LocalServerRenderer, html, props};

fn api() -> Api {
    Api::read().expect("README.md")
}

fn rendered(props: DevelopingStoryProps) -> String {
    let renderer = LocalServerRenderer::<DevelopingStory>::with_props(props).hydratable(false);
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    runtime.block_on(renderer.render())
}

#[test]
fn every_attribute_is_a_property() {
    let props = props!(DevelopingStoryProps {
        src: "src",
        lang: "lang",
        order: "order",
        reveal: "reveal",
        unfold: "unfold",
        limit: 1,
        poll: 2,
        time_zone: "time-zone",
        theme: "theme",
        loading: "loading",
        json_ld: "json-ld",
        remember: "remember",
        key_tags: "key-tags",
        target: "target",
        consent: "consent",
        heading_level: 3,
        debug: true,
        id: "id",
        class: "class",
        children: Children::new(vec![html! { <a href="/hanoi">{ "Hanoi" }</a> }]),
    });
    let expect = api().attributes.into_iter().fold(String::new(), |so_far, attribute| {
        let value = match &*attribute.name {
            "limit" => "1",
            "poll" => "2",
            "heading-level" => "3",
            "debug" => "",
            name => name,
        };
        format!("{so_far} {}=\"{value}\"", attribute.name)
    });
    assert_eq!(
        rendered(props),
        format!(
            "<developing-story id=\"id\"{expect} class=\"class\"><a href=\"/hanoi\">Hanoi</a></developing-story>"
        )
    );
}

#[test]
fn what_is_not_given_is_not_written() {
    let props = props!(DevelopingStoryProps {});
    assert_eq!(rendered(props), "<developing-story></developing-story>");
}

/// An example of the type that README.md gives.
fn example(detail: &str) -> Value {
    let members = detail.trim_matches(['{', '}']).split(", ").map(|member| {
        let (name, of) = member.split_once(": ").expect("a name and a type");
        let value = match of {
            "number" => json!(7),
            "boolean" => json!(true),
            "string[]" => json!(["an-id"]),
            _ => json!("a word"),
        };
        (name.to_owned(), value)
    });
    members.collect::<Map<_, _>>().into()
}

#[test]
fn every_event_is_told_whole() {
    #[track_caller]
    fn check<T: Serialize + DeserializeOwned + Debug>(detail: &str) {
        let example = example(detail);
        let told: T = serde_json::from_value(example.clone()).expect("it is understood");
        assert_eq!(serde_json::to_value(told).expect("it is JSON"), example);
    }
    for [name, detail, _] in api().events {
        match &*name {
            "story-ready" => check::<Ready>(&detail),
            "story-updated" => check::<Updated>(&detail),
            "story-revealed" => check::<Revealed>(&detail),
            "story-toggled" => check::<Toggled>(&detail),
            "story-shared" => check::<Shared>(&detail),
            "story-state-changed" => check::<StateChanged>(&detail),
            "story-failed" => check::<Failed>(&detail),
            other => panic!("the component does not tell {other}"),
        }
    }
}
