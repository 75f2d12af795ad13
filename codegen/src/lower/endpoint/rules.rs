use std::collections::BTreeMap;

use super::functions::borrows_temporary;
use super::prune::{Used, prune};
use crate::ir::{
    EndpointAction, EndpointCondition, EndpointExpression, EndpointForm, EndpointParameter,
    EndpointRule, EndpointValue, ParameterKind,
};
use crate::lower::names::field_name;
use crate::rust::Identifier;
use crate::smithy::traits::{Condition, Expression, Rule, RuleBody};

/// What the rules use that has no Rust form.
pub(super) type Unsupported = String;

/// Rules, and what they take from outside.
pub(super) fn lower(
    parameters: &[EndpointParameter],
    rules: &[Rule],
) -> Result<(Vec<EndpointRule>, Used), Unsupported> {
    let mut lowering =
        RuleLowering { parameters, scope: Vec::new(), names: BTreeMap::new(), hoisted: None };
    for parameter in parameters {
        let Some(binding) = &parameter.binding else { continue };
        let form = match (parameter.kind, &binding.default) {
            (ParameterKind::Text, _) => EndpointForm::Text,
            (ParameterKind::Texts, None) => EndpointForm::ListRef,
            (ParameterKind::Texts, Some(_)) => EndpointForm::List,
            (ParameterKind::Flag | ParameterKind::PlainFlag, _) => EndpointForm::Flag,
        };
        lowering.bind(&parameter.model, form);
    }
    let mut rules = lowering.rules(rules)?;
    let used = prune(&mut rules);
    Ok((rules, used))
}

/// The name of a variable. What the emitted function calls its argument gets a suffix.
pub(super) fn variable_name(name: &str) -> Identifier {
    let field = field_name(name);
    if field.plain() == "params" { field.suffixed("_") } else { field }
}

pub(super) struct RuleLowering<'a> {
    pub(super) parameters: &'a [EndpointParameter],
    /// What conditions so far have bound, by the names of the model.
    scope: Vec<(String, EndpointValue)>,
    /// What each variable is called in the model.
    names: BTreeMap<Identifier, String>,
    /// Conditions that must hold before the one at work; `None` outside of conditions.
    hoisted: Option<Vec<EndpointCondition>>,
}

