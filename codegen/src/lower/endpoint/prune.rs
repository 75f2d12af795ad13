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
