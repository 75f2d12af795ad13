use super::functions::borrows_temporary;
use super::prune::{Used, prune};
use super::scope::{RuleLowering, Unsupported, flag};
use crate::ir::{
    EndpointAction, EndpointCondition, EndpointExpression, EndpointForm, EndpointParameter,
    EndpointRule, EndpointValue, ParameterKind,
};
use crate::smithy::traits::{Condition, Expression, Rule, RuleBody};

/// Rules, and what they use from outside.
pub(super) fn lower(
    parameters: &[EndpointParameter],
    rules: &[Rule],
) -> Result<(Vec<EndpointRule>, Used), Unsupported> {
    let mut lowering = RuleLowering::new(parameters);
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

impl RuleLowering<'_> {
    /// Rules in order. Rules after one without a test are unreachable.
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

    /// A condition is met if its value is present and not false.
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
}

/// A test that a value is present and not false; `None` if it always is.
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

fn always(value: EndpointValue) -> EndpointValue {
    let form = value.form;
    let expression = EndpointExpression::Always(Box::new(value));
    EndpointValue { expression, form, optional: true }
}
