use crate::structure::{Field, Structure};

pub(crate) fn expand(structure: &Structure) -> String {
    let name = &structure.name;
    let wire_names = structure.wire_names();
    let members: String = structure.members().map(write).collect();
    format!(
        "#[automatically_derived]
        impl ::smithy_client_runtime::structure::Serialize for {name} {{
            fn serialize<__S: ::smithy_client_runtime::structure::Serializer>(
                &self,
                serializer: __S,
            ) -> ::std::result::Result<__S::Ok, __S::Error> {{
                ::smithy_client_runtime::structure::write(self, \"{name}\", {wire_names}, serializer)
            }}
        }}

        #[automatically_derived]
        impl ::smithy_client_runtime::structure::Write for {name} {{
            fn write<__W: ::smithy_client_runtime::structure::Writer>(&self, to: &mut __W) {{
                {members}
            }}
        }}"
    )
}

fn write(field: &Field) -> String {
    let name = &field.name;
    match (&field.with, field.skips_none) {
        (None, false) => format!("__W::member(to, &self.{name});"),
        (None, true) => format!("__W::optional(to, &self.{name});"),
        (Some(with), false) => format!("__W::member_as::<{with}, _>(to, &self.{name});"),
        (Some(with), true) => format!("__W::optional_as::<{with}, _>(to, &self.{name});"),
    }
}
