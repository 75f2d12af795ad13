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
    let lent = |lend| format!("::smithy_client_runtime::structure::lend::{lend}(&self.{name})");
    let (answer, body) = match (field.kind.form(), field.kind.is_option) {
        (Form::Copied, true) => (format!("{option}<{bare}>"), format!("self.{name}")),
        (Form::Copied, false) => (bare, format!("self.{name}")),
        (Form::Text, true) => (format!("{option}<&str>"), lent("text")),
        (Form::Text, false) => ("&str".to_owned(), format!("&self.{name}")),
        (Form::List(item), true) => (format!("&[{item}]"), lent("list")),
        (Form::List(item), false) => (format!("&[{item}]"), format!("&self.{name}")),
        (_, true) => {
            let lend = if field.kind.is_boxed() { "boxed" } else { "value" };
            (format!("{option}<&{bare}>"), lent(lend))
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

/// The attribute of the lines up to the first empty one.
fn first_paragraph(docs: &[Literal]) -> String {
    let is_blank = |line: &Literal| matches!(line.to_string().as_str(), "\"\"" | "\" \"");
    let end = docs.iter().position(is_blank).unwrap_or(docs.len());
    attribute(&docs[..end])
}

/// The attribute of these lines of documentation. One attribute for each line, as a comment has,
/// would take longer to compile.
pub(crate) fn attribute(lines: &[Literal]) -> String {
    let lines: Vec<String> = lines.iter().map(Literal::to_string).collect();
    let plain = |line: &String| Some(line.strip_prefix('"')?.strip_suffix('"')?.to_owned());
    match lines.iter().map(plain).collect::<Option<Vec<_>>>() {
        Some(plain) if !plain.is_empty() => format!("#[doc = \"{}\"]\n", plain.join("\\n")),
        // Raw strings cannot be joined.
        _ => lines.iter().map(|line| format!("#[doc = {line}]\n")).collect(),
    }
}
