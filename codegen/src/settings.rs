use crate::diagnostics::{Diagnostic, Diagnostics, Setting};
use crate::rust::{Identifier, RUNTIME_PACKAGE};

/// The settings of a crate that are not in its model.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The name of the package, such as `iot-jobs-data`.
    pub crate_name: String,
    /// Its version.
    pub crate_version: String,
    /// The service to generate, by its shape id or name; needed if the model has several.
    pub service: Option<String>,
    /// Whether to leave out the operations with event streams, which are an error otherwise.
    pub without_event_streams: bool,
    /// How the dependencies of the crate are declared.
    pub placement: Placement,
}

/// Whether a crate is part of a workspace.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Placement {
    /// A member of this workspace, which uses its dependency versions and lints.
    Workspace,
    /// A crate outside of the workspace.
    Alone(RuntimeSource),
}

/// Where a separate crate finds the runtime.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum RuntimeSource {
    /// In the registry: a version requirement such as `0.1`.
    Version(String),
    /// In a directory, by its path from the crate, such as `../runtime`.
    Path(String),
}

impl Settings {
    /// Cargo accepts any word as a package name, but the crate also needs a valid name in Rust.
    pub(crate) fn check(&self) -> Result<(), Diagnostics> {
        let name = self.crate_name.as_str();
        let is_word = name.starts_with(|c: char| c.is_ascii_lowercase())
            && name
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_".contains(c));
        let taken = ["self", "super", "crate", "std", "core", "test", RUNTIME_PACKAGE];
        if is_word && !taken.contains(&name) && !Identifier::from(name).is_keyword() {
            return Ok(());
        }
        let message = format!("{name:?} cannot be the name of a crate");
        let help = match is_word {
            true => "use another name: this one is a keyword of Rust or another crate",
            false => "use lower-case letters, digits and hyphens, such as `my-service`",
        };
        Err(Diagnostic::new(message, help).about(Setting::CrateName).into())
    }
}
