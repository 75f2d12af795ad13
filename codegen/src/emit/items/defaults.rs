//! Default values of members, where they differ from the `Default` of the type.

use proc_macro2::TokenStream;
use quote::quote;
use serde_json::Value;

use super::expression::owned;
use super::kind::kind_as_path;
use crate::emit::codec::json::marker;
use crate::emit::tokens::float;
use crate::ir::{Expression, Fallback, Marker, Structure};

/// The default values of this structure.
pub(super) fn values(structure: &Structure) -> Option<TokenStream> {
    let own = structure.fields.iter().filter_map(|field| match &field.fallback {
        Some(Fallback { marker: Marker::Own { module, name }, value: Some(value) }) => {
            let (kind, value) = (kind_as_path(&field.kind), literal(value));
            Some((module, quote!(#name(#kind = #value))))
        }
        _ => None,
    });
    let (modules, values): (Vec<_>, Vec<_>) = own.unzip();
    let module = modules.first()?;
    Some(quote! { @member_defaults!(#module #(, #values)*); })
}

/// The conversion of an `Option` to a value.
pub(super) fn or_default(fallback: Option<&Fallback>) -> TokenStream {
    match fallback {
        None => quote!(.unwrap_or_default()),
        Some(fallback) => {
            let marker = marker(&fallback.marker);
            quote!(.unwrap_or_else(@use(MemberDefault) #marker::value))
        }
    }
}

/// A value as an expression that cannot fail. In defaults, lists and objects are always empty.
fn literal(value: &Expression) -> TokenStream {
    let Expression::Document(document) = value else { return owned(value) };
    match document {
        Value::Null => quote!(@Document::Null),
        Value::Bool(value) => quote!(@Document::from(#value)),
        Value::String(text) => quote!(@Document::from(#text)),
        Value::Array(_) => quote!(@Document::Array(Default::default())),
        Value::Object(_) => quote!(@Document::Object(Default::default())),
        Value::Number(number) => {
            let number = match (number.as_u64(), number.as_i64()) {
                (Some(number), _) => quote!(#number),
                (None, Some(number)) => quote!(#number),
                (None, None) => float(number.as_f64().unwrap_or_default()),
            };
            quote!(@Document::from(#number))
        }
    }
}
