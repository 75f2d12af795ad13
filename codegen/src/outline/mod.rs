//! Prints data compactly for the snapshots of tests: its derived `Debug`, without usual values.

mod node;
mod print;
mod read;
mod short;

use std::fmt::Debug;

/// Prints a whole value.
pub(crate) fn whole(value: &impl Debug) -> String {
    print::print(&read::read(value))
}

/// Prints the fields of these names at any depth, with the names of the values around them. `a.b`
/// is a field `b` in a field `a`, and `.b` a field of the value itself.
pub(crate) fn fields(value: &impl Debug, names: &[&str]) -> String {
    read::read(value).only(names).map(|node| print::print(&node)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::{Auth, Docs, Query, QueryField, QueryForm, QueryNode, Type};
    use crate::rust::Identifier;

    #[test]
    fn what_is_as_usual_is_left_out() {
        let auth = [
            Auth::ApiKeyInHeader { name: "a: \"b\"".into(), scheme: None },
            Auth::ApiKeyInHeader { name: "c".into(), scheme: Some("(d".into()) },
            Auth::Anonymous,
        ];
        let expected =
            r#"[ApiKeyInHeader "a: \"b\"", ApiKeyInHeader "c" { scheme: "(d" }, Anonymous]"#;
        assert_eq!(whole(&auth), expected.to_owned() + "\n");
    }

    #[test]
    fn queries_are_short() {
        let output = Query::new(QueryNode::Variable("output".into()), QueryForm::Text);
        let name = Identifier::from("type");
        let field = QueryField { name, kind: Type::Blob, optional: false, boxed: false };
        let found = QueryNode::Field(output, field);
        let found = Query::optional(found, QueryForm::Text);
        let test = Query::new(QueryNode::IsSome(found), QueryForm::Flag);
        assert_eq!(whole(&test), "IsSome(output.type?)\n");
    }

    #[test]
    fn fields_stand_below_the_names_of_what_they_are_in() {
        #[derive(Debug)]
        #[expect(dead_code, reason = "for its `Debug`")]
        struct Part {
            name: &'static str,
            docs: Docs,
            size: Option<u8>,
            parts: Vec<Part>,
        }
        let part = |name, size, parts| Part { name, docs: Docs::default(), size, parts };
        let whole = part("a", None, vec![part("b", Some(1), vec![]), part("c", None, vec![])]);
        assert_eq!(fields(&whole, &["size"]), "Part \"a\" { parts: [Part \"b\" { size: 1 }] }\n");
        assert_eq!(fields(&whole, &["length"]), "");
    }

    #[test]
    fn what_is_long_has_lines() {
        let long = vec!["x".repeat(60); 2];
        let text = "x".repeat(60);
        assert_eq!(whole(&long), format!("[\n  \"{text}\",\n  \"{text}\",\n]\n"));
    }
}
