//! How Rust is written: identifiers, the names that emitted code takes from elsewhere, `use` lines,
//! and text.

mod identifier;
mod names;
mod print;
mod references;
mod spacing;
mod uses;

pub(crate) use identifier::Identifier;
pub use names::emitted;
pub(crate) use names::{RUNTIME, RUNTIME_PACKAGE, is_prelude, reexport_all, reexports};
pub(crate) use print::{File, statements};

#[cfg(test)]
mod tests;
