//! Name conflicts within a crate.

use std::collections::BTreeSet;

use super::naming::{GETTER, ROLES, SETTER};
use super::reserved;
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::ir::{Crate, Structure, TypeDefinition};
use crate::rust::Identifier;

/// Reports every name that occurs twice in one scope.
pub(super) fn check(plan: &Crate, found: &mut Diagnostics) {
    let mut scopes = Scopes { found };
    let types = plan.types.iter().flat_map(|file| {
        let builder = match &file.definition {
            TypeDefinition::Structure(structure) => Some(&structure.builder),
            _ => None,
        };
        [file.definition.name()].into_iter().chain(builder).cloned()
    });
    // Operations have their own modules, so they can only conflict with types.
    let calls = plan.operations.iter();
    let calls: BTreeSet<Identifier> =
        calls.flat_map(|call| ROLES.map(|role| call.name.suffixed(role))).collect();
    scopes.check("types", types.chain(calls));
    scopes.check("types", plan.types.iter().map(|file| file.module.clone()));
    let errors = plan.errors.iter().map(|error| &error.structure);
    let errors = errors.flat_map(|error| [error.name.clone(), error.builder.clone()]);
    scopes.check("errors", errors);
    let waiters = || plan.operations.iter().flat_map(|operation| &operation.waiters);
    scopes.check("waiters", waiters().map(|waiter| waiter.module.clone()));
    let methods = reserved::CLIENT.iter().map(|name| Identifier::from(*name));
    let operations = plan.operations.iter().map(|operation| operation.module.clone());
    scopes.check("the client", operations.chain(methods));
    scopes.check("request tests", plan.tests.requests.iter().map(|test| test.name.clone()));
    scopes.check("response tests", plan.tests.responses.iter().map(|test| test.name.clone()));
    let parameters = plan.endpoint.parameters.iter();
    scopes.check("the endpoint parameters", parameters.map(|parameter| parameter.name.clone()));
    for file in &plan.types {
        match &file.definition {
            TypeDefinition::Structure(structure) => scopes.structure(structure),
            TypeDefinition::Union(union) => {
                let members = union.members.iter();
                let variants = members.clone().map(|member| member.variant.clone());
                scopes.check(union.name.plain(), variants);
                let wire = members.map(|member| Identifier::from(member.wire.as_str()));
                scopes.check(&format!("the JSON of {}", union.name), wire);
            }
            TypeDefinition::Enum(enumeration) => {
                let variants = enumeration.variants.iter().map(|variant| variant.name.clone());
                scopes.check(enumeration.name.plain(), variants);
            }
        }
    }
    for operation in &plan.operations {
        scopes.structure(&operation.input);
    }
    for error in &plan.errors {
        scopes.structure(&error.structure);
    }
}

struct Scopes<'a> {
    found: &'a mut Diagnostics,
}

impl Scopes<'_> {
    /// Fields and the methods of the builder for them.
    fn structure(&mut self, structure: &Structure) {
        let names = structure.fields.iter().flat_map(|field| {
            [field.name.clone(), field.name.prefixed(SETTER), field.name.prefixed(GETTER)]
        });
        self.check(structure.name.plain(), names);
        let in_json = structure.fields.iter().filter(|field| field.is_in_json);
        let wire =
            in_json.map(|field| Identifier::from(field.rename.as_deref().unwrap_or(&field.member)));
        self.check(&format!("the JSON of {}", structure.name), wire);
    }

    fn check(&mut self, scope: &str, names: impl Iterator<Item = Identifier>) {
        let mut seen = BTreeSet::new();
        for name in names {
            if !seen.insert(name.clone()) {
                self.found.push(Diagnostic::new(
                    format!("two items in {scope} would be named `{}`", name.plain()),
                    "rename a shape with the service's `rename`, or remove one of the two",
                ));
            }
        }
    }
}
