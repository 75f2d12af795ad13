//! The runtime part of the derives of structures: the reading and writing that does not depend on
//! the members.

mod blank;
mod debug;
mod members;
mod name;
mod names;
mod output;
mod read;
#[cfg(test)]
mod tests;
mod write;

pub use blank::Blank;
pub use debug::{debug_fields, debug_members, debug_one, debug_two};
pub use members::Members;
pub use output::Output;
pub use read::{Reader, read};
pub use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess};
pub use serde::ser::{Error as SerializeError, Serialize, Serializer};
pub use write::{Writer, write};
