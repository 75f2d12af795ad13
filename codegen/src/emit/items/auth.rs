use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::tokens::option;
use crate::ir::{Auth, Operation};

/// `Operation::AUTH`, if it is not that of the trait.
pub(in crate::emit) fn of_operation(operation: &Operation) -> Option<TokenStream> {
    let ways = operation.auth.iter().map(way);
    (operation.auth != [Auth::SigV4])
        .then(|| quote! { const AUTH: &'static [@Auth] = &[#(@Auth::#ways),*]; })
}

fn way(auth: &Auth) -> TokenStream {
    match auth {
        Auth::Certificate => quote!(Certificate),
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
