use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt;
use std::ops::Range;
use std::sync::{Mutex, PoisonError};

use serde::de::{DeserializeSeed, Error, MapAccess, SeqAccess, Visitor};
use serde_json::Value;
use serde_json::value::RawValue;

use super::numbers;
use crate::ModelFile;
use crate::diagnostics::{Diagnostic, Diagnostics, Location};

/// A model file that is JSON.
pub(crate) struct Source {
    name: String,
    text: String,
    value: Value,
    places: Mutex<Places>,
}

/// Where things are in a text, as far as somebody has asked. Filled in on the way to a value, so
/// that nobody pays for positions but those who report errors, and nothing is parsed twice.
#[derive(Default)]
struct Places {
    /// The children of objects and lists, by where these start.
    children: HashMap<usize, HashMap<String, Range<usize>>>,
    line_starts: Vec<usize>,
}

/// The way from the root of a file to a value.
pub(crate) type Path = Vec<String>;

impl Source {
    /// Parses a file; what is not JSON, or names a key twice, goes to the diagnostics.
    pub(crate) fn parse(file: &ModelFile, diagnostics: &mut Diagnostics) -> Option<Self> {
        let mut text = file.text.clone();
        let mut parsed = serde_json::from_str(&text);
        if parsed.is_err()
            && let Some(bounded) = numbers::within_doubles(&text)
        {
            parsed = serde_json::from_str(&bounded);
            text = bounded;
        }
        match parsed {
            Ok(value) => {
                let places = Mutex::default();
                let source = Self { name: file.name.clone(), text, value, places };
                source.report_duplicate_keys(diagnostics);
                Some(source)
            }
            Err(error) => {
                diagnostics.push(Diagnostic {
                    location: Some(Location {
                        file: file.name.clone(),
                        position: Some((error.line(), error.column())),
                        path: String::new(),
                    }),
                    shape: None,
                    message: format!("this is not JSON: {error}"),
                    help: "give the JSON AST of a Smithy model, as `smithy ast` prints it".into(),
                });
                None
            }
        }
    }

    /// What the file says. It is there once: the second call gives `null`.
    pub(crate) fn take_value(&mut self) -> Value {
        self.value.take()
    }

    /// Whether the file has a shape, before its value is taken.
    pub(crate) fn defines(&self, id: &str) -> bool {
        self.value.get("shapes").is_some_and(|shapes| shapes.get(id).is_some())
    }

    /// Leaves out shapes.
    pub(crate) fn retain_shapes(&mut self, keep: impl Fn(&str) -> bool) {
        if let Some(shapes) = self.value.get_mut("shapes").and_then(Value::as_object_mut) {
            shapes.retain(|id, _| keep(id));
        }
    }

    pub(crate) fn location(&self, path: &[String]) -> Location {
        Location {
            file: self.name.clone(), position: self.position(path), path: path.join(" › ")
        }
    }

    /// Line and column of a value.
    fn position(&self, path: &[String]) -> Option<(usize, usize)> {
        let mut places = self.places.lock().unwrap_or_else(PoisonError::into_inner);
        let mut here = self.trimmed(0..self.text.len());
        for step in path {
            let children =
                places.children.entry(here.start).or_insert_with(|| self.children(here.clone()));
            here = children.get(step)?.clone();
        }
        if places.line_starts.is_empty() {
            let newlines = self.text.match_indices('\n').map(|(at, _)| at + 1);
            places.line_starts = std::iter::once(0).chain(newlines).collect();
        }
        let line = places.line_starts.partition_point(|start| *start <= here.start);
        let line_start = *places.line_starts.get(line.checked_sub(1)?)?;
        Some((line, self.text.get(line_start..here.start)?.chars().count() + 1))
    }

    /// Where the children of an object or a list are; none if the text is neither.
    fn children(&self, parent: Range<usize>) -> HashMap<String, Range<usize>> {
        let text = self.text.get(parent).unwrap_or_default();
        let range = |value: &RawValue| {
            let start = value.get().as_ptr() as usize - self.text.as_ptr() as usize;
            start..start + value.get().len()
        };
        if text.starts_with('[') {
            let items: Vec<&RawValue> = serde_json::from_str(text).unwrap_or_default();
            let indexed = items.into_iter().enumerate();
            return indexed.map(|(index, item)| (format!("[{index}]"), range(item))).collect();
        }
        let entries: BTreeMap<String, &RawValue> = serde_json::from_str(text).unwrap_or_default();
        entries.into_iter().map(|(key, value)| (key, range(value))).collect()
    }

    fn trimmed(&self, range: Range<usize>) -> Range<usize> {
        let text = self.text.get(range.clone()).unwrap_or_default();
        let start = range.start + text.len() - text.trim_start().len();
        start..start + text.trim().len()
    }

    fn report_duplicate_keys(&self, diagnostics: &mut Diagnostics) {
        let mut duplicates = Vec::new();
        let seed = KeyCheck { path: Vec::new(), duplicates: &mut duplicates };
        // The text has been parsed once already, so this cannot fail.
        let _ = seed.deserialize(&mut serde_json::Deserializer::from_str(&self.text));
        for path in duplicates {
            let is_shape = path.len() == 2 && path[0] == "shapes";
            let what = if is_shape { "this shape is defined" } else { "this key stands here" };
            diagnostics.push(Diagnostic {
                location: Some(self.location(&path)),
                shape: is_shape.then(|| path[1].clone()),
                message: format!("{what} twice"),
                help: "keep one of the two".into(),
            });
        }
    }
}

/// Looks for keys that an object has twice; `Value` would keep the last one in silence.
struct KeyCheck<'a> {
    path: Path,
    duplicates: &'a mut Vec<Path>,
}

impl<'de> DeserializeSeed<'de> for KeyCheck<'_> {
    type Value = ();

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for KeyCheck<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let mut seen = HashSet::new();
        while let Some(key) = map.next_key::<String>()? {
            let mut path = self.path.clone();
            path.push(key.clone());
            if !seen.insert(key) {
                self.duplicates.push(path.clone());
            }
            map.next_value_seed(KeyCheck { path, duplicates: self.duplicates })?;
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        let mut index = 0;
        loop {
            let mut path = self.path.clone();
            path.push(format!("[{index}]"));
            if list.next_element_seed(KeyCheck { path, duplicates: self.duplicates })?.is_none() {
                return Ok(());
            }
            index += 1;
        }
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }
}
