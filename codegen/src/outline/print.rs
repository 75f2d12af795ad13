use super::node::{Item, Node};

const WIDTH: usize = 120;

/// Prints each group on one line if it fits, or else one line per item.
pub(super) fn print(node: &Node) -> String {
    let mut text = String::new();
    lines(node, "", 0, &mut text);
    text
}

/// Prints a node after its key.
fn lines(node: &Node, key: &str, depth: usize, text: &mut String) {
    let indent = "  ".repeat(depth);
    let end = if depth == 0 { "" } else { "," };
    let flat = flat(node);
    *text += &format!("{indent}{key}");
    match node {
        Node::Group { open, .. } if indent.len() + key.len() + flat.len() >= WIDTH => {
            let (title, items) = title(node);
            *text += &format!("{title}{open}\n");
            for (key, item) in items {
                lines(item, &prefix(key.as_deref()), depth + 1, text);
            }
            *text += &format!("{indent}{}{end}\n", closing(*open));
        }
        _ => *text += &format!("{flat}{end}\n"),
    }
}

/// Prints a node on one line.
pub(super) fn flat(node: &Node) -> String {
    let Node::Group { open, .. } = node else {
        let Node::Leaf(text) = node else { return String::new() };
        return text.clone();
    };
    let (title, items) = title(node);
    let items: Vec<String> =
        items.iter().map(|(key, item)| prefix(key.as_deref()) + &flat(item)).collect();
    let space = if *open == '{' { " " } else { "" };
    match items.is_empty() && *open == '{' {
        true => title.trim_end().to_owned(),
        false => format!("{title}{open}{space}{}{space}{}", items.join(", "), closing(*open)),
    }
}

/// The text before the items, which includes a name among them, and the other items.
fn title(node: &Node) -> (String, Vec<&Item>) {
    let Node::Group { head, open, items } = node else { return Default::default() };
    let is_name =
        |item: &&Item| item.0.as_deref() == Some("name") && matches!(item.1, Node::Leaf(_));
    let mut title = head.clone();
    if let Some((_, Node::Leaf(name))) = items.iter().find(is_name) {
        title += &format!(" {name}");
    }
    if *open == '{' && !title.is_empty() {
        title.push(' ');
    }
    (title, items.iter().filter(|item| !is_name(item)).collect())
}

fn prefix(key: Option<&str>) -> String {
    key.map(|key| format!("{key}: ")).unwrap_or_default()
}

fn closing(open: char) -> char {
    match open {
        '(' => ')',
        '[' => ']',
        _ => '}',
    }
}
