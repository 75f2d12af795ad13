//! Tests that violate each rule of the loader once.

use codegen::ModelFile;
use codegen::smithy::load;
use serde_json::{Map, Value, json};

#[test]
fn traits_stand_where_the_specification_has_them() {
    for (id, value) in [
        ("smithy.api#required", json!({})),
        ("smithy.api#httpChecksumRequired", json!({})),
        ("smithy.api#http", json!({"method": "GET", "uri": "/"})),
        ("smithy.api#error", json!("client")),
        ("smithy.api#sparse", json!({})),
        ("smithy.api#range", json!({"min": 1})),
        ("smithy.api#timestampFormat", json!("date-time")),
        ("smithy.api#jsonName", json!("x")),
        ("smithy.api#httpError", json!(400)),
        ("smithy.api#xmlFlattened", json!({})),
        ("aws.auth#sigv4", json!({"name": "x"})),
        ("sdk.codegen#requestHeaders", json!({"Accept": "application/json"})),
        ("sdk.codegen#labelDefaults", json!({"accountId": "-"})),
        ("sdk.codegen#sha256TreeHash", json!({})),
        ("sdk.codegen#acceptsCertificate", json!({})),
        ("sdk.codegen#certificateAuth", json!({"endpointType": "iot:Data-ATS"})),
    ] {
        let text = json!({"a#Text": {"type": "string", "traits": {id: value}}});
        expect(text, "a#Text", &format!("`{id}` is misplaced"));
    }
}

#[test]
fn bindings_fit_the_types_of_their_members() {
    for (id, value, target) in [
        ("smithy.api#httpLabel", json!({}), "smithy.api#String"),
        ("smithy.api#httpHeader", json!("X-A"), "smithy.api#Document"),
        ("smithy.api#httpQuery", json!("a"), "a#Map"),
        ("smithy.api#httpQueryParams", json!({}), "smithy.api#String"),
        ("smithy.api#httpPrefixHeaders", json!("X-"), "a#NumberMap"),
        ("smithy.api#httpPayload", json!({}), "smithy.api#Integer"),
        ("smithy.api#httpResponseCode", json!({}), "smithy.api#String"),
        ("smithy.api#hostLabel", json!({}), "smithy.api#String"),
        ("smithy.api#idempotencyToken", json!({}), "smithy.api#Integer"),
        ("smithy.api#eventHeader", json!({}), "a#Map"),
        ("smithy.api#length", json!({"min": 1}), "smithy.api#Integer"),
    ] {
        let map = |value: &str| json!({"type": "map", "key": {"target": "smithy.api#String"}, "value": {"target": value}});
        let shapes = json!({
            "a#Thing": structure(json!({"m": {"target": target, "traits": {id: value}}})),
            "a#Map": map("smithy.api#String"),
            "a#NumberMap": map("smithy.api#Integer")
        });
        expect(shapes, "a#Thing$m", &format!("`{id}` is misplaced"));
    }
}

#[test]
fn traits_that_exclude_one_another_are_kept_apart() {
    let both = json!({"smithy.api#readonly": {}, "smithy.api#idempotent": {}});
    expect(json!({"a#Do": {"type": "operation", "traits": both}}), "a#Do", "exclude each other");
    let own = json!({
        "a#loud": {"type": "structure", "traits": {"smithy.api#trait": {"conflicts": ["a#quiet"]}}},
        "a#quiet": {"type": "structure", "traits": {"smithy.api#trait": {}}},
        "a#Text": {"type": "string", "traits": {"a#loud": {}, "a#quiet": {}}}
    });
    expect(own, "a#Text", "`a#loud` and `a#quiet` exclude each other");
    let payload = || json!({"target": "smithy.api#Blob", "traits": {"smithy.api#httpPayload": {}}});
    let twice = json!({"a#Thing": structure(json!({"x": payload(), "y": payload()}))});
    expect(twice, "a#Thing", "`x`, `y` all have `smithy.api#httpPayload`");
}

