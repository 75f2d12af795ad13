use proc_macro2::TokenStream;
use quote::quote;

use super::{place, query};
use crate::ir::{Query, QueryForm, QueryNode, Type};

/// An expression of an owned type: text as `String`, items as `Vec`.
pub(in crate::emit) fn owned(value: &Query) -> TokenStream {
    if let QueryNode::Within(from, name, then) = &*value.node {
        let (from, name) = (query(from), name);
        let method = if then.optional { quote!(and_then) } else { quote!(map) };
        let then = owned(then);
        return quote!(#from.#method(|#name| #then));
    }
    match &value.form {
        QueryForm::Text => text(value),
        QueryForm::Items(..) => {
            let items = items(value);
            quote!(#items.collect())
        }
        QueryForm::Value(_) => cloned(value),
        QueryForm::Flag | QueryForm::Number(_) | QueryForm::Array(..) => query(value),
    }
}

fn text(value: &Query) -> TokenStream {
    match &*value.node {
        QueryNode::Field(of, field) => {
            let (of, name) = (place(of), &field.name);
            match (&field.kind, field.optional) {
                (Type::String, _) => quote!(#of.#name.clone()),
                (_, true) => quote!(#of.#name.as_ref().map(|#name| #name.as_str().to_owned())),
                (_, false) => quote!(#of.#name.as_str().to_owned()),
            }
        }
        _ => {
            let text = query(value);
            if value.optional { quote!(#text.map(str::to_owned)) } else { quote!(#text.to_owned()) }
        }
    }
}

fn items(value: &Query) -> TokenStream {
    match &*value.node {
        QueryNode::Each(list, kind) => {
            let list = place(list);
            each(&quote!(#list.iter()), kind)
        }
        QueryNode::Values(map, kind) => {
            let map = place(map);
            each(&quote!(#map.values()), kind)
        }
        QueryNode::Keys(map) => {
            let map = place(map);
            quote!(#map.keys().cloned())
        }
        QueryNode::Map(items, name, then) => {
            let method = if then.optional { quote!(filter_map) } else { quote!(map) };
            let (items, name, then) = (query(items), name, owned(then));
            quote!(#items.#method(|#name| #then))
        }
        _ => {
            let items = query(value);
            quote!(#items.map(str::to_owned))
        }
    }
}

fn each(items: &TokenStream, kind: &Type) -> TokenStream {
    match kind {
        Type::String => quote!(#items.cloned()),
        _ => quote!(#items.map(|item| item.as_str().to_owned())),
    }
}

fn cloned(value: &Query) -> TokenStream {
    match &*value.node {
        QueryNode::Field(of, field) => {
            let (of, name) = (place(of), &field.name);
            quote!(#of.#name.clone())
        }
        _ => {
            let found = place(value);
            if value.optional { quote!(#found.cloned()) } else { quote!(#found.clone()) }
        }
    }
}
