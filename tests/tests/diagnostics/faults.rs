//! Invalid models.

use serde_json::json;

use crate::support::{merge, operation, pretty, service, with};

pub(crate) fn twice() -> String {
    "{\n  \"smithy\": \"2.0\",\n  \"shapes\": {\n    \"com.example#A\": {\"type\": \"string\"},\n    \
     \"com.example#A\": {\"type\": \"blob\"}\n  }\n}"
        .to_owned()
}

pub(crate) fn label() -> String {
    with(operation(
        "/do/{id}",
        json!({"name": {"target": "smithy.api#String", "traits": {"smithy.api#httpLabel": {}}}}),
    ))
}

pub(crate) fn not_http() -> String {
    let header = json!({"smithy.api#httpHeader": "X Bad"});
    with(operation("do#it", json!({"h": {"target": "smithy.api#String", "traits": header}})))
}

pub(crate) fn mixins() -> String {
    let mixin = |uses: &str| json!({"type": "structure", "members": {}, "mixins": [{"target": uses}], "traits": {"smithy.api#mixin": {}}});
    with(json!({"com.example#A": mixin("com.example#B"), "com.example#B": mixin("com.example#A")}))
}

pub(crate) fn patch() -> String {
    let patch = json!({
        "name": "longer-text", "reason": "The documentation says so.", "target": "com.example#Text",
        "trait": "smithy.api#length", "from": {"max": 8}, "to": {"max": 16}
    });
    pretty(&json!({
        "smithy": "2.0",
        "metadata": {"sdk.codegen.patches": [patch]},
        "shapes": {
            "com.example#Service": service(),
            "com.example#Text": {"type": "string", "traits": {"smithy.api#length": {"max": 16}}}
        }
    }))
}

pub(crate) fn several() -> String {
    with(json!({
        "com.example#A": {"type": "list", "member": {"target": "com.example#Gone"}},
        "com.example#B": {"type": "map", "key": {"target": "smithy.api#String"}},
        "com.example#C": {"type": "string", "traits": {"smithy.api#pattern": 7}},
        "com.example#D$x": {"type": "apply", "traits": {"smithy.api#required": {}}},
        "relative": {"type": "string"}
    }))
}

pub(crate) fn wrong_test() -> String {
    let test = json!([{"id": "Wrong", "protocol": "aws.protocols#restJson1", "method": "POST", "uri": "/do", "params": {"nmae": 1}}]);
    with(merge(
        operation("/do", json!({"name": {"target": "smithy.api#String"}})),
        json!({"com.example#Do": {
            "type": "operation",
            "input": {"target": "com.example#DoInput"},
            "traits": {"smithy.api#http": {"method": "POST", "uri": "/do"}, "smithy.test#httpRequestTests": test}
        }}),
    ))
}

pub(crate) fn shared_names() -> String {
    let test = |id: &str| json!({"id": id, "protocol": "aws.protocols#restJson1", "method": "POST", "uri": "/do"});
    let mut shapes = operation("/do", json!({}));
    shapes["com.example#Do"]["traits"]["smithy.test#httpRequestTests"] =
        json!([test("NothingSet"), test("nothing_set")]);
    with(shapes)
}
