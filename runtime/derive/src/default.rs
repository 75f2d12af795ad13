//! `Default` of a structure with default values in the model.

use crate::structure::Structure;

/// Empty for structures without such a member, which derive `Default`.
pub(crate) fn expand(structure: &Structure) -> String {
    let is_own = structure.fields.iter().any(|field| field.member.default.is_some());
    if !is_own || !structure.has_default {
        return String::new();
    }
    let fields: String = structure
        .fields
        .iter()
        .map(|field| {
            let name = &field.name;
            match &field.member.default {
                Some(own) => {
                    format!(
                        "{name}: <{own} as ::smithy_client_runtime::wire::MemberDefault>::value(),"
                    )
                }
                None => format!("{name}: ::std::default::Default::default(),"),
            }
        })
        .collect();
    let name = &structure.name;
    format!(
        "#[automatically_derived]
        impl ::std::default::Default for {name} {{
            fn default() -> Self {{
                Self {{ {fields} }}
            }}
        }}"
    )
}
