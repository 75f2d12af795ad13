use proc_macro2::TokenStream;
use quote::quote;

use super::imports::Imports;
use super::structure::adapter;
use super::tokens::{as_path, docs, ident, kind, prefixed};
use super::{checks, debug};
use crate::ir::{Adapter, Union, UnionMember};

/// A union as an enum: what the service may send, and whatever it may come to send.
pub(super) fn declaration(union: &Union, imports: &mut Imports) -> TokenStream {
    imports.runtime("", &["tagged_union"]);
    let name = ident(&union.name);
    let documentation = docs(&union.docs);
    let variants: Vec<_> = union.members.iter().map(|member| declare(member, imports)).collect();
    let members = union.members.iter().map(describe);
    let debug = debug::of_union(union, imports);
    let derived_debug = debug.is_none().then(|| quote!(Debug,));
    let validation = union.role.sent.then(|| checks::of_union(union, imports)).flatten();
    quote! {
        #documentation
        #[derive(Clone, #derived_debug PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            /// A member that is newer than this crate. It cannot be sent.
            Unknown,
        }

        #debug

        #validation

        tagged_union!(#name #(, #members)*);
    }
}

fn declare(member: &UnionMember, imports: &mut Imports) -> TokenStream {
    let variant = ident(&member.variant);
    let documentation = docs(&member.docs);
    imports.adapter(&member.adapter);
    let value = member.kind.as_ref().map(|value| {
        imports.kind(value);
        let value = kind(value);
        if member.boxed { quote!((Box<#value>)) } else { quote!((#value)) }
    });
    quote! {
        #documentation
        #variant #value,
    }
}

/// A member in the words of the macro: `Text("text", is_text, as_text, String)`, and the adapter if
/// it has one.
fn describe(member: &UnionMember) -> TokenStream {
    let variant = ident(&member.variant);
    let wire = &member.wire;
    let (is, lend) = (prefixed("is_", &member.method), prefixed("as_", &member.method));
    let value = member.kind.as_ref().map(|value| {
        let value = as_path(&kind(value).to_string());
        quote!(, #value)
    });
    let adapter = (member.adapter != Adapter::Same).then(|| {
        let adapter = as_path(&adapter(&member.adapter));
        quote!(, #adapter)
    });
    quote! { #variant(#wire, #is, #lend #value #adapter) }
}
