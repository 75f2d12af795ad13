//! The derives of `smithy-client-runtime` for the structures and enums of a generated crate. They
//! generate what follows from fields and variants, so that each of these is written once.
//!
//! `Serde` implements serde's traits, with serde's attributes, for plain structures. serde's derives generate a visitor, an enum of fields and a list form for each
//! structure, which takes most of the compile time of a large generated crate. These generate only
//! what depends on the structure: its names, and one call per member. The rest is generic, in
//! `smithy_client_runtime::structure`.
//!
//! [`Structure`](derive_structure) adds accessors and a builder, [`Input`](derive_input) and
//! [`Output`](derive_output) add what a call needs, and [`Enum`](derive_enum) implements string
//! enums that newer services may extend.

mod accessors;
mod attributes;
mod builder;
mod debug;
mod enumeration;
mod error;
mod kind;
mod members;
mod messages;
mod options;
mod rename;
mod serde;
mod standard;
mod structure;
#[cfg(test)]
mod tests;
mod tokens;

use proc_macro::TokenStream;
use proc_macro2::Span;

use crate::enumeration::Enumeration;
use crate::error::{Error, Result};
use crate::structure::Structure;

/// `serde::Serialize` and `serde::Deserialize` of a structure with named fields and no type
/// parameters.
///
/// Attributes of the structure: `rename_all`, and `default`, which only concerns reading. Those of
/// a field: `rename`, `skip`, `with = "As::<…>"`, and `default`. They have serde's meaning. All others
/// are errors.
///
/// With serde_with's `#[skip_serializing_none]`, members that are `None` are left out. The types of
/// members must implement `Debug` too, as [`Structure`](derive_structure) shows the same list.
///
/// Unknown members are ignored. If a member occurs twice, the last value is used. A structure is read
/// from a map only, never from a list. A structure has `default` if, and only if, it has a `Default`.
#[proc_macro_derive(Serde, attributes(serde, skip_serializing_none))]
pub fn derive_serde(input: TokenStream) -> TokenStream {
    expand(input, |structure| Ok(serde::expand(structure) + &members::expand(structure)))
}

/// A structure of the model: `Clone`, `PartialEq`, `Debug`, `Default` if it has `#[serde(default)]`,
/// accessors, a builder, and what [`Serde`](derive_serde) implements. A structure with a stream is
/// neither `Clone` nor `PartialEq`. One derive makes them all, because the compiler
/// passes the structure to each derive separately, which costs time.
///
/// * `#[builder(ThingBuilder)]` names the builder. It has for each member a setter and `set_…`; that of
///   an input also has `get_…`. A setter of a list or a map adds one entry. A member is required if
///   its field is no `Option` and has no default of serde's, or if it says `#[member(required)]`;
///   then `build` returns a `Result`.
/// * `#[member(sensitive)]`: `Debug` does not show the field.
/// * `#[member(default = "path")]`: in `Default`, the field has the value of that `MemberDefault`.
/// * `#[member(name = "…")]`: the name of the member in errors, if it is not the one on the wire.
#[proc_macro_derive(Structure, attributes(builder, member, serde, skip_serializing_none))]
pub fn derive_structure(input: TokenStream) -> TokenStream {
    expand(input, |structure| Ok(common(structure)))
}

/// A [`Structure`](derive_structure) that is the input of an operation. Its builder can hold a
/// client, and then be sent.
///
/// `#[call(client = Client, output = …, error = …)]` names the types of the call, with
/// `paginator = …` if the operation has pages.
#[proc_macro_derive(Input, attributes(builder, call, member, serde, skip_serializing_none))]
pub fn derive_input(input: TokenStream) -> TokenStream {
    expand(input, |structure| Ok(common(structure) + &messages::input(structure)?))
}

/// A [`Structure`](derive_structure) that is the output of an operation, with the id of its request
/// in the field `_request_id: Option<String>`.
#[proc_macro_derive(Output, attributes(builder, member, serde, skip_serializing_none))]
pub fn derive_output(input: TokenStream) -> TokenStream {
    expand(input, |structure| Ok(common(structure) + &messages::output(structure)))
}

/// A string enum. `#[serde(rename = "…")]` gives the value of each variant, and the last one,
/// `Unknown(String)`, holds any other value.
#[proc_macro_derive(Enum, attributes(serde))]
pub fn derive_enum(input: TokenStream) -> TokenStream {
    parsed(Enumeration::of(input.into()).map(|enumeration| enumeration::expand(&enumeration)))
}

fn common(structure: &Structure) -> String {
    let parts: [fn(&Structure) -> String; 6] = [
        serde::expand,
        members::expand,
        accessors::expand,
        builder::expand,
        debug::of_structure,
        standard::expand,
    ];
    parts.iter().map(|part| part(structure)).collect()
}

fn expand(input: TokenStream, by: fn(&Structure) -> Result<String>) -> TokenStream {
    parsed(Structure::of(input.into()).and_then(|structure| by(&structure)))
}

/// The code is generated as text and parsed by the compiler: this crate usually runs unoptimised,
/// as part of a debug build, and the compiler does not.
fn parsed(code: Result<String>) -> TokenStream {
    let tokens = code.and_then(|code| {
        let tokens = code.parse::<TokenStream>();
        tokens.map_err(|error| Error::new(Span::call_site(), error.to_string()))
    });
    tokens.unwrap_or_else(|error| error.into_compile_error().into())
}
