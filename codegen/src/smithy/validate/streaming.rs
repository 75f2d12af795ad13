use std::collections::BTreeSet;

use super::Validator;
use crate::smithy::shape::{Kind, Member, Shape};
use crate::smithy::shape_id::ShapeId;
use crate::smithy::traits::{Default, Required, Streaming};

impl<'a> Validator<'a> {
    /// Streams must be top-level members of inputs and outputs, at most one each.
    pub(super) fn streams(&mut self) {
        let holders = self.holders();
        let shapes = self.shapes;
        for shape in shapes.values() {
            for member in &shape.members {
                if holders.contains(&member.target) {
                    let message =
                        format!("{} contains a stream, so it cannot be a member", member.target);
                    self.report.member(
                        shape,
                        member,
                        message,
                        "keep streams at the top of inputs and outputs",
                    );
                }
                if self.streams_blob(member)
                    && !member.traits.has::<Required>()
                    && !member.traits.has::<Default>()
                {
                    self.report.member(
                        shape,
                        member,
                        "a streaming blob must be required or have a default",
                        "add `smithy.api#required`, or an empty `smithy.api#default`",
                    );
                }
            }
            match &shape.kind {
                Kind::Operation(operation) => {
                    self.streams_in_errors(shape, &operation.errors, &holders);
                    self.lengths(operation.output.as_ref());
                }
                Kind::Service(service) => self.streams_in_errors(shape, &service.errors, &holders),
                Kind::Union if shape.traits.has::<Streaming>() => self.events(shape),
                _ => {}
            }
        }
    }

    /// The structures that contain a stream.
    fn holders(&self) -> BTreeSet<&'a ShapeId> {
        let is_stream = |member: &Member| {
            self.get(&member.target).is_some_and(|target| target.traits.has::<Streaming>())
        };
        let holds = |shape: &&Shape| shape.members.iter().any(is_stream);
        self.shapes.values().filter(holds).map(|shape| &shape.id).collect()
    }

    fn streams_blob(&self, member: &Member) -> bool {
        let target = self.get(&member.target);
        target.is_some_and(|shape| shape.kind == Kind::Blob && shape.traits.has::<Streaming>())
    }

    fn streams_in_errors(
        &mut self,
        shape: &Shape,
        errors: &[ShapeId],
        holders: &BTreeSet<&ShapeId>,
    ) {
        for error in errors.iter().filter(|error| holders.contains(error)) {
            let message = format!("the error {error} contains a stream");
            self.report.shape(shape, message, "take the stream out of the error");
        }
    }

    /// `requiresLength` is for inputs: a client cannot know the length of an output in advance.
    fn lengths(&mut self, output: Option<&ShapeId>) {
        let Some(output) = output.and_then(|output| self.get(output)) else { return };
        for member in &output.members {
            let target = self.get(&member.target);
            if target.is_some_and(|shape| shape.traits.value("smithy.api#requiresLength").is_some())
            {
                let message =
                    format!("`{}` is a stream that requires a length, in an output", member.name);
                self.report.shape(
                    output,
                    message,
                    "target another stream, without `requiresLength`",
                );
            }
        }
    }

    fn events(&mut self, union: &Shape) {
        for member in &union.members {
            if self.get(&member.target).is_some_and(|target| target.kind != Kind::Structure) {
                let message = format!("the event `{}` is not a structure", member.name);
                self.report.shape(union, message, "target a structure");
            }
        }
    }
}
