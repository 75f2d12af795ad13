use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt;
use std::ops::Range;
use std::sync::{Mutex, PoisonError};

use serde::de::{DeserializeSeed, Error, MapAccess, SeqAccess, Visitor};
use serde_json::Value;
use serde_json::value::RawValue;

use super::numbers;
use crate::ModelFile;
use crate::diagnostics::{Diagnostic, Diagnostics, Excerpt, Location};

/// A model file that is JSON.
pub(crate) struct Source {
    name: String,
    text: String,
    value: Value,
    places: Mutex<Places>,
}

/// Positions in a text, computed on demand along the path to a value. So only error reports pay for
/// positions, and nothing is parsed twice.
#[derive(Default)]
struct Places {
    /// The children of objects and lists, by their start.
    children: HashMap<usize, HashMap<String, Range<usize>>>,
    line_starts: Vec<usize>,
}

/// The path from the root of a file to a value.
pub(crate) type Path = Vec<String>;

/// What a finding marks.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Mark {
    /// The key, if that is wrong.
    Key,
    /// The value.
    Value,
}

impl Places {
    /// Line and column of a byte.
    fn position(&mut self, text: &str, at: usize) -> Option<(usize, usize)> {
        if self.line_starts.is_empty() {
            let newlines = text.match_indices('\n').map(|(at, _)| at + 1);
            self.line_starts = std::iter::once(0).chain(newlines).collect();
        }
        let line = self.line_starts.partition_point(|start| *start <= at);
        let line_start = *self.line_starts.get(line.checked_sub(1)?)?;
        Some((line, text.get(line_start..at)?.chars().count() + 1))
    }
}

fn not_json(file: &str, text: &str, error: &serde_json::Error) -> Diagnostic {
    let mut places = Places::default();
    // `serde_json` counts columns in bytes.
    let line = text.split_inclusive('\n').take(error.line().saturating_sub(1));
    let mut at = line.map(str::len).sum::<usize>() + error.column().saturating_sub(1);
    while !text.is_char_boundary(at.min(text.len())) {
        at -= 1;
    }
    let at = at.min(text.len());
    let message = error.to_string();
    let problem = message.split(" at line ").next().unwrap_or_default();
    Diagnostic {
        location: Some(Location {
            file: file.to_owned(),
            position: places.position(text, at),
            path: String::new(),
            excerpt: Excerpt::of(text, at..at),
        }),
        ..Diagnostic::new(
            format!("this is not JSON: {problem}"),
            "give the JSON AST of a Smithy model, as `smithy ast` prints it",
        )
    }
}

/// The key of a value, with its quotes.
fn key_before(text: &str, value: usize) -> Option<Range<usize>> {
    let before = text.get(..value)?.trim_end().strip_suffix(':')?.trim_end();
    let inner = before.strip_suffix('"')?;
    let is_start = |(at, _): &(usize, &str)| {
        let escapes = inner[..*at].bytes().rev().take_while(|byte| *byte == b'\\').count();
        escapes % 2 == 0
    };
    let (start, _) = inner.rmatch_indices('"').find(is_start)?;
    Some(start..before.len())
}

impl Source {
    /// Parses a file. Invalid JSON and duplicate keys are reported.
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
                diagnostics.push(not_json(&file.name, &text, &error));
                None
            }
        }
    }

    /// The contents of the file. A second call returns `null`.
    pub(crate) fn take_value(&mut self) -> Value {
        self.value.take()
    }

    /// Whether the file defines a shape. Call it before the value is taken.
    pub(crate) fn defines(&self, id: &str) -> bool {
        self.value.get("shapes").is_some_and(|shapes| shapes.get(id).is_some())
    }

    /// Removes shapes.
    pub(crate) fn retain_shapes(&mut self, keep: impl Fn(&str) -> bool) {
        if let Some(shapes) = self.value.get_mut("shapes").and_then(Value::as_object_mut) {
            shapes.retain(|id, _| keep(id));
        }
    }

    /// The location of a value. For an object or list it is the key, which is clearer than an
    /// opening brace. For a value that is not in the file, such as a member from a mixin, it is the
    /// end of the existing path.
    pub(crate) fn location(&self, path: &[String], mark: Mark) -> Location {
        let mut places = self.places.lock().unwrap_or_else(PoisonError::into_inner);
        let mut here = self.trimmed(0..self.text.len());
        for step in path {
            let children =
                places.children.entry(here.start).or_insert_with(|| self.children(here.clone()));
            let Some(child) = children.get(step) else { break };
            here = child.clone();
        }
        let is_container = self.text[here.clone()].starts_with(['{', '[']);
        let key = (is_container || mark == Mark::Key).then(|| key_before(&self.text, here.start));
        let marked = match key.flatten() {
            Some(key) => key,
            None if is_container => here.start..here.start + 1,
            None => here,
        };
        Location {
            file: self.name.clone(),
            position: places.position(&self.text, marked.start),
            path: path.join(" › "),
            excerpt: Excerpt::of(&self.text, marked),
        }
    }

    /// The positions of the children of an object or a list; empty for other values.
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
                location: Some(self.location(&path, Mark::Key)),
                shape: is_shape.then(|| path[1].clone()),
                ..Diagnostic::new(format!("{what} twice"), "keep one of the two")
            });
        }
    }
}

/// Finds duplicate keys; `Value` would silently keep the last one.
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
