use crate::structure::{Absence, Field, Structure, names};

pub(crate) fn expand(structure: &Structure) -> String {
    let name = &structure.name;
    let wire_names = structure.wire_names();
    let required = required(structure);
    let members: String =
        structure.members().enumerate().map(|(place, field)| read(place, field)).collect();
    // A `Default` implies `Blank`.
    let blank = if structure.has_default { String::new() } else { blank(structure) };
    format!(
        "#[automatically_derived]
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

        #[automatically_derived]
        impl ::smithy_client_runtime::structure::Read for {name} {{
            fn read<__R: ::smithy_client_runtime::structure::Reader>(
                &mut self,
                member: usize,
                from: &mut __R,
            ) {{
                match member {{
                    {members}
                    _ => {{}}
                }}
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
        "#[automatically_derived]
        impl ::smithy_client_runtime::structure::Blank for {name} {{
            fn blank() -> Self {{
                Self {{ {fields} }}
            }}
        }}"
    )
}

fn read(place: usize, field: &Field) -> String {
    let name = &field.name;
    match &field.with {
        None => format!("{place} => __R::member(from, &mut self.{name}),"),
        Some(with) => format!("{place} => __R::member_as::<{with}, _>(from, &mut self.{name}),"),
    }
}
