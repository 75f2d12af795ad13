use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Number, Type};

/// A type.
pub(in crate::emit) fn kind(kind: &Type) -> TokenStream {
    written(kind, false)
}

/// A type as part of an expression, `Vec::<String>`, so that rustfmt formats a macro like a
/// call.
pub(in crate::emit) fn kind_as_path(kind: &Type) -> TokenStream {
    written(kind, true)
}

fn written(kind: &Type, as_path: bool) -> TokenStream {
    let turbofish = as_path.then(|| quote!(::));
    match kind {
        Type::Bool => quote!(bool),
        Type::String => quote!(String),
        Type::Blob => quote!(@Blob),
        Type::ByteStream => quote!(@ByteStream),
        Type::DateTime => quote!(@DateTime),
        Type::Document => quote!(@Document),
        Type::BigInteger => quote!(@BigInteger),
        Type::BigDecimal => quote!(@BigDecimal),
        Type::Number(number) => self::number(*number),
        Type::Structure(name) | Type::Union(name) | Type::Enum(name) => quote!(crate::types::#name),
        Type::List(item) => {
            let item = written(item, false);
            quote!(Vec #turbofish <#item>)
        }
        Type::Map(value) => {
            let value = written(value, false);
            quote!(@HashMap #turbofish <String, #value>)
        }
        Type::Nullable(value) => {
            let value = written(value, false);
            quote!(Option #turbofish <#value>)
        }
    }
}

/// A type of numbers.
pub(in crate::emit) fn number(number: Number) -> TokenStream {
    match number {
        Number::I8 => quote!(i8),
        Number::I16 => quote!(i16),
        Number::I32 => quote!(i32),
        Number::I64 => quote!(i64),
        Number::F32 => quote!(f32),
        Number::F64 => quote!(f64),
        Number::Usize => quote!(usize),
    }
}
