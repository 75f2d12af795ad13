/// A value, as parsed from its derived `Debug`.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Node {
    Leaf(String),
    /// `Head { key: value }`, `Head(value)`, `[value]`.
    Group {
        head: String,
        open: char,
        items: Vec<Item>,
    },
}

/// A value, with the name of its field if it has one.
pub(super) type Item = (Option<String>, Node);

/// Fields that are printed only if they are named.
const QUIET: &[&str] = &[
    "as_method",
    "builder",
    "docs",
    "fluent_builder",
    "input_builder",
    "is_method",
    "module",
    "question",
    "role",
    "usage",
];

impl Node {
    /// Fields of these names and the values around them.
    pub(super) fn only(self, names: &[&str]) -> Option<Self> {
        self.only_below("", names)
    }

    fn only_below(self, parent: &str, names: &[&str]) -> Option<Self> {
        let Self::Group { head, open, items } = self else { return None };
        let mut is_any = false;
        let mut kept = Vec::new();
        for (key, node) in items {
            let name = key.as_deref().unwrap_or_default();
            let node = if is_asked_for(parent, name, names) {
                Some(node.without_quiet(name, names))
            } else if name == "name" {
                kept.push((key, node));
                continue;
            } else {
                node.only_below(key.as_deref().unwrap_or(parent), names)
            };
            is_any |= node.is_some();
            kept.extend(node.map(|node| (key, node)));
        }
        is_any.then_some(Self::Group { head, open, items: kept }.unwrapped())
    }

    fn without_quiet(self, parent: &str, names: &[&str]) -> Self {
        let Self::Group { head, open, items } = self else { return self };
        let is_shown = |(key, _): &Item| {
            let name = key.as_deref().unwrap_or_default();
            !QUIET.contains(&name) || is_asked_for(parent, name, names)
        };
        let items = items.into_iter().filter(is_shown).map(|(key, node)| {
            let node = node.without_quiet(key.as_deref().unwrap_or(parent), names);
            (key, node)
        });
        Self::Group { head, open, items: items.collect() }.unwrapped()
    }

    /// `Structure(Structure { … })` and `TypeFile { definition: … }` without the outer name.
    fn unwrapped(self) -> Self {
        let Self::Group { head, open, mut items } = self else { return self };
        let is_wrapper = match items.as_slice() {
            [(None, Self::Group { open: '{', .. })] => !head.is_empty(),
            [(Some(key), _)] => key == "definition",
            _ => false,
        };
        if is_wrapper { items.remove(0).1 } else { Self::Group { head, open, items } }
    }
}

fn is_asked_for(parent: &str, name: &str, names: &[&str]) -> bool {
    names.iter().any(|asked| match asked.split_once('.') {
        Some(asked) => asked == (parent, name),
        None => *asked == name,
    })
}
