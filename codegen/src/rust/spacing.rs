//! Blank lines between items. The printer writes one for an item without tokens.

use proc_macro2::TokenStream;
use syn::{File, ImplItem, Item, ItemMod, TraitItem, UseTree, Visibility};

/// Puts blank lines between the items of a file, and between those of its impls, traits and
/// modules.
pub(super) fn space(file: &mut File) {
    for item in &mut file.items {
        match item {
            Item::Impl(item) => separate(&mut item.items, ImplItem::Verbatim, impl_line),
            Item::Trait(item) => separate(&mut item.items, TraitItem::Verbatim, trait_line),
            Item::Mod(ItemMod { content: Some((_, items)), .. }) => {
                separate(items, Item::Verbatim, line);
            }
            _ => {}
        }
    }
    separate(&mut file.items, Item::Verbatim, line);
    if !file.attrs.is_empty() && !file.items.is_empty() {
        file.items.insert(0, Item::Verbatim(TokenStream::new()));
    }
}

/// There is a blank line between two items, unless both are one-line items of the same list.
fn separate<I, L: PartialEq>(
    items: &mut Vec<I>,
    blank: impl Fn(TokenStream) -> I,
    list: impl Fn(&I) -> Option<L>,
) {
    let mut spaced = Vec::with_capacity(2 * items.len());
    let mut previous = None;
    for item in items.drain(..) {
        let own = list(&item);
        if !spaced.is_empty() && (own.is_none() || own != previous) {
            spaced.push(blank(TokenStream::new()));
        }
        previous = own;
        spaced.push(item);
    }
    *items = spaced;
}

/// A list of one-line items without blank lines in between.
#[derive(PartialEq)]
enum Line {
    /// By visibility, and the group of the crate.
    Use(bool, u8),
    Module,
}

fn line(item: &Item) -> Option<Line> {
    match item {
        Item::Use(item) => {
            let is_public = !matches!(item.vis, Visibility::Inherited);
            Some(Line::Use(is_public, if is_public { 0 } else { group(&item.tree) }))
        }
        Item::Mod(item) if item.content.is_none() => Some(Line::Module),
        _ => None,
    }
}

/// The standard library, other crates, this crate.
fn group(tree: &UseTree) -> u8 {
    match tree {
        UseTree::Path(path) if path.ident == "std" => 0,
        UseTree::Path(path) if path.ident == "crate" => 2,
        _ => 1,
    }
}

/// Associated types and constants.
fn impl_line(item: &ImplItem) -> Option<()> {
    matches!(item, ImplItem::Type(_) | ImplItem::Const(_)).then_some(())
}

fn trait_line(item: &TraitItem) -> Option<()> {
    matches!(item, TraitItem::Type(_) | TraitItem::Const(_)).then_some(())
}
