use proc_macro2::TokenStream;

/// A field that the model does not know.
pub(in crate::emit) struct More {
    pub(in crate::emit) name: TokenStream,
    pub(in crate::emit) declaration: TokenStream,
    pub(in crate::emit) is_hidden: bool,
}
