use super::node::{Item, Node};
use super::print::flat;

/// Whether a field has its usual value, which is not printed.
pub(super) fn is_usual((key, node): &Item) -> bool {
    let Some(key) = key else { return false };
    match node {
        Node::Leaf(text) if ["None", "false", "\"\""].contains(&text.as_str()) => {
            key != "is_in_json"
        }
        Node::Leaf(text) => {
            let usual = match key.as_str() {
                "is_in_json" => "true",
                "presence" => "Optional",
                "default" | "debug" => "Derived",
                "adapter" => "Same",
                "when_absent" => "Usual",
                _ => return false,
            };
            text == usual
        }
        Node::Group { items, .. } => items.is_empty(),
    }
}

/// A group in a shorter form, if it has one.
pub(super) fn shortened(head: &str, open: char, mut items: Vec<Item>) -> Node {
    let node = match (head, open, items.as_slice()) {
        ("Identifier", ..) => items.pop().map(|(_, text)| Node::Leaf(flat(&text).replace('"', ""))),
        ("Some" | "Variable", '(', [_]) => items.pop().map(|(_, node)| node),
        ("Query" | "EndpointValue", '{', [(_, value), ..]) => {
            Some(Node::Leaf(flat(value) + mark(&items)))
        }
        ("QueryField" | "QueryMember", '{', [(_, _), ..]) => Some(items.remove(0).1),
        ("Field", '(', [(_, of), (_, field)]) => {
            Some(Node::Leaf(format!("{}.{}", flat(of), flat(field))))
        }
        (
            "Docs",
            '{',
            [(_, Node::Group { items: lines, .. }), (_, Node::Group { items: first, .. })],
        ) if lines.starts_with(first) => Some(items.remove(0).1),
        _ => None,
    };
    node.unwrap_or_else(|| {
        without_repetition(&mut items);
        Node::Group { head: head.to_owned(), open, items }
    })
}

/// Whether it is an `Option`.
fn mark(items: &[Item]) -> &'static str {
    let is_optional = items.iter().any(|(key, _)| key.as_deref() == Some("optional"));
    if is_optional { "?" } else { "" }
}

/// Removes names in the model and on the wire that equal the name in Rust.
fn without_repetition(items: &mut Vec<Item>) {
    let value = |key: &str| {
        let item = items.iter().find(|(name, _)| name.as_deref() == Some(key));
        item.map(|(_, node)| flat(node).replace('"', ""))
    };
    let (name, member) = (value("name"), value("member"));
    items.retain(|(key, node)| match key.as_deref() {
        Some("member" | "model") => name.as_deref() != Some(&flat(node).replace('"', "")),
        Some("wire") => member.as_deref() != Some(&flat(node).replace('"', "")),
        _ => true,
    });
}
