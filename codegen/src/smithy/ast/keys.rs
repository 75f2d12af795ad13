//! The keys of objects in the JSON AST. Other keys are ignored.

use serde_json::{Map, Value};

use super::Reader;
use crate::diagnostics::{did_you_mean, nearest};

/// Keys that every shape may have.
const SHAPE: &[&str] = &["type", "traits", "mixins"];

const ROOT: &[&str] = &["smithy", "metadata", "shapes"];

const MEMBER: &[&str] = &["target", "traits"];

const REFERENCE: &[&str] = &["target"];

impl Reader<'_> {
    /// The keys of a shape of a known type.
    pub(super) fn shape_keys(&mut self, id: &str, kind: &str, definition: &Map<String, Value>) {
        let own: &[&str] = match kind {
            "list" | "set" => &["member"],
            "map" => &["key", "value"],
            "structure" | "union" | "enum" | "intEnum" => &["members"],
            "service" => &["version", "operations", "resources", "errors", "rename"],
            "operation" => &["input", "output", "errors"],
            "resource" => &[
                "identifiers",
                "properties",
                "put",
                "create",
                "read",
                "update",
                "delete",
                "list",
                "operations",
                "collectionOperations",
                "resources",
            ],
            _ => &[],
        };
        let known = [SHAPE, own].concat();
        self.keys(
            &["shapes", id],
            Some(id),
            &format!("a shape of type {kind}"),
            definition,
            &known,
        );
    }

    pub(super) fn member_keys(&mut self, path: &[&str], id: &str, definition: &Map<String, Value>) {
        self.keys(path, Some(id), "a member", definition, MEMBER);
    }

    pub(super) fn reference_keys(
        &mut self,
        path: &[&str],
        id: &str,
        definition: &Map<String, Value>,
    ) {
        self.keys(path, Some(id), "a reference", definition, REFERENCE);
    }

    pub(super) fn root_keys(&mut self, root: &Map<String, Value>) {
        self.keys(&[], None, "a model", root, ROOT);
    }

    fn keys(
        &mut self,
        path: &[&str],
        shape: Option<&str>,
        what: &str,
        definition: &Map<String, Value>,
        known: &[&str],
    ) {
        for key in definition.keys().filter(|key| !known.contains(&key.as_str())) {
            let path = [path, &[key]].concat();
            let message = format!("{what} has an unknown key `{key}`; it is ignored");
            let help = did_you_mean(nearest(key, known.iter().copied()), "remove it");
            self.report.unknown_key(self.origin, &path, shape, (message, help));
        }
    }
}
