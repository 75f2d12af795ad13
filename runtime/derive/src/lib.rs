//! The derives that `rest-json-runtime` exports: `Serialize` and `Deserialize` of serde for plain
//! structures, by serde's own attributes.
//!
//! serde's derives write out a visitor, an enum of fields and a second form for lists for each
//! structure, which takes the compiler most of the time of a large generated crate. These write no
//! more than what depends on the structure: its names, and one call per member. The rest is
//! generic, in `rest_json_runtime::structure`.

mod deserialize;
mod options;
mod rename;
mod serialize;
mod structure;
#[cfg(test)]
mod tests;

use proc_macro::TokenStream;
use syn::{DeriveInput, parse_macro_input};

use crate::structure::Structure;

/// `serde::Serialize` of a structure with named fields and no type parameters.
///
/// Attributes of the structure: `rename_all`, and `default`, which only concerns reading. Those of
/// a field: `rename`, `skip`, `skip_serializing_if = "Option::is_none"`, `with = "As::<…>"`, and
/// `default`. All others are errors.
#[proc_macro_derive(Serialize, attributes(serde))]
pub fn derive_serialize(input: TokenStream) -> TokenStream {
    expand(&parse_macro_input!(input), serialize::expand)
}

/// `serde::Deserialize` of a structure with named fields and no type parameters.
///
/// It takes the same attributes as `Serialize`, and understands them as serde does. Unknown members
/// are passed over, and of members that come twice the last one counts. A structure is read from
/// a map only, never from a list.
#[proc_macro_derive(Deserialize, attributes(serde))]
pub fn derive_deserialize(input: TokenStream) -> TokenStream {
    expand(&parse_macro_input!(input), deserialize::expand)
}

fn expand(input: &DeriveInput, by: fn(&Structure<'_>) -> proc_macro2::TokenStream) -> TokenStream {
    let tokens = Structure::of(input).map(|structure| by(&structure));
    tokens.unwrap_or_else(syn::Error::into_compile_error).into()
}
