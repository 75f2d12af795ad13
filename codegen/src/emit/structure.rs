use proc_macro2::TokenStream;
use quote::quote;

use super::imports::Imports;
use super::tokens::{docs, ident, kind};
use super::{debug, defaults};
use crate::ir::{Adapter, Field, Presence, Structure, Type};

/// The declaration of a structure: data whose serde attributes are the schema. `more` are fields
/// that the model does not know.
pub(super) fn declaration(
    structure: &Structure,
    more: &TokenStream,
    imports: &mut Imports,
) -> TokenStream {
    imports.derives();
    let name = ident(&structure.name);
    let documentation = docs(&structure.docs);
    let has_default = has_default(structure);
    let is_zero = structure.fields.iter().all(|field| field.fallback.is_none());
    let debug = debug::of_structure(structure, more, imports);
    // Streams are neither cloned nor compared.
    let has_stream = structure.has_stream();
    let derived_clone = (!has_stream).then(|| quote!(Clone,));
    let derived_debug = debug.is_none().then(|| quote!(Debug,));
    let derived_default = (has_default && is_zero).then(|| quote!(Default,));
    let derived_equality = (!has_stream).then(|| quote!(PartialEq,));
    let fields = structure.fields.iter().map(|field| {
        imports.field(field);
        declare(field, has_default)
    });
    let fields: Vec<_> = fields.collect();
    let mut options = Vec::new();
    if has_default {
        options.push(quote!(default));
    }
    options.extend(structure.rename_all.map(|rule| quote!(rename_all = #rule)));
    let serde = serde_attribute(&options);
    let skips_none = structure.fields.iter().any(is_optional_member);
    let skips_none = skips_none.then(|| quote!(#[skip_serializing_none]));
    let default = (has_default && !is_zero).then(|| defaults::of(structure, more, imports));
    let values = defaults::values(structure, imports);
    quote! {
        #documentation
        #[derive(#derived_clone #derived_debug #derived_default Deserialize, #derived_equality Serialize)]
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

/// Whether a structure has a value with nothing set.
pub(super) fn has_default(structure: &Structure) -> bool {
    structure.fields.iter().all(|field| field.presence != Presence::Required)
}

/// Whether it travels, unless it is `None`.
fn is_optional_member(field: &Field) -> bool {
    field.presence == Presence::Optional && field.kind != Type::ByteStream
}

/// The type of a field as it is declared.
pub(super) fn field_type(field: &Field) -> TokenStream {
    let kind = kind(&field.kind);
    let kind = if field.boxed { quote!(Box<#kind>) } else { kind };
    match field.presence {
        Presence::Optional => quote!(Option<#kind>),
        Presence::Required | Presence::Corrected | Presence::Default => kind,
    }
}

fn declare(field: &Field, container_default: bool) -> TokenStream {
    let name = ident(&field.name);
    let documentation = docs(&field.docs);
    let kind = field_type(field);
    if field.kind == Type::ByteStream {
        return quote! {
            #documentation
            #[serde(skip)]
            pub #name: #kind,
        };
    }
    let with = with(field);
    let mut options = Vec::new();
    options.extend(field.rename.as_ref().map(|name| quote!(rename = #name)));
    // serde takes an absent `Option` for `None` by itself, but not through an adapter.
    let needs_default = match field.presence {
        Presence::Required => false,
        Presence::Optional => with.is_some(),
        Presence::Corrected | Presence::Default => true,
    };
    if needs_default && !container_default {
        let value = field.fallback.as_ref().map(|fallback| format!("{}::value", fallback.marker()));
        options.push(value.map_or_else(|| quote!(default), |value| quote!(default = #value)));
    }
    options.extend(with.map(|with| quote!(with = #with)));
    let serde = serde_attribute(&options);
    quote! {
        #documentation
        #serde
        pub #name: #kind,
    }
}

fn serde_attribute(options: &[TokenStream]) -> TokenStream {
    match options {
        [] => quote!(),
        options => quote! { #[serde(#(#options),*)] },
    }
}

/// The adapter of a field: `As::<Option<Int>>`.
fn with(field: &Field) -> Option<String> {
    let inner = adapter(&field.adapter);
    if let Some(fallback) = &field.fallback {
        let marker = fallback.marker();
        return Some(match field.adapter {
            Adapter::Same => format!("As::<OrElse<{marker}>>"),
            _ => format!("As::<OrElse<{marker}, {inner}>>"),
        });
    }
    match (field.presence, &field.adapter) {
        (Presence::Required | Presence::Optional, Adapter::Same) => None,
        (Presence::Required, _) => Some(format!("As::<{inner}>")),
        (Presence::Optional, _) => Some(format!("As::<Option<{inner}>>")),
        (_, Adapter::Same) => Some("As::<DefaultOnNull>".into()),
        (_, _) => Some(format!("As::<DefaultOnNull<{inner}>>")),
    }
}

/// The name of an adapter, with those of what is inside.
pub(super) fn adapter(adapter: &Adapter) -> String {
    match adapter {
        Adapter::Same => "Same".into(),
        Adapter::Named(name) => (*name).into(),
        Adapter::Dense(inner) if **inner == Adapter::Same => "Dense".into(),
        Adapter::Dense(inner) => format!("Dense<{}>", self::adapter(inner)),
        Adapter::List(inner) => format!("Vec<{}>", self::adapter(inner)),
        Adapter::Map(inner) => format!("HashMap<Same, {}>", self::adapter(inner)),
        Adapter::Nullable(inner) => format!("Option<{}>", self::adapter(inner)),
    }
}
