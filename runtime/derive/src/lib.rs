//! The derives that `smithy-client-runtime` exports: `Serialize` and `Deserialize` of serde for plain
//! structures, by serde's own attributes.
//!
//! serde's derives write out a visitor, an enum of fields and a second form for lists for each
//! structure, which takes the compiler most of the time of a large generated crate. These write no
//! more than what depends on the structure: its names, and one call per member. The rest is
//! generic, in `smithy_client_runtime::structure`.

mod attributes;
mod deserialize;
mod error;
mod options;
mod rename;
mod serialize;
mod structure;
#[cfg(test)]
mod tests;
mod tokens;

use proc_macro::TokenStream;
use proc_macro2::Span;

use crate::error::Error;
use crate::structure::Structure;

/// `serde::Serialize` of a structure with named fields and no type parameters.
///
/// Attributes of the structure: `rename_all`, and `default`, which only concerns reading. Those of
/// a field: `rename`, `skip`, `with = "As::<…>"`, and `default`. All others are errors.
///
/// By `#[skip_serializing_none]`, which is serde_with's, members that are `None` are left out.
#[proc_macro_derive(Serialize, attributes(serde, skip_serializing_none))]
pub fn derive_serialize(input: TokenStream) -> TokenStream {
    expand(input, serialize::expand)
}

/// `serde::Deserialize` of a structure with named fields and no type parameters.
///
/// It takes the same attributes as `Serialize`, and understands them as serde does. Unknown members
/// are passed over, and of members that come twice the last one counts. A structure is read from
/// a map only, never from a list.
///
/// A structure has `default` if, and only if, it has a `Default`.
#[proc_macro_derive(Deserialize, attributes(serde, skip_serializing_none))]
pub fn derive_deserialize(input: TokenStream) -> TokenStream {
    expand(input, deserialize::expand)
}

/// The code is made as text and read by the compiler at once: this crate is mostly run unoptimised,
/// as a part of a debug build, and the compiler is not.
fn expand(input: TokenStream, by: fn(&Structure) -> String) -> TokenStream {
    let code = Structure::of(input.into()).and_then(|structure| {
        let tokens = by(&structure).parse::<TokenStream>();
        tokens.map_err(|error| Error::new(Span::call_site(), error.to_string()))
    });
    code.unwrap_or_else(|error| error.into_compile_error().into())
}
