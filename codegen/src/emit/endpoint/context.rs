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
    if let Some(value) = always_some(from, steps) {
        return quote!(Some(#value));
    }
    let [ContextStep::Field { name, optional }, rest @ ..] = steps else { return quote!(None) };
    let name = ident(name);
    let inside = quote!(#name);
    match (optional, rest) {
        (false, rest) => option(&quote!(#from.#name), rest),
        (true, [ContextStep::Copy]) => quote!(#from.#name.clone()),
        (true, [ContextStep::CopyFlag]) => quote!(#from.#name),
        (true, rest) => match always_some(&inside, rest) {
            Some(value) => quote!(#from.#name.as_ref().map(|#name| #value)),
            None => {
                let value = option(&inside, rest);
                quote!(#from.#name.as_ref().and_then(|#name| #value))
            }
        },
    }
}

/// What the steps lead to from `from` on, if there is something in any case.
fn always_some(from: &TokenStream, steps: &[ContextStep]) -> Option<TokenStream> {
    Some(match steps {
        [ContextStep::Copy] => quote!(#from.clone()),
        [ContextStep::CopyFlag] => from.clone(),
        [ContextStep::AsText] => quote!(#from.as_str().to_owned()),
        [ContextStep::Keys] => quote!(#from.keys().cloned().collect()),
        [ContextStep::Each, rest @ ..] => {
            let each = each(rest);
            quote!(#from.iter().#each.collect())
        }
        [ContextStep::EachValue, rest @ ..] => {
            let each = each(rest);
            quote!(#from.values().#each.collect())
        }
        [ContextStep::Field { name, optional: false }, rest @ ..] => {
            let name = ident(name);
            always_some(&quote!(#from.#name), rest)?
        }
        _ => return None,
    })
}

fn each(steps: &[ContextStep]) -> TokenStream {
    let item = quote!(item);
    match always_some(&item, steps) {
        Some(_) if matches!(steps, [ContextStep::Copy]) => quote!(cloned()),
        Some(value) => quote!(map(|item| #value)),
        None => {
            let value = option(&item, steps);
            quote!(filter_map(|item| #value))
        }
    }
}
