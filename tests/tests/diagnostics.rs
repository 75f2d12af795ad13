//! What comes back for a model that cannot be used: every fault, where it is, what to do.

use codegen::{ModelFile, Placement, Settings, generate};
use serde_json::{Value, json};

#[test]
fn faults_are_told_with_place_and_way_out() {
    let cases = [
        ("not JSON", "{\n  \"smithy\": \"2.0\",\n  oops\n}".to_owned()),
        ("JSON, but no model", "{\"openapi\": \"3.1.0\"}".to_owned()),
        ("a Smithy to come", json!({"smithy": "3.0"}).to_string()),
        ("an unknown shape type", with(json!({"com.example#Odd": {"type": "struct"}}))),
        ("a dangling target", with(structure(json!({"a": {"target": "com.example#Gone"}})))),
        ("a misspelt target", with(structure(json!({"a": {"target": "com.example#service"}})))),
        ("a shape that is there twice", twice()),
        (
            "a trait value of the wrong type",
            with(structure(
                json!({"a": {"target": "smithy.api#String", "traits": {"smithy.api#length": "long"}}}),
            )),
        ),
        ("no service", json!({"smithy": "2.0", "shapes": {}}).to_string()),
        ("two services", with(json!({"com.example#Other": service()}))),
        ("a protocol that is not supported", protocol("aws.protocols#awsJson1_1")),
        ("traits and kinds that are not supported", unsupported()),
        ("a stream that is not the body", stream()),
        ("ways to authenticate that are not supported", authentication()),
        ("bindings that are not supported", bindings()),
        ("things that HTTP cannot carry", not_http()),
        ("names that two things would share", shared_names()),
        ("a test with a member that does not exist", wrong_test()),
        ("a label that is in the URI only", label()),
        ("endpoint rules that are not supported", endpoint_rules()),
        ("endpoint parameters that do not fit", endpoint_parameters()),
        ("paths that cannot be followed", paths()),
        ("endpoint rules as a decision diagram only", decision_diagram()),
        ("mixins in a circle", mixins()),
        ("a patch that is not needed any more", patch()),
        ("several faults at once", several()),
    ];
    let report: String = cases
        .iter()
        .map(|(title, text)| format!("## {title}\n{}\n\n", refusal(&[("model.json", text)])))
        .collect();
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!("diagnostics", report));
}

#[test]
fn files_that_disagree_are_told_apart() {
    let first = with(json!({"com.example#Text": {"type": "string"}}));
    let second =
        json!({"smithy": "2.0", "shapes": {"com.example#Text": {"type": "blob"}}}).to_string();
    let refusal = refusal(&[("first.json", &first), ("second.json", &second)]);
    assert!(refusal.contains("defined twice, and differently"), "{refusal}");
    assert!(refusal.contains("second.json:"), "{refusal}");
}

#[test]
fn a_fault_in_an_applied_trait_is_in_the_file_that_applies_it() {
    let first = with(json!({"com.example#Text": {"type": "string"}}));
    let length = json!({"smithy.api#length": {"mim": 1}});
    let second = json!({"smithy": "2.0", "shapes": {"com.example#Text": {"type": "apply", "traits": length}}});
    let refusal = refusal(&[("first.json", &first), ("second.json", &second.to_string())]);
    assert!(refusal.contains("--> second.json:1:"), "{refusal}");
    assert!(refusal.contains("unknown field `mim`"), "{refusal}");
}

#[test]
fn a_name_that_is_no_crate_is_refused() {
    for name in ["", "a b", "1a", "self", "x\"y", "Upper"] {
        let settings = Settings { crate_name: name.into(), ..settings() };
        let files = [ModelFile { name: "m".into(), text: with(json!({})) }];
        let refusal = generate(&files, &settings).expect_err("a refusal").to_string();
        assert!(refusal.contains("cannot be the name of a crate"), "{refusal}");
    }
}

#[test]
fn files_that_agree_may_overlap() {
    let text = with(json!({"com.example#Text": {"type": "string"}}));
    run(&[("first.json", &text), ("second.json", &text)]).expect("the same thing said twice");
}

