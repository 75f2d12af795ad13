//! What the endpoint of a call takes from its operation and its input.

use super::literal;
use crate::ir::{
    ContextBinding, ContextStep, ContextValue, EndpointParameter, EndpointRules, ParameterKind,
    ParameterSource, Presence, Role,
};
use crate::lower::Lowering;
use crate::smithy::traits::{ContextParam, OperationContextParams, Sparse, StaticContextParams};
use crate::smithy::{Kind, Shape};

impl Lowering<'_> {
    /// From the weakest to the strongest: paths into the input, its members, constants.
    pub(in crate::lower) fn context(
        &self,
        operation: &Shape,
        input: Option<&Shape>,
        rules: &EndpointRules,
    ) -> Vec<ContextBinding> {
        let parameter = |name: &str| rules.parameters.iter().find(|it| it.model == name);
        let mut bindings = Vec::new();
        let paths = operation.traits.get::<OperationContextParams>();
        for (name, param) in paths.into_iter().flat_map(|params| params.0) {
            // What no rule looks at makes no difference.
            let Some(parameter) = parameter(&name) else { continue };
            match self.path(input, &param.path, parameter.kind) {
                Some(steps) => bind(&mut bindings, parameter, ContextValue::Path(steps)),
                None => self.report(self.model.finding(
                    operation,
                    format!(
                        "the path `{}` of the endpoint parameter `{name}` is not supported yet",
                        param.path
                    ),
                    "leave the operation out of the model",
                )),
            }
        }
        for (shape, member) in
            input.iter().flat_map(|shape| shape.members.iter().map(move |member| (shape, member)))
        {
            let Some(ContextParam { name }) = member.traits.get() else { continue };
            let Some(parameter) = parameter(&name) else { continue };
            match self.path(input, &member.name, parameter.kind) {
                Some(steps) => bind(&mut bindings, parameter, ContextValue::Path(steps)),
                None => self.report(self.model.member_finding(
                    shape,
                    member,
                    format!("the endpoint parameter `{name}` is of another type"),
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
                    format!("{} is no value of the endpoint parameter `{name}`", param.value),
                    "correct the value",
                )),
            }
        }
        bindings
    }

    /// `None` if the path leads nowhere, to another type, or is more than names, `[*]`, `*` and
    /// `keys(…)`.
    fn path(
        &self,
        input: Option<&Shape>,
        path: &str,
        kind: ParameterKind,
    ) -> Option<Vec<ContextStep>> {
        let (path, keys) = match path.strip_prefix("keys(") {
            Some(inner) => (inner.strip_suffix(')')?, true),
            None => (path, false),
        };
        let mut shape = input?;
        let mut steps = Vec::new();
        for step in path.split('.') {
            let (name, indices) = step.split_at(step.find('[').unwrap_or(step.len()));
            match name {
                "*" => {
                    steps.push(ContextStep::EachValue);
                    shape = self.item_of(shape, &Kind::Map)?;
                }
                "" => {}
                name => {
                    let member = shape.member(name).filter(|_| shape.kind == Kind::Structure)?;
                    let is_input = input.is_some_and(|input| input.id == shape.id);
                    let role = if is_input { Role::INPUT } else { self.role(shape) };
                    let presence = self.presence(member, role);
                    let optional = presence == Presence::Optional;
                    steps
                        .push(ContextStep::Field { name: self.names.field(shape, name), optional });
                    shape = self.model.target(member);
                }
            }
            match indices {
                "" => {}
                "[*]" => {
                    steps.push(ContextStep::Each);
                    shape = self.item_of(shape, &Kind::List)?;
                }
                _ => return None,
            }
        }
        if keys {
            steps.push(ContextStep::Keys);
        }
        let is_wildcard =
            |step: &&ContextStep| matches!(step, ContextStep::Each | ContextStep::EachValue);
        let wildcards = steps.iter().filter(is_wildcard).count();
        match (kind, keys, wildcards) {
            (ParameterKind::Texts, true, 0) if shape.kind == Kind::Map => {}
            (ParameterKind::Texts, false, 1) | (ParameterKind::Text, false, 0) => {
                steps.push(text(shape)?);
            }
            (ParameterKind::Texts, false, 0) => {
                let item = text(self.item_of(shape, &Kind::List)?)?;
                let each = (item == ContextStep::AsText).then_some(ContextStep::Each);
                steps.extend(each.into_iter().chain([item]));
            }
            (ParameterKind::Flag | ParameterKind::PlainFlag, false, 0)
                if shape.kind == Kind::Boolean =>
            {
                steps.push(ContextStep::CopyFlag);
            }
            _ => return None,
        }
        Some(steps)
    }

    /// What a list or map without holes holds.
    fn item_of<'a>(&'a self, shape: &'a Shape, kind: &Kind) -> Option<&'a Shape> {
        let fits = shape.kind == *kind && !shape.traits.has::<Sparse>();
        let item = shape.members.last().filter(|_| fits)?;
        Some(self.model.target(item))
    }
}

fn text(shape: &Shape) -> Option<ContextStep> {
    match shape.kind {
        Kind::String => Some(ContextStep::Copy),
        Kind::Enum => Some(ContextStep::AsText),
        _ => None,
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
