use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::items::expression::owned;
use crate::emit::items::query;
use crate::ir::{ContextBinding, ContextValue, Operation, ParameterKind};

/// `Operation::endpoint`, if the endpoint depends on the input.
pub(in crate::emit) fn endpoint_of_input(operation: &Operation) -> Option<TokenStream> {
    if operation.context.is_empty() {
        return None;
    }
    let assignments = operation.context.iter().map(assignment);
    Some(quote! {
        fn endpoint(
            &self,
            config: &@Config,
        ) -> Result<Option<@Endpoint>, @EndpointError> {
            let mut params = @endpoint::Params::from(config);
            #(#assignments)*
            @endpoint::resolve(&params).map(Some)
        }
    })
}

fn assignment(binding: &ContextBinding) -> TokenStream {
    let parameter = &binding.parameter;
    let value = match &binding.value {
        ContextValue::Constant(value) => {
            let value = owned(value);
            match binding.kind {
                ParameterKind::PlainFlag => value,
                _ => quote!(Some(#value)),
            }
        }
        ContextValue::Found(found) => {
            let value = query::owned(found);
            let value = if found.optional { value } else { quote!(Some(#value)) };
            match (binding.kind, binding.falls_back) {
                (ParameterKind::PlainFlag, _) => quote!(#value.unwrap_or(params.#parameter)),
                (_, true) => quote!(#value.or(params.#parameter)),
                (_, false) => value,
            }
        }
    };
    quote! { params.#parameter = #value; }
}
