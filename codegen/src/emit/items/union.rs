use proc_macro2::TokenStream;
use quote::quote;

use super::kind::{kind, kind_as_path};
use super::{checks, debug};
use crate::emit::codec::json;
use crate::emit::tokens::docs;
use crate::ir::{Debug, Union, UnionMember};

/// A union as an enum: the members of the model, and a variant for members added later.
pub(in crate::emit) fn declaration(union: &Union) -> TokenStream {
    let name = &union.name;
    let documentation = docs(&union.docs);
    let variants = union.members.iter().map(declare);
    let members = union.members.iter().map(describe);
    let debug = debug::of_union(union);
    let derived_debug = (union.debug == Debug::Derived).then(|| quote!(Debug,));
    let validation = union.role.sent.then(|| checks::of_union(union)).flatten();
    quote! {
        #documentation
        #[derive(Clone, #derived_debug PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            /// A member that this version of the crate does not know. It cannot be sent.
            Unknown,
        }

        #debug

        #validation

        @tagged_union!(#name #(, #members)*);
    }
}

fn declare(member: &UnionMember) -> TokenStream {
    let variant = &member.variant;
    let documentation = docs(&member.docs);
    let value = member.kind.as_ref().map(|value| {
        let value = kind(value);
        if member.boxed { quote!((Box<#value>)) } else { quote!((#value)) }
    });
    quote! {
        #documentation
        #variant #value,
    }
}

/// The arguments of the macro for a member: `Text("text", is_text, as_text, String)`, and its
/// adapter, if any.
fn describe(member: &UnionMember) -> TokenStream {
    let (variant, wire) = (&member.variant, &member.wire);
    let (is, lend) = (&member.is_method, &member.as_method);
    let value = member.kind.as_ref().map(|value| {
        let value = kind_as_path(value);
        quote!(, #value)
    });
    let adapter = (!member.adapter.is_same()).then(|| {
        let adapter = json::adapter_as_path(&member.adapter);
        quote!(, #adapter)
    });
    quote! { #variant(#wire, #is, #lend #value #adapter) }
}
