//! What the builders of emitted structures have in common.

use std::fmt;

use crate::error::BuildError;
use crate::structure::Blank;

/// The value of a required member that a builder has collected.
///
/// # Errors
/// The member is not set.
pub fn required<T>(
    value: Option<T>,
    shape: &'static str,
    member: &'static str,
) -> Result<T, BuildError> {
    value.ok_or_else(|| BuildError::missing(shape, member))
}

/// Which required members of a structure its builder has got, by their places among them.
#[doc(hidden)]
#[derive(Clone, Copy)]
pub struct Given<const N: usize> {
    members: &'static [&'static str; N],
    is_set: [bool; N],
}

impl<const N: usize> Given<N> {
    /// None of the members with these names.
    pub const fn none(members: &'static [&'static str; N]) -> Self {
        Self { members, is_set: [false; N] }
    }

    /// Remembers that the member at that place is set.
    pub fn mark(&mut self, place: usize) {
        self.is_set[place] = true;
    }

    /// Sets a member, or clears it.
    pub fn put<T: Blank>(&mut self, place: usize, member: &mut T, value: Option<T>) {
        self.is_set[place] = value.is_some();
        *member = value.unwrap_or_else(T::blank);
    }

    /// # Errors
    /// Names the first member that is not set.
    pub fn check(&self, shape: &'static str) -> Result<(), BuildError> {
        match self.missing().next() {
            Some(member) => Err(BuildError::missing(shape, member)),
            None => Ok(()),
        }
    }

    fn missing(&self) -> impl Iterator<Item = &'static str> {
        let members = self.members.iter().zip(self.is_set);
        members.filter(|(_, is_set)| !is_set).map(|(member, _)| *member)
    }
}

/// The members that are not set yet, as the structure shows something for them, too.
impl<const N: usize> fmt::Debug for Given<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("missing: ")?;
        f.debug_list().entries(self.missing()).finish()
    }
}
