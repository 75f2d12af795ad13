use quote::quote;

use super::client::deprecated;
use crate::emit::tokens::summary_text;
use crate::ir::Crate;
use crate::rust::File;

/// `src/blocking.rs`: the blocking client.
pub(super) fn emit(plan: &Crate) -> String {
    let title = &plan.service.title;
    let about = format!("A blocking client of {title}. Clones share connections.");
    let operations = plan.operations.iter().map(|operation| {
        let (module, input) = (&operation.module, &operation.input);
        let (name, builder) = (&input.name, &input.builder);
        let summary = summary_text(&operation.docs);
        let deprecated = deprecated(operation).map(|fact| quote!(, #fact));
        quote!((#module, #builder, #name, #summary #deprecated))
    });
    File::new(quote! { @blocking_client!(#about, crate::client::SERVICE, #(#operations),*); })
        .about("The blocking client of the service.")
        .print()
}
