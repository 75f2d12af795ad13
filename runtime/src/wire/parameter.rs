use aws_smithy_types::{BigDecimal, BigInteger, Blob, base64};

/// A value that travels as text, in the query or in headers: nothing, one text, or several.
pub trait Parameter {
    /// Calls `each` once per text.
    fn for_each(&self, each: &mut dyn FnMut(&str));
}

impl<T: Parameter> Parameter for Option<T> {
    fn for_each(&self, each: &mut dyn FnMut(&str)) {
        if let Some(value) = self {
            value.for_each(each);
        }
    }
}

impl<T: Parameter> Parameter for Vec<T> {
    fn for_each(&self, each: &mut dyn FnMut(&str)) {
        self.iter().for_each(|value| value.for_each(each));
    }
}

impl Parameter for String {
    fn for_each(&self, each: &mut dyn FnMut(&str)) {
        each(self);
    }
}

impl Parameter for bool {
    fn for_each(&self, each: &mut dyn FnMut(&str)) {
        each(if *self { "true" } else { "false" });
    }
}

impl Parameter for Blob {
    fn for_each(&self, each: &mut dyn FnMut(&str)) {
        each(&base64::encode(self.as_ref()));
    }
}

impl Parameter for BigInteger {
    fn for_each(&self, each: &mut dyn FnMut(&str)) {
        each(self.as_ref());
    }
}

impl Parameter for BigDecimal {
    fn for_each(&self, each: &mut dyn FnMut(&str)) {
        each(self.as_ref());
    }
}

macro_rules! displayed {
    ($($number:ty),*) => {$(
        impl Parameter for $number {
            fn for_each(&self, each: &mut dyn FnMut(&str)) {
                each(&self.to_string());
            }
        }
    )*};
}
displayed!(i8, i16, i32, i64);

macro_rules! float {
    ($($number:ty),*) => {$(
        impl Parameter for $number {
            fn for_each(&self, each: &mut dyn FnMut(&str)) {
                match *self {
                    value if value.is_nan() => each("NaN"),
                    <$number>::INFINITY => each("Infinity"),
                    <$number>::NEG_INFINITY => each("-Infinity"),
                    value => each(&value.to_string()),
                }
            }
        }
    )*};
}
float!(f32, f64);
