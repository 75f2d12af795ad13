//! `Clone`, `PartialEq` and `Default`, with expressions that compile faster than those of std's derives.

use crate::kind::Form;
use crate::structure::{Field, Structure};

pub(crate) fn expand(structure: &Structure) -> String {
    // Streams can be neither cloned nor compared.
    let values = match structure.has_stream() {
        true => String::new(),
        false => clone(structure) + &equality(structure),
    };
    match structure.has_default {
        true => values + &default(structure),
        false => values,
    }
}

fn clone(structure: &Structure) -> String {
    let (name, fields) = (&structure.name, all(structure, cloned));
    format!(
        "impl ::std::clone::Clone for {name} {{
            fn clone(&self) -> Self {{
                Self {{ {fields} }}
            }}
        }}"
    )
}

fn cloned(field: &Field) -> String {
    let name = &field.name;
    match (field.kind.is_option, &field.kind.form) {
        (false, Form::Copied) => format!("self.{name}"),
        // A structure may have a member that is called `clone`, and so a method.
        (false, Form::Other) => format!("::std::clone::Clone::clone(&self.{name})"),
        _ => format!("self.{name}.clone()"),
    }
}

fn equality(structure: &Structure) -> String {
    let name = &structure.name;
    let equal = |field: &Field| format!("self.{0} == other.{0}", field.name);
    let equal: Vec<_> = structure.fields.iter().map(equal).collect();
    let (other, equal) = match equal.is_empty() {
        true => ("_other", "true".to_owned()),
        false => ("other", equal.join(" && ")),
    };
    format!(
        "impl ::std::cmp::PartialEq for {name} {{
            fn eq(&self, {other}: &Self) -> bool {{
                {equal}
            }}
        }}"
    )
}

fn default(structure: &Structure) -> String {
    let (name, fields) = (&structure.name, all(structure, initial));
    format!(
        "impl ::std::default::Default for {name} {{
            fn default() -> Self {{
                Self {{ {fields} }}
            }}
        }}"
    )
}

fn initial(field: &Field) -> String {
    match &field.member.default {
        Some(own) => format!("<{own} as ::smithy_client_runtime::wire::MemberDefault>::value()"),
        None if field.kind.is_option => "None".to_owned(),
        None => "::std::default::Default::default()".to_owned(),
    }
}

/// All fields with their values.
fn all(structure: &Structure, value: fn(&Field) -> String) -> String {
    let fields = structure.fields.iter();
    fields.map(|field| format!("{}: {},", field.name, value(field))).collect()
}
