use proc_macro2::TokenStream;
use quote::quote;

use super::imports::Imports;
use super::tokens::{doc_lines, ident, kind, prefixed};
use crate::ir::{Operation, Pagination, QueryField, Type, Way};

/// How the pages of an operation follow each other, and the name of its paginator.
pub(super) fn paginated(operation: &Operation, imports: &mut Imports) -> Option<TokenStream> {
    let pagination = operation.pagination.as_ref()?;
    imports.runtime("", &["paginated", "pagination"]);
    imports.kind(&pagination.token);
    let input = ident(&operation.input.name);
    let paginator = prefixed("", &format!("{}Paginator", operation.name));
    let about = doc_lines([format!("Calls `{}` for one page after the other.", operation.name)]);
    let token = token(pagination);
    let items = pagination.items.as_ref().map(|items| {
        imports.kind(&items.to.kind);
        let kind = as_path(&items.to.kind);
        let items = taken(items);
        quote!(, items(#kind, |output| #items))
    });
    let page_size = pagination.page_size.as_ref().map(page_size);
    Some(quote! {
        #about
        pub type #paginator = pagination::Paginator<#input>;

        paginated!(#input, #token #items #page_size);
    })
}

fn token(pagination: &Pagination) -> TokenStream {
    let kind = as_path(&pagination.token);
    let slot = slot(&pagination.input_token);
    let Way { through, to } = &pagination.output_token;
    let mut next = quote!(output);
    for field in through {
        let name = ident(&field.name);
        next = match (field.optional, field.boxed) {
            (true, _) => quote!(#next.#name.as_ref()?),
            (false, _) => quote!(#next.#name),
        };
    }
    let name = ident(&to.name);
    let next = match to.optional {
        true => quote!(#next.#name.as_ref()),
        false => quote!(Some(&#next.#name)),
    };
    quote!(token(#kind, |input| &mut #slot, |output| #next))
}

fn page_size(way: &Way) -> TokenStream {
    let slot = slot(way);
    let size = match &way.to.kind {
        Type::String => quote!(page_size.to_string()),
        Type::Number("i32") => quote!(page_size),
        _ => quote!(page_size.into()),
    };
    let size = if way.to.optional { quote!(Some(#size)) } else { size };
    quote!(, page_size(|input, page_size| #slot = #size))
}

/// A field of the input to write to; what it is in is made if it is absent.
fn slot(way: &Way) -> TokenStream {
    let mut slot = quote!(input);
    for field in &way.through {
        let name = ident(&field.name);
        slot = match field.optional {
            true => quote!(#slot.#name.get_or_insert_default()),
            false => quote!(#slot.#name),
        };
    }
    let name = ident(&way.to.name);
    quote!(#slot.#name)
}

/// A list or map of the output, taken out of it.
fn taken(way: &Way) -> TokenStream {
    let mut found = quote!(output);
    let mut holder: Option<&QueryField> = None;
    for field in way.through.iter().chain([&way.to]) {
        let name = ident(&field.name);
        found = match holder {
            None => quote!(#found.#name),
            Some(held) => {
                let held = ident(&held.name);
                let method = ident(if field.optional { "and_then" } else { "map" });
                quote!(#found.#method(|#held| #held.#name))
            }
        };
        holder = if field.optional || holder.is_some() { Some(field) } else { None };
    }
    if holder.is_some() { quote!(#found.unwrap_or_default()) } else { found }
}

/// A type that can stand among expressions, so that rustfmt takes the macro for a call.
fn as_path(of: &Type) -> TokenStream {
    match of {
        Type::List(item) => {
            let item = kind(item);
            quote!(Vec::<#item>)
        }
        Type::Map(value) => {
            let value = kind(value);
            quote!(HashMap::<String, #value>)
        }
        other => kind(other),
    }
}
