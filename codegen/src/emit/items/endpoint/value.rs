use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::tokens::integer;
use crate::ir::{
    Attribute, EndpointExpression, EndpointForm, EndpointProperty, EndpointValue, Function,
    TemplatePart,
};

/// A value in its own form.
pub(super) fn bare(value: &EndpointValue) -> TokenStream {
    match &value.expression {
        EndpointExpression::Parameter(name) => match value.form {
            EndpointForm::Flag => quote!(params.#name),
            _ => quote!(params.#name.as_deref()),
        },
        EndpointExpression::ParameterRef(name) => {
            quote!(&params.#name)
        }
        EndpointExpression::Variable(name) => {
            quote!(#name)
        }
        EndpointExpression::Field(base, field) => {
            let (base, field) = (bare(base), attribute(*field));
            quote!(#base.#field)
        }
        EndpointExpression::Text(text) => quote!(#text),
        EndpointExpression::Flag(value) => quote!(#value),
        EndpointExpression::Number(value) => integer(*value),
        EndpointExpression::Format(parts) => format(parts),
        EndpointExpression::Call(function, arguments) => {
            let function = self::function(*function);
            let arguments = arguments.iter().map(argument);
            quote!(#function(#(#arguments),*))
        }
        EndpointExpression::FirstOf(values) => first_of(values, value.form),
        EndpointExpression::Choice(values) => {
            let [condition, then, otherwise] = values.as_ref();
            let condition = bare(condition);
            let branch = |branch: &EndpointValue| match (value.optional, branch.optional) {
                (true, false) => {
                    let branch = in_form(branch, value.form);
                    quote!(Some(#branch))
                }
                (_, true) => bare(branch),
                (false, false) => in_form(branch, value.form),
            };
            let (then, otherwise) = (branch(then), branch(otherwise));
            quote!(if #condition { #then } else { #otherwise })
        }
        EndpointExpression::Not(inner) => not(inner),
        EndpointExpression::Equal(values) => match compared_with_nothing(values) {
            Some(value) => {
                let value = bare(value);
                quote!(#value.is_empty())
            }
            None => comparison(values, quote!(==)),
        },
        EndpointExpression::IsSet(inner) => {
            let inner = asked(inner);
            quote!(#inner.is_some())
        }
        EndpointExpression::Always(inner) => {
            let inner = bare(inner);
            quote!(Some(#inner))
        }
    }
}

fn function(function: Function) -> TokenStream {
    match function {
        Function::IsValidHostLabel => quote!(@is_valid_host_label),
        Function::IsVirtualHostableS3Bucket => quote!(@is_virtual_hostable_s3_bucket),
        Function::Item => quote!(@item),
        Function::ParseArn => quote!(@parse_arn),
        Function::ParseUrl => quote!(@parse_url),
        Function::Partition => quote!(@partition),
        Function::Split => quote!(@split),
        Function::Substring => quote!(@substring),
        Function::UriEncode => quote!(@uri_encode),
    }
}

fn attribute(attribute: Attribute) -> TokenStream {
    match attribute {
        Attribute::AccountId => quote!(account_id),
        Attribute::Authority => quote!(authority),
        Attribute::DnsSuffix => quote!(dns_suffix),
        Attribute::DualStackDnsSuffix => quote!(dual_stack_dns_suffix),
        Attribute::ImplicitGlobalRegion => quote!(implicit_global_region),
        Attribute::IsIp => quote!(is_ip),
        Attribute::Name => quote!(name),
        Attribute::NormalizedPath => quote!(normalized_path),
        Attribute::Partition => quote!(partition),
        Attribute::Path => quote!(path),
        Attribute::Region => quote!(region),
        Attribute::ResourceId => quote!(resource_id),
        Attribute::Scheme => quote!(scheme),
        Attribute::Service => quote!(service),
        Attribute::SupportsDualStack => quote!(supports_dual_stack),
        Attribute::SupportsFips => quote!(supports_fips),
    }
}

/// A value that is converted to a `String`.
pub(super) fn into_string(value: &EndpointValue) -> TokenStream {
    match (value.form, &value.expression) {
        // Later rules may use it again.
        (
            EndpointForm::OwnedText,
            EndpointExpression::Variable(_) | EndpointExpression::Field(..),
        ) => {
            let value = bare(value);
            quote!(&#value)
        }
        _ => bare(value),
    }
}

/// A value that is converted to JSON.
pub(super) fn property(property: &EndpointProperty) -> TokenStream {
    match property {
        EndpointProperty::Value(value) => match value.form {
            EndpointForm::OwnedText | EndpointForm::TextRef => text(value),
            _ => bare(value),
        },
        EndpointProperty::List(items) if items.is_empty() => quote!(@Value::Array(Vec::new())),
        EndpointProperty::Object(entries) if entries.is_empty() => {
            quote!(@Value::Object(Default::default()))
        }
        EndpointProperty::List(items) => {
            let items = items.iter().map(json);
            quote!(@Value::from_iter([#(#items),*]))
        }
        EndpointProperty::Object(entries) => {
            let entries = entries.iter().map(|(name, value)| {
                let value = json(value);
                quote!((#name, #value))
            });
            quote!(@Value::from_iter([#(#entries),*]))
        }
    }
}

/// A JSON value.
fn json(property: &EndpointProperty) -> TokenStream {
    let value = self::property(property);
    match property {
        EndpointProperty::Value(_) => quote!(@Value::from(#value)),
        _ => value,
    }
}

/// A text as `&str`.
pub(super) fn text(value: &EndpointValue) -> TokenStream {
    in_form(value, EndpointForm::Text)
}

/// An argument of a function: texts and lists are borrowed.
fn argument(value: &EndpointValue) -> TokenStream {
    let is_owned = matches!(value.form, EndpointForm::OwnedText | EndpointForm::List);
    let value = bare(value);
    if is_owned { quote!(&#value) } else { value }
}

/// A text in the form that its context needs.
fn in_form(value: &EndpointValue, form: EndpointForm) -> TokenStream {
    let tokens = bare(value);
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

fn first_of(values: &[EndpointValue], form: EndpointForm) -> TokenStream {
    let (last, optional) = match values.split_last() {
        Some((last, optional)) if !last.optional => (Some(last), optional),
        _ => (None, values),
    };
    let mut optional = optional.iter().map(bare).collect::<Vec<_>>().into_iter();
    let Some(first) = optional.next() else {
        return last.map_or_else(TokenStream::new, |last| in_form(last, form));
    };
    let chain = quote!(#first #(.or(#optional))*);
    let Some(last) = last else { return chain };
    let last = in_form(last, form);
    match form {
        EndpointForm::OwnedText => quote!(#chain.map_or_else(|| #last, str::to_owned)),
        _ => quote!(#chain.unwrap_or(#last)),
    }
}

fn not(inner: &EndpointValue) -> TokenStream {
    match &inner.expression {
        EndpointExpression::IsSet(value) => {
            let value = asked(value);
            quote!(#value.is_none())
        }
        EndpointExpression::Equal(values) if compared_with_nothing(values).is_none() => {
            comparison(values, quote!(!=))
        }
        EndpointExpression::Not(value) => bare(value),
        EndpointExpression::Choice(_) => {
            let inner = bare(inner);
            quote!(!(#inner))
        }
        _ => {
            let inner = bare(inner);
            quote!(!#inner)
        }
    }
}

/// An `Option` that is tested for a value.
fn asked(value: &EndpointValue) -> TokenStream {
    match &value.expression {
        EndpointExpression::Parameter(name) | EndpointExpression::ParameterRef(name) => {
            quote!(params.#name)
        }
        _ => bare(value),
    }
}

/// The text that is compared with the empty string.
fn compared_with_nothing([left, right]: &[EndpointValue; 2]) -> Option<&EndpointValue> {
    let is_empty = |value: &EndpointValue| matches!(&value.expression, EndpointExpression::Text(text) if text.is_empty());
    match (is_empty(left), is_empty(right)) {
        _ if left.optional || right.optional => None,
        (true, _) => Some(right),
        (_, true) => Some(left),
        (false, false) => None,
    }
}

fn comparison([left, right]: &[EndpointValue; 2], operator: TokenStream) -> TokenStream {
    let optional = left.optional || right.optional;
    let side = |value: &EndpointValue, other: &EndpointValue| {
        let is_text = matches!(other.expression, EndpointExpression::Text(_));
        match (optional, value.optional) {
            (true, false) => {
                let value = bare(value);
                quote!(Some(#value))
            }
            // Texts of any form compare with constants, not with each other.
            (false, _) if value.form == EndpointForm::OwnedText && !is_text => {
                in_form(value, EndpointForm::Text)
            }
            _ => bare(value),
        }
    };
    let (left, right) = (side(left, right), side(right, left));
    quote!(#left #operator #right)
}

fn format(parts: &[TemplatePart]) -> TokenStream {
    let mut pattern = String::new();
    let mut arguments = Vec::new();
    for part in parts {
        match part {
            TemplatePart::Literal(text) => {
                pattern.push_str(&text.replace('{', "{{").replace('}', "}}"));
            }
            TemplatePart::Value(value) => match &value.expression {
                EndpointExpression::Variable(name) => {
                    pattern.push_str(&format!("{{{}}}", name.plain()));
                }
                _ => {
                    pattern.push_str("{}");
                    arguments.push(bare(value));
                }
            },
        }
    }
    quote!(format!(#pattern #(, #arguments)*))
}
