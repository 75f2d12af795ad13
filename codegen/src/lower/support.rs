//! Which shapes a service uses, and which of them are not supported.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::streams;
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::smithy::traits::RestJson1;
use crate::smithy::{Kind, Member, Model, Shape, ShapeId, Traits};

/// The shapes that the crate of a service needs, each kind sorted by id.
pub(super) struct Reach<'a> {
    pub(super) operations: Vec<&'a Shape>,
    /// Operations that are left out because they have event streams.
    pub(super) left_out: Vec<&'a Shape>,
    /// Structures, unions and enums that are members of others.
    pub(super) types: Vec<&'a Shape>,
    pub(super) errors: Vec<&'a Shape>,
    /// The shapes of requests, and those of responses.
    pub(super) sent: BTreeSet<&'a ShapeId>,
    pub(super) received: BTreeSet<&'a ShapeId>,
    /// All shapes, for checks.
    all: Vec<&'a Shape>,
}

impl<'a> Reach<'a> {
    pub(super) fn of(model: &'a Model, service: &'a Shape, without_event_streams: bool) -> Self {
        let is_left_out =
            |shape: &&Shape| without_event_streams && streams::has_event_stream(model, shape);
        let (left_out, operations): (Vec<_>, Vec<_>) =
            model.operations(service).into_iter().partition(is_left_out);
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
            left_out,
        }
    }
}

impl<'a> Reach<'a> {
    /// All shapes that the service uses.
    pub(super) fn shapes(&self) -> impl Iterator<Item = &'a Shape> {
        self.all.iter().copied()
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
    matches!(shape.kind, Kind::Structure | Kind::Enum | Kind::Union) && !is_unit(shape)
}

/// Whether a shape is the unit type, which has no data.
pub(super) fn is_unit(shape: &Shape) -> bool {
    shape.id.as_str() == "smithy.api#Unit"
}

/// Checks that the service uses a supported protocol. If not, no other errors are reported, because
/// they may follow from that.
pub(super) fn protocol(model: &Model, service: &Shape) -> Result<(), Diagnostics> {
    if service.traits.has::<RestJson1>() {
        return Ok(());
    }
    let protocols: Vec<&str> = protocols(&service.traits).collect();
    let message = if protocols.is_empty() {
        "the service names no protocol".to_owned()
    } else {
        format!("the service does not use restJson1, but {}", protocols.join(", "))
    };
    let help = "use a service with the trait `aws.protocols#restJson1`";
    Err(model.finding(service, message, help).into())
}

/// Unsupported features.
pub(super) fn unsupported(model: &Model, service: &Shape, reach: &Reach<'_>) -> Diagnostics {
    let mut found = Diagnostics::default();
    for operation in &reach.operations {
        found.0.extend(undiscovered(model, operation));
    }
    streams::unsupported(model, &reach.operations, reach.shapes(), &mut found);
    for shape in reach.all.iter().copied().chain([service]) {
        for id in unsupported_traits(&shape.traits) {
            found.push(model.finding(
                shape,
                format!("the trait `{id}` is not supported yet"),
                HELP,
            ));
        }
        for member in &shape.members {
            for message in unsupported_member(member) {
                found.push(model.member_finding(shape, member, message, HELP));
            }
        }
    }
    found
}

/// Clients need endpoint discovery only for operations that require it.
fn undiscovered(model: &Model, operation: &Shape) -> Option<Diagnostic> {
    let discovery = operation.traits.value("aws.api#clientDiscoveredEndpoint")?;
    let is_required = discovery.get("required").and_then(Value::as_bool).unwrap_or_default();
    let message = "endpoint discovery is not supported, and this operation requires it";
    let help = "set the endpoint that the service's discovery operation names on the client";
    is_required.then(|| model.finding(operation, message, help).into_warning())
}

fn unsupported_member(member: &Member) -> impl Iterator<Item = String> {
    unsupported_traits(&member.traits).map(|id| format!("the trait `{id}` is not supported yet"))
}

const HELP: &str = "leave the operations that need it out of the model";

/// Traits that affect the wire format and are not supported.
const TRAITS: &[&str] = &["aws.protocols#httpChecksum"];

fn unsupported_traits(traits: &Traits) -> impl Iterator<Item = &ShapeId> {
    traits.iter().map(|(id, _)| id).filter(|id| TRAITS.contains(&id.as_str()))
}

/// Traits of a service that are protocols.
const PROTOCOLS: &[&str] = &[
    "aws.protocols#awsJson1_0",
    "aws.protocols#awsJson1_1",
    "aws.protocols#awsQuery",
    "aws.protocols#ec2Query",
    "aws.protocols#restJson1",
    "aws.protocols#restXml",
    "smithy.protocols#rpcv2Cbor",
];

fn protocols(traits: &Traits) -> impl Iterator<Item = &str> {
    traits
        .iter()
        .map(|(id, _)| id)
        .filter(|id| PROTOCOLS.contains(&id.as_str()))
        .map(|id| id.name())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::ir::TypeDefinition;
    use crate::lower::fixture::lowered_shapes;

    #[test]
    fn what_no_operation_of_the_service_reaches_is_dropped() {
        let members = |targets: &[&str]| {
            let members = targets.iter().map(|target| {
                (target.to_lowercase(), json!({"target": format!("com.example#{target}")}))
            });
            json!({"type": "structure", "members": members.collect::<serde_json::Map<_, _>>()})
        };
        let http = |uri: &str| json!({"smithy.api#http": {"method": "POST", "uri": uri}});
        let mut lost = members(&["OfError"]);
        lost["traits"] = json!({"smithy.api#error": "client"});
        let shapes = json!({
            "com.example#Do": {
                "type": "operation",
                "input": {"target": "com.example#DoInput"},
                "output": {"target": "com.example#DoOutput"},
                "errors": [{"target": "com.example#Lost"}],
                "traits": http("/do")
            },
            "com.example#Other": {
                "type": "operation",
                "input": {"target": "com.example#OtherInput"},
                "traits": http("/other")
            },
            "com.example#DoInput": members(&["Sent", "Both"]),
            "com.example#DoOutput": members(&["Received", "Both"]),
            "com.example#OtherInput": members(&["Unreached", "Both"]),
            "com.example#Lost": lost,
            "com.example#Sent": members(&["Listed"]),
            "com.example#Listed": {"type": "list", "member": {"target": "com.example#Deep"}},
            "com.example#Deep": members(&[]),
            "com.example#Received": members(&[]),
            "com.example#Both": members(&[]),
            "com.example#OfError": members(&[]),
            "com.example#Unreached": members(&[])
        });
        let plan = lowered_shapes(json!({}), &["Do"], shapes);
        assert_eq!(plan.operations.len(), 1);
        assert_eq!(plan.errors.len(), 1);
        let types = plan.types.iter().map(|file| match &file.definition {
            TypeDefinition::Structure(structure) => {
                (structure.name.plain(), structure.role.sent, structure.role.received)
            }
            other => panic!("{other:?}"),
        });
        let expected = [
            ("Both", true, true),
            ("Deep", true, false),
            ("OfError", false, true),
            ("Received", false, true),
            ("Sent", true, false),
        ];
        assert_eq!(types.collect::<Vec<_>>(), expected);
    }
}
