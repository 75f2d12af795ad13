use std::collections::HashMap;

use aws_smithy_types::{BigDecimal, BigInteger, Blob};

/// A value with a length.
#[doc(hidden)]
pub trait Measured {
    /// The unit of the length.
    const UNIT: &'static str;

    /// The length.
    fn measure(&self) -> u64;

    /// The value, shortened, for an error message.
    fn shown(&self) -> String;
}

/// A value with bounds.
#[doc(hidden)]
pub trait Number {
    /// The value to compare. Bounds are small, so the nearest float is precise enough.
    fn number(&self) -> f64;
}

impl Measured for String {
    const UNIT: &'static str = "characters";

    fn measure(&self) -> u64 {
        self.chars().count() as u64
    }

    fn shown(&self) -> String {
        crate::wire::quote(self)
    }
}

impl Measured for Blob {
    const UNIT: &'static str = "bytes";

    fn measure(&self) -> u64 {
        self.as_ref().len() as u64
    }

    fn shown(&self) -> String {
        "bytes".into()
    }
}

impl<T> Measured for Vec<T> {
    const UNIT: &'static str = "entries";

    fn measure(&self) -> u64 {
        self.len() as u64
    }

    fn shown(&self) -> String {
        "a list".into()
    }
}

impl<T> Measured for HashMap<String, T> {
    const UNIT: &'static str = "entries";

    fn measure(&self) -> u64 {
        self.len() as u64
    }

    fn shown(&self) -> String {
        "a map".into()
    }
}

macro_rules! number {
    ($($value:ty),*) => {$(
        impl Number for $value {
            fn number(&self) -> f64 {
                *self as f64
            }
        }
    )*};
}
number!(i8, i16, i32, i64, f32, f64);

macro_rules! big_number {
    ($($value:ty),*) => {$(
        impl Number for $value {
            fn number(&self) -> f64 {
                // Both are texts that parse as a float, possibly with a loss of precision.
                self.as_ref().parse().unwrap_or(f64::NAN)
            }
        }
    )*};
}
big_number!(BigInteger, BigDecimal);
