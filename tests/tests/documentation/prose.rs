use serde_json::{Value, json};
use tests::workspace::Workspace;

use crate::fragments::FRAGMENTS;
use crate::generate;

#[test]
fn prose_is_never_code() {
    let workspace = Workspace::new("prose", ["nasty-prose", "no-prose"]);
    let files = generate(&workspace, "nasty-prose", &model(FRAGMENTS, Some));
    generate(&workspace, "no-prose", &model(&FRAGMENTS[..3], |_| None));
    for (path, text) in &files {
        let is_hidden = |c: char| c.is_control() && c != '\n' || "\u{202e}\u{2066}".contains(c);
        assert!(!text.contains(is_hidden), "{path}");
    }
    workspace.cargo(&["fmt", "--check", "--package", "nasty-prose", "--package", "no-prose"]);
    workspace.cargo(&["test", "--workspace", "--quiet", "--tests"]);
    workspace.cargo(&["doc", "--workspace", "--no-deps", "--quiet"]);
    for (name, operations) in [("nasty-prose", FRAGMENTS.len()), ("no-prose", 3)] {
        let printed = workspace.cargo(&["test", "--doc", "--package", name]);
        let passed = printed.lines().filter_map(|line| {
            let (count, rest) = line.strip_prefix("test result: ok. ")?.split_once(" passed; ")?;
            assert!(rest.starts_with("0 failed; 0 ignored"), "{line}");
            count.parse::<usize>().ok()
        });
        // The front page shows the set-up, a waiter and, if there are many operations, only the
        // first.
        let front_page = 2 + if operations > 12 { 1 } else { operations };
        assert_eq!(passed.sum::<usize>(), front_page + operations, "{name}: {printed}");
    }
}

/// A model with something of each kind for each fragment.
fn model(fragments: &[&'static str], prose: fn(&'static str) -> Option<&'static str>) -> Value {
    let mut shapes = serde_json::Map::new();
    let mut members = [json!({}), json!({}), json!({})];
    let (mut parameters, mut settings, mut tests) = (json!({}), json!({}), Vec::new());
    for (index, text) in fragments.iter().enumerate() {
        let prose = prose(text);
        let documentation = prose.map(|text| json!({"smithy.api#documentation": text}));
        let mut about = documentation.unwrap_or_else(|| json!({}));
        if prose.is_some() {
            about["smithy.api#deprecated"] = json!({"message": text, "since": text});
        }
        let target = ["String", "Boolean", "Timestamp"][index % 3];
        let member = json!({"target": format!("smithy.api#{target}"), "traits": about});
        let (name, structure) = (format!("m{index}"), format!("Structure{index}"));
        let mut value = json!({"target": "smithy.api#Unit", "traits": about});
        value["traits"]["smithy.api#enumValue"] = json!(name);
        let [structures, unions, values] = &mut members;
        structures[&name] = json!({"target": format!("ex#{structure}"), "traits": about});
        unions[&name] = member.clone();
        values[&name] = value;
        shapes.insert(
            format!("ex#{structure}"),
            json!({"type": "structure", "traits": about, "members": {"a": member}}),
        );
        let mut error = json!({"type": "structure", "traits": about, "members": {"b": member}});
        error["traits"]["smithy.api#error"] = json!("client");
        shapes.insert(format!("ex#Failure{index}"), error);
        shapes.insert(
            format!("ex#Call{index}Input"),
            json!({"type": "structure", "members": {
                "c": member
            }}),
        );
        shapes.insert(format!("ex#Call{index}"), operation(index, prose, &about));
        let parameter = format!("Parameter{index}");
        parameters[&parameter] = json!({"type": "String", "required": false});
        settings[&parameter] = json!({"type": "string"});
        let mut test = json!({"params": {}, "expect": {"endpoint": {"url": "https://x.y"}}});
        if let Some(text) = prose {
            parameters[&parameter]["documentation"] = json!(text);
            settings[&parameter]["documentation"] = json!(text);
            test["documentation"] = json!(text);
        }
        tests.push(test);
    }
    let prose = prose("Title `of` <x> [y] \"z\" \\ \u{202e}\n# # - 1. ``` | https://a.b/c_d");
    let about = prose.map(|text| json!({"smithy.api#documentation": text}));
    let about = about.unwrap_or_else(|| json!({}));
    let [structures, unions, values] = members;
    shapes.insert(
        "ex#All".into(),
        json!({
            "type": "structure", "traits": about, "members": structures
        }),
    );
    shapes.insert(
        "ex#Choice".into(),
        json!({
            "type": "union", "traits": about, "members": unions
        }),
    );
    shapes.insert(
        "ex#Kind".into(),
        json!({
            "type": "enum", "traits": about, "members": values
        }),
    );
    shapes.insert("ex#Types".into(), json!({"type": "structure", "members": {
        "all": {"target": "ex#All"}, "choice": {"target": "ex#Choice"}, "kind": {"target": "ex#Kind"}
    }}));
    let operations = (0..fragments.len()).map(|index| json!({"target": format!("ex#Call{index}")}));
    let mut traits = about;
    traits["aws.protocols#restJson1"] = json!({});
    traits["smithy.rules#clientContextParams"] = settings;
    traits["smithy.rules#endpointTests"] = json!({"version": "1.0", "testCases": tests});
    traits["smithy.rules#endpointRuleSet"] = json!({
        "version": "1.0",
        "parameters": parameters,
        "rules": [{"type": "endpoint", "conditions": [], "endpoint": {"url": "https://x.y"}}]
    });
    if let Some(text) = prose {
        traits["smithy.api#title"] = json!(text);
    }
    shapes.insert(
        "ex#Service".into(),
        json!({
            "type": "service",
            "version": prose.unwrap_or("1"),
            "operations": operations.collect::<Vec<_>>(),
            "traits": traits
        }),
    );
    json!({"smithy": "2.0", "shapes": shapes})
}

fn operation(index: usize, prose: Option<&str>, about: &Value) -> Value {
    let mut traits = about.clone();
    traits["smithy.api#http"] = json!({"method": "POST", "uri": format!("/{index}")});
    let mut test = json!({
        "id": format!("Request{index}"),
        "protocol": "aws.protocols#restJson1",
        "method": "POST",
        "uri": format!("/{index}")
    });
    let acceptors = json!([{"state": "success", "matcher": {"success": true}}]);
    let mut waiter = json!({"acceptors": acceptors});
    if let Some(text) = prose {
        traits["smithy.api#examples"] = json!([{
            "title": text, "documentation": text, "input": {}, "output": {}
        }]);
        test["documentation"] = json!(text);
        waiter["documentation"] = json!(text);
    }
    traits["smithy.test#httpRequestTests"] = json!([test]);
    traits["smithy.waiters#waitable"] = json!({ format!("Waiter{index}"): waiter });
    let errors = json!([{"target": format!("ex#Failure{index}")}]);
    // Types are generated only if an operation uses them.
    let output = if index == 0 { "ex#Types" } else { "smithy.api#Unit" };
    json!({
        "type": "operation",
        "input": {"target": format!("ex#Call{index}Input")},
        "output": {"target": output},
        "errors": errors,
        "traits": traits
    })
}
