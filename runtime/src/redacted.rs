//! `Debug` of sensitive values. Their wire format and serde output do not change.

use std::fmt;

/// The placeholder for a sensitive value.
#[derive(Clone, Copy)]
pub struct Redacted;

impl fmt::Debug for Redacted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("*** Sensitive Data Redacted ***")
    }
}

/// `redacted_variants!(Choice, Text(_), redacted(Secret), Nothing)`: a union that hides the values
/// of some of its members.
#[macro_export]
#[doc(hidden)]
macro_rules! redacted_variants {
    ($name:ident $(, $variant:ident $(($inner:tt))?)+ $(,)?) => {
        impl ::std::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                $($crate::redacted_variants!(@variant self, f, $variant $($inner)?);)+
                f.write_str("Unknown")
            }
        }
    };
    (@variant $self:ident, $f:ident, redacted $variant:ident) => {
        if let Self::$variant(_) = $self {
            return $f
                .debug_tuple(::std::stringify!($variant))
                .field(&$crate::redacted::Redacted)
                .finish();
        }
    };
    (@variant $self:ident, $f:ident, $variant:ident _) => {
        if let Self::$variant(value) = $self {
            return $f.debug_tuple(::std::stringify!($variant)).field(value).finish();
        }
    };
    (@variant $self:ident, $f:ident, $variant:ident) => {
        if let Self::$variant = $self {
            return $f.write_str(::std::stringify!($variant));
        }
    };
}

/// An enum or union that is sensitive as a whole.
#[macro_export]
#[doc(hidden)]
macro_rules! redacted {
    ($name:ident) => {
        impl ::std::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Debug::fmt(&$crate::redacted::Redacted, f)
            }
        }
    };
}

#[cfg(test)]
mod tests {
    #[derive(crate::Structure)]
    struct Account {
        name: String,
        r#type: Option<Kind>,
        #[member(sensitive)]
        secret: String,
    }

    #[derive(Clone, PartialEq, serde::Deserialize, serde::Serialize)]
    enum Kind {
        Secret,
    }

    redacted!(Kind);

    enum Choice {
        Text(&'static str),
        Secret(String),
        Nothing,
        Unknown,
    }

    redacted_variants!(Choice, Text(_), redacted(Secret), Nothing);

    #[test]
    fn what_is_sensitive_is_not_shown() {
        let account = Account {
            name: "n".to_owned(),
            r#type: Some(Kind::Secret),
            secret: "hunter2".to_owned(),
        };
        assert_eq!((account.name(), account.secret()), ("n", "hunter2"));
        assert!(account.r#type().is_some());
        assert_eq!(
            format!("{account:?}"),
            "Account { name: \"n\", type: Some(*** Sensitive Data Redacted ***), \
             secret: *** Sensitive Data Redacted *** }"
        );
    }

    #[test]
    fn a_union_shows_which_member_it_is() {
        assert_eq!(format!("{:?}", Choice::Text("t")), "Text(\"t\")");
        let secret = Choice::Secret("hunter2".to_owned());
        assert_eq!(format!("{secret:?}"), "Secret(*** Sensitive Data Redacted ***)");
        assert!(matches!(secret, Choice::Secret(value) if value == "hunter2"));
        assert_eq!(format!("{:?}", Choice::Nothing), "Nothing");
        assert_eq!(format!("{:?}", Choice::Unknown), "Unknown");
    }
}
