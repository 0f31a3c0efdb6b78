//! Two stories, one at a time, and what the application hears of them.

use developing_story::{DevelopingStory, DevelopingStoryElement, Ready, Toggled};
use yew::prelude::*;

/// The stories: what the button says, the language, the feed.
const STORIES: [(&str, &str, &str); 2] =
    [("Dansk", "da", "../../feeds/hanoi.da.json"), ("English", "en", "../../feeds/hanoi.en.json")];

/// The page.
#[component]
pub fn App() -> Html {
    let chosen = use_state(|| 0);
    let count = use_state(|| 0);
    let last = use_state(String::new);
    let story = use_node_ref();

    let (_, lang, src) = STORIES[*chosen];
    let on_ready = {
        let count = count.clone();
        Callback::from(move |ready: Ready| count.set(ready.entries))
    };
    let on_toggled = {
        let last = last.clone();
        Callback::from(move |toggled: Toggled| last.set(toggled.id))
    };
    let choices = STORIES.iter().enumerate().map(|(index, (name, ..))| {
        let onclick = {
            let chosen = chosen.clone();
            move |_| chosen.set(index)
        };
        html! { <button key={*name} aria-pressed={(index == *chosen).to_string()} {onclick}>{ *name }</button> }
    });
    let fold = {
        let story = story.clone();
        move |_| {
            let story = story.cast::<DevelopingStoryElement>();
            // Before the script of the release is there, nothing can be folded.
            let _ = story.map(|story| story.fold_all());
        }
    };
    html! {
        <>
            <h1>{ "Topmødet i Hanoi" }</h1>
            <p>{ for choices } <button onclick={fold}>{ "Fold sammen" }</button></p>
            <DevelopingStory {src} {lang} time_zone="scene" node_ref={story} {on_ready} {on_toggled}>
                <a href="https://news.example/hanoi">{ "Følg dækningen på news.example" }</a>
            </DevelopingStory>
            <p><output>{ *count }</output>{ " udviklinger, sidst rørt: " }<output>{ &*last }</output></p>
        </>
    }
}
