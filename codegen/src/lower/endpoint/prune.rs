//! Removes conditions that nothing uses, to avoid unused variables.

use std::collections::BTreeSet;

use crate::ir::{
    EndpointAction, EndpointCondition, EndpointExpression, EndpointForm, EndpointProperty,
    EndpointRule, EndpointTemplate, EndpointValue, TemplatePart,
};
use crate::rust::Identifier;

/// What rules use.
#[derive(Default)]
pub(super) struct Used {
    /// Variables from outside the rules.
    pub(super) variables: BTreeSet<Identifier>,
    /// Whether they use a parameter that is not a variable.
    pub(super) params: bool,
}

/// Prunes rules, and returns what they use.
pub(super) fn prune(rules: &mut [EndpointRule]) -> Used {
    let mut used = Used::default();
    for rule in rules {
        let mut inside = Used::default();
        match &mut rule.then {
            EndpointAction::Rules(rules) => inside = prune(rules),
            EndpointAction::Error(message) => collect(message, &mut inside),
            EndpointAction::Endpoint(endpoint) => collect_endpoint(endpoint, &mut inside),
        }
        let mut kept = Vec::new();
        for condition in std::mem::take(&mut rule.conditions).into_iter().rev() {
            let condition = match condition {
                EndpointCondition::Let(name, _) if !inside.variables.remove(&name) => continue,
                EndpointCondition::Some(name, value) if !inside.variables.remove(&name) => {
                    EndpointCondition::Test(is_set(value))
                }
                other => other,
            };
            match &condition {
                EndpointCondition::Test(value)
                | EndpointCondition::Let(_, value)
                | EndpointCondition::Some(_, value) => collect(value, &mut inside),
            }
            kept.push(condition);
        }
        kept.reverse();
        rule.conditions = kept;
        used.variables.append(&mut inside.variables);
        used.params |= inside.params;
    }
    used
}

fn is_set(value: EndpointValue) -> EndpointValue {
    let expression = EndpointExpression::IsSet(Box::new(value));
    EndpointValue { expression, form: EndpointForm::Flag, optional: false }
}

fn collect_endpoint(endpoint: &EndpointTemplate, used: &mut Used) {
    collect(&endpoint.url, used);
    endpoint.headers.iter().for_each(|(_, value)| collect(value, used));
    for (name, settings) in &endpoint.auth_schemes {
        collect(name, used);
        settings.iter().for_each(|(_, value)| collect_property(value, used));
    }
    endpoint.properties.iter().for_each(|(_, value)| collect_property(value, used));
}

fn collect_property(property: &EndpointProperty, used: &mut Used) {
    match property {
        EndpointProperty::Value(value) => collect(value, used),
        EndpointProperty::List(items) => {
            items.iter().for_each(|item| collect_property(item, used));
        }
        EndpointProperty::Object(entries) => {
            entries.iter().for_each(|(_, value)| collect_property(value, used));
        }
    }
}

fn collect(value: &EndpointValue, used: &mut Used) {
    match &value.expression {
        EndpointExpression::Variable(name) => {
            used.variables.insert(name.clone());
        }
        EndpointExpression::Format(parts) => parts.iter().for_each(|part| match part {
            TemplatePart::Value(value) => collect(value, used),
            TemplatePart::Literal(_) => {}
        }),
        EndpointExpression::Call(_, values) | EndpointExpression::FirstOf(values) => {
            values.iter().for_each(|value| collect(value, used));
        }
        EndpointExpression::Choice(values) => {
            values.iter().for_each(|value| collect(value, used));
        }
        EndpointExpression::Equal(values) => {
            values.iter().for_each(|value| collect(value, used));
        }
        EndpointExpression::Field(inner, _)
        | EndpointExpression::Not(inner)
        | EndpointExpression::IsSet(inner)
        | EndpointExpression::Always(inner) => collect(inner, used),
        EndpointExpression::Parameter(_) | EndpointExpression::ParameterRef(_) => {
            used.params = true;
        }
        EndpointExpression::Text(_)
        | EndpointExpression::Flag(_)
        | EndpointExpression::Number(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::lower::fixture::lowered_shapes;
    use crate::outline;

    /// The conditions that are left of the first rule of a service.
    fn left(conditions: Value, url: &str) -> String {
        let endpoint =
            json!({"type": "endpoint", "conditions": conditions, "endpoint": {"url": url}});
        let parameter =
            json!({"type": "string", "documentation": "A zone.", "builtIn": "AWS::Region"});
        let traits = json!({"smithy.rules#endpointRuleSet": {
            "version": "1.0",
            "parameters": {"Zone": parameter},
            "rules": [endpoint, {"type": "error", "conditions": [], "error": "nowhere"}]
        }});
        let plan = lowered_shapes(traits, &[], json!({}));
        outline::whole(&plan.endpoint.rules[0].conditions).trim_end().to_owned()
    }

    #[test]
    fn only_what_is_looked_at_is_bound() {
        let zone = json!({"fn": "isSet", "argv": [{"ref": "Zone"}]});
        let partition =
            json!({"fn": "aws.partition", "argv": [{"ref": "Zone"}], "assign": "where"});
        let url = json!({"fn": "parseURL", "argv": [{"ref": "Zone"}], "assign": "url"});
        let table = [
            (json!([zone]), "https://a", "[Test(IsSet(ParameterRef(zone)?))]"),
            (json!([zone]), "https://{Zone}", "[Some(zone, ParameterRef(zone)?)]"),
            (json!([zone, partition]), "https://a", "[Test(IsSet(ParameterRef(zone)?))]"),
            (
                json!([zone, partition]),
                "https://{where#dnsSuffix}",
                "[Some(zone, ParameterRef(zone)?), Let(where, Call(Partition, [zone]))]",
            ),
            (
                json!([zone, url]),
                "https://a",
                "[Some(zone, ParameterRef(zone)?), Test(IsSet(Call(ParseUrl, [zone])?))]",
            ),
            (
                json!([zone, url]),
                "https://{url#authority}",
                "[Some(zone, ParameterRef(zone)?), Some(url, Call(ParseUrl, [zone])?)]",
            ),
        ];
        for (conditions, endpoint, expected) in table {
            assert_eq!(left(conditions, endpoint), expected, "{endpoint}");
        }
    }
}
