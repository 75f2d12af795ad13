//! Lowered models for tests.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use super::lower;
use crate::ir::Crate;
use crate::settings::{Placement, RuntimeSource};
use crate::{ModelFile, Settings, smithy};

/// The directory of the models that are files.
pub(super) fn directory() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/fixtures"))
}

/// The crate of a model in `tests/fixtures`.
pub(super) fn lowered(name: &str) -> Crate {
    let file = directory().join(name).with_extension("json");
    lowered_text(fs::read_to_string(file).expect("a fixture"))
}

/// The crate of a service `com.example#Service` with these traits, operations and shapes.
pub(super) fn lowered_shapes(traits: Value, operations: &[&str], mut shapes: Value) -> Crate {
    let targets = operations.iter().map(|name| json!({"target": format!("com.example#{name}")}));
    let mut service = json!({"type": "service", "version": "1", "traits": traits});
    service["operations"] = targets.collect();
    service["traits"]["aws.protocols#restJson1"] = json!({});
    shapes["com.example#Service"] = service;
    lowered_text(json!({"smithy": "2.0", "shapes": shapes}).to_string())
}

fn lowered_text(text: String) -> Crate {
    let model = smithy::load(&[ModelFile { name: "model.json".into(), text }]);
    let settings = Settings {
        crate_name: "fixture".into(),
        crate_version: "0.1.0".into(),
        service: None,
        without_event_streams: false,
        placement: Placement::Alone(RuntimeSource::Version("0.1".into())),
    };
    let lowered = model.and_then(|model| lower(&model, &settings));
    lowered.map(|(plan, _)| plan).unwrap_or_else(|found| panic!("{found}"))
}