#[test]
fn values_of_traits_are_looked_into() {
    for (id, value, message) in [
        ("smithy.api#auth", json!(["smithy.api#String"]), "is not an authentication scheme"),
        ("smithy.api#auth", json!("aws.auth#sigv4"), "the value of `smithy.api#auth` is wrong"),
        (
            "smithy.api#httpApiKeyAuth",
            json!({"name": "k", "in": "query", "scheme": "s"}),
            "no scheme",
        ),
        ("smithy.api#httpApiKeyAuth", json!({"name": "k", "in": "body"}), "is wrong"),
        (
            "smithy.api#httpApiKeyAuth",
            json!({"name": "x y", "in": "header"}),
            "is not a header name",
        ),
        ("smithy.api#externalDocumentation", json!({"Home": "here"}), "which is not a URL"),
        ("smithy.api#xmlNamespace", json!({"uri": ":x"}), "which is not a URI"),
        ("smithy.api#deprecated", json!("since ever"), "is wrong"),
        ("sdk.codegen#certificateAuth", json!({"alpn": "x"}), "missing field `endpointType`"),
        (
            "sdk.codegen#certificateAuth",
            json!({"endpointType": "iot Data"}),
            "`endpointType` cannot be \"iot Data\"",
        ),
        (
            "sdk.codegen#certificateAuth",
            json!({"endpointType": "iot:Data-ATS", "port": 65536}),
            "expected u16",
        ),
        (
            "sdk.codegen#certificateAuth",
            json!({"endpointType": "iot:Data-ATS", "policyPrefix": ""}),
            "`policyPrefix` cannot be \"\"",
        ),
        (
            "sdk.codegen#certificateAuth",
            json!({"endpointType": "iot:Data-ATS", "alpn": "x".repeat(256)}),
            "`alpn` has 256 characters",
        ),
    ] {
        expect(json!({"a#Depot": {"type": "service", "traits": {id: value}}}), "a#Depot", message);
    }
    let whole = json!({"a#Count": {"type": "long", "traits": {"smithy.api#range": {"max": 1.5}}}});
    expect(whole, "a#Count", "the range of a whole number has the bound 1.5");
}

#[test]
fn an_operation_accepts_certificates_only_if_its_service_does() {
    let accepts = json!({"sdk.codegen#acceptsCertificate": {}});
    let shapes = json!({
        "a#Depot": {"type": "service", "operations": [{"target": "a#Do"}]},
        "a#Do": {"type": "operation", "traits": accepts}
    });
    expect(shapes, "a#Do", "a#Depot does not say how it accepts certificates");
}

#[test]
fn names_are_told_apart_without_the_case_of_letters() {
    let shapes = json!({"a#Thing": {"type": "string"}, "a#THING": {"type": "string"}});
    expect(shapes, "a#THING", "it differs only in case from `a#Thing`");
    let members = json!({"a#Thing": structure(json!({"id": text(), "ID": text()}))});
    expect(members, "a#Thing$ID", "it differs only in case from `id`");
    let renamed = json!({"target": "smithy.api#String", "traits": {"smithy.api#jsonName": "b"}});
    let json_names = json!({"a#Thing": structure(json!({"a": renamed, "b": text()}))});
    expect(json_names, "a#Thing", "in JSON, `a`, `b` have one name");
    let header =
        || json!({"target": "smithy.api#String", "traits": {"smithy.api#httpHeader": "X-A"}});
    let headers = json!({"a#Thing": structure(json!({"a": header(), "b": header()}))});
    expect(headers, "a#Thing", "`a`, `b` have one header");
}

#[test]
fn the_names_in_a_service_are_unique() {
    let shapes = json!({
        "a#Depot": {"type": "service", "operations": [{"target": "a#Do"}]},
        "a#Do": {"type": "operation", "input": {"target": "a#DoInput"}},
        "a#DoInput": structure(json!({"x": {"target": "a#Thing"}, "y": {"target": "b#Thing"}})),
        "a#Thing": structure(json!({})),
        "b#Thing": structure(json!({}))
    });
    expect(shapes, "b#Thing", "in a#Depot it has the same name as `a#Thing`");
    let rename = json!({"a#Depot": {"type": "service", "rename": {"a#Gone": "There"}}});
    expect(rename, "a#Depot", "a#Gone is not in the service");
}

#[test]
fn uri_patterns_are_well_formed() {
    for (uri, help) in [
        ("things", "start it with a slash"),
        ("/thïngs", "use ASCII only"),
        ("/a//b", "remove empty segments"),
        ("/a{b}", "use a whole segment for each label"),
        ("/a?b={c}", "out of the query"),
        ("/{a+}/{b}", "make only the last label greedy"),
        ("/{a}/{a}", "use each label once"),
    ] {
        let http = json!({"smithy.api#http": {"method": "GET", "uri": uri}});
        expect(json!({"a#Do": {"type": "operation", "traits": http}}), "a#Do", help);
    }
}

