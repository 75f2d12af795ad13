//! What members hold that nobody has set, where that is more than the zero of their type.

use proc_macro2::TokenStream;
use quote::quote;
use serde_json::Value;

use super::expression::owned;
use super::imports::Imports;
use super::tokens::{as_path, float, ident, kind, path};
use crate::ir::{Expression, Fallback, Structure};

/// `Default` of a structure. `more` is what the model does not know, the metadata of an error.
pub(super) fn of(structure: &Structure, more: &TokenStream, imports: &mut Imports) -> TokenStream {
    imports.runtime("", &["default"]);
    let name = ident(&structure.name);
    let fields = structure.fields.iter().map(|field| {
        let name = ident(&field.name);
        let value = field.fallback.as_ref().map(|fallback| {
            let marker = path(fallback.marker());
            quote!(= #marker)
        });
        quote!(, #name #value)
    });
    let meta = (!more.is_empty()).then(|| quote!(, meta));
    quote! { default!(#name #(#fields)* #meta); }
}

/// The values that are this structure's own.
pub(super) fn values(structure: &Structure, imports: &mut Imports) -> Option<TokenStream> {
    let own: Vec<_> = structure
        .fields
        .iter()
        .filter_map(|field| match &field.fallback {
            Some(Fallback::Own { marker, value }) => Some((field, marker, value)),
            _ => None,
        })
        .collect();
    let (_, marker, _) = own.first()?;
    let module = ident(marker.split("::").next()?);
    imports.runtime("", &["member_defaults"]);
    let values = own.iter().map(|(field, _, value)| {
        let (name, value) = (ident(&field.name), literal(value));
        let kind = as_path(&kind(&field.kind).to_string());
        quote!(, #name(#kind = #value))
    });
    Some(quote! { member_defaults!(#module #(#values)*); })
}

/// A value without anything that could fail. Lists and objects can only be empty in defaults.
fn literal(value: &Expression) -> TokenStream {
    let Expression::Document(document) = value else { return owned(value) };
    match document {
        Value::Null => quote!(Document::Null),
        Value::Bool(value) => quote!(Document::from(#value)),
        Value::String(text) => quote!(Document::from(#text)),
        Value::Array(_) => quote!(Document::Array(Default::default())),
        Value::Object(_) => quote!(Document::Object(Default::default())),
        Value::Number(number) => {
            let number = match (number.as_u64(), number.as_i64()) {
                (Some(number), _) => quote!(#number),
                (None, Some(number)) => quote!(#number),
                (None, None) => float(number.as_f64().unwrap_or_default()),
            };
            quote!(Document::from(#number))
        }
    }
}
