use std::fmt::Debug;

use super::node::{Item, Node};
use super::short::{is_usual, shortened};

/// Parses the derived `Debug` of a value.
pub(super) fn read(value: &impl Debug) -> Node {
    let text = format!("{value:?}");
    let mut reader = Reader { rest: &text };
    let node = reader.value();
    assert_eq!(reader.rest, "", "not a derived `Debug`: {text}");
    node
}

struct Reader<'a> {
    rest: &'a str,
}

impl<'a> Reader<'a> {
    fn value(&mut self) -> Node {
        let head = self.word();
        let is_group = |rest: &&str| rest.starts_with(['(', '[', '{']);
        if let Some(rest) = self.rest.strip_prefix(' ').filter(is_group) {
            self.rest = rest;
        }
        match self.rest.chars().next() {
            Some(open @ ('(' | '[' | '{')) => {
                self.rest = &self.rest[1..];
                shortened(head, open, self.items())
            }
            _ => Node::Leaf(head.to_owned()),
        }
    }

    fn items(&mut self) -> Vec<Item> {
        let mut items = Vec::new();
        loop {
            self.rest = self.rest.trim_start_matches([' ', ',']);
            if let Some(rest) = self.rest.strip_prefix([')', ']', '}']) {
                self.rest = rest;
                return items;
            }
            let item = match (self.value(), self.rest.strip_prefix(": ")) {
                (Node::Leaf(key), Some(rest)) => {
                    self.rest = rest;
                    (Some(key), self.value())
                }
                (node, _) => (None, node),
            };
            if !is_usual(&item) {
                items.push(item);
            }
        }
    }

    /// A name, a number or a string.
    fn word(&mut self) -> &'a str {
        let mut is_escaped = false;
        let end = match self.rest.strip_prefix('"') {
            Some(string) => string.find(|c| {
                let is_end = c == '"' && !is_escaped;
                is_escaped = c == '\\' && !is_escaped;
                is_end
            }),
            None => self.rest.find([' ', ',', ':', '(', ')', '[', ']', '{', '}']),
        };
        let quotes = if self.rest.starts_with('"') { 2 } else { 0 };
        let (word, rest) = self.rest.split_at(end.map_or(self.rest.len(), |end| end + quotes));
        self.rest = rest;
        word
    }
}
