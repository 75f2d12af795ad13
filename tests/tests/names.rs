//! A model may use every name that emitted code uses: for types, errors, operations, members,
//! values and waiters.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::{Map, Value, json};
use syn::{ImplItem, Item, Type, Visibility};
use xtask::generate::{self, Job};
use xtask::{conformance, root};

#[test]
fn a_model_may_use_every_name() {
    let scratch = root().join("target/scratch/names");
    fs::create_dir_all(&scratch).expect("a directory");
    let models: [(&str, Model); 6] = [
        ("structures", types(structure)),
        ("unions", types(|_| json!({"type": "union", "members": {"text": string()}}))),
        ("enums", types(|_| json!({"type": "enum", "members": {"ONE": unit()}}))),
        ("errors", errors()),
        ("operations", operations()),
        ("members", members()),
    ];
    for (name, model) in models {
        let path = scratch.join(format!("names-{name}.json"));
        fs::write(path, model.finish()).expect("a model");
    }
    conformance::compile(&scratch).unwrap_or_else(|failures| panic!("{failures}"));
}

#[test]
fn reserved_methods_are_those_of_the_emitted_types() {
    use codegen::names::reserved;
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/pagination.json");
    let out = root().join("target/scratch/pagination");
    let job = Job::other(vec![fixture], out, "pagination".into(), None, false);
    let files = generate::files(&job).expect("a crate");
    let mut client = methods(&files["src/client.rs"], "Client");
    client.retain(|method| !files.contains_key(&format!("src/operation/{method}.rs")));
    client.extend(written("runtime/src/clients", &["asynchronous.rs", "blocking.rs", "common.rs"]));
    // From a derive.
    client.insert("clone".into());
    assert_eq!(client, set(reserved::CLIENT));
    let mut builders =
        written("runtime/derive/src", &["accessors.rs", "builder.rs", "messages.rs"]);
    assert!(builders.remove(reserved::PAGINATED_CALL));
    assert_eq!(builders, set(reserved::STRUCTURE));
}

#[test]
fn reserved_settings_are_those_of_the_runtime() {
    let mut found = BTreeSet::new();
    let mut pending = vec![root().join("runtime/src/client")];
    while let Some(path) = pending.pop() {
        if path.is_dir() {
            let entries = fs::read_dir(&path).expect("a directory");
            pending.extend(entries.map(|entry| entry.expect("an entry").path()));
        } else if path.extension() == Some("rs".as_ref()) {
            found.extend(methods(&fs::read_to_string(&path).expect("a source"), "ConfigBuilder"));
        }
    }
    assert_eq!(found, set(codegen::names::reserved::CONFIG));
}

