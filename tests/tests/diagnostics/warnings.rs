//! Warnings about valid models.

use codegen::Severity;
use serde_json::{Value, json};

use crate::support::{merge, operation, pretty, refusal, run, service, structure, warnings, with};

#[test]
fn keys_that_shapes_do_not_have_are_told() {
    let input = json!({"type": "structure", "membres": {"a": {"target": "smithy.api#String"}}});
    let do_ = merge(
        operation("/do", json!({}))["com.example#Do"].clone(),
        json!({"error": [{"target": "com.example#Gone"}]}),
    );
    let shapes = json!({"com.example#DoInput": input, "com.example#Do": do_});
    let found = told(
        with(merge(operation("/do", json!({})), shapes)),
        &[
            "a shape of type operation has an unknown key `error`; it is ignored",
            "a shape of type structure has an unknown key `membres`; it is ignored",
        ],
    );
    assert!(found.contains("help: did you mean `errors`?"), "{found}");
    assert!(found.contains("help: did you mean `members`?"), "{found}");
    let member = json!({"a": {"target": "smithy.api#String", "trait": {}}});
    told(with(structure(member)), &["a member has an unknown key `trait`"]);
    let mut reference = operation("/do", json!({}));
    reference["com.example#Do"]["input"]["traits"] = json!({});
    told(with(reference), &["a reference has an unknown key `traits`"]);
    let mut root: Value = serde_json::from_str(&with(json!({}))).expect("JSON");
    root["metdata"] = json!({});
    let found = told(root.to_string(), &["a model has an unknown key `metdata`"]);
    assert!(found.contains("did you mean `metadata`?"), "{found}");
}

#[test]
fn properties_that_traits_do_not_have_are_told() {
    let mut shapes = operation("/do", json!({"token": {"target": "smithy.api#String"}}));
    shapes["com.example#Do"]["output"] = json!({"target": "com.example#DoInput"});
    shapes["com.example#Do"]["traits"]["smithy.api#paginated"] = json!({"inputToken": "token", "outputToken": "token", "pagesize": "token", "maxResults": "n"});
    let found = told(
        with(shapes),
        &[
            "`smithy.api#paginated` has an unknown property `pagesize`; it is ignored",
            "`smithy.api#paginated` has an unknown property `maxResults`; it is ignored",
        ],
    );
    assert!(found.contains("did you mean `pageSize`?"), "{found}");
    assert!(found.contains("traits › smithy.api#paginated › maxResults"), "{found}");
}

#[test]
fn traits_that_may_be_newer_are_told_once() {
    let traits = json!({"smithy.api#quantum": {}, "com.acme#loud": {}});
    let members = json!({
        "a": {"target": "smithy.api#String", "traits": traits},
        "b": {"target": "smithy.api#String", "traits": traits}
    });
    let found = told(
        with(structure(members)),
        &[
            "the trait `com.acme#loud` is not known, and ignored, here and in 1 other place",
            "the trait `smithy.api#quantum` is not known, and ignored, here and in 1 other place",
        ],
    );
    assert!(found.contains("or load the file that defines it as well"), "{found}");
}

#[test]
fn traits_that_the_model_defines_are_known() {
    let definition = json!({"type": "structure", "traits": {"smithy.api#trait": {}}});
    let text = json!({"type": "string", "traits": {"com.acme#loud": {}}});
    told(with(json!({"com.acme#loud": definition, "com.example#Text": text})), &[]);
}

#[test]
fn operations_that_no_service_lists_are_told() {
    let stop = json!({"type": "operation", "traits": http("POST", "/stop")});
    let mixin = json!({"type": "operation", "traits": {"smithy.api#mixin": {}}});
    let shapes = json!({"com.example#Stop": stop, "com.example#Mixin": mixin});
    let found = told(
        with(merge(operation("/do", json!({})), shapes)),
        &["no service lists this operation, so it is not in any client"],
    );
    assert!(found.contains("add it to the operations of com.example#Service"), "{found}");
}

#[test]
fn operations_of_one_route_are_told() {
    let routes = |routes: &[(&str, &str)]| {
        let mut shapes = json!({});
        let mut list = Vec::new();
        for (index, (method, uri)) in routes.iter().enumerate() {
            let id = format!("com.example#Op{index}");
            let labels = uri.split('{').skip(1).filter_map(|part| part.split('}').next());
            let label = json!({"target": "smithy.api#String", "traits":
                {"smithy.api#required": {}, "smithy.api#httpLabel": {}}});
            let members = labels.map(|name| (name.trim_end_matches('+').to_owned(), label.clone()));
            let input = json!({"type": "structure", "members": Value::Object(members.collect())});
            shapes[format!("{id}Input")] = input;
            shapes[&id] = json!({
                "type": "operation",
                "input": {"target": format!("{id}Input")},
                "traits": http(method, uri)
            });
            list.push(json!({"target": id}));
        }
        let mut service = service();
        service["operations"] = json!(list);
        shapes["com.example#Service"] = service;
        with(shapes)
    };
    for same in [
        [("GET", "/pumps/{id}"), ("GET", "/pumps/{name}")],
        [("PUT", "/a/{b+}"), ("PUT", "/a/{c+}")],
        [("GET", "/a?x&y=1"), ("GET", "/a?y=1&x=")],
    ] {
        told(routes(&same), &["2 operations have the route"]);
    }
    let pumps = [("GET", "/pumps/{id}"), ("GET", "/pumps/{name}"), ("GET", "/pumps/{key}")];
    told(routes(&pumps), &["3 operations have the route `GET /pumps/{}`: `Op0`, `Op1`, `Op2`"]);
    for different in [
        [("GET", "/pumps/{id}"), ("PUT", "/pumps/{id}")],
        [("GET", "/pumps/{id}"), ("GET", "/pumps/all")],
        [("GET", "/pumps/{id}"), ("GET", "/pumps/{id+}")],
        [("GET", "/pumps"), ("GET", "/pumps?full")],
        [("GET", "/pumps/{id}"), ("GET", "/pumps/{id}/parts")],
    ] {
        told(routes(&different), &[]);
    }
}

