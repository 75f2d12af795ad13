//! Names that two things of a crate would share.

use std::collections::BTreeSet;

use super::naming::{CLIENT_METHODS, ROLES};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::ir::{Crate, Structure, TypeDefinition};

/// Reports every name that stands twice in one scope.
pub(super) fn check(plan: &Crate, found: &mut Diagnostics) {
    let mut scopes = Scopes { found };
    let types = plan.types.iter().flat_map(|file| match &file.definition {
        TypeDefinition::Structure(structure) => {
            vec![structure.name.clone(), format!("{}Builder", structure.name)]
        }
        TypeDefinition::Union(union) => vec![union.name.clone()],
        TypeDefinition::Enum(enumeration) => vec![enumeration.name.clone()],
    });
    // Operations have modules of their own, so that only types can be in their way.
    let calls = plan.operations.iter();
    let calls: BTreeSet<String> =
        calls.flat_map(|call| ROLES.map(|role| format!("{}{role}", call.name))).collect();
    scopes.check("types", types.chain(calls));
    scopes.check("types", plan.types.iter().map(|file| file.module.clone()));
    scopes.check("errors", plan.errors.iter().map(|error| error.structure.name.clone()));
    let waiters = || plan.operations.iter().flat_map(|operation| &operation.waiters);
    scopes.check("waiters", waiters().map(|waiter| waiter.module.clone()));
    let methods = CLIENT_METHODS.map(str::to_owned);
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
                scopes.check(&union.name, members.clone().map(|member| member.variant.clone()));
                let wire = members.map(|member| member.wire.clone());
                scopes.check(&format!("the JSON of {}", union.name), wire);
            }
            TypeDefinition::Enum(enumeration) => {
                let variants = enumeration.variants.iter().map(|variant| variant.name.clone());
                scopes.check(&enumeration.name, variants);
            }
        }
    }
    for operation in &plan.operations {
        scopes.structure(&operation.input);
        // Beside the setters of its builder.
        let extra = [
            ("into_paginator", operation.pagination.is_some()),
            ("wait", !operation.waiters.is_empty()),
        ];
        let extra = extra.into_iter().filter(|(_, is_there)| *is_there);
        let extra: Vec<String> = extra.map(|(method, _)| method.to_owned()).collect();
        let fields = operation.input.fields.iter().map(|field| field.name.clone());
        let fields = fields.filter(|field| extra.contains(field));
        let scope = format!("the builder of {}", operation.name);
        scopes.check(&scope, fields.chain(extra.iter().cloned()));
    }
    for error in &plan.errors {
        scopes.structure(&error.structure);
    }
}

struct Scopes<'a> {
    found: &'a mut Diagnostics,
}

impl Scopes<'_> {
    /// Fields and the setters for them.
    fn structure(&mut self, structure: &Structure) {
        let names = structure.fields.iter().flat_map(|field| {
            let plain = field.name.trim_start_matches("r#");
            [plain.to_owned(), format!("set_{plain}")]
        });
        self.check(&structure.name, names);
        let wire = structure.fields.iter().map(|field| match &field.rename {
            Some(name) => name.clone(),
            None => field.member.clone(),
        });
        self.check(&format!("the JSON of {}", structure.name), wire);
    }

    fn check(&mut self, scope: &str, names: impl Iterator<Item = String>) {
        let mut seen = BTreeSet::new();
        for name in names {
            if !seen.insert(name.clone()) {
                self.found.push(Diagnostic::new(
                    format!("two things in {scope} would be named `{name}`"),
                    "rename a shape by the service's `rename`, or leave one of the two out",
                ));
            }
        }
    }
}
