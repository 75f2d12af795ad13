//! Converts names of a model to Rust names.

use heck::{ToSnakeCase, ToUpperCamelCase};

use crate::rust::{Identifier, RUNTIME};

/// `jobExecution` → `JobExecution`.
pub(super) fn type_name(name: &str) -> Identifier {
    Identifier::new(after_digits("Shape", &name.to_upper_camel_case()))
}

/// `stepTimeoutInMinutes` → `step_timeout_in_minutes`.
pub(super) fn field_name(name: &str) -> Identifier {
    module_name(name)
}

/// `UpdateJobExecution` → `update_job_execution`.
pub(super) fn module_name(name: &str) -> Identifier {
    let snake = after_digits("no_", &name.to_snake_case());
    match snake.as_str() {
        // These cannot be raw identifiers, are not valid file names, or conflict with the runtime.
        "self" | "super" | "crate" | "mod" | RUNTIME => Identifier::new(format!("{snake}_")),
        _ => Identifier::new(snake),
    }
}

/// The name of a test function.
pub(crate) fn test_name(name: &str) -> Identifier {
    let plain: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
    module_name(&plain)
}

/// `IN_PROGRESS` → `InProgress`.
pub(super) fn variant_name(name: &str) -> Identifier {
    let camel = after_digits("Value", &name.to_upper_camel_case());
    match camel.as_str() {
        // `Self` is a keyword, and every enum has a variant `Unknown`.
        "Self" | "Unknown" => Identifier::new(format!("{camel}Value")),
        _ => Identifier::new(camel),
    }
}

/// Identifiers cannot start with digits.
fn after_digits(prefix: &str, name: &str) -> String {
    match name.starts_with(|first: char| first.is_ascii_digit()) || name.is_empty() {
        true => format!("{prefix}{name}"),
        false => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(name: Identifier) -> String {
        name.to_string()
    }

    #[test]
    fn names_follow_rusts_customs() {
        assert_eq!(text(field_name("stepTimeoutInMinutes")), "step_timeout_in_minutes");
        assert_eq!(text(field_name("BIN")), "bin");
        assert_eq!(text(field_name("type")), "r#type");
        assert_eq!(text(field_name("self")), "self_");
        assert_eq!(text(variant_name("IN_PROGRESS")), "InProgress");
        assert_eq!(text(type_name("jobExecution")), "JobExecution");
    }

    #[test]
    fn names_that_cannot_stand_get_out_of_the_way() {
        assert_eq!(text(field_name("_1")), "no_1");
        assert_eq!(text(type_name("_1N")), "Shape1n");
        assert_eq!(text(module_name("Mod")), "mod_");
        assert_eq!(text(variant_name("2xl")), "Value2xl");
        assert_eq!(text(variant_name("UNKNOWN")), "UnknownValue");
        assert_eq!(text(test_name("1st")), "no_1st");
    }
}
