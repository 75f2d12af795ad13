/// What a maintainer decides about a crate, beside its model.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The name of the package, such as `iot-jobs-data`.
    pub crate_name: String,
    /// Its version.
    pub crate_version: String,
    /// The service to generate, by its shape id or name; needed if the model has several.
    pub service: Option<String>,
    /// Where the dependencies of the crate are listed.
    pub placement: Placement,
}

/// Where a crate stands.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Placement {
    /// A member of this workspace, whose tables of versions and lints it uses.
    Workspace,
    /// On its own, with the path to the runtime.
    Alone {
        /// The path of the runtime as the crate's `Cargo.toml` should name it.
        runtime_path: String,
    },
}
