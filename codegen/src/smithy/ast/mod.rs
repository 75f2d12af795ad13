//! Reads JSON ASTs into shapes.

mod keys;
mod references;
mod shape;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::prelude;
use super::report::Report;
use super::shape::{Origin, Shape, Traits};
use super::shape_id::ShapeId;
use super::source::Source;
use crate::diagnostics::nearest;

/// The contents of the files, before anything is applied.
#[derive(Default)]
pub(crate) struct Ast {
    pub(crate) shapes: BTreeMap<ShapeId, Shape>,
    pub(crate) applies: Vec<Apply>,
    pub(crate) patches: Vec<(Origin, Value)>,
    /// Shapes whose definitions are invalid. References to them are not reported.
    pub(crate) broken: BTreeSet<ShapeId>,
    /// The files with Smithy 1.0, by index.
    pub(crate) first_versions: BTreeSet<usize>,
}

/// Traits for a shape or member that is defined elsewhere.
pub(crate) struct Apply {
    pub(crate) target: ShapeId,
    pub(crate) traits: Traits,
    pub(crate) origin: Origin,
}

/// Reads the JSON ASTs of all files.
pub(crate) fn read(report: &mut Report) -> Ast {
    let mut ast = Ast { shapes: prelude::shapes(), ..Ast::default() };
    let values: Vec<Value> = report.sources().iter_mut().map(Source::take_value).collect();
    for (index, value) in values.iter().enumerate() {
        let has_fault = false;
        Reader { origin: Origin(index), report, ast: &mut ast, has_fault }.file(value);
    }
    ast
}

const PATCHES: &str = "sdk.codegen.patches";

struct Reader<'a> {
    origin: Origin,
    report: &'a mut Report,
    ast: &'a mut Ast,
    /// Whether the current entry has an error.
    has_fault: bool,
}

impl Reader<'_> {
    fn file(&mut self, value: &Value) {
        let smithy = value.get("smithy").and_then(Value::as_str);
        let Some(root) = value.as_object().filter(|_| smithy.is_some()) else {
            return self.finding(
                &[],
                None,
                "this is JSON, but not the AST of a Smithy model",
                "a model is an object with a `smithy` version and `shapes`",
            );
        };
        match smithy.map(|version| version.split('.').next().unwrap_or_default()) {
            Some("2") => {}
            Some("1") => {
                self.ast.first_versions.insert(self.origin.0);
            }
            _ => {
                return self.finding(
                    &["smithy"],
                    None,
                    format!("Smithy version {} is not supported", root["smithy"]),
                    "convert the model to Smithy 2.0 with `smithy ast`",
                );
            }
        }
        self.root_keys(root);
        match root.get("metadata") {
            None => {}
            Some(Value::Object(metadata)) => self.metadata(metadata),
            Some(_) => self.expected(&["metadata"], None, "metadata", "an object"),
        }
        match root.get("shapes") {
            None => {}
            Some(Value::Object(shapes)) => {
                for (id, definition) in shapes {
                    self.has_fault = false;
                    self.entry(id, definition);
                    if let (true, Some(id)) = (self.has_fault, ShapeId::parse(id)) {
                        self.ast.shapes.remove(&id);
                        self.ast.broken.insert(id);
                    }
                }
            }
            Some(_) => self.expected(&["shapes"], None, "shapes", "an object"),
        }
    }

    fn metadata(&mut self, metadata: &Map<String, Value>) {
        for key in ["validators", "suppressions", PATCHES] {
            if metadata.get(key).is_some_and(|value| !value.is_array()) {
                self.expected(&["metadata", key], None, key, "a list");
            }
        }
        for key in metadata.keys().filter(|key| *key != PATCHES) {
            if let Some(meant) = nearest(key, [PATCHES]) {
                let message = format!("`{key}` is not a key of the JSON AST");
                let help = format!("did you mean `{meant}`?");
                self.finding(&["metadata", key], None, message, help);
            }
        }
        let patches = metadata.get(PATCHES).and_then(Value::as_array);
        for patch in patches.into_iter().flatten() {
            self.ast.patches.push((self.origin, patch.clone()));
        }
    }

    fn entry(&mut self, id: &str, definition: &Value) {
        let path = ["shapes", id];
        let Some(parsed) = ShapeId::parse(id) else {
            return self.finding(
                &path,
                Some(id),
                "this is not the id of a shape",
                "an id looks like `com.example#Name`",
            );
        };
        let Some(definition) = definition.as_object() else {
            return self.expected(&path, Some(id), "a shape", "an object");
        };
        let traits = self.traits(&path, id, definition);
        let kind = definition.get("type").and_then(Value::as_str);
        if kind == Some("apply") {
            self.shape_keys(id, "apply", definition);
            self.ast.applies.push(Apply { target: parsed, traits, origin: self.origin });
            return;
        }
        if let Some(shape) = self.shape(parsed, traits, definition) {
            self.define(shape);
        }
    }

    fn define(&mut self, shape: Shape) {
        match self.ast.shapes.get(&shape.id) {
            None => {
                self.ast.shapes.insert(shape.id.clone(), shape);
            }
            // Files may overlap if they agree.
            Some(known) if Shape { origin: known.origin, ..shape.clone() } == *known => {}
            Some(_) => self.finding(
                &["shapes", shape.id.as_str()],
                Some(shape.id.as_str()),
                "this shape is defined twice, and differently",
                "remove one definition, or change the other with `apply`",
            ),
        }
    }

    fn expected(&mut self, path: &[&str], shape: Option<&str>, what: &str, expected: &str) {
        self.finding(
            path,
            shape,
            format!("{what} must be {expected}"),
            "see the JSON AST in the Smithy specification",
        );
    }

    fn finding(
        &mut self,
        path: &[&str],
        shape: Option<&str>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.has_fault = true;
        self.report.at(self.origin, path, shape, message, help);
    }
}
