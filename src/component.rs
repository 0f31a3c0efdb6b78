//! The tag as a component of a Yew application: attributes in, typed events out.
//!
//! The application's page includes the script of a release like any other page, and the component writes the tag. The
//! timeline itself comes with that script when the reader gets near, so the application's own wasm grows by some
//! kilobytes, its first paint waits for nothing, and a timeline that breaks down does not take the application with it.
//!
//! ```html
//! <script type="module" src="https://cdn.example/developing-story/0.1.0/developing-story.js"></script>
//! ```
//!
//! ```
//! use developing_story::{DevelopingStory, Ready};
//! use yew::prelude::*;
//!
//! #[component]
//! fn App() -> Html {
//!     let entries = use_state(|| 0);
//!     let on_ready = {
//!         let entries = entries.clone();
//!         Callback::from(move |ready: Ready| entries.set(ready.entries))
//!     };
//!     html! {
//!         <>
//!             <DevelopingStory src="https://news.example/hanoi/feed.json" lang="da" time_zone="scene" {on_ready}>
//!                 <a href="https://news.example/hanoi">{ "Følg dækningen på news.example" }</a>
//!             </DevelopingStory>
//!             <p>{ format!("{} udviklinger", *entries) }</p>
//!         </>
//!     }
//! }
//! ```
//!
//! What stands inside the tag shows until the timeline is up, and for good where it cannot start: on a server that renders
//! the application, the tag goes out with it.

#[cfg(target_arch = "wasm32")]
mod element;
mod events;
#[cfg(not(target_arch = "wasm32"))]
mod server;

use serde::de::DeserializeOwned;
use yew::{
    AttrValue, Callback, Children, Classes, Html, NodeRef, Properties, component, hook, html,
    use_effect_with, use_node_ref,
};

#[cfg(target_arch = "wasm32")]
use element::{hand, listen};
#[cfg(not(target_arch = "wasm32"))]
use server::{hand, listen};

#[cfg(target_arch = "wasm32")]
pub use element::DevelopingStoryElement;
pub use events::{Failed, Ready, Revealed, Shared, StateChanged, Toggled, Updated};

