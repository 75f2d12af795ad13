//! The differences between two JSON values, by path.

use std::collections::BTreeSet;

use serde_json::Value;

/// One line for each path that differs, sorted: paths that are missing in `own`, paths that only
/// `own` has, and paths with different values. List items are compared by position between the
/// items that both lists have.
pub fn differences(own: &Value, published: &Value) -> Vec<String> {
    let mut lines = Vec::new();
    compare(&mut Vec::new(), own, published, &mut lines);
    lines
}

type Path = Vec<String>;

fn compare(path: &mut Path, own: &Value, published: &Value, lines: &mut Vec<String>) {
    match (own, published) {
        (Value::Object(left), Value::Object(right)) => {
            let keys: BTreeSet<&String> = left.keys().chain(right.keys()).collect();
            for key in keys {
                step(path, key.clone(), left.get(key), right.get(key), lines);
            }
        }
        (Value::Array(left), Value::Array(right)) => items(path, left, right, lines),
        _ if own == published => {}
        _ => lines.push(format!(
            "{}: {}, published: {}",
            path.join(" › "),
            clipped(own),
            clipped(published)
        )),
    }
}

fn step(
    path: &mut Path,
    key: String,
    own: Option<&Value>,
    published: Option<&Value>,
    lines: &mut Vec<String>,
) {
    path.push(key);
    match (own, published) {
        (Some(own), Some(published)) => compare(path, own, published, lines),
        (Some(extra), None) => {
            lines.push(format!("{}: extra: {}", path.join(" › "), clipped(extra)));
        }
        (None, Some(missing)) => {
            lines.push(format!("{}: missing: {}", path.join(" › "), clipped(missing)));
        }
        (None, None) => {}
    }
    path.pop();
}

/// An item that only `own` has is identified by its index there, all others by the published index.
fn items(path: &mut Path, own: &[Value], published: &[Value], lines: &mut Vec<String>) {
    let mut anchors = common(own, published);
    anchors.push((own.len(), published.len()));
    let (mut left, mut right) = (0, 0);
    for (left_end, right_end) in anchors {
        while left < left_end || right < right_end {
            let (mine, theirs) = (own[left..left_end].first(), published[right..right_end].first());
            let index = if theirs.is_some() { right } else { left };
            step(path, index.to_string(), mine, theirs, lines);
            left += usize::from(mine.is_some());
            right += usize::from(theirs.is_some());
        }
        (left, right) = (left_end + 1, right_end + 1);
    }
}

/// The longest sequence of items that both lists have, by their indices.
fn common(own: &[Value], published: &[Value]) -> Vec<(usize, usize)> {
    let mut lengths = vec![vec![0; published.len() + 1]; own.len() + 1];
    for (i, left) in own.iter().enumerate().rev() {
        for (j, right) in published.iter().enumerate().rev() {
            lengths[i][j] = match left == right {
                true => lengths[i + 1][j + 1] + 1,
                false => lengths[i + 1][j].max(lengths[i][j + 1]),
            };
        }
    }
    let (mut i, mut j, mut pairs) = (0, 0, Vec::new());
    while i < own.len() && j < published.len() {
        if own[i] == published[j] {
            pairs.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if lengths[i + 1][j] >= lengths[i][j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}

fn clipped(value: &Value) -> String {
    const MOST: usize = 100;
    let text = value.to_string();
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::differences;
    use serde_json::json;

    #[test]
    fn each_path_that_differs_has_a_line() {
        let own = json!({"b": {"type": "String", "old": [1]}, "a": 1, "same": {"x": [1, 2]}});
        let published = json!({"same": {"x": [1, 2]}, "b": {"type": "string", "new": {}}, "a": 1});
        assert_eq!(
            differences(&own, &published),
            [
                "b › new: missing: {}",
                "b › old: extra: [1]",
                "b › type: \"String\", published: \"string\""
            ]
        );
    }

    #[test]
    fn items_are_compared_between_those_that_both_lists_have() {
        let own = json!([{"id": "a"}, {"id": "gone"}, {"id": "b", "n": 1}, {"id": "c"}]);
        let published = json!([{"id": "a"}, {"id": "b", "n": 2}, {"id": "c"}, {"id": "new"}]);
        assert_eq!(
            differences(&own, &published),
            [
                "1 › id: \"gone\", published: \"b\"",
                "1 › n: missing: 2",
                "2: extra: {\"id\":\"b\",\"n\":1}",
                "3: missing: {\"id\":\"new\"}"
            ]
        );
        let without = json!([{"id": "a"}, {"id": "b", "n": 1}, {"id": "c"}]);
        assert_eq!(differences(&own, &without), ["1: extra: {\"id\":\"gone\"}"]);
    }

    #[test]
    fn long_values_are_clipped_and_equal_ones_are_not_listed() {
        let long = json!("ä".repeat(1000));
        assert!(differences(&long, &long).is_empty());
        let lines = differences(&long, &json!(null));
        assert_eq!(lines.len(), 1);
        assert!(lines[0].ends_with("…, published: null"), "{lines:?}");
        assert!(lines[0].chars().count() < 130, "{lines:?}");
    }
}
