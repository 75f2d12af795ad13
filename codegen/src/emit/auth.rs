use proc_macro2::TokenStream;
use quote::quote;

use super::imports::Imports;
use super::tokens::option;
use crate::ir::{Auth, Operation};

/// `Operation::AUTH`, if it is not that of the trait.
pub(super) fn of_operation(operation: &Operation, imports: &mut Imports) -> Option<TokenStream> {
    if operation.auth == [Auth::SigV4] {
        return None;
    }
    // Types of the model may be named as this one is.
    imports.runtime("", &["client"]);
    let ways = operation.auth.iter().map(way);
    Some(quote! { const AUTH: &'static [client::Auth] = &[#(client::Auth::#ways),*]; })
}

fn way(auth: &Auth) -> TokenStream {
    match auth {
        Auth::SigV4 => quote!(SigV4),
        Auth::Bearer => quote!(Bearer),
        Auth::Basic => quote!(Basic),
        Auth::ApiKeyInHeader { name, scheme } => {
            let scheme = option(scheme.as_deref());
            quote!(ApiKeyInHeader { name: #name, scheme: #scheme })
        }
        Auth::ApiKeyInQuery { name } => quote!(ApiKeyInQuery { name: #name }),
        Auth::Anonymous => quote!(Anonymous),
    }
}
