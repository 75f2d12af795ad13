use std::collections::BTreeSet;

use proc_macro2::{Delimiter, Group, Literal, TokenStream, TokenTree};

use crate::rust::names::{Kind, find};
use crate::rust::uses::{self, Key, Path, ident};

/// A token, a group, or a reference.
pub(super) enum Node {
    /// Anything but a group.
    Token(TokenTree),
    Group(Delimiter, Vec<Node>),
    Reference(Key, Kind),
    /// The content of `@quoted(…)`.
    Quoted(Vec<Node>),
    /// The row of `@use(…)`.
    Use(Key),
}

impl Node {
    pub(super) fn is_word(&self, word: &str) -> bool {
        matches!(self, Self::Token(TokenTree::Ident(ident)) if ident == word)
    }

    pub(super) fn is_punct(&self, sign: char) -> bool {
        matches!(self, Self::Token(TokenTree::Punct(punct)) if punct.as_char() == sign)
    }
}

/// Parses tokens into nodes.
pub(super) struct Reader<'a> {
    pub(super) root: &'a str,
    pub(super) home: Option<&'a str>,
}

impl Reader<'_> {
    pub(super) fn nodes(&self, stream: TokenStream) -> Vec<Node> {
        let mut trees = stream.into_iter().collect::<Vec<_>>().into_iter();
        let mut nodes = Vec::with_capacity(trees.len());
        loop {
            let is_used = nodes.last().is_some_and(|node: &Node| node.is_word("use"));
            if let Some((node, length)) = self.start(trees.as_slice(), is_used) {
                nodes.push(node);
                trees.by_ref().take(length).for_each(drop);
                continue;
            }
            match trees.next() {
                None => return nodes,
                Some(TokenTree::Group(group)) => {
                    let (delimiter, inner) = (group.delimiter(), group.stream());
                    // Tokens with another owner would be copied.
                    drop(group);
                    nodes.push(Node::Group(delimiter, self.nodes(inner)));
                }
                Some(token) => nodes.push(Node::Token(token)),
            }
        }
    }

    /// The reference at the start of some tokens, and its length in tokens.
    fn start(&self, trees: &[TokenTree], is_used: bool) -> Option<(Node, usize)> {
        match trees {
            [TokenTree::Punct(sign), TokenTree::Ident(word), rest @ ..]
                if sign.as_char() == '@' =>
            {
                match (word.to_string().as_str(), rest) {
                    ("quoted", [TokenTree::Group(path), ..]) => {
                        Some((Node::Quoted(self.nodes(path.stream())), 3))
                    }
                    ("use", [TokenTree::Group(name), ..]) => {
                        Some((Node::Use(self.row(&name.stream().to_string()).0), 3))
                    }
                    (name, _) => {
                        let (key, kind) = self.row(name);
                        Some((self.reference(key, kind), 2))
                    }
                }
            }
            [TokenTree::Ident(first), ..] if !is_used && first == "crate" => self.own(trees),
            _ => None,
        }
    }

    fn row(&self, name: &str) -> (Key, Kind) {
        let Some(item) = find(name) else {
            panic!("an emitter refers to `{name}`, which is not in the table of names");
        };
        ((uses::full(item.module, self.root), name.to_owned()), item.kind)
    }

    /// `crate::types::Name`: in the emitted crate, all items are types or belong to one.
    fn own(&self, trees: &[TokenTree]) -> Option<(Node, usize)> {
        let mut module: Path = vec![self.root.to_owned()];
        let segments = trees[1..].chunks_exact(3).map_while(|part| match part {
            [TokenTree::Punct(a), TokenTree::Punct(b), TokenTree::Ident(segment)]
                if a.as_char() == ':' && b.as_char() == ':' =>
            {
                Some(segment.to_string())
            }
            _ => None,
        });
        for segment in segments {
            if segment.starts_with(|first: char| first.is_ascii_uppercase()) {
                let length = 1 + 3 * module.len();
                return Some((self.reference((module, segment), Kind::Type), length));
            }
            module.push(segment);
        }
        None
    }

    fn reference(&self, key: Key, kind: Kind) -> Node {
        match self.home == Some(key.1.as_str()) && key.0[1..] == ["types"] {
            true => Node::Token(ident(&key.1).into()),
            false => Node::Reference(key, kind),
        }
    }
}

/// The tokens for nodes, with the names in `qualified` written in full.
pub(super) fn tokens(nodes: Vec<Node>, qualified: &BTreeSet<Key>) -> TokenStream {
    let mut written = Vec::with_capacity(nodes.len());
    for node in nodes {
        match node {
            Node::Token(token) => written.push(token),
            Node::Group(delimiter, inner) => {
                written.push(Group::new(delimiter, tokens(inner, qualified)).into());
            }
            Node::Reference(key, _) => match qualified.contains(&key) {
                true => written.extend(uses::tokens_of(&key)),
                false => written.push(ident(&key.1).into()),
            },
            Node::Quoted(path) => {
                written.push(Literal::string(&text(tokens(path, qualified))).into());
            }
            Node::Use(_) => {}
        }
    }
    written.into_iter().collect()
}

/// A path without the spaces of token streams.
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
