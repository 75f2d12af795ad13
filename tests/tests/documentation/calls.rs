use std::fmt::Write;
use std::fs;

use serde_json::{Value, json};
use tests::workspace::Workspace;

use crate::generate;

/// The calls of the README, unchanged, with a transport that accepts everything: required members
/// are set, and constraints are satisfied.
#[test]
fn examples_that_were_made_up_are_calls_that_go_out() {
    let workspace = Workspace::new("made-up-examples", ["made-up", "calls"]);
    let readme = generate(&workspace, "made-up", &model())["README.md"].clone();
    assert!(readme.contains(PUT), "{readme}");
    let calls: Vec<&str> =
        readme.split("```rust,no_run\n").filter_map(|text| text.split("\n```").next()).collect();
    let calls = calls
        .into_iter()
        .filter(|code| code.contains("async fn ") && code.contains("client: &Client"));
    let (mut modules, mut names) = (String::new(), Vec::new());
    for code in calls {
        let (_, rest) = code.split_once("async fn ").expect("a function");
        let name = rest.split('(').next().expect("a name");
        let code = code.replace("async fn", "pub(crate) async fn");
        write!(modules, "mod {name} {{\n{code}\n}}\n").expect("text");
        names.push(name);
    }
    assert_eq!(names, ["put", "put_alone", "upload"]);
    let package = workspace.path.join("calls");
    fs::create_dir_all(package.join("src")).expect("a directory");
    fs::create_dir_all(package.join("tests")).expect("a directory");
    fs::write(package.join("Cargo.toml"), MANIFEST).expect("a manifest");
    fs::write(package.join("src/lib.rs"), "").expect("a library");
    let calls: String = names
        .iter()
        .map(|name| format!("    {name}::{name}(&client).await.expect({name:?});\n"))
        .collect();
    fs::write(package.join("tests/calls.rs"), modules + &TEST.replace("CALLS", &calls))
        .expect("a test");
    workspace.cargo(&["test", "--quiet", "--package", "calls"]);
    workspace.cargo(&["test", "--quiet", "--package", "made-up"]);
}

const MANIFEST: &str = r#"[package]
name = "calls"
version = "0.1.0"
edition = "2024"

[dev-dependencies]
made-up = { path = "../made-up" }
tokio = { version = "1", features = ["macros", "rt", "time"] }
"#;

const TEST: &str = r#"
use made_up::Client;
use made_up::config::{Config, ReplayEvent, ReplayTransport};

#[tokio::test]
async fn they_go_out() {
    let replay = ReplayTransport::always(ReplayEvent::json(200, "{}"));
    let config = Config::builder()
        .endpoint_url("https://host.example")
        .validate(true)
        .transport(replay.clone())
        .build();
    let client = Client::from_conf(config);
CALLS
    assert_eq!(replay.requests().len(), 3);
}
"#;

const PUT: &str = r#"async fn put(client: &Client) -> Result<(), Error> {
    let output = client
        .put()
        .pump_id("pump-67890123")
        .tenant("tenan")
        .role_arn("arn:aws:iam::123456789012:role/example")
        .colour(Colour::Red)
        .speed(10)
        .level(7)
        .share(0.5)
        .volume("1.0".parse().expect("these are digits"))
        .is_open(true)
        .start_time(DateTime::from_secs(1767225600))
        .picture(Blob::new(b"a1b2c3d4-5678-90ab-cdef-1234567890ab"))
        .notes(parse_document("{}").expect("this is JSON"))
        .tag_keys("tagkey")
        .tag_keys("tagkey2")
        .labels("red", "value")
        .layers(HashMap::from([("red".to_owned(), "value".to_owned())]))
        .part(
            Part::builder()
                .name("name")
                .weights(0.5)
                .build()
                .expect("every required member is set"),
        )
        .choice(Choice::Size(10))
        .tree(
            Tree::builder()
                .name("name")
                .set_branches(Some(vec![]))
                .build()
                .expect("every required member is set"),
        )
        .send()
"#;

