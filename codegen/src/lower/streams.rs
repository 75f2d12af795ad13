//! Streams: byte streams, which are bodies, and event streams, which are not supported.

use crate::diagnostics::{Diagnostics, Setting};
use crate::smithy::traits::{HttpPayload, Streaming};
use crate::smithy::{Kind, Member, Model, Shape};

/// Whether a shape is a byte stream.
pub(super) fn is_byte_stream(shape: &Shape) -> bool {
    shape.kind == Kind::Blob && shape.traits.has::<Streaming>()
}

/// Whether an operation has an event stream in its input or output.
pub(super) fn has_event_stream(model: &Model, operation: &Shape) -> bool {
    let Kind::Operation(operation) = &operation.kind else { return false };
    let messages = operation.input.iter().chain(&operation.output);
    messages.flat_map(|id| &model.shape(id).members).any(|member| {
        let target = model.target(member);
        target.kind == Kind::Union && target.traits.has::<Streaming>()
    })
}

/// Unsupported streams: event streams, and byte streams that are not bodies.
pub(super) fn unsupported<'a>(
    model: &Model,
    operations: &[&Shape],
    all: impl Iterator<Item = &'a Shape>,
    found: &mut Diagnostics,
) {
    for operation in operations.iter().filter(|operation| has_event_stream(model, operation)) {
        let finding = model.finding(
            operation,
            "the operation has an event stream (`smithy.api#streaming` on a union), which is not \
             supported",
            "generate the rest of the service, without its event streams",
        );
        found.push(finding.about(Setting::WithoutEventStreams));
    }
    for shape in all {
        let is_body = |member: &Member| member.traits.has::<HttpPayload>();
        for member in shape.members.iter().filter(|member| !is_body(member)) {
            if !matches!(shape.kind, Kind::Enum | Kind::IntEnum)
                && is_byte_stream(model.target(member))
            {
                found.push(model.member_finding(
                    shape,
                    member,
                    "a streaming blob is not the whole body",
                    "add the trait `smithy.api#httpPayload`, or target a blob that is not streaming",
                ));
            }
        }
    }
}
