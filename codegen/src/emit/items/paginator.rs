use proc_macro2::TokenStream;
use quote::quote;

use super::kind::kind_as_path;
use crate::emit::tokens::doc_lines;
use crate::ir::{Number, Operation, Pagination, QueryField, Type, Way};

/// How an operation gets from one page to the next, and the name of its paginator.
pub(in crate::emit) fn paginated(operation: &Operation) -> Option<TokenStream> {
    let pagination = operation.pagination.as_ref()?;
    let (input, paginator) = (&operation.input.name, &pagination.paginator);
    let about = doc_lines([format!("Fetches one page of `{}` after the other.", operation.name)]);
    let token = token(pagination);
    let items = pagination.items.as_ref().map(|items| {
        let kind = kind_as_path(&items.to.kind);
        let items = taken(items);
        quote!(, items(#kind, |output| #items))
    });
    let page_size = pagination.page_size.as_ref().map(page_size);
    Some(quote! {
        #about
        pub type #paginator<Mode = @Async> = @Paginator<#input, Mode>;

        @paginated!(#input, #token #items #page_size);
    })
}

fn token(pagination: &Pagination) -> TokenStream {
    let kind = kind_as_path(&pagination.token);
    let slot = slot(&pagination.input_token);
    let Way { through, to } = &pagination.output_token;
    let mut next = quote!(output);
    for field in through {
        let name = &field.name;
        next = match (field.optional, field.boxed) {
            (true, _) => quote!(#next.#name.as_ref()?),
            (false, _) => quote!(#next.#name),
        };
    }
    let name = &to.name;
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
        Type::Number(Number::I32) => quote!(page_size),
        _ => quote!(page_size.into()),
    };
    let size = if way.to.optional { quote!(Some(#size)) } else { size };
    quote!(, page_size(|input, page_size| #slot = #size))
}

/// A field of the input as a place to write to. Absent structures around it are created.
fn slot(way: &Way) -> TokenStream {
    let mut slot = quote!(input);
    for field in &way.through {
        let name = &field.name;
        slot = match field.optional {
            true => quote!(#slot.#name.get_or_insert_default()),
            false => quote!(#slot.#name),
        };
    }
    let name = &way.to.name;
    quote!(#slot.#name)
}

/// A list or map that is moved out of the output.
fn taken(way: &Way) -> TokenStream {
    let mut found = quote!(output);
    let mut holder: Option<&QueryField> = None;
    for field in way.through.iter().chain([&way.to]) {
        let name = &field.name;
        found = match holder {
            None => quote!(#found.#name),
            Some(held) => {
                let held = &held.name;
                let method = if field.optional { quote!(and_then) } else { quote!(map) };
                quote!(#found.#method(|#held| #held.#name))
            }
        };
        holder = if field.optional || holder.is_some() { Some(field) } else { None };
    }
    if holder.is_some() { quote!(#found.unwrap_or_default()) } else { found }
}
