use proc_macro2::{Delimiter, Group, Ident, Literal, Punct, Spacing, Span, TokenStream, TokenTree};

/// An error in the input of a derive, with its place.
#[derive(Debug)]
pub(crate) struct Error {
    pub(crate) message: String,
    span: Span,
}

pub(crate) type Result<T> = std::result::Result<T, Error>;

impl Error {
    pub(crate) fn new(span: Span, message: impl Into<String>) -> Self {
        Self { message: message.into(), span }
    }

    /// `compile_error! { "…" }` at the place of the error.
    pub(crate) fn into_compile_error(self) -> TokenStream {
        let message = TokenTree::from(Literal::string(&self.message));
        let tokens: [TokenTree; 3] = [
            Ident::new("compile_error", self.span).into(),
            Punct::new('!', Spacing::Alone).into(),
            Group::new(Delimiter::Brace, message.into()).into(),
        ];
        let spanned = tokens.into_iter().map(|mut token| {
            token.set_span(self.span);
            token
        });
        spanned.collect()
    }
}
