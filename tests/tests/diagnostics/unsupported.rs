//! Valid models that are not supported.

use serde_json::{Value, json};

use crate::support::{merge, operation, pretty, protocol_of, service, with};

pub(crate) fn protocol(id: &str) -> String {
    pretty(&json!({"smithy": "2.0", "shapes": {"com.example#Service": protocol_of(id)}}))
}

pub(crate) fn unsupported() -> String {
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

pub(crate) fn stream() -> String {
    let required = json!({"smithy.api#required": {}});
    let members = json!({"content": {"target": "com.example#Content", "traits": required}});
    let streaming = json!({"type": "blob", "traits": {"smithy.api#streaming": {}}});
    with(merge(operation("/do", members), json!({"com.example#Content": streaming})))
}

pub(crate) fn authentication() -> String {
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

pub(crate) fn bindings() -> String {
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

fn rules(parameters: Value, rules: Value) -> Value {
    json!({"version": "1.0", "parameters": parameters, "rules": rules})
}

pub(crate) fn endpoint_rules() -> String {
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

pub(crate) fn endpoint_parameters() -> String {
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

pub(crate) fn paths() -> String {
    let sizes = json!({"type": "list", "member": {"target": "smithy.api#Integer"}});
    let members = json!({
        "token": {"target": "smithy.api#Boolean"},
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

pub(crate) fn decision_diagram() -> String {
    let mut service = service();
    service["traits"]["smithy.rules#endpointBdd"] = json!({"version": "1.1"});
    with(json!({"com.example#Service": service}))
}
