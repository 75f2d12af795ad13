use std::fmt;

use proc_macro2::{Ident, Span, TokenStream};
use quote::ToTokens;

/// An identifier. Keywords are written as raw identifiers: `r#type`.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub(crate) struct Identifier(String);

impl Identifier {
    /// An identifier with this name, which must be valid in Rust.
    pub(crate) fn new(name: impl Into<String>) -> Self {
        Self(name.into())
    }

    /// The name without `r#`: for file names, messages and parts of other names.
    pub(crate) fn plain(&self) -> &str {
        &self.0
    }

    /// `set_` and `type` make `set_type`.
    pub(crate) fn prefixed(&self, prefix: &str) -> Self {
        Self(format!("{prefix}{}", self.0))
    }

    /// `UpdateJob` and `Input` make `UpdateJobInput`.
    pub(crate) fn suffixed(&self, suffix: &str) -> Self {
        Self(format!("{}{suffix}", self.0))
    }

    /// Whether it is a keyword in any edition.
    pub(crate) fn is_keyword(&self) -> bool {
        KEYWORDS.binary_search(&self.0.as_str()).is_ok()
    }
}

impl From<&str> for Identifier {
    fn from(name: &str) -> Self {
        Self::new(name)
    }
}

/// As written in code.
impl fmt::Display for Identifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let prefix = if self.is_keyword() { "r#" } else { "" };
        write!(f, "{prefix}{}", self.0)
    }
}

impl ToTokens for Identifier {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let ident = match self.is_keyword() {
            true => Ident::new_raw(&self.0, Span::call_site()),
            false => Ident::new(&self.0, Span::call_site()),
        };
        ident.to_tokens(tokens);
    }
}

/// The keywords of all editions that can be raw identifiers, sorted.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keywords_are_raw_where_they_stand_alone() {
        let keyword = Identifier::new("type");
        assert_eq!(keyword.to_string(), "r#type");
        assert_eq!(keyword.to_token_stream().to_string(), "r#type");
        assert_eq!(keyword.plain(), "type");
        assert_eq!(keyword.prefixed("set_").to_string(), "set_type");
        assert_eq!(keyword.suffixed("_").to_string(), "type_");
        assert!(KEYWORDS.is_sorted());
    }
}
