//! Turns a Smithy JSON model of a restJson1 service into a Rust SDK crate.
//!
//! The house has three floors, and data goes up one way:
//!
//! 1. [`smithy`] reads JSON AST files into one resolved, valid model. It knows no Rust.
//! 2. `lower` makes every decision (names, types, where a member travels, which constraints hold,
//!    HTML to Markdown) and writes it down in `ir`, plain data in Rust's own terms.
//! 3. `emit` prints that data as tokens, one module per emitted file, and `print` turns tokens
//!    into text.
//!
//! [`generate`] is the way through: a pure function from models and settings to files. It reads
//! and writes nothing.

pub mod diagnostics;
mod emit;
mod ir;
mod lower;
mod rust;
mod settings;
pub mod smithy;

use std::collections::BTreeMap;

pub use diagnostics::{Diagnostic, Diagnostics, Setting, Severity};
pub use settings::{Placement, Settings};

/// A model file: its name, for diagnostics, and its text.
#[derive(Clone, Debug)]
pub struct ModelFile {
    /// The name, as the user gave it.
    pub name: String,
    /// The JSON.
    pub text: String,
}

/// The files of a crate by their path within it.
pub type Files = BTreeMap<String, String>;

/// A crate, and what its model should be looked at for.
#[derive(Clone, Debug)]
pub struct Generated {
    /// The files of the crate.
    pub files: Files,
    /// Warnings only.
    pub warnings: Diagnostics,
}

/// Generates a crate.
///
/// # Errors
/// Everything that is wrong with the settings or the model, or that the generator cannot express
/// yet, and all warnings.
pub fn generate(models: &[ModelFile], settings: &Settings) -> Result<Generated, Diagnostics> {
    settings.check()?;
    let model = smithy::load(models)?;
    let loaded = model.warnings().clone();
    match lower::lower(&model, settings) {
        Ok((plan, lowered)) => {
            Ok(Generated { files: emit::emit(&plan), warnings: loaded.and(lowered) })
        }
        Err(found) => Err(loaded.and(found)),
    }
}

/// The name of the function that a test of the model becomes, by the id of the test.
pub fn test_name(id: &str) -> String {
    lower::test_name(id).to_string()
}
