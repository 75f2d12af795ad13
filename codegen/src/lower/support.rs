//! Which shapes a service reaches, and which of them the generator cannot express.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostics::Diagnostics;
use crate::smithy::traits::RestJson1;
use crate::smithy::{Kind, Model, Shape, ShapeId, Traits};

/// The shapes that the crate of a service needs, each kind in the order of its ids.
pub(super) struct Reach<'a> {
    pub(super) operations: Vec<&'a Shape>,
    /// Structures and enums that are members of others.
    pub(super) types: Vec<&'a Shape>,
    pub(super) errors: Vec<&'a Shape>,
    /// What requests are made of, and what responses are made of.
    pub(super) sent: BTreeSet<&'a ShapeId>,
    pub(super) received: BTreeSet<&'a ShapeId>,
    /// Everything, for checks.
    all: Vec<&'a Shape>,
}

impl<'a> Reach<'a> {
    pub(super) fn of(model: &'a Model, service: &'a Shape) -> Self {
        let operations = model.operations(service);
        let mut inputs = BTreeMap::new();
        let mut outputs = BTreeMap::new();
        let mut errors = BTreeMap::new();
        for shape in &operations {
            let Kind::Operation(operation) = &shape.kind else { continue };
            inputs.extend(operation.input.iter().map(|id| (id, model.shape(id))));
            outputs.extend(operation.output.iter().map(|id| (id, model.shape(id))));
            errors.extend(operation.errors.iter().map(|id| (id, model.shape(id))));
        }
        if let Kind::Service(service) = &service.kind {
            errors.extend(service.errors.iter().map(|id| (id, model.shape(id))));
        }
        let sent = members_of(model, inputs.values().copied());
        let received = members_of(model, outputs.values().chain(errors.values()).copied());
        let mut members = sent.clone();
        members.extend(received.clone());
        let mut all = members.clone();
        all.extend(inputs.into_iter().chain(outputs).chain(errors.clone()));
        Self {
            sent: sent.into_keys().collect(),
            received: received.into_keys().collect(),
            types: members.into_values().filter(|shape| is_type(shape)).collect(),
            errors: errors.into_values().collect(),
            all: all.into_values().chain(operations.iter().copied()).collect(),
            operations,
        }
    }
}

/// The shapes that members target, directly or further down.
fn members_of<'a>(
    model: &'a Model,
    roots: impl Iterator<Item = &'a Shape>,
) -> BTreeMap<&'a ShapeId, &'a Shape> {
    let mut found = BTreeMap::new();
    let mut pending: Vec<&Shape> = roots.collect();
    while let Some(shape) = pending.pop() {
        // The members of an enum are its values.
        if matches!(shape.kind, Kind::Enum | Kind::IntEnum) {
            continue;
        }
        for member in &shape.members {
            let target = model.target(member);
            if found.insert(&target.id, target).is_none() {
                pending.push(target);
            }
        }
    }
    found
}

fn is_type(shape: &Shape) -> bool {
    matches!(shape.kind, Kind::Structure | Kind::Enum | Kind::Union)
}

/// What the generator cannot express.
pub(super) fn unsupported(model: &Model, service: &Shape, reach: &Reach<'_>) -> Diagnostics {
    let mut found = Diagnostics::default();
    if !service.traits.has::<RestJson1>() {
        let protocols: Vec<&str> = protocols(&service.traits).collect();
        found.push(model.finding(
            service,
            format!("the service does not speak restJson1, but: {}", protocols.join(", ")),
            "this generator emits restJson1 clients only",
        ));
    }
    for shape in reach.all.iter().copied().chain([service]) {
        if is_recursive(model, shape) {
            found.push(model.finding(
                shape,
                "a structure within itself is not supported yet",
                HELP,
            ));
        }
        for id in unsupported_traits(&shape.traits) {
            found.push(model.finding(
                shape,
                format!("the trait `{id}` is not supported yet"),
                HELP,
            ));
        }
        for member in &shape.members {
            let target = model.target(member);
            if let Some((_, what)) = KINDS.iter().find(|(kind, _)| *kind == target.kind) {
                let message = format!("{what} such as {} are not supported yet", target.id);
                found.push(model.member_finding(shape, member, message, HELP));
            }
            for id in unsupported_traits(&member.traits) {
                let message = format!("the trait `{id}` is not supported yet");
                found.push(model.member_finding(shape, member, message, HELP));
            }
        }
    }
    found
}

const HELP: &str = "leave the operations that need it out of the model";

const KINDS: [(Kind, &str); 3] = [
    (Kind::BigDecimal, "big decimals"),
    (Kind::BigInteger, "big integers"),
    (Kind::Union, "unions"),
];

/// Traits that change what goes over the wire, and that the generator does not act on.
const TRAITS: &[&str] = &[
    "aws.auth#unsignedPayload",
    "aws.protocols#httpChecksum",
    "smithy.api#auth",
    "smithy.api#endpoint",
    "smithy.api#eventHeader",
    "smithy.api#eventPayload",
    "smithy.api#hostLabel",
    "smithy.api#httpChecksumRequired",
    "smithy.api#httpPayload",
    "smithy.api#httpPrefixHeaders",
    "smithy.api#httpQueryParams",
    "smithy.api#httpResponseCode",
    "smithy.api#optionalAuth",
    "smithy.api#requestCompression",
    "smithy.api#sensitive",
    "smithy.api#streaming",
    "smithy.rules#clientContextParams",
    "smithy.rules#contextParam",
    "smithy.rules#operationContextParams",
    "smithy.rules#staticContextParams",
];

fn unsupported_traits(traits: &Traits) -> impl Iterator<Item = &ShapeId> {
    traits.iter().map(|(id, _)| id).filter(|id| TRAITS.contains(&id.as_str()))
}

fn protocols(traits: &Traits) -> impl Iterator<Item = &str> {
    traits
        .iter()
        .map(|(id, _)| id)
        .filter(|id| id.namespace() == "aws.protocols")
        .map(|id| id.name())
}

/// Whether a structure holds itself without a list or map in between.
fn is_recursive(model: &Model, shape: &Shape) -> bool {
    let mut seen = Vec::new();
    let mut pending = vec![shape];
    while let Some(next) = pending.pop() {
        for target in next.members.iter().map(|member| model.target(member)) {
            if target.kind != Kind::Structure || seen.contains(&&target.id) {
                continue;
            }
            if target.id == shape.id {
                return true;
            }
            seen.push(&target.id);
            pending.push(target);
        }
    }
    false
}
