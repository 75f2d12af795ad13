use crate::attributes::Entry;
use crate::error::Result;

/// A rule of `rename_all`.
#[derive(Clone, Copy, Default)]
pub(crate) enum Rename {
    #[default]
    None,
    Camel,
    Pascal,
    ScreamingSnake,
    Kebab,
}

impl Rename {
    /// # Errors
    /// The rule is not supported.
    pub(crate) fn named(entry: &Entry) -> Result<Self> {
        match entry.text()? {
            "camelCase" => Ok(Self::Camel),
            "PascalCase" => Ok(Self::Pascal),
            "SCREAMING_SNAKE_CASE" => Ok(Self::ScreamingSnake),
            "kebab-case" => Ok(Self::Kebab),
            other => Err(entry.wrong(format!(
                "`rename_all = \"{other}\"` is not supported; there are camelCase, PascalCase, \
                 SCREAMING_SNAKE_CASE and kebab-case"
            ))),
        }
    }

    /// The name on the wire of a field in snake case, as serde has it.
    pub(crate) fn apply(self, field: &str) -> String {
        match self {
            Self::None => field.to_owned(),
            Self::Pascal => pascal(field),
            Self::Camel => {
                let mut name = pascal(field);
                if let Some(first) = name.get_mut(..1) {
                    first.make_ascii_lowercase();
                }
                name
            }
            Self::ScreamingSnake => field.to_ascii_uppercase(),
            Self::Kebab => field.replace('_', "-"),
        }
    }
}

fn pascal(field: &str) -> String {
    let mut name = String::with_capacity(field.len());
    let mut starts_word = true;
    for letter in field.chars() {
        match letter {
            '_' => starts_word = true,
            letter if starts_word => {
                name.push(letter.to_ascii_uppercase());
                starts_word = false;
            }
            letter => name.push(letter),
        }
    }
    name
}
