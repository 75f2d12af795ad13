//! From references to names: an emitter writes `@Name` for a row of the table and `crate::types::Name`
//! for what the model has made. Here both become the last segment and a `use` line, or, where the
//! file has the name for something else, the whole path.
//!
//! `@quoted(path)` becomes the path as a string literal, as serde's attributes take it; `@use(Name)`
//! only brings a trait into scope.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Delimiter, Group, Literal, TokenStream, TokenTree};

use super::names::{Kind, find};
use super::uses::{self, Path, ident, tokens};

/// Items without references, and the `use` lines for them.
pub(super) struct Resolved {
    pub(super) uses: Vec<TokenStream>,
    pub(super) items: TokenStream,
}

/// `root` is what the emitted crate is called here, `home` what the file itself defines of it.
pub(super) fn resolve(items: TokenStream, root: &str, home: Option<&str>) -> Resolved {
    let mut resolver = Resolver {
        root,
        home,
        found: BTreeMap::new(),
        qualified: BTreeSet::new(),
        scoped: BTreeSet::new(),
    };
    let resolved = resolver.rewrite(items.clone());
    let mut bare = BTreeSet::new();
    resolver.bare(items.clone(), true, &mut bare);
    resolver.qualified = resolver.clashes(&bare);
    let resolved = match resolver.qualified.is_empty() {
        true => resolved,
        false => resolver.rewrite(items),
    };
    let imported = resolver.found.keys().filter(|key| !resolver.qualified.contains(key));
    let imported: BTreeSet<Key> = imported.cloned().collect();
    let names: BTreeSet<&String> = imported.iter().map(|(_, name)| name).chain(&bare).collect();
    let scoped = resolver.scoped.iter().filter(|key| !imported.contains(key));
    let (hidden, scoped): (Vec<&Key>, Vec<&Key>) = scoped.partition(|key| names.contains(&key.1));
    let mut uses = uses::lines(imported.iter().chain(scoped).cloned());
    uses.extend(hidden.into_iter().map(uses::without_name));
    Resolved { uses, items: resolved }
}

/// A module and a name in it.
type Key = (Path, String);

struct Resolver<'a> {
    root: &'a str,
    home: Option<&'a str>,
    found: BTreeMap<Key, Kind>,
    /// Those that are written in full.
    qualified: BTreeSet<Key>,
    /// Traits that are only brought into scope.
    scoped: BTreeSet<Key>,
}

/// What starts at some token.
enum Start {
    Reference {
        module: Path,
        name: String,
        kind: Kind,
    },
    /// The content of `@quoted(…)`.
    Quoted(TokenStream),
    /// The row of `@use(…)`.
    Use {
        module: Path,
        name: String,
    },
}

