use proc_macro2::TokenStream;
use quote::quote;

use super::defaults;
use super::kind::kind;
use crate::emit::codec::json;
use crate::emit::tokens::docs;
use crate::ir::{Field, Presence, RenameRule, Structure, WhenAbsent};

/// How inputs, outputs, exceptions and other structures differ.
pub(in crate::emit) struct Part {
    /// The derive that implements all its traits, its accessors and its builder.
    pub(in crate::emit) derive: TokenStream,
    /// Attributes of that derive.
    pub(in crate::emit) attributes: TokenStream,
    /// Fields that the model does not know.
    pub(in crate::emit) more: TokenStream,
}

impl Part {
    /// A structure under `types`.
    pub(in crate::emit) fn plain() -> Self {
        let nothing = TokenStream::new;
        Self { derive: quote!(@Structure), attributes: nothing(), more: nothing() }
    }
}

/// The declaration of a structure. Its attributes are the schema.
pub(in crate::emit) fn declaration(structure: &Structure, part: &Part) -> TokenStream {
    let (name, builder) = (&structure.name, &structure.builder);
    let documentation = docs(&structure.docs);
    let fields = structure.fields.iter().map(declare);
    let default = structure.has_default.then(|| quote!(default));
    let rename_all = structure.rename_all.map(|rule| {
        let rule = rename_rule(rule);
        quote!(rename_all = #rule)
    });
    let serde = attribute(&quote!(serde), &[default, rename_all]);
    let is_optional = |field: &Field| field.presence == Presence::Optional && field.is_in_json;
    let skips_none = structure.fields.iter().any(is_optional);
    let skips_none = skips_none.then(|| quote!(#[skip_serializing_none]));
    let values = defaults::values(structure);
    let Part { derive, attributes, more } = part;
    quote! {
        #documentation
        #[derive(#derive)]
        #serde
        #skips_none
        #[builder(#builder)]
        #attributes
        #[non_exhaustive]
        pub struct #name {
            #(#fields)*
            #more
        }

        #values
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
    let member = member(field);
    if !field.is_in_json {
        return quote! {
            #documentation
            #member
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
            Some(quote!(@use(MemberDefault) default = @quoted(#marker::value)))
        }
    };
    let with = field.adapter.as_ref().map(|adapter| {
        let adapter = json::adapter(adapter);
        quote!(with = @quoted(@As::<#adapter>))
    });
    let serde = attribute(&quote!(serde), &[rename, default, with]);
    quote! {
        #documentation
        #member
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

/// What the builder, `Debug` and `Default` need in addition to the type of a field.
fn member(field: &Field) -> TokenStream {
    let required = field.says_required.then(|| quote!(required));
    let name = field.name_in_errors.as_ref().map(|name| quote!(name = #name));
    let sensitive = field.is_hidden.then(|| quote!(sensitive));
    let default = field.fallback.as_ref().filter(|_| field.says_fallback);
    let default = default.map(|fallback| {
        let marker = json::marker(&fallback.marker);
        quote!(default = @quoted(#marker))
    });
    attribute(&quote!(member), &[required, name, sensitive, default])
}

/// `#[serde(…)]`, or nothing without options.
fn attribute(name: &TokenStream, options: &[Option<TokenStream>]) -> TokenStream {
    let mut options = options.iter().flatten().peekable();
    match options.peek() {
        None => TokenStream::new(),
        Some(_) => quote! { #[#name(#(#options),*)] },
    }
}
