//! The variables that rules have bound, and the values that they stand for.

use std::collections::BTreeMap;

use crate::ir::{
    EndpointCondition, EndpointExpression, EndpointForm, EndpointParameter, EndpointValue,
    ParameterKind,
};
use crate::lower::names::field_name;
use crate::rust::Identifier;

/// What the rules use that has no Rust form.
pub(super) type Unsupported = String;

pub(super) struct RuleLowering<'a> {
    pub(super) parameters: &'a [EndpointParameter],
    /// What conditions so far have bound, by the names of the model.
    pub(super) scope: Vec<(String, EndpointValue)>,
    /// What each variable is called in the model.
    names: BTreeMap<Identifier, String>,
    /// Conditions that must hold before the one at work; `None` outside of conditions.
    pub(super) hoisted: Option<Vec<EndpointCondition>>,
}

impl<'a> RuleLowering<'a> {
    pub(super) fn new(parameters: &'a [EndpointParameter]) -> Self {
        Self { parameters, scope: Vec::new(), names: BTreeMap::new(), hoisted: None }
    }

    /// Puts a variable into scope. Names that are one in Rust get numbers.
    pub(super) fn bind(&mut self, name: &str, form: EndpointForm) -> Identifier {
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

pub(super) fn flag(value: bool) -> EndpointValue {
    EndpointValue {
        expression: EndpointExpression::Flag(value),
        form: EndpointForm::Flag,
        optional: false,
    }
}

/// The name of a variable. What the emitted function calls its argument gets a suffix.
pub(super) fn variable_name(name: &str) -> Identifier {
    let field = field_name(name);
    if field.plain() == "params" { field.suffixed("_") } else { field }
}
