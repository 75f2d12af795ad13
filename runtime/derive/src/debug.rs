//! `Debug` of structures and builders, which redacts sensitive fields.

use crate::builder::place;
use crate::structure::{Field, Structure, names};

pub(crate) fn of_structure(structure: &Structure) -> String {
    let name = &structure.name;
    let is_whole = structure.fields.iter().all(|field| field.wire.is_some());
    let is_sensitive = structure.fields.iter().any(|field| field.member.sensitive);
    if is_whole && !is_sensitive {
        let fields = names(structure.fields.iter().map(Field::plain));
        let call = format!("debug_members(self, f, \"{name}\", {fields})");
        return implementation("", name, &call);
    }
    let fields = structure.fields.iter();
    let entries: String =
        fields.map(|field| entry(field, &format!("self.{}", field.name))).collect();
    implementation("", name, &format!("debug(f, \"{name}\", &[{entries}])"))
}

pub(crate) fn of_builder(structure: &Structure, builder: &str) -> String {
    let (generics, kind) = crate::builder::generic(structure, builder);
    if structure.beside().next().is_none() {
        let call = match structure.marked().next() {
            Some(_) => format!("debug_two(f, \"{builder}\", &self._structure, &self._given)"),
            None => format!("debug_one(f, \"{builder}\", &self._structure)"),
        };
        return implementation(&generics, &kind, &call);
    }
    let entries: String =
        structure.accessible().map(|field| entry(field, &place(structure, field))).collect();
    implementation(&generics, &kind, &format!("debug(f, \"{builder}\", &[{entries}])"))
}

/// `call`: of a function in the runtime.
fn implementation(generics: &str, kind: &str, call: &str) -> String {
    format!(
        "#[automatically_derived]
        impl{generics} ::std::fmt::Debug for {kind} {{
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {{
                ::smithy_client_runtime::structure::{call}
            }}
        }}"
    )
}

fn entry(field: &Field, place: &str) -> String {
    let name = field.plain();
    match field.member.sensitive {
        true => format!("(\"{name}\", &::smithy_client_runtime::redacted::Redacted),"),
        false => format!("(\"{name}\", &{place}),"),
    }
}
