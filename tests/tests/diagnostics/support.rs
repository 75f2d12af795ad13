//! Small models and the findings about them.

use codegen::{Diagnostics, Generated, ModelFile, Placement, Settings, generate};
use serde_json::{Value, json};

pub(crate) fn refusal(files: &[(&str, &str)]) -> String {
    match run(files) {
        Ok(_) => panic!("accepted: {files:?}"),
        Err(found) => found.to_string(),
    }
}

pub(crate) fn run(files: &[(&str, &str)]) -> Result<Generated, Diagnostics> {
    let files: Vec<ModelFile> = files
        .iter()
        .map(|(name, text)| ModelFile { name: (*name).to_owned(), text: (*text).to_owned() })
        .collect();
    generate(&files, &settings())
}

pub(crate) fn settings() -> Settings {
    Settings {
        crate_name: "example".into(),
        crate_version: "0.1.0".into(),
        service: None,
        without_event_streams: false,
        placement: Placement::Workspace,
    }
}

/// A valid model with additional shapes.
pub(crate) fn with(shapes: Value) -> String {
    let mut all = json!({"com.example#Service": service()});
    for (id, shape) in shapes.as_object().expect("shapes") {
        all[id] = shape.clone();
    }
    pretty(&json!({"smithy": "2.0", "shapes": all}))
}

pub(crate) fn service() -> Value {
    json!({"type": "service", "version": "1", "traits": traits()})
}

pub(crate) fn traits() -> Value {
    json!({"aws.protocols#restJson1": {}, "aws.auth#sigv4": {"name": "example"}})
}

pub(crate) fn structure(members: Value) -> Value {
    json!({"com.example#Thing": {"type": "structure", "members": members}})
}

/// One operation with an input.
pub(crate) fn operation(uri: &str, members: Value) -> Value {
    json!({
        "com.example#Service": {
            "type": "service",
            "version": "1",
            "operations": [{"target": "com.example#Do"}],
            "traits": traits()
        },
        "com.example#Do": {
            "type": "operation",
            "input": {"target": "com.example#DoInput"},
            "traits": {"smithy.api#http": {"method": "POST", "uri": uri}}
        },
        "com.example#DoInput": {"type": "structure", "members": members}
    })
}

pub(crate) fn merge(mut shapes: Value, more: Value) -> Value {
    for (id, shape) in more.as_object().expect("shapes") {
        shapes[id] = shape.clone();
    }
    shapes
}

pub(crate) fn pretty(value: &Value) -> String {
    serde_json::to_string_pretty(value).expect("JSON")
}

/// The warnings about a valid model.
pub(crate) fn warnings(text: &str) -> Diagnostics {
    let files = [("model.json", text)];
    run(&files).unwrap_or_else(|found| panic!("{found}")).warnings
}

/// A service with this protocol.
pub(crate) fn protocol_of(id: &str) -> Value {
    let mut traits = json!({});
    traits[id] = json!({});
    json!({"type": "service", "version": "1", "traits": traits})
}
