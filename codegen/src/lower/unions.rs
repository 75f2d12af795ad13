use super::Lowering;
use super::names::module_name;
use super::structure::wire_name;
use super::support::is_unit;
use crate::ir::{Role, Union, UnionMember};
use crate::smithy::{Member, Shape};

impl Lowering<'_> {
    pub(super) fn union(&self, shape: &Shape, role: Role) -> Union {
        Union {
            name: self.names.type_name(shape),
            docs: self.shape_docs(shape, || format!("One of several: `{}`.", shape.id.name())),
            members: shape.members.iter().map(|member| self.union_member(shape, member)).collect(),
            role,
        }
    }

    fn union_member(&self, shape: &Shape, member: &Member) -> UnionMember {
        let target = self.model.target(member);
        let variant = self.names.variant(shape, &member.name);
        UnionMember {
            method: module_name(&variant),
            variant,
            member: member.name.clone(),
            wire: wire_name(member),
            docs: self.member_docs(member),
            kind: (!is_unit(target)).then(|| self.kind(target)),
            is_hidden: self.is_hidden(shape, member),
            boxed: self.is_boxed(shape, member),
            adapter: self.adapter(member),
            checks: self.checks(shape, member),
        }
    }
}
