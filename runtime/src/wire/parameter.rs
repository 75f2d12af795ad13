use aws_smithy_types::{BigDecimal, BigInteger, Blob, base64};

use super::header_list::quote_entry;

/// A value that is sent as text in path, query or headers: none, one or several texts.
#[doc(hidden)]
pub trait Parameter {
    /// Calls `each` for each text.
    fn for_each(&self, each: &mut dyn FnMut(&str));

    /// The value of a header; `None` if it is absent. An empty list is an empty header.
    fn as_header(&self) -> Option<String> {
        let mut header = String::new();
        self.for_each(&mut |text| header.push_str(text));
        Some(header)
    }
}

impl<T: Parameter> Parameter for Option<T> {
    fn for_each(&self, each: &mut dyn FnMut(&str)) {
        if let Some(value) = self {
            value.for_each(each);
        }
    }

    fn as_header(&self) -> Option<String> {
        self.as_ref()?.as_header()
    }
}

impl<T: Parameter> Parameter for Vec<T> {
    fn for_each(&self, each: &mut dyn FnMut(&str)) {
        self.iter().for_each(|value| value.for_each(each));
    }

    fn as_header(&self) -> Option<String> {
        let mut entries = Vec::new();
        self.for_each(&mut |text| entries.push(quote_entry(text).into_owned()));
        Some(entries.join(", "))
    }
}

impl Parameter for String {
    fn for_each(&self, each: &mut dyn FnMut(&str)) {
        each(self);
    }
}

impl Parameter for &str {
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
