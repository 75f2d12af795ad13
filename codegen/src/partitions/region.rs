/// A pattern for one part of a region's name, between hyphens.
pub(super) enum Segment {
    /// One of these words.
    OneOf(Vec<String>),
    /// ASCII letters, digits and underscores: `\w+`.
    Word,
    /// ASCII digits: `\d+`.
    Digits,
}

impl Segment {
    /// The segments that match the same text as a regular expression; `None` if there are none.
    /// Neither `\w` nor `\d` matches a hyphen, so the segments are equivalent.
    pub(super) fn all_of(regex: &str) -> Option<Vec<Self>> {
        let whole = regex.strip_prefix('^')?.strip_suffix('$')?;
        whole.replace(r"\-", "-").split('-').map(Self::of).collect()
    }

    fn of(text: &str) -> Option<Self> {
        match text {
            r"\w+" => return Some(Self::Word),
            r"\d+" => return Some(Self::Digits),
            _ => {}
        }
        let words: Vec<&str> = match text.strip_prefix('(') {
            Some(group) => group.strip_suffix(')')?.split('|').collect(),
            None => vec![text],
        };
        let is_word =
            |word: &&str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_alphanumeric());
        words.iter().all(is_word).then(|| Self::OneOf(words.into_iter().map(Into::into).collect()))
    }
}
