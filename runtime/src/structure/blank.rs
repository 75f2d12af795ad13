use std::collections::HashMap;

use aws_smithy_types::byte_stream::ByteStream;
use aws_smithy_types::{BigDecimal, BigInteger, Blob, DateTime, Document};

/// The initial value of a structure that is being read. Optional members have their absent value.
/// Blanks of required members never escape: a structure that lacks one is an error.
#[doc(hidden)]
pub trait Blank {
    /// A value that is cheap to make.
    fn blank() -> Self;
}

impl<T> Blank for Option<T> {
    fn blank() -> Self {
        None
    }
}

impl<T> Blank for Vec<T> {
    fn blank() -> Self {
        Self::new()
    }
}

impl<T> Blank for HashMap<String, T> {
    fn blank() -> Self {
        Self::new()
    }
}

impl Blank for DateTime {
    fn blank() -> Self {
        Self::from_secs(0)
    }
}

impl Blank for Blob {
    fn blank() -> Self {
        Self::new([])
    }
}

impl Blank for Document {
    fn blank() -> Self {
        Self::Null
    }
}

macro_rules! defaults {
    ($($type:ty),*) => {$(
        impl Blank for $type {
            fn blank() -> Self {
                Self::default()
            }
        }
    )*};
}
defaults!(bool, i8, i16, i32, i64, f32, f64, String, BigInteger, BigDecimal, ByteStream);
