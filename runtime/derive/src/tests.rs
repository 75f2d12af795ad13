use proc_macro2::TokenStream;

use crate::kind::Form;
use crate::rename::Rename;
use crate::structure::{Absence, Structure};
use crate::{members, serde};

fn structure(code: &str) -> Result<Structure, String> {
    let tokens: TokenStream = code.parse().expect("tokens");
    Structure::of(tokens).map_err(|error| error.message)
}

fn taken(code: &str) -> Structure {
    structure(code).unwrap_or_else(|error| panic!("{code}: {error}"))
}

fn refused(code: &str) -> String {
    structure(code).err().unwrap_or_else(|| panic!("it is taken: {code}"))
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
        (
            "struct A { #[serde(skip_serializing_if = \"f\")] a: u8 }",
            "serde(skip_serializing_if = …)",
        ),
        ("struct A { #[skip_serializing_none] a: Option<u8> }", "not for fields"),
        ("#[serde(default)] struct A { #[serde(default)] a: u8 }", "`default` of a field"),
        ("struct A { #[serde(rename)] a: u8 }", "expected `=`"),
        ("struct A { #[serde(rename = b)] a: u8 }", "a text in quotes"),
        ("struct A { #[serde(rename = 'b')] a: u8 }", "a text in quotes"),
        ("struct A { #[serde(rename = b\"b\")] a: u8 }", "a text in quotes"),
        ("struct A { #[serde(rename = \"b\"c)] a: u8 }", "a text in quotes"),
        ("struct A { #[serde(skip default)] a: u8 }", "expected `,`"),
        ("struct A { #[serde] a: u8 }", "expected `(`"),
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
    let structure = taken("/// A.\n#[non_exhaustive] struct A { /// B.\n #[cfg(all())] b: u8 }");
    assert_eq!(structure.wire_names(), r#""\0\u{1}b""#);
}

#[test]
fn names_on_the_wire_follow_the_rule_unless_a_field_has_its_own() {
    let structure = taken(
        "#[serde(rename_all = \"camelCase\")]
         struct A { r#type: u8, two_words: u8, #[serde(rename = \"X\")] x: u8, #[serde(skip)] s: u8 }",
    );
    assert_eq!(structure.wire_names(), r#""\0\u{4}type\0\u{8}twoWords\0\u{1}X""#);
}

#[test]
fn names_are_listed_with_their_lengths() {
    let long = "n".repeat(300);
    let expected = format!("\"\\u{{2}},{long}\\0\\0\\0\\u{{2}}é\"");
    assert_eq!(crate::structure::names([&*long, "", "é"].into_iter()), expected);
    let longest = "n".repeat(128 * 128);
    let error = refused(&format!("struct A {{ #[serde(rename = {longest:?})] a: u8 }}"));
    assert!(error.contains("too long"), "{error}");
}

#[test]
fn names_on_the_wire_are_any_strings() {
    let structure = taken(
        r####"struct A {
            #[serde(rename = "a\"b")] a: u8,
            #[serde(rename = "a\\b")] b: u8,
            #[serde(rename = "\n\0\x41\u{e9}\u{202e}'")] c: u8,
            #[serde(rename = r"a\b")] d: u8,
            #[serde(rename = r##"a"#b"##)] e: u8,
            #[serde(rename = "")] f: u8,
            #[serde(rename = "{}")] g: u8,
        }"####,
    );
    let names: Vec<_> = structure.members().filter_map(|field| field.wire.as_deref()).collect();
    assert_eq!(names, ["a\"b", "a\\b", "\n\0Aé\u{202e}'", "a\\b", "a\"#b", "", "{}"]);
    for code in [serde::expand(&structure), members::expand(&structure)] {
        assert!(code.parse::<TokenStream>().is_ok(), "{code}");
    }
}

#[test]
fn adapters_and_defaults_are_named_by_any_path() {
    let structure = taken(
        r##"struct A {
            #[serde(with = "smithy_client_runtime::wire::As::<Option<smithy_client_runtime::wire::Int>>")]
            a: Option<i64>,
            #[serde(with = r#"::smithy_client_runtime::wire::As::<::core::option::Option<r#in::B>>"#)]
            b: Option<i64>,
            #[serde(default = "crate::r#type::\u{61}")]
            c: i64,
        }"##,
    );
    let paths = structure.fields.iter().map(|field| match (&field.with, &field.absence) {
        (Some(path), _) | (None, Absence::Value(path)) => path.as_str(),
        _ => "",
    });
    let expected = [
        "smithy_client_runtime::wire::As::<Option<smithy_client_runtime::wire::Int>>",
        "::smithy_client_runtime::wire::As::<::core::option::Option<r#in::B>>",
        "crate::r#type::a",
    ];
    assert_eq!(paths.collect::<Vec<_>>(), expected);
    for code in [serde::expand(&structure), members::expand(&structure)] {
        assert!(code.parse::<TokenStream>().is_ok(), "{code}");
    }
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
    let structure = taken(
        "struct A {
            required: u8,
            option: Option<u8>,
            #[serde(with = \"As::<Option<Int>>\")] adapted: std::option::Option<u8>,
            #[serde(default, with = \"As::<Option<Int>>\")] zero: Option<u8>,
            #[serde(default = \"default::value\")] value: u8,
            #[serde(skip)] skipped: u8,
        }",
    );
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

#[test]
fn types_end_at_the_comma_outside_of_brackets() {
    let structure = taken(
        "pub(crate) struct A {
            map: HashMap<String, Vec<u8>>,
            pub function: Box<dyn Fn(u8, u8) -> Option<u8>>,
            pub(crate) pair: (u8, u8),
            list: [u8; 2],
            pub(in crate::a) last: <u8 as Trait<u8, u8>>::Type
        }",
    );
    let names: Vec<_> = structure.members().filter_map(|field| field.wire.as_deref()).collect();
    assert_eq!(names, ["map", "function", "pair", "list", "last"]);
}

