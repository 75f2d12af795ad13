use syn::DeriveInput;

use crate::rename::Rename;
use crate::structure::{Absence, Structure};

fn input(code: &str) -> DeriveInput {
    syn::parse_str(code).expect("Rust")
}

fn refused(code: &str) -> String {
    match Structure::of(&input(code)) {
        Ok(_) => panic!("it is taken: {code}"),
        Err(error) => error.to_string(),
    }
}

#[test]
fn what_is_not_supported_is_an_error_with_its_name() {
    for (code, named) in [
        ("#[serde(deny_unknown_fields)] struct A { a: u8 }", "serde(deny_unknown_fields)"),
        ("#[serde(tag = \"t\")] struct A { a: u8 }", "serde(tag = …)"),
        ("#[serde(default = \"path\")] struct A { a: u8 }", "serde(default = …)"),
        ("#[serde(rename_all = \"lowercase\")] struct A { a: u8 }", "lowercase"),
        ("#[serde(rename_all(serialize = \"camelCase\"))] struct A { a: u8 }", "expected `=`"),
        ("struct A { #[serde(flatten)] a: u8 }", "serde(flatten)"),
        ("struct A { #[serde(alias = \"b\")] a: u8 }", "serde(alias = …)"),
        ("struct A { #[serde(skip_deserializing)] a: u8 }", "serde(skip_deserializing)"),
        ("struct A { #[serde(skip_serializing_if = \"str::is_empty\")] a: u8 }", "str::is_empty"),
        ("#[serde(default)] struct A { #[serde(default)] a: u8 }", "`default` of a field"),
    ] {
        let error = refused(code);
        assert!(error.contains(named), "{code}: {error}");
    }
}

#[test]
fn only_structures_with_named_fields_and_no_parameters_are_taken() {
    for (code, reason) in [
        ("enum A { B }", "structures only"),
        ("struct A(u8);", "must have names"),
        ("struct A;", "must have names"),
        ("struct A<T> { a: T }", "parameters"),
        ("struct A<'a> { a: &'a str }", "parameters"),
    ] {
        let error = refused(code);
        assert!(error.contains(reason), "{code}: {error}");
    }
}

#[test]
fn attributes_of_others_are_no_concern() {
    let input = input("/// A.\n#[non_exhaustive] struct A { /// B.\n #[cfg(all())] b: u8 }");
    let structure = Structure::of(&input).unwrap();
    assert_eq!(structure.wire_names().collect::<Vec<_>>(), ["b"]);
}

#[test]
fn names_on_the_wire_follow_the_rule_unless_a_field_has_its_own() {
    let input = input(
        "#[serde(rename_all = \"camelCase\")]
         struct A { r#type: u8, two_words: u8, #[serde(rename = \"X\")] x: u8, #[serde(skip)] s: u8 }",
    );
    let structure = Structure::of(&input).unwrap();
    assert_eq!(structure.wire_names().collect::<Vec<_>>(), ["type", "twoWords", "X"]);
}

#[test]
fn rules_are_serdes() {
    for (rule, name) in [
        (Rename::None, "a_b2_c"),
        (Rename::Camel, "aB2C"),
        (Rename::Pascal, "AB2C"),
        (Rename::ScreamingSnake, "A_B2_C"),
        (Rename::Kebab, "a-b2-c"),
    ] {
        assert_eq!(rule.apply("a_b2_c"), name);
    }
}

#[test]
fn an_option_may_be_absent_unless_an_adapter_reads_it() {
    let input = input(
        "struct A {
            required: u8,
            option: Option<u8>,
            #[serde(with = \"As::<Option<Int>>\")] adapted: std::option::Option<u8>,
            #[serde(default, with = \"As::<Option<Int>>\")] zero: Option<u8>,
            #[serde(default = \"default::value\")] value: u8,
            #[serde(skip)] skipped: u8,
        }",
    );
    let structure = Structure::of(&input).unwrap();
    let absences: Vec<_> = structure
        .fields
        .iter()
        .map(|field| match &field.absence {
            Absence::Nothing => "nothing",
            Absence::Zero => "zero",
            Absence::Value(_) => "value",
            Absence::Required => "required",
        })
        .collect();
    assert_eq!(absences, ["required", "nothing", "required", "zero", "value", "zero"]);
}
