//! The variables that rules have bound, and their values.

use std::collections::BTreeMap;

use crate::ir::{
    EndpointCondition, EndpointExpression, EndpointForm, EndpointParameter, EndpointValue,
    ParameterKind,
};
use crate::lower::names::field_name;
use crate::rust::Identifier;

/// What is not supported in the rules.
pub(super) type Unsupported = String;

pub(super) struct RuleLowering<'a> {
    pub(super) parameters: &'a [EndpointParameter],
    /// The bound variables, by their names in the model.
    pub(super) scope: Vec<(String, EndpointValue)>,
    /// The names of variables in the model.
    names: BTreeMap<Identifier, String>,
    /// Conditions that must precede the current one; `None` outside of conditions.
    pub(super) hoisted: Option<Vec<EndpointCondition>>,
}

impl<'a> RuleLowering<'a> {
    pub(super) fn new(parameters: &'a [EndpointParameter]) -> Self {
        Self { parameters, scope: Vec::new(), names: BTreeMap::new(), hoisted: None }
    }

    /// Binds a variable. Names that are equal in Rust get numbers.
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

    /// The value of a name. A parameter that is not bound may be absent.
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

    /// A value that must be present for the condition to be met.
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

/// A parameter as the subject of `if let`.
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

/// The name of a variable, with a suffix if it equals the argument of the emitted function.
pub(super) fn variable_name(name: &str) -> Identifier {
    let field = field_name(name);
    if field.plain() == "params" { field.suffixed("_") } else { field }
}