#[test]
fn what_goes_into_a_request_has_a_place_there() {
    let payload = json!({"target": "smithy.api#Blob", "traits": {"smithy.api#httpPayload": {}}});
    let input = structure(json!({"body": payload, "more": text()}));
    expect(operation(input.clone(), http("/do")), "a#DoInput", "it cannot contain `more`");
    expect(operation(input.clone(), http("/do/{id}")), "a#Do", "`id` must be both in the URI");
    let host = json!({"smithy.api#endpoint": {"hostPrefix": "{id}."}});
    expect(operation(input.clone(), host), "a#Do", "`id` must be both in the host prefix");
    let host = json!({"smithy.api#endpoint": {"hostPrefix": "a/b"}});
    expect(operation(input, host), "a#Do", "is not a valid host prefix");
}

#[test]
fn operations_of_resources_keep_to_their_bindings() {
    let resource = |more: Value| {
        let mut shapes = json!({
            "a#Crate": {"type": "resource", "identifiers": {"id": {"target": "smithy.api#String"}}},
            "a#Do": {"type": "operation", "traits": {"smithy.api#readonly": {}}}
        });
        for (key, value) in more.as_object().expect("an object") {
            shapes["a#Crate"][key] = value.clone();
        }
        shapes
    };
    let target = json!({"target": "a#Do"});
    expect(resource(json!({"delete": target})), "a#Crate", "is marked as readonly");
    expect(resource(json!({"read": target})), "a#Do", "has no required member for `id`");
    let number = json!({"n": {"target": "smithy.api#Integer"}});
    expect(resource(json!({"identifiers": number})), "a#Crate", "the identifier targets");
    let within = json!([{"target": "a#Crate"}]);
    expect(resource(json!({"resources": within})), "a#Crate", "this resource is within itself");
}

#[test]
fn a_resource_has_one_place_and_the_identifiers_of_the_outer_one() {
    let shapes = json!({
        "a#Depot": {"type": "service", "resources": [{"target": "a#Crate"}, {"target": "a#Lid"}]},
        "a#Crate": {
            "type": "resource",
            "identifiers": {"id": {"target": "smithy.api#String"}},
            "resources": [{"target": "a#Lid"}]
        },
        "a#Lid": {"type": "resource"}
    });
    expect(shapes.clone(), "a#Lid", "this resource is bound in `a#Crate`, `a#Depot`");
    expect(shapes, "a#Lid", "this resource is within a#Crate, but lacks `id`");
}

#[test]
fn references_to_resources_are_complete() {
    let with = |shape: Value| {
        let string = || json!({"target": "smithy.api#String"});
        json!({
            "a#Thing": shape,
            "a#Crate": {"type": "resource", "identifiers": {"id": string(), "shelf": string()}}
        })
    };
    let references = json!({"smithy.api#references": [{"resource": "a#Crate"}]});
    let one = json!({"type": "string", "traits": references});
    expect(with(one), "a#Thing", "stands for 2 identifiers with one string");
    let two = json!({"type": "structure", "members": {"id": text()}, "traits": references});
    expect(with(two), "a#Thing", "lacks a string member for `shelf`");
}

#[test]
fn pages_are_made_of_members() {
    let paginated = |value: Value| {
        operation(structure(json!({"size": text()})), json!({"smithy.api#paginated": value}))
    };
    let message = "inputToken names `next`, which does not exist";
    expect(paginated(json!({"inputToken": "next"})), "a#Do", message);
    let message = "items names `rest`, which does not exist";
    expect(paginated(json!({"items": "rest"})), "a#Do", message);
}

#[test]
fn waiters_come_to_an_end() {
    let waiter = |acceptors: Value, max: u32| {
        let waiter = json!({"Done": {"acceptors": acceptors, "maxDelay": max}});
        json!({"a#Do": {"type": "operation", "traits": {"smithy.waiters#waitable": waiter}}})
    };
    let success = json!([{"state": "success", "matcher": {"success": true}}]);
    expect(waiter(success, 1), "a#Do", "it waits 2 to 1 seconds");
    let failure = json!([{"state": "failure", "matcher": {"errorType": "Gone"}}]);
    expect(waiter(failure, 9), "a#Do", "none of its acceptors ends in success");
    let path = json!({"path": "a[?", "expected": "x", "comparator": "stringEquals"});
    let unreadable = json!([{"state": "success", "matcher": {"output": path}}]);
    expect(waiter(unreadable, 9), "a#Do", "the path `a[?` is not JMESPath: ");
}