/// A required member of each kind.
fn model() -> Value {
    let required = |target: &str| {
        json!({
            "target": target, "traits": {"smithy.api#required": {}}
        })
    };
    let members = |members: &[(&str, &str)]| {
        members
            .iter()
            .map(|(name, target)| ((*name).to_owned(), required(target)))
            .collect::<serde_json::Map<_, _>>()
    };
    let text = |traits: Value| json!({"type": "string", "traits": traits});
    let mut put = members(&[
        ("pumpId", "ex#PumpId"),
        ("tenant", "ex#Tenant"),
        ("roleArn", "ex#RoleArn"),
        ("colour", "ex#Colour"),
        ("speed", "ex#Speed"),
        ("level", "ex#Level"),
        ("share", "ex#Share"),
        ("volume", "smithy.api#BigDecimal"),
        ("isOpen", "smithy.api#Boolean"),
        ("startTime", "smithy.api#Timestamp"),
        ("picture", "ex#Picture"),
        ("notes", "smithy.api#Document"),
        ("tagKeys", "ex#TagKeys"),
        ("labels", "ex#Labels"),
        ("layers", "ex#Layers"),
        ("part", "ex#Part"),
        ("choice", "ex#Choice"),
        ("tree", "ex#Tree"),
    ]);
    put["pumpId"]["traits"]["smithy.api#httpLabel"] = json!({});
    put["tenant"]["traits"]["smithy.api#httpHeader"] = json!("x-tenant");
    put.insert("comment".into(), json!({"target": "smithy.api#String"}));
    put.insert(
        "token".into(),
        json!({"target": "smithy.api#String", "traits": {
            "smithy.api#required": {}, "smithy.api#idempotencyToken": {}
        }}),
    );
    let mut upload = members(&[("bytes", "ex#Bytes"), ("name", "smithy.api#String")]);
    upload["bytes"]["traits"]["smithy.api#httpPayload"] = json!({});
    upload["name"]["traits"]["smithy.api#httpQuery"] = json!("name");
    let operation = |method: &str, uri: &str, input: &str| {
        json!({
            "type": "operation",
            "input": {"target": input},
            "output": {"target": "smithy.api#Unit"},
            "traits": {"smithy.api#http": {"method": method, "uri": uri}}
        })
    };
    json!({"smithy": "2.0", "shapes": {
        "ex#Service": {
            "type": "service",
            "version": "1",
            "operations": [
                {"target": "ex#Put"}, {"target": "ex#PutAlone"}, {"target": "ex#Upload"}
            ],
            "traits": {"aws.protocols#restJson1": {}}
        },
        "ex#Put": operation("PUT", "/pumps/{pumpId}", "ex#PutInput"),
        "ex#PutInput": {"type": "structure", "members": put},
        "ex#PutAlone": operation("POST", "/alone", "ex#Alone"),
        "ex#Alone": {"type": "structure", "members": {"name": {"target": "smithy.api#String"}}},
        "ex#Upload": operation("POST", "/upload", "ex#UploadInput"),
        "ex#UploadInput": {"type": "structure", "members": upload},
        "ex#PumpId": text(json!({"smithy.api#pattern": "^pump-[0-9a-f]{8}$"})),
        "ex#Tenant": text(json!({"smithy.api#length": {"min": 4, "max": 5}})),
        "ex#RoleArn": text(json!({"smithy.api#pattern": "^arn:aws:iam::\\d{12}:role/.+$"})),
        "ex#Colour": {"type": "enum", "members": {
            "RED": {"target": "smithy.api#Unit", "traits": {"smithy.api#enumValue": "red"}},
            "BLUE": {"target": "smithy.api#Unit", "traits": {"smithy.api#enumValue": "blue"}}
        }},
        "ex#Speed": {"type": "integer", "traits": {"smithy.api#range": {"min": 10, "max": 20}}},
        "ex#Level": {"type": "intEnum", "members": {
            "LOW": {"target": "smithy.api#Unit", "traits": {"smithy.api#enumValue": 7}}
        }},
        "ex#Share": {"type": "double", "traits": {"smithy.api#range": {"min": 0, "max": 0.5}}},
        "ex#Picture": {"type": "blob", "traits": {"smithy.api#length": {"min": 6}}},
        "ex#Bytes": {"type": "blob", "traits": {"smithy.api#streaming": {}}},
        "ex#TagKeys": {"type": "list", "member": {"target": "ex#TagKey"}, "traits": {
            "smithy.api#length": {"min": 2, "max": 9}
        }},
        "ex#TagKey": text(json!({"smithy.api#pattern": "^[A-Za-z0-9]{3,}$"})),
        "ex#Labels": {"type": "map", "key": {"target": "ex#Colour"}, "value": {"target": "ex#Tenant"}},
        "ex#Layers": {"type": "list", "member": {"target": "ex#Labels"}},
        "ex#Part": {"type": "structure", "members": members(&[
            ("name", "smithy.api#String"), ("weights", "ex#Weights")
        ])},
        "ex#Weights": {"type": "list", "member": {"target": "ex#Share"}},
        "ex#Choice": {"type": "union", "members": {
            "tree": {"target": "ex#Branch"}, "size": {"target": "ex#Speed"}
        }},
        "ex#Branch": {"type": "structure", "members": members(&[("choice", "ex#Choice")])},
        "ex#Tree": {"type": "structure", "members": members(&[
            ("name", "smithy.api#String"), ("branches", "ex#Trees")
        ])},
        "ex#Trees": {"type": "list", "member": {"target": "ex#Tree"}}
    }})
}
