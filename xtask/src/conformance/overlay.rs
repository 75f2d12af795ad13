use serde_json::{Map, Value, json};

/// The statements that turn a service without any protocol into a restJson1 service, as in Smithy's
/// own endpoint rules suite. Endpoint rules are the same for every protocol.
pub(super) fn of<'a>(
    id: &str,
    service: &Value,
    operations: impl Iterator<Item = (&'a str, Option<&'a Value>)>,
) -> Option<Value> {
    let has = |shape: &Value, prefix: &str| {
        let traits = shape["traits"].as_object();
        traits.is_some_and(|traits| traits.keys().any(|id| id.starts_with(prefix)))
    };
    if has(service, "aws.protocols#") || has(service, "smithy.protocols#") {
        return None;
    }
    let mut shapes = Map::new();
    let mut traits = json!({"aws.protocols#restJson1": {}});
    if !has(service, "aws.auth#") {
        traits["aws.auth#sigv4"] = json!({"name": "example"});
    }
    shapes.insert(id.to_owned(), json!({"type": "apply", "traits": traits}));
    for (id, operation) in operations {
        if operation.is_some_and(|operation| !has(operation, "smithy.api#http")) {
            let name = id.rsplit('#').next().unwrap_or(id);
            let http = json!({"method": "POST", "uri": format!("/{name}")});
            let traits = json!({"smithy.api#http": http});
            shapes.insert(id.to_owned(), json!({"type": "apply", "traits": traits}));
        }
    }
    Some(json!({"smithy": "2.0", "shapes": shapes}))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_service_without_a_protocol_is_given_one() {
        let operation = json!({"type": "operation"});
        let with = |traits: Value| {
            let service = json!({"traits": traits});
            of("a#Service", &service, [("a#Do", Some(&operation))].into_iter())
        };
        assert_eq!(with(json!({"aws.protocols#awsJson1_1": {}})), None);
        let overlay = with(json!({"aws.auth#sigv4": {"name": "mine"}})).expect("an overlay");
        let expected = json!({"aws.protocols#restJson1": {}});
        assert_eq!(overlay["shapes"]["a#Service"]["traits"], expected);
        let http = &overlay["shapes"]["a#Do"]["traits"]["smithy.api#http"];
        assert_eq!(http["uri"], "/Do");
    }
}
