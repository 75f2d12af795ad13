use proc_macro2::TokenStream;
use quote::quote;

use super::kind::kind;
use super::more::More;
use super::{debug, defaults};
use crate::emit::codec::json;
use crate::emit::tokens::docs;
use crate::ir::{Debug, Default, Field, Presence, RenameRule, Structure, WhenAbsent};

/// The declaration of a structure: data whose serde attributes are the schema. `more` are fields
/// that the model does not know, and what they are called.
pub(in crate::emit) fn declaration(structure: &Structure, more: Option<&More>) -> TokenStream {
    let name = &structure.name;
    let documentation = docs(&structure.docs);
    // Streams are neither cloned nor compared.
    let derived_clone = (!structure.has_stream).then(|| quote!(Clone,));
    let derived_equality = (!structure.has_stream).then(|| quote!(PartialEq,));
    let derived_debug = (structure.debug == Debug::Derived).then(|| quote!(Debug,));
    let derived_default = (structure.default == Default::Derived).then(|| quote!(Default,));
    let fields = structure.fields.iter().map(declare);
    let default = (structure.default != Default::Absent).then(|| quote!(default));
    let rename_all = structure.rename_all.map(|rule| {
        let rule = rename_rule(rule);
        quote!(rename_all = #rule)
    });
    let serde = serde_attribute(&[default, rename_all]);
    let is_optional = |field: &Field| field.presence == Presence::Optional && field.is_in_json;
    let skips_none = structure.fields.iter().any(is_optional);
    let skips_none = skips_none.then(|| quote!(#[skip_serializing_none]));
    let values = defaults::values(structure);
    let default = (structure.default == Default::Written).then(|| defaults::of(structure, more));
    let debug = (structure.debug != Debug::Derived).then(|| debug::of_structure(structure, more));
    let more = more.map(|more| &more.declaration);
    quote! {
        #documentation
        #[derive(#derived_clone #derived_debug #derived_default @Deserialize, #derived_equality @Serialize)]
        #serde
        #skips_none
        #[non_exhaustive]
        pub struct #name {
            #(#fields)*
            #more
        }

        #values

        #default

        #debug
    }
}

fn rename_rule(rule: RenameRule) -> &'static str {
    match rule {
        RenameRule::Camel => "camelCase",
        RenameRule::Pascal => "PascalCase",
        RenameRule::ScreamingSnake => "SCREAMING_SNAKE_CASE",
        RenameRule::Kebab => "kebab-case",
    }
}

fn declare(field: &Field) -> TokenStream {
    let name = &field.name;
    let documentation = docs(&field.docs);
    let kind = field_type(field);
    if !field.is_in_json {
        return quote! {
            #documentation
            #[serde(skip)]
            pub #name: #kind,
        };
    }
    let rename = field.rename.as_ref().map(|name| quote!(rename = #name));
    let default = match &field.when_absent {
        WhenAbsent::Usual => None,
        WhenAbsent::Zero => Some(quote!(default)),
        WhenAbsent::Value(marker) => {
            let marker = json::marker(marker);
            Some(quote!(default = @quoted(#marker::value)))
        }
    };
    let with = field.adapter.as_ref().map(|adapter| {
        let adapter = json::adapter(adapter);
        quote!(with = @quoted(@As::<#adapter>))
    });
    let serde = serde_attribute(&[rename, default, with]);
    quote! {
        #documentation
        #serde
        pub #name: #kind,
    }
}

/// The type of a field as it is declared.
fn field_type(field: &Field) -> TokenStream {
    let kind = kind(&field.kind);
    let kind = if field.boxed { quote!(Box<#kind>) } else { kind };
    match field.presence {
        Presence::Optional => quote!(Option<#kind>),
        Presence::Required | Presence::Corrected | Presence::Default => kind,
    }
}

fn serde_attribute(options: &[Option<TokenStream>]) -> TokenStream {
    let mut options = options.iter().flatten().peekable();
    match options.peek() {
        None => TokenStream::new(),
        Some(_) => quote! { #[serde(#(#options),*)] },
    }
}
