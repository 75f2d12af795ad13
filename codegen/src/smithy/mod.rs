//! Layer 1: the Smithy language. From JSON AST files to one resolved and valid [`Model`]. Nothing
//! here depends on Rust as a target.

mod apply;
mod ast;
mod circles;
mod customizations;
pub(crate) mod jmespath;
mod mixins;
mod model;
mod numbers;
mod patches;
mod prelude;
mod report;
mod shape;
mod shape_id;
mod source;
mod strange_traits;
pub mod traits;
mod upgrade;
mod validate;

pub(crate) use circles::in_circles;
pub use model::Model;
pub use shape::{Binding, Kind, Member, Operation, Resource, Service, Shape, Traits};
pub use shape_id::ShapeId;

use crate::ModelFile;
use crate::diagnostics::Diagnostics;
use report::Report;
use source::Source;

/// Reads one or more files as one model: merged, patched, with `apply` and mixins applied.
///
/// # Errors
/// All errors and warnings about the files at once.
pub fn load(files: &[ModelFile]) -> Result<Model, Diagnostics> {
    let mut diagnostics = Diagnostics::default();
    let mut sources: Vec<Source> =
        files.iter().filter_map(|file| Source::parse(file, &mut diagnostics)).collect();
    if sources.len() < files.len() {
        return Err(diagnostics);
    }
    sources.extend(customizations::of(&sources, &mut diagnostics));
    let mut report = Report::new(sources, diagnostics);
    let mut ast = ast::read(&mut report);
    patches::carry_out(&mut ast, &mut report);
    strange_traits::report(&mut ast, &mut report);
    apply::carry_out(&mut ast, &mut report);
    mixins::flatten(&mut ast, &mut report);
    upgrade::upgrade(&mut ast);
    validate::validate(&ast.shapes, &ast.broken, &mut report);
    let (sources, diagnostics) = report.into_parts();
    let ((), warnings) = diagnostics.check(())?;
    Ok(Model::new(ast.shapes, sources, warnings))
}
