//! The text of one item of an emitted file, with its documentation and attributes.

use std::ops::Range;

use syn::spanned::Spanned;
use syn::{Item, ItemImpl, ItemMod, ItemTrait};

/// The text of the item at a path. Each part of the path, separated by ` › `, is the start of a line
/// of an item: first in the file, then in the item before.
///
/// # Panics
/// No item or several items match.
pub(crate) fn item(file: &str, path: &str) -> String {
    let mut items: Vec<_> = syn::parse_file(file).expect("Rust").items.iter().map(node).collect();
    let mut found = 0..0;
    for start in path.split(" › ") {
        let starts = |range: &Range<usize>| {
            file[range.clone()].lines().any(|line| line.trim_start().starts_with(start))
        };
        // The next part is searched for inside this item.
        items.retain(|(range, _)| starts(range));
        assert_eq!(items.len(), 1, "items that start with {start:?} of {path:?} in\n{file}");
        let (range, below) = items.remove(0);
        found = range;
        items = below.into_iter().map(|range| (range, Vec::new())).collect();
    }
    without_indentation(file, found)
}

/// The range of an item, and the ranges of the items in it.
fn node(item: &Item) -> (Range<usize>, Vec<Range<usize>>) {
    fn all<T: Spanned>(items: &[T]) -> Vec<Range<usize>> {
        items.iter().map(|item| item.span().byte_range()).collect()
    }
    let below = match item {
        Item::Impl(ItemImpl { items, .. }) => all(items),
        Item::Trait(ItemTrait { items, .. }) => all(items),
        Item::Mod(ItemMod { content: Some((_, items)), .. }) => all(items),
        _ => Vec::new(),
    };
    (item.span().byte_range(), below)
}

/// The text, with the indentation of its first line removed from all lines.
fn without_indentation(file: &str, range: Range<usize>) -> String {
    let start = file[..range.start].rfind('\n').map_or(0, |at| at + 1);
    let indentation = &file[start..range.start];
    let lines = file[start..range.end].lines();
    lines.map(|line| format!("{}\n", line.strip_prefix(indentation).unwrap_or(line))).collect()
}

#[test]
fn an_item_is_found_with_all_that_is_written_of_it() {
    let file = "use a;\n\n/// One.\n#[b]\npub struct One {\n    /// Two.\n    two: u8,\n}\n\n\
                impl One {\n    /// Three.\n    fn three() {\n        four();\n    }\n\n    fn five() {}\n}\n";
    let one = "/// One.\n#[b]\npub struct One {\n    /// Two.\n    two: u8,\n}\n";
    assert_eq!(item(file, "pub struct One"), one);
    assert_eq!(item(file, "impl One › fn three"), "/// Three.\nfn three() {\n    four();\n}\n");
}
