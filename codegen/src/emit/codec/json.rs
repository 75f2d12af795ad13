//! JSON: the adapters of serde, and bodies.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Adapter, Body, Marker};

/// The type of an adapter, with the adapters of its parts.
pub(in crate::emit) fn adapter(adapter: &Adapter) -> TokenStream {
    let (outer, inner) = match adapter {
        Adapter::Same => return quote!(@Same),
        Adapter::Base64 => return quote!(@Base64),
        Adapter::BigNumber => return quote!(@BigNumber),
        Adapter::EpochSeconds => return quote!(@EpochSeconds),
        Adapter::Float => return quote!(@Float),
        Adapter::HttpDate => return quote!(@HttpDate),
        Adapter::Int => return quote!(@Int),
        Adapter::JsonValue => return quote!(@JsonValue),
        Adapter::Rfc3339 => return quote!(@Rfc3339),
        // Each of these has `Same` for its own default.
        Adapter::Dense(inner) if inner.is_same() => return quote!(@Dense),
        Adapter::Sparse(inner) if inner.is_same() => return quote!(@Sparse),
        Adapter::DefaultOnNull(inner) if inner.is_same() => return quote!(@DefaultOnNull),
        Adapter::OrElse(value, inner) if inner.is_same() => {
            let value = marker(value);
            return quote!(@OrElse<#value>);
        }
        Adapter::OrElse(value, inner) => {
            let (value, inner) = (marker(value), self::adapter(inner));
            return quote!(@OrElse<#value, #inner>);
        }
        Adapter::Dense(inner) => (quote!(@Dense), inner),
        Adapter::Sparse(inner) => (quote!(@Sparse), inner),
        Adapter::DefaultOnNull(inner) => (quote!(@DefaultOnNull), inner),
        Adapter::Optional(inner) => (quote!(Option), inner),
    };
    let inner = self::adapter(inner);
    quote!(#outer<#inner>)
}

/// An adapter as part of an expression: `Dense::<Int>`.
pub(in crate::emit) fn adapter_as_path(adapter: &Adapter) -> TokenStream {
    let (outer, inner) = match adapter {
        Adapter::Dense(inner) if !inner.is_same() => (quote!(@Dense), inner),
        Adapter::Sparse(inner) if !inner.is_same() => (quote!(@Sparse), inner),
        other => return self::adapter(other),
    };
    let inner = self::adapter(inner);
    quote!(#outer::<#inner>)
}

/// The type whose `value()` replaces an absent value.
pub(in crate::emit) fn marker(marker: &Marker) -> TokenStream {
    match marker {
        Marker::UnixEpoch => quote!(@UnixEpoch),
        Marker::Own { module, name } => quote!(#module::#name),
    }
}

/// The call that writes members to the body of a request; `None` if one member is the body.
pub(in crate::emit) fn members(body: &Body) -> Option<TokenStream> {
    match body {
        Body::Nothing => Some(quote!(.empty())),
        Body::Members { elsewhere } if elsewhere.is_empty() => Some(quote!(.json(self))),
        Body::Members { elsewhere } => Some(quote!(.json_without(&[#(#elsewhere),*], self))),
        Body::Payload(_) => None,
    }
}