fn refusal(files: &[(&str, &str)]) -> String {
    match run(files) {
        Ok(_) => panic!("accepted: {files:?}"),
        Err(found) => found.to_string(),
    }
}

fn run(files: &[(&str, &str)]) -> Result<codegen::Files, codegen::Diagnostics> {
    let files: Vec<ModelFile> = files
        .iter()
        .map(|(name, text)| ModelFile { name: (*name).to_owned(), text: (*text).to_owned() })
        .collect();
    generate(&files, &settings())
}

fn settings() -> Settings {
    Settings {
        crate_name: "example".into(),
        crate_version: "0.1.0".into(),
        service: None,
        without_event_streams: false,
        placement: Placement::Workspace,
    }
}

/// A sound model with more shapes.
fn with(shapes: Value) -> String {
    let mut all = json!({"com.example#Service": service()});
    for (id, shape) in shapes.as_object().expect("shapes") {
        all[id] = shape.clone();
    }
    pretty(&json!({"smithy": "2.0", "shapes": all}))
}

fn service() -> Value {
    json!({"type": "service", "version": "1", "traits": traits()})
}

fn traits() -> Value {
    json!({"aws.protocols#restJson1": {}, "aws.auth#sigv4": {"name": "example"}})
}

fn structure(members: Value) -> Value {
    json!({"com.example#Thing": {"type": "structure", "members": members}})
}

fn twice() -> String {
    "{\n  \"smithy\": \"2.0\",\n  \"shapes\": {\n    \"com.example#A\": {\"type\": \"string\"},\n    \
     \"com.example#A\": {\"type\": \"blob\"}\n  }\n}"
        .to_owned()
}

fn protocol(id: &str) -> String {
    let mut traits = json!({});
    traits[id] = json!({});
    let service = json!({"type": "service", "version": "1", "traits": traits});
    pretty(&json!({"smithy": "2.0", "shapes": {"com.example#Service": service}}))
}

