use proc_macro2::TokenStream;
use quote::quote;

use super::{items, place, query};
use crate::emit::items::kind::number;
use crate::ir::{Comparison, Query, QueryForm, QueryNode, TextTest};

/// An expression that is a boolean or a number.
pub(super) fn test(value: &Query) -> TokenStream {
    match &*value.node {
        QueryNode::Length(of) => length(of),
        QueryNode::Count(of) => {
            let of = items(of);
            quote!(#of.count())
        }
        QueryNode::Convert(to, of) => {
            let (of, to) = (query(of), number(*to));
            quote!(#of as #to)
        }
        QueryNode::IsFilled(of) => {
            let of = place(of);
            quote!(!#of.is_empty())
        }
        QueryNode::HasItems(of) => has_items(of),
        QueryNode::Contains(of, what) => {
            let (of, what) = (list(of), operand(what));
            quote!(#of.any(|it| it == #what))
        }
        QueryNode::TextTest(test, of, what) => {
            let method = match test {
                TextTest::Contains => quote!(contains),
                TextTest::StartsWith => quote!(starts_with),
                TextTest::EndsWith => quote!(ends_with),
            };
            let (of, what) = (place(of), query(what));
            quote!(#of.#method(#what))
        }
        QueryNode::Compare(operator, lhs, rhs) => compare(*operator, lhs, rhs),
        QueryNode::Not(of) => not(of),
        QueryNode::Both(lhs, rhs) => {
            let (lhs, rhs) = (side_of_and(lhs), side_of_and(rhs));
            quote!(#lhs && #rhs)
        }
        QueryNode::Either(lhs, rhs) => {
            let (lhs, rhs) = (query(lhs), query(rhs));
            quote!(#lhs || #rhs)
        }
        QueryNode::IsSome(of) => {
            let of = query(of);
            quote!(#of.is_some())
        }
        QueryNode::IsNone(of) => {
            let of = query(of);
            quote!(#of.is_none())
        }
        QueryNode::IsTrue(of) => is_true(of),
        QueryNode::AllEqual(of, text) => {
            let of = items(of);
            quote!(@all_equal(#of, #text))
        }
        QueryNode::AnyEqual(of, text) => {
            let of = items(of);
            quote!(#of.any(|it| it == #text))
        }
        _ => query(value),
    }
}

fn length(of: &Query) -> TokenStream {
    match &of.form {
        QueryForm::Text => {
            let of = place(of);
            quote!(#of.chars().count())
        }
        _ => {
            let of = place(of);
            quote!(#of.len())
        }
    }
}

fn has_items(of: &Query) -> TokenStream {
    match &*of.node {
        QueryNode::Filter(of, name, test) => {
            let (of, name, test) = (items(of), name, query(test));
            quote!(#of.any(|#name| #test))
        }
        _ => {
            let of = items(of);
            quote!(#of.next().is_some())
        }
    }
}

fn is_true(of: &Query) -> TokenStream {
    match &*of.node {
        QueryNode::Within(value, name, then) if !then.optional => {
            let (value, name, then) = (query(value), name, query(then));
            quote!(#value.is_some_and(|#name| #then))
        }
        QueryNode::Within(value, name, then) if is_called(then) => {
            let (value, name, then) = (query(value), name, is_true(then));
            quote!(#value.is_some_and(|#name| #then))
        }
        _ => {
            let of = query(of);
            quote!(#of == Some(true))
        }
    }
}

fn is_not_true(of: &Query) -> TokenStream {
    match &*of.node {
        QueryNode::Within(value, name, then) if is_called(of) => {
            let (value, name) = (query(value), name);
            let then = if then.optional { is_not_true(then) } else { not(then) };
            quote!(#value.is_none_or(|#name| #then))
        }
        _ => {
            let of = query(of);
            quote!(#of != Some(true))
        }
    }
}

/// A list or an array as an iterator.
fn list(of: &Query) -> TokenStream {
    match &of.form {
        QueryForm::Array(..) => {
            let of = query(of);
            quote!(#of.into_iter())
        }
        _ => items(of),
    }
}

fn compare(operator: Comparison, lhs: &Query, rhs: &Query) -> TokenStream {
    let operator = match operator {
        Comparison::Equal => quote!(==),
        Comparison::NotEqual => quote!(!=),
        Comparison::Less => quote!(<),
        Comparison::LessOrEqual => quote!(<=),
        Comparison::Greater => quote!(>),
        Comparison::GreaterOrEqual => quote!(>=),
    };
    let optional = lhs.optional || rhs.optional;
    let side = |side: &Query| match optional && !side.optional {
        true => {
            let side = query(side);
            quote!(Some(#side))
        }
        false => operand(side),
    };
    let (lhs, rhs) = (side(lhs), side(rhs));
    quote!(#lhs #operator #rhs)
}

fn not(of: &Query) -> TokenStream {
    match &*of.node {
        QueryNode::Not(of) => query(of),
        QueryNode::IsFilled(of) => {
            let of = place(of);
            quote!(#of.is_empty())
        }
        QueryNode::IsSome(of) => {
            let of = query(of);
            quote!(#of.is_none())
        }
        QueryNode::IsNone(of) => {
            let of = query(of);
            quote!(#of.is_some())
        }
        QueryNode::Compare(Comparison::Equal, lhs, rhs) => compare(Comparison::NotEqual, lhs, rhs),
        QueryNode::Compare(Comparison::NotEqual, lhs, rhs) => compare(Comparison::Equal, lhs, rhs),
        QueryNode::HasItems(of) if !matches!(&*of.node, QueryNode::Filter(..)) => {
            let of = items(of);
            quote!(#of.next().is_none())
        }
        QueryNode::IsTrue(of) => is_not_true(of),
        _ => {
            let of = operand(of);
            quote!(!#of)
        }
    }
}

/// An expression as an operand of a comparison.
fn operand(value: &Query) -> TokenStream {
    let tokens = query(value);
    match &*value.node {
        QueryNode::Compare(..)
        | QueryNode::Both(..)
        | QueryNode::Either(..)
        | QueryNode::Convert(..) => quote!((#tokens)),
        QueryNode::IsTrue(of) if !is_called(of) => quote!((#tokens)),
        _ => tokens,
    }
}

/// An expression as an operand of `&&`.
fn side_of_and(value: &Query) -> TokenStream {
    let tokens = query(value);
    match &*value.node {
        QueryNode::Either(..) => quote!((#tokens)),
        _ => tokens,
    }
}

/// Whether the truth of an `Option` is tested by a method instead of an operator.
fn is_called(of: &Query) -> bool {
    matches!(&*of.node, QueryNode::Within(_, _, then) if !then.optional || is_called(then))
}
