use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::expression::owned;
use crate::emit::imports::Imports;
use crate::emit::tokens::ident;
use crate::ir::{ContextBinding, ContextStep, ContextValue, Operation, ParameterKind};

/// `Operation::endpoint`, if the input has a say in where the call goes.
pub(in crate::emit) fn endpoint_of_input(
    operation: &Operation,
    imports: &mut Imports,
) -> Option<TokenStream> {
    if operation.context.is_empty() {
        return None;
    }
    // Types of the model may be named as these are.
    imports.runtime("", &["client"]);
    imports.add("crate", "endpoint");
    imports.runtime("config", &["Config"]);
    let assignments = operation.context.iter().map(assignment);
    Some(quote! {
        fn endpoint(
            &self,
            config: &Config,
        ) -> Result<Option<client::Endpoint>, client::EndpointError> {
            let mut params = endpoint::Params::from(config);
            #(#assignments)*
            endpoint::resolve(&params).map(Some)
        }
    })
}

fn assignment(binding: &ContextBinding) -> TokenStream {
    let parameter = ident(&binding.parameter);
    let value = match &binding.value {
        ContextValue::Constant(value) => {
            let value = owned(value);
            match binding.kind {
                ParameterKind::PlainFlag => value,
                _ => quote!(Some(#value)),
            }
        }
        ContextValue::Path(steps) => {
            let value = option(&quote!(self), steps);
            match (binding.kind, binding.falls_back) {
                (ParameterKind::PlainFlag, _) => quote!(#value.unwrap_or(params.#parameter)),
                (_, true) => quote!(#value.or(params.#parameter)),
                (_, false) => value,
            }
        }
    };
    quote! { params.#parameter = #value; }
}

/// What the steps lead to from `from` on, as an `Option`.
fn option(from: &TokenStream, steps: &[ContextStep]) -> TokenStream {
    match steps {
        [ContextStep::Field { name, optional }, rest @ ..] => {
            let name = ident(name);
            match (optional, rest) {
                (true, [ContextStep::Copy]) => quote!(#from.#name.clone()),
                (true, [ContextStep::CopyFlag]) => quote!(#from.#name),
                (true, rest) => {
                    let inner = option(&quote!(#name), rest);
                    match always_some(rest) {
                        Some(value) => {
                            let value = value(&quote!(#name));
                            quote!(#from.#name.as_ref().map(|#name| #value))
                        }
                        None => quote!(#from.#name.as_ref().and_then(|#name| #inner)),
                    }
                }
                (false, rest) => option(&quote!(#from.#name), rest),
            }
        }
        _ => match always_some(steps) {
            Some(value) => {
                let value = value(from);
                quote!(Some(#value))
            }
            None => quote!(None),
        },
    }
}

/// How to get the value that the steps lead to, if there is one in any case.
fn always_some(steps: &[ContextStep]) -> Option<Box<dyn Fn(&TokenStream) -> TokenStream + '_>> {
    match steps {
        [ContextStep::Copy] => Some(Box::new(|from| quote!(#from.clone()))),
        [ContextStep::CopyFlag] => Some(Box::new(|from| quote!(#from))),
        [ContextStep::AsText] => Some(Box::new(|from| quote!(#from.as_str().to_owned()))),
        [ContextStep::Keys] => Some(Box::new(|from| quote!(#from.keys().cloned().collect()))),
        [step @ (ContextStep::Each | ContextStep::EachValue), rest @ ..] => {
            let iterator =
                if *step == ContextStep::Each { quote!(iter()) } else { quote!(values()) };
            let item = quote!(item);
            let each = match always_some(rest) {
                Some(value) => {
                    let value = value(&item);
                    quote!(map(|item| #value))
                }
                None => {
                    let value = option(&item, rest);
                    quote!(filter_map(|item| #value))
                }
            };
            Some(Box::new(move |from| quote!(#from.#iterator.#each.collect())))
        }
        [ContextStep::Field { name, optional: false }, rest @ ..] => {
            let (name, value) = (ident(name), always_some(rest)?);
            Some(Box::new(move |from| value(&quote!(#from.#name))))
        }
        _ => None,
    }
}
