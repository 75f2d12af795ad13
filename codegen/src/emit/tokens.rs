//! Small pieces that every emitter needs.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

use crate::ir::{Docs, Type};

/// An identifier; `r#` makes it a raw one.
pub(super) fn ident(name: &str) -> Ident {
    match name.strip_prefix("r#") {
        Some(keyword) => Ident::new_raw(keyword, Span::call_site()),
        None => Ident::new(name, Span::call_site()),
    }
}

/// `prefix` and a field name: `set_` and `r#type` give `set_type`.
pub(super) fn prefixed(prefix: &str, field: &str) -> Ident {
    ident(&format!("{prefix}{}", field.trim_start_matches("r#")))
}

/// A text that may be absent.
pub(super) fn option(text: Option<&str>) -> TokenStream {
    text.map_or_else(|| quote!(None), |text| quote!(Some(#text)))
}

/// Documentation, one attribute a line.
pub(super) fn docs(docs: &Docs) -> TokenStream {
    doc_lines(&docs.lines)
}

/// The first sentence of a documentation.
pub(super) fn summary(docs: &Docs) -> TokenStream {
    doc_lines(&docs.summary)
}

pub(super) fn doc_lines(lines: impl IntoIterator<Item = impl AsRef<str>>) -> TokenStream {
    let lines = lines.into_iter().map(|line| match line.as_ref() {
        "" => String::new(),
        line => format!(" {line}"),
    });
    quote! { #(#[doc = #lines])* }
}

/// A type, under the names that `Imports` brings in for it.
pub(super) fn kind(kind: &Type) -> TokenStream {
    match kind {
        Type::Bool => quote!(bool),
        Type::String => quote!(String),
        Type::Blob => quote!(Blob),
        Type::ByteStream => quote!(ByteStream),
        Type::DateTime => quote!(DateTime),
        Type::Document => quote!(Document),
        Type::BigInteger => quote!(BigInteger),
        Type::BigDecimal => quote!(BigDecimal),
        Type::Number(name) => {
            let name = ident(name);
            quote!(#name)
        }
        Type::Structure(name) | Type::Union(name) | Type::Enum(name) => {
            let name = ident(name);
            quote!(#name)
        }
        Type::List(item) => {
            let item = self::kind(item);
            quote!(Vec<#item>)
        }
        Type::Map(value) => {
            let value = self::kind(value);
            quote!(HashMap<String, #value>)
        }
        Type::Nullable(value) => {
            let value = self::kind(value);
            quote!(Option<#value>)
        }
    }
}

/// Whether values are handed out by copy.
pub(super) fn is_copy(kind: &Type) -> bool {
    matches!(kind, Type::Bool | Type::Number(_) | Type::DateTime)
}

/// A whole number; negative literals are two tokens.
pub(super) fn integer(value: i64) -> TokenStream {
    let digits = Literal::u64_unsuffixed(value.unsigned_abs());
    if value < 0 { quote!(-#digits) } else { quote!(#digits) }
}

/// A finite float.
pub(super) fn float(value: f64) -> TokenStream {
    let digits = Literal::f64_unsuffixed(value.abs());
    if value.is_sign_negative() { quote!(-#digits) } else { quote!(#digits) }
}

/// A path such as `default::name`.
pub(super) fn path(path: &str) -> TokenStream {
    let parts = path.split("::").map(ident);
    quote!(#(#parts)::*)
}

/// A type that can stand among expressions, `Vec::<String>`, so that rustfmt takes the macro for a
/// call.
pub(super) fn as_path(name: &str) -> TokenStream {
    let path = name.replacen('<', "::<", 1).parse();
    path.expect("types and adapters are named by Rust's own rules")
}
