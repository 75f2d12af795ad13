use std::collections::BTreeMap;

use heck::{ToSnakeCase, ToUpperCamelCase};

use super::support::Reach;
use crate::smithy::{Kind, Shape, ShapeId};

/// The Rust names of all types of a service, with its renames carried out.
pub(super) fn type_names(reach: &Reach<'_>, service: &Shape) -> BTreeMap<ShapeId, String> {
    let renames = match &service.kind {
        Kind::Service(service) => service.rename.as_slice(),
        _ => &[],
    };
    let shapes = reach.types.iter().chain(&reach.errors);
    shapes
        .map(|shape| {
            let rename = renames.iter().find(|(id, _)| *id == shape.id);
            let name = rename.map_or(shape.id.name(), |(_, name)| name);
            (shape.id.clone(), type_name(name))
        })
        .collect()
}

/// `jobExecution` → `JobExecution`.
pub(super) fn type_name(name: &str) -> String {
    name.to_upper_camel_case()
}

/// `stepTimeoutInMinutes` → `step_timeout_in_minutes`; keywords get `r#`.
pub(super) fn field_name(name: &str) -> String {
    let snake = name.to_snake_case();
    match snake.as_str() {
        // These cannot be raw identifiers.
        "self" | "super" | "crate" => format!("{snake}_"),
        keyword if KEYWORDS.contains(&keyword) => format!("r#{keyword}"),
        _ => snake,
    }
}

/// `IN_PROGRESS` → `InProgress`; values that are no identifier get a prefix.
pub(super) fn variant_name(name: &str) -> String {
    let camel = name.to_upper_camel_case();
    match camel.as_str() {
        // `Self` is a keyword, `Unknown` is every enum's own variant.
        "Self" | "Unknown" => format!("{camel}Value"),
        _ if camel.starts_with(|first: char| first.is_ascii_digit()) => format!("Value{camel}"),
        _ => camel,
    }
}

const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_follow_rusts_customs() {
        assert_eq!(field_name("stepTimeoutInMinutes"), "step_timeout_in_minutes");
        assert_eq!(field_name("BIN"), "bin");
        assert_eq!(field_name("type"), "r#type");
        assert_eq!(field_name("self"), "self_");
        assert_eq!(variant_name("IN_PROGRESS"), "InProgress");
        assert_eq!(variant_name("2xl"), "Value2xl");
        assert_eq!(variant_name("UNKNOWN"), "UnknownValue");
    }
}