impl RuleLowering<'_> {
    /// Rules in their order. Nothing after a rule without a test is ever reached.
    fn rules(&mut self, rules: &[Rule]) -> Result<Vec<EndpointRule>, Unsupported> {
        let mut lowered = Vec::new();
        for rule in rules {
            let rule = self.rule(rule)?;
            let holds =
                |condition: &EndpointCondition| matches!(condition, EndpointCondition::Let(..));
            let always = rule.conditions.iter().all(holds);
            lowered.push(rule);
            if always {
                break;
            }
        }
        Ok(lowered)
    }

    fn rule(&mut self, rule: &Rule) -> Result<EndpointRule, Unsupported> {
        let outer = self.scope.len();
        let mut conditions = Vec::new();
        for condition in &rule.conditions {
            self.hoisted = Some(Vec::new());
            let own = self.condition(condition)?;
            conditions.extend(self.hoisted.take().unwrap_or_default());
            conditions.extend(own);
        }
        let then = match &rule.body {
            RuleBody::Tree { rules } => EndpointAction::Rules(self.rules(rules)?),
            RuleBody::Error { error } => EndpointAction::Error(self.present_text(error)?),
            RuleBody::Endpoint { endpoint } => {
                EndpointAction::Endpoint(Box::new(self.endpoint(endpoint)?))
            }
        };
        self.scope.truncate(outer);
        Ok(EndpointRule { conditions, then })
    }

    /// A condition holds if its value is there and is not false.
    fn condition(&mut self, condition: &Condition) -> Result<Vec<EndpointCondition>, Unsupported> {
        if let ("isSet", [Expression::Reference { name }]) =
            (condition.function.as_str(), condition.argv.as_slice())
        {
            let value = self.reference(name)?;
            self.present(value)?;
            return Ok(Vec::new());
        }
        let value = self.call(&condition.function, &condition.argv)?;
        let Some(name) = &condition.assign else {
            return Ok(test(value).into_iter().collect());
        };
        let form = value.form;
        let variable = self.bind(name, form);
        let mut conditions = vec![match (value.optional, borrows_temporary(&value)) {
            (true, _) => EndpointCondition::Some(variable, value),
            // A temporary lives as long as the block of its `if let`.
            (false, true) => EndpointCondition::Some(variable, always(value)),
            (false, false) => EndpointCondition::Let(variable, value),
        }];
        if form == EndpointForm::Flag {
            conditions.push(EndpointCondition::Test(self.reference(name)?));
        }
        Ok(conditions)
    }

    /// Puts a variable into scope. Names that are one in Rust get numbers.
    fn bind(&mut self, name: &str, form: EndpointForm) -> Identifier {
        let mut variable = variable_name(name);
        let mut count = 1;
        while self.names.get(&variable).is_some_and(|known| known != name) {
            count += 1;
            variable = variable_name(name).suffixed(&format!("_{count}"));
        }
        self.names.insert(variable.clone(), name.to_owned());
        let expression = EndpointExpression::Variable(variable.clone());
        self.scope.push((name.to_owned(), EndpointValue { expression, form, optional: false }));
        variable
    }

    /// What a name stands for. A parameter that nothing has bound may be absent.
    pub(super) fn reference(&self, name: &str) -> Result<EndpointValue, Unsupported> {
        if let Some((_, value)) = self.scope.iter().rev().find(|(known, _)| known == name) {
            return Ok(value.clone());
        }
        let parameter = self.parameters.iter().find(|parameter| parameter.model == name);
        let parameter = parameter.ok_or_else(|| format!("`{name}`, which nothing binds"))?;
        Ok(EndpointValue {
            expression: EndpointExpression::Parameter(parameter.name.clone()),
            form: match parameter.kind {
                ParameterKind::Text => EndpointForm::Text,
                ParameterKind::Texts => EndpointForm::ListRef,
                ParameterKind::Flag | ParameterKind::PlainFlag => EndpointForm::Flag,
            },
            optional: parameter.kind != ParameterKind::PlainFlag,
        })
    }

    /// A value that is there: a condition does not hold unless it is.
    pub(super) fn present(&mut self, value: EndpointValue) -> Result<EndpointValue, Unsupported> {
        if !value.optional {
            return Ok(value);
        }
        if self.hoisted.is_none() {
            let name = match &value.expression {
                EndpointExpression::Parameter(name) => format!("`{}`", name.plain()),
                _ => "a value that may be absent".into(),
            };
            return Err(format!("{name} without an `isSet` before it"));
        }
        let (name, value) = match value.expression {
            EndpointExpression::Parameter(field) => {
                let parameter = self.parameters.iter().find(|parameter| parameter.name == field);
                let name =
                    parameter.map_or_else(|| field.plain().to_owned(), |known| known.model.clone());
                (name, parameter_ref(field, value.form))
            }
            expression => {
                let name = format!("value_{}", self.scope.len());
                (name, EndpointValue { expression, ..value })
            }
        };
        let variable = self.bind(&name, value.form);
        let condition = EndpointCondition::Some(variable, value);
        self.hoisted.get_or_insert_default().push(condition);
        self.reference(&name)
    }
}

/// A parameter as an `if let` takes it apart.
fn parameter_ref(field: Identifier, form: EndpointForm) -> EndpointValue {
    let (expression, form) = match form {
        EndpointForm::Text => (EndpointExpression::ParameterRef(field), EndpointForm::TextRef),
        EndpointForm::ListRef => (EndpointExpression::ParameterRef(field), EndpointForm::ListRef),
        form => (EndpointExpression::Parameter(field), form),
    };
    EndpointValue { expression, form, optional: true }
}

/// Whether a value is there and is not false; `None` if that is so in any case.
fn test(value: EndpointValue) -> Option<EndpointCondition> {
    let is_flag = value.form == EndpointForm::Flag;
    let expression = match (is_flag, value.optional) {
        (true, false) => return Some(EndpointCondition::Test(value)),
        (false, false) => return None,
        (true, true) => EndpointExpression::Equal(Box::new([value, flag(true)])),
        (false, true) => EndpointExpression::IsSet(Box::new(value)),
    };
    Some(EndpointCondition::Test(EndpointValue {
        expression,
        form: EndpointForm::Flag,
        optional: false,
    }))
}

pub(super) fn flag(value: bool) -> EndpointValue {
    EndpointValue {
        expression: EndpointExpression::Flag(value),
        form: EndpointForm::Flag,
        optional: false,
    }
}

fn always(value: EndpointValue) -> EndpointValue {
    let form = value.form;
    let expression = EndpointExpression::Always(Box::new(value));
    EndpointValue { expression, form, optional: true }
}
