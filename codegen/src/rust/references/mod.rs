//! Resolves references: an emitter writes `@Name` for a row of the table and `crate::types::Name`
//! for a type of the model. Both become the last segment and a `use` line or, if the file uses the
//! name otherwise, the full path.
//!
//! `@quoted(path)` becomes the path as a string literal, for serde's attributes; `@use(Name)` only
//! brings a trait into scope.

mod clashes;
mod nodes;

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;

use self::nodes::{Node, Reader, tokens};
use super::names::Kind;
use super::uses::{self, Key};

/// Items without references, and the `use` lines for them.
pub(super) struct Resolved {
    pub(super) uses: Vec<TokenStream>,
    pub(super) items: TokenStream,
}

/// `root` is the name of the emitted crate here; `home` is what the file itself defines of it.
pub(super) fn resolve(items: TokenStream, root: &str, home: Option<&str>) -> Resolved {
    let nodes = Reader { root, home }.nodes(items);
    let mut named = Named::default();
    named.collect(&nodes);
    let bare = clashes::bare(&nodes, &named);
    let qualified = clashes::qualified(&named, &bare);
    let imported: BTreeSet<&Key> =
        named.used.keys().filter(|key| !qualified.contains(*key)).collect();
    let names: BTreeSet<&str> =
        imported.iter().map(|(_, name)| name.as_str()).chain(bare.iter().copied()).collect();
    let scoped = named.scoped.iter().filter(|key| !imported.contains(key));
    let (hidden, scoped): (Vec<&Key>, Vec<&Key>) =
        scoped.partition(|(_, name)| names.contains(name.as_str()));
    let mut uses = uses::lines(imported.iter().copied().chain(scoped).cloned());
    uses.extend(hidden.into_iter().map(uses::without_name));
    Resolved { uses, items: tokens(nodes, &qualified) }
}

/// The references in a file.
#[derive(Default)]
struct Named {
    used: BTreeMap<Key, Kind>,
    /// Traits that are only brought into scope.
    scoped: BTreeSet<Key>,
}

impl Named {
    fn collect(&mut self, nodes: &[Node]) {
        for node in nodes {
            match node {
                Node::Group(_, inner) | Node::Quoted(inner) => self.collect(inner),
                Node::Reference(key, kind) if !self.used.contains_key(key) => {
                    self.used.insert(key.clone(), *kind);
                }
                Node::Use(key) if !self.scoped.contains(key) => {
                    self.scoped.insert(key.clone());
                }
                Node::Reference(..) | Node::Use(_) | Node::Token(_) => {}
            }
        }
    }
}
