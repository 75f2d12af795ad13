use super::{Blank, Reader, Writer};

/// How the members of a structure are written and read.
#[doc(hidden)]
pub trait Members {
    /// Writes the members in the order of their names.
    fn write<W: Writer>(&self, to: &mut W);

    /// Reads the member with that index in the list of names.
    fn read<R: Reader>(&mut self, member: usize, from: &mut R);
}

// The derive implements it for structures without `Default`.
impl<T: Members + Default> Blank for T {
    fn blank() -> Self {
        Self::default()
    }
}
