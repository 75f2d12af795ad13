use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Delimiter, TokenTree};

use super::Named;
use super::nodes::Node;
use crate::rust::names::Kind;
use crate::rust::uses::Key;

/// The names of references that the file uses for something else: its own definitions, type
/// parameters, variables.
pub(super) fn bare<'a>(nodes: &[Node], named: &'a Named) -> BTreeSet<&'a str> {
    let used = named.used.iter().map(|((_, name), kind)| (name.as_str(), *kind));
    let scoped = named.scoped.iter().map(|(_, name)| (name.as_str(), Kind::Type));
    let mut known: Vec<(&str, Kind)> = Vec::new();
    for (name, kind) in used.chain(scoped) {
        if known.iter().all(|(other, _)| *other != name) {
            known.push((name, kind));
        }
    }
    let mut found = BTreeSet::new();
    collect(nodes, true, &known, &mut found);
    found
}

fn collect<'a>(
    nodes: &[Node],
    is_top: bool,
    known: &[(&'a str, Kind)],
    found: &mut BTreeSet<&'a str>,
) {
    for (at, node) in nodes.iter().enumerate() {
        match node {
            Node::Group(_, inner) => collect(inner, false, known, found),
            Node::Token(TokenTree::Ident(ident)) => {
                if let Some((name, kind)) = known.iter().find(|(name, _)| ident == name)
                    && !is_part(nodes, at, is_top)
                    && is_bare(nodes, at, is_top, *kind)
                {
                    found.insert(name);
                }
            }
            _ => {}
        }
    }
}

/// Whether an identifier belongs to what precedes it: a field, a method, a path segment, a
/// lifetime.
fn is_part(nodes: &[Node], at: usize, is_top: bool) -> bool {
    match at.checked_sub(1).map(|before| &nodes[before]) {
        Some(Node::Token(TokenTree::Punct(before))) => match before.as_char() {
            '.' | '\'' => true,
            ':' => at > 1 && nodes[at - 2].is_punct(':'),
            _ => false,
        },
        _ => !is_top && (follows(nodes, at, "fn") || follows(nodes, at, "type")),
    }
}

/// Whether an identifier that equals the name of a reference conflicts with it in this file.
fn is_bare(nodes: &[Node], at: usize, is_top: bool, kind: Kind) -> bool {
    let after = nodes.get(at + 1);
    let is_punct = |sign| after.is_some_and(|node| node.is_punct(sign));
    match kind {
        // The runtime has modules with the same names as macros.
        Kind::Macro | Kind::Module => is_top && follows(nodes, at, "mod"),
        // A variant with data, or an associated type in a bound.
        Kind::Type => {
            let has_data = matches!(after, Some(Node::Group(Delimiter::Parenthesis, _)));
            follows(nodes, at, "struct")
                || !has_data && (!is_punct('=') || is_top && follows(nodes, at, "type"))
        }
        // A field.
        Kind::Function => {
            !is_punct(':') || nodes.get(at + 2).is_some_and(|node| node.is_punct(':'))
        }
    }
}

fn follows(nodes: &[Node], at: usize, word: &str) -> bool {
    at > 0 && nodes[at - 1].is_word(word)
}

/// The references to write in full: of several items with one name, all but the model's; all of
/// them if the file uses the name otherwise.
pub(super) fn qualified(named: &Named, bare: &BTreeSet<&str>) -> BTreeSet<Key> {
    let mut groups: BTreeMap<(&str, bool), Vec<&Key>> = BTreeMap::new();
    for (key, kind) in &named.used {
        groups.entry((key.1.as_str(), *kind == Kind::Macro)).or_default().push(key);
    }
    let mut qualified = BTreeSet::new();
    for ((name, _), mut keys) in groups {
        keys.sort_by_key(|(module, _)| !is_of_model(module));
        let imported = usize::from(!bare.contains(name));
        qualified.extend(keys.into_iter().skip(imported).cloned());
    }
    qualified
}

fn is_of_model(module: &[String]) -> bool {
    matches!(module.get(1).map(String::as_str), Some("types" | "operation" | "waiters"))
}
