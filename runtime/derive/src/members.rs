use crate::structure::{Field, Structure};

/// How the members are written and read: one call for each.
pub(crate) fn expand(structure: &Structure) -> String {
    let name = &structure.name;
    let written: String = structure.members().map(write).collect();
    let read: String =
        structure.members().enumerate().map(|(place, field)| read(place, field)).collect();
    format!(
        "impl ::smithy_client_runtime::structure::Members for {name} {{
            fn write<__W: ::smithy_client_runtime::structure::Writer>(&self, to: &mut __W) {{
                {written}
            }}

            fn read<__R: ::smithy_client_runtime::structure::Reader>(
                &mut self,
                member: usize,
                from: &mut __R,
            ) {{
                match member {{
                    {read}
                    _ => {{}}
                }}
            }}
        }}"
    )
}

fn write(field: &Field) -> String {
    let name = &field.name;
    match (&field.with, field.skips_none) {
        (None, false) => format!("to.member(&self.{name});"),
        (None, true) => format!("to.optional(&self.{name});"),
        (Some(with), false) => format!("to.member_as::<{with}, _>(&self.{name});"),
        (Some(with), true) => format!("to.optional_as::<{with}, _>(&self.{name});"),
    }
}

fn read(place: usize, field: &Field) -> String {
    let name = &field.name;
    match &field.with {
        None => format!("{place} => from.member(&mut self.{name}),"),
        Some(with) => format!("{place} => from.member_as::<{with}, _>(&mut self.{name}),"),
    }
}