impl Resolver<'_> {
    fn rewrite(&mut self, stream: TokenStream) -> TokenStream {
        let trees: Vec<TokenTree> = stream.into_iter().collect();
        let mut written = Vec::with_capacity(trees.len());
        let mut at = 0;
        while let Some(tree) = trees.get(at) {
            if let Some((start, length)) = self.start(&trees, at) {
                match start {
                    Start::Quoted(path) => {
                        let path = text(self.rewrite(path));
                        written.push(TokenTree::from(Literal::string(&path)));
                    }
                    Start::Reference { module, name, kind } => {
                        written.extend(self.written(module, name, kind));
                    }
                    Start::Use { module, name } => {
                        self.scoped.insert((module, name));
                    }
                }
                at += length;
                continue;
            }
            written.push(match tree {
                TokenTree::Group(group) => {
                    let mut inner = Group::new(group.delimiter(), self.rewrite(group.stream()));
                    inner.set_span(group.span());
                    inner.into()
                }
                other => other.clone(),
            });
            at += 1;
        }
        written.into_iter().collect()
    }

    fn written(&mut self, module: Path, name: String, kind: Kind) -> TokenStream {
        let short = TokenTree::from(ident(&name));
        if self.home == Some(name.as_str()) && module[1..] == ["types"] {
            return short.into();
        }
        let key = (module, name);
        if self.qualified.contains(&key) {
            let mut path = key.0;
            path.push(key.1);
            return tokens(&path);
        }
        self.found.entry(key).or_insert(kind);
        short.into()
    }

    /// The reference that starts at a token, and of how many tokens it is.
    fn start(&self, trees: &[TokenTree], at: usize) -> Option<(Start, usize)> {
        match &trees[at] {
            TokenTree::Punct(sigil) if sigil.as_char() == '@' => {
                let Some(TokenTree::Ident(name)) = trees.get(at + 1) else { return None };
                if name == "quoted" {
                    let Some(TokenTree::Group(path)) = trees.get(at + 2) else { return None };
                    return Some((Start::Quoted(path.stream()), 3));
                }
                if name == "use" {
                    let Some(TokenTree::Group(name)) = trees.get(at + 2) else { return None };
                    let (module, name, _) = self.row(name.stream().to_string());
                    return Some((Start::Use { module, name }, 3));
                }
                let (module, name, kind) = self.row(name.to_string());
                Some((Start::Reference { module, name, kind }, 2))
            }
            TokenTree::Ident(first) if first == "crate" => self.own(trees, at),
            _ => None,
        }
    }

    fn row(&self, name: String) -> (Path, String, Kind) {
        let Some(item) = find(&name) else {
            panic!("an emitter refers to `{name}`, which is not in the table of names");
        };
        (uses::full(item.module, self.root), name, item.kind)
    }

    /// `crate::types::Name`: an item of the emitted crate is a type or what belongs to one.
    fn own(&self, trees: &[TokenTree], at: usize) -> Option<(Start, usize)> {
        if follows(trees, at, "use") {
            return None;
        }
        let mut module = vec![self.root.to_owned()];
        let mut next = at + 1;
        while is_colon(trees.get(next)) && is_colon(trees.get(next + 1)) {
            let Some(TokenTree::Ident(segment)) = trees.get(next + 2) else { break };
            let segment = segment.to_string();
            next += 3;
            if segment.starts_with(|first: char| first.is_ascii_uppercase()) {
                let start = Start::Reference { module, name: segment, kind: Kind::Type };
                return Some((start, next - at));
            }
            module.push(segment);
        }
        None
    }

    /// The names of references that stand in the file for something else: what it defines, parameters
    /// of types, variables.
    fn bare(&self, stream: TokenStream, is_top: bool, found: &mut BTreeSet<String>) {
        let trees: Vec<TokenTree> = stream.into_iter().collect();
        let mut at = 0;
        while let Some(tree) = trees.get(at) {
            if let Some((_, length)) = self.start(&trees, at) {
                at += length;
                continue;
            }
            match tree {
                TokenTree::Group(group) => self.bare(group.stream(), false, found),
                TokenTree::Ident(ident) if !is_part(&trees, at, is_top) => {
                    let scoped = self.scoped.iter().map(|key| (key, &Kind::Type));
                    let mut known = self.found.iter().chain(scoped);
                    let known = known.find(|((_, name), _)| ident == name.as_str());
                    if let Some(((_, name), kind)) = known
                        && is_bare(&trees, at, is_top, *kind)
                    {
                        found.insert(name.clone());
                    }
                }
                _ => {}
            }
            at += 1;
        }
    }

    /// Of several items with one name, the model's is imported; none if the file needs the name.
    fn clashes(&self, bare: &BTreeSet<String>) -> BTreeSet<Key> {
        let mut named: BTreeMap<(&str, bool), Vec<&Key>> = BTreeMap::new();
        for (key, kind) in &self.found {
            named.entry((key.1.as_str(), *kind == Kind::Macro)).or_default().push(key);
        }
        let mut qualified = BTreeSet::new();
        for ((name, _), mut keys) in named {
            keys.sort_by_key(|(module, _)| !is_of_model(module));
            let imported = usize::from(!bare.contains(name));
            qualified.extend(keys.into_iter().skip(imported).cloned());
        }
        qualified
    }
}

fn is_of_model(module: &[String]) -> bool {
    matches!(module.get(1).map(String::as_str), Some("types" | "operation" | "waiters"))
}

/// Whether an identifier belongs to what is before it: a field, a method, a segment, a lifetime.
fn is_part(trees: &[TokenTree], at: usize, is_top: bool) -> bool {
    match at.checked_sub(1).map(|before| &trees[before]) {
        Some(TokenTree::Punct(before)) => match before.as_char() {
            '.' | '\'' => true,
            ':' => at > 1 && is_colon(trees.get(at - 2)),
            _ => false,
        },
        _ => !is_top && (follows(trees, at, "fn") || follows(trees, at, "type")),
    }
}

fn follows(trees: &[TokenTree], at: usize, keyword: &str) -> bool {
    at > 0 && matches!(&trees[at - 1], TokenTree::Ident(before) if before == keyword)
}

/// Whether an identifier that equals the name of a reference takes that name in the file.
fn is_bare(trees: &[TokenTree], at: usize, is_top: bool, kind: Kind) -> bool {
    let after = trees.get(at + 1);
    let is_punct =
        |wanted| matches!(after, Some(TokenTree::Punct(punct)) if punct.as_char() == wanted);
    match kind {
        // The runtime has modules with the names of macros.
        Kind::Macro | Kind::Module => is_top && follows(trees, at, "mod"),
        // A variant with data, an associated type that is given.
        Kind::Type => {
            let has_data = matches!(after, Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis);
            follows(trees, at, "struct")
                || !has_data && (!is_punct('=') || is_top && follows(trees, at, "type"))
        }
        // A field.
        Kind::Function => !is_punct(':') || is_colon(trees.get(at + 2)),
    }
}

fn is_colon(tree: Option<&TokenTree>) -> bool {
    matches!(tree, Some(TokenTree::Punct(punct)) if punct.as_char() == ':')
}

/// A path as people write it, without the spaces of token streams.
fn text(path: TokenStream) -> String {
    let mut text = String::new();
    for tree in path {
        match tree {
            TokenTree::Punct(punct) if punct.as_char() == ',' => text.push_str(", "),
            other => text.push_str(&other.to_string()),
        }
    }
    text
}
