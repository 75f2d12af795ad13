//! Rust names for the names of a model.

use heck::{ToSnakeCase, ToUpperCamelCase};

/// Whether emitted files use the name of a type otherwise.
pub(super) fn is_taken(name: &str) -> bool {
    TAKEN.contains(&name)
}

/// `jobExecution` → `JobExecution`.
pub(super) fn operation_name(name: &str) -> String {
    after_digits("Shape", &name.to_upper_camel_case())
}

/// `stepTimeoutInMinutes` → `step_timeout_in_minutes`; methods of builders get a suffix.
pub(super) fn field_name(name: &str) -> String {
    let snake = module_name(name);
    match snake.as_str() {
        "build" | "builder" | "client" | "customize" | "new" | "send" => format!("{snake}_"),
        _ => snake,
    }
}

/// `UpdateJobExecution` → `update_job_execution`; keywords become raw identifiers.
pub(super) fn module_name(name: &str) -> String {
    let snake = after_digits("no_", &name.to_snake_case());
    match snake.as_str() {
        // These cannot be raw identifiers, or are modules and crates that others stand for.
        "self" | "super" | "crate" | "mod" | "smithy_client_runtime" => format!("{snake}_"),
        keyword if KEYWORDS.contains(&keyword) => format!("r#{keyword}"),
        _ => snake,
    }
}

/// The name of a test function.
pub(crate) fn test_name(name: &str) -> String {
    let plain: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
    module_name(&plain)
}

/// `IN_PROGRESS` → `InProgress`.
pub(super) fn variant_name(name: &str) -> String {
    let camel = after_digits("Value", &name.to_upper_camel_case());
    match camel.as_str() {
        // `Self` is a keyword, `Unknown` is every enum's own variant.
        "Self" | "Unknown" => format!("{camel}Value"),
        _ => camel,
    }
}

/// Identifiers do not start with digits.
fn after_digits(prefix: &str, name: &str) -> String {
    match name.starts_with(|first: char| first.is_ascii_digit()) || name.is_empty() {
        true => format!("{prefix}{name}"),
        false => name.to_owned(),
    }
}

/// What emitted files name for themselves; single letters are parameters of types.
const TAKEN: &[&str] = &[
    "A",
    "As",
    "Base64",
    "BigDecimal",
    "BigInteger",
    "BigNumber",
    "Blob",
    "Box",
    "Build",
    "BuildError",
    "ByteStream",
    "Bytes",
    "C",
    "CallBuilder",
    "Client",
    "Clone",
    "Config",
    "Customized",
    "D",
    "DateTime",
    "DateTimeFormat",
    "Debug",
    "DecodeError",
    "Default",
    "DefaultOnNull",
    "Dense",
    "Deserialize",
    "Document",
    "E",
    "EpochSeconds",
    "Eq",
    "Err",
    "Error",
    "ErrorMetadata",
    "ExpectedRequest",
    "Float",
    "Fn",
    "FnMut",
    "From",
    "Hash",
    "HashMap",
    "HttpDate",
    "Int",
    "Into",
    "JsonValue",
    "MemberDefault",
    "Method",
    "Missing",
    "None",
    "Ok",
    "Operation",
    "Option",
    "OrElse",
    "Ord",
    "Other",
    "PartialEq",
    "PartialOrd",
    "Reply",
    "Request",
    "RequestBuilder",
    "RequiredBuilder",
    "Response",
    "Result",
    "Rfc3339",
    "S",
    "Same",
    "SdkBody",
    "SdkError",
    "Self",
    "Serialize",
    "Some",
    "String",
    "StructureBuilder",
    "T",
    "Unhandled",
    "UnixEpoch",
    "Validate",
    "Vec",
];

const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "move", "mut", "override", "priv", "pub", "ref", "return", "static",
    "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual",
    "where", "while", "yield",
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
        assert_eq!(operation_name("jobExecution"), "JobExecution");
    }

    #[test]
    fn names_that_cannot_stand_get_out_of_the_way() {
        assert_eq!(field_name("_1"), "no_1");
        assert_eq!(field_name("build"), "build_");
        assert_eq!(operation_name("_1N"), "Shape1n");
        assert_eq!(module_name("Mod"), "mod_");
        assert_eq!(variant_name("2xl"), "Value2xl");
        assert_eq!(variant_name("UNKNOWN"), "UnknownValue");
        assert_eq!(test_name("1st"), "no_1st");
    }
}
