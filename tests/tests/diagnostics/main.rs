//! Findings about models that are invalid or suspicious: every fault, its location, and what to do.

mod causes;
mod event_streams;
mod faults;
mod files;
mod nesting;
mod place;
mod support;
mod unsupported;
mod values;
mod warnings;

use serde_json::json;

use crate::support::{refusal, service, structure, with};

#[test]
fn faults_are_told_with_place_and_way_out() {
    let cases = [
        ("not JSON", "{\n  \"smithy\": \"2.0\",\n  oops\n}".to_owned()),
        ("JSON, but no model", "{\"openapi\": \"3.1.0\"}".to_owned()),
        ("a Smithy to come", json!({"smithy": "3.0"}).to_string()),
        ("an unknown shape type", with(json!({"com.example#Odd": {"type": "struct"}}))),
        ("a dangling target", with(structure(json!({"a": {"target": "com.example#Gone"}})))),
        ("a misspelt target", with(structure(json!({"a": {"target": "com.example#service"}})))),
        ("a shape that is there twice", faults::twice()),
        (
            "a trait value of the wrong type",
            with(structure(
                json!({"a": {"target": "smithy.api#String", "traits": {"smithy.api#length": "long"}}}),
            )),
        ),
        ("no service", json!({"smithy": "2.0", "shapes": {}}).to_string()),
        ("two services", with(json!({"com.example#Other": service()}))),
        ("a protocol that is not supported", unsupported::protocol("aws.protocols#awsJson1_1")),
        ("traits and kinds that are not supported", unsupported::unsupported()),
        ("a stream that is not the body", unsupported::stream()),
        ("ways to authenticate that are not supported", unsupported::authentication()),
        ("bindings that are not supported", unsupported::bindings()),
        ("things that HTTP cannot carry", faults::not_http()),
        ("names that two items would share", faults::shared_names()),
        ("a test with a member that does not exist", faults::wrong_test()),
        ("a label that is in the URI only", faults::label()),
        ("endpoint rules that are not supported", unsupported::endpoint_rules()),
        ("endpoint parameters that do not fit", unsupported::endpoint_parameters()),
        ("paths that cannot be followed", unsupported::paths()),
        ("endpoint rules as a decision diagram only", unsupported::decision_diagram()),
        ("mixins in a circle", faults::mixins()),
        ("a patch that is not needed any more", faults::patch()),
        ("several faults at once", faults::several()),
    ];
    let report: String = cases
        .iter()
        .map(|(title, text)| format!("## {title}\n{}\n\n", refusal(&[("model.json", text)])))
        .collect();
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../../snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!("diagnostics", report));
}
