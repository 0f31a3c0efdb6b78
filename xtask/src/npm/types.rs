//! The element in TypeScript.

use std::fmt::Write;

use super::{CLASS, NAME};
use crate::api::{Api, Attribute};

/// React 19 sets properties where the element has them, and listens for `on` and the event's name.
pub(super) const REACT: &str = "\
import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import type { DevelopingStory, DevelopingStoryProps } from './developing-story.js';

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'developing-story': DetailedHTMLProps<HTMLAttributes<DevelopingStory>, DevelopingStory> & DevelopingStoryProps;
    }
  }
}
";

/// The same for Preact.
pub(super) const PREACT: &str = "\
import type { HTMLAttributes } from 'preact';
import type { DevelopingStory, DevelopingStoryProps } from './developing-story.js';

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'developing-story': HTMLAttributes<DevelopingStory> & DevelopingStoryProps;
    }
  }
}
";

/// Vue's templates take it as a component of that name.
pub(super) const VUE: &str = "\
import type { EmitFn, HTMLAttributes, PublicProps } from 'vue';
import type { DevelopingStory, DevelopingStoryAttributes, DevelopingStoryEventMap } from './developing-story.js';

type Emits = { [Name in keyof DevelopingStoryEventMap]: (event: DevelopingStoryEventMap[Name]) => void };

type Listeners = { [Name in keyof Emits as `on${Capitalize<Name>}`]?: Emits[Name] };

type Component = new () => DevelopingStory & {
  /** @deprecated For templates alone; it is not there. */
  $props: HTMLAttributes & Omit<DevelopingStoryAttributes, 'lang'> & Listeners & PublicProps & { feed?: object };
  /** @deprecated For templates alone; it is not there. */
  $emit: EmitFn<Emits>;
};

declare module 'vue' {
  interface GlobalComponents {
    'developing-story': Component;
  }
}
";

/// What follows the class: the tag.
const TAG: &str = "
/** Makes the tag known, unless the page has one of that name. Importing `developing-story` does it. */
export declare function define(): void;

declare global {
  interface HTMLElementTagNameMap {
    'developing-story': DevelopingStory;
  }
}
";

/// The class with everything that it has beside an element of HTML, and what frameworks need of it.
pub(super) fn element(api: &Api) -> String {
    let mut text = String::new();
    // Writing to a String cannot fail.
    let _ = write_element(&mut text, api);
    text
}

fn write_element(text: &mut String, api: &Api) -> std::fmt::Result {
    writeln!(text, "/** The attributes of `<{NAME}>`. */")?;
    writeln!(text, "export interface {CLASS}Attributes {{")?;
    for Attribute { name, takes, values, meaning } in &api.attributes {
        writeln!(text, "  /** {meaning}. Takes: {values}. */")?;
        writeln!(text, "  '{name}'?: {takes} | undefined;")?;
    }
    writeln!(
        text,
        "}}\n\n/** Its events. All bubble and cross shadow roots; none can be cancelled. */"
    )?;
    writeln!(text, "export interface {CLASS}EventMap {{")?;
    for [name, detail, when] in &api.events {
        writeln!(text, "  /** {when} */\n  '{name}': CustomEvent<{detail}>;")?;
    }
    writeln!(
        text,
        "}}\n\n/** Attributes, properties and listeners as JSX has them. */\n\
         export type {CLASS}Props = {CLASS}Attributes & {{\n  \
         [Name in keyof {CLASS}EventMap as `on${{Name}}`]?: ((event: {CLASS}EventMap[Name]) => void) | undefined;\n\
         }} & {{"
    )?;
    for [name, takes, meaning] in &api.properties {
        writeln!(text, "  /** {meaning} */\n  {name}?: {takes};")?;
    }
    writeln!(
        text,
        "}};\n\n/** The element. */\nexport declare class {CLASS} extends HTMLElement {{"
    )?;
    for attribute in &api.attributes {
        write_property(text, attribute)?;
    }
    for [name, takes, meaning] in &api.properties {
        writeln!(text, "  /** {meaning} */\n  {name}: {takes};")?;
    }
    for method in &api.methods {
        // A method and a property of the same name are one member.
        if !api.attributes.iter().any(|attribute| attribute.name == method.name) {
            writeln!(text, "  /** {} */", method.meaning)?;
            writeln!(text, "  {}({}): {};", method.name, method.parameters, method.result)?;
        }
    }
    for verb in ["add", "remove"] {
        let options =
            if verb == "add" { "AddEventListenerOptions" } else { "EventListenerOptions" };
        for map in [&format!("{CLASS}EventMap"), "HTMLElementEventMap"] {
            writeln!(
                text,
                "  {verb}EventListener<Name extends keyof {map}>(type: Name, \
                 listener: (this: {CLASS}, event: {map}[Name]) => any, options?: boolean | {options}): void;"
            )?;
        }
        writeln!(
            text,
            "  {verb}EventListener(type: string, listener: EventListenerOrEventListenerObject, \
             options?: boolean | {options}): void;"
        )?;
    }
    write!(text, "}}\n{TAG}")
}

/// Read, an attribute is a text; set, it may be what it means.
fn write_property(text: &mut String, attribute: &Attribute) -> std::fmt::Result {
    let Attribute { name, takes, values, meaning } = attribute;
    let property = attribute.property();
    match name.as_str() {
        // Every element has it.
        "lang" => Ok(()),
        // Read, it is the method of that name.
        "reveal" => {
            writeln!(
                text,
                "  /** Shows what waits. Set, it is the attribute: {meaning} ({values}). */"
            )?;
            writeln!(text, "  get reveal(): () => void;")?;
            writeln!(text, "  set reveal(value: (() => void) | {takes} | null | undefined);")
        }
        _ => {
            writeln!(text, "  /** {meaning} ({values}) */")?;
            writeln!(text, "  get {property}(): string | null;")?;
            let set = if takes.contains("string") {
                takes.clone()
            } else {
                format!("{takes} | (string & {{}})")
            };
            writeln!(text, "  set {property}(value: {set} | null | undefined);")
        }
    }
}
