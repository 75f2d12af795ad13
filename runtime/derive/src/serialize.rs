use proc_macro2::TokenStream;
use quote::quote;

use crate::structure::{Field, Structure};

pub(crate) fn expand(structure: &Structure<'_>) -> TokenStream {
    let (name, text) = (structure.name, structure.name.to_string());
    let wire_names = structure.wire_names();
    let members = structure.members().map(write);
    quote! {
        #[automatically_derived]
        impl ::rest_json_runtime::structure::Serialize for #name {
            fn serialize<S: ::rest_json_runtime::structure::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                ::rest_json_runtime::structure::write(self, #text, &[#(#wire_names),*], serializer)
            }
        }

        #[automatically_derived]
        impl ::rest_json_runtime::structure::Write for #name {
            fn write<W: ::rest_json_runtime::structure::Writer>(&self, to: &mut W) {
                #(#members)*
            }
        }
    }
}

fn write(field: &Field<'_>) -> TokenStream {
    let name = field.name;
    match (&field.with, field.skips_none) {
        (None, false) => quote!(to.member(&self.#name);),
        (None, true) => quote!(to.optional(&self.#name);),
        (Some(with), false) => quote!(to.member_as::<#with, _>(&self.#name);),
        (Some(with), true) => quote!(to.optional_as::<#with, _>(&self.#name);),
    }
}
