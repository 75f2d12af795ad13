//! Methods that return references to the fields of a structure.

use proc_macro2::Literal;

use crate::kind::Form;
use crate::structure::{Field, Structure};

pub(crate) fn expand(structure: &Structure) -> String {
    let name = &structure.name;
    let accessors: String = structure.accessible().map(accessor).collect();
    if accessors.is_empty() {
        return String::new();
    }
    format!(
        "#[automatically_derived]
        impl {name} {{
            {accessors}
        }}"
    )
}

fn accessor(field: &Field) -> String {
    let (name, docs) = (&field.name, first_paragraph(&field.docs));
    let (bare, option) = (field.kind.bare(), field.kind.option());
    let (answer, body) = match (field.kind.form(), field.kind.is_option) {
        (Form::Copied, true) => (format!("{option}<{bare}>"), format!("self.{name}")),
        (Form::Copied, false) => (bare, format!("self.{name}")),
        (Form::Text, true) => (format!("{option}<&str>"), format!("self.{name}.as_deref()")),
        (Form::Text, false) => ("&str".to_owned(), format!("&self.{name}")),
        (Form::List(item), true) => {
            (format!("&[{item}]"), format!("self.{name}.as_deref().unwrap_or_default()"))
        }
        (Form::List(item), false) => (format!("&[{item}]"), format!("&self.{name}")),
        (_, true) => {
            let lend = if field.kind.is_boxed() { "as_deref" } else { "as_ref" };
            (format!("{option}<&{bare}>"), format!("self.{name}.{lend}()"))
        }
        (_, false) => (format!("&{bare}"), format!("&self.{name}")),
    };
    format!(
        "{docs}
        pub fn {name}(&self) -> {answer} {{
            {body}
        }}
        "
    )
}

/// The attributes of the lines up to the first empty one.
fn first_paragraph(docs: &[Literal]) -> String {
    let is_blank = |line: &&Literal| matches!(line.to_string().as_str(), "\"\"" | "\" \"");
    docs.iter().take_while(|line| !is_blank(line)).map(attribute).collect()
}

/// The attribute of a line of documentation.
pub(crate) fn attribute(line: &Literal) -> String {
    format!("#[doc = {line}]\n")
}