fn set(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

/// The methods of a type that its users or its crate can call, except those of traits.
fn methods(source: &str, of: &str) -> BTreeSet<String> {
    let file = syn::parse_file(source).expect("Rust");
    let mut found = BTreeSet::new();
    for item in file.items {
        let Item::Impl(item) = item else { continue };
        let Type::Path(path) = &*item.self_ty else { continue };
        let is_of = path.path.segments.last().is_some_and(|segment| segment.ident == of);
        if !is_of || item.trait_.is_some() {
            continue;
        }
        for item in item.items {
            if let ImplItem::Fn(method) = item
                && !matches!(method.vis, Visibility::Inherited)
            {
                found.insert(method.sig.ident.to_string());
            }
        }
    }
    found
}

/// The methods that macros write under fixed names. The other functions in these sources start at
/// the beginning of a line.
fn written(directory: &str, sources: &[&str]) -> BTreeSet<String> {
    let paths = sources.iter().map(|source| root().join(directory).join(source));
    let sources: Vec<String> =
        paths.map(|path| fs::read_to_string(path).expect("a source")).collect();
    let lines = sources.iter().flat_map(|source| source.lines());
    let methods = lines.filter(|line| line.starts_with(' ')).filter_map(|line| {
        let (before, after) = line.split_once("fn ")?;
        let (name, _) = after.split_once(['(', '<'])?;
        (before.contains("pub") && !name.contains(['{', '$'])).then(|| name.to_owned())
    });
    methods.collect()
}

/// Names in upper camel case, each only once regardless of case.
fn names() -> Vec<String> {
    let primitives = ["bool", "char", "f32", "i32", "i64", "str", "u8", "usize"];
    let others = ["Std", "Core", "Alloc", "Test", "Main", "Mod", "Types", "Operations", "Waiters"];
    let keywords = ["Type", "Match", "Async", "Dyn", "SelfShape", "Super", "Crate"];
    let generics =
        ["A", "C", "D", "E", "I", "O", "P", "S", "T", "Output", "Service", "Key", "Item"];
    let all = codegen::names::emitted().chain(primitives).chain(others).chain(keywords);
    let mut seen = BTreeSet::new();
    let camel = |name: &str| {
        let capital = |word: &str| word[..1].to_ascii_uppercase() + &word[1..];
        name.split('_').filter(|word| !word.is_empty()).map(capital).collect::<String>()
    };
    let names = all.chain(generics).map(camel);
    names.filter(|name| seen.insert(name.to_lowercase())).collect()
}

#[derive(Default)]
struct Model {
    shapes: Map<String, Value>,
    operations: Vec<String>,
}

impl Model {
    fn shape(&mut self, name: &str, shape: Value) {
        self.shapes.insert(id(name), shape);
    }

    fn operation(&mut self, name: &str, mut operation: Value) {
        operation["type"] = "operation".into();
        let traits = json!({"method": "POST", "uri": format!("/{name}"), "code": 200});
        operation["traits"]["smithy.api#http"] = traits;
        self.operations.push(name.to_owned());
        self.shape(name, operation);
    }

    fn finish(mut self) -> String {
        let operations: Vec<Value> = self.operations.iter().map(|name| target(name)).collect();
        let traits = json!({"aws.protocols#restJson1": {}, "aws.auth#sigv4": {"name": "names"}});
        let service = json!({
            "type": "service", "version": "1", "operations": operations, "traits": traits
        });
        self.shape("TheService", service);
        json!({"smithy": "2.0", "shapes": self.shapes}).to_string()
    }
}

fn id(name: &str) -> String {
    format!("names#{name}")
}

fn target(name: &str) -> Value {
    json!({"target": id(name)})
}

fn string() -> Value {
    json!({"target": "smithy.api#String"})
}

fn unit() -> Value {
    json!({"target": "smithy.api#Unit"})
}

fn structure(position: usize) -> Value {
    let traits = json!({"smithy.api#length": {"min": 1}});
    let required = json!({"smithy.api#required": {}});
    // Every second one has a builder that can fail, and the items that all files may need.
    let required = if position.is_multiple_of(2) { json!({}) } else { required };
    json!({"type": "structure", "members": {
        "text": {"target": "smithy.api#String", "traits": traits},
        "number": {"target": "smithy.api#Integer", "traits": required},
        "time": {"target": "smithy.api#Timestamp", "traits": {"smithy.api#default": 1}},
        "data": {"target": "smithy.api#Blob"},
        "document": {"target": "smithy.api#Document"},
    }})
}

/// A type with each name, sent and received by one operation, and an error with each name.
fn types(shape: impl Fn(usize) -> Value) -> Model {
    let mut model = Model::default();
    let names = names();
    let mut members = Map::new();
    for (position, name) in names.iter().enumerate() {
        model.shape(name, shape(position));
        members.insert(format!("member{position}"), target(name));
    }
    model.shape("All", json!({"type": "structure", "members": members}));
    model.shape("AllAgain", json!({"type": "structure", "members": members}));
    model.operation("Pass", json!({"input": target("All"), "output": target("AllAgain")}));
    model
}

/// An error with each name.
fn errors() -> Model {
    let mut model = Model::default();
    let names = names().into_iter().chain(["Other".to_owned()]);
    let names: BTreeSet<String> = names.collect();
    let traits = json!({"smithy.api#error": "client"});
    for name in &names {
        let members = json!({"reason": string()});
        model.shape(name, json!({"type": "structure", "members": members, "traits": traits}));
    }
    let errors: Vec<Value> = names.iter().map(|name| target(name)).collect();
    model.operation("Fail", json!({"errors": errors}));
    model
}

/// An operation with each name, with pages, a waiter and an error of the same name.
fn operations() -> Model {
    let mut model = Model::default();
    for name in names() {
        let [input, output, error] =
            ["Asked", "Answered", "Refused"].map(|it| format!("{name}{it}"));
        let items = json!({"target": id("Texts")});
        model.shape(&input, json!({"type": "structure", "members": {"token": string()}}));
        model.shape(
            &output,
            json!({"type": "structure", "members": {"token": string(), "items": items}}),
        );
        let members = json!({"message": string(), "reason": string()});
        let traits = json!({"smithy.api#error": "client", "smithy.api#httpError": 400});
        model.shape(&error, json!({"type": "structure", "members": members, "traits": traits}));
        let acceptor = json!({
            "state": "success",
            "matcher": {"output": {"path": "token", "expected": "x", "comparator": "stringEquals"}}
        });
        let retry = json!({"state": "retry", "matcher": {"errorType": error}});
        let waitable = json!({ name.as_str(): {"acceptors": [acceptor, retry]} });
        let paginated = json!({"inputToken": "token", "outputToken": "token", "items": "items"});
        model.operation(
            &name,
            json!({
                "input": target(&input), "output": target(&output), "errors": [target(&error)],
                "traits": {
                    "smithy.waiters#waitable": waitable, "smithy.api#paginated": paginated,
                },
            }),
        );
    }
    model.shape("Texts", json!({"type": "list", "member": string()}));
    model
}

/// A structure, a union, an error and an enum with a member or value for each name.
fn members() -> Model {
    let mut model = Model::default();
    let reserved = codegen::names::reserved::STRUCTURE.iter().copied();
    let more =
        ["meta", "message", "wait", "into_paginator", "set_text", "text", "unknown", "params"];
    let mut seen = BTreeSet::new();
    let names = names().into_iter().chain(reserved.chain(more).map(str::to_owned));
    let names: Vec<String> = names.filter(|name| seen.insert(name.to_lowercase())).collect();
    let lower = |name: &String| name[..1].to_ascii_lowercase() + &name[1..];
    let texts: Map<String, Value> = names.iter().map(|name| (lower(name), string())).collect();
    let values: Map<String, Value> = names.iter().map(|name| (name.clone(), unit())).collect();
    model.shape("Struct", json!({"type": "structure", "members": texts}));
    model.shape("Choice", json!({"type": "union", "members": texts}));
    model.shape("Value", json!({"type": "enum", "members": values}));
    let traits = json!({"smithy.api#error": "client"});
    model.shape("Refused", json!({"type": "structure", "members": texts, "traits": traits}));
    let mut members = texts;
    members.insert("choice".into(), target("Choice"));
    members.insert("value".into(), target("Value"));
    members.insert("struct".into(), target("Struct"));
    model.shape("Asked", json!({"type": "structure", "members": members}));
    model.shape("Answered", json!({"type": "structure", "members": members}));
    model.operation(
        "Pass",
        json!({
            "input": target("Asked"), "output": target("Answered"), "errors": [target("Refused")],
        }),
    );
    model
}
