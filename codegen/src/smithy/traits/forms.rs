//! The properties in trait values. Other properties are ignored, with a warning.

use serde_json::Value;

use crate::diagnostics::nearest;

/// The form of a trait value, or of a part of it.
enum Form {
    /// Anything: text, numbers, lists of them, and custom data.
    Any,
    /// These properties, of any value, and no others.
    Keys(&'static [&'static str]),
    /// The same, with properties whose values have a form.
    Object(&'static [&'static str], &'static [(&'static str, Form)]),
    List(&'static Form),
    Map(&'static Form),
}

use Form::{Any, Keys, List, Map, Object};

/// An unknown property of a trait.
pub(crate) struct Stranger {
    /// The path to it within the value.
    pub(crate) path: Vec<String>,
    /// The property that may have been meant.
    pub(crate) meant: Option<&'static str>,
}

/// The unknown properties in a trait value. Traits of unknown form have none.
pub(crate) fn strangers(id: &str, value: &Value) -> Vec<Stranger> {
    let mut found = Vec::new();
    if ANNOTATIONS.contains(&id) {
        walk(&Keys(&[]), value, &mut Vec::new(), &mut found);
    } else if let Some((_, form)) = FORMS.iter().find(|(known, _)| *known == id) {
        walk(form, value, &mut Vec::new(), &mut found);
    }
    found
}

fn walk(form: &Form, value: &Value, path: &mut Vec<String>, found: &mut Vec<Stranger>) {
    match (form, value) {
        (Keys(names), Value::Object(_)) => walk(&Object(names, &[]), value, path, found),
        (Object(names, forms), Value::Object(entries)) => {
            for (name, value) in entries {
                path.push(name.clone());
                if let Some((_, form)) = forms.iter().find(|(known, _)| known == name) {
                    walk(form, value, path, found);
                } else if !names.contains(&name.as_str()) {
                    let known = names.iter().copied().chain(forms.iter().map(|(name, _)| *name));
                    found.push(Stranger { path: path.clone(), meant: nearest(name, known) });
                }
                path.pop();
            }
        }
        (Map(form), Value::Object(entries)) => {
            for (name, value) in entries {
                path.push(name.clone());
                walk(form, value, path, found);
                path.pop();
            }
        }
        (List(form), Value::Array(items)) => {
            for (index, value) in items.iter().enumerate() {
                path.push(format!("[{index}]"));
                walk(form, value, path, found);
                path.pop();
            }
        }
        // Values of the wrong type are reported elsewhere.
        _ => {}
    }
}

/// Traits without a value.
const ANNOTATIONS: &[&str] = &[
    "aws.api#controlPlane",
    "aws.api#dataPlane",
    "sdk.codegen#acceptsCertificate",
    "sdk.codegen#sha256TreeHash",
    "smithy.api#addedDefault",
    "smithy.api#box",
    "smithy.api#clientOptional",
    "smithy.api#eventHeader",
    "smithy.api#eventPayload",
    "smithy.api#hostLabel",
    "smithy.api#httpBasicAuth",
    "smithy.api#httpBearerAuth",
    "smithy.api#httpChecksumRequired",
    "smithy.api#httpDigestAuth",
    "smithy.api#httpLabel",
    "smithy.api#httpPayload",
    "smithy.api#httpQueryParams",
    "smithy.api#httpResponseCode",
    "smithy.api#idempotencyToken",
    "smithy.api#idempotent",
    "smithy.api#input",
    "smithy.api#internal",
    "smithy.api#nestedProperties",
    "smithy.api#noReplace",
    "smithy.api#notProperty",
    "smithy.api#optionalAuth",
    "smithy.api#output",
    "smithy.api#private",
    "smithy.api#readonly",
    "smithy.api#required",
    "smithy.api#requiresLength",
    "smithy.api#sensitive",
    "smithy.api#sparse",
    "smithy.api#streaming",
    "smithy.api#uniqueItems",
    "smithy.api#unstable",
    "smithy.api#xmlAttribute",
    "smithy.api#xmlFlattened",
];

const BOUNDS: Form = Keys(&["min", "max"]);

const PROTOCOL: Form = Keys(&["http", "eventStreamHttp"]);

const FORMS: &[(&str, Form)] = &[
    (
        "aws.api#arn",
        Keys(&["template", "absolute", "noAccount", "noRegion", "reusable", "resourceDelimiter"]),
    ),
    ("aws.api#arnReference", Keys(&["type", "service", "resource"])),
    ("aws.api#clientDiscoveredEndpoint", Keys(&["required"])),
    ("aws.api#clientEndpointDiscovery", Keys(&["operation", "error"])),
    (
        "aws.api#service",
        Keys(&[
            "sdkId",
            "arnNamespace",
            "cloudFormationName",
            "cloudTrailEventSource",
            "docId",
            "endpointPrefix",
        ]),
    ),
    ("aws.auth#sigv4", Keys(&["name"])),
    ("aws.auth#sigv4a", Keys(&["name"])),
    (
        "aws.protocols#httpChecksum",
        Keys(&[
            "requestChecksumRequired",
            "requestAlgorithmMember",
            "requestValidationModeMember",
            "responseAlgorithms",
        ]),
    ),
    ("aws.protocols#restJson1", PROTOCOL),
    ("sdk.codegen#certificateAuth", Keys(&["endpointType", "port", "alpn", "policyPrefix"])),
    ("sdk.codegen#ranges", List(&BOUNDS)),
    ("smithy.api#authDefinition", Keys(&["traits"])),
    (
        "smithy.api#cors",
        Keys(&["origin", "maxAge", "additionalAllowedHeaders", "additionalExposedHeaders"]),
    ),
    ("smithy.api#deprecated", Keys(&["message", "since"])),
    ("smithy.api#endpoint", Keys(&["hostPrefix"])),
    ("smithy.api#enum", List(&Keys(&["value", "name", "documentation", "tags", "deprecated"]))),
    (
        "smithy.api#examples",
        List(&Object(
            &["title", "documentation", "input", "output", "allowConstraintErrors"],
            &[("error", Keys(&["shapeId", "content"]))],
        )),
    ),
    ("smithy.api#http", Keys(&["method", "uri", "code"])),
    ("smithy.api#httpApiKeyAuth", Keys(&["name", "in", "scheme"])),
    ("smithy.api#idRef", Keys(&["failWhenMissing", "selector", "errorMessage"])),
    ("smithy.api#length", BOUNDS),
    ("smithy.api#mixin", Keys(&["localTraits"])),
    ("smithy.api#paginated", Keys(&["inputToken", "outputToken", "items", "pageSize"])),
    ("smithy.api#property", Keys(&["name"])),
    ("smithy.api#range", BOUNDS),
    ("smithy.api#recommended", Keys(&["reason"])),
    ("smithy.api#references", List(&Keys(&["resource", "ids", "service", "rel"]))),
    ("smithy.api#requestCompression", Keys(&["encodings"])),
    ("smithy.api#retryable", Keys(&["throttling"])),
    ("smithy.api#xmlNamespace", Keys(&["uri", "prefix"])),
    ("smithy.rules#clientContextParams", Map(&Keys(&["type", "documentation"]))),
    ("smithy.rules#contextParam", Keys(&["name"])),
    (
        "smithy.rules#endpointRuleSet",
        Object(
            &["version", "serviceId"],
            &[("parameters", Map(&PARAMETER)), ("rules", List(&RULE))],
        ),
    ),
    ("smithy.rules#endpointTests", Object(&["version"], &[("testCases", List(&ENDPOINT_TEST))])),
    ("smithy.rules#operationContextParams", Map(&Keys(&["path"]))),
    ("smithy.rules#staticContextParams", Map(&Keys(&["value"]))),
    (
        "smithy.test#httpRequestTests",
        List(&Object(
            &[
                "method",
                "uri",
                "host",
                "resolvedHost",
                "queryParams",
                "forbidQueryParams",
                "requireQueryParams",
            ],
            MESSAGE_TEST,
        )),
    ),
    ("smithy.test#httpResponseTests", List(&Object(&["code"], MESSAGE_TEST))),
    (
        "smithy.waiters#waitable",
        Map(&Object(
            &["documentation", "minDelay", "maxDelay", "deprecated", "tags"],
            &[("acceptors", List(&Object(&["state"], &[("matcher", MATCHER)])))],
        )),
    ),
];

static PARAMETER: Form = Object(
    &["type", "builtIn", "default", "required", "documentation"],
    &[("deprecated", Keys(&["message", "since"]))],
);

static RULE: Form = Object(
    &["type", "documentation", "error"],
    &[
        ("conditions", List(&Keys(&["fn", "argv", "assign"]))),
        ("endpoint", Keys(&["url", "properties", "headers"])),
        ("rules", List(&RULE)),
    ],
);

static ENDPOINT_TEST: Form = Object(
    &["documentation", "params"],
    &[
        (
            "operationInputs",
            List(&Keys(&["operationName", "builtInParams", "operationParams", "clientParams"])),
        ),
        ("expect", Object(&["error"], &[("endpoint", Keys(&["url", "headers", "properties"]))])),
    ],
);

/// The common properties of request and response tests.
const MESSAGE_TEST: &[(&str, Form)] = &[
    ("id", Any),
    ("protocol", Any),
    ("authScheme", Any),
    ("headers", Any),
    ("forbidHeaders", Any),
    ("requireHeaders", Any),
    ("body", Any),
    ("bodyMediaType", Any),
    ("params", Any),
    ("vendorParams", Any),
    ("vendorParamsShape", Any),
    ("documentation", Any),
    ("tags", Any),
    ("appliesTo", Any),
];

const PATH: Form = Keys(&["path", "expected", "comparator"]);

const MATCHER: Form = Object(&["success", "errorType"], &[("output", PATH), ("inputOutput", PATH)]);

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn found(id: &str, value: Value) -> Vec<(String, Option<&'static str>)> {
        strangers(id, &value).into_iter().map(|it| (it.path.join("."), it.meant)).collect()
    }

    #[test]
    fn properties_of_other_names_are_found_at_every_depth() {
        let found_in = |id, value| found(id, value);
        assert_eq!(found_in("smithy.api#length", json!({"min": 1, "max": 2})), []);
        let expected = [("mim".to_owned(), Some("min"))];
        assert_eq!(found_in("smithy.api#length", json!({"mim": 1})), expected);
        assert_eq!(found_in("smithy.api#required", json!({"of": 1})), [("of".to_owned(), None)]);
        let rule = |inner| json!({"rules": [{"type": "tree", "rules": [inner]}]});
        let expected = [("rules.[0].rules.[0].typ".to_owned(), Some("type"))];
        assert_eq!(found_in("smithy.rules#endpointRuleSet", rule(json!({"typ": 1}))), expected);
    }

    #[test]
    fn data_of_the_model_has_any_properties() {
        let example = json!([{"title": "x", "input": {"anything": {"deeper": 1}}}]);
        assert_eq!(found("smithy.api#examples", example), []);
        assert_eq!(found("com.example#own", json!({"anything": 1})), []);
        assert_eq!(found("smithy.api#length", json!("no object")), []);
    }
}
