//! serde's traits, which name the members and leave the rest to the runtime.

use crate::structure::{Absence, Field, Structure, names};

pub(crate) fn expand(structure: &Structure) -> String {
    let name = &structure.name;
    let wire_names = structure.wire_names();
    let required = required(structure);
    // A `Default` implies `Blank`.
    let blank = if structure.has_default { String::new() } else { blank(structure) };
    format!(
        "impl ::smithy_client_runtime::structure::Serialize for {name} {{
            fn serialize<__S: ::smithy_client_runtime::structure::Serializer>(
                &self,
                serializer: __S,
            ) -> ::std::result::Result<__S::Ok, __S::Error> {{
                ::smithy_client_runtime::structure::write(self, \"{name}\", {wire_names}, serializer)
            }}
        }}

        impl<'de> ::smithy_client_runtime::structure::Deserialize<'de> for {name} {{
            fn deserialize<__D: ::smithy_client_runtime::structure::Deserializer<'de>>(
                deserializer: __D,
            ) -> ::std::result::Result<Self, __D::Error> {{
                ::smithy_client_runtime::structure::read(
                    \"{name}\",
                    {wire_names},
                    {required},
                    deserializer,
                )
            }}
        }}

        {blank}"
    )
}

/// The names of the members that must be present, as a literal.
fn required(structure: &Structure) -> String {
    let is_required =
        |field: &&Field| !structure.has_default && matches!(field.absence, Absence::Required);
    let required = structure.members().filter(is_required);
    names(required.filter_map(|field| field.wire.as_deref()))
}

/// `Blank` of a structure that has no `Default`.
fn blank(structure: &Structure) -> String {
    let fields = structure.fields.iter().map(|field| {
        let name = &field.name;
        match &field.absence {
            Absence::Nothing => format!("{name}: ::std::option::Option::None,"),
            Absence::Zero => format!("{name}: ::std::default::Default::default(),"),
            Absence::Value(path) => format!("{name}: {path}(),"),
            Absence::Required => {
                format!("{name}: ::smithy_client_runtime::structure::Blank::blank(),")
            }
        }
    });
    let (name, fields) = (&structure.name, fields.collect::<String>());
    format!(
        "impl ::smithy_client_runtime::structure::Blank for {name} {{
            fn blank() -> Self {{
                Self {{ {fields} }}
            }}
        }}"
    )
}
