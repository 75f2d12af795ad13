use std::collections::BTreeMap;
use std::collections::HashSet;
use std::fmt;

use serde::de::{DeserializeSeed, Error, MapAccess, SeqAccess, Visitor};
use serde_json::Value;
use serde_json::value::RawValue;

use crate::ModelFile;
use crate::diagnostics::{Diagnostic, Diagnostics, Location};

/// A model file that is JSON.
pub(crate) struct Source {
    name: String,
    text: String,
    pub(crate) value: Value,
}

/// The way from the root of a file to a value.
pub(crate) type Path = Vec<String>;

impl Source {
    /// Parses a file; what is not JSON, or names a key twice, goes to the diagnostics.
    pub(crate) fn parse(file: &ModelFile, diagnostics: &mut Diagnostics) -> Option<Self> {
        match serde_json::from_str(&file.text) {
            Ok(value) => {
                let source = Self { name: file.name.clone(), text: file.text.clone(), value };
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

    pub(crate) fn location(&self, path: &[String]) -> Location {
        Location {
            file: self.name.clone(), position: self.position(path), path: path.join(" › ")
        }
    }

    /// Walks the text again along `path`: positions are needed for errors only, so nobody pays for
    /// them otherwise.
    fn position(&self, path: &[String]) -> Option<(usize, usize)> {
        let mut here: &RawValue = serde_json::from_str(&self.text).ok()?;
        for step in path {
            here = match step.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
                Some(index) => {
                    let list: Vec<&RawValue> = serde_json::from_str(here.get()).ok()?;
                    list.get(index.parse::<usize>().ok()?)?
                }
                None => {
                    let object: BTreeMap<String, &RawValue> =
                        serde_json::from_str(here.get()).ok()?;
                    object.get(step)?
                }
            };
        }
        let offset = here.get().as_ptr() as usize - self.text.as_ptr() as usize;
        let before = self.text.get(..offset)?;
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Some((before.matches('\n').count() + 1, before[line_start..].chars().count() + 1))
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
