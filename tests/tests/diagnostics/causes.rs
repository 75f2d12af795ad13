//! One mistake is reported once, without its consequences.

use serde_json::{Value, json};

use crate::support::{merge, operation, protocol_of, refusal, structure, with};

#[test]
fn a_service_of_another_protocol_is_refused_for_that_alone() {
    let list = json!([{"target": "com.example#A"}, {"target": "com.example#B"}]);
    let mut service = protocol_of("aws.protocols#awsJson1_1");
    service["operations"] = list;
    let shapes = json!({
        "com.example#Service": service,
        "com.example#A": {"type": "operation"},
        "com.example#B": {"type": "operation"}
    });
    one(with(shapes), "does not use restJson1, but awsJson1_1");
}

#[test]
fn what_refers_to_a_broken_shape_is_not_at_fault() {
    let label = json!({"smithy.api#httpLabel": {}, "smithy.api#required": {}});
    let sound =
        || operation("/do/{id}", json!({"id": {"target": "com.example#Id", "traits": label}}));
    for broken in [
        json!({"com.example#Id": {"type": "strnig"}}),
        json!({"com.example#Id": []}),
        json!({"com.example#DoInput": {"type": "structure", "members": {"id": "text"}}}),
        json!({"com.example#DoInput": {"type": "structure", "members": []}}),
        json!({"com.example#Do": {"type": "operation", "input": "com.example#DoInput"}}),
        json!({"com.example#Id": {"type": "list"}}),
    ] {
        let id = json!({"com.example#Id": {"type": "string"}});
        let length = json!({"smithy.api#length": {"min": 1}});
        let apply = json!({"com.example#Id$member": {"type": "apply", "traits": length}});
        let apply = if broken["com.example#Id"]["type"] == "list" { apply } else { json!({}) };
        one(with(merge(merge(sound(), id), merge(broken, apply))), "error: ");
    }
}

#[test]
fn what_is_missing_is_told_once() {
    let mut missing_input = operation("/do/{id}", json!({}));
    missing_input["com.example#Do"]["input"] = json!({"target": "com.example#DoInptu"});
    one(with(missing_input), "com.example#DoInptu, which does not exist");
    let paginated = json!({"smithy.api#paginated": {"inputToken": "a", "outputToken": "a"}});
    let mut missing_output = operation("/do", json!({"a": {"target": "smithy.api#String"}}));
    merge_traits(&mut missing_output["com.example#Do"], paginated);
    missing_output["com.example#Do"]["output"] = json!({"target": "com.example#Gone"});
    one(with(missing_output), "com.example#Gone, which does not exist");
}

#[test]
fn a_trait_for_a_misspelt_shape_is_told_with_the_shape_that_was_meant() {
    let apply = |id: &str| {
        let accepts = json!({"sdk.codegen#acceptsCertificate": {}});
        let apply = [(id.to_owned(), json!({"type": "apply", "traits": accepts}))];
        let apply = Value::Object(apply.into_iter().collect());
        with(merge(operation("/do", json!({})), apply))
    };
    let message = "`acceptsCertificate` is applied to a shape that does not exist";
    let found = one(apply("com.example#D"), message);
    assert!(found.contains("= help: did you mean `com.example#Do`?"), "{found}");
    let found = one(apply("com.example#SomethingElse"), message);
    assert!(found.contains("= help: correct the id, or load the file"), "{found}");
}

/// Consequences of the missing trait are not reported, because it was meant to be there.
#[test]
fn a_misspelt_trait_is_read_as_what_was_meant() {
    let label = json!({"smithy.api#httpLabel": {}, "smithy.api#requird": {}});
    let id = json!({"id": {"target": "smithy.api#String", "traits": label}});
    let found = one(with(operation("/do/{id}", id)), "there is no trait `smithy.api#requird`");
    assert!(found.contains("= help: did you mean `required`?"), "{found}");
    let text = |id: &str| {
        let traits = [(id.to_owned(), json!({}))].into_iter().collect();
        let text =
            Value::Object([("traits".to_owned(), Value::Object(traits))].into_iter().collect());
        let shape = merge(json!({"type": "string"}), text);
        with(merge(
            structure(json!({"a": {"target": "com.example#Text"}})),
            json!({"com.example#Text": shape}),
        ))
    };
    for (id, meant) in [
        ("smithy.api#sensitve", "did you mean `sensitive`?"),
        ("smithy.api#Sensitive", "did you mean `sensitive`?"),
        ("smithy.apis#sensitive", "did you mean `smithy.api#sensitive`?"),
        ("aws.api#sensitive", "did you mean `smithy.api#sensitive`?"),
        ("aws.iam#actoinName", "did you mean `actionName`?"),
        ("sdk.codegen#range", "did you mean `ranges`?"),
    ] {
        let found = refusal(&[("model.json", &text(id))]);
        assert!(found.contains(meant), "{found}");
    }
}

#[test]
fn the_value_of_a_trait_from_a_mixin_is_wrong_in_one_place() {
    let mixin = json!({
        "type": "string",
        "traits": {"smithy.api#mixin": {}, "smithy.api#length": "long"}
    });
    let user = json!({"type": "string", "mixins": [{"target": "com.example#Mixin"}]});
    let shapes = json!({"com.example#Mixin": mixin, "com.example#A": user, "com.example#B": user});
    one(with(shapes), "the value of `smithy.api#length` is wrong");
}

/// The only finding, which has this message.
#[track_caller]
fn one(text: String, message: &str) -> String {
    let found = refusal(&[("model.json", &text)]);
    assert!(found.contains(message), "{found}");
    assert!(found.ends_with("\n\n1 error"), "{found}");
    found
}

fn merge_traits(shape: &mut Value, traits: Value) {
    shape["traits"] = merge(shape["traits"].clone(), traits);
}
