use std::collections::BTreeMap;

use super::Validator;
use crate::smithy::circles::in_circles;
use crate::smithy::shape::{Kind, Member, Shape};
use crate::smithy::shape_id::ShapeId;
use crate::smithy::traits::Required;

impl<'a> Validator<'a> {
    /// Shapes may only contain themselves where a value can end.
    pub(super) fn recursion(&mut self) {
        let collections =
            self.graph(|shape| matches!(shape.kind, Kind::List | Kind::Map), |_| true);
        for shape in in_circles(&collections).into_iter().filter_map(|id| self.shapes.get(id)) {
            self.report.shape(
                shape,
                "this list or map contains itself without a structure or union in between",
                "put a structure or union in between",
            );
        }
        let required = self
            .graph(|shape| shape.kind == Kind::Structure, |member| member.traits.has::<Required>());
        for shape in in_circles(&required).into_iter().filter_map(|id| self.shapes.get(id)) {
            self.report.shape(
                shape,
                "this structure contains itself through required members, so its values are infinite",
                "make one of the members optional",
            );
        }
    }

    /// The shapes that contain each other through certain members.
    fn graph(
        &self,
        is_node: impl Fn(&Shape) -> bool,
        counts: impl Fn(&Member) -> bool,
    ) -> BTreeMap<&'a ShapeId, Vec<&'a ShapeId>> {
        let nodes = self.shapes.values().filter(|shape| is_node(shape));
        let targets = |shape: &'a Shape| -> Vec<&'a ShapeId> {
            let members = shape.members.iter().filter(|member| counts(member));
            let targets = members.filter_map(|member| self.get(&member.target));
            targets.filter(|target| is_node(target)).map(|target| &target.id).collect()
        };
        nodes.map(|shape| (&shape.id, targets(shape))).collect()
    }
}
