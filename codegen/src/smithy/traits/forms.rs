//! Which properties the values of traits have. What else an object has is passed over by the
//! generator, and worth a warning.

use serde_json::Value;

use crate::diagnostics::nearest;

/// What the value of a trait, or a part of it, consists of.
enum Form {
    /// Anything: text, numbers, lists of them, and data of the model's own.
    Any,
    /// These properties and no others.
    Object(&'static [(&'static str, Form)]),
    List(&'static Form),
    Map(&'static Form),
}

use Form::{Any, List, Map, Object};

/// A property that a trait does not have.
pub(crate) struct Stranger {
    /// The way to it within the value.
    pub(crate) path: Vec<String>,
    /// The property that may have been meant.
    pub(crate) meant: Option<&'static str>,
}

/// The properties in the value of a trait that the trait does not have. Traits of unknown form have
/// none.
pub(crate) fn strangers(id: &str, value: &Value) -> Vec<Stranger> {
    let mut found = Vec::new();
    if ANNOTATIONS.contains(&id) {
        walk(&Object(&[]), value, &mut Vec::new(), &mut found);
    } else if let Some((_, form)) = FORMS.iter().find(|(known, _)| *known == id) {
        walk(form, value, &mut Vec::new(), &mut found);
    }
    found
}

fn walk(form: &Form, value: &Value, path: &mut Vec<String>, found: &mut Vec<Stranger>) {
    match (form, value) {
        (Object(properties), Value::Object(entries)) => {
            for (name, value) in entries {
                path.push(name.clone());
                match properties.iter().find(|(known, _)| known == name) {
                    Some((_, form)) => walk(form, value, path, found),
                    None => {
                        let meant = nearest(name, properties.iter().map(|(known, _)| *known));
                        found.push(Stranger { path: path.clone(), meant });
                    }
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
        // Values of another type are told of elsewhere.
        _ => {}
    }
}

/// Traits that are there or not, with nothing in them.
const ANNOTATIONS: &[&str] = &[
    "aws.api#controlPlane",
    "aws.api#dataPlane",
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

const BOUNDS: Form = Object(&[("min", Any), ("max", Any)]);

const PROTOCOL: Form = Object(&[("http", Any), ("eventStreamHttp", Any)]);

const FORMS: &[(&str, Form)] = &[
    (
        "aws.api#arn",
        Object(&[
            ("template", Any),
            ("absolute", Any),
            ("noAccount", Any),
            ("noRegion", Any),
            ("reusable", Any),
            ("resourceDelimiter", Any),
        ]),
    ),
    ("aws.api#arnReference", Object(&[("type", Any), ("service", Any), ("resource", Any)])),
    ("aws.api#clientDiscoveredEndpoint", Object(&[("required", Any)])),
    ("aws.api#clientEndpointDiscovery", Object(&[("operation", Any), ("error", Any)])),
    (
        "aws.api#service",
        Object(&[
            ("sdkId", Any),
            ("arnNamespace", Any),
            ("cloudFormationName", Any),
            ("cloudTrailEventSource", Any),
            ("docId", Any),
            ("endpointPrefix", Any),
        ]),
    ),
    ("aws.auth#sigv4", Object(&[("name", Any)])),
    ("aws.auth#sigv4a", Object(&[("name", Any)])),
    (
        "aws.protocols#httpChecksum",
        Object(&[
            ("requestChecksumRequired", Any),
            ("requestAlgorithmMember", Any),
            ("requestValidationModeMember", Any),
            ("responseAlgorithms", Any),
        ]),
    ),
    ("aws.protocols#restJson1", PROTOCOL),
    ("sdk.codegen#ranges", List(&BOUNDS)),
    ("smithy.api#authDefinition", Object(&[("traits", Any)])),
    (
        "smithy.api#cors",
        Object(&[
            ("origin", Any),
            ("maxAge", Any),
            ("additionalAllowedHeaders", Any),
            ("additionalExposedHeaders", Any),
        ]),
    ),
    ("smithy.api#deprecated", Object(&[("message", Any), ("since", Any)])),
    ("smithy.api#endpoint", Object(&[("hostPrefix", Any)])),
    (
        "smithy.api#enum",
        List(&Object(&[
            ("value", Any),
            ("name", Any),
            ("documentation", Any),
            ("tags", Any),
            ("deprecated", Any),
        ])),
    ),
    (
        "smithy.api#examples",
        List(&Object(&[
            ("title", Any),
            ("documentation", Any),
            ("input", Any),
            ("output", Any),
            ("error", Object(&[("shapeId", Any), ("content", Any)])),
            ("allowConstraintErrors", Any),
        ])),
    ),
    ("smithy.api#http", Object(&[("method", Any), ("uri", Any), ("code", Any)])),
    ("smithy.api#httpApiKeyAuth", Object(&[("name", Any), ("in", Any), ("scheme", Any)])),
    (
        "smithy.api#idRef",
        Object(&[("failWhenMissing", Any), ("selector", Any), ("errorMessage", Any)]),
    ),
    ("smithy.api#length", BOUNDS),
    ("smithy.api#mixin", Object(&[("localTraits", Any)])),
    (
        "smithy.api#paginated",
        Object(&[("inputToken", Any), ("outputToken", Any), ("items", Any), ("pageSize", Any)]),
    ),
    ("smithy.api#property", Object(&[("name", Any)])),
    ("smithy.api#range", BOUNDS),
    ("smithy.api#recommended", Object(&[("reason", Any)])),
    (
        "smithy.api#references",
        List(&Object(&[("resource", Any), ("ids", Any), ("service", Any), ("rel", Any)])),
    ),
    ("smithy.api#requestCompression", Object(&[("encodings", Any)])),
    ("smithy.api#retryable", Object(&[("throttling", Any)])),
    ("smithy.api#xmlNamespace", Object(&[("uri", Any), ("prefix", Any)])),
    ("smithy.rules#clientContextParams", Map(&Object(&[("type", Any), ("documentation", Any)]))),
    ("smithy.rules#contextParam", Object(&[("name", Any)])),
    (
        "smithy.rules#endpointRuleSet",
        Object(&[
            ("version", Any),
            ("serviceId", Any),
            ("parameters", Map(&PARAMETER)),
            ("rules", List(&RULE)),
        ]),
    ),
    (
        "smithy.rules#endpointTests",
        Object(&[("version", Any), ("testCases", List(&ENDPOINT_TEST))]),
    ),
    ("smithy.rules#operationContextParams", Map(&Object(&[("path", Any)]))),
    ("smithy.rules#staticContextParams", Map(&Object(&[("value", Any)]))),
    (
        "smithy.test#httpRequestTests",
        List(&Object(&[
            ("id", Any),
            ("protocol", Any),
            ("method", Any),
            ("uri", Any),
            ("host", Any),
            ("resolvedHost", Any),
            ("authScheme", Any),
            ("queryParams", Any),
            ("forbidQueryParams", Any),
            ("requireQueryParams", Any),
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
        ])),
    ),
    (
        "smithy.test#httpResponseTests",
        List(&Object(&[
            ("id", Any),
            ("protocol", Any),
            ("code", Any),
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
        ])),
    ),
    (
        "smithy.waiters#waitable",
        Map(&Object(&[
            ("documentation", Any),
            ("acceptors", List(&Object(&[("state", Any), ("matcher", MATCHER)]))),
            ("minDelay", Any),
            ("maxDelay", Any),
            ("deprecated", Any),
            ("tags", Any),
        ])),
    ),
];

static PARAMETER: Form = Object(&[
    ("type", Any),
    ("builtIn", Any),
    ("default", Any),
    ("required", Any),
    ("documentation", Any),
    ("deprecated", Object(&[("message", Any), ("since", Any)])),
]);

static RULE: Form = Object(&[
    ("conditions", List(&Object(&[("fn", Any), ("argv", Any), ("assign", Any)]))),
    ("type", Any),
    ("documentation", Any),
    ("endpoint", Object(&[("url", Any), ("properties", Any), ("headers", Any)])),
    ("error", Any),
    ("rules", List(&RULE)),
]);

static ENDPOINT_TEST: Form = Object(&[
    ("documentation", Any),
    ("params", Any),
    (
        "operationInputs",
        List(&Object(&[
            ("operationName", Any),
            ("builtInParams", Any),
            ("operationParams", Any),
            ("clientParams", Any),
        ])),
    ),
    (
        "expect",
        Object(&[
            ("endpoint", Object(&[("url", Any), ("headers", Any), ("properties", Any)])),
            ("error", Any),
        ]),
    ),
]);

const PATH: Form = Object(&[("path", Any), ("expected", Any), ("comparator", Any)]);

const MATCHER: Form =
    Object(&[("success", Any), ("errorType", Any), ("output", PATH), ("inputOutput", PATH)]);

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
