//! The methods of a structure: references to its fields, and an empty builder.

use proc_macro2::Literal;

use crate::kind::Form;
use crate::structure::{Field, Structure};

pub(crate) fn expand(structure: &Structure) -> String {
    let name = &structure.name;
    let accessors: String = structure.accessible().map(accessor).collect();
    let builder = structure.builder.as_ref().map(|builder| {
        format!(
            "/// Returns an empty builder.
            pub fn builder() -> {builder} {{
                ::std::default::Default::default()
            }}"
        )
    });
    let builder = builder.unwrap_or_default();
    if accessors.is_empty() && builder.is_empty() {
        return String::new();
    }
    format!(
        "impl {name} {{
            {builder}
            {accessors}
        }}"
    )
}

fn accessor(field: &Field) -> String {
    let (name, docs) = (&field.name, first_paragraph(&field.docs));
    let (bare, option) = (&field.kind.bare, &field.kind.option);
    let (answer, body) = match (&field.kind.form, field.kind.is_option) {
        (Form::Copied, true) => (format!("{option}<{bare}>"), format!("self.{name}")),
        (Form::Copied, false) => (bare.clone(), format!("self.{name}")),
        (Form::Text, true) => (format!("{option}<&str>"), format!("self.{name}.as_deref()")),
        (Form::Text, false) => ("&str".to_owned(), format!("&self.{name}")),
        (Form::List(item), true) => {
            (format!("&[{item}]"), format!("self.{name}.as_deref().unwrap_or_default()"))
        }
        (Form::List(item), false) => (format!("&[{item}]"), format!("&self.{name}")),
        (_, true) => {
            let lend = if field.kind.is_boxed { "as_deref" } else { "as_ref" };
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

/// The lines up to the first empty one.
fn first_paragraph(docs: &[Literal]) -> String {
    let is_blank = |line: &Literal| matches!(line.to_string().as_str(), "\"\"" | "\" \"");
    let end = docs.iter().position(is_blank).unwrap_or(docs.len());
    documentation(&docs[..end])
}

/// These lines of documentation: one as a comment, several as one attribute, as each of these takes
/// less time to compile than the other.
pub(crate) fn documentation(lines: &[Literal]) -> String {
    let lines: Vec<String> = lines.iter().map(Literal::to_string).collect();
    if let [line] = lines.as_slice()
        && let Some(comment) = comment(line)
    {
        return comment;
    }
    let plain: Option<Vec<&str>> = lines.iter().map(|line| plain(line)).collect();
    match plain {
        Some(plain) if !plain.is_empty() => format!("#[doc = \"{}\"]\n", plain.join("\\n")),
        // Raw strings cannot be joined.
        _ => lines.iter().map(|line| format!("#[doc = {line}]\n")).collect(),
    }
}

/// The comment for this literal, if it says the text as it is.
fn comment(literal: &str) -> Option<String> {
    let text = plain(literal).filter(|text| text.starts_with(' ') && !text.contains('\\'))?;
    Some(format!("///{text}\n"))
}

/// What is between the quotes.
fn plain(literal: &str) -> Option<&str> {
    literal.strip_prefix('"')?.strip_suffix('"')
}
