//! The element as the Custom Elements Manifest has it, which editors and catalogues read
//! (<https://github.com/webcomponents/custom-elements-manifest>, schema 2.1.0).

use serde_json::{Value, json};

use super::{CLASS, NAME};
use crate::api::{Api, Attribute, Method};

/// The manifest of the package.
pub(super) fn manifest(api: &Api) -> Value {
    let pure = "pure.js";
    let declared = json!({ "name": CLASS, "module": pure });
    let script = |name: &str| json!({ "kind": "js", "name": name, "declaration": { "name": name, "module": pure } });
    json!({
        "schemaVersion": "2.1.0",
        "readme": "README.md",
        "modules": [
            {
                "kind": "javascript-module",
                "path": pure,
                "summary": "The class of the element, and a function that makes the tag known",
                "declarations": [class(api), define()],
                "exports": [script(CLASS), script("define")],
            },
            {
                "kind": "javascript-module",
                "path": "developing-story.js",
                "summary": "Makes the tag known",
                "exports": [
                    { "kind": "custom-element-definition", "name": NAME, "declaration": declared },
                    script(CLASS),
                    script("define"),
                ],
            },
        ],
    })
}

fn define() -> Value {
    json!({
        "kind": "function",
        "name": "define",
        "description": "Makes the tag known, unless the page has one of that name",
        "return": { "type": { "text": "void" } },
    })
}

fn class(api: &Api) -> Value {
    let named = |name: &String| json!({ "name": name });
    let described = |[name, what]: &[String; 2]| json!({ "name": name, "description": what });
    json!({
        "kind": "class",
        "customElement": true,
        "name": CLASS,
        "tagName": NAME,
        "summary": "The live timeline of a breaking story",
        "superclass": { "name": "HTMLElement" },
        "attributes": api.attributes.iter().map(attribute).collect::<Value>(),
        "members": members(api),
        "events": api.events.iter().map(event).collect::<Value>(),
        "cssProperties": api.custom_properties.iter()
            .map(|[name, default]| json!({ "name": name, "default": default }))
            .collect::<Value>(),
        "cssParts": api.parts.iter().map(named).collect::<Value>(),
        "cssStates": api.states.iter().map(named).collect::<Value>(),
        "slots": api.slots.iter().map(described).collect::<Value>(),
    })
}

fn attribute(attribute: &Attribute) -> Value {
    let Attribute { name, takes, values, meaning } = attribute;
    json!({
        "name": name,
        "fieldName": attribute.property(),
        "type": { "text": takes },
        "description": format!("{meaning}. Takes: {values}"),
    })
}

fn event([name, detail, when]: &[String; 3]) -> Value {
    json!({ "name": name, "type": { "text": format!("CustomEvent<{detail}>") }, "description": when })
}

fn members(api: &Api) -> Value {
    let field = |name: &str, of: &str, what: &str| json!({ "kind": "field", "name": name, "type": { "text": of }, "description": what });
    let attributes = api.attributes.iter().filter(|it| it.name != "reveal").map(|it| {
        let mut field = field(&it.property(), &format!("{} | null", it.takes), &it.meaning);
        field["attribute"] = it.name.clone().into();
        field["reflects"] = true.into();
        field
    });
    let properties = api.properties.iter().map(|[name, of, what]| field(name, of, what));
    let methods = api.methods.iter().map(|Method { name, parameters, result, meaning }| {
        let parameters = parameters.split(", ").filter_map(|it| it.split_once(": "));
        json!({
            "kind": "method",
            "name": name,
            "description": meaning,
            "parameters": parameters
                .map(|(name, of)| json!({ "name": name, "type": { "text": of } }))
                .collect::<Value>(),
            "return": { "type": { "text": result } },
        })
    });
    attributes.chain(properties).chain(methods).collect()
}
