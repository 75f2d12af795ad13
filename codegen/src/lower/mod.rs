//! Floor 2: every decision. From a valid model to plain data in Rust's own terms.

mod adapters;
mod checks;
mod docs;
mod endpoint;
mod names;
mod operation;
mod service;
mod structure;
mod support;
mod tests;
mod types;
mod values;

use std::cell::RefCell;
use std::collections::BTreeMap;

use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::ir::{Crate, Package};
use crate::settings::{Placement, Settings};
use crate::smithy::{Model, Shape, ShapeId};

/// Decides what the crate of a service contains.
pub(crate) fn lower(model: &Model, settings: &Settings) -> Result<Crate, Diagnostics> {
    let service = service::select(model, settings)?;
    let reach = support::Reach::of(model, service);
    // What is not supported has no Rust form, so lowering goes no further with it.
    support::unsupported(model, service, &reach).check(())?;
    let lowering = Lowering {
        model,
        service,
        names: names::type_names(&reach, service),
        diagnostics: RefCell::default(),
    };
    let plan = Crate {
        package: package(settings),
        service: lowering.service(settings),
        operations: reach.operations.iter().filter_map(|shape| lowering.operation(shape)).collect(),
        types: reach.types.iter().map(|shape| lowering.type_definition(shape, &reach)).collect(),
        errors: reach.errors.iter().map(|shape| lowering.exception(shape)).collect(),
        endpoint: lowering.endpoint_rules(),
        tests: lowering.tests(&reach),
    };
    lowering.diagnostics.take().check(plan)
}

/// What all of lowering looks at.
struct Lowering<'a> {
    model: &'a Model,
    service: &'a Shape,
    /// The Rust names of structures and enums.
    names: BTreeMap<ShapeId, String>,
    diagnostics: RefCell<Diagnostics>,
}

impl Lowering<'_> {
    fn report(&self, diagnostic: Diagnostic) {
        self.diagnostics.borrow_mut().push(diagnostic);
    }
}

fn package(settings: &Settings) -> Package {
    Package {
        name: settings.crate_name.clone(),
        lib: settings.crate_name.replace('-', "_"),
        version: settings.crate_version.clone(),
        in_workspace: settings.placement == Placement::Workspace,
        runtime_path: match &settings.placement {
            Placement::Workspace => String::new(),
            Placement::Alone { runtime_path } => runtime_path.clone(),
        },
    }
}
