//! JSON-LD as it is written in pages: names with and without their vocabulary, one value or a list of
//! them, and objects that stand elsewhere in the document and are only named.

use super::members::shown;
use super::sorted::Sorted;
use crate::feed::Value;

/// Objects nested deeper than this are not looked for.
const MAX_DEPTH: usize = 12;

/// What stands before schema.org's own names, where it is said at all.
const VOCABULARY: [&str; 3] = ["schema:", "http://schema.org/", "https://schema.org/"];

/// Objects of a document by their `@id`.
#[derive(Debug)]
pub(super) struct Graph<'a> {
    nodes: Vec<&'a Value>,
    ids: Sorted<'a>,
}

impl<'a> Graph<'a> {
    /// Goes once through a document, and shows every object with its place.
    pub(super) fn new(document: &'a Value, mut show: impl FnMut(&str, &'a Value)) -> Self {
        let (mut nodes, mut ids) = (Vec::new(), Vec::new());
        walk(document, &mut String::new(), 0, &mut |at, object| {
            if let Some(id) = object.member("@id").and_then(Value::text)
                && !is_reference(object)
            {
                ids.push((id, nodes.len()));
                nodes.push(object);
            }
            show(at, object);
        });
        Self { nodes, ids: Sorted::new(ids) }
    }

    /// The values of a member, each the object that it names.
    pub(super) fn each(&self, of: &'a Value, name: &str) -> Vec<&'a Value> {
        match member(of, name) {
            None | Some(Value::Null) => Vec::new(),
            Some(Value::List(values)) => values.iter().map(|value| self.named(value)).collect(),
            Some(value) => vec![self.named(value)],
        }
    }

    fn named(&self, value: &'a Value) -> &'a Value {
        let id = value.member("@id").and_then(Value::text).filter(|_| is_reference(value));
        let found = id.and_then(|id| self.ids.place(id));
        found.and_then(|at| self.nodes.get(at)).map_or(value, |object| *object)
    }
}

fn walk<'a>(
    value: &'a Value,
    at: &mut String,
    depth: usize,
    show: &mut dyn FnMut(&str, &'a Value),
) {
    if matches!(value, Value::Map(_)) {
        show(at, value);
    }
    let length = at.len();
    let mut deeper = |name: &str, value: &'a Value| {
        if depth < MAX_DEPTH && matches!(value, Value::List(_) | Value::Map(_)) {
            at.push('/');
            at.push_str(&name.replace('~', "~0").replace('/', "~1"));
            walk(value, at, depth + 1, show);
            at.truncate(length);
        }
    };
    match value {
        Value::List(list) => {
            list.iter().enumerate().for_each(|(index, value)| deeper(&index.to_string(), value));
        }
        Value::Map(members) => members.iter().for_each(|(name, value)| deeper(name, value)),
        _ => {}
    }
}

/// Whether an object says no more than which one is meant.
fn is_reference(object: &Value) -> bool {
    let Value::Map(members) = object else { return false };
    members.iter().all(|(name, _)| matches!(name.as_str(), "@id" | "@type"))
}

/// Whether an object is of a type, or of that among others.
pub(super) fn is_of_type(object: &Value, wanted: &str) -> bool {
    let of_type = object.member("@type").or_else(|| object.member("type"));
    let one = of_type.and_then(Value::text).into_iter();
    let many = of_type.map_or(&[][..], Value::list).iter().filter_map(Value::text);
    one.chain(many).any(|name| local(name) == wanted)
}

/// A member, whatever its vocabulary.
pub(super) fn member<'a>(of: &'a Value, name: &str) -> Option<&'a Value> {
    let Value::Map(members) = of else { return None };
    let found = members.iter().rev().find(|(key, _)| local(key) == name);
    found.map(|(_, value)| bare(value))
}

/// The first text of a member that shows something.
pub(super) fn text<'a>(of: &'a Value, name: &str) -> Option<&'a str> {
    match member(of, name)? {
        Value::List(values) => values.iter().find_map(|value| shown(bare(value).text()?)),
        value => shown(value.text()?),
    }
}

/// A value without its type: `{"@type": "Date", "@value": …}`.
pub(super) fn bare(value: &Value) -> &Value {
    value.member("@value").unwrap_or(value)
}

fn local(name: &str) -> &str {
    VOCABULARY.iter().find_map(|before| name.strip_prefix(before)).unwrap_or(name)
}
