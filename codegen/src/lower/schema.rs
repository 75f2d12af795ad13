use std::collections::BTreeMap;

use crate::ir::{Field, Type, TypeDefinition, TypeFile, UnionMember};
use crate::rust::Identifier;

/// The types of a crate by name, to resolve paths.
pub(super) struct Schema<'a>(BTreeMap<&'a Identifier, &'a TypeDefinition>);

impl<'a> Schema<'a> {
    pub(super) fn of(types: &'a [TypeFile]) -> Self {
        let definitions = types.iter().map(|file| &file.definition);
        Self(definitions.map(|definition| (definition.name(), definition)).collect())
    }

    /// The fields of a structure.
    pub(super) fn fields(&self, kind: &Type) -> Option<&'a [Field]> {
        let Type::Structure(name) = kind else { return None };
        match self.0.get(name)? {
            TypeDefinition::Structure(structure) => Some(&structure.fields),
            _ => None,
        }
    }

    /// The members of a union.
    pub(super) fn members(&self, kind: &Type) -> Option<&'a [UnionMember]> {
        let Type::Union(name) = kind else { return None };
        match self.0.get(name)? {
            TypeDefinition::Union(union) => Some(&union.members),
            _ => None,
        }
    }
}
