//! Lines, with the prefixes of quotes and lists, and blank lines between blocks.

/// Fits into 100 columns after `    /// `.
pub(super) const WIDTH: usize = 92;

/// Deeper nesting is ignored, because the prefixes of lines would grow with the depth.
const DEEPEST: usize = 12;

#[derive(Default)]
pub(super) struct Layout {
    lines: Vec<String>,
    containers: Vec<Container>,
    /// The number of open containers that are too deep to be shown.
    ignored: usize,
}

/// The kind of block.
#[derive(Clone, Copy, Eq, PartialEq)]
pub(super) enum Block {
    Paragraph,
    Other,
}

enum Container {
    Quote {
        is_begun: bool,
    },
    List {
        /// The number of the next item.
        number: Option<u64>,
        /// Whether a blank line precedes the next item.
        is_apart: bool,
    },
    Item(Item),
}

struct Item {
    marker: String,
    is_begun: bool,
    is_apart: bool,
    blocks: usize,
    /// Whether it contains more than a paragraph and lists.
    is_loose: bool,
}

impl Container {
    /// Whether its first line has not been written yet.
    fn is_pending(&self) -> bool {
        match self {
            Self::Quote { is_begun } | Self::Item(Item { is_begun, .. }) => !is_begun,
            Self::List { .. } => false,
        }
    }
}

impl Layout {
    /// Starts a block: with a blank line, unless it is the first or belongs to its list.
    pub(super) fn begin(&mut self, block: Block) {
        let pending = self.containers.iter().position(Container::is_pending);
        let is_apart = match pending.map(|position| &self.containers[position]) {
            Some(Container::Item(item)) => item.is_apart,
            _ => true,
        };
        if is_apart && !self.lines.is_empty() {
            let open = pending.unwrap_or(self.containers.len());
            let prefix = prefix(&mut self.containers[..open]);
            self.lines.push(prefix.trim_end().to_owned());
        }
        if let Some(Container::Item(item)) = self.containers.last_mut() {
            item.blocks += 1;
            item.is_loose |= item.blocks > 1 || block == Block::Other;
        }
    }

    pub(super) fn line(&mut self, text: &str) {
        let line = prefix(&mut self.containers) + text;
        self.lines.push(line.trim_end().to_owned());
    }

    /// The width of a line that is left for text.
    pub(super) fn width(&self) -> usize {
        let taken = self.containers.iter().map(|container| match container {
            Container::Quote { .. } => 2,
            Container::List { .. } => 0,
            Container::Item(item) => item.marker.len(),
        });
        WIDTH - taken.sum::<usize>()
    }

    pub(super) fn open_quote(&mut self) {
        self.open(Container::Quote { is_begun: false });
    }

    pub(super) fn open_list(&mut self, start: Option<u64>) {
        // A list can follow a line of text only if it starts with 1.
        let is_apart = match self.containers.last() {
            Some(Container::Item(item)) => item.blocks != 1 || start.is_some_and(|it| it != 1),
            _ => true,
        };
        self.open(Container::List { number: start, is_apart });
    }

    pub(super) fn open_item(&mut self) {
        let Some(Container::List { number, is_apart }) = self.containers.last_mut() else {
            self.ignored += 1;
            return;
        };
        let marker = number.map_or("* ".to_owned(), |number| format!("{number}. "));
        *number = number.map(|number| (number + 1).min(999_999_999));
        let is_apart = *is_apart;
        let item = Item { marker, is_begun: false, is_apart, blocks: 0, is_loose: false };
        self.open(Container::Item(item));
    }

    fn open(&mut self, container: Container) {
        match self.ignored > 0 || self.containers.len() >= DEEPEST {
            true => self.ignored += 1,
            false => self.containers.push(container),
        }
    }

    /// Closes the innermost container.
    pub(super) fn close(&mut self) {
        if self.ignored > 0 {
            self.ignored -= 1;
            return;
        }
        let closed = self.containers.pop();
        match (closed, self.containers.last_mut()) {
            // An empty item is dropped.
            (Some(Container::Item(item)), Some(Container::List { is_apart, .. }))
                if item.is_begun =>
            {
                *is_apart = item.is_loose;
            }
            (Some(Container::List { is_apart, .. }), Some(Container::Item(item))) => {
                item.blocks += 1;
                item.is_loose |= is_apart;
            }
            (Some(Container::Quote { .. }), Some(Container::Item(item))) => {
                item.blocks += 1;
                item.is_loose = true;
            }
            _ => {}
        }
    }

    pub(super) fn finish(self) -> Vec<String> {
        self.lines
    }
}

/// The prefix of a line.
fn prefix(containers: &mut [Container]) -> String {
    let mut prefix = String::new();
    for container in containers {
        match container {
            Container::Quote { is_begun } => {
                prefix.push_str("> ");
                *is_begun = true;
            }
            Container::List { .. } => {}
            Container::Item(item) if item.is_begun => {
                prefix.extend(std::iter::repeat_n(' ', item.marker.len()));
            }
            Container::Item(item) => {
                prefix.push_str(&item.marker);
                item.is_begun = true;
            }
        }
    }
    prefix
}
