//! Floor 2: every decision. From a valid model to plain data in Rust's own terms.

mod adapters;
mod bindings;
mod boxes;
mod checks;
mod collisions;
mod docs;
mod endpoint;
mod jmespath;
mod names;
mod operation;
mod paginator;
mod schema;
mod service;
mod structure;
mod support;
mod tests;
mod types;
mod unions;
mod values;
mod waiter;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::ir::{Crate, Package};
use crate::settings::{Placement, Settings};
use crate::smithy::{Model, Shape, ShapeId};

pub(crate) use names::test_name;

/// Decides what the crate of a service contains.
pub(crate) fn lower(model: &Model, settings: &Settings) -> Result<Crate, Diagnostics> {
    let service = service::select(model, settings)?;
    let reach = support::Reach::of(model, service);
    let unsupported = support::unsupported(model, service, &reach);
    let lowering = Lowering {
        model,
        service,
        names: names::type_names(&reach, service),
        boxes: boxes::boxes(model, &reach),
        constrained: checks::constrained(model, &reach),
        diagnostics: RefCell::new(unsupported),
    };
    let endpoint = lowering.endpoint_rules();
    let types: Vec<_> = reach.types.iter().map(|shape| lowering.type_file(shape, &reach)).collect();
    let schema = schema::Schema::of(&types);
    let operations = reach.operations.iter();
    let operations: Vec<_> =
        operations.filter_map(|shape| lowering.operation(shape, &endpoint, &schema)).collect();
    let plan = Crate {
        package: package(settings),
        service: lowering.service(settings),
        errors: reach.errors.iter().map(|shape| lowering.exception(shape)).collect(),
        tests: lowering.tests(&reach, &endpoint, &operations),
        operations,
        types,
        endpoint,
    };
    let mut diagnostics = lowering.diagnostics.take();
    collisions::check(&plan, &mut diagnostics);
    diagnostics.check(plan)
}

/// What all of lowering looks at.
struct Lowering<'a> {
    model: &'a Model,
    service: &'a Shape,
    /// The Rust names of structures, unions and enums.
    names: BTreeMap<ShapeId, String>,
    /// Members that a shape holds itself by.
    boxes: BTreeSet<(ShapeId, String)>,
    /// Shapes with a constraint in them.
    constrained: BTreeSet<ShapeId>,
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
