use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::kind::number;
use crate::emit::tokens::{float, integer};
use crate::ir::{Assignment, Expression, Special, TimeFormat};

/// A value as Rust.
pub(in crate::emit) fn expression(value: &Expression) -> TokenStream {
    match value {
        Expression::Bool(value) => quote!(#value),
        Expression::Int(value) => integer(*value),
        Expression::Float(value) => float(*value),
        Expression::Special(kind, value) => {
            let (kind, value) = (number(*kind), special(*value));
            quote!(#kind::#value)
        }
        Expression::Text(text) => quote!(#text),
        Expression::Bytes(bytes) => {
            let bytes = Literal::byte_string(bytes);
            quote!(@Blob::new(#bytes))
        }
        Expression::Stream(bytes) => {
            let bytes = Literal::byte_string(bytes);
            quote!(@ByteStream::from_static(#bytes))
        }
        Expression::Seconds(seconds) => match seconds.fract() {
            0.0 => {
                let seconds = integer(*seconds as i64);
                quote!(@DateTime::from_secs(#seconds))
            }
            _ => {
                let seconds = float(*seconds);
                quote!(@DateTime::from_secs_f64(#seconds))
            }
        },
        Expression::Instant(seconds, nanos) => {
            let (seconds, nanos) = (integer(*seconds), Literal::u32_unsuffixed(*nanos));
            quote!(@DateTime::from_secs_and_nanos(#seconds, #nanos))
        }
        Expression::Time(text, format) => {
            let format = match format {
                TimeFormat::DateTime => quote!(DateTime),
                TimeFormat::HttpDate => quote!(HttpDate),
            };
            quote!(@DateTime::from_str(#text, @DateTimeFormat::#format).expect("this is a time"))
        }
        Expression::Digits(digits) => quote!(#digits.parse().expect("these are digits")),
        Expression::Document(value) => {
            let json = value.to_string();
            quote!(@parse_document(#json).expect("this is JSON"))
        }
        Expression::List(items) => {
            let items = items.iter().map(owned);
            quote!(vec![#(#items),*])
        }
        Expression::Map(entries) if entries.is_empty() => quote!(@HashMap::new()),
        Expression::Map(entries) => {
            let entries = entries.iter().map(|(key, value)| {
                let value = owned(value);
                quote!((#key.to_owned(), #value))
            });
            quote!(@HashMap::from([#(#entries),*]))
        }
        Expression::Nullable(None) => quote!(None),
        Expression::Nullable(Some(value)) => {
            let value = owned(value);
            quote!(Some(#value))
        }
        Expression::Boxed(value) => {
            let value = owned(value);
            quote!(Box::new(#value))
        }
        Expression::Enum { name, variant } => quote!(crate::types::#name::#variant),
        Expression::UnknownEnum { name, value } => quote!(crate::types::#name::from(#value)),
        Expression::Union { name, variant, value } => {
            let value = value.as_ref().map(|value| {
                let value = owned(value);
                quote!((#value))
            });
            quote!(crate::types::#name::#variant #value)
        }
        Expression::Structure { name, fallible, fields } => {
            let calls = calls(fields);
            let complete = fallible.then(|| quote!(.expect("every required member is set")));
            quote!(crate::types::#name::builder()#calls.build()#complete)
        }
    }
}

fn special(value: Special) -> TokenStream {
    match value {
        Special::NotANumber => quote!(NAN),
        Special::Infinity => quote!(INFINITY),
        Special::NegativeInfinity => quote!(NEG_INFINITY),
    }
}

/// A value without the conversion that setters do.
pub(in crate::emit) fn owned(value: &Expression) -> TokenStream {
    match value {
        Expression::Text(text) => quote!(#text.to_owned()),
        other => expression(other),
    }
}

/// Calls of setters: one per entry of a list or map.
pub(in crate::emit) fn calls(fields: &[Assignment]) -> TokenStream {
    let calls = fields.iter().map(|(name, value)| match value {
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
        single => {
            let value = expression(single);
            quote!(.#name(#value))
        }
    });
    quote! { #(#calls)* }
}
