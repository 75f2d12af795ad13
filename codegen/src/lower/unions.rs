use super::Lowering;
use super::names::module_name;
use super::structure::wire_name;
use super::support::is_unit;
use crate::ir::{Debug, Role, Union, UnionMember};
use crate::smithy::{Member, Shape};

impl Lowering<'_> {
    pub(super) fn union(&self, shape: &Shape, role: Role) -> Union {
        Union {
            name: self.names.type_name(shape),
            debug: debug(shape.members.iter().map(|member| self.is_hidden(shape, member))),
            docs: self.shape_docs(shape, || format!("The union `{}`.", shape.id.name())),
            members: shape.members.iter().map(|member| self.union_member(shape, member)).collect(),
            role,
        }
    }

    fn union_member(&self, shape: &Shape, member: &Member) -> UnionMember {
        let target = self.model.target(member);
        let variant = self.names.variant(shape, &member.name);
        UnionMember {
            name: module_name(variant.plain()),
            is_method: module_name(variant.plain()).prefixed("is_"),
            as_method: module_name(variant.plain()).prefixed("as_"),
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

/// How `Debug` of a union is implemented, depending on which members are hidden.
fn debug(hidden: impl Iterator<Item = bool>) -> Debug {
    let hidden: Vec<bool> = hidden.collect();
    match hidden.contains(&true) {
        false => Debug::Derived,
        true if hidden.contains(&false) => Debug::Redacted,
        true => Debug::Hidden,
    }
}
