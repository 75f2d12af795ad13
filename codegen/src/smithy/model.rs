use std::collections::{BTreeMap, BTreeSet};

use super::report::{diagnostic, member_path};
use super::shape::{Kind, Member, Shape};
use super::shape_id::ShapeId;
use super::source::Source;
use super::traits::Trait;
use crate::diagnostics::{Diagnostic, Diagnostics};

/// A resolved and valid model: every target exists, every known trait has a value of its type.
pub struct Model {
    shapes: BTreeMap<ShapeId, Shape>,
    sources: Vec<Source>,
    warnings: Diagnostics,
}

impl Model {
    pub(crate) fn new(
        shapes: BTreeMap<ShapeId, Shape>,
        sources: Vec<Source>,
        warnings: Diagnostics,
    ) -> Self {
        Self { shapes, sources, warnings }
    }

    /// Warnings about the files.
    pub fn warnings(&self) -> &Diagnostics {
        &self.warnings
    }

    /// A shape that another one refers to.
    ///
    /// # Panics
    /// If the model has no such shape. Validation ensures that ids in the model exist.
    pub fn shape(&self, id: &ShapeId) -> &Shape {
        &self.shapes[id]
    }

    /// A shape that may not exist.
    pub fn find(&self, id: &ShapeId) -> Option<&Shape> {
        self.shapes.get(id)
    }

    /// The shape of a member's values.
    pub fn target(&self, member: &Member) -> &Shape {
        self.shape(&member.target)
    }

    /// The trait of a member, or of its target.
    pub fn member_trait<T: Trait>(&self, member: &Member) -> Option<T> {
        member.traits.get::<T>().or_else(|| self.target(member).traits.get::<T>())
    }

    /// All services.
    pub fn services(&self) -> impl Iterator<Item = &Shape> {
        self.shapes.values().filter(|shape| matches!(shape.kind, Kind::Service(_)))
    }

    /// All operations of a service, including those of its resources, sorted by name.
    pub fn operations(&self, service: &Shape) -> Vec<&Shape> {
        let mut found = BTreeMap::new();
        let mut seen = BTreeSet::new();
        let mut pending = vec![service];
        while let Some(shape) = pending.pop() {
            // Resources may form cycles.
            if !seen.insert(&shape.id) {
                continue;
            }
            let (operations, resources): (Vec<&ShapeId>, _) = match &shape.kind {
                Kind::Service(service) => (service.operations.iter().collect(), &service.resources),
                Kind::Resource(resource) => {
                    (resource.operations.iter().map(|(_, id)| id).collect(), &resource.resources)
                }
                _ => continue,
            };
            pending.extend(resources.iter().map(|id| self.shape(id)));
            for operation in operations.into_iter().map(|id| self.shape(id)) {
                found.insert((operation.id.name(), &operation.id), operation);
            }
        }
        found.into_values().collect()
    }

    /// A finding about a shape of this model.
    pub fn finding(
        &self,
        shape: &Shape,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Diagnostic {
        let id = shape.id.as_str();
        diagnostic(&self.sources, shape.origin, &["shapes", id], Some(id), message, help)
    }

    /// A finding about a member of this model.
    pub fn member_finding(
        &self,
        shape: &Shape,
        member: &Member,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Diagnostic {
        let id = shape.member_id(member);
        let path = member_path(shape, &member.name);
        diagnostic(&self.sources, shape.origin, &path, Some(id.as_str()), message, help)
    }
}