#[test]
fn routes_on_hosts_of_their_own_are_different() {
    let on = |prefix: &str| {
        let mut traits = http("GET", "/do");
        traits["smithy.api#endpoint"] = json!({"hostPrefix": prefix});
        json!({"type": "operation", "traits": traits})
    };
    let mut service = service();
    service["operations"] = json!([{"target": "com.example#A"}, {"target": "com.example#B"}]);
    let with_hosts = |a: &str, b: &str| {
        with(
            json!({"com.example#Service": service, "com.example#A": on(a), "com.example#B": on(b)}),
        )
    };
    told(with_hosts("data.", "control."), &[]);
    told(with_hosts("data.", "data."), &["`GET /do` on the host data.…: `A`, `B`"]);
}

#[test]
fn patterns_that_are_no_regular_expressions_are_told() {
    let text = |pattern: &str| {
        let text = json!({"type": "string", "traits": {"smithy.api#pattern": pattern}});
        with(json!({"com.example#Text": text}))
    };
    told(text("[a-z"), &["the pattern is not a regular expression: "]);
    // The runtime does not support it, but the service does.
    told(text(r"^(?!aws)\p{L}+$"), &[]);
}

#[test]
fn members_of_examples_that_do_not_exist_are_told() {
    let mut shapes = operation("/do", json!({"name": {"target": "smithy.api#String"}}));
    let example = json!({"title": "First", "input": {"nmae": "x"}, "output": {"more": 1}});
    shapes["com.example#Do"]["traits"]["smithy.api#examples"] = json!([example]);
    let found = told(
        with(shapes),
        &[
            "in the example \"First\", com.example#DoInput has no member `nmae`",
            "in the example \"First\", smithy.api#Unit has no member `more`",
        ],
    );
    assert!(found.contains("did you mean `name`?"), "{found}");
}

#[test]
fn endpoint_discovery_that_an_operation_requires_is_told() {
    let with_discovery = |required: bool| {
        let mut shapes = operation("/do", json!({}));
        shapes["com.example#Do"]["traits"]["aws.api#clientDiscoveredEndpoint"] =
            json!({"required": required});
        with(shapes)
    };
    told(with_discovery(true), &["endpoint discovery is not supported"]);
    told(with_discovery(false), &[]);
}

#[test]
fn an_integer_may_name_a_page() {
    let members = json!({"page": {"target": "smithy.api#Integer"}});
    let mut shapes = operation("/do", members);
    shapes["com.example#Do"]["output"] = json!({"target": "com.example#DoInput"});
    let paginated = json!({"inputToken": "page", "outputToken": "page"});
    shapes["com.example#Do"]["traits"]["smithy.api#paginated"] = paginated;
    told(with(shapes), &[]);
}

#[test]
fn errors_come_with_the_warnings_and_after_them() {
    let shapes = json!({
        "com.example#A": {"type": "list", "member": {"target": "com.example#Gone"}},
        "com.example#B": {"type": "structure", "membres": {}}
    });
    let found = refusal(&[("model.json", &with(shapes))]);
    assert!(found.starts_with("warning: "), "{found}");
    assert!(found.contains("\n\nerror: ") && found.ends_with("\n\n1 error, 1 warning"), "{found}");
    let metadata = json!({"sdk.codegen.patchs": []});
    let model = json!({"smithy": "2.0", "metadata": metadata, "shapes": {}});
    let found = refusal(&[("model.json", &pretty(&model))]);
    assert!(found.contains("did you mean `sdk.codegen.patches`?"), "{found}");
}

#[test]
fn overlapping_files_are_warned_about_in_each() {
    let text = with(json!({"com.example#A": {"type": "string", "membres": {}}}));
    let generated = run(&[("first.json", &text), ("second.json", &text)]).expect("a crate");
    assert_eq!(generated.warnings.warnings(), 2, "{}", generated.warnings);
}

/// The model is valid and has exactly these warnings.
#[track_caller]
fn told(text: String, messages: &[&str]) -> String {
    let found = warnings(&text);
    assert!(found.0.iter().all(|finding| finding.severity == Severity::Warning), "{found}");
    for message in messages {
        assert!(found.to_string().contains(message), "expected {message:?}, not {found}");
    }
    assert_eq!(found.0.len(), messages.len(), "{found}");
    found.to_string()
}

fn http(method: &str, uri: &str) -> Value {
    json!({"smithy.api#http": {"method": method, "uri": uri}})
}