#[test]
fn only_the_last_name_of_a_path_makes_an_option() {
    for (kind, is_option) in [
        ("Option<u8>", true),
        ("::core::option::Option<Vec<u8>>", true),
        ("Box<Option<u8>>", false),
        ("&'static Option<u8>", false),
        ("fn(u8) -> Option<u8>", false),
        ("Option::Other", false),
        ("Option", false),
        ("crate::types::Option", false),
        ("a<u8>::Option", false),
    ] {
        let structure = taken(&format!("struct A {{ a: {kind}, }}"));
        let is_nothing = matches!(structure.fields[0].absence, Absence::Nothing);
        assert_eq!(is_nothing, is_option, "{kind}");
    }
}

#[test]
fn what_is_none_is_left_out_if_the_structure_says_so() {
    let fields =
        "struct A { a: Option<u8>, #[serde(with = \"As::<Option<Int>>\")] b: Option<i64>, c: u8 }";
    for (attribute, skips) in
        [("", [false, false, false]), ("#[skip_serializing_none]", [true, true, false])]
    {
        let structure = taken(&format!("{attribute} {fields}"));
        let skipped: Vec<_> = structure.fields.iter().map(|field| field.skips_none).collect();
        assert_eq!(skipped, skips, "{attribute}");
    }
}

#[test]
fn what_is_written_are_tokens() {
    let structure = taken(
        "#[serde(rename_all = \"camelCase\")]
         struct A { r#type: u8, #[serde(with = \"As::<Int>\")] b: i64, #[serde(skip)] c: u8 }",
    );
    for code in [serde::expand(&structure), members::expand(&structure)] {
        assert!(code.parse::<TokenStream>().is_ok(), "{code}");
    }
}

#[test]
fn the_form_of_a_type_is_known_by_its_names() {
    for (kind, form) in [
        ("String", Form::Text),
        ("Option<::std::string::String>", Form::Text),
        ("i64", Form::Copied),
        ("Option<Vec<Pump>>", Form::List("Pump".to_owned())),
        ("std::collections::HashMap<String, Pump>", Form::Map("Pump".to_owned())),
        ("Option<Box<Pump>>", Form::Other),
        ("Option<crate::types::Vec>", Form::Other),
        ("HashMap", Form::Other),
        ("primitives::ByteStream", Form::Stream),
    ] {
        let structure = taken(&format!("struct A {{ a: {kind} }}"));
        assert_eq!(structure.fields[0].kind.form, form, "{kind}");
    }
}

#[test]
fn a_member_is_required_if_nothing_stands_for_it() {
    let required = |code: &str| {
        let structure = taken(code);
        let required = structure.fields.iter().filter(|field| structure.is_required(field));
        required.map(|field| field.name.clone()).collect::<Vec<_>>()
    };
    let fields = "a: u8, b: Option<u8>, #[serde(default)] c: u8, #[member(required)] d: u8";
    assert_eq!(required(&format!("struct A {{ {fields} }}")), ["a", "d"]);
    let fields = "a: u8, b: Option<u8>, #[member(required)] d: u8";
    assert_eq!(required(&format!("#[serde(default)] struct A {{ {fields} }}")), ["d"]);
}

#[test]
fn what_a_call_and_a_member_say_is_checked() {
    for (code, named) in [
        ("#[call(client = A, output = B)] struct A { a: u8 }", "`error`"),
        ("#[call(client = A, input = B)] struct A { a: u8 }", "no such type"),
        ("#[call(client A)] struct A { a: u8 }", "expected `=`"),
        ("#[builder] struct A { a: u8 }", "a name"),
        ("struct A { #[member(secret)] a: u8 }", "member(secret)"),
        ("struct A { #[member(default)] a: u8 }", "member(default)"),
    ] {
        let error = refused(code);
        assert!(error.contains(named), "{code}: {error}");
    }
}
