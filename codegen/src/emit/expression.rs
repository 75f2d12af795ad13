use std::collections::BTreeSet;

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::tokens::{float, ident, integer, prefixed};
use crate::ir::Expression;

/// A value as Rust.
pub(super) fn expression(value: &Expression) -> TokenStream {
    match value {
        Expression::Bool(value) => quote!(#value),
        Expression::Int(value) => integer(*value),
        Expression::Float(value) => float(*value),
        Expression::Constant(kind, name) => {
            let (kind, name) = (ident(kind), ident(name));
            quote!(#kind::#name)
        }
        Expression::Text(text) => quote!(#text),
        Expression::Bytes(bytes) => {
            let bytes = Literal::byte_string(bytes);
            quote!(Blob::new(#bytes))
        }
        Expression::Stream(bytes) => {
            let bytes = Literal::byte_string(bytes);
            quote!(ByteStream::from_static(#bytes))
        }
        Expression::Seconds(seconds) => match seconds.fract() {
            0.0 => {
                let seconds = integer(*seconds as i64);
                quote!(DateTime::from_secs(#seconds))
            }
            _ => {
                let seconds = float(*seconds);
                quote!(DateTime::from_secs_f64(#seconds))
            }
        },
        Expression::Time(text, format) => {
            let format = ident(format);
            quote!(DateTime::from_str(#text, DateTimeFormat::#format).expect("this is a time"))
        }
        Expression::Digits(digits) => quote!(#digits.parse().expect("these are digits")),
        Expression::Document(value) => {
            let json = value.to_string();
            quote!(parse_document(#json).expect("this is JSON"))
        }
        Expression::List(items) => {
            let items = items.iter().map(owned);
            quote!(vec![#(#items),*])
        }
        Expression::Map(entries) if entries.is_empty() => quote!(HashMap::new()),
        Expression::Map(entries) => {
            let entries = entries.iter().map(|(key, value)| {
                let value = owned(value);
                quote!((#key.to_owned(), #value))
            });
            quote!(HashMap::from([#(#entries),*]))
        }
        Expression::Nullable(None) => quote!(None),
        Expression::Nullable(Some(value)) => {
            let value = owned(value);
            quote!(Some(#value))
        }
        Expression::Enum { name, variant } => {
            let (name, variant) = (ident(name), ident(variant));
            quote!(#name::#variant)
        }
        Expression::UnknownEnum { name, value } => {
            let name = ident(name);
            quote!(#name::from(#value))
        }
        Expression::Union { name, variant, value, boxed } => {
            let (name, variant) = (ident(name), ident(variant));
            let value = value.as_ref().map(|value| {
                let value = owned(value);
                if *boxed { quote!((Box::new(#value))) } else { quote!((#value)) }
            });
            quote!(#name::#variant #value)
        }
        Expression::Structure { name, fallible, fields } => {
            let name = ident(name);
            let calls = calls(fields);
            let complete = fallible.then(|| quote!(.expect("every required member is set")));
            quote!(#name::builder()#calls.build()#complete)
        }
    }
}

/// A value that no setter converts.
pub(super) fn owned(value: &Expression) -> TokenStream {
    match value {
        Expression::Text(text) => quote!(#text.to_owned()),
        other => expression(other),
    }
}

/// Setter calls, as a person would write them: one per entry of a list or map.
pub(super) fn calls(fields: &[(String, Expression)]) -> TokenStream {
    let calls = fields.iter().map(|(field, value)| {
        let name = ident(field);
        match value {
            Expression::List(items) if !items.is_empty() => {
                let items = items.iter().map(expression);
                quote!(#(.#name(#items))*)
            }
            Expression::Map(entries) if !entries.is_empty() => {
                let entries = entries.iter().map(|(key, value)| {
                    let value = expression(value);
                    quote!(.#name(#key, #value))
                });
                quote!(#(#entries)*)
            }
            Expression::List(_) | Expression::Map(_) => {
                let set = prefixed("set_", field);
                let empty = expression(value);
                quote!(.#set(Some(#empty)))
            }
            single => {
                let value = expression(single);
                quote!(.#name(#value))
            }
        }
    });
    quote! { #(#calls)* }
}

/// Whether maps are written out, other than by a setter for each entry.
pub(super) fn has_map(fields: &[(String, Expression)]) -> bool {
    fields.iter().any(|(_, value)| match value {
        Expression::Map(entries) => {
            entries.is_empty() || entries.iter().any(|(_, value)| is_or_has_map(value))
        }
        value => is_or_has_map(value),
    })
}

fn is_or_has_map(value: &Expression) -> bool {
    match value {
        Expression::Map(_) => true,
        Expression::List(items) => items.iter().any(is_or_has_map),
        Expression::Structure { fields, .. } => has_map(fields),
        Expression::Union { value: Some(value), .. } | Expression::Nullable(Some(value)) => {
            is_or_has_map(value)
        }
        _ => false,
    }
}

/// The names from elsewhere that the expressions of some fields use: `types::…`, `Blob` and so on.
pub(super) fn names(fields: &[(String, Expression)]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    fields.iter().for_each(|(_, value)| collect(value, &mut found));
    found
}

fn collect(value: &Expression, found: &mut BTreeSet<String>) {
    match value {
        Expression::Bytes(_) => {
            found.insert("primitives::Blob".into());
        }
        Expression::Stream(_) => {
            found.insert("primitives::ByteStream".into());
        }
        Expression::Document(_) => {
            found.insert("primitives::parse_document".into());
        }
        Expression::Seconds(_) => {
            found.insert("primitives::DateTime".into());
        }
        Expression::Time(..) => {
            found.insert("primitives::DateTime".into());
            found.insert("primitives::DateTimeFormat".into());
        }
        Expression::Enum { name, .. } | Expression::UnknownEnum { name, .. } => {
            found.insert(format!("types::{name}"));
        }
        Expression::Union { name, value, .. } => {
            found.insert(format!("types::{name}"));
            value.iter().for_each(|value| collect(value, found));
        }
        Expression::Structure { name, fields, .. } => {
            found.insert(format!("types::{name}"));
            fields.iter().for_each(|(_, value)| collect(value, found));
        }
        Expression::List(items) => items.iter().for_each(|item| collect(item, found)),
        Expression::Map(entries) => entries.iter().for_each(|(_, value)| collect(value, found)),
        Expression::Nullable(Some(value)) => collect(value, found),
        _ => {}
    }
}
