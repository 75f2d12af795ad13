use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use codegen::RuntimeSource;
use toml::Value;

use crate::Failure;

/// The settings that the `Cargo.toml` of a generated crate records.
pub(crate) struct Recorded {
    pub(crate) name: String,
    pub(crate) version: Option<String>,
    /// `None` in a workspace, where it comes from the workspace.
    pub(crate) runtime: Option<RuntimeSource>,
}

impl Recorded {
    /// `None` if the directory is not a generated crate.
    ///
    /// # Errors
    /// Its `Cargo.toml` exists but cannot be read.
    pub(crate) fn read(directory: &Path) -> Result<Option<Self>, Failure> {
        let path = directory.join("Cargo.toml");
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => {
                let place = path.display();
                return Err(format!("error: cannot read {place}: {error}; nothing was touched"));
            }
        };
        let manifest: Value = toml::from_str(&text).map_err(|error| {
            let place = path.display();
            format!("error: {place} is not valid TOML, so nothing was touched: {error}")
        })?;
        let is_generated = at(&manifest, &["package", "metadata", "codegen"]).is_some();
        let name = text_at(&manifest, &["package", "name"]).filter(|_| is_generated);
        Ok(name.map(|name| Self {
            name,
            version: text_at(&manifest, &["package", "version"]),
            runtime: runtime(&manifest),
        }))
    }
}

fn runtime(manifest: &Value) -> Option<RuntimeSource> {
    let named = |key| text_at(manifest, &["dependencies", codegen::RUNTIME_PACKAGE, key]);
    let version = named("version").map(RuntimeSource::Version);
    version.or_else(|| named("path").map(RuntimeSource::Path))
}

fn at<'a>(value: &'a Value, path: &[&str]) -> Option<&'a Value> {
    path.iter().try_fold(value, |value, key| value.get(key))
}

fn text_at(value: &Value, path: &[&str]) -> Option<String> {
    Some(at(value, path)?.as_str()?.to_owned())
}
