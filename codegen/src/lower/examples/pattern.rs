//! Finds text that matches a pattern.

use regex_syntax::hir::{Class, Hir, HirKind, Repetition};

/// A text that matches, with at least `min` characters if the pattern allows it; `None` if there is
/// no short one. Anchors and word boundaries are ignored, so the caller must test the result;
/// further attempts use other alternatives.
pub(super) fn matching(pattern: &str, min: usize, attempt: usize) -> Option<String> {
    let pattern = regex_syntax::Parser::new().parse(pattern).ok()?;
    let shortest = pattern.properties().minimum_len().unwrap_or_default();
    let mut writer =
        Writer { text: String::new(), more: min.max(1).saturating_sub(shortest), attempt };
    writer.write(&pattern)?;
    Some(writer.text)
}

const LONGEST: usize = 1024;

/// Characters to use for classes, if a class contains some of them.
const LETTERS: [&str; 4] = ["example", "EXAMPLE", "1234567890", "-_./: "];

struct Writer {
    text: String,
    /// The number of characters that are missing to the requested length.
    more: usize,
    attempt: usize,
}

impl Writer {
    fn write(&mut self, pattern: &Hir) -> Option<()> {
        match pattern.kind() {
            HirKind::Empty | HirKind::Look(_) => {}
            HirKind::Literal(literal) => self.text.push_str(std::str::from_utf8(&literal.0).ok()?),
            HirKind::Class(class) => {
                let letter = self.letter(class)?;
                self.text.push(letter);
            }
            HirKind::Capture(capture) => self.write(&capture.sub)?,
            HirKind::Repetition(repetition) => self.repeat(repetition)?,
            HirKind::Concat(parts) => parts.iter().try_for_each(|part| self.write(part))?,
            HirKind::Alternation(ways) => self.write(&ways[self.attempt % ways.len()])?,
        }
        (self.text.len() <= LONGEST).then_some(())
    }

    fn repeat(&mut self, repetition: &Repetition) -> Option<()> {
        let length = repetition.sub.properties().minimum_len().unwrap_or_default().max(1);
        let room = repetition.max.unwrap_or(u32::MAX) - repetition.min;
        let wanted = u32::try_from(self.more.div_ceil(length)).unwrap_or(u32::MAX).min(room);
        self.more = self.more.saturating_sub(wanted as usize * length);
        (0..repetition.min.saturating_add(wanted)).try_for_each(|_| self.write(&repetition.sub))
    }

    /// A character of a class, which varies with the position.
    fn letter(&self, class: &Class) -> Option<char> {
        let Class::Unicode(class) = class else { return None };
        let has =
            |c: &char| class.ranges().iter().any(|range| (range.start()..=range.end()).contains(c));
        let whole = LETTERS.iter().find(|letters| letters.chars().all(|c| has(&c)));
        let filling = whole.into_iter().chain(&LETTERS).find_map(|letters| {
            let known: Vec<char> = letters.chars().filter(has).collect();
            (!known.is_empty()).then(|| known[self.text.len() % known.len()])
        });
        let printable = || (' '..='~').find(has);
        filling.or_else(printable).or_else(|| Some(class.ranges().first()?.start()))
    }
}