/// Properties of [`DevelopingStory`]. Those that are attributes of the tag have its names, and mean the same (the table
/// "Attributes" of README.md); one that is not given is not written. A bad value means the default, and one warning on
/// the console.
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct DevelopingStoryProps {
    /// The address of the feed, resolved against the document. Changing it switches the story.
    #[prop_or_default]
    pub src: Option<AttrValue>,
    /// The text of a JSON Feed instead of `src`; nothing is polled. Another text is the next document of the same story.
    #[prop_or_default]
    pub feed: Option<AttrValue>,
    /// Language of the interface, a BCP 47 tag.
    #[prop_or_default]
    pub lang: Option<AttrValue>,
    /// `newest` or `oldest`.
    #[prop_or_default]
    pub order: Option<AttrValue>,
    /// `hold` or `auto`: whether new entries wait behind the button.
    #[prop_or_default]
    pub reveal: Option<AttrValue>,
    /// `newest`, `all` or `none`: which entries start open.
    #[prop_or_default]
    pub unfold: Option<AttrValue>,
    /// Entries shown before "Show earlier", 1 to 10,000.
    #[prop_or_default]
    pub limit: Option<u32>,
    /// Seconds between polls, 5 to 3,600; the feed's own word goes first.
    #[prop_or_default]
    pub poll: Option<u32>,
    /// `reader`, `scene` or the name of an IANA time zone.
    #[prop_or_default]
    pub time_zone: Option<AttrValue>,
    /// `auto`, `light` or `dark`.
    #[prop_or_default]
    pub theme: Option<AttrValue>,
    /// `lazy` or `eager`: whether to wait until the reader gets near.
    #[prop_or_default]
    pub loading: Option<AttrValue>,
    /// `off`, `auto` or `always`: whether the document's head gets the story for search engines.
    #[prop_or_default]
    pub json_ld: Option<AttrValue>,
    /// `local` or `off`: whether the reader's place may be kept on this device.
    #[prop_or_default]
    pub remember: Option<AttrValue>,
    /// Tags, separated by commas, whose entries are key moments.
    #[prop_or_default]
    pub key_tags: Option<AttrValue>,
    /// Where links in entries open.
    #[prop_or_default]
    pub target: Option<AttrValue>,
    /// Names of providers, separated by commas, whose content the reader has consented to.
    #[prop_or_default]
    pub consent: Option<AttrValue>,
    /// Level of the story's title, 1 to 6.
    #[prop_or_default]
    pub heading_level: Option<u32>,
    /// Whether the console is told what becomes of every item.
    #[prop_or_default]
    pub debug: bool,
    /// The tag's own `id`.
    #[prop_or_default]
    pub id: Option<AttrValue>,
    /// The tag's own classes.
    #[prop_or_default]
    pub class: Classes,
    /// The first document is shown.
    #[prop_or_default]
    pub on_ready: Callback<Ready>,
    /// A poll has changed something.
    #[prop_or_default]
    pub on_updated: Callback<Updated>,
    /// Waiting entries were shown.
    #[prop_or_default]
    pub on_revealed: Callback<Revealed>,
    /// An entry was opened or closed.
    #[prop_or_default]
    pub on_toggled: Callback<Toggled>,
    /// A reader has shared an entry.
    #[prop_or_default]
    pub on_shared: Callback<Shared>,
    /// The newsroom's state, or contact with the feed, has changed.
    #[prop_or_default]
    pub on_state_changed: Callback<StateChanged>,
    /// A poll or the start has failed.
    #[prop_or_default]
    pub on_failed: Callback<Failed>,
    /// Becomes the element: in a browser `cast::<DevelopingStoryElement>()` gives it, with its methods.
    #[prop_or_default]
    pub node_ref: Option<NodeRef>,
    /// What shows until the timeline is up, and for good where it cannot start; what has a `slot` stands in the timeline.
    #[prop_or_default]
    pub children: Children,
}

/// The live timeline of a story.
#[component]
pub fn DevelopingStory(props: &DevelopingStoryProps) -> Html {
    let own = use_node_ref();
    let node_ref = props.node_ref.clone().unwrap_or(own);
    use_effect_with((node_ref.clone(), props.feed.clone()), |(element, feed)| hand(element, feed));
    use_event(&node_ref, "story-ready", &props.on_ready);
    use_event(&node_ref, "story-updated", &props.on_updated);
    use_event(&node_ref, "story-revealed", &props.on_revealed);
    use_event(&node_ref, "story-toggled", &props.on_toggled);
    use_event(&node_ref, "story-shared", &props.on_shared);
    use_event(&node_ref, "story-state-changed", &props.on_state_changed);
    use_event(&node_ref, "story-failed", &props.on_failed);
    let number = |it: Option<u32>| it.map(|it| AttrValue::from(it.to_string()));
    html! {
        <developing-story
            ref={node_ref}
            id={props.id.clone()}
            class={props.class.clone()}
            src={props.src.clone()}
            lang={props.lang.clone()}
            order={props.order.clone()}
            reveal={props.reveal.clone()}
            unfold={props.unfold.clone()}
            limit={number(props.limit)}
            poll={number(props.poll)}
            time-zone={props.time_zone.clone()}
            theme={props.theme.clone()}
            loading={props.loading.clone()}
            json-ld={props.json_ld.clone()}
            remember={props.remember.clone()}
            key-tags={props.key_tags.clone()}
            target={props.target.clone()}
            consent={props.consent.clone()}
            heading-level={number(props.heading_level)}
            debug={props.debug.then_some(AttrValue::Static(""))}
        >
            { props.children.clone() }
        </developing-story>
    }
}

#[hook]
fn use_event<T: DeserializeOwned + 'static>(
    element: &NodeRef,
    name: &'static str,
    callback: &Callback<T>,
) {
    use_effect_with((element.clone(), callback.clone()), move |(element, callback)| {
        listen(element, name, callback)
    });
}
