//! JMESPath as Rust: iterators and `Option`s over fields.

mod owned;
mod test;

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};

pub(in crate::emit) use self::owned::owned;
use crate::emit::tokens::{float, integer};
use crate::ir::{Query, QueryField, QueryForm, QueryMember, QueryNode, Type};
use crate::rust::Identifier;

/// An expression of the type that belongs to the form.
pub(in crate::emit) fn query(query: &Query) -> TokenStream {
    match &*query.node {
        QueryNode::Field(_, field) if !field.optional => whole_field(query, field),
        QueryNode::Field(..)
        | QueryNode::Member(..)
        | QueryNode::Entry(..)
        | QueryNode::Nth(..)
        | QueryNode::NthBack(..) => {
            let (found, rest) = step(query);
            quote!(#found #rest)
        }
        QueryNode::Within(value, name, then) => {
            let (value, name) = (self::query(value), name);
            let method = if then.optional { quote!(and_then) } else { quote!(map) };
            let (then, rest) = step(then);
            quote!(#value.#method(|#name| #then) #rest)
        }
        QueryNode::Array(elements) => {
            let is_nullable = matches!(query.form, QueryForm::Array(_, true));
            let elements = elements.iter().map(|element| {
                let value = self::query(element);
                if is_nullable && !element.optional { quote!(Some(#value)) } else { value }
            });
            quote!([#(#elements),*])
        }
        QueryNode::FirstOf(first, next) => {
            let method = if next.optional { quote!(or) } else { quote!(unwrap_or) };
            let (first, next) = (self::query(first), self::query(next));
            quote!(#first.#method(#next))
        }
        QueryNode::Variable(name) => quote!(#name),
        QueryNode::Flag(flag) => quote!(#flag),
        QueryNode::Int(value) => integer(*value),
        QueryNode::Float(value) => float(*value),
        QueryNode::Text(text) => quote!(#text),
        _ if matches!(query.form, QueryForm::Items(..)) => items(query),
        _ => test::test(query),
    }
}

/// An expression in front of a method or a field, where auto-ref makes `&` unnecessary.
fn place(query: &Query) -> TokenStream {
    match &*query.node {
        QueryNode::Field(of, field) if !field.optional => {
            let (of, name) = (place(of), &field.name);
            quote!(#of.#name)
        }
        _ => self::query(query),
    }
}

fn whole_field(query: &Query, field: &QueryField) -> TokenStream {
    let place = place(query);
    match &field.kind {
        Type::String | Type::Enum(_) => quote!(#place.as_str()),
        kind if kind.is_copy() && matches!(query.form, QueryForm::Flag | QueryForm::Number(_)) => {
            place
        }
        _ if field.boxed => quote!(&*#place),
        _ => quote!(&#place),
    }
}

/// An `Option` of the value that is found, and the conversion to the form that the query needs.
fn step(query: &Query) -> (TokenStream, Option<TokenStream>) {
    match &*query.node {
        QueryNode::Field(of, field) if field.optional => optional_field(&place(of), field),
        QueryNode::Member(of, QueryMember { lends, kind, .. }) => {
            let of = place(of);
            (quote!(#of.#lends().ok()), from_reference(kind, &quote!(it)))
        }
        QueryNode::Entry(map, key, kind) => {
            let map = place(map);
            (quote!(#map.get(#key)), from_reference(kind, &quote!(it)))
        }
        QueryNode::Nth(items, at) => nth(items, *at),
        QueryNode::NthBack(items, at) => nth_back(items, *at),
        _ => (self::query(query), None),
    }
}

fn optional_field(of: &TokenStream, field: &QueryField) -> (TokenStream, Option<TokenStream>) {
    let name = &field.name;
    let place = quote!(#of.#name);
    match &field.kind {
        Type::Bool | Type::Number(_) => (place, None),
        Type::String => (quote!(#place.as_deref()), None),
        kind @ Type::Enum(_) => (quote!(#place.as_ref()), from_reference(kind, &field.name)),
        _ if field.boxed => (quote!(#place.as_deref()), None),
        _ => (quote!(#place.as_ref()), None),
    }
}

/// The conversion of an `Option` of a reference to the form that the query needs.
fn from_reference(kind: &Type, name: &impl ToTokens) -> Option<TokenStream> {
    match kind {
        Type::Bool | Type::Number(_) => Some(quote!(.copied())),
        Type::String | Type::Enum(_) => Some(quote!(.map(|#name| #name.as_str()))),
        _ => None,
    }
}

/// An item, counted from the start.
fn nth(items: &Query, at: usize) -> (TokenStream, Option<TokenStream>) {
    let number = Literal::usize_unsuffixed(at);
    match &*items.node {
        QueryNode::Each(list, kind) => {
            let list = place(list);
            let found = if at == 0 { quote!(#list.first()) } else { quote!(#list.get(#number)) };
            (found, from_reference(kind, &quote!(item)))
        }
        QueryNode::Filter(items, name, test) if at == 0 => {
            let (items, name, test) = (self::query(items), name, self::query(test));
            (quote!(#items.find(|&#name| #test)), None)
        }
        _ => {
            let items = self::query(items);
            (if at == 0 { quote!(#items.next()) } else { quote!(#items.nth(#number)) }, None)
        }
    }
}

/// An item, counted from the end.
fn nth_back(items: &Query, at: usize) -> (TokenStream, Option<TokenStream>) {
    let number = Literal::usize_unsuffixed(at);
    match &*items.node {
        QueryNode::Each(list, kind) if at == 0 => {
            let list = place(list);
            (quote!(#list.last()), from_reference(kind, &quote!(item)))
        }
        _ => {
            let items = self::query(items);
            let is_last = at == 0;
            (
                if is_last { quote!(#items.next_back()) } else { quote!(#items.nth_back(#number)) },
                None,
            )
        }
    }
}

fn items(query: &Query) -> TokenStream {
    match &*query.node {
        QueryNode::Each(list, kind) => each(over(list), kind, query),
        QueryNode::Elements(array) => {
            let array = self::query(array);
            quote!(#array.into_iter())
        }
        QueryNode::Keys(map) => {
            let map = place(map);
            quote!(#map.keys().map(|key| key.as_str()))
        }
        QueryNode::Values(map, kind) => {
            let map = place(map);
            each(quote!(#map.values()), kind, query)
        }
        QueryNode::Map(items, name, then) => {
            let method = if then.optional { quote!(filter_map) } else { quote!(map) };
            let (items, name, then) = (self::query(items), name, self::query(then));
            quote!(#items.#method(|#name| #then))
        }
        QueryNode::FlatMap(items, name, then) => {
            let (items, then_name) = (self::query(items), name);
            match &*then.node {
                QueryNode::Variable(variable) if variable == name => quote!(#items.flatten()),
                QueryNode::Each(list, kind) if is_variable(list, name) => {
                    each(quote!(#items.flatten()), kind, then)
                }
                _ => {
                    let then = self::query(then);
                    quote!(#items.flat_map(|#then_name| #then))
                }
            }
        }
        QueryNode::Filter(items, name, test) => {
            let (items, name, test) = (self::query(items), name, self::query(test));
            quote!(#items.filter(|&#name| #test))
        }
        QueryNode::Present(items) => {
            let present = self::query(items);
            let present = quote!(#present.flatten());
            match &*items.node {
                QueryNode::Each(_, kind) | QueryNode::Values(_, kind) => each(present, kind, query),
                _ => present,
            }
        }
        QueryNode::Skip(items, count) => counted(items, &quote!(skip), *count),
        QueryNode::Take(items, count) => counted(items, &quote!(take), *count),
        QueryNode::StepBy(items, count) => counted(items, &quote!(step_by), *count),
        _ => place(query),
    }
}

/// An iterator over a list of references, which may be absent.
fn over(list: &Query) -> TokenStream {
    match &*list.node {
        QueryNode::Field(of, field) if field.optional => {
            let (of, name) = (place(of), &field.name);
            quote!(#of.#name.iter().flatten())
        }
        _ if list.optional => {
            let list = query(list);
            quote!(#list.into_iter().flatten())
        }
        _ => {
            let list = place(list);
            quote!(#list.iter())
        }
    }
}

/// References in the form that the query needs, unless they may be absent.
fn each(items: TokenStream, kind: &Type, query: &Query) -> TokenStream {
    if matches!(query.form, QueryForm::Items(_, true)) {
        return items;
    }
    let rest = match kind {
        Type::Bool | Type::Number(_) => quote!(.copied()),
        Type::String | Type::Enum(_) => quote!(.map(|item| item.as_str())),
        _ => return items,
    };
    quote!(#items #rest)
}

fn is_variable(query: &Query, name: &Identifier) -> bool {
    matches!(&*query.node, QueryNode::Variable(variable) if variable == name)
}

fn counted(items: &Query, method: &TokenStream, count: usize) -> TokenStream {
    let (items, count) = (query(items), Literal::usize_unsuffixed(count));
    quote!(#items.#method(#count))
}
