use std::borrow::Cow;

use http::{HeaderName, HeaderValue};

/// The name or value of a header: text, or a type of the crate `http`.
///
/// Text may contain any characters except control characters; non-ASCII characters are sent as
/// UTF-8. Names consist of letters, digits and ``!#$%&'*+-.^_`|~` , and are case-insensitive.
pub trait HeaderText: sealed::Sealed {}

impl<T: sealed::Sealed> HeaderText for T {}

pub(super) mod sealed {
    use super::*;

    pub trait Sealed: Sized {
        fn bytes(&self) -> &[u8];

        /// The name, if it is valid.
        fn name(self) -> Option<HeaderName> {
            HeaderName::from_bytes(self.bytes()).ok()
        }

        /// The value, if it is valid.
        fn value(self) -> Option<HeaderValue> {
            HeaderValue::from_bytes(self.bytes()).ok()
        }

        /// The name as given, for error messages.
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
