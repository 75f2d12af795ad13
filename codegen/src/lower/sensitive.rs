//! Sensitive values.

use std::collections::BTreeSet;

use super::Lowering;
use crate::smithy::traits::Sensitive;
use crate::smithy::{Kind, Member, Shape, ShapeId};

impl Lowering<'_> {
    /// Whether the value of a member is hidden as a whole. A structure or union hides its own
    /// sensitive members.
    pub(super) fn is_hidden(&self, owner: &Shape, member: &Member) -> bool {
        let target = self.model.target(member);
        owner.traits.has::<Sensitive>()
            || member.traits.has::<Sensitive>()
            || target.traits.has::<Sensitive>()
            || matches!(target.kind, Kind::List | Kind::Map)
                && target.members.iter().any(|item| self.is_hidden(target, item))
    }

    /// Whether one of the shapes contains something sensitive, at any depth.
    pub(super) fn holds_hidden<'b>(&'b self, roots: impl Iterator<Item = &'b ShapeId>) -> bool {
        let mut seen = BTreeSet::new();
        let mut pending: Vec<&ShapeId> = roots.collect();
        while let Some(id) = pending.pop() {
            let shape = self.model.shape(id);
            if shape.traits.has::<Sensitive>() {
                return true;
            }
            if !seen.insert(id) || matches!(shape.kind, Kind::Enum | Kind::IntEnum) {
                continue;
            }
            if shape.members.iter().any(|member| member.traits.has::<Sensitive>()) {
                return true;
            }
            pending.extend(shape.members.iter().map(|member| &member.target));
        }
        false
    }
}
