//! What is specific to writing Rust: identifiers, external names, `use` lines, and printing.

mod identifier;
mod names;
mod print;
mod references;
mod spacing;
mod uses;

pub(crate) use identifier::Identifier;
pub(crate) use names::{RUNTIME, is_prelude, reexports, reexports_of};
pub use names::{RUNTIME_PACKAGE, emitted};
pub(crate) use print::{File, statements};

#[cfg(test)]
mod tests;
