use serde_json::{Map, Value};

use super::Reader;
use crate::smithy::shape::Traits;
use crate::smithy::shape_id::{ShapeId, is_identifier};

impl Reader<'_> {
    pub(super) fn target(
        &mut self,
        path: &[&str],
        shape: &str,
        definition: &Map<String, Value>,
    ) -> Option<ShapeId> {
        let target = definition.get("target").and_then(Value::as_str).and_then(ShapeId::parse);
        if target.is_none() {
            let path = [path, &["target"]].concat();
            self.expected(&path, Some(shape), "`target`", "the id of a shape");
        }
        target
    }

    pub(super) fn reference(
        &mut self,
        id: &ShapeId,
        definition: &Map<String, Value>,
        key: &str,
    ) -> Option<ShapeId> {
        let path = ["shapes", id.as_str(), key];
        match definition.get(key)? {
            Value::Object(reference) => {
                self.reference_keys(&path, id.as_str(), reference);
                self.target(&path, id.as_str(), reference)
            }
            _ => {
                self.expected(&path, Some(id.as_str()), key, "an object with a `target`");
                None
            }
        }
    }

    pub(super) fn references(
        &mut self,
        id: &ShapeId,
        definition: &Map<String, Value>,
        key: &str,
    ) -> Vec<ShapeId> {
        let path = ["shapes", id.as_str(), key];
        let entries = match definition.get(key) {
            None => return Vec::new(),
            Some(Value::Array(entries)) => entries,
            Some(_) => {
                self.expected(&path, Some(id.as_str()), key, "a list");
                return Vec::new();
            }
        };
        let mut targets = Vec::new();
        for (index, entry) in entries.iter().enumerate() {
            let index = format!("[{index}]");
            let path = ["shapes", id.as_str(), key, &index];
            match entry.as_object() {
                Some(reference) => {
                    self.reference_keys(&path, id.as_str(), reference);
                    targets.extend(self.target(&path, id.as_str(), reference));
                }
                None => self.expected(&path, Some(id.as_str()), key, "objects with a `target`"),
            }
        }
        targets
    }

    /// The named shapes of an object, such as the identifiers of a resource.
    pub(super) fn named_references(
        &mut self,
        id: &ShapeId,
        definition: &Map<String, Value>,
        key: &str,
    ) -> Vec<(String, ShapeId)> {
        let entries = match definition.get(key) {
            None => return Vec::new(),
            Some(Value::Object(entries)) => entries,
            Some(_) => {
                self.expected(&["shapes", id.as_str(), key], Some(id.as_str()), key, "an object");
                return Vec::new();
            }
        };
        let mut targets = Vec::new();
        for (name, entry) in entries {
            let path = ["shapes", id.as_str(), key, name];
            if !is_identifier(name) {
                self.expected(&path, Some(id.as_str()), "a name", "an identifier");
            }
            match entry.as_object() {
                Some(reference) => {
                    self.reference_keys(&path, id.as_str(), reference);
                    let target = self.target(&path, id.as_str(), reference);
                    targets.extend(target.map(|target| (name.clone(), target)));
                }
                None => self.expected(&path, Some(id.as_str()), key, "objects with a `target`"),
            }
        }
        targets
    }

    pub(super) fn traits(
        &mut self,
        path: &[&str],
        shape: &str,
        definition: &Map<String, Value>,
    ) -> Traits {
        let mut traits = Traits::default();
        let mut path = path.to_vec();
        path.push("traits");
        match definition.get("traits") {
            None => {}
            Some(Value::Object(entries)) => {
                for (id, value) in entries {
                    match ShapeId::parse(id) {
                        Some(id) => traits.push(id, value.clone()),
                        None => {
                            path.push(id);
                            self.expected(
                                &path,
                                Some(shape),
                                &format!("the trait {id:?}"),
                                "an absolute shape id",
                            );
                            path.pop();
                        }
                    }
                }
            }
            Some(_) => self.expected(&path, Some(shape), "traits", "an object"),
        }
        traits
    }
}
