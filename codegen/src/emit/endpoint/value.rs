use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::imports::Imports;
use crate::emit::tokens::{ident, integer};
use crate::ir::{EndpointExpression, EndpointForm, EndpointProperty, EndpointValue, TemplatePart};

/// A value in the form that it has.
pub(super) fn bare(value: &EndpointValue, imports: &mut Imports) -> TokenStream {
    match &value.expression {
        EndpointExpression::Parameter(name) => {
            let name = ident(name);
            match value.form {
                EndpointForm::Flag => quote!(params.#name),
                _ => quote!(params.#name.as_deref()),
            }
        }
        EndpointExpression::ParameterRef(name) => {
            let name = ident(name);
            quote!(&params.#name)
        }
        EndpointExpression::Variable(name) => {
            let name = ident(name);
            quote!(#name)
        }
        EndpointExpression::Field(base, field) => {
            let (base, field) = (bare(base, imports), ident(field));
            quote!(#base.#field)
        }
        EndpointExpression::Text(text) => quote!(#text),
        EndpointExpression::Flag(value) => quote!(#value),
        EndpointExpression::Number(value) => integer(*value),
        EndpointExpression::Format(parts) => format(parts, imports),
        EndpointExpression::Call(function, arguments) => {
            let module = if *function == "partition" { "client" } else { "rules" };
            imports.runtime(module, &[function]);
            let function = ident(function);
            let arguments = arguments.iter().map(|value| argument(value, imports));
            quote!(#function(#(#arguments),*))
        }
        EndpointExpression::FirstOf(values) => first_of(values, value.form, imports),
        EndpointExpression::Choice(values) => {
            let [condition, then, otherwise] = values.as_ref();
            let condition = bare(condition, imports);
            let mut branch = |branch: &EndpointValue| match (value.optional, branch.optional) {
                (true, false) => {
                    let branch = in_form(branch, value.form, imports);
                    quote!(Some(#branch))
                }
                (_, true) => bare(branch, imports),
                (false, false) => in_form(branch, value.form, imports),
            };
            let (then, otherwise) = (branch(then), branch(otherwise));
            quote!(if #condition { #then } else { #otherwise })
        }
        EndpointExpression::Not(inner) => not(inner, imports),
        EndpointExpression::Equal(values) => match compared_with_nothing(values) {
            Some(value) => {
                let value = bare(value, imports);
                quote!(#value.is_empty())
            }
            None => comparison(values, quote!(==), imports),
        },
        EndpointExpression::IsSet(inner) => {
            let inner = asked(inner, imports);
            quote!(#inner.is_some())
        }
        EndpointExpression::Always(inner) => {
            let inner = bare(inner, imports);
            quote!(Some(#inner))
        }
    }
}

/// What becomes a `String`.
pub(super) fn into_string(value: &EndpointValue, imports: &mut Imports) -> TokenStream {
    match (value.form, &value.expression) {
        // Rules may look at it again.
        (
            EndpointForm::OwnedText,
            EndpointExpression::Variable(_) | EndpointExpression::Field(..),
        ) => {
            let value = bare(value, imports);
            quote!(&#value)
        }
        _ => bare(value, imports),
    }
}

/// What becomes a JSON value.
pub(super) fn property(property: &EndpointProperty, imports: &mut Imports) -> TokenStream {
    if !matches!(property, EndpointProperty::Value(_)) {
        imports.runtime("rules", &["Value"]);
    }
    match property {
        EndpointProperty::Value(value) => match value.form {
            EndpointForm::OwnedText | EndpointForm::TextRef => text(value, imports),
            _ => bare(value, imports),
        },
        EndpointProperty::List(items) if items.is_empty() => quote!(Value::Array(Vec::new())),
        EndpointProperty::Object(entries) if entries.is_empty() => {
            quote!(Value::Object(Default::default()))
        }
        EndpointProperty::List(items) => {
            let items = items.iter().map(|item| json(item, imports));
            quote!(Value::from_iter([#(#items),*]))
        }
        EndpointProperty::Object(entries) => {
            let entries = entries.iter().map(|(name, value)| {
                let value = json(value, imports);
                quote!((#name, #value))
            });
            quote!(Value::from_iter([#(#entries),*]))
        }
    }
}

/// A JSON value.
fn json(property: &EndpointProperty, imports: &mut Imports) -> TokenStream {
    let value = self::property(property, imports);
    match property {
        EndpointProperty::Value(_) => quote!(Value::from(#value)),
        _ => value,
    }
}

/// A text as `&str`.
pub(super) fn text(value: &EndpointValue, imports: &mut Imports) -> TokenStream {
    in_form(value, EndpointForm::Text, imports)
}

/// An argument of a function: texts and lists are borrowed.
fn argument(value: &EndpointValue, imports: &mut Imports) -> TokenStream {
    let is_owned = matches!(value.form, EndpointForm::OwnedText | EndpointForm::List);
    let value = bare(value, imports);
    if is_owned { quote!(&#value) } else { value }
}

/// A text in the form that its surroundings need.
fn in_form(value: &EndpointValue, form: EndpointForm, imports: &mut Imports) -> TokenStream {
    let tokens = bare(value, imports);
    match (form, value.form) {
        (EndpointForm::Text, EndpointForm::TextRef | EndpointForm::OwnedText) => {
            quote!(#tokens.as_str())
        }
        (EndpointForm::OwnedText, EndpointForm::Text | EndpointForm::TextRef) => {
            quote!(#tokens.to_owned())
        }
        (EndpointForm::OwnedText, _)
            if matches!(
                value.expression,
                EndpointExpression::Variable(_) | EndpointExpression::Field(..)
            ) =>
        {
            quote!(#tokens.clone())
        }
        _ => tokens,
    }
}

fn first_of(values: &[EndpointValue], form: EndpointForm, imports: &mut Imports) -> TokenStream {
    let (last, optional) = match values.split_last() {
        Some((last, optional)) if !last.optional => (Some(last), optional),
        _ => (None, values),
    };
    let mut optional =
        optional.iter().map(|value| bare(value, imports)).collect::<Vec<_>>().into_iter();
    let Some(first) = optional.next() else {
        return last.map_or_else(TokenStream::new, |last| in_form(last, form, imports));
    };
    let chain = quote!(#first #(.or(#optional))*);
    let Some(last) = last else { return chain };
    let last = in_form(last, form, imports);
    match form {
        EndpointForm::OwnedText => quote!(#chain.map_or_else(|| #last, str::to_owned)),
        _ => quote!(#chain.unwrap_or(#last)),
    }
}

fn not(inner: &EndpointValue, imports: &mut Imports) -> TokenStream {
    match &inner.expression {
        EndpointExpression::IsSet(value) => {
            let value = asked(value, imports);
            quote!(#value.is_none())
        }
        EndpointExpression::Equal(values) if compared_with_nothing(values).is_none() => {
            comparison(values, quote!(!=), imports)
        }
        EndpointExpression::Not(value) => bare(value, imports),
        EndpointExpression::Choice(_) => {
            let inner = bare(inner, imports);
            quote!(!(#inner))
        }
        _ => {
            let inner = bare(inner, imports);
            quote!(!#inner)
        }
    }
}

/// An `Option` that is asked whether it holds something.
fn asked(value: &EndpointValue, imports: &mut Imports) -> TokenStream {
    match &value.expression {
        EndpointExpression::Parameter(name) | EndpointExpression::ParameterRef(name) => {
            let name = ident(name);
            quote!(params.#name)
        }
        _ => bare(value, imports),
    }
}

/// The text that is compared with an empty one.
fn compared_with_nothing([left, right]: &[EndpointValue; 2]) -> Option<&EndpointValue> {
    let is_empty = |value: &EndpointValue| matches!(&value.expression, EndpointExpression::Text(text) if text.is_empty());
    match (is_empty(left), is_empty(right)) {
        _ if left.optional || right.optional => None,
        (true, _) => Some(right),
        (_, true) => Some(left),
        (false, false) => None,
    }
}

fn comparison(
    [left, right]: &[EndpointValue; 2],
    operator: TokenStream,
    imports: &mut Imports,
) -> TokenStream {
    let optional = left.optional || right.optional;
    let mut side = |value: &EndpointValue, other: &EndpointValue| {
        let is_text = matches!(other.expression, EndpointExpression::Text(_));
        match (optional, value.optional) {
            (true, false) => {
                let value = bare(value, imports);
                quote!(Some(#value))
            }
            // Texts of any form compare with constants, not with each other.
            (false, _) if value.form == EndpointForm::OwnedText && !is_text => {
                in_form(value, EndpointForm::Text, imports)
            }
            _ => bare(value, imports),
        }
    };
    let (left, right) = (side(left, right), side(right, left));
    quote!(#left #operator #right)
}

fn format(parts: &[TemplatePart], imports: &mut Imports) -> TokenStream {
    let mut pattern = String::new();
    let mut arguments = Vec::new();
    for part in parts {
        match part {
            TemplatePart::Literal(text) => {
                pattern.push_str(&text.replace('{', "{{").replace('}', "}}"));
            }
            TemplatePart::Value(value) => match &value.expression {
                EndpointExpression::Variable(name) => {
                    pattern.push_str(&format!("{{{}}}", name.trim_start_matches("r#")));
                }
                _ => {
                    pattern.push_str("{}");
                    arguments.push(bare(value, imports));
                }
            },
        }
    }
    quote!(format!(#pattern #(, #arguments)*))
}
