use proc_macro2::token_stream::IntoIter;
use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};

use crate::error::{Error, Result};

/// Tokens with one token of look-ahead.
pub(crate) struct Tokens {
    next: Option<TokenTree>,
    rest: IntoIter,
    /// Where to report an unexpected end.
    around: Span,
}

impl Tokens {
    pub(crate) fn new(stream: TokenStream, around: Span) -> Self {
        let mut rest = stream.into_iter();
        Self { next: rest.next(), rest, around }
    }

    /// The tokens inside brackets.
    pub(crate) fn within(group: &Group) -> Self {
        Self::new(group.stream(), group.span())
    }

    pub(crate) fn peek(&self) -> Option<&TokenTree> {
        self.next.as_ref()
    }

    /// The span of the next token.
    pub(crate) fn span(&self) -> Span {
        self.next.as_ref().map_or(self.around, TokenTree::span)
    }

    /// Takes the next token if it is this character.
    pub(crate) fn punct(&mut self, character: char) -> bool {
        let is_it =
            matches!(&self.next, Some(TokenTree::Punct(punct)) if punct.as_char() == character);
        if is_it {
            self.next();
        }
        is_it
    }

    /// Takes brackets with that delimiter.
    ///
    /// # Errors
    /// The next token is another one.
    pub(crate) fn group(&mut self, delimiter: Delimiter, what: &str) -> Result<Group> {
        match self.next() {
            Some(TokenTree::Group(group)) if group.delimiter() == delimiter => Ok(group),
            other => Err(self.expected(other.as_ref(), what)),
        }
    }

    /// Takes a name.
    ///
    /// # Errors
    /// The next token is another one.
    pub(crate) fn ident(&mut self, what: &str) -> Result<Ident> {
        match self.next() {
            Some(TokenTree::Ident(ident)) => Ok(ident),
            other => Err(self.expected(other.as_ref(), what)),
        }
    }

    fn expected(&self, found: Option<&TokenTree>, what: &str) -> Error {
        Error::new(found.map_or(self.around, TokenTree::span), format!("expected {what}"))
    }
}

impl Iterator for Tokens {
    type Item = TokenTree;

    fn next(&mut self) -> Option<TokenTree> {
        std::mem::replace(&mut self.next, self.rest.next())
    }
}
