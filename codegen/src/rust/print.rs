//! Printing: from tokens to text.

use proc_macro2::TokenStream;
use quote::quote;

use super::references::{Resolved, resolve};
use super::spacing::space;
use crate::MARK;

/// A Rust file to print.
pub(crate) struct File<'a> {
    items: TokenStream,
    docs: &'a str,
    root: &'a str,
    home: Option<&'a str>,
}

impl<'a> File<'a> {
    /// A file of the emitted crate.
    pub(crate) fn new(items: TokenStream) -> Self {
        Self { items, docs: "", root: "crate", home: None }
    }

    /// Adds a line that describes the file.
    pub(crate) fn about(self, docs: &'a str) -> Self {
        Self { docs, ..self }
    }

    /// Sets the type of the module `types` that the file defines and refers to without a path.
    pub(crate) fn defining(self, name: &'a str) -> Self {
        Self { home: Some(name), ..self }
    }

    /// Sets the name of the emitted crate, for files outside of it.
    pub(crate) fn outside_of(self, lib: &'a str) -> Self {
        Self { root: lib, ..self }
    }

    /// The text, with `use` lines and the mark of generated files.
    pub(crate) fn print(self) -> String {
        format!("// {MARK}\n{}", self.text())
    }

    /// The text, with `use` lines.
    ///
    /// # Panics
    /// If an emitter made tokens that are not valid Rust, or refers to a name that is not in the
    /// table. The tests of every emitter would show it.
    pub(crate) fn text(self) -> String {
        let Resolved { uses, items } = resolve(self.items, self.root, self.home);
        let docs = (!self.docs.is_empty()).then(|| {
            let docs = format!(" {}", self.docs);
            quote!(#![doc = #docs])
        });
        let mut file = quote! { #docs #(#uses)* };
        // Interpolation would copy them.
        file.extend(items);
        pretty(file)
    }
}

/// Statements as in a function body, without indentation, and the `use` lines that they need.
pub(crate) fn statements(tokens: TokenStream, lib: &str) -> (Vec<String>, Vec<String>) {
    let Resolved { uses, items } = resolve(tokens, lib, None);
    let lines = |text: String| text.lines().map(str::to_owned).collect::<Vec<_>>();
    let text = pretty(quote! { async fn statements() { #items } });
    let body =
        text.lines().skip(1).map(|line| line.strip_prefix("    ").unwrap_or(line).to_owned());
    let mut body: Vec<String> = body.collect();
    body.pop();
    (lines(pretty(quote! { #(#uses)* })), body)
}

fn pretty(tokens: TokenStream) -> String {
    match syn::parse2(tokens) {
        Ok(mut file) => {
            space(&mut file);
            prettyplease::unparse(&file)
        }
        Err(error) => panic!("an emitter made something that is not Rust: {error}"),
    }
}
