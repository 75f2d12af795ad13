//! The endpoint parameters that an operation and its input set.

use super::literal;
use crate::ir::{
    ContextBinding, ContextValue, EndpointParameter, EndpointRules, ParameterKind, ParameterSource,
    Query, Structure,
};
use crate::lower::Lowering;
use crate::lower::jmespath::{Problem, Subject};
use crate::lower::schema::Schema;
use crate::smithy::Shape;
use crate::smithy::traits::{ContextParam, OperationContextParams, StaticContextParams};

impl Lowering<'_> {
    /// In increasing order of precedence: paths into the input, its members, constants.
    pub(in crate::lower) fn context(
        &self,
        operation: &Shape,
        input: Option<&Shape>,
        structure: &Structure,
        rules: &EndpointRules,
        schema: &Schema<'_>,
    ) -> Vec<ContextBinding> {
        let parameter = |name: &str| rules.parameters.iter().find(|it| it.model == name);
        let subject = Subject::one(schema, "self", structure);
        let mut bindings = Vec::new();
        let paths = operation.traits.get::<OperationContextParams>();
        for (name, param) in paths.into_iter().flat_map(|params| params.0) {
            // Parameters that no rule uses are ignored.
            let Some(parameter) = parameter(&name) else { continue };
            match find(&subject, &param.path, parameter.kind) {
                Ok(found) => bind(&mut bindings, parameter, ContextValue::Found(found)),
                Err(problem) => self.report(self.model.finding(
                    operation,
                    format!(
                        "`smithy.rules#operationContextParams`: the path `{}` of the endpoint \
                         parameter `{name}` cannot be followed: {problem}",
                        param.path
                    ),
                    "correct the path, or leave the operation out of the model",
                )),
            }
        }
        for (shape, member) in
            input.iter().flat_map(|shape| shape.members.iter().map(move |member| (shape, member)))
        {
            let Some(ContextParam { name }) = member.traits.get() else { continue };
            let Some(parameter) = parameter(&name) else { continue };
            match find(&subject, &member.name, parameter.kind) {
                Ok(found) => bind(&mut bindings, parameter, ContextValue::Found(found)),
                Err(_) => self.report(self.model.member_finding(
                    shape,
                    member,
                    format!("the endpoint parameter `{name}` has another type"),
                    "correct one of the two types",
                )),
            }
        }
        let constants = operation.traits.get::<StaticContextParams>();
        for (name, param) in constants.into_iter().flat_map(|params| params.0) {
            let Some(parameter) = parameter(&name) else { continue };
            match literal(parameter.kind, &param.value) {
                Some(value) => bind(&mut bindings, parameter, ContextValue::Constant(value)),
                None => self.report(self.model.finding(
                    operation,
                    format!("{} is not a value of the endpoint parameter `{name}`", param.value),
                    "correct the value",
                )),
            }
        }
        bindings
    }
}

/// The value of a path, converted to this kind of parameter.
fn find(subject: &Subject<'_>, path: &str, kind: ParameterKind) -> Result<Query, Problem> {
    match kind {
        ParameterKind::Text => subject.text(path),
        ParameterKind::Flag | ParameterKind::PlainFlag => subject.flag(path),
        ParameterKind::Texts => subject.list_of_texts(path),
    }
}

fn bind(bindings: &mut Vec<ContextBinding>, parameter: &EndpointParameter, value: ContextValue) {
    if matches!(value, ContextValue::Constant(_)) {
        bindings.retain(|binding| binding.parameter != parameter.name);
    }
    let is_bound = bindings.iter().any(|binding| binding.parameter == parameter.name);
    bindings.push(ContextBinding {
        parameter: parameter.name.clone(),
        kind: parameter.kind,
        falls_back: is_bound || parameter.source != ParameterSource::Operation,
        value,
    });
}
