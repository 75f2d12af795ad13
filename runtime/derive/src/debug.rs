//! `Debug` that redacts sensitive fields.

use crate::builder::place;
use crate::structure::{Field, Structure};

/// `Debug` of a structure with a sensitive field; empty for others, which derive it.
pub(crate) fn of_structure(structure: &Structure) -> String {
    if !structure.fields.iter().any(|field| field.member.sensitive) {
        return String::new();
    }
    let fields = structure.fields.iter();
    let entries: String =
        fields.map(|field| entry(field, &format!("self.{}", field.name))).collect();
    implementation("", &structure.name, &structure.name, &entries)
}

pub(crate) fn of_builder(structure: &Structure, builder: &str) -> String {
    let (generics, kind) = crate::builder::generic(structure, builder);
    if structure.beside().next().is_none() {
        let given = structure.marked().next().map_or("", |_| ", &self._given");
        return format!(
            "#[automatically_derived]
            impl{generics} ::std::fmt::Debug for {kind} {{
                fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {{
                    ::smithy_client_runtime::structure::debug_tuple(
                        f, \"{builder}\", &[&self._structure{given}],
                    )
                }}
            }}"
        );
    }
    let entries: String =
        structure.accessible().map(|field| entry(field, &place(structure, field))).collect();
    implementation(&generics, &kind, builder, &entries)
}

fn implementation(generics: &str, kind: &str, name: &str, entries: &str) -> String {
    format!(
        "#[automatically_derived]
        impl{generics} ::std::fmt::Debug for {kind} {{
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {{
                ::smithy_client_runtime::structure::debug(f, \"{name}\", &[{entries}])
            }}
        }}"
    )
}

fn entry(field: &Field, place: &str) -> String {
    let name = field.name.strip_prefix("r#").unwrap_or(&field.name);
    match field.member.sensitive {
        true => format!("(\"{name}\", &::smithy_client_runtime::redacted::Redacted),"),
        false => format!("(\"{name}\", &{place}),"),
    }
}
