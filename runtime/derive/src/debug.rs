//! `Debug` of structures and builders, which redacts sensitive fields.

use crate::builder::place;
use crate::structure::{Field, Structure, names};

pub(crate) fn of_structure(structure: &Structure) -> String {
    let name = &structure.name;
    let mark = |field: &Field| if field.wire.is_some() { "" } else { "+" };
    let shown = structure.fields.iter().map(|field| (field, mark(field)));
    let place = |field: &Field| format!("self.{}", field.name);
    implementation("", name, &fields("self", name, shown, place))
}

pub(crate) fn of_builder(structure: &Structure, builder: &str) -> String {
    let (generics, kind) = crate::builder::generic(structure, builder);
    let call = if structure.beside().next().is_some() {
        let mark = |field: &Field| match (&field.wire, structure.is_beside(field)) {
            (None, _) => "+",
            (Some(_), true) => "=",
            (Some(_), false) => "",
        };
        let shown = structure.accessible().map(|field| (field, mark(field)));
        fields("&self._structure", builder, shown, |field| place(structure, field))
    } else {
        match structure.marked().next() {
            Some(_) => format!("debug_two(f, \"{builder}\", &self._structure, &self._given)"),
            None => format!("debug_one(f, \"{builder}\", &self._structure)"),
        }
    };
    implementation(&generics, &kind, &call)
}

/// The call that shows these fields with their marks. Those with a mark are shown from their place.
fn fields<'a>(
    value: &str,
    name: &str,
    shown: impl Iterator<Item = (&'a Field, &'static str)>,
    place: impl Fn(&Field) -> String,
) -> String {
    let mut list = Vec::new();
    let mut values = Vec::new();
    for (field, mark) in shown {
        let is_redacted = field.member.sensitive;
        list.push(match is_redacted && mark != "+" {
            true => format!("*{}", field.plain()),
            false => format!("{mark}{}", field.plain()),
        });
        match (mark, is_redacted) {
            ("+", true) => values.push("&::smithy_client_runtime::redacted::Redacted".to_owned()),
            ("", _) | (_, true) => {}
            (_, false) => values.push(format!("&{}", place(field))),
        }
    }
    let list = names(list.iter().map(String::as_str));
    match values.is_empty() {
        true => format!("debug_members({value}, f, \"{name}\", {list})"),
        false => {
            format!("debug_fields({value}, f, \"{name}\", {list}, &[{}])", values.join(", "))
        }
    }
}

/// `call`: of a function in the runtime.
fn implementation(generics: &str, kind: &str, call: &str) -> String {
    format!(
        "impl{generics} ::std::fmt::Debug for {kind} {{
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {{
                ::smithy_client_runtime::structure::{call}
            }}
        }}"
    )
}
