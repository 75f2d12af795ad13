use std::borrow::Cow;

use http::{HeaderName, HeaderValue};

/// What can be the name or the value of a header: text, or a name or value of the crate `http`.
///
/// Text may have any characters but control characters; those that are not ASCII travel as UTF-8. In
/// names, letters, digits and ``!#$%&'*+-.^_`|~`` are allowed, and case does not count.
pub trait HeaderText: sealed::Sealed {}

impl<T: sealed::Sealed> HeaderText for T {}

pub(super) mod sealed {
    use super::*;

    pub trait Sealed: Sized {
        fn bytes(&self) -> &[u8];

        /// The name, unless it is none.
        fn name(self) -> Option<HeaderName> {
            HeaderName::from_bytes(self.bytes()).ok()
        }

        /// The value, unless it is none.
        fn value(self) -> Option<HeaderValue> {
            HeaderValue::from_bytes(self.bytes()).ok()
        }

        /// The name as it was given, for an error.
        fn shown(&self) -> String {
            String::from_utf8_lossy(self.bytes()).into_owned()
        }
    }
}

macro_rules! texts {
    ($($kind:ty),*) => {$(
        impl sealed::Sealed for $kind {
            fn bytes(&self) -> &[u8] {
                str::as_bytes(self)
            }
        }
    )*};
}

texts!(&str, &String, Cow<'_, str>);

impl sealed::Sealed for String {
    fn bytes(&self) -> &[u8] {
        self.as_bytes()
    }

    fn value(self) -> Option<HeaderValue> {
        HeaderValue::from_maybe_shared(bytes::Bytes::from(self)).ok()
    }
}

impl sealed::Sealed for HeaderName {
    fn bytes(&self) -> &[u8] {
        self.as_ref()
    }

    fn name(self) -> Option<HeaderName> {
        Some(self)
    }
}

impl sealed::Sealed for HeaderValue {
    fn bytes(&self) -> &[u8] {
        self.as_bytes()
    }

    fn value(self) -> Option<HeaderValue> {
        Some(self)
    }
}