#[test]
fn streams_stand_at_the_top() {
    let shapes = json!({
        "a#Stream": {"type": "blob", "traits": {"smithy.api#streaming": {}}},
        "a#Holder": structure(json!({"body": {"target": "a#Stream"}})),
        "a#Outer": structure(json!({"inner": {"target": "a#Holder"}}))
    });
    expect(shapes.clone(), "a#Outer$inner", "a#Holder contains a stream");
    expect(shapes, "a#Holder$body", "must be required or have a default");
}

#[test]
fn examples_and_defaults_are_values_of_their_shapes() {
    let required = json!({"target": "smithy.api#Integer", "traits": {"smithy.api#required": {}}});
    let example = |example: Value| {
        let examples = json!({"smithy.api#examples": [example]});
        operation(structure(json!({"n": required})), examples)
    };
    expect(example(json!({"title": "None"})), "a#Do", "`n` is missing");
    expect(
        example(json!({"title": "Text", "input": {"n": "x"}})),
        "a#Do",
        "in n: \"x\" is not a value",
    );
    let both = json!({"title": "Both", "input": {"n": 1}, "output": {}, "error": {"shapeId": "a#E", "content": {}}});
    expect(example(both.clone()), "a#Do", "it has both an output and an error");
    expect(example(both), "a#Do", "does not have the error a#E");
    let default = json!({"target": "smithy.api#Integer", "traits": {"smithy.api#default": "1"}});
    let shapes = json!({"a#Thing": structure(json!({"n": default}))});
    expect(shapes, "a#Thing$n", "the default is wrong");
}

#[test]
fn values_end_somewhere() {
    let list = json!({"a#L": {"type": "list", "member": {"target": "a#L"}}});
    expect(list, "a#L", "this list or map contains itself");
    let itself = json!({"target": "a#S", "traits": {"smithy.api#required": {}}});
    expect(json!({"a#S": structure(json!({"s": itself}))}), "a#S", "its values are infinite");
    expect(json!({"a#E": {"type": "enum", "members": {}}}), "a#E", "this enum has no members");
}

#[test]
fn mixins_are_such_and_agree_with_their_users() {
    let user = |mixin: Value| {
        let members = json!({"m": {"target": "smithy.api#String"}});
        let mixins = json!([{"target": "a#Mixin"}]);
        json!({"a#Mixin": mixin, "a#User": {"type": "structure", "mixins": mixins, "members": members}})
    };
    expect(user(structure(json!({}))), "a#User", "lacks the mixin trait");
    let marked = |shape: Value| {
        let mut marked = shape;
        marked["traits"] = json!({"smithy.api#mixin": {}});
        marked
    };
    expect(user(marked(json!({"type": "string"}))), "a#User", "a shape of another kind");
    let number = structure(json!({"m": {"target": "smithy.api#Integer"}}));
    expect(user(marked(number)), "a#User$m", "smithy.api#Integer in a mixin");
}

#[test]
fn endpoint_discovery_has_its_form() {
    let discovery =
        json!({"aws.api#clientEndpointDiscovery": {"operation": "a#Do", "error": "a#Gone"}});
    let mut shapes = operation(structure(json!({})), json!({}));
    shapes["a#Depot"] = json!({"type": "service", "traits": discovery});
    expect(shapes.clone(), "a#Do", "exactly the member `Endpoints`");
    expect(shapes, "a#Depot", "is not an error of the model");
}

/// The loader must report this about the shape.
#[track_caller]
fn expect(shapes: Value, shape: &str, message: &str) {
    let text = json!({"smithy": "2.0", "shapes": shapes}).to_string();
    let files = [ModelFile { name: "model.json".into(), text }];
    let found = load(&files).err().unwrap_or_default();
    let is_told = found.0.iter().any(|finding| {
        finding.shape.as_deref() == Some(shape) && finding.to_string().contains(message)
    });
    assert!(is_told, "expected {message:?} of {shape}, not {found}");
}

fn structure(members: Value) -> Value {
    json!({"type": "structure", "members": members})
}

fn text() -> Value {
    json!({"target": "smithy.api#String"})
}

fn http(uri: &str) -> Value {
    json!({"smithy.api#http": {"method": "POST", "uri": uri}})
}

/// An operation with this input and these traits.
fn operation(input: Value, traits: Value) -> Value {
    let shapes = [
        ("a#Do", json!({"type": "operation", "input": {"target": "a#DoInput"}, "traits": traits})),
        ("a#DoInput", input),
    ];
    Value::Object(
        shapes.map(|(id, shape)| (id.to_owned(), shape)).into_iter().collect::<Map<_, _>>(),
    )
}