/// One operation with an input.
fn operation(uri: &str, members: Value) -> Value {
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

fn unsupported() -> String {
    with(merge(
        operation("/do", json!({"events": {"target": "com.example#Events"}})),
        json!({
            "com.example#Events": {
                "type": "union",
                "members": {"a": {"target": "com.example#Event"}},
                "traits": {"smithy.api#streaming": {}}
            },
            "com.example#Event": {"type": "structure", "members": {}}
        }),
    ))
}

#[test]
fn the_rest_of_a_service_does_without_event_streams() {
    let endpoint_tests = json!({"version": "1.0", "testCases": []});
    let mut service = service();
    service["operations"] =
        json!([{"target": "com.example#Listen"}, {"target": "com.example#Rest"}]);
    service["traits"]["smithy.rules#endpointTests"] = endpoint_tests;
    let http = |uri: &str| json!({"smithy.api#http": {"method": "POST", "uri": uri}});
    let model = with(json!({
        "com.example#Service": service,
        "com.example#Listen": {
            "type": "operation",
            "output": {"target": "com.example#ListenOutput"},
            "traits": http("/listen")
        },
        "com.example#Rest": {"type": "operation", "traits": http("/rest")},
        "com.example#ListenOutput": {"type": "structure", "members": {"events": {
            "target": "com.example#Events", "traits": {"smithy.api#httpPayload": {}}
        }}},
        "com.example#Events": {
            "type": "union",
            "members": {"a": {"target": "com.example#Event"}},
            "traits": {"smithy.api#streaming": {}}
        },
        "com.example#Event": {"type": "structure", "members": {"text": {
            "target": "smithy.api#String", "traits": {"smithy.api#eventPayload": {}}
        }}}
    }));
    let refused = refusal(&[("model.json", &model)]);
    assert!(refused.contains("shape com.example#Listen\n"), "{refused}");
    assert!(refused.contains("--without-event-streams"), "{refused}");

    let files = [ModelFile { name: "model.json".into(), text: model }];
    let settings = Settings { without_event_streams: true, ..settings() };
    let files = generate(&files, &settings).unwrap_or_else(|found| panic!("{found}"));
    let is_there = |path: &str| files.contains_key(path);
    assert!(is_there("src/operation/rest.rs") && !is_there("src/operation/listen.rs"));
    assert!(!files.keys().any(|path| path.starts_with("src/types/")), "{:?}", files.keys());
    let readme = &files["README.md"];
    assert!(readme.contains("event streams are not in this crate: `Listen`."), "{readme}");
}

fn stream() -> String {
    let required = json!({"smithy.api#required": {}});
    let members = json!({"content": {"target": "com.example#Content", "traits": required}});
    let streaming = json!({"type": "blob", "traits": {"smithy.api#streaming": {}}});
    with(merge(operation("/do", members), json!({"com.example#Content": streaming})))
}

fn authentication() -> String {
    let mut shapes = operation("/do", json!({}));
    let host = json!([{
        "id": "Nowhere", "protocol": "aws.protocols#restJson1", "method": "POST", "uri": "/do",
        "resolvedHost": "data.example.com"
    }]);
    let traits = &mut shapes["com.example#Do"]["traits"];
    traits["smithy.api#auth"] = json!(["smithy.api#httpDigestAuth", "aws.auth#sigv4a"]);
    traits["smithy.test#httpRequestTests"] = host;
    let traits = &mut shapes["com.example#Service"]["traits"];
    traits["smithy.api#httpDigestAuth"] = json!({});
    traits["aws.auth#sigv4a"] = json!({"name": "example"});
    with(shapes)
}

fn bindings() -> String {
    let prefix = json!({"smithy.api#httpPrefixHeaders": "X-"});
    with(merge(
        operation("/do", json!({"name": {"target": "smithy.api#String"}})),
        json!({
            "com.example#Do": {
                "type": "operation",
                "input": {"target": "com.example#DoInput"},
                "output": {"target": "com.example#DoOutput"},
                "traits": {"smithy.api#http": {"method": "POST", "uri": "/do"}}
            },
            "com.example#DoOutput": {"type": "structure", "members": {
                "all": {"target": "com.example#Suits", "traits": prefix}
            }},
            "com.example#Suits": {
                "type": "map",
                "key": {"target": "smithy.api#String"},
                "value": {"target": "com.example#Suit"}
            },
            "com.example#Suit": {"type": "enum", "members": {"CLUB": {"target": "smithy.api#Unit"}}}
        }),
    ))
}

fn not_http() -> String {
    let header = json!({"smithy.api#httpHeader": "X Bad"});
    with(operation("do#it", json!({"h": {"target": "smithy.api#String", "traits": header}})))
}

fn shared_names() -> String {
    let test = |id: &str| json!({"id": id, "protocol": "aws.protocols#restJson1", "method": "POST", "uri": "/do"});
    let mut shapes = operation("/do", json!({}));
    shapes["com.example#Do"]["traits"]["smithy.test#httpRequestTests"] =
        json!([test("NothingSet"), test("nothing_set")]);
    with(shapes)
}

fn wrong_test() -> String {
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

fn label() -> String {
    with(operation(
        "/do/{id}",
        json!({"name": {"target": "smithy.api#String", "traits": {"smithy.api#httpLabel": {}}}}),
    ))
}

fn rules(parameters: Value, rules: Value) -> Value {
    json!({"version": "1.0", "parameters": parameters, "rules": rules})
}

fn endpoint_rules() -> String {
    let scheme = json!({"authSchemes": [{"name": "sigv4", "scope": "wide"}]});
    let endpoint = json!({"url": "https://example", "properties": scheme});
    let mut service = service();
    let guess = json!({"fn": "example.guess", "argv": []});
    service["traits"]["smithy.rules#endpointRuleSet"] = rules(
        json!({"Strange": {"type": "number"}}),
        json!([
            {"type": "endpoint", "conditions": [], "endpoint": endpoint},
            {"type": "error", "conditions": [guess], "error": "never"}
        ]),
    );
    with(json!({"com.example#Service": service}))
}

fn endpoint_parameters() -> String {
    let mut shapes = operation("/do", json!({"hosts": {"target": "smithy.api#String"}}));
    let member = &mut shapes["com.example#DoInput"]["members"]["hosts"];
    member["traits"] = json!({"smithy.rules#contextParam": {"name": "Hosts"}});
    let traits = &mut shapes["com.example#Do"]["traits"];
    traits["smithy.rules#operationContextParams"] = json!({"Host": {"path": "hosts[*][a, b][]"}});
    traits["smithy.rules#staticContextParams"] = json!({"Fast": {"value": "yes"}});
    shapes["com.example#Service"]["traits"]["smithy.rules#endpointRuleSet"] = rules(
        json!({
            "Hosts": {"type": "stringArray"},
            "Host": {"type": "string"},
            "Fast": {"type": "boolean"}
        }),
        json!([{"type": "endpoint", "conditions": [], "endpoint": {"url": "https://{Host}"}}]),
    );
    let test = json!({"params": {"Speed": 7}, "expect": {"error": "none"}});
    shapes["com.example#Service"]["traits"]["smithy.rules#endpointTests"] =
        json!({"version": "1.0", "testCases": [test]});
    with(shapes)
}

fn paths() -> String {
    let sizes = json!({"type": "list", "member": {"target": "smithy.api#Integer"}});
    let members = json!({
        "token": {"target": "smithy.api#Integer"},
        "name": {"target": "smithy.api#String"},
        "sizes": {"target": "com.example#Sizes"}
    });
    let mut shapes = operation("/do", members);
    shapes["com.example#Sizes"] = sizes;
    let operation = &mut shapes["com.example#Do"];
    operation["output"] = json!({"target": "com.example#DoInput"});
    operation["traits"]["smithy.api#paginated"] =
        json!({"inputToken": "token", "outputToken": "token"});
    let paths = [
        "nmae",
        "name.first",
        "name == `1`",
        "sizes",
        "sizes[-1]",
        "sum(sizes)",
        "sizes[::-1]",
        "{a: name}",
        "sort_by(sizes, &@)",
        "name || sizes",
        "sizes == `[]`",
        "!name.first",
    ];
    let waiters = paths.iter().enumerate().map(|(number, path)| {
        let matcher = json!({"path": path, "expected": "x", "comparator": "stringEquals"});
        let acceptor = json!({"state": "success", "matcher": {"output": matcher}});
        (format!("W{number:02}"), json!({"acceptors": [acceptor]}))
    });
    operation["traits"]["smithy.waiters#waitable"] = waiters.collect();
    with(shapes)
}

fn decision_diagram() -> String {
    let mut service = service();
    service["traits"]["smithy.rules#endpointBdd"] = json!({"version": "1.1"});
    with(json!({"com.example#Service": service}))
}

fn mixins() -> String {
    let mixin = |uses: &str| json!({"type": "structure", "members": {}, "mixins": [{"target": uses}], "traits": {"smithy.api#mixin": {}}});
    with(json!({"com.example#A": mixin("com.example#B"), "com.example#B": mixin("com.example#A")}))
}

fn patch() -> String {
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

fn several() -> String {
    with(json!({
        "com.example#A": {"type": "list", "member": {"target": "com.example#Gone"}},
        "com.example#B": {"type": "map", "key": {"target": "smithy.api#String"}},
        "com.example#C": {"type": "string", "traits": {"smithy.api#pattern": 7}},
        "com.example#D$x": {"type": "apply", "traits": {"smithy.api#required": {}}},
        "relative": {"type": "string"}
    }))
}

fn merge(mut shapes: Value, more: Value) -> Value {
    for (id, shape) in more.as_object().expect("shapes") {
        shapes[id] = shape.clone();
    }
    shapes
}

fn pretty(value: &Value) -> String {
    serde_json::to_string_pretty(value).expect("JSON")
}
