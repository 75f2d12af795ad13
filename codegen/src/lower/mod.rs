//! Layer 2 makes every decision: from a valid model to plain data in Rust's terms.

mod adapters;
mod auth;
mod bindings;
mod boxes;
mod checks;
mod collisions;
#[cfg(test)]
mod decisions;
mod defaults;
mod depth;
mod docs;
mod endpoint;
mod examples;
#[cfg(test)]
mod fixture;
mod jmespath;
mod names;
mod naming;
mod operation;
mod paginator;
mod patterns;
pub mod reserved;
mod schema;
mod sensitive;
mod service;
mod streams;
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
use crate::ir::{Checksum, Crate, Exception, Feature, Operation, Package, Parts, TypeFile};
use crate::rust::Identifier;
use crate::settings::Settings;
use crate::smithy::traits::LabelDefaults;
use crate::smithy::{Model, Shape, ShapeId};

pub(crate) use names::test_name;

/// Decides the contents of a crate, and returns warnings with it.
pub(crate) fn lower(
    model: &Model,
    settings: &Settings,
) -> Result<(Crate, Diagnostics), Diagnostics> {
    let service = service::select(model, settings)?;
    support::protocol(model, service)?;
    let reach = support::Reach::of(model, service, settings.without_event_streams);
    depth::check(model, &reach)?;
    let unsupported = support::unsupported(model, service, &reach);
    let patterns = patterns::Patterns::of(&reach);
    let lowering = Lowering {
        model,
        service,
        names: naming::Names::of(model, &reach, service),
        label_defaults: service.traits.get::<LabelDefaults>().unwrap_or_default().0,
        boxes: boxes::boxes(model, &reach),
        reach: &reach,
        constrained: checks::constrained(model, &reach, &patterns),
        patterns,
        without_event_streams: settings.without_event_streams,
        diagnostics: RefCell::new(unsupported),
    };
    let endpoint = lowering.endpoint_rules();
    let types: Vec<_> = reach.types.iter().map(|shape| lowering.type_file(shape)).collect();
    let schema = schema::Schema::of(&types);
    let operations = reach.operations.iter();
    let operations: Vec<_> =
        operations.filter_map(|shape| lowering.operation(shape, &endpoint, &schema)).collect();
    let errors: Vec<_> = reach.errors.iter().map(|shape| lowering.exception(shape)).collect();
    let plan = Crate {
        package: package(settings, &operations),
        service: lowering.service(settings),
        parts: parts(&operations, &types, &errors),
        tests: lowering.tests(&reach, &endpoint, &operations, &errors),
        errors,
        operations,
        types,
        left_out: reach.left_out.iter().map(|shape| shape.id.name().to_owned()).collect(),
        endpoint,
    };
    let mut diagnostics = lowering.diagnostics.take();
    collisions::check(&plan, &mut diagnostics);
    diagnostics.check(plan)
}

/// The state that all of lowering uses.
struct Lowering<'a> {
    model: &'a Model,
    service: &'a Shape,
    reach: &'a support::Reach<'a>,
    names: naming::Names,
    /// Default values of labels, by the names of their members.
    label_defaults: BTreeMap<String, String>,
    /// Members that need a box.
    boxes: BTreeSet<(ShapeId, String)>,
    patterns: patterns::Patterns,
    /// Shapes that contain a constraint.
    constrained: BTreeSet<ShapeId>,
    /// Whether to leave out operations with event streams.
    without_event_streams: bool,
    diagnostics: RefCell<Diagnostics>,
}

impl Lowering<'_> {
    fn is_left_out(&self, operation: &Shape) -> bool {
        self.without_event_streams && streams::has_event_stream(self.model, operation)
    }

    fn report(&self, diagnostic: Diagnostic) {
        self.diagnostics.borrow_mut().push(diagnostic);
    }
}

fn parts(operations: &[Operation], types: &[TypeFile], errors: &[Exception]) -> Parts {
    let any = |has: fn(&Operation) -> bool| operations.iter().any(has);
    Parts {
        streams: any(|operation| operation.input.has_stream() || operation.output.has_stream()),
        types: !types.is_empty() || !errors.is_empty(),
        pagination: any(|operation| operation.pagination.is_some()),
        waiters: any(|operation| !operation.waiters.is_empty()),
        shown_operations: if operations.len() <= FEW { operations.len() } else { 1 },
    }
}

/// If there are more operations, the front page lists them instead of showing examples.
const FEW: usize = 12;

fn package(settings: &Settings, operations: &[Operation]) -> Package {
    let needs = |feature, is_needed: fn(&Operation) -> bool| {
        operations.iter().any(is_needed).then_some(feature)
    };
    let features = [
        needs(Feature::Checksums, |operation| operation.checksums.contains(&Checksum::Md5)),
        needs(Feature::Compression, |operation| operation.compression.is_some()),
    ];
    Package {
        name: settings.crate_name.clone(),
        lib: Identifier::new(settings.crate_name.replace('-', "_")),
        version: settings.crate_version.clone(),
        runtime_features: features.into_iter().flatten().collect(),
        placement: settings.placement.clone(),
    }
}
